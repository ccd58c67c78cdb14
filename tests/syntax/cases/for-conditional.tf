a = [for b in c ? d : e : b ? f : g if h ? i : j]
