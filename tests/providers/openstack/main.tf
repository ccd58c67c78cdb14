# Whose cloud it is, the host of Keystone says; where in it, the region.
terraform {
  required_providers {
    openstack = {
      source = "terraform-provider-openstack/openstack"
    }
  }
}

provider "openstack" {
  auth_url = "https://auth.cloud.ovh.net/v3/"
  region   = "GRA11"
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← host "auth.cloud.ovh.net"
# place: GRA11, FR ← provider-argument "GRA11"
# data: personnelle ← tag "data_classification=personnelle"
resource "openstack_compute_instance_v2" "ovh" {
  name        = "serveur"
  flavor_name = "b3-8"
  metadata    = { data_classification = "personnelle" }
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← host "auth.cloud.ovh.net"
# place: SBG5, FR ← argument "SBG5"
resource "openstack_blockstorage_volume_v3" "ovh" {
  region = "SBG5"
  size   = 20
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← host "auth.cloud.ovh.net"
# place: UK, GB ← argument "UK"
resource "openstack_objectstorage_container_v1" "ovh" {
  name   = "pieces"
  region = "UK"
}

# The region has the suffix of the SecNumCloud zone.
provider "openstack" {
  alias  = "snc"
  region = "eu-west-rbx-snc"
}

# offer: ovh-snc-cloud-platform, OVH SAS, qualified ← provider "terraform-provider-openstack/openstack"
# place: eu-west-rbx-snc, FR ← provider-argument "eu-west-rbx-snc"
resource "openstack_blockstorage_volume_v3" "snc" {
  provider = openstack.snc
  size     = 20
}

provider "openstack" {
  alias    = "nubo"
  auth_url = "https://keystone.nuage.dgfip.finances.rie.gouv.fr:5000/v3"
  region   = "region-1"
}

# offer: nubo, DGFiP (État), internal to the State ← host "keystone.nuage.dgfip.finances.rie.gouv.fr"
# place: FR, FR ← catalogue "FR" ← host "keystone.nuage.dgfip.finances.rie.gouv.fr"
resource "openstack_blockstorage_volume_v3" "nubo" {
  provider = openstack.nubo
  size     = 20
}

provider "openstack" {
  alias    = "suisse"
  auth_url = "https://api.pub1.infomaniak.cloud/identity/v3"
  region   = "dc3-a"
}

# offer: infomaniak, Infomaniak Network SA, not qualified, CH law ← host "api.pub1.infomaniak.cloud"
# place: dc3-a, CH ← provider-argument "dc3-a"
resource "openstack_blockstorage_volume_v3" "suisse" {
  provider = openstack.suisse
  size     = 20
}

provider "openstack" {
  alias    = "interne"
  auth_url = "https://keystone.exemple.gouv.fr:5000/v3"
}

# offer: ? the host keystone.exemple.gouv.fr is not in the catalogue of 2026-11-22
# place: ? the host keystone.exemple.gouv.fr is not in the catalogue of 2026-11-22
resource "openstack_blockstorage_volume_v3" "interne" {
  provider = openstack.interne
  size     = 20
}

# Everything is in the environment, as in most public code: only a declaration tells.
provider "openstack" {
  alias = "environnement"
}

# offer: ? nothing is written here; Terraform would take it from the environment variable OS_AUTH_URL
# place: ? nothing is written here; Terraform would take it from the environment variable OS_AUTH_URL
resource "openstack_blockstorage_volume_v3" "environnement" {
  provider = openstack.environnement
  size     = 20
}

provider "openstack" {
  alias = "pi"
}

# offer: pi, Ministère de l'Intérieur (État), internal to the State ← declaration "pi" ← provider "terraform-provider-openstack/openstack"
# place: FR, FR ← catalogue "FR" ← declaration "pi" ← provider "terraform-provider-openstack/openstack"
resource "openstack_blockstorage_volume_v3" "pi" {
  provider = openstack.pi
  size     = 20
}
