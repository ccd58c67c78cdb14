a = b ? c :: d
