a = "${
  b
  # c
  + d
}"
