a = <<EOT
b
EOT  
