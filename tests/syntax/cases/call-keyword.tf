a = true(1)
