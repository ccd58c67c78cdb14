locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "sensitive_data_on_qualified_offer" {
  id = "CAC-R9-SECNUMCLOUD"
  title = {
    fr = "données d’une sensibilité particulière sur une offre non qualifiée SecNumCloud"
    en = "data of particular sensitivity on an offer without SecNumCloud"
  }
  basis    = ["circulaire-6404-sg#R9", "loi-2024-449#31"]
  see_also = ["decret-2026-272", "arrete-2026-08-12", "parcours-cloud-dinum#prototype"]
  also_in  = ["sren-art31"]
  related  = ["CAC-R9-IMMUNITY", "CAC-R9-ANALYSIS"]

  rationale = {
    fr = <<-TEXT
      Un système en production ou en recette, ses moyens de résilience compris, qui traite des données d’une sensibilité
      particulière dont la violation est susceptible d’engendrer une atteinte à l’ordre public, à la sécurité publique, à la
      santé ou à la vie des personnes ou à la propriété intellectuelle, ne peut recourir à une offre commerciale que si elle
      est qualifiée SecNumCloud (ou titulaire d’une qualification européenne au moins équivalente : aucune n’est connue à ce
      jour). La qualification porte sur un service et une région déterminés, et vaut entre deux dates : celle du
      fournisseur ne suffit pas, et un service bâti sur une offre qualifiée n’est pas qualifié pour autant. Les clouds
      internes de l’État ne sont pas soumis à cette exigence.
    TEXT
    en = <<-TEXT
      A system in production or acceptance, means of resilience included, that handles data of particular sensitivity
      whose breach is liable to harm public order, public security, people's health or life, or intellectual property may
      use a commercial offer only if that offer has the SecNumCloud qualification (or a European qualification at least
      equivalent: none is known today). A qualification covers given services in
      given regions, between two dates: that of the provider as a whole is not enough, and a service built on a
      qualified offer is not qualified for that. The State's internal clouds are not subject to it.
    TEXT
  }
  remedy = {
    fr = "déployer ces ressources sur une offre qualifiée pour ce service et cette région, ou sur un cloud interne de l’État ; ou, pour un projet déjà engagé, enregistrer sous [[derogation]] la dérogation obtenue (celle de R9 seule ne suffit plus depuis le 17 avril 2026)"
    en = "deploy these resources on an offer qualified for this service and region, or on a State internal cloud; or, for a project already under way, register under [[derogation]] the derogation obtained (one under R9 alone is no longer enough since 17 April 2026)"
  }

  unknown = {
    fr = "on ne sait si l’offre est qualifiée pour ce service et cette région, ou si le système est en production : ni conforme, ni en écart, tant que l’offre, la région ou l’environnement n’est pas établi"
    en = "whether the offer is qualified for this service and region, or whether the system is in production, is not known: neither compliant nor in breach until the offer, the region or the environment is established"
  }

  # The texts say who may derogate: the minister, with the Prime Minister; not a comment in the code.
  ignorable = false

  filter = (
    asset.holds_data
    && asset.classification.particular_sensitivity
    && core::contains(local.bound_environments, asset.environment)
  )

  locals {
    compliant = asset.offer.kind == "state-internal" || asset.offer.secnumcloud.valid
    state     = asset.offer.secnumcloud.state
    standing_fr = (
      local.state == "expired" ? "qualification expirée depuis le ${asset.offer.secnumcloud.until}" :
      local.state == "future" ? "sa qualification n’a pas encore pris effet" :
      local.state == "in-process" ? "qualification en cours, qui ne vaut pas tant qu’elle n’est pas délivrée" :
      local.state == "hosted-on-qualified" ? "hébergée sur une offre qualifiée, sans l’être elle-même" :
      "non qualifiée"
    )
    standing_en = (
      local.state == "expired" ? "its qualification expired on ${asset.offer.secnumcloud.until}" :
      local.state == "future" ? "its qualification has not begun yet" :
      local.state == "in-process" ? "its qualification is under way, and does not count until it is granted" :
      local.state == "hosted-on-qualified" ? "hosted on a qualified offer without being qualified itself" :
      "not qualified"
    )
  }

  enforce {
    when      = !project.prototype
    condition = local.compliant
    error_message = {
      fr = "${asset.offer.name} (${asset.offer.operator}) : ${local.standing_fr} (jugé au ${today})"
      en = "${asset.offer.name} (${asset.offer.operator}): ${local.standing_en} (judged as of ${today})"
    }
    info_message = local.state == "expiring" ? {
      fr = "la qualification SecNumCloud de ${asset.offer.name} prend fin le ${asset.offer.secnumcloud.until} : son renouvellement est à vérifier"
      en = "the SecNumCloud qualification of ${asset.offer.name} ends on ${asset.offer.secnumcloud.until}: check its renewal"
    } : null
  }

  # The State's guidance leaves the choice of cloud to a prototype; the law does not repeat it.
  enforce {
    severity  = "warning"
    when      = project.prototype
    condition = local.compliant
    error_message = {
      fr = "prototype sur ${asset.offer.name} (${asset.offer.operator}) : ${local.standing_fr} (jugé au ${today}) ; le guide de la DINUM n’exige la conformité des start-up d’État qu’au passage à l’échelle, mais l’article 31 ne prévoit pas cette exception"
      en = "prototype on ${asset.offer.name} (${asset.offer.operator}): ${local.standing_en} (judged as of ${today}); DINUM's guide asks conformity of State start-ups only when they scale up, but article 31 provides for no such exception"
    }
  }
}
