//! Policies on code, through the program: on sources, on plans, and when they are wrong.

mod exceptions;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value as Json, json};

const POLICIES: &str = r#"
resource_policy "aws_db_instance" "encrypted" {
  enforce {
    condition = attrs.storage_encrypted
  }
}
resource_policy "aws_db_instance" "new_ones_are_tagged" {
  operations = ["create"]
  enforce {
    condition = attrs.tags != null
  }
}
resource_policy "aws_db_instance" "engine_stays" {
  operations = ["update"]
  enforce {
    condition     = attrs.engine == prior_attrs.engine
    error_message = "${prior_attrs.engine} becomes ${attrs.engine}"
  }
}
resource_policy "aws_db_instance" "removable" {
  operations = ["delete"]
  enforce {
    condition = core::contains(core::keys(core::try(prior_attrs.tags, {})), "Removable")
  }
}
resource_policy "aws_db_instance" "secret" {
  filter = meta.operation == "create"
  enforce {
    condition     = core::length(attrs.password) > 12
    error_message = "too short: ${attrs.password}"
  }
}
provider_policy "aws" "region" {
  enforce {
    condition = attrs.region == "eu-west-3"
  }
}
module_policy "*" "pinned" {
  enforce {
    condition = meta.version != null
  }
}
"#;

pub(crate) fn check(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cocarde"))
        .current_dir(directory)
        .args(["check", "--no-config", "--no-packs", "--policies", "own.policy.hcl"])
        .args(["--today", "2026-11-24", "--lang", "en", "--color", "never", "--allow-missing-modules"])
        .args(arguments)
        .env_clear()
        .output()
        .unwrap()
}

/// The findings, a line each: code, kind, the texts found, addresses.
pub(crate) fn findings(output: &Output) -> Vec<String> {
    let report: Json = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let line = |own: &Json| {
        let texts = |list: &str, key: &str| -> Vec<String> {
            let all = own[list].as_array().unwrap().iter();
            let told = all.filter(|one| list != "facts" || one["key"] == "found");
            told.map(|one| one[key].as_str().unwrap().to_owned()).collect()
        };
        let (addresses, found) = (texts("resources", "address"), texts("facts", "text"));
        let kind = own["kind"].as_str().unwrap();
        format!("{} {kind} {} {}", own["code"].as_str().unwrap(), addresses.join(" "), found.join(" "))
    };
    report["diagnostics"].as_array().unwrap().iter().map(|own| line(own).trim_end().to_owned()).collect()
}

pub(crate) fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    directory
}

fn change(name: &str, actions: &[&str], before: &Json, after: &Json, unknown: &Json) -> Json {
    json!({
        "address": format!("aws_db_instance.{name}"), "mode": "managed", "type": "aws_db_instance", "name": name,
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": actions, "before": before, "after": after, "after_unknown": unknown,
            "before_sensitive": {}, "after_sensitive": { "password": true },
        },
    })
}

