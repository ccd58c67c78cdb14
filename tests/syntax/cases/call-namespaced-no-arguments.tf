a = provider::b
