a = <<A
${b c}
${d
A
e = 1
