asset_policy "resource" "both_criteria_analysed" {
  id = "CAC-R9-ANALYSIS"
  title = {
    fr = "analyse de sensibilité incomplète"
    en = "incomplete analysis of sensitivity"
  }
  basis    = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
  see_also = ["vade-mecum-dinum-2026"]
  also_in  = ["sren-art31"]
  related  = ["CAC-R9-SECNUMCLOUD", "CAC-TAGS"]
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      L’exigence d’une offre qualifiée naît de deux critères cumulatifs : la nature des données (secret protégé par la
      loi, ou données nécessaires aux missions essentielles de l’État) et l’atteinte que leur violation est susceptible d’engendrer (ordre public,
      sécurité publique, santé ou vie des personnes, propriété intellectuelle). Une classification qui n’en renseigne
      qu’un ne permet de conclure ni dans un sens ni dans l’autre. L’appréciation revient, au cas par cas, à
      l’administration responsable des données.
    TEXT
    en = <<-TEXT
      The demand for a qualified offer comes from two criteria together: the nature of the data (a secret protected by
      law, or data needed for the State's essential missions) and the harm that their breach is liable to cause (public order, public
      security, people's health or life, intellectual property). A classification that gives only one of them allows no
      conclusion either way. The administration responsible for the data decides, case by case.
    TEXT
  }
  remedy = {
    fr = "compléter la déclaration [[classify]] par `nature` et `impact`, ou porter le niveau à « sensibilite-particuliere » si les deux critères sont réunis (`impact = [\"aucun\"]` si le second ne l’est pas)"
    en = "complete the [[classify]] declaration with `nature` and `impact`, or raise the level to \"sensibilite-particuliere\" if both criteria are met (`impact = [\"aucun\"]` if the second is not)"
  }

  unknown = {
    fr = "la classification n’a pas pu être lue : c’est à la règle CAC-TAGS de le dire"
    en = "the classification could not be read: that is for the rule CAC-TAGS to tell"
  }

  filter = (
    asset.holds_data
    && !core::contains(["sensibilite-particuliere", "diffusion-restreinte", "secret", "tres-secret"], asset.classification.level)
  )

  # A nature that a mere "personal data" tag implies is no analysis left half done.
  enforce {
    condition = (
      asset.classification.nature == null
      || core::contains(["vie-privee", "secret-medical"], asset.classification.nature)
      || core::length(asset.classification.impact) > 0
    )
    error_message = {
      fr = "la nature des données est déclarée, non l’atteinte que causerait leur compromission"
      en = "the nature of the data is declared, not the harm that their breach would do"
    }
  }

  enforce {
    condition = asset.classification.nature != null || core::length(asset.classification.impact) == 0
    error_message = {
      fr = "l’atteinte que causerait une compromission est déclarée, non la nature des données"
      en = "the harm that a breach would do is declared, not the nature of the data"
    }
  }

  enforce {
    severity  = "note"
    condition = asset.classification.level != "sensible" || asset.classification.nature != null
    error_message = {
      fr = "niveau « sensible » : aucun des deux critères n’est renseigné ; « sensible » n’est pas « sensibilite-particuliere », mais ne l’exclut pas"
      en = "level \"sensible\": neither criterion is given; \"sensible\" is not \"sensibilite-particuliere\", and does not exclude it"
    }
  }

  enforce {
    severity  = "note"
    condition = !asset.classification.health || core::length(asset.classification.impact) > 0
    error_message = {
      fr = "données de santé : le secret médical est un secret protégé par la loi ; l’atteinte que causerait leur compromission reste à apprécier"
      en = "health data: medical secrecy is protected by law; the harm that their breach would do is still to be assessed"
    }
  }
}
