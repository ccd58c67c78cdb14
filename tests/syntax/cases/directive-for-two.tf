a = "%{ for k, v in c }${k}=${v}%{ endfor }"
