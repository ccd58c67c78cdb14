# Databases sold by one company and run on the cloud of another, which the code names: the law of both reaches them.
terraform {
  required_providers {
    aiven = {
      source = "aiven/aiven"
    }
    mongodbatlas = {
      source = "mongodb/mongodbatlas"
    }
    confluent = {
      source = "confluentinc/confluent"
    }
    ec = {
      source = "elastic/ec"
    }
  }
}

# offer: aiven, Aiven Oy, not qualified, US law ← provider "aiven/aiven" ← argument "google-europe-west9"
# place: europe-west9, FR ← argument "google-europe-west9"
resource "aiven_pg" "google" {
  project      = "demarches"
  service_name = "base"
  cloud_name   = "google-europe-west9"
  plan         = "startup-4"
}

# offer: aiven, Aiven Oy, not qualified, US law ← provider "aiven/aiven" ← argument "azure-france-central"
# place: francecentral, FR ← argument "azure-france-central"
resource "aiven_pg" "azure" {
  project      = "demarches"
  service_name = "base"
  cloud_name   = "azure-france-central"
  plan         = "startup-4"
}

# offer: ? the region "upcloud-fi-hel" is not in the catalogue of 2026-11-22
# place: ? the region "upcloud-fi-hel" is not in the catalogue of 2026-11-22
resource "aiven_kafka" "upcloud" {
  project      = "demarches"
  service_name = "journal"
  cloud_name   = "upcloud-fi-hel"
  plan         = "business-4"
}

# offer: ? "cloud_name" is not written here
# place: ? "cloud_name" is not written here
resource "aiven_opensearch" "muet" {
  project      = "demarches"
  service_name = "recherche"
  plan         = "startup-4"
}

# offer: mongodbatlas, MongoDB Inc., not qualified, US law ← provider "mongodb/mongodbatlas" ← argument "EU_WEST_3"
# place: eu-west-3, FR ← argument "EU_WEST_3"
resource "mongodbatlas_advanced_cluster" "paris" {
  project_id   = "demarches"
  name         = "base"
  cluster_type = "REPLICASET"
  replication_specs {
    region_configs {
      provider_name = "AWS"
      region_name   = "EU_WEST_3"
      priority      = 7
    }
  }
}

# offer: mongodbatlas, MongoDB Inc., not qualified, US law ← provider "mongodb/mongodbatlas" ← argument "EU_WEST_3+FRANCE_CENTRAL+US_EAST_1"
# place: eu-west-3+francecentral+us-east-1, FR+US ← argument "EU_WEST_3+FRANCE_CENTRAL+US_EAST_1"
resource "mongodbatlas_advanced_cluster" "reparti" {
  project_id   = "demarches"
  name         = "base"
  cluster_type = "REPLICASET"
  replication_specs {
    region_configs {
      provider_name = "AWS"
      region_name   = "EU_WEST_3"
      priority      = 7
    }
    region_configs {
      provider_name = "AZURE"
      region_name   = "FRANCE_CENTRAL"
      priority      = 6
    }
    region_configs {
      provider_name         = "TENANT"
      backing_provider_name = "AWS"
      region_name           = "US_EAST_1"
      priority              = 5
    }
  }
}

# offer: confluent, Confluent Inc., not qualified, US law ← provider "confluentinc/confluent" ← argument "europe-west9"
# place: europe-west9, FR ← argument "europe-west9"
resource "confluent_kafka_cluster" "journal" {
  display_name = "journal"
  availability = "SINGLE_ZONE"
  cloud        = "GCP"
  region       = "europe-west9"
  standard {}
}

# offer: ec, Elastic N.V. (NL) / Elasticsearch Inc., not qualified, US law ← provider "elastic/ec" ← argument "gcp-europe-west9"
# place: europe-west9, FR ← argument "gcp-europe-west9"
resource "ec_deployment" "recherche" {
  region                 = "gcp-europe-west9"
  version                = "9.1.0"
  deployment_template_id = "gcp-storage-optimized"
}

# offer: ec, Elastic N.V. (NL) / Elasticsearch Inc., not qualified, US law ← provider "elastic/ec" ← argument "eu-west-3"
# place: eu-west-3, FR ← argument "eu-west-3"
resource "ec_deployment" "amazon" {
  region                 = "eu-west-3"
  version                = "9.1.0"
  deployment_template_id = "aws-storage-optimized"
}
