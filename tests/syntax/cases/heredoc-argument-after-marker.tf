a = <<EOT
b
EOT, 1
