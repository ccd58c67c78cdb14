a = {
  "b" = 1
  "c${d}" = 2
  (e) = 3
  4 = 5
  f.g = 6
  true = 7
  null = 8
  -1 = 9
  h ? i : j = 10
  k() = 11
}
