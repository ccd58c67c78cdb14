a = "b
c"
