# Inputs that a test file gives for all of its mocks.

input "largest" {
  type = number
}

input "classes" {
  type    = map(list(string))
  default = { public = ["gp2", "gp3"] }
}

resource_policy "aws_ebs_volume" "not_too_large" {
  enforce {
    condition = attrs.size <= input.largest
  }
}

resource_policy "aws_ebs_volume" "of_a_class" {
  enforce {
    condition = core::contains(input.classes["public"], core::try(attrs.type, "gp3"))
  }
}
