a = <<A
%{ if b }
A
