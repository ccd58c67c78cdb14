asset_policy "resource" "restricted_data_on_approved_offer" {
  id = "DR-OFFER"
  title = {
    fr = "données Diffusion Restreinte hors d’une offre qui les admet"
    en = "Diffusion Restreinte data outside an offer that admits them"
  }
  basis    = ["ii-901"]
  see_also = ["secnumcloud-3-2"]
  related  = ["IGI-1300", "CAC-R9-SECNUMCLOUD"]

  rationale = {
    fr = <<-TEXT
      La mention Diffusion Restreinte n’est pas un niveau de classification, mais elle appelle un système homologué au titre
      de l’instruction n° 901 et un chiffrement par des moyens agréés dès que les données quittent une zone physiquement protégée
      (d’après l’ANSSI, texte non lu). Une
      qualification SecNumCloud ne s’y substitue pas. Parmi les offres de l’État, Cloud π admet ces données, Nubo non.
    TEXT
    en = <<-TEXT
      Diffusion Restreinte is a protection mark, not a level of classification, but it demands a system approved under
      instruction no. 901 and encryption by approved means as soon as data leave a physically protected zone (after ANSSI, text not
      read). A SecNumCloud
      qualification does not stand in for that. Of the State's offers, Cloud π admits these data and Nubo does not.
    TEXT
  }
  remedy = {
    fr = "héberger ces données sur une offre qui admet la Diffusion Restreinte ; sur une offre qualifiée SecNumCloud seulement, si le système est homologué au titre de l’instruction n° 901 et les données chiffrées par des moyens agréés, citer la décision en commentaire : # cocarde:ignore[DR-OFFER] reason=\"…\" until=DATE"
    en = "host these data on an offer that admits Diffusion Restreinte; on a SecNumCloud-qualified offer only, if the system is accredited under instruction no. 901 and the data encrypted by approved means, cite the decision in a comment: # cocarde:ignore[DR-OFFER] reason=\"…\" until=DATE"
  }

  unknown = {
    fr = "l’offre n’est pas établie : une seule admet la mention, la conformité est donc à prouver"
    en = "the offer is not established: only one admits the mark, so compliance has to be proved"
  }

  filter = asset.holds_data && asset.classification.level == "diffusion-restreinte"

  enforce {
    condition = asset.offer.admits_restricted
    error_message = {
      fr = "${asset.offer.name} (${asset.offer.operator}) n’admet pas la Diffusion Restreinte"
      en = "${asset.offer.name} (${asset.offer.operator}) does not admit Diffusion Restreinte"
    }
  }
}
