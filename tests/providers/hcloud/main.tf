# Locations and data centres, and what is attached to a server.
terraform {
  required_providers {
    hcloud = {
      source = "hetznercloud/hcloud"
    }
  }
  # offer: hcloud, Hetzner Online GmbH, not qualified ← backend "fsn1.your-objectstorage.com"
  # place: fsn1, DE ← backend "fsn1.your-objectstorage.com"
  backend "s3" {
    bucket                      = "etats"
    key                         = "prod.tfstate"
    region                      = "main"
    endpoints                   = { s3 = "https://fsn1.your-objectstorage.com" }
    skip_credentials_validation = true
    skip_region_validation      = true
  }
}

# offer: hcloud, Hetzner Online GmbH, not qualified ← provider "hetznercloud/hcloud"
# place: nbg1, DE ← argument "nbg1"
# data: personnelle ← tag "data_classification=personnelle"
resource "hcloud_server" "serveur" {
  name        = "serveur"
  server_type = "cx22"
  image       = "debian-12"
  location    = "nbg1"
  labels      = { data_classification = "personnelle" }
}

# offer: hcloud, Hetzner Online GmbH, not qualified ← provider "hetznercloud/hcloud"
# place: fsn1, DE ← argument "fsn1-dc14"
resource "hcloud_server" "centre" {
  name        = "centre"
  server_type = "cx22"
  image       = "debian-12"
  datacenter  = "fsn1-dc14"
}

# offer: hcloud, Hetzner Online GmbH, not qualified ← provider "hetznercloud/hcloud"
# place: hel1, FI ← argument "hel1"
resource "hcloud_volume" "helsinki" {
  name     = "volume"
  size     = 50
  location = "hel1"
}

# offer: hcloud, Hetzner Online GmbH, not qualified ← provider "hetznercloud/hcloud"
# place: nbg1, DE ← argument "nbg1" ← reference "hcloud_server.serveur"
# data: personnelle ← tag "data_classification=personnelle" ← reference "hcloud_server.serveur"
resource "hcloud_volume" "attache" {
  name      = "volume"
  size      = 50
  server_id = hcloud_server.serveur.id
}

# offer: hcloud, Hetzner Online GmbH, not qualified ← provider "hetznercloud/hcloud"
# place: ash, US ← argument "ash"
resource "hcloud_server" "amerique" {
  name        = "amerique"
  server_type = "cpx11"
  image       = "debian-12"
  location    = "ash"
}

# The operator chooses when nothing is written.
# offer: hcloud, Hetzner Online GmbH, not qualified ← provider "hetznercloud/hcloud"
# place: ? "location" is not written here
resource "hcloud_server" "muet" {
  name        = "muet"
  server_type = "cx22"
  image       = "debian-12"
}
