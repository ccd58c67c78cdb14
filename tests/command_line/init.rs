//! `cocarde init`: the questions that the code leaves open, and that their answers are enough.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{LANGUAGES, repository, run};

/// A repository that tells neither which offer `openstack` reaches nor where, nor what it holds.
fn silent() -> TempDir {
    repository(&[
        (
            "socle/main.tf",
            r#"
            provider "openstack" {}
            resource "openstack_blockstorage_volume_v3" "dossiers" { size = 10 }
            module "bases" { source = "../modules/bases" }
            "#,
        ),
        (
            "dev/[essais]/main.tf",
            r#"
            provider "scaleway" { profile = "essais" }
            resource "scaleway_object_bucket" "essais" { name = "essais" }
            "#,
        ),
        (
            "annexe/main.tf",
            "provider \"scaleway\" {}\nresource \"scaleway_object_bucket\" \"annexe\" { name = \"annexe\" }",
        ),
        ("modules/bases/main.tf", "resource \"openstack_db_instance_v1\" \"base\" { name = \"base\" }"),
    ])
}

/// The file with each answer given.
fn filled(text: &str) -> String {
    let answer = |line: &str| {
        let own = line.trim_start().strip_prefix('#').filter(|own| !own.starts_with(' '));
        let Some(own) = own else { return line.to_owned() };
        let key = own.split(" = ").next().unwrap_or_default();
        let value = match key {
            "entity" => "operateur",
            "offer" => "nubo",
            "region" => "FR",
            _ => "personnelle",
        };
        own.replacen('…', value, 1)
    };
    // An offer is asked for where the code does not tell it: what only lacks a place keeps its own.
    text.lines().map(|line| answer(line) + "\n").collect()
}

fn open_facts(directory: &Path) -> Vec<(String, String)> {
    let out = run(directory, &["inventory", "--format", "json", "--lang", "en"]).out;
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let assets = json["assets"].as_array().expect("assets");
    let of = |asset: &Value| -> Vec<(String, String)> {
        let unknown = asset["unknown"].as_array().expect("facts").iter();
        unknown.map(|fact| (asset["address"].to_string(), fact["fact"].to_string())).collect()
    };
    assets.iter().flat_map(of).collect()
}

#[test]
fn the_answers_settle_all_that_was_open() {
    for language in LANGUAGES {
        let directory = silent();
        let path = directory.path();
        assert!(!open_facts(path).is_empty());
        run(path, &["init", "--lang", language]).assert(0, &["cocarde.toml"]);
        let file = path.join("cocarde.toml");
        let text = fs::read_to_string(&file).expect("the file");
        insta::assert_snapshot!(format!("questions_{language}"), text);
        // As it is written it says nothing, and is no mistake.
        run(path, &["check", "--lang", language, "--fail-on", "never"]).assert(0, &[]);
        fs::write(&file, filled(&text)).expect("the file");
        let judged = run(path, &["check", "--lang", "en", "--fail-on", "never"]);
        judged.assert(0, &[]);
        assert!(!judged.out.contains("matches nothing"), "{}", judged.out);
        assert_eq!(open_facts(path), Vec::new());
    }
}

#[test]
fn each_line_stands_under_what_it_belongs_to() {
    let bucket = "resource \"scaleway_object_bucket\" \"b\" { name = \"b\" }";
    let long = format!(
        r#"
        data "terraform_remote_state" "{name}" {{ backend = "local" }}
        provider "scaleway" {{ region = data.terraform_remote_state.{name}.outputs.region }}
        {bucket}
        "#,
        name = "l_etat_du_socle_des_services_partages_de_la_direction"
    );
    let repository = repository(&[("one/main.tf", bucket), ("two/main.tf", bucket), ("three/main.tf", long.as_str())]);
    let text = run(repository.path(), &["init", "--stdout", "--lang", "en"]).out;
    assert!(text.contains("#   data.terraform_remote_state.l_etat_du"), "{text}");
    let reason = text.lines().skip_while(|line| !line.contains("is read only")).take(2).collect::<Vec<_>>();
    assert!(reason.iter().all(|line| line.starts_with("#   ") || line.starts_with("#[[")), "{text}");
    assert!(text.contains("\n  #\"one/**\",\n"), "{text}");
}

