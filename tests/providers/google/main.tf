# Zones, multi-regions, dual regions, defaults that leave Europe, and universes that are not Google's.
terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }
  # offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "gcs"
  # place: ? the code does not tell where this is
  backend "gcs" {
    bucket = "etats"
  }
}

provider "google" {
  project        = "demarches"
  region         = "europe-west9"
  zone           = "europe-west9-b"
  default_labels = { data_classification = "interne" }
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← provider-argument "europe-west9-b"
# data: interne ← default-tag "data_classification=interne"
resource "google_compute_disk" "zone" {
  name = "disque"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west6, CH ← argument "europe-west6-a"
# data: interne ← default-tag "data_classification=interne"
resource "google_compute_disk" "ailleurs" {
  name = "disque"
  zone = "europe-west6-a"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← provider-argument "europe-west9"
# data: personnelle ← tag "data_classification=personnelle"
resource "google_sql_database_instance" "base" {
  name             = "base"
  database_version = "POSTGRES_16"
  settings {
    tier        = "db-f1-micro"
    user_labels = { data_classification = "personnelle" }
  }
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: EU, Union ← argument "EU"
# data: interne ← default-tag "data_classification=interne"
resource "google_storage_bucket" "union" {
  name     = "union"
  location = "EU"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: EUR4, FI+NL ← argument "EUR4"
# data: personnelle ← tag "data_classification=personnelle"
resource "google_storage_bucket" "double" {
  name     = "double"
  location = "EUR4"
  labels   = { data_classification = "personnelle" }
}

# Nothing is written: the United States.
# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: US, US ← provider-default "US"
# data: interne ← default-tag "data_classification=interne"
resource "google_bigquery_dataset" "mesures" {
  dataset_id = "mesures"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: US, US ← provider-default "US" ← reference "google_bigquery_dataset.mesures"
# data: interne ← default-tag "data_classification=interne"
resource "google_bigquery_table" "mesures" {
  dataset_id = google_bigquery_dataset.mesures.dataset_id
  table_id   = "mesures"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "regional-europe-west9"
# data: interne ← default-tag "data_classification=interne"
resource "google_spanner_instance" "registre" {
  name         = "registre"
  config       = "regional-europe-west9"
  display_name = "registre"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: global, Global ← provider-default "global"
# data: interne ← default-tag "data_classification=interne"
resource "google_pubsub_topic" "sans_lieu" {
  name = "travaux"
}

provider "google" {
  alias           = "s3ns"
  universe_domain = "s3nsapis.fr"
  region          = "u-france-east1"
}

# offer: s3ns-premi3ns, S3NS SAS, qualified ← host "s3nsapis.fr"
# place: u-france-east1, FR ← argument "u-france-east1"
resource "google_storage_bucket" "confiance" {
  provider = google.s3ns
  name     = "pieces"
  location = "u-france-east1"
}

# offer: s3ns-premi3ns, S3NS SAS, qualified, this part not for certain ← host "s3nsapis.fr"
# place: u-france-east1, FR ← provider-argument "u-france-east1"
resource "google_vertex_ai_dataset" "confiance" {
  provider            = google.s3ns
  display_name        = "pieces"
  metadata_schema_uri = "gs://schema"
}

provider "google" {
  alias           = "berlin"
  universe_domain = "apis-berlin-build0.goog"
  region          = "u-germany-northeast1"
}

# offer: ? the code does not tell which offer this provider reaches
# place: u-germany-northeast1, DE ← argument "u-germany-northeast1"
resource "google_storage_bucket" "berlin" {
  provider = google.berlin
  name     = "pieces"
  location = "u-germany-northeast1"
}

# A tag that three other resources make.
# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9"
# data: personnelle ← tag "data_classification=personnelle"
resource "google_storage_bucket" "etiquete" {
  name     = "etiquete"
  location = "europe-west9"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: global, Global ← provider-default "global"
resource "google_tags_tag_key" "classification" {
  parent     = "projects/demarches"
  short_name = "data_classification"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: global, Global ← provider-default "global"
resource "google_tags_tag_value" "personnelle" {
  parent     = google_tags_tag_key.classification.id
  short_name = "personnelle"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9"
resource "google_tags_location_tag_binding" "etiquete" {
  parent    = "//storage.googleapis.com/projects/_/buckets/${google_storage_bucket.etiquete.name}"
  tag_value = google_tags_tag_value.personnelle.id
  location  = "europe-west9"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9"
resource "google_dialogflow_cx_agent" "accueil" {
  display_name          = "accueil"
  location              = "europe-west9"
  default_language_code = "fr"
  time_zone             = "Europe/Paris"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9" ← reference "google_dialogflow_cx_agent.accueil"
resource "google_dialogflow_cx_flow" "accueil" {
  parent       = google_dialogflow_cx_agent.accueil.id
  display_name = "accueil"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9-a"
resource "google_vmwareengine_private_cloud" "nuage" {
  name     = "nuage"
  location = "europe-west9-a"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9-a" ← reference "google_vmwareengine_private_cloud.nuage"
resource "google_vmwareengine_cluster" "nuage" {
  name   = "nuage"
  parent = google_vmwareengine_private_cloud.nuage.id
}

# The location is where Google administers it; the region of AWS is none of Google's.
# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: ? the region "us-east-1" is not in the catalogue of 2026-11-22
resource "google_container_aws_cluster" "ailleurs" {
  name       = "ailleurs"
  location   = "europe-west9"
  aws_region = "us-east-1"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9" ← reference "google_firestore_database.dossiers"
resource "google_firestore_index" "dossiers" {
  database   = google_firestore_database.dossiers.name
  collection = "dossiers"
}

# offer: google-public, Google Cloud EMEA Ltd / Google LLC, not qualified, US law ← provider "hashicorp/google"
# place: europe-west9, FR ← argument "europe-west9"
resource "google_firestore_database" "dossiers" {
  name        = "dossiers"
  location_id = "europe-west9"
  type        = "FIRESTORE_NATIVE"
}
