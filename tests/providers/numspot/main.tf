# The host has the region, and the qualified one is not published.
terraform {
  required_providers {
    numspot = {
      source = "numspot/numspot"
    }
  }
}

provider "numspot" {
  numspot_host    = "https://api.eu-west-2.numspot.com"
  numspot_host_os = "https://objectstorage.eu-west-2.numspot.com"
  space_id        = "11111111-2222-3333-4444-555555555555"
}

# offer: numspot-platform, NumSpot SAS, qualified, this part not for certain ← host "api.eu-west-2.numspot.com"
# place: eu-west-2, FR ← host "api.eu-west-2.numspot.com"
# data: personnelle ← tag "data_classification=personnelle"
resource "numspot_volume" "donnees" {
  type                   = "standard"
  size                   = 11
  availability_zone_name = "eu-west-2a"
  tags                   = [{ key = "data_classification", value = "personnelle" }]
}

# offer: numspot-platform, NumSpot SAS, qualified, this part not for certain ← host "api.eu-west-2.numspot.com"
# place: eu-west-2, FR ← host "api.eu-west-2.numspot.com"
resource "numspot_vm" "serveur" {
  image_id = "ami-12345678"
  type     = "ns-eco6-2c8r"
}

# offer: numspot-platform, NumSpot SAS, qualified, this part not for certain ← host "objectstorage.eu-west-2.numspot.com"
# place: eu-west-2, FR ← host "objectstorage.eu-west-2.numspot.com"
resource "numspot_bucket" "pieces" {
  name = "pieces"
}

# offer: numspot-platform, NumSpot SAS, qualified, this part not for certain ← host "api.eu-west-2.numspot.com"
# place: eu-west-2, FR ← host "api.eu-west-2.numspot.com"
resource "numspot_postgres_cluster" "base" {
  name = "base"
}

# offer: numspot-platform, NumSpot SAS, qualified, this part not for certain ← host "api.eu-west-2.numspot.com"
# place: eu-west-2, FR ← host "api.eu-west-2.numspot.com"
# data: personnelle ← tag "data_classification=personnelle" ← reference "numspot_volume.donnees"
resource "numspot_snapshot" "sauvegarde" {
  volume_id = numspot_volume.donnees.id
}

provider "numspot" {
  alias        = "secnum"
  numspot_host = "https://api.cloudgouv-eu-west-1.numspot.com"
}

# offer: numspot-platform, NumSpot SAS, qualified, this part not for certain ← host "api.cloudgouv-eu-west-1.numspot.com"
# place: cloudgouv-eu-west-1, FR ← host "api.cloudgouv-eu-west-1.numspot.com"
resource "numspot_vm" "secnum" {
  provider = numspot.secnum
  image_id = "ami-12345678"
  type     = "ns-eco6-2c8r"
}

# The host is in the environment: neither the region nor the scope of the qualification is known.
provider "numspot" {
  alias = "muet"
}

# offer: ? numspot-platform, NumSpot SAS, qualified or numspot-platform, NumSpot SAS, qualified, this part not for certain (nothing is written here; Terraform would take it from the environment variable NUMSPOT_HOST)
# place: ? nothing is written here; Terraform would take it from the environment variable NUMSPOT_HOST
resource "numspot_vm" "muet" {
  provider = numspot.muet
  image_id = "ami-12345678"
  type     = "ns-eco6-2c8r"
}
