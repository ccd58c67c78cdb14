a = b[ * ].c
