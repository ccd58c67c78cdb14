locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "data_out_of_reach_of_third_states" {
  id = "CAC-R9-IMMUNITY"
  title = {
    fr = "données à la portée du droit d’un État tiers"
    en = "data within reach of a third State's law"
  }
  basis    = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
  see_also = ["rgpd#48", "cnil-2024-07"]
  also_in  = ["sren-art31"]
  related  = ["CAC-R9-SECNUMCLOUD", "CAC-R9-LOCATION"]

  rationale = {
    fr = <<-TEXT
      Une offre commerciale qui traite des données d’une sensibilité particulière doit être immunisée contre tout accès
      non autorisé d’autorités publiques d’États tiers. Les données personnelles, même conservées dans l’Union, doivent
      elles aussi échapper à une demande d’un État tiers que ne fonderait aucun accord international en vigueur. Le lieu
      des serveurs n’y suffit pas : c’est le droit auquel sont soumis l’opérateur et ceux qui le contrôlent qui décide.
    TEXT
    en = <<-TEXT
      A commercial offer that handles data of particular sensitivity must be immune from any unauthorised access by
      public authorities of third States. Personal data, even kept in the Union, must likewise escape a third State's
      demand that no international agreement in force supports. Where the servers stand does not settle it: what
      decides is the law that reaches the operator and those who control it.
    TEXT
  }
  remedy = {
    fr = "pour des données d’une sensibilité particulière, choisir une offre qualifiée SecNumCloud 3.2 pour ce service et cette région ou un cloud interne de l’État, ou enregistrer la dérogation obtenue ; pour d’autres données personnelles, une offre dont l’opérateur et ceux qui le contrôlent relèvent du seul droit de l’Union et de ses États membres suffit"
    en = "for data of particular sensitivity, choose an offer qualified under SecNumCloud 3.2 for this service and region or a State internal cloud, or register the derogation obtained; for other personal data, an offer whose operator and those who control it are under the law of the Union and its Member States only is enough"
  }

  unknown = {
    fr = "l’opérateur, ou le pays dont il relève, n’est pas établi : rien ne prouve l’immunité, rien ne prouve le contraire"
    en = "the operator, or the country it is under, is not established: nothing proves immunity, nothing proves the contrary"
  }

  filter = asset.holds_data && core::contains(local.bound_environments, asset.environment)

  locals {
    immune   = asset.offer.third_state_law == null
    reach_fr = "${asset.offer.name} (${asset.offer.operator}) est soumis au droit d’un État tiers (${asset.offer.third_state_law})"
    reach_en = "${asset.offer.name} (${asset.offer.operator}) is subject to the law of a third State (${asset.offer.third_state_law})"
  }

  # The texts say who may derogate: the minister, with the Prime Minister; not a comment in the code.
  enforce {
    ignorable     = false
    when          = asset.classification.particular_sensitivity && !project.prototype
    condition     = local.immune
    error_message = { fr = "${local.reach_fr} et les données sont d’une sensibilité particulière", en = "${local.reach_en} and the data are of particular sensitivity" }
  }

  enforce {
    ignorable     = false
    severity      = "warning"
    when          = asset.classification.particular_sensitivity && project.prototype
    condition     = local.immune
    error_message = { fr = "prototype : ${local.reach_fr} et les données sont d’une sensibilité particulière", en = "prototype: ${local.reach_en} and the data are of particular sensitivity" }
  }

  # Article 31 is about data of particular sensitivity: of personal data, only the circular speaks.
  enforce {
    basis         = ["circulaire-6404-sg#R9"]
    severity      = "warning"
    when          = asset.classification.personal && !asset.classification.particular_sensitivity
    condition     = local.immune
    error_message = { fr = "${local.reach_fr} et les données sont personnelles", en = "${local.reach_en} and the data are personal" }
  }
}
