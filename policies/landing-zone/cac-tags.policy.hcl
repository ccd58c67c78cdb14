asset_policy "resource" "data_is_classified" {
  id = "CAC-TAGS"
  title = {
    fr = "ressources porteuses de données sans classification"
    en = "resources that hold data without a classification"
  }
  basis    = ["circulaire-6404-sg#R9", "loi-2024-449#31", "parcours-cloud-dinum#etiquetage"]
  see_also = ["vade-mecum-dinum-2026"]
  related  = ["CAC-R9-ANALYSIS"]
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      R9 et l’article 31 supposent une analyse de la sensibilité des données ; le guide de la DINUM recommande l’étiquetage
      systématique des ressources, qui permet de la porter. Sans classification, ni la conformité ni l’écart ne peuvent être établis. La classification
      s’apprécie au cas par cas, par l’administration responsable des données : elle se déclare, elle ne se devine pas.
    TEXT
    en = <<-TEXT
      R9 and article 31 presuppose an analysis of how sensitive the data are; DINUM's guide recommends systematic tagging
      of resources, which can carry it. Without a classification neither compliance nor a breach can be established. The
      administration responsible for the data decides it, case by case: it is declared, never guessed.
    TEXT
  }
  remedy = {
    fr = "poser une étiquette de classification (sur la ressource ou par défaut sur le fournisseur), ou déclarer le niveau dans cocarde.toml par [[classify]]"
    en = "set a classification tag (on the resource or as a default of the provider), or declare the level in cocarde.toml with [[classify]]"
  }

  unknown = {
    fr = "quelque chose dit la classification, mais n’a pas pu être lu : une variable sans valeur, un mot que le vocabulaire n’a pas"
    en = "something states the classification but could not be read: a variable without value, a word that the vocabulary does not have"
  }

  # Of a type that nobody judged, one cannot say that it holds data.
  filter = asset.judged && asset.holds_data

  enforce {
    condition = asset.classification.stated
    error_message = {
      fr = "aucune étiquette ni déclaration ne dit quelles données elles portent"
      en = "no tag and no declaration tells what data they hold"
    }
  }
}
