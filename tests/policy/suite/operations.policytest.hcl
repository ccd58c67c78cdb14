policytest {
  targets = ["operations.policy.hcl"]
}

resource "aws_db_instance" "created" {
  attrs = { storage_encrypted = true }
}

resource "aws_db_instance" "created_plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_db_instance" "changed" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
  prior_attrs    = { storage_encrypted = true }
}

resource "aws_db_instance" "destroyed_is_not_looked_at" {
  expect      = "not-applicable"
  prior_attrs = { storage_encrypted = false }
}

resource "aws_s3_bucket" "new_and_tagged" {
  expect = "compliant"
  attrs  = { tags = { Environment = "prod" } }
}

resource "aws_s3_bucket" "new_and_untagged" {
  expect_failure = true
  attrs          = { tags = {} }
}

resource "aws_s3_bucket" "old_and_untagged" {
  expect      = "not-applicable"
  attrs       = { tags = {} }
  prior_attrs = { tags = {} }
}

resource "aws_s3_bucket" "what_meta_says_counts" {
  expect = "not-applicable"
  attrs  = { tags = {} }
  meta   = { operation = "update" }
}

resource "aws_s3_bucket" "replaced" {
  expect_failure = true
  attrs          = { tags = {} }
  prior_attrs    = { tags = {} }
  meta           = { operation = "replace" }
}

resource "aws_kms_key" "removable" {
  prior_attrs = { tags = { Removable = ["yes"] } }
}

resource "aws_kms_key" "not_removable" {
  expect_failure = true
  prior_attrs    = { tags = {} }
}

resource "aws_kms_key" "nothing_is_known_of_it" {
  expect_failure = true
  prior_attrs    = { id = null }
}

resource "aws_kms_key" "created" {
  expect = "not-applicable"
  attrs  = { tags = {} }
}

resource "tfe_workspace" "upgraded" {
  attrs       = { terraform_version = "1.10.0" }
  prior_attrs = { terraform_version = "1.9.0" }
}

resource "tfe_workspace" "downgraded" {
  expect_failure = true
  attrs          = { terraform_version = "1.5.0" }
  prior_attrs    = { terraform_version = "1.9.0" }
}

resource "tfe_workspace" "the_same" {
  attrs       = { terraform_version = "1.9.0" }
  prior_attrs = { terraform_version = "1.9" }
}

resource "tfe_workspace" "to_an_unknown_version" {
  expect      = "undetermined"
  attrs       = { terraform_version = core::unknown() }
  prior_attrs = { terraform_version = "1.9.0" }
}

resource "aws_efs_file_system" "still_encrypted" {
  attrs       = { encrypted = true }
  prior_attrs = { encrypted = true }
}

resource "aws_efs_file_system" "no_longer" {
  expect_failure = true
  attrs          = { encrypted = false }
  prior_attrs    = { encrypted = true }
}

resource "aws_efs_file_system" "gone" {
  expect_failure = true
  prior_attrs    = { encrypted = true }
}

resource "aws_efs_file_system" "never_was" {
  expect = "not-applicable"
  attrs  = { encrypted = false }
}

resource "aws_sns_topic" "created" {
  attrs = { name = "x" }
}

resource "aws_sns_topic" "deleted" {
  expect_failure = true
  prior_attrs    = { name = "x" }
}
