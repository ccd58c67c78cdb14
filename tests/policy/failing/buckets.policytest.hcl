policytest {
  targets = ["buckets.policy.hcl"]
}

resource "aws_s3_bucket" "fails" {
  attrs = { bucket = "us-x", tags = { Owner = "x" } }
}

resource "aws_s3_bucket" "passes" {
  expect_failure = true
  attrs          = { bucket = "fr-x", tags = { Owner = "x" } }
}

resource "aws_s3_bucket" "is_not_known" {
  attrs = { bucket = core::unknown(), tags = { Owner = "x" } }
}

resource "aws_s3_bucket" "cannot_be_evaluated" {
  attrs = { bucket = "fr-x" }
}

resource "aws_vpc" "nobody_looks_at_it" {
  expect_failure = true
  attrs          = {}
}

resource "aws_s3_bucket" "is_right" {
  attrs = { bucket = "fr-x", tags = { Owner = "x" } }
}

resource "aws_s3_object" "is_not_judged" {
  skip  = true
  attrs = {}
}
