asset_policy "resource" "sensitive_data_on_national_territory" {
  id = "PSSIE-FRANCE"
  title = {
    fr = "données sensibles de l’État hors du territoire national"
    en = "sensitive data of the State outside national territory"
  }
  basis    = ["pssie"]
  related  = ["CAC-R9-LOCATION", "ORG-LOCATION"]
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      La politique de sécurité des systèmes d’information de l’État veut que les informations les plus sensibles des
      administrations soient hébergées sur le territoire national. R9 ne demande pas la France, SecNumCloud l’Union : cette
      règle va plus loin, et son texte n’a pas été lu. Elle ne juge donc que si l’organisation active le paquet, et elle
      avertit seulement. Les clouds internes de l’État sont en France.
    TEXT
    en = <<-TEXT
      The security policy of the State's information systems wants the most sensitive information of administrations hosted
      on national territory. R9 does not ask for France, SecNumCloud asks for the Union: this rule goes further, and its
      text was not read. It therefore judges only when the organisation switches the pack on, and it only warns. The
      State's internal clouds are in France.
    TEXT
  }
  remedy = {
    fr = "héberger ces données dans une région française ou sur un cloud interne de l’État ; au ministère des finances, se reporter à la PMSN, qui a remplacé la PSSIE"
    en = "host these data in a French region or on a State internal cloud; at the ministry of finance, refer to the PMSN, which replaced the PSSIE"
  }

  unknown = {
    fr = "le lieu n’est pas établi, ou n’en est pas un (service mondial ou multirégional)"
    en = "the place is not established, or is not one (a global or multi-region service)"
  }

  filter = (
    asset.holds_data
    && (
      core::contains(["sensible", "diffusion-restreinte"], asset.classification.level)
      || asset.classification.particular_sensitivity
    )
  )

  enforce {
    condition = asset.offer.kind == "state-internal" || asset.placement.france
    error_message = {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : hors de France"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): outside France"
    }
  }
}
