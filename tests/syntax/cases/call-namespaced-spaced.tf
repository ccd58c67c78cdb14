a = provider :: b :: c (1)
