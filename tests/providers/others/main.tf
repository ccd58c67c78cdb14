# Providers of which the catalogue has the main types only, or none: nothing is guessed of the others.
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
    azapi    = { source = "Azure/azapi" }
    github   = { source = "integrations/github" }
    tfe      = { source = "hashicorp/tfe" }
  }
}

provider "alicloud" {
  region = "eu-central-1"
}

# offer: alicloud, Alibaba Cloud (Singapore) Pte, not qualified, CN law ← provider "aliyun/alicloud"
# place: eu-central-1, DE ← provider-argument "eu-central-1"
# data: personnelle ← tag "data_classification=personnelle"
resource "alicloud_oss_bucket" "archives" {
  bucket = "archives"
  tags   = { data_classification = "personnelle" }
}

# offer: alicloud, Alibaba Cloud (Singapore) Pte, not qualified, CN law ← provider "aliyun/alicloud"
# place: eu-central-1, DE ← provider-argument "eu-central-1"
resource "alicloud_db_instance" "base" {
  engine           = "PostgreSQL"
  instance_type    = "pg.n2.2c.1m"
  zone_id          = "eu-central-1a"
  instance_storage = 20
}

# offer: alicloud, Alibaba Cloud (Singapore) Pte, not qualified, CN law ← provider "aliyun/alicloud"
# place: eu-central-1, DE ← provider-argument "eu-central-1"
resource "alicloud_log_project" "journaux" {
  project_name = "journaux"
}

# offer: alicloud, Alibaba Cloud (Singapore) Pte, not qualified, CN law ← provider "aliyun/alicloud"
# place: eu-central-1, DE ← provider-argument "eu-central-1"
resource "alicloud_log_store" "acces" {
  project_name  = alicloud_log_project.journaux.project_name
  logstore_name = "acces"
}

# Its type and its location are arguments; a part of it is where it is.
# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "azure/azapi"
# place: francecentral, FR ← argument "francecentral"
# data: interne ← tag "data_classification=interne"
resource "azapi_resource" "coffre" {
  type      = "Microsoft.KeyVault/vaults@2023-07-01"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/demarches"
  name      = "coffre"
  location  = "francecentral"
  tags      = { data_classification = "interne" }
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "azure/azapi"
# place: francecentral, FR ← argument "francecentral" ← reference "azapi_resource.coffre"
# data: interne ← tag "data_classification=interne" ← reference "azapi_resource.coffre"
resource "azapi_resource" "secret" {
  type      = "Microsoft.KeyVault/vaults/secrets@2023-07-01"
  parent_id = azapi_resource.coffre.id
  name      = "secret"
}

# No row has that type.
# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "azure/azapi"
# place: westeurope, NL ← argument "westeurope"
resource "azapi_resource" "inconnu" {
  type      = "Microsoft.Quantum/workspaces@2022-01-10-preview"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/demarches"
  name      = "inconnu"
  location  = "westeurope"
}

variable "version" {
  type = string
}

# Nor is a type that is not known a type.
# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "azure/azapi"
# place: francecentral, FR ← argument "francecentral"
resource "azapi_resource" "variable" {
  type      = "Microsoft.Storage/storageAccounts@${var.version}"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/demarches"
  name      = "variable"
  location  = "francecentral"
}

# offer: github, GitHub Inc. (Microsoft), not qualified, US law ← provider "integrations/github"
# place: ? the code does not tell where this is
resource "github_repository" "code" {
  name = "code"
}

# offer: tfe, HashiCorp (IBM), not qualified, US law ← provider "hashicorp/tfe"
# place: ? the code does not tell where this is
resource "tfe_variable" "jeton" {
  key          = "jeton"
  value        = "x"
  category     = "env"
  workspace_id = "ws-1"
}
