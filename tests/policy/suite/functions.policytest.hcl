policytest {
  targets = ["functions.policy.hcl"]
}

resource "test_constraint" "exact" {
  attrs = { version = "4.67.0", constraint = "= 4.67.0" }
}

resource "test_constraint" "exact_without_operator" {
  attrs = { version = "4.67.0", constraint = "4.67.0" }
}

resource "test_constraint" "least" {
  attrs = { version = "4.0.0", constraint = ">= 4.0.0" }
}

resource "test_constraint" "below" {
  expect_failure = true
  attrs          = { version = "3.9.9", constraint = ">= 4.0.0" }
}

resource "test_constraint" "range" {
  attrs = { version = "4.99.0", constraint = ">= 4.0.0, < 5.0.0" }
}

resource "test_constraint" "out_of_range" {
  expect_failure = true
  attrs          = { version = "5.0.0", constraint = ">= 4.0.0, < 5.0.0" }
}

resource "test_constraint" "patches" {
  attrs = { version = "4.67.9", constraint = "~> 4.67.0" }
}

resource "test_constraint" "beyond_patches" {
  expect_failure = true
  attrs          = { version = "4.68.0", constraint = "~> 4.67.0" }
}

resource "test_constraint" "minors" {
  attrs = { version = "4.99.9", constraint = "~> 4.0" }
}

resource "test_constraint" "beyond_minors" {
  expect_failure = true
  attrs          = { version = "5.0.0", constraint = "~> 4.0" }
}

resource "test_constraint" "excluded" {
  expect_failure = true
  attrs          = { version = "4.50.0", constraint = "!= 4.50.0" }
}

resource "test_constraint" "numbers_not_letters" {
  attrs = { version = "10.0.0", constraint = "> 9.0.0" }
}

resource "test_constraint" "release_candidate" {
  expect_failure = true
  attrs          = { version = "5.0.0-rc1", constraint = ">= 4.0.0" }
}

resource "test_constraint" "unknown_version" {
  expect = "undetermined"
  attrs  = { version = core::unknown(), constraint = ">= 4.0.0" }
}

resource "test_constraint" "either_version" {
  attrs = { version = core::unknown("4.1.0", "4.2.0"), constraint = ">= 4.0.0" }
}

resource "test_order" "older" {
  attrs = { one = "1.2.3", other = "1.10.0", order = -1 }
}

resource "test_order" "same" {
  attrs = { one = "1.2", other = "1.2.0", order = 0 }
}

resource "test_order" "newer" {
  attrs = { one = "2.0.0", other = "2.0.0-beta", order = 1 }
}

resource "test_substring" "inside" {
  attrs = { text = "bucket.s3.amazonaws.com", part = ".s3." }
}

resource "test_substring" "missing" {
  expect_failure = true
  attrs          = { text = "bucket", part = ".s3." }
}

resource "test_substring" "empty" {
  attrs = { text = "x", part = "" }
}

resource "test_substring" "unknown" {
  expect = "undetermined"
  attrs  = { text = core::unknown(), part = "x" }
}

resource "test_pattern" "matches" {
  attrs = { text = "prod-db-01", pattern = "^prod-[a-z]+-\\d+$" }
}

resource "test_pattern" "does_not" {
  expect_failure = true
  attrs          = { text = "dev-db-01", pattern = "^prod-" }
}

resource "test_text" "number" {
  attrs = { value = 12.5, text = "12.5" }
}

resource "test_text" "text" {
  attrs = { value = "x", text = "x" }
}

resource "test_text" "list" {
  attrs = { value = ["a", 1], text = "[\"a\",1]" }
}

resource "test_network" "second_subnet" {
  attrs = { block = "10.0.0.0/16" }
}

resource "test_network" "other_block" {
  expect_failure = true
  attrs          = { block = "10.1.0.0/16" }
}

resource "test_safe_version" "new" {
  attrs = { version = "2.1" }
}

resource "test_safe_version" "old" {
  expect_failure = true
  attrs          = { version = "1.9" }
}

resource "test_safe_version" "no_version_falls_back" {
  attrs = { version = "latest" }
}

resource "test_safe_version" "absent_falls_back" {
  attrs = {}
}

resource "test_remote" "no_service_is_asked" {
  expect = "undetermined"
  attrs  = {}
}
