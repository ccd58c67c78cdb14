//! Small broken inputs, read by the layers that reject them.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::{declarations, evaluation, no_such_rule, policies, settings, syntax, units, unmatched};
use super::{both, sources_of, told};
use crate::catalogue::Catalogue;
use crate::evaluation::terragrunt::{UnitProblem, UnitProblemKind};
use crate::evaluation::{Cause, CauseKind, Evaluator, Inputs};
use crate::policy::{Doctrine, DoctrineError, PolicyFile, PolicyInputs};
use crate::report::Messages;
use crate::settings::{Declared, SettingsError, SettingsErrorKind, read, read_overlay};
use crate::source::{ReadError, Sources, Span};
use crate::syntax::{SyntaxError, SyntaxErrorKind, parse, parse_expression, parse_json};
use crate::terraform::Configuration;
use crate::terraform::scratch::Scratch;

fn in_both(tell: impl Fn(&Messages) -> String) -> String {
    both().map(|messages| tell(&messages)).join("\n")
}

/// One example of each kind among the cases of the parser.
#[test]
fn syntax_errors() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax/cases");
    let mut paths: Vec<_> = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut sources = Sources::default();
    let mut examples: BTreeMap<&str, SyntaxError> = BTreeMap::new();
    let deep = format!("a = {}1{}\n", "[".repeat(5_000), "]".repeat(5_000));
    let deep = sources.add(crate::source::SourceFile::new("deep.tf", deep));
    for error in parse(deep, sources.file(deep).text()).errors() {
        examples.entry(error.kind.id()).or_insert_with(|| error.clone());
    }
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file = sources.add(crate::source::SourceFile::from_bytes(name, std::fs::read(&path).unwrap()));
        for error in parse(file, sources.file(file).text()).errors() {
            examples.entry(error.kind.id()).or_insert_with(|| error.clone());
        }
    }
    let json = ["[1]", "{\"a\": }", "{a: 1}", "{\"a\" 1}", "{\"a\": 1,}", "{\"a\": \"\\x\"}", "{\"a\": \"b\n\"}"];
    for text in json {
        let file = sources.add(crate::source::SourceFile::new("main.tf.json", text));
        for error in parse_json(file, sources.file(file).text()).errors() {
            examples.entry(error.kind.id()).or_insert_with(|| error.clone());
        }
    }
    let value = sources.add(crate::source::SourceFile::new("value", "1 2"));
    for error in parse_expression(value, sources.file(value).text()).errors() {
        examples.entry(error.kind.id()).or_insert_with(|| error.clone());
    }
    let untold: Vec<_> = SyntaxErrorKind::IDS.iter().filter(|id| !examples.contains_key(**id)).collect();
    assert!(untold.is_empty(), "without an example: {untold:?}");
    let examples: Vec<_> = examples.into_values().collect();
    insta::assert_snapshot!(in_both(|messages| told(&syntax(&examples, &sources, messages), &sources)));
}

#[test]
fn settings_errors() {
    let text = r#"exlude = []
exclude = "examples"
bind = 3

[project]
entity = "ministere"
started = "hier"
prototype = "oui"

[environments]
prodution = ["a"]
production = ["[a"]

[[environment]]
name = "production"

[[classify]]
level = "secret"

[[classify]]
paths = ["a"]

[report]
fail-on = "erreur"
"#;
    let (sources, file) = sources_of("cocarde.toml", text);
    let (_, errors) = read(file, text, "");
    let bind = "[[bind]]\noffer = \"nubo\"\n\n[[bind]]\nprovider = \"openstack\"\n\n[[bind]]\nprovider = \"aws\"\noffer = \"aws-euesc\"\n[project]\nstarted = [\n";
    let (bound, file) = sources_of("cocarde.toml", bind);
    let (settings_of_bindings, mut more) = read(file, bind, "");
    more.extend(settings_of_bindings.unknown_offers(Catalogue::embedded()));
    more.sort_by_key(|error| error.span);
    insta::assert_snapshot!(in_both(|messages| {
        told(&settings(&errors, &sources, messages), &sources) + &told(&settings(&more, &bound, messages), &bound)
    }));
}

