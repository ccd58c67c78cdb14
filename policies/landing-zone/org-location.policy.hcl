# What `[location]` of cocarde.toml wants: the name of an area ("France", "EU", "EEA", "adequate"), or codes of countries
# with commas between them; nothing without it.
input "location_everywhere" {
  type    = string
  default = ""
}

input "location_by_level" {
  type    = map(string)
  default = {}
}

asset_policy "resource|state" "data_where_the_organisation_wants_them" {
  id = "ORG-LOCATION"
  title = {
    fr = "données hors des lieux que l’organisation admet"
    en = "data outside the places that the organisation allows"
  }
  see_also = ["circulaire-6404-sg#R9"]
  related  = ["CAC-R9-LOCATION", "HDS-LOCATION", "PSSIE-FRANCE", "CAC-STATE"]

  rationale = {
    fr = <<-TEXT
      Aucun texte n’impose la France en général ; une organisation peut la vouloir, ou l’Union, pour toutes ses données ou
      pour un niveau. La table [location] de cocarde.toml le dit en une ligne, et cette règle le tient. Elle ne s’écarte
      jamais vers le large de ce que le droit exige : un lieu plus large que le minimum légal est une erreur à sa ligne.
      Sans [location], elle ne juge rien.
    TEXT
    en = <<-TEXT
      No text demands France in general; an organisation may want it, or the Union, for all its data or for a level. The
      table [location] of cocarde.toml says so in a line, and this rule holds it. It never goes wider than what the law
      demands: a place wider than the legal minimum is an error at its line. Without [location] it judges nothing.
    TEXT
  }
  remedy = {
    fr = "choisir une région que la table [location] de cocarde.toml admet pour ces données, ou y corriger ce que l’organisation veut"
    en = "choose a region that the table [location] of cocarde.toml allows for these data, or correct there what the organisation wants"
  }

  unknown = {
    fr = "le lieu n’est pas établi, ou le niveau des données, dont dépend le lieu admis, ne l’est pas"
    en = "the place is not established, or the level of the data, on which the allowed place depends, is not"
  }

  filter = (
    (asset.kind == "state" ? asset.type != "local" : asset.holds_data)
    && local.wanted != ""
  )

  locals {
    level = asset.kind == "state" ? asset.root_classification.level : asset.classification.level
    wanted = (
      local.level == null ? input.location_everywhere :
      core::lookup(input.location_by_level, local.level, input.location_everywhere)
    )
    within = (
      local.wanted == "France" ? asset.placement.france :
      local.wanted == "EU" ? asset.placement.eu :
      local.wanted == "EEA" ? asset.placement.eea :
      local.wanted == "adequate" ? asset.placement.adequate :
      core::alltrue([for country in asset.placement.countries : core::contains(core::split(",", local.wanted), country)])
    )
    wanted_fr = (
      local.wanted == "EU" ? "Union européenne" :
      local.wanted == "EEA" ? "Espace économique européen" :
      local.wanted == "adequate" ? "Espace économique européen et pays adéquats" : local.wanted
    )
    wanted_en = (
      local.wanted == "EU" ? "European Union" :
      local.wanted == "EEA" ? "European Economic Area" :
      local.wanted == "adequate" ? "European Economic Area and adequate countries" : local.wanted
    )
  }

  # The State's internal clouds are in France, which any list that an administration writes has.
  enforce {
    condition = asset.offer.kind == "state-internal" || local.within
    error_message = {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : [location] n’admet ici que ${local.wanted_fr}"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): [location] allows here only ${local.wanted_en}"
    }
  }
}
