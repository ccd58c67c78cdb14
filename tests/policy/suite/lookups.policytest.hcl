policytest {
  targets = ["lookups.policy.hcl"]
}

resource "aws_s3_bucket" "versioned" {
  attrs = { id = "a" }
}

resource "aws_s3_bucket_versioning" "of_a" {
  skip  = true
  attrs = { bucket = "a", versioning_configuration = [{ status = "Enabled" }] }
}

resource "aws_s3_bucket" "suspended" {
  expect_failure = true
  attrs          = { id = "b" }
}

resource "aws_s3_bucket_versioning" "of_b" {
  skip  = true
  attrs = { bucket = aws_s3_bucket.suspended.attrs.id, versioning_configuration = [{ status = "Suspended" }] }
}

resource "aws_s3_bucket" "alone" {
  expect_failure = true
  attrs          = { id = "c" }
}

resource "aws_s3_bucket" "twice" {
  expect_failure = true
  attrs          = { id = "d" }
}

resource "aws_s3_bucket_versioning" "of_d" {
  skip  = true
  attrs = { bucket = aws_s3_bucket.twice.id, versioning_configuration = [{ status = "Enabled" }] }
}

resource "aws_s3_bucket_versioning" "of_d_again" {
  skip  = true
  attrs = { bucket = "d", versioning_configuration = [{ status = "Enabled" }] }
}

resource "aws_s3_bucket" "numbers_are_no_texts" {
  expect_failure = true
  attrs          = { id = 12 }
}

resource "aws_s3_bucket_versioning" "of_twelve" {
  skip  = true
  attrs = { bucket = "12", versioning_configuration = [{ status = "Enabled" }] }
}

resource "aws_nat_gateway" "one" {
  attrs = {}
}

resource "aws_nat_gateway" "two" {
  attrs = {}
}

resource "aws_vpc" "main" {
  skip  = true
  attrs = { id = "vpc-1", tenancy = "default" }
}

resource "aws_vpc" "dedicated" {
  skip  = true
  attrs = { id = "vpc-2", tenancy = "dedicated" }
}

resource "aws_vpc" "of_unknown_tenancy" {
  skip  = true
  attrs = { id = "vpc-3", tenancy = core::unknown() }
}

resource "aws_vpc" "destroyed" {
  skip        = true
  prior_attrs = { id = "vpc-4", tenancy = "default" }
}

resource "aws_flow_log" "all_attributes_agree" {
  attrs = { vpc_id = "vpc-1" }
}

resource "aws_flow_log" "one_attribute_differs" {
  expect_failure = true
  attrs          = { vpc_id = "vpc-2" }
}

resource "aws_flow_log" "what_is_unknown_is_found" {
  attrs = { vpc_id = "vpc-3" }
}

resource "aws_flow_log" "what_goes_is_not" {
  expect_failure = true
  attrs          = { vpc_id = "vpc-4" }
}

resource "aws_flow_log" "null_finds_nothing" {
  expect_failure = true
  attrs          = { vpc_id = null }
}

data "aws_ami" "ours" {
  attrs = { id = "ami-1", owner = "self" }
}

data "aws_ami" "theirs" {
  attrs = { id = "ami-2", owner = "amazon" }
}

resource "aws_instance" "on_ours" {
  attrs = { ami = data.aws_ami.ours.attrs.id }
}

resource "aws_instance" "on_theirs" {
  expect_failure = true
  attrs          = { ami = "ami-2" }
}

resource "aws_instance" "on_what_no_mock_gives" {
  expect = "undetermined"
  attrs  = { ami = "ami-3" }
}

resource "aws_route_table" "computed_type" {
  attrs = { looked_for = "aws_vpc" }
}

resource "aws_route_table" "none_of_that_type" {
  expect_failure = true
  attrs          = { looked_for = "aws_eks_cluster" }
}
