# Zones of its own and zones at others'.
terraform {
  required_providers {
    clevercloud = {
      source = "CleverCloud/clevercloud"
    }
  }
}

provider "clevercloud" {
  organisation = "orga_11111111-2222-3333-4444-555555555555"
}

# offer: clevercloud, Clever Cloud SAS, not qualified ← provider "clevercloud/clevercloud"
# place: par, FR ← provider-default "par"
resource "clevercloud_postgresql" "base" {
  name = "base"
  plan = "dev"
}

# offer: clevercloud, Clever Cloud SAS, not qualified ← provider "clevercloud/clevercloud"
# place: parhds, FR ← argument "parhds"
resource "clevercloud_postgresql" "hds" {
  name   = "dossiers"
  plan   = "s_med"
  region = "parhds"
}

# offer: clevercloud, Clever Cloud SAS, not qualified ← provider "clevercloud/clevercloud"
# place: rbx, FR ← argument "rbx"
resource "clevercloud_cellar" "pieces" {
  name   = "pieces"
  region = "rbx"
}

# offer: clevercloud, Clever Cloud SAS, not qualified ← provider "clevercloud/clevercloud"
# place: rbx, FR ← argument "rbx" ← reference "clevercloud_cellar.pieces"
resource "clevercloud_cellar_bucket" "pieces" {
  id        = "pieces"
  cellar_id = clevercloud_cellar.pieces.id
}

# offer: clevercloud, Clever Cloud SAS, not qualified ← provider "clevercloud/clevercloud"
# place: mtl, CA ← argument "mtl"
resource "clevercloud_nodejs" "application" {
  name               = "application"
  region             = "mtl"
  min_instance_count = 1
  max_instance_count = 2
  smallest_flavor    = "XS"
  biggest_flavor     = "M"
}

# What it is depends on who sells it; the documentation says that data are stored in its region.
# offer: clevercloud, Clever Cloud SAS, not qualified ← provider "clevercloud/clevercloud"
# place: par, FR ← argument "par"
resource "clevercloud_addon" "courrier" {
  name                 = "courrier"
  third_party_provider = "mailpace"
  plan                 = "plan_small"
  region               = "par"
}
