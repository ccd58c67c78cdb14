a = [for b in c : b, for d in e : d]
