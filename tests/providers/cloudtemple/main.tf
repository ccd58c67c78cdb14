# Identifiers only: the operator alone says where.
terraform {
  required_providers {
    cloudtemple = {
      source = "Cloud-Temple/cloudtemple"
    }
  }
  # offer: cloudtemple-secure-temple, Cloud Temple SAS, qualified ← backend "espace.s3.fr1.cloud-temple.com"
  # place: FR1, FR ← backend "espace.s3.fr1.cloud-temple.com"
  backend "s3" {
    bucket                      = "etats"
    key                         = "prod.tfstate"
    region                      = "fr1"
    endpoints                   = { s3 = "https://espace.s3.fr1.cloud-temple.com" }
    skip_credentials_validation = true
    skip_region_validation      = true
  }
}

provider "cloudtemple" {}

# offer: cloudtemple-secure-temple, Cloud Temple SAS, qualified ← provider "cloud-temple/cloudtemple"
# place: FR1, FR ← provider-default "FR1"
# data: personnelle ← tag "data_classification=personnelle"
resource "cloudtemple_compute_virtual_machine" "serveur" {
  name            = "serveur"
  datacenter_id   = "11111111-2222-3333-4444-555555555555"
  host_cluster_id = "11111111-2222-3333-4444-555555555555"
  tags            = { data_classification = "personnelle" }
}

# offer: cloudtemple-secure-temple, Cloud Temple SAS, qualified ← provider "cloud-temple/cloudtemple"
# place: FR1, FR ← provider-default "FR1"
resource "cloudtemple_compute_virtual_disk" "disque" {
  virtual_machine_id = cloudtemple_compute_virtual_machine.serveur.id
  capacity           = 10737418240
  provisionning_type = "dynamic"
  disk_mode          = "persistent"
}

# offer: cloudtemple-secure-temple, Cloud Temple SAS, qualified ← provider "cloud-temple/cloudtemple"
# place: FR1, FR ← provider-default "FR1"
resource "cloudtemple_compute_iaas_opensource_virtual_machine" "libre" {
  name        = "libre"
  template_id = "11111111-2222-3333-4444-555555555555"
}

# offer: cloudtemple-secure-temple, Cloud Temple SAS, qualified ← provider "cloud-temple/cloudtemple"
# place: FR1, FR ← provider-default "FR1"
resource "cloudtemple_object_storage_bucket" "pieces" {
  name        = "pieces"
  access_type = "private"
}

# offer: cloudtemple-secure-temple, Cloud Temple SAS, qualified ← provider "cloud-temple/cloudtemple"
# place: FR1, FR ← provider-default "FR1"
resource "cloudtemple_backup_iaas_opensource_policy" "sauvegarde" {
  name = "sauvegarde"
}
