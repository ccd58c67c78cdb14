policytest {
  targets = ["time.policy.hcl"]
  today   = "2026-11-24"
}

resource "aws_db_instance" "on_a_tuesday" {
  attrs = {}
}

resource "aws_db_instance" "on_a_saturday" {
  expect_failure = true
  today          = "2026-11-28"
  attrs          = {}
}

resource "aws_db_instance" "on_a_monday" {
  today = "2026-11-30"
  attrs = {}
}

resource "aws_acm_certificate" "valid_for_a_year" {
  attrs = { not_after = "2027-11-24T00:00:00Z" }
}

resource "aws_acm_certificate" "expired_the_day_before" {
  expect_failure = true
  attrs          = { not_after = "2026-11-23T23:59:59Z" }
}

resource "aws_acm_certificate" "expires_at_noon" {
  expect = "undetermined"
  attrs  = { not_after = "2026-11-24T11:30:00Z" }
}

resource "aws_instance" "the_hour_is_not_known" {
  expect = "undetermined"
  attrs  = {}
}

resource "aws_kms_key" "of_this_autumn" {
  attrs = { created = "2026-10-01T00:00:00Z" }
}

resource "aws_kms_key" "of_last_year" {
  expect_failure = true
  attrs          = { created = "2025-10-01T00:00:00Z" }
}
