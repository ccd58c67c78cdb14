a = "%{ if b }d%{ endif b }"