pub(crate) fn plan() -> String {
    let old = json!({ "engine": "mysql", "storage_encrypted": true, "tags": {}, "password": "hunter2" });
    let new = json!({ "engine": "postgres", "storage_encrypted": false, "tags": null, "password": "hunter2" });
    let changes = [
        change("created", &["create"], &Json::Null, &new, &json!({ "id": true })),
        change(
            "computed",
            &["create"],
            &Json::Null,
            &json!({ "engine": "mysql" }),
            &json!({ "storage_encrypted": true, "tags": true, "password": true }),
        ),
        change("changed", &["update"], &old, &new, &json!({})),
        change("kept", &["no-op"], &new, &new, &json!({})),
        change("replaced", &["delete", "create"], &old, &new, &json!({})),
        change("gone", &["delete"], &old, &Json::Null, &json!({})),
    ];
    let resources = changes.iter().filter(|own| own["change"]["after"] != Json::Null).map(|own| {
        json!({
            "address": own["address"], "mode": "managed", "type": "aws_db_instance", "name": own["name"],
            "provider_name": own["provider_name"], "values": own["change"]["after"],
        })
    });
    json!({
        "format_version": "1.2",
        "planned_values": { "root_module": { "resources": resources.collect::<Vec<_>>() } },
        "resource_changes": changes,
        "configuration": {
            "provider_config": {
                "aws": { "name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "expressions": { "region": { "constant_value": "us-east-1" } } },
            },
            "root_module": {
                "module_calls": {
                    "net": { "source": "./net", "module": { "module_calls": { "sub": { "source": "a/b/c", "version_constraint": "1.0.0" } } } },
                },
            },
        },
    })
    .to_string()
}

#[test]
fn a_plan_tells_what_is_done_and_what_was_before() {
    let directory = directory(&[("own.policy.hcl", POLICIES), ("plan.json", &plan())]);
    let output = check(directory.path(), &["--plan", "plan.json", "--format", "json"]);
    insta::assert_snapshot!(findings(&output).join("\n"));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(!told.contains("hunter2"), "a secret of the plan is told");
}

#[test]
fn a_plan_beside_its_sources_points_into_them() {
    let source = "provider \"aws\" {\n  region = \"us-east-1\"\n}\nresource \"aws_db_instance\" \"created\" {\n  storage_encrypted = false\n}\n";
    let directory = directory(&[("own.policy.hcl", POLICIES), ("plan.json", &plan()), ("main.tf", source)]);
    let output = check(
        directory.path(),
        &["--plan", "plan.json", "--format", "json", "--only", "RESOURCE-AWS-DB-INSTANCE-ENCRYPTED"],
    );
    let report: Json = serde_json::from_slice(&output.stdout).unwrap();
    let created = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|own| own["resources"][0]["address"] == "aws_db_instance.created");
    let place = &created.unwrap()["primary"];
    assert_eq!((&place["path"], &place["line"]), (&json!("main.tf"), &json!(5)));
}

#[test]
fn code_tells_neither_what_was_before_nor_what_is_done() {
    let source = r#"
resource "aws_db_instance" "plain" {
  engine            = "mysql"
  storage_encrypted = false
  tags              = null
  password          = "hunter2hunter2"
}
resource "aws_db_instance" "unset" {
}
module "net" {
  source = "./net"
}
"#;
    let directory = directory(&[
        ("own.policy.hcl", POLICIES),
        ("main.tf", source),
        ("net/main.tf", "output \"x\" {\n  value = 1\n}\n"),
    ]);
    let output = check(directory.path(), &["--format", "json"]);
    insta::assert_snapshot!(findings(&output).join("\n"));
}

#[test]
fn references_to_other_resources_find_those_alone() {
    let policies = r#"
resource_policy "aws_s3_bucket" "versioned" {
  locals {
    own = core::getresources("aws_s3_bucket_versioning", { bucket = attrs.id })
  }
  enforce {
    condition     = core::length(local.own) == 1
    error_message = "${core::length(local.own)}"
  }
}
"#;
    let source = r#"
variable "which" {}
resource "aws_s3_bucket" "a" {
  bucket = "a"
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_s3_bucket" "c" {
  count  = 2
  bucket = "c-${count.index}"
}
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
}
resource "aws_s3_bucket_versioning" "c" {
  count  = 2
  bucket = aws_s3_bucket.c[count.index].id
}
"#;
    let directory = directory(&[("own.policy.hcl", policies), ("main.tf", source)]);
    let output = check(directory.path(), &["--format", "json"]);
    assert_eq!(findings(&output), ["RESOURCE-AWS-S3-BUCKET-VERSIONED violation aws_s3_bucket.b 0"]);
    // What is made of the id is not the id, and what is not known may be any: they are found by all, as Terraform policy
    // has it.
    for more in ["\"${aws_s3_bucket.a.id}-logs\"", "var.which"] {
        let text = format!("{source}resource \"aws_s3_bucket_versioning\" \"b\" {{\n  bucket = {more}\n}}\n");
        std::fs::write(directory.path().join("main.tf"), text).unwrap();
        let output = check(directory.path(), &["--format", "json"]);
        let found = findings(&output);
        assert_eq!(found.len(), 2, "{more}: {found:?}");
        assert!(found.iter().all(|line| line.ends_with(" 2")), "{more}: {found:?}");
    }
}

