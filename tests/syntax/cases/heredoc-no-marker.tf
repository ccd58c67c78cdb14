a = <<
b
