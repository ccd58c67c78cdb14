# The conditions themselves are data: derogations.toml.
register_policy "derogation" "derogations_hold" {
  id = "CAC-DEROG"
  title = {
    fr = "dérogation enregistrée qui ne tient pas, ou plus"
    en = "registered derogation that does not hold, or no longer does"
  }
  basis    = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
  see_also = ["decret-2026-272", "arrete-2026-04-14"]

  rationale = {
    fr = <<-TEXT
      Un projet déjà engagé peut, à titre transitoire, déroger à l’exigence d’une offre qualifiée et immunisée. Selon R9, le
      ministre dont il relève l’accorde après validation du Premier ministre, sans qu’elle puisse dépasser douze mois après
      le jour où une offre acceptable (aux inconvénients supportables ou compensables) est disponible en France. Selon
      l’article 31, d’après des résumés, l’administration, l’opérateur ou le groupement listé qui avait engagé le projet
      saisit la DINUM, qui instruit ; le Premier ministre valide ; le délai est de dix-huit mois. Depuis le 17 avril 2026,
      une dérogation selon R9 ne lève plus ce qu’exige l’article 31 ; il est supposé qu’une dérogation selon l’article 31
      dispense aussi de R9. Une dérogation qui n’est
      pas validée, que rien n’autorise ou dont le terme est passé ne lève rien : les constats qu’elle couvrait
      redeviennent des violations. Le registre des dérogations est donc tenu comme le code : une entrée qui ne sert plus
      est à supprimer, une échéance proche est à préparer.
    TEXT
    en = <<-TEXT
      A project already under way may, for a transition, derogate from the demand for a qualified and immune offer. Under R9
      its minister grants it after validation by the Prime Minister, never beyond twelve months after the day an acceptable
      offer (drawbacks bearable or compensable) is available in France. Under article 31, after summaries, the
      administration, operator or listed group that had engaged the project applies to DINUM, which examines; the Prime
      Minister validates; the time is eighteen months. Since 17 April 2026 a derogation under R9 no longer lifts what
      article 31 demands; one under article 31 is assumed to exempt from R9 too. A derogation that is not
      validated, that nothing allows or whose end has passed lifts nothing: the findings that it covered are violations
      again. The register of derogations is therefore kept as code is: an entry that no longer serves is to be deleted,
      an end that comes near is to be prepared.
    TEXT
  }
  remedy = {
    fr = "corriger l’entrée du registre d’après l’acte signé, ou mettre le système en conformité et la supprimer"
    en = "correct the entry of the register after the signed act, or make the system comply and delete the entry"
  }
}
