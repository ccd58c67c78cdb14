a "x\qy" {}
