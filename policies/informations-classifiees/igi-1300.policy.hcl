asset_policy "resource" "no_classified_data_in_a_cloud" {
  id = "IGI-1300"
  title = {
    fr = "données classifiées déployées par Terraform"
    en = "classified data deployed by Terraform"
  }
  basis    = ["igi-1300"]
  see_also = ["secnumcloud-3-2"]
  related  = ["DR-OFFER"]

  rationale = {
    fr = <<-TEXT
      Les informations protégées au titre du secret de la défense nationale (Secret, Très Secret) n’ont pas vocation à
      être hébergées dans un service en nuage. La qualification SecNumCloud n’atteste pas l’aptitude à en recevoir ; des
      clouds internes de l’État, l’un s’arrête à la Diffusion Restreinte et l’autre l’exclut. Aucune dérogation à la
      doctrine « cloud au centre » ne lève cette interdiction.
    TEXT
    en = <<-TEXT
      Information classified as a national defence secret (Secret, Très Secret) is not meant for cloud services. The
      SecNumCloud qualification does not attest the ability to hold it; of the State's internal clouds, one stops at
      Diffusion Restreinte and the other excludes it. No derogation from the "cloud at the centre" doctrine lifts this.
    TEXT
  }
  remedy = {
    fr = "retirer ces données de ce déploiement, et saisir l’officier de sécurité ; si le niveau déclaré est une erreur, le corriger"
    en = "take these data out of this deployment and refer to the security officer; if the declared level is a mistake, correct it"
  }

  unknown = {
    fr = "on ne sait si le type de ressource porte des données, ou quelle est leur classification"
    en = "whether the resource type holds data, or how they are classified, is not known"
  }
  # No reason that code could give outweighs the secret of national defence.
  ignorable = false
  baseline  = false

  filter = asset.holds_data && core::contains(["secret", "tres-secret"], asset.classification.level)

  enforce {
    condition = false
    error_message = {
      fr = "niveau « ${asset.classification.level} » : aucune offre décrite par du code Terraform ne convient"
      en = "level \"${asset.classification.level}\": no offer that Terraform code describes will do"
    }
  }
}
