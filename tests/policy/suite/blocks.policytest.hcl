policytest {
  targets = ["./blocks.policy.hcl"]
}

provider "aws" "default_region" {
  attrs = { region = "eu-west-3" }
}

provider "aws" "other_region" {
  expect_failure = true
  attrs          = { region = "us-east-1" }
}

provider "aws" "no_region" {
  expect_failure = true
}

provider "aws" "alias_is_left_out" {
  expect = "compliant"
  attrs  = { region = "us-east-1" }
  meta   = { alias = "us" }
}

provider "aws" "input_of_this_mock" {
  attrs = { region = "us-east-1" }
  inputs {
    regions = ["us-east-1"]
  }
}

provider "aws" "unknown_region" {
  expect = "undetermined"
  attrs  = { region = core::unknown() }
}

provider "aws" "official" {
  attrs = { region = "eu-west-3" }
  meta  = { source = "registry.terraform.io/hashicorp/aws" }
}

provider "google" "official" {
  meta = { source = "registry.terraform.io/hashicorp/google" }
}

provider "aws" "of_somebody_else" {
  expect_failure = true
  attrs          = { region = "eu-west-3" }
  meta           = { source = "registry.terraform.io/acme-corp/aws" }
}

module "registry.terraform.io/terraform-aws-modules/vpc/aws" "recent" {
  meta = { version = "5.0.0" }
}

module "registry.terraform.io/terraform-aws-modules/vpc/aws" "old" {
  expect_failure = true
  meta           = { version = "0.9.0" }
}

module "registry.terraform.io/terraform-aws-modules/vpc/aws" "old_enough_here" {
  meta = { version = "0.9.0" }
  inputs {
    least = "0.5.0"
  }
}

module "./modules/vpc" "without_version" {
  expect = "not-applicable"
}

module "app.terraform.io/ministere/vpc/aws" "named" {
  attrs = { name = "eu-prod" }
  meta  = { version = "1.5.0" }
}

module "app.terraform.io/ministere/vpc/aws" "named_otherwise" {
  expect_failure = true
  attrs          = { name = "prod" }
  meta           = { version = "1.5.0" }
}

module "app.terraform.io/ministere/vpc/azure" "of_another_provider" {
  meta = { version = "1.5.0" }
}

resource "aws_s3_object" "in_paris" {
  attrs = { region = "eu-west-3" }
}

resource "aws_s3_object" "in_frankfurt" {
  expect_failure = true
  attrs          = { region = "eu-central-1" }
}

resource "google_storage_bucket" "named" {
  attrs = { name = "x" }
}

resource "google_storage_bucket" "unnamed" {
  expect_failure = true
  attrs          = {}
}

resource "aws_s3_bucket" "both_patterns" {
  expect_failure = true
  attrs          = { bucket = "x", region = "us-east-1" }
}

resource "aws_sqs_queue" "in_the_module" {
  attrs = {}
  meta  = { module_path = "module.app" }
}

resource "aws_sqs_queue" "in_another_module" {
  expect_failure = true
  attrs          = {}
  meta           = { module_path = "module.other" }
}
