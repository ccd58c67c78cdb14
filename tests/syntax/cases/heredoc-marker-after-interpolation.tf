a = <<EOT
${b}EOT
EOT
