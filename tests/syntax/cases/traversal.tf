a = b.c.d
e = b[0]["x"][c.d]
f = b[
  0
]
