a b c "d" {
}
