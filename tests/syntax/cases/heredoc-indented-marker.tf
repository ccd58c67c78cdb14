a = <<EOT
b
  EOT
