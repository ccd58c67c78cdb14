a = <<EOT
\n \q \" "
EOT
