a = <<EOT
b
  EOT  