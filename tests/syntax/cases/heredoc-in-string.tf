a = "${<<A
b
A
}"
