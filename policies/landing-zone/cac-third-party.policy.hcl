locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "third_parties_are_known" {
  id = "CAC-THIRD-PARTY"
  title = {
    fr = "dépendance à un tiers soumis au droit d’un État tiers"
    en = "dependency on a third party under a third State's law"
  }
  basis   = ["loi-2016-1321#16", "circulaire-6404-sg#R4"]
  related = ["CAC-R14-SAAS"]
  # The law asks to keep control, not to do without: the rule lists.
  severity = "note"

  rationale = {
    fr = <<-TEXT
      Les administrations veillent à préserver la maîtrise, la pérennité et l’indépendance de leurs systèmes d’information,
      et la fin de contrat d’une offre doit être soutenable. Un registre d’images, un dépôt de charts, un résolveur ou un
      hébergement de noms que le système appelle chez un tiers est une dépendance de plus : elle se recense. Rien ne dit que des données
      protégées y passent, et rien ne l’interdit : c’est une information.
    TEXT
    en = <<-TEXT
      Administrations see to it that they keep the control, durability and independence of their information systems, and
      leaving an offer must be sustainable. An image registry, a chart repository, a resolver or name hosting that the system
      calls at a third party is one more dependency: it is listed. Nothing says that protected data pass there, and nothing forbids it: this
      is for information.
    TEXT
  }
  remedy = {
    fr = "recenser la dépendance au plan de réversibilité, ou la servir depuis une offre sous le seul droit de l’Union (miroir d’images, résolveur de l’État)"
    en = "list the dependency in the exit plan, or serve it from an offer under Union law alone (image mirror, the State's resolver)"
  }

  unknown = {
    fr = "on ne sait de quel droit relève ce que le système appelle"
    en = "under which law is what the system calls is not known"
  }
  on_unknown = "note"

  filter = (
    core::contains(local.bound_environments, asset.environment)
    && (asset.classification.personal || asset.classification.rank >= 5)
    && core::length(local.called) > 0
  )

  locals {
    # What names no public host (a variable without a value, a name of the cluster) may be the system itself.
    called = [
      for flow in asset.flows : flow
      if !flow.resource && (flow.identified || flow.target != null) && (
        core::contains(["image", "chart", "resolver", "dns"], flow.kind)
      )
    ]
  }

  enforce {
    condition = core::alltrue([for flow in local.called : flow.third_state_law == null])
    error_message = {
      fr = "ce que le système appelle est soumis au droit d’un État tiers"
      en = "what the system calls is subject to the law of a third State"
    }
  }
}
