a = f(<<A
b
A)
