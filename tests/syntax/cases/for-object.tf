a = { for b in c : b => b }
d = { for e, f in c : e => f... if f }
