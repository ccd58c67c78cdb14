a = "%{ for b in c }%{ if b }%{ for d in e }x%{ endfor }%{ else }y%{ endif }%{ endfor }"
