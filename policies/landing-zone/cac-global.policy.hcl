locals {
  bound_environments = ["production", "recette", "secours"]
}

asset_policy "resource" "what_stands_in_front_is_bounded" {
  id = "CAC-GLOBAL"
  title = {
    fr = "service mondial devant des données protégées"
    en = "worldwide service in front of protected data"
  }
  basis    = ["circulaire-6404-sg#R9"]
  related  = ["CAC-R9-LOCATION", "CAC-R9-IMMUNITY", "CAC-R14-SAAS"]
  severity = "warning"

  rationale = {
    fr = <<-TEXT
      Un réseau de diffusion ou un frontal mondial déchiffre ce qui passe et en conserve des copies, dans des pays que le
      code ne borne pas. Des données personnelles qui restent dans l’Union à leur source n’y restent pas alors en chemin, et
      c’est le droit auquel l’opérateur du frontal est soumis qui décide de l’accès d’un État tiers. Ce que le frontal voit
      dépend de ce qu’il sert : la règle avertit.
    TEXT
    en = <<-TEXT
      A content delivery network or a worldwide front end decrypts what passes and keeps copies of it, in countries that the
      code does not bound. Personal data that stay in the Union at their source then do not stay there on their way, and the
      law that reaches the front end's operator decides on a third State's access. What the front end sees depends on what
      it serves: the rule warns.
    TEXT
  }
  remedy = {
    fr = "servir ces données par un frontal borné à l’Union et opéré sous son seul droit, ou n’y exposer que ce qui n’est pas protégé"
    en = "serve these data through a front end bounded to the Union and operated under its law alone, or put only what is not protected behind it"
  }

  unknown = {
    fr = "le service n’est pas un lieu (points de présence mondiaux), ou on ne sait qui l’opère : ni conforme, ni en écart"
    en = "the service is not one place (points of presence worldwide), or who operates it is not known: neither compliant nor in breach"
  }
  on_unknown = "note"

  filter = (
    core::contains(local.bound_environments, asset.environment)
    && (asset.classification.personal || asset.classification.particular_sensitivity)
    && core::length(local.fronts) > 0
  )

  locals {
    fronts = [for flow in asset.flows : flow if flow.kind == "cdn"]
    # The operator of the data themselves is judged where they are; a front end holds none.
    others = [for flow in local.fronts : flow if !asset.holds_data || flow.offer != asset.offer.id]
  }

  enforce {
    condition = core::alltrue([for flow in local.others : flow.third_state_law == null])
    error_message = {
      fr = "ce qui sert ces données est soumis au droit d’un État tiers"
      en = "what serves these data is subject to the law of a third State"
    }
  }

  enforce {
    condition = core::alltrue([for flow in local.fronts : flow.adequate])
    error_message = {
      fr = "ce qui sert ces données est hors de l’EEE et des pays reconnus adéquats au ${today}"
      en = "what serves these data is outside the EEA and the countries found adequate as of ${today}"
    }
  }
}
