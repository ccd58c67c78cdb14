a = b[*]
c = b.*
