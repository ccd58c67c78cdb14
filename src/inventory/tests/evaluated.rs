//! The same on files, through the evaluator.

use super::{Declared, assess, in_short};
use crate::catalogue::Catalogue;
use crate::evaluation::{Evaluator, Inputs};
use crate::inventory::{Asset, EvidenceKind, RootView};
use crate::source::Sources;
use crate::terraform::Configuration;
use crate::terraform::scratch::Scratch;

/// What the root module at the top of `files` holds, and a look at it.
pub(super) fn assets(files: &[(&str, &str)], look: impl FnOnce(&[Asset], &Sources)) {
    let scratch = Scratch::new(files);
    let loaded = scratch.load();
    let configuration = Configuration::new(&loaded);
    let inputs = Inputs::default();
    let root = configuration.roots().iter().find(|root| root.directory.is_empty()).unwrap();
    let evaluator = Evaluator::new(&configuration, &scratch.repository, root, &inputs);
    let view = RootView::new(&evaluator, &loaded.sources, None);
    let inventory = assess(Catalogue::embedded(), &Declared::default(), &view);
    look(&inventory.assets, &loaded.sources);
}

pub(super) fn by_address<'a>(assets: &'a [Asset], address: &str) -> &'a Asset {
    assets.iter().find(|asset| &*asset.address == address).unwrap_or_else(|| panic!("{address}"))
}

#[test]
fn a_region_through_variables_and_modules() {
    let main = r#"
        variable "region" {}
        provider "scaleway" {
          region = var.region
        }
        module "db" {
          source   = "./db"
          for_each = { fr = null, nl = "nl-ams" }
          region   = each.value
          tags     = ["classification=${each.key == "fr" ? "sante" : "interne"}"]
        }
        terraform {
          backend "s3" {
            bucket    = "state"
            endpoints = { s3 = "https://s3.fr-par.scw.cloud" }
            region    = "fr-par"
          }
        }
    "#;
    let db = r#"
        variable "region" { default = null }
        variable "tags" { type = list(string) }
        resource "scaleway_rdb_instance" "main" {
          name   = "db"
          region = var.region
          tags   = var.tags
        }
        resource "scaleway_rdb_database" "main" {
          instance_id = scaleway_rdb_instance.main.id
          name        = "app"
        }
    "#;
    let files = [("main.tf", main), ("db/main.tf", db), ("terraform.tfvars", "region = \"pl-waw\"\n")];
    assets(&files, |assets, sources| {
        let french = by_address(assets, "module.db[\"fr\"].scaleway_rdb_instance.main");
        assert_eq!(in_short(french), "scaleway-public @ pl-waw PL");
        let trace = &french.placement.evidence()[0].trace;
        assert_eq!(&*trace[0].text, "var.region");
        assert_eq!(&**sources.position(trace[0].span.unwrap()).0, "terraform.tfvars");
        let dutch = by_address(assets, "module.db[\"nl\"].scaleway_rdb_instance.main");
        assert_eq!(in_short(dutch), "scaleway-public @ nl-ams NL");
        assert_eq!(dutch.placement.evidence()[0].kind, EvidenceKind::Argument);
        let level = |key: &str| {
            let database = by_address(assets, &format!("module.db[\"{key}\"].scaleway_rdb_database.main"));
            database.classification.known().map(|value| value.level.name())
        };
        assert_eq!((level("fr"), level("nl")), (Some("sante"), Some("interne")));
        assert_eq!(in_short(by_address(assets, "backend \"s3\"")), "scaleway-public @ fr-par FR");
    });
}

#[test]
fn locations_that_refer_to_other_resources() {
    let main = r#"
        provider "azurerm" {
          features {}
        }
        resource "azurerm_resource_group" "rg" {
          name     = "rg"
          location = "France Central"
        }
        resource "azurerm_storage_account" "a" {
          name                = "account"
          resource_group_name = azurerm_resource_group.rg.name
          location            = azurerm_resource_group.rg.location
          tags                = { DataClassification = "personal" }
        }
        resource "azurerm_storage_container" "by_name" {
          name                 = "c"
          storage_account_id = azurerm_storage_account.a.id
        }
        resource "azurerm_storage_blob" "b" {
          storage_account_name = azurerm_storage_account.a.name
        }
    "#;
    assets(&[("main.tf", main)], |assets, _| {
        for address in ["azurerm_storage_account.a", "azurerm_storage_container.by_name", "azurerm_storage_blob.b"] {
            let asset = by_address(assets, address);
            assert_eq!(in_short(asset), "azure-public @ francecentral FR", "{address}");
            assert_eq!(asset.classification.known().map(|value| value.level.name()), Some("personnelle"));
        }
    });
}