#[test]
fn policies_are_added_to_the_packs_unless_they_are_to_stand_alone() {
    let policies =
        "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = attrs.bucket != \"b\"\n  }\n}\n";
    let directory = directory(&[
        ("own.policy.hcl", policies),
        ("main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n"),
    ]);
    let rules = |arguments: &[&str]| -> Vec<String> {
        let output = Command::new(env!("CARGO_BIN_EXE_cocarde"))
            .current_dir(directory.path())
            .args(["check", "--format", "json", "--policies", "."])
            .args(arguments)
            .env_clear()
            .output()
            .unwrap();
        let report: Json = serde_json::from_slice(&output.stdout).unwrap();
        report["rules"].as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap().to_owned()).collect()
    };
    let all = rules(&[]);
    assert!(all.len() > 5 && all.last().is_some_and(|last| last == "RESOURCE-AWS-S3-BUCKET-X"), "{all:?}");
    assert_eq!(rules(&["--no-packs"]), ["RESOURCE-AWS-S3-BUCKET-X"]);
    assert_eq!(rules(&["--only", "resource-aws-s3-bucket-x"]), ["RESOURCE-AWS-S3-BUCKET-X"]);
    assert!(!rules(&["--skip", "RESOURCE-AWS-S3-BUCKET-X"]).contains(&"RESOURCE-AWS-S3-BUCKET-X".to_owned()));
}

#[test]
fn a_pack_is_called_after_its_directory_however_that_is_written() {
    let policies =
        "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = attrs.bucket != \"b\"\n  }\n}\n";
    let directory = directory(&[
        ("socle/own.policy.hcl", policies),
        ("socle/main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n"),
        ("socle/prod/main.tf", ""),
    ]);
    for (inside, given) in [("socle", "."), ("socle", "./own.policy.hcl"), ("socle/prod", "../."), ("", "socle")] {
        let run = |arguments: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_cocarde"))
                .current_dir(directory.path().join(inside))
                .args(arguments)
                .args(["--policies", given, "--lang", "en"])
                .env_clear()
                .output()
                .unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let page = run(&["explain", "RESOURCE-AWS-S3-BUCKET-X"]);
        assert!(page.contains("pack: socle"), "{given}: {page}");
        let checked = run(&["check", "--no-packs", "--no-config", "--color", "never"]);
        assert!(!checked.contains("./own.policy.hcl"), "{given}: {checked}");
    }
}

#[test]
fn what_is_given_wrongly_is_refused() {
    let wrong = "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = attrs.bucket != \n  }\n}\n";
    let directory =
        directory(&[("own.policy.hcl", wrong), ("main.tf", ""), ("empty/readme.txt", ""), ("broken.tfvars", "x = \n")]);
    let told = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_cocarde"))
            .current_dir(directory.path())
            .args(["check", "--lang", "en", "--color", "never", "--no-config"])
            .args(arguments)
            .env_clear()
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let text = String::from_utf8([&*output.stdout, &*output.stderr].concat()).unwrap();
        text.split("   Analysed").next().unwrap().trim_end().to_owned()
    };
    let cases: [&[&str]; 7] = [
        &["--policies", "own.policy.hcl"],
        &["--policies", "empty"],
        &["--policies", "missing"],
        &["--no-packs"],
        &["--input", "colour=blue"],
        &["--input-file", "missing.tfvars"],
        &["--input-file", "broken.tfvars"],
    ];
    let all: Vec<String> =
        cases.iter().map(|arguments| format!("## {}\n{}", arguments.join(" "), told(arguments))).collect();
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn the_environment_gives_inputs_of_given_policies_only() {
    let policies = "input \"name\" {\n  default = \"a\"\n}\nresource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = attrs.bucket == input.name\n  }\n}\n";
    let directory = directory(&[
        ("own.policy.hcl", policies),
        ("main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n"),
    ]);
    let run = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
        command.current_dir(directory.path()).args(["check", "--no-config", "--no-packs", "--policies", "."]);
        command.args(arguments).env_clear().envs(variables.iter().copied());
        command.output().unwrap().status.code()
    };
    assert_eq!(run(&[], &[]), Some(1));
    assert_eq!(run(&[("TFPOLICY_INPUT_name", "b")], &[]), Some(0));
    assert_eq!(run(&[("TFPOLICY_INPUT_name", "b")], &["--input", "name=c"]), Some(1));
    // That of another set of policies is no mistake.
    assert_eq!(run(&[("TFPOLICY_INPUT_other", "b")], &["--input", "name=b"]), Some(0));
}

