a = <<EOT
b
