//! Policies on what the inventory concluded, kind by kind, through the program: providers, module calls, software as a
//! service, and the arguments of resources.

use std::process::Output;

use serde_json::{Value as Json, json};

use crate::code::{check, directory, findings, plan};

/// A policy on assets of `kind` whose id is `X`.
fn policy(kind: &str, body: &str) -> String {
    format!("asset_policy \"{kind}\" \"x\" {{\n  id    = \"X\"\n  title = \"wrong\"\n{body}\n}}\n")
}

/// One that demands `condition`, and says `message` when it is not met.
fn demand(kind: &str, condition: &str, message: &str) -> String {
    policy(kind, &format!("  enforce {{\n    condition     = {condition}\n    error_message = \"{message}\"\n  }}"))
}

fn judged(policy: &str, files: &[(&str, &str)], arguments: &[&str]) -> Output {
    let files: Vec<(&str, &str)> = files.iter().copied().chain([("own.policy.hcl", policy)]).collect();
    let directory = directory(&files);
    check(directory.path(), &[arguments, &["--format", "json"]].concat())
}

fn found(policy: &str, files: &[(&str, &str)]) -> Vec<String> {
    let mut all = findings(&judged(policy, files, &[]));
    // Modules that are not installed are told apart.
    all.retain(|own| own.starts_with("X "));
    all
}

fn report(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// How many verdicts of each kind: violations, undetermined, compliant, not applicable.
fn verdicts(output: &Output) -> [u64; 4] {
    let verdicts = &report(output)["coverage"]["verdicts"];
    ["violations", "undetermined", "compliant", "not_applicable"].map(|name| verdicts[name].as_u64().unwrap())
}

const PROVIDERS: &str = r#"
variable "region" {}
provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "eu-west-3"
}
provider "aws" {
  alias  = "open"
  region = var.region
}
provider "outscale" {
  api {
    region = "eu-west-2"
  }
}
provider "random" {}
resource "aws_s3_bucket" "used" {}
resource "scaleway_object_bucket" "unwritten" {
  name = "x"
}
"#;

#[test]
fn a_provider_configuration_is_judged_by_what_is_concluded_of_it() {
    let policy = demand(
        "provider",
        "asset.placement.france",
        "${asset.address}: ${asset.offer.id} in ${asset.placement.region}",
    );
    // Whether or not a resource uses it; no cloud is behind random. What nobody wrote has its default.
    assert_eq!(
        found(&policy, &[("main.tf", PROVIDERS)]),
        ["X violation provider.aws provider.aws: aws in us-east-1", "X undetermined provider.aws.open",]
    );
    let output = judged(&policy, &[("main.tf", PROVIDERS)], &[]);
    assert_eq!(verdicts(&output), [1, 1, 3, 0]);
    let report = report(&output);
    let [violation, open] = report["diagnostics"].as_array().unwrap().as_slice() else { panic!("{report}") };
    // Into the configuration, at the argument that decides, and into the policy.
    assert_eq!((&violation["primary"]["path"], &violation["primary"]["line"]), (&json!("main.tf"), &json!(4)));
    let asked = violation["facts"].as_array().unwrap().iter().find(|fact| fact["key"] == "policy").unwrap();
    assert_eq!(asked["text"], "asset_policy \"provider\" \"x\"");
    assert_eq!((&asked["place"]["path"], &asked["place"]["line"]), (&json!("own.policy.hcl"), &json!(5)));
    assert_eq!(open["primary"]["line"], 2);
    assert!(open["remedy"][0].as_str().unwrap().contains("--var region"), "{open}");
}

#[test]
fn a_provider_configuration_has_arguments_beside_what_is_concluded() {
    let policy = demand(
        "provider",
        "!(meta.type == \"aws\" && core::try(attrs.region, \"\") == \"us-east-1\") || asset.offer.operator_country == \"FR\"",
        "${meta.alias == null ? \"default\" : meta.alias}",
    );
    assert_eq!(
        found(&policy, &[("main.tf", PROVIDERS)]),
        ["X violation provider.aws default", "X undetermined provider.aws.open"]
    );
}

