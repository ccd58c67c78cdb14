a = true.x
b = null[0]
c = "x".y
d = {}.z
e = [1][0]
