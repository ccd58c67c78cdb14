# Software of an operator that only the host and a declaration tell.
terraform {
  required_providers {
    vcd = {
      source = "vmware/vcd"
    }
  }
}

provider "vcd" {
  url = "https://console1.cloudavenue.orange-business.com/api"
  org = "cav01ev01ocb0001234"
  vdc = "vdc-prod"
}

# Standard or SecNum: the host does not tell.
# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell where this is
# data: personnelle ← tag "data_classification=personnelle"
resource "vcd_vapp_vm" "orange" {
  vapp_name     = "application"
  name          = "serveur"
  computer_name = "serveur"
  memory        = 2048
  cpus          = 2
  metadata_entry {
    key         = "data_classification"
    value       = "personnelle"
    type        = "MetadataStringValue"
    user_access = "READWRITE"
    is_system   = false
  }
}

# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell where this is
resource "vcd_catalog" "orange" {
  name             = "modeles"
  delete_recursive = true
  delete_force     = true
}

provider "vcd" {
  alias = "secnum"
  url   = "https://console1.cloudavenue.orange-business.com/api"
}

# Declared.
# offer: cloudavenue-secnum, Orange Business Services SA, qualified ← declaration "cloudavenue-secnum" ← host "console1.cloudavenue.orange-business.com"
# place: FR, FR ← declaration "FR"
resource "vcd_independent_disk" "secnum" {
  provider = vcd.secnum
  name     = "disque"
}

provider "vcd" {
  alias = "interne"
  url   = "https://vcd.exemple.gouv.fr/api"
}

# offer: ? the host vcd.exemple.gouv.fr is not in the catalogue of 2026-11-22
# place: ? the host vcd.exemple.gouv.fr is not in the catalogue of 2026-11-22
resource "vcd_independent_disk" "interne" {
  provider = vcd.interne
  name     = "disque"
}

provider "vcd" {
  alias = "muet"
}

# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell which offer this provider reaches
resource "vcd_independent_disk" "muet" {
  provider = vcd.muet
  name     = "disque"
}
