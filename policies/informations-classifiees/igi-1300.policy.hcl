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
      D’après le guide de l’ANSSI de juillet 2024, connu par la presse, les systèmes traitant des informations classifiées
      (Secret, Très Secret) n’ont pas vocation à recourir au nuage. La qualification SecNumCloud n’atteste pas l’aptitude à en recevoir ; des
      clouds internes de l’État, l’un s’arrête à la Diffusion Restreinte et l’autre l’exclut. Une dérogation à R9
      ou à l’article 31 n’y autorise pas ; l’instruction n’ayant pas été lue, la règle est une prudence sans exception.
    TEXT
    en = <<-TEXT
      According to ANSSI's guide of July 2024, known through the press, systems handling classified information (Secret,
      Très Secret) are not meant for the cloud. The
      SecNumCloud qualification does not attest the ability to hold it; of the State's internal clouds, one stops at
      Diffusion Restreinte and the other excludes it. A derogation from R9 or article 31 does not authorise it;
      as the instruction was not read, the rule is a precaution without exception.
    TEXT
  }
  remedy = {
    fr = "ne rien déployer ; si des données l’ont été, saisir sans délai l’officier de sécurité avant toute suppression et suivre ses instructions ; si le niveau déclaré est une erreur, le corriger"
    en = "deploy nothing; if data have been, refer at once to the security officer before deleting anything and follow their instructions; if the declared level is a mistake, correct it"
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
