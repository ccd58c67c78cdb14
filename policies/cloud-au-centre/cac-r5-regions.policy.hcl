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
      pages ne disent pas la même chose, et la règle ne fait qu’avertir.

      Elle compte, service par service, les régions des données déclarées nécessaires à une mission essentielle, en
      production ou en secours, celles de leurs répliques comprises. Est d’un même service ce que [services] de cocarde.toml y
      met ; sinon ce que déploie une même racine, quels que soient ses fichiers de variables, et les racines dont les
      répertoires ne diffèrent que par une région, un fournisseur ou un mot de production ou de secours (live/prod/gra,
      live/prod/sbg). Dans un nom, un mot court n’est pas une région : impots-de-france et impots-france sont deux services.

      Deux racines que d’autres mots distinguent sont deux services, ou deux parties d’un seul : si l’une n’a qu’une région et
      l’autre une autre, rien ne le dit, et la règle ne conclut pas. Compter les régions de tout le dépôt ferait passer deux
      services d’une région chacun ; compter celles de chaque racine reprocherait à un service d’en avoir deux.

      Elle ne conclut pas non plus d’une table à Paris et d’un stockage d’objets en Irlande dans une même racine : sans
      [services], il faut des données d’un même genre (bases de données, stockage d’objets…) dans deux régions. Que deux bases
      de données portent les mêmes données, le code ne le dit pas : c’est à vérifier, comme ce qu’un service déclaré a dans
      chaque région.
    TEXT
    en = <<-TEXT
      Resilience follows criticality: several geographic zones at least. For an essential service whose data are not of
      particular sensitivity, DINUM's guide allows a commercial offer provided that it is redundant over two regions and
      that the risks are analysed. The table of offers of the same site does not allow it: the two pages do not say the
      same, and the rule only warns.

      It counts, service by service, the regions of the data declared as needed by an essential mission, in production or
      as a standby, those of their replicas among them. Of one service is what [services] of cocarde.toml puts there;
      otherwise what one root module deploys, whatever its variable files, and root modules whose directories differ only
      by a region, a provider or a word of production or standby (live/prod/gra, live/prod/sbg). Inside a name a short word
      is no region: impots-de-france and impots-france are two services.

      Two root modules that other words tell apart are two services, or two parts of one: when one has a single region and
      the other another, nothing tells, and the rule does not conclude. To count the regions of the whole repository would
      pass two services of one region each; to count those of each root module would blame a service for having two.

      Nor does it conclude of a table in Paris and an object store in Ireland in one root module: without [services], data
      of one kind (databases, object storage…) must be in two regions. That two databases hold the same data code does not
      say: it is to be checked, as is what a declared service has in each region.
    TEXT
  }
  remedy = {
    fr = "déployer les données du service dans une seconde région, classée de même (production ou secours), et joindre l’analyse de risques"
    en = "deploy the data of the service in a second region, classified alike (production or standby), and keep the risk analysis with it"
  }

  unknown = {
    fr = "on ne sait si le service a deux régions : celle de certaines de ses données n’est pas établie, une autre région n’a que des données d’un autre genre, ou d’autres racines, ailleurs, peuvent en être"
    en = "whether the service has two regions is not known: that of some of its data is not established, another region has data of another kind only, or other root modules, elsewhere, may be part of it"
  }

  filter = (
    asset.holds_data
    && core::contains(asset.classification.natures, "mission-essentielle")
    && !asset.classification.particular_sensitivity
    && core::contains(["production", "secours"], asset.environment)
  )

  enforce {
    condition = asset.offer.kind == "state-internal" || core::length(asset.mission.regions) > 1
    error_message = {
      fr = "les données nécessaires à la mission essentielle ne sont déployées que dans une région (${asset.placement.region})"
      en = "the data that the essential mission needs are deployed in one region only (${asset.placement.region})"
    }
  }
}
