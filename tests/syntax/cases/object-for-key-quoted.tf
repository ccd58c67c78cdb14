a = { "for" = 1, b = 2, for = 3 }
