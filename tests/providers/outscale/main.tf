# One operator, two offers: the region tells them apart.
terraform {
  required_providers {
    outscale = {
      source  = "outscale/outscale"
      version = "~> 1.8"
    }
  }
  # offer: outscale-cloudgouv, Outscale SAS, qualified for days only ← backend "oos.cloudgouv-eu-west-1.outscale.com"
  # place: cloudgouv-eu-west-1, FR ← backend "oos.cloudgouv-eu-west-1.outscale.com"
  backend "s3" {
    bucket                      = "etats"
    key                         = "prod.tfstate"
    region                      = "cloudgouv-eu-west-1"
    endpoints                   = { s3 = "https://oos.cloudgouv-eu-west-1.outscale.com" }
    skip_credentials_validation = true
    skip_region_validation      = true
  }
}

provider "outscale" {
  api {
    region = "cloudgouv-eu-west-1"
  }
  oks {
    region = "cloudgouv-eu-west-1"
  }
}

# offer: outscale-cloudgouv, Outscale SAS, qualified for days only ← provider "outscale/outscale"
# place: cloudgouv-eu-west-1a, FR ← argument "cloudgouv-eu-west-1a"
# data: personnelle ← tag "data_classification=personnelle"
resource "outscale_volume" "donnees" {
  subregion_name = "cloudgouv-eu-west-1a"
  size           = 100
  tags {
    key   = "data_classification"
    value = "personnelle"
  }
}

# offer: outscale-cloudgouv, Outscale SAS, qualified for days only ← provider "outscale/outscale"
# place: cloudgouv-eu-west-1, FR ← provider-argument "cloudgouv-eu-west-1"
resource "outscale_vm" "serveur" {
  image_id = "ami-12345678"
  vm_type  = "tinav6.c2r4p2"
}

# offer: outscale-cloudgouv, Outscale SAS, qualified for days only ← provider "outscale/outscale"
# place: cloudgouv-eu-west-1, FR ← provider-argument "cloudgouv-eu-west-1"
# data: personnelle ← tag "data_classification=personnelle" ← reference "outscale_volume.donnees"
resource "outscale_snapshot" "sauvegarde" {
  volume_id = outscale_volume.donnees.id
}

# OKS: no document says that the qualification covers it.
# offer: outscale-cloudgouv, Outscale SAS, qualified, this part not for certain ← provider "outscale/outscale"
# place: cloudgouv-eu-west-1, FR ← provider-argument "cloudgouv-eu-west-1"
resource "outscale_oks_cluster" "grappe" {
  project_id      = "projet"
  name            = "grappe"
  version         = "1.32"
  cidr_pods       = "10.91.0.0/16"
  cidr_service    = "10.92.0.0/16"
  admin_whitelist = ["192.0.2.0/24"]
}

provider "outscale" {
  alias = "public"
  api {
    region = "eu-west-2"
  }
}

# offer: outscale-public, Outscale SAS, not qualified ← provider "outscale/outscale"
# place: eu-west-2a, FR ← argument "eu-west-2a"
resource "outscale_volume" "public" {
  provider       = outscale.public
  subregion_name = "eu-west-2a"
  size           = 100
}

# Before version 1.6 of the provider.
provider "outscale" {
  alias  = "ancien"
  region = "us-east-2"
}

# offer: outscale-public, Outscale SAS, not qualified ← provider "outscale/outscale"
# place: us-east-2, US ← provider-argument "us-east-2"
resource "outscale_vm" "ancien" {
  provider = outscale.ancien
  image_id = "ami-12345678"
}

# The host has the region.
provider "outscale" {
  alias = "hote"
  api {
    endpoint = "https://api.cloudgouv-eu-west-1.outscale.com/api/v1"
  }
}

# offer: outscale-cloudgouv, Outscale SAS, qualified for days only ← host "api.cloudgouv-eu-west-1.outscale.com"
# place: cloudgouv-eu-west-1, FR ← host "api.cloudgouv-eu-west-1.outscale.com"
resource "outscale_vm" "hote" {
  provider = outscale.hote
  image_id = "ami-12345678"
}

provider "outscale" {
  alias = "muet"
}

# offer: ? outscale-cloudgouv, Outscale SAS, qualified for days only or outscale-public, Outscale SAS, not qualified (nothing is written here; Terraform would take it from the environment variable OSC_REGION)
# place: ? nothing is written here; Terraform would take it from the environment variable OSC_REGION
resource "outscale_vm" "muet" {
  provider = outscale.muet
  image_id = "ami-12345678"
}