#[test]
fn a_provider_configured_from_a_cluster_is_where_the_cluster_is() {
    let source = r#"
provider "aws" {
  region = "us-east-1"
}
provider "kubernetes" {
  host = aws_eks_cluster.main.endpoint
}
provider "helm" {
  kubernetes {
    host = module.cluster.endpoint
  }
}
provider "kubernetes" {
  alias = "read"
  host  = data.aws_eks_cluster.other.endpoint
}
resource "aws_eks_cluster" "main" {
  name = "main"
}
module "cluster" {
  source = "./cluster"
}
data "aws_eks_cluster" "other" {
  name = "other"
}
resource "kubernetes_deployment" "app" {}
"#;
    let cluster = r#"
resource "aws_eks_cluster" "this" {
  name = "this"
}
output "endpoint" {
  value = aws_eks_cluster.this.endpoint
}
"#;
    let said = "${asset.offer.id} in ${asset.placement.region}";
    let files = [("main.tf", source), ("cluster/main.tf", cluster)];
    // Whether or not a resource uses it; what a data source answers stays unknown.
    assert_eq!(
        found(&demand("provider", "asset.placement.france", said), &files),
        [
            "X violation provider.aws provider.helm provider.kubernetes aws in us-east-1",
            "X undetermined provider.kubernetes.read",
        ]
    );
    // As what it makes.
    let filter = "  filter = asset.type == \"kubernetes_deployment\"\n";
    let made =
        demand("resource", "asset.placement.france", said).replacen("  enforce", &format!("{filter}  enforce"), 1);
    assert_eq!(found(&made, &files), ["X violation kubernetes_deployment.app aws in us-east-1"]);
}

#[test]
fn a_comment_on_a_provider_configuration_sets_its_finding_aside() {
    let source = "provider \"aws\" {\n  region = \"us-east-1\" # cocarde:ignore[X] reason=\"no data there\"\n}\n";
    let output = judged(&demand("provider", "asset.placement.france", "no"), &[("main.tf", source)], &[]);
    assert_eq!(report(&output)["diagnostics"][0]["exception"]["kind"], "suppression");
}

#[test]
fn a_provider_configuration_of_a_plan_is_judged_by_what_the_plan_tells() {
    let policy = demand("provider", "asset.placement.france", "in ${asset.placement.region}");
    let plan = plan();
    let of = |more: &[(&str, &str)]| {
        let files: Vec<(&str, &str)> = more.iter().copied().chain([("plan.json", plan.as_str())]).collect();
        findings(&judged(&policy, &files, &["--plan", "plan.json"]))
    };
    assert_eq!(of(&[]), ["X violation provider.aws in us-east-1"]);
    // With sources beside it, what they say, of configurations that nothing in the plan uses too.
    let sources = "provider \"aws\" {\n  region = \"us-east-1\"\n}\nprovider \"aws\" {\n  alias  = \"b\"\n  region = \"eu-west-1\"\n}\nresource \"aws_db_instance\" \"created\" {}\n";
    assert_eq!(
        of(&[("main.tf", sources)]),
        ["X violation provider.aws in us-east-1", "X violation provider.aws.b in eu-west-1"]
    );
}

#[test]
fn a_provider_configuration_stands_where_it_is_written() {
    let module =
        "provider \"aws\" {\n  region = var.region\n}\nvariable \"region\" {}\nresource \"aws_s3_bucket\" \"x\" {}\n";
    let root = "resource \"aws_s3_bucket\" \"x\" {}\nmodule \"m\" {\n  source = \"./m\"\n  region = \"us-east-1\"\n}\n";
    let policy = demand("provider", "asset.placement.france", "${asset.address} in ${asset.placement.region}");
    // That of the root module is not written: its region is not known. That of the module is.
    assert_eq!(
        found(&policy, &[("main.tf", root), ("m/main.tf", module)]),
        ["X violation module.m.provider.aws module.m.provider.aws in us-east-1", "X undetermined provider.aws",]
    );
}

