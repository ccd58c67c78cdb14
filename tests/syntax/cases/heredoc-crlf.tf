a = <<EOT
b
EOT
c = 1
