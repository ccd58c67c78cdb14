a {
  b = <<EOT
  c
}
d {
}
