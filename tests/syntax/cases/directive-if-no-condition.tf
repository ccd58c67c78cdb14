a = "%{ if }b%{ endif }"
