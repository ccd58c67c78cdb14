policytest {
  targets = ["assets.policy.hcl"]
  today   = "2026-11-24"
}

locals {
  plain = {
    type           = "scaleway_object_bucket"
    holds_data     = true
    environment    = "developpement"
    classification = { rank = 3, particular_sensitivity = false }
    placement      = { countries = ["FR"], eu = true }
  }
  sensitive = core::merge(local.plain, {
    environment    = "production"
    classification = { rank = 6, particular_sensitivity = true }
    offer          = { kind = "commercial", secnumcloud = { valid = false } }
  })
}

asset "resource" "in_france" {
  asset = local.plain
}

asset "resource" "in_two_countries" {
  expect = "violation"
  asset  = core::merge(local.plain, { placement = { countries = ["FR", "IE"] } })
}

asset "resource" "in_two_countries_that_are_allowed" {
  asset = core::merge(local.plain, { placement = { countries = ["FR", "IE"] } })
  inputs {
    countries = ["FR", "IE"]
  }
}

asset "resource" "of_little_matter" {
  expect = "not-applicable"
  asset  = core::merge(local.plain, { classification = { rank = 0, particular_sensitivity = false } })
}

asset "resource" "place_unknown" {
  expect = "undetermined"
  asset  = core::merge(local.plain, { placement = core::unknown() })
}

asset "resource" "data_unknown_in_france" {
  expect = "compliant"
  asset  = core::merge(local.plain, { holds_data = core::unknown() })
}

asset "resource" "data_unknown_elsewhere" {
  expect = "undetermined"
  asset  = core::merge(local.plain, { holds_data = core::unknown(), placement = { countries = ["US"] } })
}

asset "resource" "not_qualified" {
  expect = "violation"
  asset  = local.sensitive
}

asset "resource" "qualified" {
  asset = core::merge(local.sensitive, { offer = { kind = "commercial", secnumcloud = { valid = true } } })
}

asset "resource" "cloud_of_the_state" {
  asset = core::merge(local.sensitive, { offer = { kind = "state-internal" } })
}

asset "resource" "prototype" {
  asset   = local.sensitive
  project = { prototype = true }
}

asset "resource" "offer_unknown" {
  expect = "undetermined"
  asset  = core::merge(local.sensitive, { offer = core::unknown() })
}

asset "resource" "either_environment" {
  expect = "undetermined"
  asset  = core::merge(local.sensitive, { environment = core::unknown("production", "developpement") })
}

asset "resource" "of_whom_the_text_does_not_bind" {
  expect  = "compliant"
  asset   = local.sensitive
  project = { entity = "autre" }
}

asset "resource" "of_a_project_that_is_older_than_the_text" {
  expect  = "compliant"
  asset   = local.sensitive
  project = { started = "2019-01-01" }
}

asset "resource" "of_an_older_project_changed_since" {
  expect  = "violation"
  asset   = local.sensitive
  project = { started = "2019-01-01", major_change = true }
}

asset "state" "in_the_union" {
  asset = { type = "s3", placement = { eu = true } }
}

asset "state" "elsewhere" {
  expect = "violation"
  asset  = { type = "s3", placement = { eu = false } }
}

asset "state" "in_no_place" {
  expect = "undetermined"
  asset  = { type = "s3", placement = { eu = core::unknown() } }
}

asset "resource" "owned" {
  asset = core::merge(local.plain, { type = "scaleway_rdb_instance", offer = { owner = "Iliad" } })
}

asset "resource" "owned_by_nobody_known" {
  expect = "violation"
  asset  = core::merge(local.plain, { type = "scaleway_rdb_instance", offer = { owner = null } })
}

asset "resource" "without_copies" {
  asset = core::merge(local.plain, { type = "aws_s3_bucket", flows = [] })
}

asset "resource" "copied_in_the_area" {
  asset = core::merge(local.plain, { type = "aws_s3_bucket", flows = [{ kind = "replica", eea = true }] })
}

asset "resource" "whose_logs_go_elsewhere" {
  asset = core::merge(local.plain, { type = "aws_s3_bucket", flows = [{ kind = "log", eea = false }] })
}

asset "resource" "copied_elsewhere" {
  expect = "violation"
  asset = core::merge(local.plain, {
    type  = "aws_s3_bucket"
    flows = [{ kind = "replica", eea = true }, { kind = "replica", eea = false }]
  })
}

asset "resource" "copied_to_no_known_place" {
  expect = "undetermined"
  asset  = core::merge(local.plain, { type = "aws_s3_bucket", flows = [{ kind = "replica", eea = core::unknown() }] })
}