#[test]
fn errors_of_the_own_catalogue() {
    let text = r#"[[offer]]
id = "nuage"
operator = "Ministère de l’Exemple"
country = "France"
secnumcloud = { status = "qualified" }
hds = { status = "certified", activities = [1, 7] }
source = "convention"
date = 2026-02-03

[[offer]]
id = "aws"
kind = "interne"
source = "contrat"

[[host]]
suffix = "https://nuage.exemple"
offer = "nuages"
source = "convention"
date = 2026-02-03

[[region]]
offer = "aws"
code = "eu-west-9"
source = "convention"
date = 2026-02-03

[[provider]]
address = "nuage"
offer = "aws"
source = "convention"
date = 2026-02-03

[[service]]
type = "nuage_base"
source = "convention"
date = 2026-02-03

[[service]]
type = "nuage_base"
holds-data = "oui"
source = "convention"
date = 2026-02-03
"#;
    let (sources, file) = sources_of("catalogue.toml", text);
    let (_, errors) = read_overlay(file, text);
    insta::assert_snapshot!(in_both(|messages| told(&settings(&errors, &sources, messages), &sources)));
}

#[test]
fn derogation_errors() {
    let text = r#"derogations = ["registre.txt", 3]

[[derogation]]
basis = "R9"
pm-validated = "oui"
project-engaged = 2021-02-01
granted = "hier"
acceptable-offer = 20260731
until = 2027-07-31
rules = "CAC-R9-SECNUMCLOUD"
addresses = ["module.a"]
echeance = 2027-07-31

[report]
derogation-warning-days = -1
"#;
    let (sources, file) = sources_of("cocarde.toml", text);
    let (_, errors) = read(file, text, "");
    let unread = SettingsError {
        span: Span::new(file, 14, 28),
        kind: SettingsErrorKind::Register { path: "registre.toml".into(), reason: ReadError::NotFound },
    };
    let errors: Vec<_> = errors.into_iter().chain([unread]).collect();
    insta::assert_snapshot!(in_both(|messages| told(&settings(&errors, &sources, messages), &sources)));
}

#[test]
fn declarations_of_settings_that_match_nothing() {
    let text = "[environments]\nproduction = [\"prod\"]\n\n[[classify]]\npaths = [\"rh\"]\nlevel = \"public\"\n";
    let (sources, file) = sources_of("cocarde.toml", text);
    let (settings, errors) = read(file, text, "");
    assert_eq!(errors, []);
    let spans = Declared::new(&settings).unmatched();
    insta::assert_snapshot!(in_both(|messages| told(&unmatched(&spans, &sources, messages), &sources)));
}

#[test]
fn policy_errors() {
    let text = "asset_policy \"x\" \"y\" \"z\" {\n  unknown = 1\n}\n";
    let file = PolicyFile { pack: "test", path: "policies/test.policy.hcl", text };
    let mut sources = Sources::default();
    let Err(DoctrineError::Policies(errors)) = Doctrine::of(&[file], &PolicyInputs::default(), &mut sources) else {
        panic!("the policy is wrong");
    };
    insta::assert_snapshot!(in_both(|messages| {
        let unknown = no_such_rule("CAC-STATES", ["CAC-TAGS", "CAC-STATE"], &sources, messages);
        told(&policies(&errors, &sources, messages), &sources) + &told(&[unknown], &sources)
    }));
}

