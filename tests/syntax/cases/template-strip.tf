a = "x ${~ b ~} y"
