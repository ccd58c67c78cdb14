a "%{if b}%{endif}" {}