const DATABASES: &str = r#"
resource "scaleway_rdb_instance" "here" {
  region = "fr-par"
  tags   = ["classification=sante"]
}
resource "scaleway_rdb_instance" "there" {
  region = "nl-ams"
}
resource "random_id" "x" {
  byte_length = 4
}
"#;

const CALLS: &str = r#"
module "both" {
  source = "./databases"
}
module "each" {
  source   = "./databases"
  for_each = toset(["a"])
}
module "outer" {
  source = "./outer"
}
module "nothing" {
  source = "./nothing"
}
module "absent" {
  source  = "acme/network/aws"
  version = "1.2.0"
}
"#;

fn calls() -> [(&'static str, &'static str); 4] {
    [
        ("main.tf", CALLS),
        ("databases/main.tf", DATABASES),
        ("nothing/main.tf", "resource \"random_id\" \"x\" {\n  byte_length = 4\n}\n"),
        ("outer/main.tf", "module \"inner\" {\n  source = \"acme/other/aws\"\n}\n"),
    ]
}

#[test]
fn a_module_call_is_judged_by_each_resource_that_it_holds() {
    let policy = demand("module", "asset.placement.france", "${asset.address} has one in ${asset.placement.region}");
    assert_eq!(
        found(&policy, &calls()),
        [
            "X violation module.both module.each[\"a\"] module.both has one in nl-ams module.each[\"a\"] has one in nl-ams",
            // What a call holds that is not installed is not known, nor is what holds that call.
            "X undetermined module.absent",
            "X undetermined module.outer module.outer.module.inner",
        ]
    );
    let output = judged(&policy, &calls(), &[]);
    // That which holds nothing has nothing demanded of it.
    assert_eq!(verdicts(&output), [2, 3, 0, 1]);
    let violation = &report(&output)["diagnostics"][0];
    let held = violation["facts"].as_array().unwrap().iter().find(|fact| fact["key"] == "held").unwrap();
    assert_eq!(held["text"], "module.both.scaleway_rdb_instance.there, module.each[\"a\"].scaleway_rdb_instance.there");
    assert_eq!(
        (&violation["primary"]["path"], &violation["primary"]["line"]),
        (&json!("databases/main.tf"), &json!(7))
    );
    // A filter on what is held leaves the call to those that it is about.
    let filtered = policy.replace("  enforce", "  filter = asset.type == \"scaleway_object_bucket\"\n  enforce");
    assert_eq!(verdicts(&judged(&filtered, &calls(), &[])), [0, 3, 0, 3]);
}

#[test]
fn a_module_call_that_holds_nothing_is_judged_by_what_it_is() {
    let body = "  enforce {\n    condition     = asset.placement.france\n    error_message = \"place\"\n  }\n  enforce {\n    condition     = meta.source != \"./nothing\" && asset.kind == \"module\"\n    error_message = \"source\"\n  }";
    let all = found(&policy("module", body), &calls());
    assert!(all.contains(&"X violation module.nothing source".to_owned()), "{all:?}");
    // What does not depend on what is held is known of what is not installed.
    let pinned = demand(
        "module",
        "core::startswith(meta.source, \"./\") || core::try(meta.version, null) != null",
        "no version",
    );
    assert_eq!(found(&pinned, &calls()), ["X violation module.outer.module.inner no version"]);
}

