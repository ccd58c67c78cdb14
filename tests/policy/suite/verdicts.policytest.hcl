policytest {
  targets = ["verdicts.policy.hcl"]
}

resource "aws_instance" "bound_and_met" {
  expect = "compliant"
  attrs  = { env = "prod", monitored = true }
}

resource "aws_instance" "bound_and_not_met" {
  expect = "violation"
  attrs  = { env = "prod", monitored = false }
}

resource "aws_instance" "bound_and_unknown" {
  expect = "undetermined"
  attrs  = { env = "prod", monitored = core::unknown() }
}

resource "aws_instance" "not_bound" {
  expect = "not-applicable"
  attrs  = { env = "dev", monitored = false }
}

resource "aws_instance" "not_bound_whatever_the_rest" {
  expect = "not-applicable"
  attrs  = { env = "dev", monitored = core::unknown() }
}

resource "aws_instance" "perhaps_bound_and_met" {
  expect = "compliant"
  attrs  = { env = core::unknown(), monitored = true }
}

resource "aws_instance" "perhaps_bound_and_not_met" {
  expect = "undetermined"
  attrs  = { env = core::unknown(), monitored = false }
}

resource "aws_instance" "perhaps_bound_perhaps_met" {
  expect = "undetermined"
  attrs  = { env = core::unknown(), monitored = core::unknown() }
}

resource "aws_instance" "bound_whichever" {
  expect = "violation"
  attrs  = { env = core::unknown("prod"), monitored = false }
}

resource "aws_instance" "bound_in_neither_case" {
  expect = "not-applicable"
  attrs  = { env = core::unknown("dev", "test"), monitored = false }
}

resource "aws_instance" "bound_in_one_case" {
  expect = "undetermined"
  attrs  = { env = core::unknown("dev", "prod"), monitored = false }
}

resource "aws_lb" "both_met" {
  expect = "compliant"
  attrs  = { internal = true, logged = true }
}

resource "aws_lb" "one_not_met" {
  expect = "violation"
  attrs  = { internal = true, logged = false }
}

resource "aws_lb" "none_met" {
  expect = "violation"
  attrs  = { internal = false, logged = false }
}

resource "aws_lb" "one_not_met_and_one_unknown" {
  expect = "violation"
  attrs  = { internal = core::unknown(), logged = false }
}

resource "aws_lb" "one_met_and_one_unknown" {
  expect = "undetermined"
  attrs  = { internal = core::unknown(), logged = true }
}

resource "aws_lb_listener" "true_or_unknown" {
  expect = "compliant"
  attrs  = { left = true, right = core::unknown() }
}

resource "aws_lb_listener" "unknown_or_true" {
  expect = "compliant"
  attrs  = { left = core::unknown(), right = true }
}

resource "aws_lb_listener" "unknown_or_false" {
  expect = "undetermined"
  attrs  = { left = core::unknown(), right = false }
}

resource "aws_lb_listener" "neither" {
  expect = "violation"
  attrs  = { left = false, right = false }
}

resource "aws_lb_target_group" "false_and_unknown" {
  expect = "violation"
  attrs  = { left = false, right = core::unknown() }
}

resource "aws_lb_target_group" "unknown_and_false" {
  expect = "violation"
  attrs  = { left = core::unknown(), right = false }
}

resource "aws_lb_target_group" "unknown_and_true" {
  expect = "undetermined"
  attrs  = { left = core::unknown(), right = true }
}

resource "aws_eip" "both_branches_hold" {
  expect = "compliant"
  attrs  = { wide = core::unknown(), tags = { a = "1", b = "2" } }
}

resource "aws_eip" "one_branch_holds" {
  expect = "undetermined"
  attrs  = { wide = core::unknown(), tags = { a = "1" } }
}

resource "aws_eip" "no_branch_holds" {
  expect = "violation"
  attrs  = { wide = core::unknown(), tags = {} }
}

resource "aws_vpc" "all_private" {
  expect = "compliant"
  attrs  = { blocks = ["10.0.0.0/16", "10.1.0.0/16"] }
}

resource "aws_vpc" "one_public" {
  expect = "violation"
  attrs  = { blocks = ["10.0.0.0/16", "192.0.2.0/24"] }
}

resource "aws_vpc" "one_unknown" {
  expect = "undetermined"
  attrs  = { blocks = ["10.0.0.0/16", core::unknown()] }
}

resource "aws_vpc" "one_public_and_one_unknown" {
  expect = "violation"
  attrs  = { blocks = [core::unknown(), "192.0.2.0/24"] }
}

resource "aws_vpc" "none" {
  expect = "compliant"
  attrs  = { blocks = [] }
}

resource "aws_subnet" "what_is_advisory_fails_too" {
  expect_failure = true
  attrs          = { public = true, flow_logs = false }
}

resource "aws_subnet" "private" {
  expect = "not-applicable"
  attrs  = { flow_logs = false }
}

resource "aws_route" "nobody_looks_at_it" {
  attrs = { gateway_id = "igw-1" }
}
