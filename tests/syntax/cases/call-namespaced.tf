a = provider::b::c(1)
d = b::c(1)
