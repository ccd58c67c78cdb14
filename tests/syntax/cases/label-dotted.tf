a b.c {
}
