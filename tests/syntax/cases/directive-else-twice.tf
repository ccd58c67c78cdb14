a = "%{ if b }%{ else }%{ else }%{ endif }"
