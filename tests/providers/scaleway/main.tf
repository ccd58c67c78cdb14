# Defaults that are in France, zones that do not follow the region, and tags that are lists.
terraform {
  required_providers {
    scaleway = {
      source = "scaleway/scaleway"
    }
  }
  # offer: scaleway-public, Scaleway SAS, in process ← backend "s3.fr-par.scw.cloud"
  # place: fr-par, FR ← backend "s3.fr-par.scw.cloud"
  backend "s3" {
    bucket                      = "etats"
    key                         = "prod.tfstate"
    region                      = "fr-par"
    endpoints                   = { s3 = "https://s3.fr-par.scw.cloud" }
    skip_credentials_validation = true
    skip_region_validation      = true
  }
}

# Nothing is written: fr-par.
# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-default "fr-par"
# data: personnelle ← tag "data_classification=personnelle"
resource "scaleway_rdb_instance" "base" {
  node_type = "DB-DEV-S"
  engine    = "PostgreSQL-16"
  tags      = ["demarches", "data_classification=personnelle"]
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-default "fr-par"
# data: personnelle ← tag "data_classification=personnelle" ← reference "scaleway_rdb_instance.base"
resource "scaleway_rdb_database" "base" {
  instance_id = scaleway_rdb_instance.base.id
  name        = "demarches"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: nl-ams, NL ← argument "nl-ams"
# data: personnelle ← tag "data_classification=personnelle"
resource "scaleway_object_bucket" "pieces" {
  name   = "pieces"
  region = "nl-ams"
  tags   = { data_classification = "personnelle" }
}

provider "scaleway" {
  alias  = "varsovie"
  region = "pl-waw"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: pl-waw, PL ← provider-argument "pl-waw"
resource "scaleway_k8s_cluster" "varsovie" {
  provider = scaleway.varsovie
  name     = "grappe"
  cni      = "cilium"
  version  = "1.34"
}

# The region of the provider is not that of its zone, whose default is fr-par-1.
# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par-1, FR ← provider-default "fr-par-1"
resource "scaleway_instance_server" "varsovie" {
  provider = scaleway.varsovie
  type     = "DEV1-S"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: nl-ams-1, NL ← argument "nl-ams-1"
resource "scaleway_instance_server" "zone" {
  type = "DEV1-S"
  zone = "nl-ams-1"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: ? the region "fr-lyo" is not in the catalogue of 2026-11-22
resource "scaleway_object_bucket" "inconnue" {
  name   = "pieces"
  region = "fr-lyo"
}

variable "region" {
  type = string
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: ? var.region has no value here
resource "scaleway_object_bucket" "variable" {
  name   = "pieces"
  region = var.region
}

# A tag that three other resources make.
# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-default "fr-par"
# data: sante ← tag "data_classification=sante"
resource "scaleway_rdb_instance" "annotee" {
  node_type = "DB-DEV-S"
  engine    = "PostgreSQL-16"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: global, Global ← provider-default "global"
resource "scaleway_annotations_key" "classification" {
  name = "data_classification"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: global, Global ← provider-default "global"
resource "scaleway_annotations_value" "sante" {
  key_id = scaleway_annotations_key.classification.id
  name   = "sante"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: global, Global ← provider-default "global"
# data: sante ← tag "data_classification=sante" ← reference "scaleway_rdb_instance.annotee"
resource "scaleway_annotations_binding" "annotee" {
  srn      = scaleway_rdb_instance.annotee.id
  value_id = scaleway_annotations_value.sante.id
}
