# The spellings of one place, orders, parents, and the company of the United States.
terraform {
  required_providers {
    ovh = {
      source = "ovh/ovh"
    }
  }
  # offer: ovh-public-cloud, OVH SAS, not qualified ← backend "s3.gra.io.cloud.ovh.net"
  # place: GRA, FR ← backend "s3.gra.io.cloud.ovh.net"
  backend "s3" {
    bucket                      = "etats"
    key                         = "prod.tfstate"
    region                      = "gra"
    endpoints                   = { s3 = "https://s3.gra.io.cloud.ovh.net/" }
    skip_credentials_validation = true
    skip_region_validation      = true
  }
}

provider "ovh" {
  endpoint = "ovh-eu"
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← provider "ovh/ovh"
# place: GRA11, FR ← argument "GRA11"
resource "ovh_cloud_project_kube" "grappe" {
  service_name = "projet"
  name         = "grappe"
  region       = "GRA11"
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← provider "ovh/ovh"
# place: GRA11, FR ← argument "GRA11" ← reference "ovh_cloud_project_kube.grappe"
resource "ovh_cloud_project_kube_nodepool" "noeuds" {
  service_name = "projet"
  kube_id      = ovh_cloud_project_kube.grappe.id
  flavor_name  = "b3-8"
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← provider "ovh/ovh"
# place: EU-WEST-PAR, FR ← argument "EU-WEST-PAR"
resource "ovh_cloud_project_storage" "pieces" {
  service_name = "projet"
  region_name  = "EU-WEST-PAR"
  name         = "pieces"
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← provider "ovh/ovh"
# place: GRA+SBG, FR ← argument "GRA+SBG"
resource "ovh_cloud_project_database" "base" {
  service_name = "projet"
  engine       = "postgresql"
  version      = "16"
  plan         = "business"
  flavor       = "db1-7"
  nodes {
    region = "GRA"
  }
  nodes {
    region = "SBG"
  }
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← provider "ovh/ovh"
# place: GRA+SBG, FR ← argument "GRA+SBG" ← reference "ovh_cloud_project_database.base"
resource "ovh_cloud_project_database_postgresql_user" "lecture" {
  service_name = "projet"
  cluster_id   = ovh_cloud_project_database.base.id
  name         = "lecture"
}

# offer: ovh-public-cloud, OVH SAS, not qualified ← provider "ovh/ovh"
# place: EU-WEST-LZ-BRU-A, BE ← argument "EU-WEST-LZ-BRU-A"
resource "ovh_cloud_project_instance" "locale" {
  service_name   = "projet"
  region         = "EU-WEST-LZ-BRU-A"
  name           = "locale"
  billing_period = "hourly"
}

# offer: ovh, OVH SAS / OVH Groupe SA (Roubaix), not qualified ← provider "ovh/ovh"
# place: eu-west-gra, FR ← argument "eu-west-gra"
resource "ovh_okms" "cles" {
  ovh_subsidiary = "FR"
  region         = "eu-west-gra"
  display_name   = "cles"
}

# offer: ovh, OVH SAS / OVH Groupe SA (Roubaix), not qualified ← provider "ovh/ovh"
# place: BHS, CA ← argument "bhs"
resource "ovh_dedicated_server" "commande" {
  ovh_subsidiary = "FR"
  plan {
    plan_code    = "24rise01"
    duration     = "P1M"
    pricing_mode = "default"
    configuration {
      label = "dedicated_datacenter"
      value = "bhs"
    }
  }
}

# offer: ovh, OVH SAS / OVH Groupe SA (Roubaix), not qualified ← provider "ovh/ovh"
# place: global, Global ← provider-default "global"
resource "ovh_domain_zone_record" "site" {
  zone      = "exemple.gouv.fr"
  subdomain = "www"
  fieldtype = "A"
  target    = "192.0.2.1"
}

provider "ovh" {
  alias    = "us"
  endpoint = "ovh-us"
}

# offer: ovh-us, OVH US LLC, not qualified, US law ← host "api.us.ovhcloud.com"
# place: US-EAST-VA-1, US ← argument "US-EAST-VA-1"
resource "ovh_cloud_project_kube" "us" {
  provider     = ovh.us
  service_name = "projet"
  name         = "grappe"
  region       = "US-EAST-VA-1"
}
