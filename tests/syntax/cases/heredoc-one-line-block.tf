a { b = <<A
c
A
}