/// What only lacks a classification is counted, and hides nothing that is told.
#[test]
fn what_is_not_classified_in_a_module_hides_nothing_of_it() {
    let module = "resource \"scaleway_rdb_instance\" \"a_unclassified\" {\n  region = \"fr-par\"\n}\nresource \"scaleway_rdb_instance\" \"b\" {\n  region = var.region\n  tags   = [\"classification=sante\"]\n}\nvariable \"region\" {}\n";
    let root = "variable \"region\" {}\nmodule \"m\" {\n  source = \"./m\"\n  region = var.region\n}\n";
    let policy = demand("module", "asset.placement.france", "no")
        .replace("  enforce", "  filter = asset.classification.health\n  enforce");
    assert_eq!(found(&policy, &[("main.tf", root), ("m/main.tf", module)]), ["X undetermined module.m"]);
}

#[test]
fn a_call_with_arguments_is_judged_by_these_and_what_it_holds() {
    let root = "variable \"open\" {}\nmodule \"a\" {\n  source = \"./databases\"\n  open   = true\n}\nmodule \"b\" {\n  source = \"./databases\"\n  open   = var.open\n}\nmodule \"c\" {\n  source = \"./databases\"\n  open   = false\n}\n";
    let module = format!("variable \"open\" {{}}\n{DATABASES}");
    let policy = demand("module", "!asset.classification.health || !attrs.open", "open")
        .replace("  enforce", "  filter = asset.classification.stated\n  enforce");
    let files = [("main.tf", root), ("databases/main.tf", module.as_str())];
    assert_eq!(found(&policy, &files), ["X violation module.a open", "X undetermined module.b"]);
}

#[test]
fn a_module_call_of_a_plan_holds_what_the_plan_has() {
    let resource = json!({
        "address": "module.db[0].scaleway_rdb_instance.x", "mode": "managed", "type": "scaleway_rdb_instance", "name": "x",
        "provider_name": "registry.terraform.io/scaleway/scaleway", "values": { "region": "nl-ams" },
    });
    let plan = json!({
        "format_version": "1.2",
        "planned_values": { "root_module": { "child_modules": [{ "address": "module.db[0]", "resources": [resource] }] } },
        "resource_changes": [],
        "configuration": { "root_module": { "module_calls": { "db": { "source": "acme/db/scaleway", "module": {} } } } },
    })
    .to_string();
    let policy = demand("module", "asset.placement.france", "in ${asset.placement.region}");
    let output = judged(&policy, &[("plan.json", &plan)], &["--plan", "plan.json"]);
    assert_eq!(findings(&output), ["X violation module.db in nl-ams"]);
    // The same with sources beside it that do not have the module.
    let source = "module \"db\" {\n  source = \"acme/db/scaleway\"\n  count  = 1\n}\n";
    let files = [("plan.json", plan.as_str()), ("main.tf", source)];
    let beside = judged(&policy, &files, &["--plan", "plan.json"]);
    assert_eq!(findings(&beside), ["X violation module.db in nl-ams"]);
}

#[test]
fn software_as_a_service_is_what_the_catalogue_says_whatever_it_is_called() {
    let source = r#"
terraform {
  required_providers {
    datadog = { source = "datadog/datadog" }
    mine    = { source = "okta/okta" }
    acme    = { source = "acme/acme" }
    vault   = { source = "hashicorp/vault" }
  }
}
resource "datadog_monitor" "a" {}
resource "mine_user" "b" {
  provider = mine
}
resource "acme_thing" "c" {}
resource "vault_mount" "d" {
  path = "x"
}
resource "aws_s3_bucket" "e" {}
"#;
    let policy = demand("saas", "asset.offer.operator_country == \"FR\"", "by ${asset.offer.operator}");
    let all = found(&policy, &[("main.tf", source)]);
    assert!(all.contains(&"X violation datadog_monitor.a by Datadog Inc.".to_owned()), "{all:?}");
    assert!(all.iter().any(|own| own.starts_with("X violation mine_user.b")), "{all:?}");
    // What nobody knows the nature of may be one: never a silent pass.
    assert!(all.contains(&"X undetermined acme_thing.c vault_mount.d".to_owned()), "{all:?}");
    assert!(!all.iter().any(|own| own.contains("aws_s3_bucket")), "{all:?}");
    let output = judged(&policy, &[("main.tf", source)], &[]);
    assert_eq!(verdicts(&output), [2, 2, 0, 0]);
    // What is met is met, whatever it is.
    assert_eq!(
        verdicts(&judged(&demand("saas", "asset.taggable || true", "no"), &[("main.tf", source)], &[])),
        [0, 0, 4, 0]
    );
    // The nature can be asked of any resource.
    let nature = demand("resource", "asset.nature == \"cloud\"", "${asset.nature}");
    assert_eq!(verdicts(&judged(&nature, &[("main.tf", source)], &[])), [2, 2, 1, 0]);
}

