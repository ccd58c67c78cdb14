a = b\c
