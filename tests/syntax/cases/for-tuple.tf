a = [for b in c : b]
d = [for e, f in c : f if e > 1]
