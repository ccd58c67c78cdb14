a = "bc"
