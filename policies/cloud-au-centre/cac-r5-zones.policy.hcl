asset_policy "resource" "data_in_several_zones" {
  id = "CAC-R5-ZONES"
  title = {
    fr = "données en service dans une seule zone"
    en = "data in service in a single zone"
  }
  basis   = ["circulaire-6404-sg#R5"]
  related = ["CAC-R5-REGIONS"]
  # Resilience follows criticality, which code does not tell but for essential missions.
  severity = "note"

  rationale = {
    fr = <<-TEXT
      Les services sont répartis sur plusieurs zones géographiques au moins, selon leur criticité. La règle lit l’argument par
      lequel un type de ressource dit en combien de zones il conserve ses données (catalogue/measures.csv) ; des autres
      types, elle ne dit rien. Elle avertit quand les données sont nécessaires à une mission essentielle, et informe sinon :
      la criticité s’apprécie service par service.
    TEXT
    en = <<-TEXT
      Services are spread over several geographic zones at least, as their criticality demands. The rule reads the argument
      by which a resource type says in how many zones it keeps its data (catalogue/measures.csv); of other types it says
      nothing. It warns when the data are needed by an essential mission, and informs otherwise: criticality is assessed
      service by service.
    TEXT
  }
  remedy = {
    fr = "activer la répartition sur plusieurs zones, ou consigner l’écart à R5, et comment la reprise d’activité est assurée"
    en = "switch on the spread over several zones, or record the departure from R5, and how recovery is ensured"
  }

  unknown = {
    fr = "l’argument qui dit le nombre de zones dépend d’une valeur inconnue, ou on ignore si le système est en production"
    en = "the argument that says the number of zones depends on an unknown value, or whether the system is in production is not known"
  }
  on_unknown = "note"

  # Of data that no mission is known to need, where the environment is not known either, R5 says nothing.
  filter = (
    asset.zones.stated
    && (asset.environment_stated || core::contains(asset.classification.natures, "mission-essentielle"))
    && core::contains(["production", "secours"], asset.environment)
  )

  enforce {
    condition = asset.zones.several
    error_message = {
      fr = "une seule zone"
      en = "a single zone"
    }
  }

  enforce {
    severity  = "warning"
    when      = core::contains(asset.classification.natures, "mission-essentielle")
    condition = asset.zones.several
    error_message = {
      fr = "une mission essentielle a besoin de ces données, qui n’ont pas de seconde zone"
      en = "an essential mission needs these data, which have no second zone"
    }
  }
}
