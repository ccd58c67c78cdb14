policytest {
  targets = ["kinds.policy.hcl"]
}

locals {
  france = { placement = { region = "eu-west-3", eu = true } }
  health = { classification = { health = true }, offer = { third_state_law = null } }
}

asset "provider" "in_france" {
  asset = local.france
  attrs = { region = "eu-west-3" }
}

asset "provider" "insecure" {
  expect_failure = true
  asset          = local.france
  attrs          = { insecure = true }
  meta           = { type = "aws" }
}

asset "provider" "insecure_or_not" {
  expect = "undetermined"
  asset  = local.france
  attrs  = { insecure = core::unknown() }
}

asset "provider" "one_of_two_regions" {
  expect = "undetermined"
  asset  = { placement = { region = "x", eu = core::unknown(true, false) } }
  attrs  = {}
}

asset "module" "pinned" {
  expect = "compliant"
  asset  = { holds_data = true }
  meta   = { source = "acme/db/aws", version = "1.0.0" }
}

asset "module" "not_pinned" {
  expect = "violation"
  asset  = { holds_data = true }
  meta   = { source = "acme/db/aws", version = null }
}

asset "module" "not_pinned_without_data" {
  expect = "not-applicable"
  asset  = { holds_data = false }
  meta   = { source = "acme/db/aws" }
}

asset "saas" "of_the_union" {
  asset = { offer = { third_state_law = null }, classification = { health = false } }
}

asset "saas" "of_elsewhere" {
  expect = "violation"
  asset  = { offer = { third_state_law = "US" }, classification = { health = false } }
}

asset "saas" "health_data_not_encrypted" {
  # What software as a service keeps is a resource as well.
  expect = "violation"
  asset  = local.health
  attrs  = { encrypted = false }
}

asset "resource" "encrypted" {
  expect = "compliant"
  asset  = local.health
  attrs  = { encrypted = true }
}

asset "resource" "encrypted_or_not" {
  expect = "undetermined"
  asset  = local.health
  attrs  = { encrypted = core::unknown() }
}

asset "resource" "of_other_data" {
  expect = "not-applicable"
  asset  = { classification = { health = false } }
}