const OTHER: &str = "module_policy \"*\" \"any\" {\n  enforce {\n    condition = true\n  }\n}\n";

#[test]
fn a_directory_that_has_the_name_of_a_pack_that_is_off_is_judged_by() {
    let policies =
        "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = attrs.bucket == \"x\"\n  }\n}\n";
    let directory = directory(&[
        ("pssie/own.policy.hcl", policies),
        ("own.policy.hcl", OTHER),
        ("main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n"),
    ]);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
        command.current_dir(directory.path()).args(["check", "--no-config", "--policies", "pssie"]);
        command.args(arguments).env_clear().output().unwrap().status.code()
    };
    assert_eq!(run(&[]), Some(1));
    assert_eq!(run(&["--skip", "own-pssie"]), Some(0));
    // A policy by the texts of such a pack does not judge, and that is told.
    let by_text = policies.replace("  enforce", "  basis = [\"pssie\"]\n  enforce");
    std::fs::write(directory.path().join("pssie/own.policy.hcl"), by_text).unwrap();
    let output = check(directory.path(), &["--policies", "pssie", "--format", "json"]);
    let report: Json = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!(report["left_out"], json!([{ "code": "RESOURCE-AWS-S3-BUCKET-X", "by": "[packs]" }]));
}

/// Where the repository wants its data is a matter between it and the rules of the doctrine.
#[test]
fn the_settings_of_the_repository_give_inputs_of_given_policies_no_value() {
    let policies = "input \"location_everywhere\" {\n  default = \"\"\n}\nresource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = input.location_everywhere == \"France\"\n  }\n}\n";
    let directory = directory(&[
        ("own.policy.hcl", policies),
        (
            "main.tf",
            "provider \"aws\" {\n  region = \"us-east-1\"\n}\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n",
        ),
        ("cocarde.toml", "[location]\neverywhere = \"France\"\n"),
    ]);
    std::fs::create_dir(directory.path().join(".git")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
        command.current_dir(directory.path()).args([
            "check",
            "--policies",
            ".",
            "--format",
            "json",
            "--today",
            "2026-11-24",
        ]);
        let output = command.args(arguments).env_clear().output().unwrap();
        findings(&output)
            .into_iter()
            .filter(|line| line.starts_with("ORG-LOCATION") || line.starts_with("RESOURCE"))
            .collect::<Vec<_>>()
    };
    let told = run(&[]);
    assert!(told.iter().any(|line| line.starts_with("ORG-LOCATION violation aws_s3_bucket.b")), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("RESOURCE-AWS-S3-BUCKET-X violation")), "{told:?}");
    // What the command line gives reaches both.
    let told = run(&["--input", "location_everywhere=France"]);
    assert!(!told.iter().any(|line| line.starts_with("RESOURCE")), "{told:?}");
}

