locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "personal_data_in_adequate_country" {
  id = "CAC-R9-LOCATION"
  title = {
    fr = "données personnelles hors de l’Union, de l’EEE et des pays adéquats"
    en = "personal data outside the Union, the EEA and adequate countries"
  }
  basis    = ["circulaire-6404-sg#R9"]
  see_also = ["rgpd#44", "rgpd#45"]
  related  = ["HDS-LOCATION", "RGPD-TRANSFER", "ORG-LOCATION"]

  rationale = {
    fr = <<-TEXT
      Les données personnelles, celles des agents publics comprises, sont traitées conformément au RGPD, dont les
      transferts hors de l’Union sont un point d’attention exprès de la règle. L’hébergement dans l’Union, dans
      l’Espace économique européen ou dans un pays reconnu adéquat par la Commission permet notamment d’assurer un
      niveau de protection adéquat ; ailleurs, le transfert suppose des garanties appropriées, que le code ne montre
      pas. La règle n’exige pas la France.
    TEXT
    en = <<-TEXT
      Personal data, those of public agents included, are handled as the GDPR demands, and the rule expressly draws
      attention to transfers out of the Union. Hosting in the Union, the European Economic Area or a country that the
      Commission found adequate allows in particular an adequate level of protection; elsewhere a transfer needs
      appropriate safeguards, which code does not show. The rule does not demand France.
    TEXT
  }
  remedy = {
    fr = "choisir une région de l’Union, de l’EEE ou d’un pays adéquat ; sinon, après évaluation du droit du pays, établir les garanties de l’article 46 du RGPD, consigner le transfert au registre des activités de traitement, et le dire en commentaire : # cocarde:ignore[CAC-R9-LOCATION] reason=\"…\" until=DATE"
    en = "choose a region in the Union, the EEA or an adequate country; otherwise, after assessing that country's law, set up the safeguards of GDPR article 46, enter the transfer in the record of processing activities, and say so in a comment: # cocarde:ignore[CAC-R9-LOCATION] reason=\"…\" until=DATE"
  }

  unknown = {
    fr = "le lieu n’est pas établi, n’en est pas un (service mondial ou multirégional), ou se trouve dans un pays adéquat pour certains destinataires seulement"
    en = "the place is not established, is not one (a global or multi-region service), or is in a country adequate for some recipients only"
  }

  filter = (
    asset.holds_data
    && asset.classification.personal
    && core::contains(local.bound_environments, asset.environment)
  )

  enforce {
    condition = asset.offer.kind == "state-internal" || asset.placement.adequate
    error_message = {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : ni dans l’EEE, ni dans un pays reconnu adéquat au ${today}"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): neither in the EEA nor in a country found adequate as of ${today}"
    }
    info_message = asset.placement.eea || asset.offer.kind == "state-internal" ? null : {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : hors de l’EEE, dans un pays reconnu adéquat"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): outside the EEA, in a country found adequate"
    }
  }
}
