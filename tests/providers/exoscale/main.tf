# Zones of a Swiss operator whose owner is Mexican.
terraform {
  required_providers {
    exoscale = {
      source = "exoscale/exoscale"
    }
  }
  # offer: exoscale, Akenes SA (Lausanne), not qualified, MX law ← backend "sos-de-fra-1.exo.io"
  # place: de-fra-1, DE ← backend "sos-de-fra-1.exo.io"
  backend "s3" {
    bucket                      = "etats"
    key                         = "prod.tfstate"
    region                      = "de-fra-1"
    endpoints                   = { s3 = "https://sos-de-fra-1.exo.io" }
    skip_credentials_validation = true
    skip_region_validation      = true
  }
}

# offer: exoscale, Akenes SA (Lausanne), not qualified, MX law ← provider "exoscale/exoscale"
# place: de-fra-1, DE ← argument "de-fra-1"
# data: personnelle ← tag "data_classification=personnelle"
resource "exoscale_compute_instance" "francfort" {
  zone        = "de-fra-1"
  name        = "serveur"
  template_id = "11111111-2222-3333-4444-555555555555"
  type        = "standard.medium"
  disk_size   = 10
  labels      = { data_classification = "personnelle" }
}

# offer: exoscale, Akenes SA (Lausanne), not qualified, MX law ← provider "exoscale/exoscale"
# place: at-vie-1, AT ← argument "at-vie-1"
resource "exoscale_dbaas" "base" {
  zone = "at-vie-1"
  name = "base"
  type = "pg"
  plan = "startup-4"
}

# offer: exoscale, Akenes SA (Lausanne), not qualified, MX law ← provider "exoscale/exoscale"
# place: ch-gva-2, CH ← argument "ch-gva-2"
resource "exoscale_block_storage_volume" "suisse" {
  zone = "ch-gva-2"
  name = "volume"
  size = 10
}

# offer: exoscale, Akenes SA (Lausanne), not qualified, MX law ← provider "exoscale/exoscale"
# place: bg-sof-1, BG ← argument "bg-sof-1"
resource "exoscale_sks_cluster" "grappe" {
  zone = "bg-sof-1"
  name = "grappe"
}

# offer: exoscale, Akenes SA (Lausanne), not qualified, MX law ← provider "exoscale/exoscale"
# place: bg-sof-1, BG ← argument "bg-sof-1"
resource "exoscale_sks_nodepool" "noeuds" {
  zone          = "bg-sof-1"
  cluster_id    = exoscale_sks_cluster.grappe.id
  name          = "noeuds"
  instance_type = "standard.medium"
  size          = 3
}
