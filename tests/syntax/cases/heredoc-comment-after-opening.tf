a = <<EOT # c
b
EOT