#[test]
fn a_state_may_be_kept_by_software_as_a_service() {
    let state = |backend: &str| format!("terraform {{\n  {backend}\n}}\n");
    let policy = demand("saas", "asset.kind != \"state\"", "kept by ${asset.offer.name}");
    let of = |backend: &str| found(&policy, &[("main.tf", &state(backend))]).len();
    assert_eq!(of("cloud {\n    organization = \"x\"\n  }"), 1);
    assert_eq!(of("backend \"s3\" {\n    bucket = \"b\"\n    key = \"k\"\n    region = \"eu-west-3\"\n  }"), 0);
    assert_eq!(of("backend \"local\" {}"), 0);
}

const BUCKETS: &str = r#"
variable "acl" {}
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
resource "aws_s3_bucket" "open" {
  acl  = "public-read"
  tags = { classification = "sante" }
}
resource "aws_s3_bucket" "closed" {
  acl  = "private"
  tags = { classification = "sante" }
}
resource "aws_s3_bucket" "unsaid" {
  tags = { classification = "sante" }
}
resource "aws_s3_bucket" "asked" {
  acl  = var.acl
  tags = { classification = "sante" }
}
resource "aws_s3_bucket" "secret" {
  acl  = var.secret
  tags = { classification = "sante" }
}
resource "aws_s3_bucket" "public" {
  acl  = "public-read"
  tags = { classification = "public" }
}
"#;

#[test]
fn arguments_are_read_beside_what_is_concluded() {
    let policy = demand("resource", "attrs.acl == \"private\"", "${asset.classification.level}, and ${attrs.acl}")
        .replace("  enforce", "  filter = asset.classification.health\n  enforce");
    let output = judged(&policy, &[("main.tf", BUCKETS)], &[]);
    assert_eq!(
        findings(&output),
        [
            "X violation aws_s3_bucket.open sante, and public-read",
            // A message that would show a secret is not told.
            "X violation aws_s3_bucket.secret",
            "X undetermined aws_s3_bucket.asked",
            "X undetermined aws_s3_bucket.unsaid",
        ]
    );
    assert!(!String::from_utf8_lossy(&output.stdout).contains("hunter2"));
    let report = report(&output);
    let at = |index: usize| &report["diagnostics"][index]["primary"]["line"];
    assert_eq!([at(0), at(2), at(3)], [8, 2, 15]);
    let asked = &report["diagnostics"][2];
    assert_eq!(asked["primary"]["text"], "var.acl has no value here");
    assert!(asked["remedy"][0].as_str().unwrap().contains("--var acl"), "{asked}");
    assert!(report["diagnostics"][3]["remedy"][0].as_str().unwrap().contains("core::try(attrs.acl"));
}

#[test]
fn absence_and_presence_of_arguments_are_asked_as_on_code() {
    let policy = |condition: &str| {
        demand("resource", condition, "no")
            .replace("  enforce", "  filter = asset.address == \"aws_s3_bucket.unsaid\"\n  enforce")
    };
    let verdict = |condition: &str| verdicts(&judged(&policy(condition), &[("main.tf", BUCKETS)], &[]));
    assert_eq!(verdict("core::has(attrs, \"acl\")"), [1, 0, 0, 5]);
    assert_eq!(verdict("core::try(attrs.acl, \"private\") == \"private\""), [0, 0, 1, 5]);
    assert_eq!(verdict("attrs.acl == \"private\" || asset.classification.health"), [0, 0, 1, 5]);
    assert_eq!(verdict("meta.type == \"aws_s3_bucket\" && meta.module_path == \".\""), [0, 0, 1, 5]);
    // Code does not tell whether it is there already.
    assert_eq!(verdict("meta.operation == \"create\""), [0, 1, 0, 5]);
}