/// The mistakes that whoever writes a policy makes first.
#[test]
fn errors_of_policies_are_told_in_both_languages() {
    let demand =
        |condition: &str| format!("  enforce {{\n    condition     = {condition}\n    error_message = \"no\"\n  }}\n");
    let policy = |label: &str, id: &str, inside: &str| {
        format!("asset_policy \"{label}\" \"p\" {{\n  id    = \"{id}\"\n  title = \"t\"\n{inside}}}\n")
    };
    let wrong = [
        policy("resource", "A", &demand("asset.placement.francee")),
        policy("resource", "B", &demand("local.absent")),
        policy("resource", "C", &demand("core::startwith(asset.type, \"x\")")),
        policy("resource", "D", &demand("startswith(asset.type, \"x\")")),
        policy("resource", "E", &format!("  titel = \"x\"\n{}", demand("true"))),
        policy("resource", "F", "  demand {}\n"),
        policy("ressource", "G", &demand("true")),
        policy("resource", "H", ""),
        policy("resource", "I", &format!("  severity = \"grave\"\n{}", demand("true"))),
        policy("resource", "J", &format!("  basis = [\"no-such-text\"]\n{}", demand("true"))),
        policy("resource", "bad id", &demand("true")),
        policy("state", "K", &demand("attrs.x")),
        policy("resource", "L", &demand("core::getresources(\"aws_s3_bucket\", {})")),
        "asset_policy \"resource\" \"n\" {\n  title = \"t\"\n}\n".to_owned(),
        format!("{}{}", policy("resource", "O", &demand("true")), policy("resource", "O", &demand("true"))),
        "resource_policy \"aws_s3_buckett\" \"q\" {\n  id = \"Q\"\n  title = \"t\"\n}\n".to_owned(),
        "input \"i\" {\n  type = number\n  default = \"x\"\n}\n".to_owned(),
        "input \"i\" {}\n".to_owned(),
        "asset_policy {\n".to_owned(),
    ];
    let mut told_of_all = String::new();
    for text in &wrong {
        let file = PolicyFile { pack: "test", path: "policies/test.policy.hcl", text };
        let mut sources = Sources::default();
        let found = Doctrine::of(&[file], &PolicyInputs::default(), &mut sources);
        let Err(DoctrineError::Policies(errors)) = found else { panic!("this policy is wrong:\n{text}") };
        let [french, english] = both().map(|messages| told(&policies(&errors, &sources, &messages), &sources));
        for (french, english) in french.lines().zip(english.lines()).filter(|(line, _)| line.contains("fautive")) {
            let said = french.split_once('«').expect("the message").1.trim_matches([' ', '»', '\u{a0}']);
            assert!(!english.contains(said), "{said}");
        }
        told_of_all += &format!("{french}{english}");
    }
    insta::assert_snapshot!(told_of_all);
}

/// What evaluating every argument of every resource of `files` reports, in both languages.
fn evaluated(files: &[(&str, &str)]) -> String {
    let scratch = Scratch::new(files);
    let loaded = scratch.load();
    let configuration = Configuration::new(&loaded);
    let inputs = Inputs::default();
    let (mut values, mut declared) = (Vec::new(), Vec::new());
    for root in configuration.roots() {
        let evaluator = Evaluator::new(&configuration, &scratch.repository, root, &inputs);
        for instance in evaluator.resource_instances() {
            for attribute in instance.resource.body.attributes() {
                if !["count", "for_each"].contains(&attribute.name) {
                    evaluator.evaluate(attribute.value, &instance.place);
                }
            }
        }
        let (evaluation, declaration) = evaluator.errors();
        values.extend(evaluation);
        declared.extend(declaration);
    }
    declared.extend(configuration.modules().iter().flat_map(|module| module.errors.clone()));
    let sources = &loaded.sources;
    in_both(|messages| {
        told(&declarations(&declared, sources, messages), sources)
            + &told(&evaluation(&values, sources, messages), sources)
    })
}

#[test]
fn declaration_errors() {
    let main = r#"
terraform {
  backend "local" {}
}
resource "terraform_data" "a" {}
resource "terraform_data" "a" {}
resource "terraform_data" {}
resource "terraform_data" "both" {
  count    = 1
  for_each = {}
}
module "nothing" {}
module "missing" {
  source = "./absent"
}
module "top" {
  source = "./child"
}
module "outside" {
  source = "../elsewhere"
}
"#;
    let child = "module \"up\" {\n  source = \"..\"\n}\n";
    let over = "resource \"terraform_data\" \"only\" {}\n";
    insta::assert_snapshot!(evaluated(&[("main.tf", main), ("override.tf", over), ("child/main.tf", child)]));
}

