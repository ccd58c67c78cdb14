a = {
  b = <<A
c
A
  d = 1
}
