locals {
  bound_environments = ["production", "secours"]
  sensitive_levels   = ["sensible", "sensibilite-particuliere", "diffusion-restreinte"]
}

asset_policy "resource" "what_detects_attacks_is_on" {
  id = "CAC-R5-DETECT"
  title = {
    fr = "détection désactivée, ou dont le dépôt ne montre rien"
    en = "detection switched off, or of which the repository shows nothing"
  }
  basis    = ["circulaire-6404-sg#R5"]
  see_also = ["parcours-cloud-dinum#soc", "ii-901#journaux"]
  related  = ["DR-LOGS", "CAC-R5-ZONES"]
  # R5 says detection, not which logs.
  severity = "note"

  rationale = {
    fr = <<-TEXT
      Sur un cloud commercial, R5 confie la détection à l’administration ; sans journal d’audit ni journal des flux, il n’y en
      a pas. La règle lit l’argument par lequel un type de ressource active ou désactive ce qui est enregistré, ou en protège
      l’intégrité (catalogue/measures.csv). Elle informe ; elle avertit quand une désactivation est écrite dans une racine
      dont des données sont classées au moins « sensible ».

      D’une racine qui a de telles données en production, elle cherche aussi, dans tout le dépôt, la ressource qui active le
      journal d’audit de leur cloud, et dans la racine celle qui enregistre les flux de chacun de ses réseaux, d’après ce
      qu’elle désigne (catalogue/recorders.csv) : le journal d’un sous-réseau n’est pas celui du réseau, ni le réglage d’un
      site le journal de l’abonnement. Ce qu’un fichier de variables ne crée pas n’enregistre rien de ce qu’il crée. Quand une
      valeur inconnue décide si la ressource existe, si elle est active ou ce qu’elle enregistre, la règle ne conclut pas.

      Leur absence ne prouve rien : l’audit s’active souvent dans un autre dépôt, pour toute l’organisation. Elle n’est jamais
      un écart, mais un verdict indéterminé qui dit ce qui reste à vérifier. Une ressource présente ne dit pas non plus que
      tout est enregistré. OVHcloud, Scaleway et Outscale n’ont pas, au catalogue, de ressource qui active leur journal
      d’audit : de leur audit, la règle ne dit rien.
    TEXT
    en = <<-TEXT
      On a commercial cloud, R5 leaves detection to the administration; without an audit log or flow logs there is none.
      The rule reads the argument by which a resource type switches on or off what is recorded, or protects its integrity
      (catalogue/measures.csv). It informs; it warns when switching off is written in a root module some data of which are
      classified at least "sensible".

      Of a root module that has such data in production, it also looks, in the whole repository, for the resource that
      switches on the audit log of their cloud, and in the root module for the one that records the flows of each of its
      networks, by what it refers to (catalogue/recorders.csv): the log of a subnet is not that of the network, nor the
      setting of a site the log of the subscription. What a variable file does not create records nothing of what it
      creates. When an unknown value decides whether the resource exists, is on, or what it records, the rule does not
      conclude.

      Their absence proves nothing: audit is often switched on in another repository, for the whole organisation. It is
      never a breach, but an undetermined verdict that says what remains to be checked. Nor does a resource that is there
      say that all is recorded. OVHcloud, Scaleway and Outscale have, in the catalogue, no resource that switches on their
      audit log: of their audit the rule says nothing.
    TEXT
  }
  remedy = {
    fr = "activer ce journal et la protection de son intégrité, ou montrer que l’organisation enregistre ailleurs ce qui s’y passe"
    en = "switch on that log and the protection of its integrity, or show that the organisation records elsewhere what happens there"
  }

  unknown = {
    fr = "l’argument dépend d’une valeur inconnue, on ignore si le système est en production, ou rien dans le dépôt n’enregistre à coup sûr ce qui s’y passe, ce qu’un autre dépôt peut faire"
    en = "the argument depends on an unknown value, whether the system is in production is not known, or nothing in the repository surely records what happens there, which another repository may do"
  }
  on_unknown = "note"

  filter = core::contains(local.bound_environments, asset.environment)

  locals {
    # Of what nobody wrote, where the environment is not known either, R5 says nothing.
    told           = asset.detection.stated && (asset.environment_stated || asset.detection.written)
    root_level     = asset.root_classification.level
    sensitive_root = local.root_level == null ? false : core::contains(local.sensitive_levels, local.root_level)
    keeps_sensitive_data = (
      asset.audit.separate && asset.environment_stated && asset.judged && asset.holds_data
      && asset.classification.stated && core::contains(local.sensitive_levels, asset.classification.level)
    )
    carries_sensitive_data = asset.network_flows.separate && asset.environment_stated && local.sensitive_root
  }

  enforce {
    when      = local.told
    condition = asset.detection.on
    error_message = {
      fr = "ce qui permet de détecter une attaque n’est pas activé"
      en = "what makes an attack detectable is not switched on"
    }
  }

  enforce {
    severity  = "warning"
    when      = asset.detection.written && local.sensitive_root
    condition = asset.detection.on
    error_message = {
      fr = "la désactivation est écrite, et des données de la racine sont sensibles"
      en = "switching off is written, and data of the root module are sensitive"
    }
  }
  # What others record is never known to be missing: there is nothing to say of a breach.
  enforce {
    when      = local.keeps_sensitive_data
    condition = asset.audit.recorded
  }

  enforce {
    when      = local.carries_sensitive_data
    condition = asset.network_flows.recorded
  }
}