#[test]
fn evaluation_errors() {
    let main = r#"
variable "list" {
  type    = list(string)
  default = "une chaîne"
}
variable "wrong" {
  type    = text
  default = 1
}
variable "tuple" {
  type    = tuple(string)
  default = []
}
variable "nested" {
  type    = object({ name = string, sizes = map(number) })
  default = { name = "n", sizes = { large = "beaucoup" } }
}
locals {
  loop = local.loop
  some = ["a"]
  map  = { a = 1 }
  none = null
}
resource "terraform_data" "counted" {
  count = 2
}
resource "terraform_data" "many" {
  for_each = ["a"]
}
resource "terraform_data" "secret" {
  for_each = sensitive({ a = 1 })
}
resource "terraform_data" "few" {
  count = 1.5
}
resource "terraform_data" "a" {
  v01 = formatt("%s", 1)
  v02 = file()
  v03 = length("a", "b")
  v04 = cidrsubnet("10.0.0.0/33", 8, 1)
  v05 = format("%d", "x")
  v06 = format("%s %s", "x")
  v07 = jsondecode("{")
  v08 = "a" + 1
  v09 = 1 / 0
  v10 = true ? { a = 1 } : "x"
  v11 = "${local.map}"
  v12 = "a${local.none}"
  v13 = local.none.x
  v14 = local.some[3]
  v15 = local.some["x"]
  v16 = local.map.absent
  v17 = "a".b
  v18 = var.list
  v19 = var.wrong
  v20 = var.nothing
  v21 = each.key
  v22 = [for x in 3 : x]
  v23 = { for x in ["a", "a"] : x => 1 }
  v24 = "x" ? 1 : 2
  v25 = local.loop
  v26 = terraform_data.counted[5].id
  v27 = try(local.map.absent)
  v28 = max("x"...)
  v29 = templatefile("page.tpl", {})
  v30 = { (local.none) = 1 }
  v31 = var.nested
  v32 = element([], 0)
  v33 = var.tuple
  v34 = templatefile("broken.tpl", {})
  v35 = range(1, 2, 3, 4)
  v36 = self.id
  v37 = var.null
  v38 = var.call
}
variable "null" {
  nullable = false
  default  = null
}
variable "call" {
  default = upper("a")
}
module "child" {
  source = "./child"
  absent = 1
}
"#;
    let child = "variable \"name\" {}\nresource \"terraform_data\" \"b\" {\n  input = var.name\n}\n";
    insta::assert_snapshot!(evaluated(&[
        ("main.tf", main),
        ("child/main.tf", child),
        ("page.tpl", "bonjour ${nom}"),
        ("broken.tpl", "bonjour ${"),
    ]));
}

/// What is not written in a block of a resource, or written as null, is for the provider to say.
#[test]
fn attributes_that_a_provider_gives_to_blocks_are_no_mistake() {
    let main = r#"
resource "google_compute_instance" "vm" {
  network_interface {
    network_ip = null
  }
  dynamic "attached_disk" {
    for_each = ["a"]
    content {
      source = attached_disk.value
    }
  }
}
resource "terraform_data" "a" {
  v1 = "http://${google_compute_instance.vm.network_interface[0].network_ip}"
  v2 = "${google_compute_instance.vm.network_interface[0].access_config[0].nat_ip}/32"
  v3 = [for disk in google_compute_instance.vm.attached_disk : lower(disk.device_name)]
}
"#;
    assert_eq!(evaluated(&[("main.tf", main)]).trim(), "");
}

/// What the code computes may be secret; what it writes at the place is on the screen anyway.
#[test]
fn values_are_not_told() {
    let main = r#"
variable "password" {
  sensitive = true
  default   = "motdepasse"
}
resource "terraform_data" "many" {
  for_each = toset(["x"])
}
resource "terraform_data" "a" {
  v1 = { for x in [var.password, var.password] : x => 1 }
  v2 = terraform_data.many[var.password].id
  v3 = { a = 1 }[var.password]
  v4 = tonumber(var.password)
  v5 = templatestring("${"$"}{ { for x in [p, p] : x => 1 }.a }", { p = var.password })
  v6 = "${var.password}" + 1
  v7 = format(var.password, 1)
}
"#;
    let text = evaluated(&[("main.tf", main)]);
    assert!(!text.contains("motdepasse"), "{text}");
    assert_eq!(text.matches("warning[").count(), 14, "{text}");
}

#[test]
fn units_that_are_not_known() {
    let text = "include {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n";
    let (sources, file) = sources_of("live/terragrunt.hcl", text);
    let at = |part: &str| {
        let start = u32::try_from(text.find(part).unwrap()).unwrap();
        Span::new(file, start, start + u32::try_from(part.len()).unwrap())
    };
    let not_read = || Cause { kind: CauseKind::FileNotRead("root.hcl".into()), span: None };
    let not_asked = || Cause { kind: CauseKind::NotAsked("run_cmd".into()), span: None };
    let found = [
        UnitProblem { span: at("include"), kind: UnitProblemKind::NestedInclude },
        UnitProblem { span: at("path"), kind: UnitProblemKind::Include(not_read()) },
        UnitProblem { span: at("path"), kind: UnitProblemKind::Include(not_asked()) },
        UnitProblem { span: at("find"), kind: UnitProblemKind::Generated(not_asked()) },
        UnitProblem { span: at("root"), kind: UnitProblemKind::VariableFile(not_read()) },
    ];
    insta::assert_snapshot!(in_both(|messages| told(&units(&found, &sources, messages), &sources)));
}