#[test]
fn tags_in_blocks_dynamic_blocks_and_lists() {
    let main = r#"
        locals {
          tags = { classification = "sante", env = "recette" }
        }
        resource "outscale_vm" "blocks" {
          placement_subregion_name = "cloudgouv-eu-west-1a"
          tags {
            key   = "Name"
            value = "vm"
          }
          tags {
            key   = "classification"
            value = "sensible"
          }
        }
        resource "outscale_vm" "dynamic" {
          placement_subregion_name = "cloudgouv-eu-west-1a"
          dynamic "tags" {
            for_each = local.tags
            content {
              key   = tags.key
              value = tags.value
            }
          }
        }
        resource "scaleway_object_bucket" "map" {
          tags = local.tags
        }
        resource "scaleway_rdb_instance" "list" {
          tags = [for k, v in local.tags : "dinum:${k}=${v}"]
        }
        resource "openstack_blockstorage_volume_v3" "metadata" {
          metadata = local.tags
        }
        resource "ovh_cloud_project_database" "nodes" {
          dynamic "nodes" {
            for_each = ["GRA", "SBG"]
            content {
              region = nodes.value
            }
          }
        }
    "#;
    assets(&[("main.tf", main)], |assets, _| {
        let level = |address: &str| by_address(assets, address).classification.known().map(|value| value.level.name());
        assert_eq!(level("outscale_vm.blocks"), Some("sensible"));
        for address in [
            "outscale_vm.dynamic",
            "scaleway_object_bucket.map",
            "scaleway_rdb_instance.list",
            "openstack_blockstorage_volume_v3.metadata",
        ] {
            let asset = by_address(assets, address);
            assert_eq!(asset.classification.known().map(|value| value.level.name()), Some("sante"), "{address}");
            assert_eq!(asset.environment.known().map(|value| value.name()), Some("recette"), "{address}");
        }
        let nodes = in_short(by_address(assets, "ovh_cloud_project_database.nodes"));
        assert!(nodes.starts_with("ovh-public-cloud @ GRA+SBG") && nodes.ends_with(" FR"), "{nodes}");
    });
}

#[test]
fn aliases_choose_the_region() {
    let main = r#"
        provider "aws" {
          region = "eu-west-3"
          default_tags {
            tags = { Environment = "prod" }
          }
        }
        provider "aws" {
          alias  = "us"
          region = "us-east-1"
        }
        resource "aws_s3_bucket" "paris" {}
        resource "aws_s3_bucket" "us" {
          provider = aws.us
        }
    "#;
    assets(&[("main.tf", main)], |assets, _| {
        let paris = by_address(assets, "aws_s3_bucket.paris");
        assert_eq!(in_short(paris), "aws @ eu-west-3 FR");
        assert_eq!(paris.environment.known().map(|value| value.name()), Some("production"));
        let us = by_address(assets, "aws_s3_bucket.us");
        assert_eq!(in_short(us), "aws @ us-east-1 US");
        assert!(us.environment.known().is_none());
    });
}

#[test]
fn tags_that_another_resource_gives() {
    let main = r#"
        resource "outscale_vm" "a" {
          placement_subregion_name = "eu-west-2a"
        }
        resource "outscale_vm" "b" {
          placement_subregion_name = "eu-west-2a"
          tags {
            key   = "classification"
            value = "sante"
          }
        }
        resource "outscale_tag" "both" {
          resource_ids = [outscale_vm.a.vm_id, outscale_vm.b.vm_id]
          tag {
            key   = "classification"
            value = "interne"
          }
        }
        resource "aws_ec2_tag" "env" {
          resource_id = aws_ebs_volume.v.id
          key         = "Environment"
          value       = "prod"
        }
        resource "aws_ebs_volume" "v" {
          availability_zone = "eu-west-3a"
        }
    "#;
    assets(&[("main.tf", main)], |assets, _| {
        let level = |address: &str| by_address(assets, address).classification.known().map(|value| value.level.name());
        assert_eq!(level("outscale_vm.a"), Some("interne"));
        assert_eq!(level("outscale_vm.b"), Some("sante"));
        let volume = by_address(assets, "aws_ebs_volume.v");
        assert_eq!(volume.environment.known().map(|value| value.name()), Some("production"));
    });
}
