asset_policy "resource" "service_that_others_offer" {
  id = "CAC-R10-LOCKIN"
  title = {
    fr = "service propre à un fournisseur, à quitter par une réécriture"
    en = "service of one provider alone, left only by rewriting"
  }
  basis    = ["circulaire-6404-sg#R10", "loi-2016-1321#16"]
  see_also = ["circulaire-6404-sg#R4"]
  # An adhesion may be justified, and code does not show it: the rule lists, it does not forbid.
  severity = "note"

  rationale = {
    fr = <<-TEXT
      La portabilité entre offres doit être assurée. Une adhérence à un service qu’un seul fournisseur propose n’est pas
      interdite : elle se justifie par des gains immédiats, qui paient le coût de la réversibilité. La règle recense donc
      ces services pour que le choix soit fait et écrit. Elle ne juge que les types de ressource de
      policies/portability.csv, chacun avec sa source ; des autres, elle ne dit rien.
    TEXT
    en = <<-TEXT
      Portability between offers must be ensured. Adhesion to a service that one provider alone offers is not forbidden: it
      is justified by immediate gains, which pay for reversibility. The rule therefore lists these services, so that the
      choice is made and written down. It judges only the resource types of policies/portability.csv, each with its source;
      of the others it says nothing.
    TEXT
  }
  remedy = {
    fr = "préférer un service dont l’interface est offerte par d’autres (PostgreSQL, API S3, Kubernetes…), ou écrire ce que l’adhérence rapporte et ce que coûterait d’en sortir, puis baisser la règle : [rules.CAC-R10-LOCKIN] severity = \"off\""
    en = "prefer a service whose interface others offer (PostgreSQL, S3 API, Kubernetes…), or write down what the adhesion brings and what leaving would cost, then lower the rule: [rules.CAC-R10-LOCKIN] severity = \"off\""
  }

  unknown = {
    fr = "ne se présente pas : la règle ne lit que le type de la ressource"
    en = "does not happen: the rule reads nothing but the type of the resource"
  }

  # R10 makes no exception for environments: what is built on a service in development is in production later.
  filter = asset.service.portable != null

  enforce {
    condition = asset.service.portable
    error_message = {
      fr = "interface : ${asset.service.interface}, qu’un seul fournisseur propose"
      en = "interface: ${asset.service.interface}, which one provider alone offers"
    }
  }
}
