# Providers, module calls, software as a service, and arguments beside what is concluded.

asset_policy "provider" "in_the_union" {
  id    = "KINDS-PROVIDER"
  title = "configured outside the Union"
  enforce {
    condition     = asset.placement.eu && core::try(attrs.insecure, false) == false
    error_message = "${meta.type} in ${asset.placement.region}"
  }
}

asset_policy "module" "data_in_pinned_modules" {
  id     = "KINDS-MODULE"
  title  = "data in a module without version"
  filter = asset.holds_data
  enforce {
    condition     = core::startswith(meta.source, "./") || core::has(meta, "version")
    error_message = "${meta.source} has no version"
  }
}

asset_policy "saas" "within_the_law" {
  id    = "KINDS-SAAS"
  title = "a service within reach of another law"
  enforce {
    condition     = asset.offer.third_state_law == null
    error_message = "within reach of ${asset.offer.third_state_law}"
  }
}

asset_policy "resource" "health_data_encrypted" {
  id     = "KINDS-RESOURCE"
  title  = "health data not encrypted"
  filter = asset.classification.health
  enforce {
    condition     = attrs.encrypted
    error_message = "not encrypted"
  }
}
