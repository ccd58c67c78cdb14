a = [for b in c : b if]
