policytest {
  targets = ["inputs.policy.hcl"]
}

inputs {
  largest = 100
}

resource "aws_ebs_volume" "at_the_bound" {
  attrs = { size = 100 }
}

resource "aws_ebs_volume" "beyond" {
  expect_failure = true
  attrs          = { size = 101 }
}

resource "aws_ebs_volume" "what_a_mock_gives_counts" {
  attrs = { size = 101 }
  inputs {
    largest = 200
  }
}

resource "aws_ebs_volume" "a_text_is_converted" {
  attrs = { size = 150 }
  inputs {
    largest = "150"
  }
}

resource "aws_ebs_volume" "class_by_default" {
  attrs = { size = 1, type = "gp2" }
}

resource "aws_ebs_volume" "class_of_none" {
  expect_failure = true
  attrs          = { size = 1, type = "io2" }
}

resource "aws_ebs_volume" "class_given" {
  attrs = { size = 1, type = "io2" }
  inputs {
    classes = { public = ["io2"] }
  }
}
