a = "%{ for b }c%{ endfor }"
