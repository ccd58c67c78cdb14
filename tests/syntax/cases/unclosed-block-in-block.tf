a {
  b {
}
c {}
