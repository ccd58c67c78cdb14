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
      Un projet déjà engagé peut, à titre transitoire, déroger à l’exigence d’une offre qualifiée : le ministre dont il
      relève l’accorde, le Premier ministre la valide, et elle prend fin dans un délai qui court du jour où une offre
      acceptable est disponible en France, douze mois pour la circulaire, dix-huit pour la loi. Une dérogation qui n’est
      pas validée, que rien n’autorise ou dont le terme est passé ne lève rien : les constats qu’elle couvrait
      redeviennent des violations. Le registre des dérogations est donc tenu comme le code : une entrée qui ne sert plus
      est à supprimer, une échéance proche est à préparer.
    TEXT
    en = <<-TEXT
      A project that is already under way may, for a transition, depart from the demand for a qualified offer: its
      minister grants it, the Prime Minister validates it, and it ends within a time that runs from the day an acceptable
      offer is available in France, twelve months under the circular, eighteen under the law. A derogation that is not
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
