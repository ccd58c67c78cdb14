asset_policy "resource" "health_data_in_the_eea" {
  id = "HDS-LOCATION"
  title = {
    fr = "données de santé hors de l’Espace économique européen"
    en = "health data outside the European Economic Area"
  }
  basis    = ["referentiel-hds-v2#EXI-28", "decret-2026-209"]
  see_also = ["referentiel-hds-v2#EXI-29", "referentiel-hds-v2#EXI-30"]
  related  = ["CAC-R9-LOCATION", "HDS-CERTIFIED"]

  rationale = {
    fr = <<-TEXT
      L’hébergeur de données de santé et ses sous-traitants les conservent exclusivement dans l’Espace économique
      européen, en un lieu documenté et connu du client. Une décision d’adéquation peut permettre un accès à distance
      depuis un pays tiers ; elle ne permet pas d’y stocker les données. La règle ne distingue ni selon le client, ni
      selon l’environnement.
    TEXT
    en = <<-TEXT
      The host of health data and its sub-processors keep them exclusively in the European Economic Area, at a
      documented place that the client knows. An adequacy decision may allow remote access from a third country; it does
      not allow storage there. The rule makes no distinction between clients or environments.
    TEXT
  }
  remedy = {
    fr = "conserver ces données, leurs sauvegardes et leurs répliques dans une région de l’EEE"
    en = "keep these data, their backups and their replicas in a region of the EEA"
  }

  unknown = {
    fr = "le lieu n’est pas établi ou n’en est pas un (service mondial ou multirégional)"
    en = "the place is not established or is not one (a global or multi-region service)"
  }

  # The law provides for no derogation.
  ignorable = false

  filter = asset.holds_data && asset.classification.health

  enforce {
    condition = asset.placement.eea
    error_message = {
      fr = "région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}) : hors de l’Espace économique européen"
      en = "region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}): outside the European Economic Area"
    }
  }
}
