a = [
  for b in c : b
  if b # d
  && e
]
