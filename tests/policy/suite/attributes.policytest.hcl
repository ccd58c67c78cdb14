policytest {
  targets = ["attributes.policy.hcl"]
}

locals {
  world = ["0.0.0.0/0"]
}

resource "aws_instance" "small" {
  attrs = { instance_type = "t3.small" }
}

resource "aws_instance" "large" {
  expect_failure = true
  attrs          = { instance_type = "m5.24xlarge" }
}

resource "aws_instance" "unknown" {
  expect = "undetermined"
  attrs  = { instance_type = core::unknown() }
}

resource "aws_instance" "one_of_two_that_are_allowed" {
  attrs = { instance_type = core::unknown("t3.micro", "t3.small") }
}

resource "aws_instance" "one_of_two_that_are_not" {
  expect_failure = true
  attrs          = { instance_type = core::unknown("m5.large", "m5.xlarge") }
}

resource "aws_instance" "one_of_two_of_which_one_is" {
  expect = "undetermined"
  attrs  = { instance_type = core::unknown("t3.micro", "m5.large") }
}

resource "aws_ebs_volume" "encrypted" {
  attrs = { encrypted = true }
}

resource "aws_ebs_volume" "plain" {
  expect_failure = true
  attrs          = { encrypted = false }
}

resource "aws_ebs_volume" "absent_takes_the_fallback" {
  expect_failure = true
  attrs          = { size = 100 }
}

resource "aws_ebs_volume" "null_does_not" {
  expect_failure = true
  attrs          = { encrypted = null }
}

resource "aws_ebs_volume" "unknown_does_not_either" {
  expect = "undetermined"
  attrs  = { encrypted = core::unknown() }
}

resource "aws_ebs_volume" "nothing_written" {
  expect_failure = true
  attrs          = {}
}

resource "aws_s3_bucket" "block" {
  attrs = { versioning = [{ enabled = true }] }
}

resource "aws_s3_bucket" "block_that_disables" {
  expect_failure = true
  attrs          = { versioning = [{ enabled = false }] }
}

resource "aws_s3_bucket" "block_without_argument" {
  expect_failure = true
  attrs          = { versioning = [{}] }
}

resource "aws_s3_bucket" "no_block" {
  expect_failure = true
  attrs          = { bucket = "x" }
}

resource "aws_s3_bucket" "no_block_in_a_list" {
  expect_failure = true
  attrs          = { versioning = [] }
}

resource "aws_s3_bucket" "unknown_blocks" {
  expect = "undetermined"
  attrs  = { versioning = core::unknown() }
}

resource "aws_security_group" "closed" {
  attrs = {
    ingress = [
      { from_port = 443, to_port = 443, cidr_blocks = local.world },
      { from_port = 22, to_port = 22, cidr_blocks = ["10.0.0.0/8"] },
    ]
  }
}

resource "aws_security_group" "open" {
  expect_failure = true
  attrs          = { ingress = [{ from_port = 0, to_port = 65535, cidr_blocks = local.world }] }
}

resource "aws_security_group" "at_the_bound" {
  expect_failure = true
  attrs          = { ingress = [{ from_port = 22, to_port = 22, cidr_blocks = local.world }] }
}

resource "aws_security_group" "beyond_the_bound" {
  attrs = { ingress = [{ from_port = 23, to_port = 80, cidr_blocks = local.world }] }
}

resource "aws_security_group" "without_rules" {
  attrs = { name = "x" }
}

resource "aws_security_group" "rules_without_blocks_of_addresses" {
  attrs = { ingress = [{ from_port = 22, to_port = 22 }] }
}

resource "aws_security_group" "unknown_port" {
  expect = "undetermined"
  attrs  = { ingress = [{ from_port = core::unknown(), to_port = 80, cidr_blocks = local.world }] }
}

resource "aws_security_group" "unknown_port_of_a_private_rule" {
  attrs = { ingress = [{ from_port = core::unknown(), to_port = 80, cidr_blocks = ["10.0.0.0/8"] }] }
}

resource "aws_db_instance" "owned" {
  attrs = { tags = { Owner = "equipe" } }
}

resource "aws_db_instance" "other_tags" {
  expect_failure = true
  attrs          = { tags = { Env = "prod" } }
}

resource "aws_db_instance" "owner_is_null" {
  expect_failure = true
  attrs          = { tags = { Owner = null } }
}

resource "aws_db_instance" "no_tags" {
  expect_failure = true
  attrs          = { name = "x" }
}

resource "aws_db_instance" "unknown_tags" {
  expect = "undetermined"
  attrs  = { tags = core::unknown() }
}

resource "aws_kms_key" "indexed_by_name" {
  attrs = { enable_key_rotation = true }
}

resource "aws_kms_key" "text_that_reads_as_a_bool" {
  attrs = { enable_key_rotation = "true" }
}

resource "aws_kms_key" "not_rotated" {
  expect_failure = true
  attrs          = { enable_key_rotation = false }
}

resource "aws_sqs_queue" "named" {
  attrs = { name = "app-orders" }
}

resource "aws_sqs_queue" "and_stops_at_null" {
  expect_failure = true
  attrs          = { name = null }
}

resource "aws_iam_policy" "narrow" {
  attrs = { policy = core::jsonencode({ Statement = [{ Action = "s3:Get*" }] }) }
}

resource "aws_iam_policy" "wide" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Action = "s3:Get*" }, { Action = "*" }] }) }
}

resource "aws_iam_policy" "unreadable" {
  attrs = { policy = "{" }
}

resource "aws_iam_policy" "unknown_document" {
  expect = "undetermined"
  attrs  = { policy = core::unknown() }
}
