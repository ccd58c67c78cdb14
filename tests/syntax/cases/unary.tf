a = -1
b = !true
c = !!true
d = - -1
e = -x.y[0]
f = 1 - -1
g = 1 -1
