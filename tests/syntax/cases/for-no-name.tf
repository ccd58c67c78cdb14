a = [for in c : c]
