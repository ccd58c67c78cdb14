a = {
  for b in
  c
  :
  b
  =>
  b
  if b
}
g = [
  for h in i :
  h
]
