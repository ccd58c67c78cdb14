# A data centre is a resource, and what is in it says which.
terraform {
  required_providers {
    ionoscloud = {
      source = "ionos-cloud/ionoscloud"
    }
  }
}

# offer: ionoscloud, IONOS SE, not qualified ← provider "ionos-cloud/ionoscloud"
# place: de/fra, DE ← argument "de/fra"
resource "ionoscloud_datacenter" "francfort" {
  name     = "francfort"
  location = "de/fra"
}

# offer: ionoscloud, IONOS SE, not qualified ← provider "ionos-cloud/ionoscloud"
# place: de/fra, DE ← argument "de/fra" ← reference "ionoscloud_datacenter.francfort"
resource "ionoscloud_server" "serveur" {
  name          = "serveur"
  datacenter_id = ionoscloud_datacenter.francfort.id
  cores         = 2
  ram           = 4096
}

# offer: ionoscloud, IONOS SE, not qualified ← provider "ionos-cloud/ionoscloud"
# place: de/fra, DE ← argument "de/fra" ← reference "ionoscloud_datacenter.francfort"
resource "ionoscloud_volume" "volume" {
  datacenter_id = ionoscloud_datacenter.francfort.id
  server_id     = ionoscloud_server.serveur.id
  size          = 20
  disk_type     = "SSD"
}

# offer: ionoscloud, IONOS SE, not qualified ← provider "ionos-cloud/ionoscloud"
# place: fr/par, FR ← argument "fr/par"
resource "ionoscloud_pg_cluster" "base" {
  display_name     = "base"
  location         = "fr/par"
  postgres_version = 16
  instances        = 1
  cores            = 2
  ram              = 4096
  storage_size     = 20480
  storage_type     = "SSD"
}

# offer: ionoscloud, IONOS SE, not qualified ← provider "ionos-cloud/ionoscloud"
# place: eu-central-3, DE ← argument "eu-central-3"
resource "ionoscloud_s3_bucket" "pieces" {
  name   = "pieces"
  region = "eu-central-3"
}

# offer: ionoscloud, IONOS SE, not qualified ← provider "ionos-cloud/ionoscloud"
# place: us/las, US ← argument "us/las"
resource "ionoscloud_datacenter" "amerique" {
  name     = "amerique"
  location = "us/las"
}
