# a
// b
/* c */ a = 1 # d
b = 2 // e
/* f
 g */
c = /* h */ 3
