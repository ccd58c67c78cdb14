a = b.0.c
d = b.0
e = b.0.c.1
