asset_policy "resource" "personal_data_leave_the_union_with_safeguards" {
  id = "RGPD-TRANSFER"
  title = {
    fr = "données personnelles dans un pays tiers sans décision d’adéquation"
    en = "personal data in a third country without an adequacy decision"
  }
  basis    = ["rgpd#44", "rgpd#45", "rgpd#46"]
  see_also = ["cnil-2024-07"]
  related  = ["CAC-R9-LOCATION", "HDS-LOCATION"]
  # R9 says the same of the State's systems in service, and says it harder; of health data, HDS says more.
  overlaps = ["CAC-R9-LOCATION", "HDS-LOCATION"]
  # Appropriate safeguards make the transfer lawful, and code does not show them.
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      Conserver des données personnelles dans un pays tiers, c’est les y transférer. Dans un pays que la Commission a
      reconnu adéquat, aucune autorisation n’est requise ; ailleurs, le transfert suppose des garanties appropriées, telles
      que des clauses types ou des règles d’entreprise contraignantes, que le code ne montre pas. La règle vaut pour toute
      entité et tout environnement : une base de développement qui contient des données réelles est un traitement. La liste
      des pays adéquats est jugée au jour de l’analyse ; elle reste à vérifier auprès de la Commission.
    TEXT
    en = <<-TEXT
      Keeping personal data in a third country is transferring them there. In a country that the Commission found adequate
      no authorisation is needed; elsewhere the transfer needs appropriate safeguards, such as standard clauses or binding
      corporate rules, which code does not show. The rule holds for any entity and environment: a development database
      that holds real data is processing. The list of adequate countries is taken as of the day of judgement; it is still
      to be checked against the Commission's decisions.
    TEXT
  }
  remedy = {
    fr = "choisir une région de l’EEE ou d’un pays adéquat ; sinon établir les garanties appropriées et les verser au registre des traitements"
    en = "choose a region in the EEA or in an adequate country; otherwise set up appropriate safeguards and keep them in the record of processing"
  }

  unknown = {
    fr = "le lieu n’est pas établi, n’en est pas un (service mondial ou multirégional), ou se trouve dans un pays adéquat pour certains destinataires seulement, comme les États-Unis"
    en = "the place is not established, is not one (a global or multi-region service), or is in a country adequate for some recipients only, as the United States"
  }

  filter = asset.holds_data && asset.classification.personal

  enforce {
    condition = asset.offer.kind == "state-internal" || asset.placement.adequate
    error_message = {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : sans décision d’adéquation au ${today}"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): without an adequacy decision as of ${today}"
    }
  }
}
