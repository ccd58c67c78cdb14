a = b-1
c = b -1
d = b - 1
