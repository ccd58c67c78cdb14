a = <<A
b
A
+ 1
