# What the inventory concluded, the project, and the day.

input "countries" {
  type    = list(string)
  default = ["FR"]
}

asset_policy "resource" "data_in_france" {
  id     = "SUITE-FRANCE"
  title  = { fr = "données hors de France", en = "data outside France" }
  filter = asset.holds_data && asset.classification.rank >= 2
  enforce {
    condition     = core::length(core::setsubtract(asset.placement.countries, input.countries)) == 0
    error_message = { fr = "en ${core::join(", ", asset.placement.countries)}", en = "in ${core::join(", ", asset.placement.countries)}" }
  }
}

asset_policy "resource" "immune_in_production" {
  id     = "SUITE-IMMUNE"
  title  = "data within reach of another law"
  basis  = ["circulaire-6404-sg#R9"]
  filter = asset.environment == "production" && asset.classification.particular_sensitivity
  enforce {
    condition     = project.prototype || asset.offer.kind == "state-internal" || asset.offer.secnumcloud.valid
    error_message = "not qualified as of ${today}"
  }
}

asset_policy "state" "state_in_the_union" {
  id    = "SUITE-STATE"
  title = "state outside the Union"
  enforce {
    condition     = asset.placement.eu
    error_message = "outside"
  }
}

asset_policy "*" "owned" {
  id     = "SUITE-OWNED"
  title  = "nobody is known to own it"
  filter = asset.type == "scaleway_rdb_instance"
  enforce {
    condition     = core::has(asset.offer, "owner")
    error_message = "no owner"
  }
}

asset_policy "resource" "copies_in_the_area" {
  id     = "SUITE-FLOWS"
  title  = "copies outside the Area"
  filter = asset.type == "aws_s3_bucket"
  enforce {
    condition     = core::alltrue([for flow in asset.flows : flow.eea if flow.kind == "replica"])
    error_message = "a copy is elsewhere"
  }
}
