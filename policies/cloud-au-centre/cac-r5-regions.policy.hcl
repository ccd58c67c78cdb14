asset_policy "resource" "essential_service_on_two_regions" {
  id = "CAC-R5-REGIONS"
  title = {
    fr = "service essentiel dans une seule région d’une offre commerciale"
    en = "essential service in a single region of a commercial offer"
  }
  basis    = ["circulaire-6404-sg#R5", "parcours-cloud-dinum#essentiel"]
  related  = ["CAC-R9-SECNUMCLOUD"]
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      La résilience suit la criticité : plusieurs zones géographiques au moins. Pour un service essentiel dont les données
      ne sont pas d’une sensibilité particulière, le guide de la DINUM admet une offre commerciale à condition d’une
      redondance sur deux régions et d’une analyse de risques. Le tableau des offres du même site ne l’admet pas : les deux
      pages ne disent pas la même chose, et la règle ne fait qu’avertir. Elle compte les régions de toutes les données
      déclarées nécessaires à une mission essentielle que le dépôt déploie en production ou en secours.
    TEXT
    en = <<-TEXT
      Resilience follows criticality: several geographic zones at least. For an essential service whose data are not of
      particular sensitivity, DINUM's guide allows a commercial offer provided that it is redundant over two regions and
      that the risks are analysed. The table of offers of the same site does not allow it: the two pages do not say the
      same, and the rule only warns. It counts the regions of all data declared as needed by an essential mission that the
      repository deploys in production or as a standby.
    TEXT
  }
  remedy = {
    fr = "déployer les données du service dans une seconde région, classée de même (production ou secours), et joindre l’analyse de risques"
    en = "deploy the data of the service in a second region, classified alike (production or standby), and keep the risk analysis with it"
  }

  unknown = {
    fr = "la région de certaines données du service essentiel n’est pas établie : on ne sait s’il y en a deux"
    en = "the region of some data of the essential service is not established: whether there are two is not known"
  }

  filter = (
    asset.holds_data
    && core::contains(asset.classification.natures, "mission-essentielle")
    && !asset.classification.particular_sensitivity
    && core::contains(["production", "secours"], asset.environment)
  )

  enforce {
    condition = asset.offer.kind == "state-internal" || core::length(project.essential_regions) > 1
    error_message = {
      fr = "les données nécessaires à la mission essentielle ne sont déployées que dans une région (${asset.placement.region})"
      en = "the data that the essential mission needs are deployed in one region only (${asset.placement.region})"
    }
  }
}