#[test]
fn only_what_the_file_declares_is_told_of_a_file() {
    let policies =
        "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = attrs.bucket == \"x\"\n  }\n}\n";
    let bucket = |name: &str| format!("resource \"aws_s3_bucket\" \"{name}\" {{\n  bucket = \"{name}\"\n}}\n");
    let directory = directory(&[("own.policy.hcl", policies), ("one.tf", &bucket("one")), ("two.tf", &bucket("two"))]);
    let output = check(directory.path(), &["--format", "json", "two.tf"]);
    assert_eq!(findings(&output), ["RESOURCE-AWS-S3-BUCKET-X violation aws_s3_bucket.two"]);
}

#[test]
fn each_variable_file_is_a_run_of_its_own() {
    let policies = "resource_policy \"aws_instance\" \"small\" {\n  locals {\n    volumes = core::getresources(\"aws_ebs_volume\", {})\n  }\n  enforce {\n    condition = attrs.instance_type == \"t3.micro\" && core::length(local.volumes) == 1\n  }\n}\n";
    let source = "variable \"size\" {}\nresource \"aws_instance\" \"x\" {\n  instance_type = var.size\n}\nresource \"aws_ebs_volume\" \"x\" {\n  size = 1\n}\n";
    let directory = directory(&[
        ("own.policy.hcl", policies),
        ("main.tf", source),
        ("dev.tfvars", "size = \"t3.micro\"\n"),
        ("prod.tfvars", "size = \"m5.large\"\n"),
    ]);
    let output = check(directory.path(), &["--format", "json"]);
    let report: Json = serde_json::from_slice(&output.stdout).unwrap();
    let [finding] = report["diagnostics"].as_array().unwrap().as_slice() else { panic!("{report:#}") };
    assert_eq!(finding["kind"], "violation");
    assert_eq!(finding["resources"][0]["variable_files"], json!(["prod.tfvars"]));
    std::fs::write(directory.path().join("dev.tfvars"), "size = \"m5.xlarge\"\n").unwrap();
    let output = check(directory.path(), &["--format", "json"]);
    let report: Json = serde_json::from_slice(&output.stdout).unwrap();
    let [finding] = report["diagnostics"].as_array().unwrap().as_slice() else { panic!("{report:#}") };
    assert_eq!(finding["resources"].as_array().unwrap().len(), 1);
    assert_eq!(finding["resources"][0]["variable_files"], json!([]));
}

#[test]
fn settings_of_rules_that_are_left_out_are_no_mistake() {
    let policies =
        "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = attrs.bucket == \"x\"\n  }\n}\n";
    let settings = "[rules.CAC-TAGS]\nseverity = \"off\"\n[rules.RESOURCE-AWS-S3-BUCKET-X]\nseverity = \"note\"\n";
    let bucket = "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n";
    let directory = directory(&[("own.policy.hcl", policies), ("main.tf", bucket), ("cocarde.toml", settings)]);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
        command.current_dir(directory.path()).arg("check").args(arguments).env_clear().output().unwrap().status.code()
    };
    assert_eq!(run(&["--policies", ".", "--no-packs"]), Some(0));
    // Without its policies, a rule that the settings speak of is one that nobody knows.
    assert_eq!(run(&[]), Some(2));
}

#[test]
fn a_message_holds_no_value_that_is_marked_sensitive() {
    let policies = "resource_policy \"aws_db_instance\" \"x\" {\n  title = \"weak\"\n  enforce {\n    condition     = core::length(attrs.password) > 12\n    error_message = \"weak: ${attrs.password}\"\n  }\n}\n";
    let source = "variable \"password\" {\n  sensitive = true\n  default   = \"hunter2\"\n}\nresource \"aws_db_instance\" \"x\" {\n  password = var.password\n}\n";
    let directory = directory(&[("own.policy.hcl", policies), ("main.tf", source)]);
    for format in ["terminal", "json", "sarif", "gitlab"] {
        let output = check(directory.path(), &["--format", format]);
        let told = String::from_utf8([&*output.stdout, &*output.stderr].concat()).unwrap();
        assert!(told.contains("weak") && !told.contains("hunter2"), "{told}");
    }
}
