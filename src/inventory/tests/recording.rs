//! What recorders are of, and whether they are on.

use super::evaluated::{assets, by_address};
use crate::inventory::{Asset, Recorded};

/// What `address` records, in short: `cloud`, an address, `other` or `?`, then `off`, or `on?` when that is not known.
fn recorded(assets: &[Asset], address: &str) -> String {
    let recording = by_address(assets, address).recording.as_ref().unwrap();
    let of = match &recording.of {
        Recorded::Cloud => "cloud",
        Recorded::Resource(address) => address,
        Recorded::Other => "other",
        Recorded::Unknown => "?",
    };
    let on = match recording.on {
        Some(true) => "",
        Some(false) => " off",
        None => " on?",
    };
    format!("{of}{on}")
}

fn check(code: &str, wanted: &[(&str, &str)]) {
    assets(&[("main.tf", code)], |assets, _| {
        for (address, wanted) in wanted {
            assert_eq!(recorded(assets, address), *wanted, "{address}");
        }
    });
}

#[test]
fn flow_logs_are_of_the_network_that_they_refer_to() {
    let code = r#"
        variable "id" {}
        variable "new" { type = bool }
        variable "cidrs" { type = map(string) }
        data "aws_vpc" "old" { default = true }
        resource "aws_vpc" "a" {}
        resource "aws_vpc" "b" { count = 2 }
        resource "aws_vpc" "c" { for_each = var.cidrs }
        resource "aws_subnet" "s" { vpc_id = aws_vpc.a.id }
        resource "aws_flow_log" "own" { vpc_id = aws_vpc.a.id }
        resource "aws_flow_log" "through" { vpc_id = aws_subnet.s.vpc_id }
        resource "aws_flow_log" "counted" {
          count  = 2
          vpc_id = aws_vpc.b[count.index].id
        }
        resource "aws_flow_log" "each" {
          for_each = aws_vpc.c
          vpc_id   = each.value.id
        }
        resource "aws_flow_log" "subnet" { subnet_id = aws_subnet.s.id }
        resource "aws_flow_log" "none" {
          vpc_id    = null
          subnet_id = aws_subnet.s.id
        }
        resource "aws_flow_log" "literal" { vpc_id = "vpc-0123" }
        resource "aws_flow_log" "input" { vpc_id = var.id }
        resource "aws_flow_log" "either" { vpc_id = var.new ? aws_vpc.a.id : aws_vpc.b[0].id }
        resource "aws_flow_log" "first" { vpc_id = coalesce(var.id, aws_vpc.a.id) }
        resource "aws_flow_log" "data" { vpc_id = data.aws_vpc.old.id }
    "#;
    let wanted = [
        ("aws_flow_log.own", "aws_vpc.a"),
        ("aws_flow_log.through", "aws_vpc.a"),
        ("aws_flow_log.counted[0]", "aws_vpc.b[0]"),
        ("aws_flow_log.counted[1]", "aws_vpc.b[1]"),
        ("aws_flow_log.each[\"*\"]", "?"),
        ("aws_flow_log.subnet", "other"),
        ("aws_flow_log.none", "other"),
        ("aws_flow_log.literal", "other"),
        ("aws_flow_log.input", "?"),
        ("aws_flow_log.either", "?"),
        ("aws_flow_log.first", "?"),
        ("aws_flow_log.data", "?"),
    ];
    check(code, &wanted);
}

#[test]
fn diagnostic_settings_are_of_a_cloud_when_their_target_is_a_subscription() {
    let code = r#"
        variable "id" {}
        data "azurerm_subscription" "own" {}
        data "azurerm_subscription" "each" { for_each = toset(["a"]) }
        resource "azurerm_subscription" "new" { subscription_name = "new" }
        resource "azurerm_linux_web_app" "site" { location = "francecentral" }
        resource "azurerm_monitor_diagnostic_setting" "own" { target_resource_id = data.azurerm_subscription.own.id }
        resource "azurerm_monitor_diagnostic_setting" "each" {
          for_each           = data.azurerm_subscription.each
          target_resource_id = each.value.id
        }
        resource "azurerm_monitor_diagnostic_setting" "within" {
          target_resource_id = "${data.azurerm_subscription.own.id}/resourceGroups/x"
        }
        resource "azurerm_monitor_diagnostic_setting" "new" { target_resource_id = azurerm_subscription.new.id }
        resource "azurerm_monitor_diagnostic_setting" "literal" { target_resource_id = "/subscriptions/1234" }
        resource "azurerm_monitor_diagnostic_setting" "group" {
          target_resource_id = "/subscriptions/1234/resourceGroups/x"
        }
        resource "azurerm_monitor_diagnostic_setting" "part" { target_resource_id = "/subscriptions/${var.id}" }
        resource "azurerm_monitor_diagnostic_setting" "site" {
          target_resource_id = azurerm_linux_web_app.site.id
        }
        resource "azurerm_monitor_diagnostic_setting" "input" { target_resource_id = var.id }
    "#;
    let setting = |name: &str| format!("azurerm_monitor_diagnostic_setting.{name}");
    let wanted = [
        ("own", "cloud"),
        ("each[\"a\"]", "cloud"),
        ("within", "?"),
        ("new", "cloud"),
        ("literal", "cloud"),
        ("group", "other"),
        ("part", "?"),
        ("site", "azurerm_linux_web_app.site"),
        ("input", "?"),
    ];
    let wanted: Vec<(String, &str)> = wanted.iter().map(|(name, of)| (setting(name), *of)).collect();
    check(code, &wanted.iter().map(|(address, of)| (&**address, *of)).collect::<Vec<_>>());
}

#[test]
fn a_trail_is_on_unless_its_argument_says_otherwise() {
    let code = r#"
        variable "on" { type = bool }
        resource "aws_cloudtrail" "default" { s3_bucket_name = "x" }
        resource "aws_cloudtrail" "null" { enable_logging = null }
        resource "aws_cloudtrail" "on" { enable_logging = true }
        resource "aws_cloudtrail" "text" { enable_logging = "false" }
        resource "aws_cloudtrail" "off" { enable_logging = false }
        resource "aws_cloudtrail" "input" { enable_logging = var.on }
        resource "aws_cloudtrail" "validation" { enable_log_file_validation = false }
    "#;
    let wanted = [
        ("aws_cloudtrail.default", "cloud"),
        ("aws_cloudtrail.null", "cloud"),
        ("aws_cloudtrail.on", "cloud"),
        ("aws_cloudtrail.text", "cloud off"),
        ("aws_cloudtrail.off", "cloud off"),
        ("aws_cloudtrail.input", "cloud on?"),
        ("aws_cloudtrail.validation", "cloud"),
    ];
    check(code, &wanted);
}
