a = <<EOT 
b
EOT
