locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "copies_as_protected_as_the_data" {
  id = "CAC-R9-RESILIENCE"
  title = {
    fr = "copies moins protégées que les données"
    en = "copies less protected than the data"
  }
  basis    = ["circulaire-6404-sg#R9", "loi-2024-449#31", "referentiel-hds-v2#EXI-28"]
  also_in  = ["sren-art31", "hds"]
  related  = ["CAC-R9-SECNUMCLOUD", "CAC-R9-LOCATION", "HDS-LOCATION"]

  rationale = {
    fr = <<-TEXT
      La règle R9 vise les systèmes en production et en recette, « éléments nécessaires à leur résilience » compris : une
      sauvegarde, un instantané ou une réplique porte les mêmes données que sa source, et en suit la classe. Des données de
      santé sont conservées dans l’EEE chez l’hébergeur comme chez ses sous-traitants. Une copie que le dépôt déploie comme
      une ressource est jugée aussi par les autres règles, dans l’environnement de sa source si elle n’en dit pas ; celle-ci
      juge celles qu’un argument, ou un plan qui choisit la ressource, envoie ailleurs.
    TEXT
    en = <<-TEXT
      Rule R9 is about systems in production and acceptance, what their resilience needs included: a backup, a snapshot or a
      replica holds the same data as its source, and follows its class. Health data are kept in the EEA by the host and by
      its sub-processors alike. A copy that the repository deploys as a resource is judged by the other rules, in the
      environment of its source if it says none; this one judges those that an argument, or a plan that chooses the
      resource, sends elsewhere.
    TEXT
  }
  remedy = {
    fr = "garder la copie sur une offre et dans une région qui conviennent à la source, ou supprimer l’argument qui l’envoie ailleurs"
    en = "keep the copy on an offer and in a region that suit the source, or remove the argument that sends it elsewhere"
  }

  unknown = {
    fr = "l’offre ou le lieu où va la copie n’est pas établi"
    en = "the offer or the place where the copy goes is not established"
  }
  on_unknown = "note"

  locals {
    bound  = core::contains(local.bound_environments, asset.environment)
    copies = [for flow in asset.flows : flow if core::contains(["replica", "snapshot", "backup"], flow.kind) && !flow.resource]
    # A replica that an argument of the data's own resource makes is part of their place, where other rules find it.
    elsewhere = [
      for flow in local.copies : flow
      if flow.kind != "replica" || !core::alltrue([for country in flow.countries : core::contains(asset.placement.countries, country)])
    ]
  }

  # What no comment sets aside of the data, none does of their copies.
  enforce {
    ignorable = false
    basis     = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
    when      = local.bound && asset.classification.particular_sensitivity && core::length(local.copies) > 0
    condition = core::alltrue([for flow in local.copies : flow.offer_kind == "state-internal" || flow.secnumcloud_valid])
    error_message = {
      fr = "les données sont d’une sensibilité particulière et une copie va sur une offre sans qualification SecNumCloud valide au ${today}"
      en = "the data are of particular sensitivity and a copy goes to an offer without a valid SecNumCloud qualification as of ${today}"
    }
  }

  enforce {
    basis     = ["circulaire-6404-sg#R9"]
    when      = local.bound && asset.classification.personal && core::length(local.elsewhere) > 0
    condition = core::alltrue([for flow in local.elsewhere : flow.offer_kind == "state-internal" || flow.adequate])
    error_message = {
      fr = "les données sont personnelles et une copie va hors de l’EEE et des pays reconnus adéquats au ${today}"
      en = "the data are personal and a copy goes outside the EEA and the countries found adequate as of ${today}"
    }
  }

  # Requirements on hosts of health data make no exception for environments.
  enforce {
    ignorable = false
    basis     = ["referentiel-hds-v2#EXI-28"]
    when      = asset.classification.health && core::length(local.elsewhere) > 0
    condition = core::alltrue([for flow in local.elsewhere : flow.eea])
    error_message = {
      fr = "ce sont des données de santé et une copie va hors de l’Espace économique européen"
      en = "they are health data and a copy goes outside the European Economic Area"
    }
  }
}