#[test]
fn what_is_so_in_one_run_only_is_told() {
    let source = "variable \"acl\" {}\nresource \"aws_s3_bucket\" \"x\" {\n  acl = var.acl\n}\n";
    let files =
        [("main.tf", source), ("prod.tfvars", "acl = \"public-read\"\n"), ("dev.tfvars", "acl = \"private\"\n")];
    let policy = demand("resource", "attrs.acl == \"private\"", "${attrs.acl}");
    assert_eq!(found(&policy, &files), ["X violation aws_s3_bucket.x public-read"]);
}

#[test]
fn a_baseline_knows_the_argument_that_decides() {
    let source = |acl: &str| format!("resource \"aws_s3_bucket\" \"x\" {{\n  acl = \"{acl}\"\n}}\n");
    let policy = demand("resource", "attrs.acl == \"private\"", "no");
    let directory = directory(&[("own.policy.hcl", &policy), ("main.tf", &source("public-read"))]);
    check(directory.path(), &["--write-baseline", "known.json"]);
    let kind = || {
        let output = check(directory.path(), &["--baseline", "known.json", "--format", "json"]);
        report(&output)["diagnostics"][0]["exception"]["kind"].clone()
    };
    assert_eq!(kind(), "baseline");
    std::fs::write(directory.path().join("main.tf"), source("public-read-write")).unwrap();
    assert_eq!(kind(), Json::Null);
}

#[test]
fn the_star_is_all_kinds() {
    let source = "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key    = \"k\"\n    region = \"eu-west-3\"\n  }\n}\nprovider \"aws\" {\n  region = \"eu-west-3\"\n}\nresource \"aws_s3_bucket\" \"x\" {}\nmodule \"m\" {\n  source = \"./databases\"\n}\n";
    let files = [("main.tf", source), ("databases/main.tf", DATABASES)];
    let kinds = found(&demand("*", "asset.kind == \"none\"", "${asset.kind}"), &files);
    for kind in ["backend \"s3\" state", "aws_s3_bucket.x", "provider.aws provider", "module.m module"] {
        assert!(kinds.iter().any(|own| own.contains(kind)), "{kind}: {kinds:?}");
    }
    // A provider configuration holds nothing; of a state, policies see no arguments.
    let held = demand("*", "attrs.never == 1", "no").replace("  enforce", "  filter = asset.holds_data\n  enforce");
    let open = found(&held, &files);
    assert!(open.iter().any(|own| own.contains("backend \"s3\"")), "{open:?}");
    assert!(!open.iter().any(|own| own.contains("provider.aws")), "{open:?}");
    let several = found(&demand("resource|state", "asset.kind == \"none\"", "${asset.kind}"), &files);
    assert!(!several.iter().any(|own| own.contains("provider.aws") || own.ends_with("module.m module")), "{several:?}");
}

#[test]
fn what_has_no_reason_in_the_asset_has_one_all_the_same() {
    let policy = demand("resource", "core::gethttprequest(\"https://example.org\", {}).ok", "no");
    let output = judged(&policy, &[("main.tf", "resource \"aws_s3_bucket\" \"x\" {}\n")], &[]);
    let diagnostic = &report(&output)["diagnostics"][0];
    assert_eq!(diagnostic["kind"], "undetermined");
    assert!(diagnostic["primary"]["text"].as_str().unwrap().contains("gethttprequest"), "{diagnostic}");
}
