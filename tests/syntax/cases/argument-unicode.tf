é = 1
longer-name_2 = 2
_x = 3
数 = 4
