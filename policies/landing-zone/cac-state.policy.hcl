locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "state" "state_as_protected_as_the_data" {
  id = "CAC-STATE"
  title = {
    fr = "état Terraform moins protégé que les données qu’il décrit"
    en = "Terraform state less protected than the data it describes"
  }
  basis    = ["circulaire-6404-sg#R9", "loi-2024-449#31", "ii-901", "igi-1300"]
  see_also = ["secnumcloud-3-2#19.2"]
  also_in  = ["sren-art31"]
  related  = ["CAC-R9-SECNUMCLOUD", "CAC-R9-IMMUNITY", "CAC-R9-LOCATION", "DR-OFFER", "IGI-1300", "ORG-LOCATION"]
  # The texts do not name the state: the rule is drawn from them.
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      L’état Terraform d’une racine contient en clair les secrets, les identités et les accès de tout ce qu’elle déploie :
      qui le lit atteint les données. Les textes ne le nomment pas ; mais l’exigence portée sur le système serait vaine si
      ce qui l’ouvre était conservé sous une protection moindre, et le référentiel SecNumCloud soumet les données
      techniques aux mêmes lieux que les données. L’état suit donc la classe la plus exigeante des données de sa racine.
    TEXT
    en = <<-TEXT
      The Terraform state of a root holds in clear the secrets, identities and accesses of all that it deploys: who reads
      it reaches the data. The texts do not name it; but what they demand of the system would be vain if what opens it
      were kept under a lesser protection, and the SecNumCloud requirements hold technical data to the same places as the
      data. The state therefore follows the most demanding class of the data of its root.
    TEXT
  }
  remedy = {
    fr = "conserver l’état là où ces données peuvent être : sur une offre qui satisfait à ce qu’elles exigent, ou sur un cloud interne de l’État (de Diffusion Restreinte, un qui l’admet ; classifiées, nulle part)"
    en = "keep the state where these data may be: on an offer that meets what they demand, or on a State internal cloud (of Diffusion Restreinte, one that admits it; classified, nowhere)"
  }

  unknown = {
    fr = "le service qui conserve l’état, son lieu, ou la classe des données de la racine n’est pas établi"
    en = "the service that keeps the state, its place, or the class of the data of the root is not established"
  }

  filter = (
    asset.root_classification.level == "diffusion-restreinte"
    || asset.root_classification.level == "secret"
    || asset.root_classification.level == "tres-secret"
    || core::contains(local.bound_environments, asset.environment)
  )

  locals {
    local_file = asset.type == "local"
    internal   = asset.offer.kind == "state-internal"
    level      = asset.root_classification.level
    classified = local.level == "secret" || local.level == "tres-secret"
    restricted = local.level == "diffusion-restreinte"
    sensitive  = asset.root_classification.particular_sensitivity
    # Of personal data, only the circular speaks: article 31 is about those of particular sensitivity.
    personal = asset.root_classification.personal && !local.marked
    marked   = local.classified || local.restricted
    # A file on a workstation is nobody's service: nothing more is asked of it.
    kept = !local.local_file
  }

  enforce {
    basis     = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
    when      = local.sensitive && !local.marked
    condition = !local.local_file
    error_message = {
      fr = "l’état est un fichier local, en clair sur le poste ou l’exécuteur, et ce qu’il décrit est d’une sensibilité particulière"
      en = "the state is a local file, in clear on the workstation or runner, and what it describes is of particular sensitivity"
    }
  }

  enforce {
    basis     = ["circulaire-6404-sg#R9"]
    when      = local.personal
    condition = !local.local_file
    error_message = {
      fr = "l’état est un fichier local, en clair sur le poste ou l’exécuteur, et ce qu’il décrit est personnel"
      en = "the state is a local file, in clear on the workstation or runner, and what it describes is personal"
    }
  }

  enforce {
    basis     = ["ii-901"]
    when      = local.restricted
    condition = !local.local_file
    error_message = {
      fr = "l’état est un fichier local, en clair sur le poste ou l’exécuteur, et ce qu’il décrit est de Diffusion Restreinte"
      en = "the state is a local file, in clear on the workstation or runner, and what it describes is Diffusion Restreinte"
    }
  }

  enforce {
    basis     = ["igi-1300"]
    when      = local.classified
    condition = !local.local_file
    error_message = {
      fr = "l’état est un fichier local, en clair sur le poste ou l’exécuteur, et ce qu’il décrit est classifié"
      en = "the state is a local file, in clear on the workstation or runner, and what it describes is classified"
    }
  }

  enforce {
    basis = ["igi-1300"]
    when  = local.classified
    # None will do: what it is kept in is what is wrong.
    condition = local.local_file
    error_message = {
      fr = "ce que l’état décrit est classifié : aucune offre que du code Terraform décrit ne convient"
      en = "what the state describes is classified: no offer that Terraform code describes will do"
    }
  }

  enforce {
    basis     = ["ii-901"]
    when      = local.restricted
    condition = asset.offer.admits_restricted
    error_message = {
      fr = "l’état est chez ${asset.offer.name} (${asset.offer.operator}), qui n’admet pas la Diffusion Restreinte, et ce qu’il décrit porte cette mention"
      en = "the state is at ${asset.offer.name} (${asset.offer.operator}), which does not admit Diffusion Restreinte, and what it describes bears that mark"
    }
  }

  enforce {
    basis     = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
    when      = local.sensitive && !local.marked && local.kept
    condition = local.internal || asset.offer.secnumcloud.valid
    error_message = {
      fr = "l’état est chez ${asset.offer.name} (${asset.offer.operator}), sans qualification SecNumCloud valide au ${today}, et ce qu’il décrit est d’une sensibilité particulière"
      en = "the state is at ${asset.offer.name} (${asset.offer.operator}), without a valid SecNumCloud qualification as of ${today}, and what it describes is of particular sensitivity"
    }
  }

  enforce {
    basis     = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
    when      = local.sensitive && !local.marked && local.kept
    condition = asset.offer.third_state_law == null
    error_message = {
      fr = "l’état est chez ${asset.offer.name} (${asset.offer.operator}), soumis au droit d’un État tiers (${asset.offer.third_state_law}), et ce qu’il décrit est d’une sensibilité particulière"
      en = "the state is at ${asset.offer.name} (${asset.offer.operator}), under the law of a third State (${asset.offer.third_state_law}), and what it describes is of particular sensitivity"
    }
  }

  enforce {
    basis     = ["circulaire-6404-sg#R9"]
    when      = local.personal && local.kept
    condition = asset.offer.third_state_law == null
    error_message = {
      fr = "l’état est chez ${asset.offer.name} (${asset.offer.operator}), soumis au droit d’un État tiers (${asset.offer.third_state_law}), et ce qu’il décrit est personnel"
      en = "the state is at ${asset.offer.name} (${asset.offer.operator}), under the law of a third State (${asset.offer.third_state_law}), and what it describes is personal"
    }
  }

  enforce {
    basis     = ["circulaire-6404-sg#R9"]
    when      = local.personal && local.kept
    condition = local.internal || asset.placement.adequate
    error_message = {
      fr = "l’état est en région ${asset.placement.region} (${core::join(", ", asset.placement.countries)}), ni dans l’EEE ni dans un pays adéquat"
      en = "the state is in region ${asset.placement.region} (${core::join(", ", asset.placement.countries)}), neither in the EEA nor in an adequate country"
    }
  }
}
