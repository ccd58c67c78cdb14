asset_policy "resource" "health_data_on_certified_host" {
  id = "HDS-CERTIFIED"
  title = {
    fr = "données de santé chez un hébergeur non certifié HDS"
    en = "health data on a host without HDS certification"
  }
  basis    = ["code-sante-publique#L1111-8", "circulaire-6404-sg#R9"]
  see_also = ["code-sante-publique#R1111-9", "referentiel-hds-v2"]
  related  = ["HDS-LOCATION", "CAC-R9-SECNUMCLOUD"]

  rationale = {
    fr = <<-TEXT
      Les données de santé recueillies à l’occasion de soins, de prévention, de diagnostic ou de suivi social et
      médico-social, et confiées à un tiers, le sont à un hébergeur certifié ; R9 rappelle cette législation. Le certificat couvre des activités déterminées : celui d’une infrastructure ne couvre pas
      l’administration ni l’exploitation du système. SecNumCloud n’en tient pas lieu, et les clouds internes de l’État ne
      sont pas certifiés.
    TEXT
    en = <<-TEXT
      Health data collected in care, prevention, diagnosis or social and medico-social follow-up, and entrusted to a third
      party, are entrusted to a certified host; R9 recalls that legislation. A certificate covers given activities: that of an infrastructure does not cover administering and operating
      the system. SecNumCloud does not stand in for it, and the State's internal clouds are not certified.
    TEXT
  }
  remedy = {
    fr = "choisir une offre certifiée HDS pour les activités en cause, et joindre le contrat d’hébergement de données de santé ; si ces données ne relèvent pas de l’article L. 1111-8, les classer `personnelle-sensible`"
    en = "choose an offer certified HDS for the activities concerned, and keep the health data hosting contract with it; if these data are outside article L. 1111-8, classify them `personnelle-sensible`"
  }

  unknown = {
    fr = "le catalogue ne dit rien du certificat de l’offre, ou celui-ci dépend du contrat : c’est au certificat lui-même de le montrer"
    en = "the catalogue says nothing of the offer's certificate, or it depends on the contract: the certificate itself has to show it"
  }

  # The law provides for no derogation. A certificate that the catalogue does not know is declared under [[bind]].
  ignorable = false

  filter = asset.holds_data && asset.classification.health

  enforce {
    condition = asset.offer.hds.certified
    error_message = {
      fr = "${asset.offer.name} (${asset.offer.operator}) n’est pas certifié HDS"
      en = "${asset.offer.name} (${asset.offer.operator}) is not HDS certified"
    }
  }
}
