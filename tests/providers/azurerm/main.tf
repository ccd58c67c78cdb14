# Display names, references to groups and parents, replicas, global services, and clouds that are not the public one.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
    azapi = {
      source = "Azure/azapi"
    }
  }
  # offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "azurerm"
  # place: ? the code does not tell where this is
  backend "azurerm" {
    resource_group_name  = "etats"
    storage_account_name = "etats"
    container_name       = "tfstate"
    key                  = "prod.tfstate"
  }
}

provider "azurerm" {
  features {}
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: francecentral, FR ← argument "France Central"
# data: personnelle ← tag "data_classification=personnelle"
resource "azurerm_resource_group" "socle" {
  name     = "socle"
  location = "France Central"
  tags     = { data_classification = "personnelle" }
}

# Where its group is, since it says so; the tags of a group are not those of its members.
# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: francecentral, FR ← argument "France Central"
resource "azurerm_storage_account" "pieces" {
  name                     = "pieces"
  resource_group_name      = azurerm_resource_group.socle.name
  location                 = azurerm_resource_group.socle.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: francecentral, FR ← argument "France Central" ← reference "azurerm_storage_account.pieces"
resource "azurerm_storage_container" "pieces" {
  name               = "pieces"
  storage_account_id = azurerm_storage_account.pieces.id
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: francesouth, FR ← argument "francesouth"
resource "azurerm_mssql_server" "base" {
  name                = "base"
  resource_group_name = azurerm_resource_group.socle.name
  location            = "francesouth"
  version             = "12.0"
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: francesouth, FR ← argument "francesouth" ← reference "azurerm_mssql_server.base"
resource "azurerm_mssql_database" "base" {
  name      = "base"
  server_id = azurerm_mssql_server.base.id
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: westeurope+uksouth, GB+NL ← argument "UK South" ← argument "westeurope" ← argument "westeurope"
resource "azurerm_cosmosdb_account" "repartie" {
  name                = "repartie"
  resource_group_name = azurerm_resource_group.socle.name
  location            = "westeurope"
  offer_type          = "Standard"
  consistency_policy {
    consistency_level = "Session"
  }
  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
  geo_location {
    location          = "UK South"
    failover_priority = 1
  }
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: global, Global ← provider-default "global"
resource "azurerm_dns_zone" "domaine" {
  name                = "exemple.gouv.fr"
  resource_group_name = azurerm_resource_group.socle.name
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: ? the region "francewest" is not in the catalogue of 2026-11-22
resource "azurerm_key_vault" "nulle_part" {
  name                = "coffre"
  resource_group_name = azurerm_resource_group.socle.name
  location            = "francewest"
  sku_name            = "standard"
}

provider "azurerm" {
  alias         = "bleu"
  metadata_host = "management.sovcloud-api.fr"
  features {}
}

# offer: bleu, Bleu SAS, in process ← host "management.sovcloud-api.fr"
# place: bleufrancecentral, FR ← argument "bleufrancecentral"
resource "azurerm_storage_account" "bleu" {
  provider                 = azurerm.bleu
  name                     = "pieces"
  resource_group_name      = "socle"
  location                 = "bleufrancecentral"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

provider "azurerm" {
  alias       = "chine"
  environment = "china"
  features {}
}

# offer: azure-china, 21Vianet, not qualified, CN law ← host "management.chinacloudapi.cn"
# place: chinaeast2, CN ← argument "chinaeast2"
resource "azurerm_storage_account" "chine" {
  provider                 = azurerm.chine
  name                     = "pieces"
  resource_group_name      = "socle"
  location                 = "chinaeast2"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

# The same cloud through another provider.
# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "azure/azapi"
# place: francecentral, FR ← argument "France Central"
resource "azapi_resource" "autre" {
  type      = "Microsoft.Storage/storageAccounts@2024-01-01"
  name      = "pieces"
  parent_id = azurerm_resource_group.socle.id
  location  = "France Central"
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: francecentral, FR ← argument "francecentral"
resource "azurerm_private_dns_resolver_dns_forwarding_ruleset" "interne" {
  name     = "interne"
  location = "francecentral"
}

# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: francecentral, FR ← argument "francecentral" ← reference "azurerm_private_dns_resolver_dns_forwarding_ruleset.interne"
resource "azurerm_private_dns_resolver_forwarding_rule" "interne" {
  name                      = "interne"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.interne.id
  domain_name               = "exemple.gouv.fr."
}

# A replica of the directory, in another region.
# offer: azure-public, Microsoft Ireland Operations Ltd, not qualified, US law ← provider "hashicorp/azurerm"
# place: eastus, US ← argument "eastus"
resource "azurerm_active_directory_domain_service_replica_set" "secours" {
  domain_service_id = "/subscriptions/00000000-0000-0000-0000-000000000000/annuaire"
  location          = "eastus"
}
