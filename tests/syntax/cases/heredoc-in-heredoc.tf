a = <<A
${<<B
c
B
}
A
