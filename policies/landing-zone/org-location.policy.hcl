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
  see_also = ["circulaire-6404-sg#R9", "secnumcloud-3-2#19.2"]
  related  = ["CAC-R9-LOCATION", "CAC-R9-RESILIENCE", "HDS-LOCATION", "PSSIE-FRANCE", "CAC-STATE", "CAC-R14-SAAS", "CAC-GLOBAL"]

  rationale = {
    fr = <<-TEXT
      Aucun texte n’impose la France en général ; une organisation peut la vouloir, ou l’Union, pour toutes ses données ou
      pour un niveau. La table [location] de cocarde.toml le dit en une ligne, et cette règle le tient. Elle ne s’écarte
      jamais vers le large de ce que le droit exige : un lieu plus large que le minimum légal est une erreur à sa ligne.
      Sans [location], elle ne juge rien.

      Les données sont aussi là où on les envoie : une réplique, un instantané ou une sauvegarde dans un autre lieu est
      jugée comme l’original. Journaux, supervision, messages et appels peuvent en porter : la règle avertit, car le code ne
      dit pas ce qu’ils portent. Une copie que le dépôt déploie comme une ressource est jugée là où elle se trouve ; un
      réseau de diffusion, par CAC-GLOBAL.
    TEXT
    en = <<-TEXT
      No text demands France in general; an organisation may want it, or the Union, for all its data or for a level. The
      table [location] of cocarde.toml says so in a line, and this rule holds it. It never goes wider than what the law
      demands: a place wider than the legal minimum is an error at its line. Without [location] it judges nothing.

      Data are also where they are sent: a replica, a snapshot or a backup at another place is judged as the original.
      Logs, monitoring, messages and calls may carry some of them: the rule warns, since code does not tell what they
      carry. A copy that the repository deploys as a resource is judged where it is; a content delivery network, by
      CAC-GLOBAL.
    TEXT
  }
  remedy = {
    fr = "choisir, pour ces données comme pour ce qui les reçoit, une région que la table [location] de cocarde.toml admet, ou y corriger ce que l’organisation veut"
    en = "choose, for these data and for what receives them, a region that the table [location] of cocarde.toml allows, or correct there what the organisation wants"
  }

  unknown = {
    fr = "le lieu des données, ou celui où elles vont, n’est pas établi, ou le niveau des données, dont dépend le lieu admis, ne l’est pas"
    en = "the place of the data, or that where they go, is not established, or the level of the data, on which the allowed place depends, is not"
  }

  filter = local.wanted != "" || core::length(local.others) > 0

  locals {
    kept  = asset.kind == "state" ? asset.type != "local" : asset.holds_data
    level = asset.kind == "state" ? asset.root_classification.level : asset.classification.level
    wanted = (
      local.level == null ? input.location_everywhere :
      core::lookup(input.location_by_level, local.level, input.location_everywhere)
    )
    # Data of several kinds are where each of them may be.
    others = (
      core::length(input.location_by_level) == 0 || !asset.classification.stated ? [] :
      core::distinct(core::compact([for level in asset.classification.levels : core::lookup(input.location_by_level, level, "")]))
    )
    within = (
      local.wanted == "" ? true :
      local.wanted == "France" ? asset.placement.france :
      local.wanted == "EU" ? asset.placement.eu :
      local.wanted == "EEA" ? asset.placement.eea :
      local.wanted == "adequate" ? asset.placement.adequate :
      core::alltrue([for country in asset.placement.countries : core::contains(core::split(",", local.wanted), country)])
    )
    within_others = core::alltrue([
      for area in local.others : (
        area == "France" ? asset.placement.france :
        area == "EU" ? asset.placement.eu :
        area == "EEA" ? asset.placement.eea :
        area == "adequate" ? asset.placement.adequate :
        core::alltrue([for country in asset.placement.countries : core::contains(core::split(",", area), country)])
      )
    ])
    # What leaves it, but for what is a resource of its own, which is judged where it is.
    sent = [
      for flow in asset.flows : {
        kind      = flow.kind
        countries = flow.countries
        within = flow.offer_kind == "state-internal" || (
          (
            local.wanted == "" ? true :
            local.wanted == "France" ? flow.france :
            local.wanted == "EU" ? flow.eu :
            local.wanted == "EEA" ? flow.eea :
            local.wanted == "adequate" ? flow.adequate :
            core::alltrue([for country in flow.countries : core::contains(core::split(",", local.wanted), country)])
          )
          && core::alltrue([
            for area in local.others : (
              area == "France" ? flow.france :
              area == "EU" ? flow.eu :
              area == "EEA" ? flow.eea :
              area == "adequate" ? flow.adequate :
              core::alltrue([for country in flow.countries : core::contains(core::split(",", area), country)])
            )
          ])
        )
      } if !flow.resource && (flow.kind != "endpoint" || flow.identified)
    ]
    copies = [for flow in local.sent : flow if core::contains(["replica", "snapshot", "backup"], flow.kind)]
    # A replica that an argument of the data's own resource makes is part of their place, which is judged as such.
    elsewhere = [
      for flow in local.copies : flow
      if flow.kind != "replica" || !core::alltrue([for country in flow.countries : core::contains(asset.placement.countries, country)])
    ]
    received = [
      for flow in local.sent : flow if core::contains(["log", "monitoring", "notification", "mail", "endpoint"], flow.kind)
    ]
    wanted_fr = core::join(" ; ", core::distinct(core::compact([
      for area in core::concat([local.wanted], local.others) : (
        area == "EU" ? "Union européenne" :
        area == "EEA" ? "Espace économique européen" :
        area == "adequate" ? "Espace économique européen et pays adéquats" : area
      )
    ])))
    wanted_en = core::join("; ", core::distinct(core::compact([
      for area in core::concat([local.wanted], local.others) : (
        area == "EU" ? "European Union" :
        area == "EEA" ? "European Economic Area" :
        area == "adequate" ? "European Economic Area and adequate countries" : area
      )
    ])))
  }

  # The State's internal clouds are in France, which any list that an administration writes has.
  enforce {
    when      = local.kept
    condition = asset.offer.kind == "state-internal" || (local.within && local.within_others)
    error_message = {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : [location] n’admet ici que ${local.wanted_fr}"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): [location] allows here only ${local.wanted_en}"
    }
  }
  enforce {
    when      = core::length(local.copies) > 0
    condition = core::alltrue([for flow in local.elsewhere : flow.within])
    error_message = {
      fr = "une copie des données va ailleurs : [location] n’admet ici que ${local.wanted_fr}"
      en = "a copy of the data goes elsewhere: [location] allows here only ${local.wanted_en}"
    }
  }

  # It may carry some of the data, or none.
  enforce {
    severity   = "warning"
    on_unknown = "note"
    when       = core::length(local.received) > 0
    condition  = core::alltrue([for flow in local.received : flow.within])
    error_message = {
      fr = "ce qui peut porter de ces données (journaux, supervision, messages, appels) va ailleurs : [location] n’admet ici que ${local.wanted_fr}"
      en = "what may carry some of these data (logs, monitoring, messages, calls) goes elsewhere: [location] allows here only ${local.wanted_en}"
    }
  }
}
