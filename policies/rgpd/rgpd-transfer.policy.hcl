asset_policy "resource" "personal_data_leave_the_union_with_safeguards" {
  id = "RGPD-TRANSFER"
  title = {
    fr = "données personnelles dans un pays tiers sans décision d’adéquation"
    en = "personal data in a third country without an adequacy decision"
  }
  basis    = ["rgpd#44", "rgpd#45", "rgpd#46"]
  see_also = ["cnil-2024-07"]
  related  = ["CAC-R9-LOCATION", "CAC-R9-RESILIENCE", "HDS-LOCATION", "CAC-R14-SAAS", "CAC-GLOBAL"]
  # Appropriate safeguards make the transfer lawful, and code does not show them.
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      Conserver des données personnelles dans un pays tiers, c’est les y transférer. Dans un pays que la Commission a
      reconnu adéquat, aucune autorisation n’est requise ; ailleurs, le transfert suppose des garanties appropriées, telles
      que des clauses types ou des règles d’entreprise contraignantes, que le code ne montre pas. La règle vaut pour toute
      entité et tout environnement : une base de développement qui contient des données réelles est un traitement. La liste
      des pays adéquats est jugée au jour de l’analyse ; elle reste à vérifier auprès de la Commission.

      Une réplique, un instantané ou une sauvegarde qu’un argument envoie ailleurs y transfère les données elles-mêmes : la
      copie est jugée comme l’original. Ce que portent journaux, supervision, messages et appels n’est pas dans le code : la
      règle en informe, sans conclure que des données personnelles y passent. Une copie que le dépôt déploie comme une
      ressource est jugée là où elle se trouve.
    TEXT
    en = <<-TEXT
      Keeping personal data in a third country is transferring them there. In a country that the Commission found adequate
      no authorisation is needed; elsewhere the transfer needs appropriate safeguards, such as standard clauses or binding
      corporate rules, which code does not show. The rule holds for any entity and environment: a development database
      that holds real data is processing. The list of adequate countries is taken as of the day of judgement; it is still
      to be checked against the Commission's decisions.

      A replica, a snapshot or a backup that an argument sends elsewhere transfers the data themselves: the copy is judged
      as the original. What logs, monitoring, messages and calls carry is not in the code: the rule tells of them, and does
      not conclude that personal data pass there. A copy that the repository deploys as a resource is judged where it is.
    TEXT
  }
  remedy = {
    fr = "choisir une région de l’EEE ou d’un pays adéquat ; sinon, après évaluation du droit du pays, établir les garanties de l’article 46 du RGPD et consigner le transfert au registre des activités de traitement"
    en = "choose a region in the EEA or in an adequate country; otherwise, after assessing that country's law, set up the safeguards of GDPR article 46 and enter the transfer in the record of processing activities"
  }

  unknown = {
    fr = "le lieu des données, ou celui où elles vont, n’est pas établi, n’en est pas un (service mondial ou multirégional), ou se trouve dans un pays adéquat pour certains destinataires seulement, comme les États-Unis"
    en = "the place of the data, or that where they go, is not established, is not one (a global or multi-region service), or is in a country adequate for some recipients only, as the United States"
  }

  filter = asset.classification.personal

  locals {
    copies = [
      for flow in asset.flows : flow if core::contains(["replica", "snapshot", "backup"], flow.kind) && !flow.resource
    ]
    # A replica that an argument of the data's own resource makes is part of their place, which is judged as such.
    elsewhere = [
      for flow in local.copies : flow
      if flow.kind != "replica" || !core::alltrue([for country in flow.countries : core::contains(asset.placement.countries, country)])
    ]
    # What a program calls is only judged when one knows who that is: it may be the system itself.
    received = [
      for flow in asset.flows : flow
      if !flow.resource && (
        core::contains(["log", "monitoring", "notification", "mail"], flow.kind) || (flow.kind == "endpoint" && flow.identified)
      )
    ]
  }

  enforce {
    # R9 says the same of the State's systems in service, and says it harder; of health data, HDS says more.
    overlaps  = ["CAC-R9-LOCATION", "HDS-LOCATION"]
    when      = asset.holds_data
    condition = asset.offer.kind == "state-internal" || asset.placement.adequate
    error_message = {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : sans décision d’adéquation au ${today}"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): without an adequacy decision as of ${today}"
    }
  }
  enforce {
    overlaps   = ["CAC-R9-RESILIENCE"]
    on_unknown = "note"
    when       = core::length(local.copies) > 0
    condition  = core::alltrue([for flow in local.elsewhere : flow.offer_kind == "state-internal" || flow.adequate])
    error_message = {
      fr = "une copie des données va dans un pays sans décision d’adéquation au ${today}"
      en = "a copy of the data goes to a country without an adequacy decision as of ${today}"
    }
  }

  # It may carry some of the data, or none. Of one that a third State's law reaches, the rule on online services speaks.
  enforce {
    overlaps   = ["CAC-R14-SAAS"]
    severity   = "note"
    on_unknown = "note"
    when       = core::length(local.received) > 0
    condition  = core::alltrue([for flow in local.received : flow.offer_kind == "state-internal" || flow.adequate])
    error_message = {
      fr = "ce qui peut porter de ces données (journaux, supervision, messages, appels) va dans un pays sans décision d’adéquation au ${today}"
      en = "what may carry some of these data (logs, monitoring, messages, calls) goes to a country without an adequacy decision as of ${today}"
    }
  }
}