/// A service whose operator is known needs no offer: there is none to name.
#[test]
fn no_offer_is_asked_of_an_operator_that_is_known() {
    let repository = repository(&[(
        "main.tf",
        r#"
        terraform {
          required_providers {
            grafana = { source = "grafana/grafana" }
            sentry  = { source = "jianyuan/sentry" }
          }
        }
        provider "grafana" { url = "https://direction.grafana.net" }
        provider "grafana" {
          alias = "cloud"
        }
        resource "grafana_dashboard" "tableau" { config_json = "{}" }
        resource "grafana_cloud_access_policy" "lecture" {
          provider = grafana.cloud
          region   = "us"
          name     = "lecture"
        }
        resource "sentry_project" "portail" { name = "portail" }
        "#,
    )]);
    for language in LANGUAGES {
        let text = run(repository.path(), &["init", "--stdout", "--lang", language]).out;
        assert!(text.contains("#provider = \"grafana/grafana\"\n#region"), "{text}");
        assert!(text.contains("#provider = \"jianyuan/sentry\"\n#region"), "{text}");
        assert!(!text.contains("#offer"), "{text}");
        let page = run(repository.path(), &["explain", "grafana_dashboard.tableau", "--lang", language]).out;
        assert!(page.contains("Raintank") && !page.contains("offer    ="), "{page}");
    }
    let table = run(repository.path(), &["inventory", "--lang", "en"]);
    table.assert(0, &["us (US)", "operator 3/3"]);
    // What may be anybody's is asked for, with the offer that it may be.
    let silent = super::repository(&[("main.tf", "resource \"grafana_dashboard\" \"d\" { config_json = \"{}\" }")]);
    run(silent.path(), &["init", "--stdout", "--lang", "en"]).assert(0, &["#offer = \"…\"  # grafana-cloud"]);
}

#[test]
fn a_file_that_is_there_is_not_replaced_unasked() {
    let directory = silent();
    let path = directory.path();
    let file = path.join("cocarde.toml");
    fs::write(&file, "# mine\n").expect("a file");
    for language in LANGUAGES {
        run(path, &["init", "--lang", language]).assert(2, &["--force"]);
    }
    assert_eq!(fs::read_to_string(&file).expect("the file"), "# mine\n");
    run(path, &["init", "--stdout", "--lang", "en"]).assert(0, &["[[bind]]"]);
    assert_eq!(fs::read_to_string(&file).expect("the file"), "# mine\n");
    run(path, &["init", "--force", "--lang", "en"]).assert(0, &["is written"]);
    assert!(fs::read_to_string(&file).expect("the file").contains("[[classify]]"));

    // A link is replaced, not followed.
    let outside = TempDir::new().expect("a directory");
    let victim = outside.path().join("victim");
    fs::write(&victim, "keep").expect("a file");
    fs::remove_file(&file).expect("the file");
    std::os::unix::fs::symlink(&victim, &file).expect("a link");
    run(path, &["init", "--lang", "en"]).assert(2, &["--force"]);
    run(path, &["init", "--force", "--lang", "en"]).assert(0, &[]);
    assert_eq!(fs::read_to_string(&victim).expect("the file"), "keep");
}

#[test]
fn there_is_nothing_to_ask_where_there_is_nothing() {
    let empty = repository(&[]);
    for language in LANGUAGES {
        run(empty.path(), &["init", "--lang", language]).assert(3, &[]);
    }
    assert!(!empty.path().join("cocarde.toml").exists());
    let file = silent();
    run(file.path(), &["init", "socle/main.tf", "--lang", "en"]).assert(2, &["is a file"]);
}
