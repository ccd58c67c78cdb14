locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "online_services_follow_the_data" {
  id = "CAC-R14-SAAS"
  title = {
    fr = "service en ligne qui reçoit ce que R9 protège"
    en = "online service that receives what R9 protects"
  }
  basis   = ["circulaire-6404-sg#R14", "circulaire-6404-sg#R9"]
  related = ["CAC-R9-SECNUMCLOUD", "CAC-R9-IMMUNITY", "CAC-THIRD-PARTY", "CAC-GLOBAL"]
  # What a log, a trace or a message carries is not in the code.
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      R14 l’impose aux services logiciels offerts aux agents ; pour les services techniques qu’un système alimente
      (journaux, supervision, messagerie, appels), la règle l’étend, par déduction de R9. Ils reçoivent une part de ce que
      le système traite. Ce que portent journaux et messages n’est pas dans le code : la règle
      avertit, et ne conclut pas que des données protégées sont transmises.
    TEXT
    en = <<-TEXT
      R14 demands it of software services offered to agents; to technical services that a system feeds (logs, monitoring,
      mail, calls) the rule extends it, as drawn from R9. They receive part of what the system handles. What logs and messages carry is not in the code: the rule warns, and does not conclude that protected data are sent.
    TEXT
  }
  remedy = {
    fr = "choisir un service conforme à R9 pour ces données, ou établir qu’aucune donnée protégée ne lui parvient (expurgation, anonymisation ; une donnée pseudonymisée reste une donnée personnelle) et l’écrire au dossier d’homologation"
    en = "choose a service that complies with R9 for these data, or establish that no protected data reach it (redaction, anonymisation; pseudonymised data remain personal data) and keep that in the accreditation file"
  }

  unknown = {
    fr = "on ne sait qui opère le service qui reçoit, ou de quel droit il relève"
    en = "who operates the service that receives, or under which law, is not known"
  }
  on_unknown = "note"

  filter = core::contains(local.bound_environments, asset.environment) && core::length(local.received) > 0

  locals {
    # What a program calls is only judged when one knows who that is: it may be the system itself. What falls under the
    # offer of the resource is no other service: the rules on R9 judge that offer.
    received = [
      for flow in asset.flows : flow
      if !flow.resource && !flow.same_offer && (
        core::contains(["log", "monitoring", "notification", "mail"], flow.kind) || (flow.kind == "endpoint" && flow.identified)
      )
    ]
  }

  enforce {
    when      = asset.classification.particular_sensitivity
    condition = core::alltrue([for flow in local.received : flow.offer_kind == "state-internal" || flow.secnumcloud_valid])
    error_message = {
      fr = "le système traite des données d’une sensibilité particulière, et le service qui reçoit n’a pas de qualification SecNumCloud valide au ${today}"
      en = "the system handles data of particular sensitivity, and the service that receives has no valid SecNumCloud qualification as of ${today}"
    }
  }

  enforce {
    when      = asset.classification.personal && !asset.classification.particular_sensitivity
    condition = core::alltrue([for flow in local.received : flow.third_state_law == null])
    severity  = "note"
    error_message = {
      fr = "le système traite des données personnelles, et le service qui reçoit est soumis au droit d’un État tiers"
      en = "the system handles personal data, and the service that receives is subject to the law of a third State"
    }
  }
}
