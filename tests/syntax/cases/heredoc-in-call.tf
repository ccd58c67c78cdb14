a = f(<<A
b
A
, <<-B
  c
  B
)
