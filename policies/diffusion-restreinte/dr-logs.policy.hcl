locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "logs_kept_for_twelve_months" {
  id = "DR-LOGS"
  title = {
    fr = "journaux d’un système sensible conservés moins de douze mois"
    en = "logs of a sensitive system kept for less than twelve months"
  }
  basis    = ["ii-901#journaux"]
  see_also = ["circulaire-6404-sg#R5", "parcours-cloud-dinum#soc"]
  related  = ["DR-OFFER"]
  # Known through a checklist: the instruction itself was not read.
  severity = "note"

  rationale = {
    fr = <<-TEXT
      Les journaux d’un système d’information sensible ou de Diffusion Restreinte sont conservés douze mois glissants, d’après
      la liste de contrôle de l’ANSSI ; R5 confie la détection à l’administration, et sans journaux il n’y en a pas. La règle
      ne juge qu’une durée écrite, sur une ressource classée au moins « sensible » ; elle ne voit ni l’absence de journaux,
      ni leur copie dans un centre de supervision.
    TEXT
    en = <<-TEXT
      Logs of a sensitive or Diffusion Restreinte information system are kept for twelve rolling months, after ANSSI's
      checklist; R5 leaves detection to the administration, and without logs there is none. The rule judges only a length
      that is written, on a resource classified at least "sensible"; it sees neither missing logs nor their copy in a
      security operations centre.
    TEXT
  }
  remedy = {
    fr = "conserver ces journaux 365 jours au moins, ou montrer qu’ils le sont ailleurs"
    en = "keep these logs for at least 365 days, or show that they are kept elsewhere"
  }

  unknown = {
    fr = "la durée de conservation dépend d’une valeur inconnue, ou on ignore si le système est en production"
    en = "the length depends on an unknown value, or whether the system is in production is not known"
  }
  on_unknown = "note"

  filter = (
    asset.retention.stated
    && core::anytrue([
      for level in asset.classification.levels :
      core::contains(["sensible", "sensibilite-particuliere", "diffusion-restreinte"], level)
    ])
    && core::contains(local.bound_environments, asset.environment)
  )

  enforce {
    condition = asset.retention.days == null ? true : asset.retention.days >= 365
    error_message = {
      fr = "journaux conservés ${asset.retention.days} jours"
      en = "logs kept for ${asset.retention.days} days"
    }
  }
}
