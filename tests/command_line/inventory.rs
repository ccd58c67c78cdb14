//! `cocarde inventory` and `cocarde explain ADDRESS`.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::{LANGUAGES, Run, repository, run};

const DAY: [&str; 2] = ["--today", "2026-11-25"];

fn inventory(arguments: &[&str]) -> Run {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    run(root, &[&["inventory", "fixtures/flows"], &DAY[..], arguments].concat())
}

#[test]
fn the_register_fits_a_terminal_in_both_languages() {
    for language in LANGUAGES {
        let table = inventory(&["--lang", language]);
        table.assert(0, &["scaleway_rdb_snapshot.hebdomadaire"]);
        assert!(!table.out.contains("secret@") && !table.out.contains("token="), "{}", table.out);
        insta::assert_snapshot!(format!("register_{language}"), table.out);
    }
}

#[test]
fn lines_are_put_together_by_operator_country_and_level() {
    for by in ["operator", "country", "classification"] {
        let table = inventory(&["--lang", "en", "--by", by]);
        table.assert(0, &["scaleway_rdb_instance.usagers"]);
        insta::assert_snapshot!(format!("register_by_{by}"), table.out);
    }
}

#[test]
fn filters_leave_what_is_so() {
    let abroad = inventory(&["--lang", "en", "--filter", "country=nl"]);
    // The copy, and the database that it is of: its data go there.
    abroad.assert(0, &["scaleway_rdb_snapshot.hebdomadaire", "scaleway_rdb_instance.usagers"]);
    assert!(!abroad.out.contains("scaleway_container"), "{}", abroad.out);
    assert!(abroad.out.contains("2 resources, 2 of them holding data; 0 Terraform states"), "{}", abroad.out);
    let received = inventory(&["--lang", "en", "--filter", "country=US"]);
    received.assert(0, &["backend \"s3\"", "HashiCorp (IBM) (US), US"]);
    assert!(!received.out.contains("scaleway_rdb_instance.usagers"), "{}", received.out);
    inventory(&["--lang", "en", "--filter", "operator=openai"]).assert(0, &["scaleway_container.portail"]);
    let unknown = inventory(&["--lang", "en", "--filter", "unknown=flows"]);
    unknown.assert(0, &["scaleway_container.portail", "openstack_networking_subnet_v2.interne"]);
    assert!(!unknown.out.contains("scaleway_container.interne"), "{}", unknown.out);
    for worded in ["classification=de santé", "classification=health"] {
        inventory(&["--filter", worded]).assert(0, &["scaleway_rdb_instance.usagers"]);
    }
    inventory(&["--filter", "country=Pays-Bas"]).assert(0, &["scaleway_rdb_snapshot.hebdomadaire"]);
    let silent = inventory(&["--lang", "en", "--filter", "classification=not classified"]);
    assert!(!silent.out.contains("scaleway_rdb_instance.usagers"), "{}", silent.out);
    inventory(&["--filter", "country"]).assert(2, &["as country=US"]);
    inventory(&["--filter", "classification=haute"]).assert(2, &["sensibilite-particuliere"]);
}

/// What is listed is counted, and what is not known of it told with its reason: what may hold data is none the less there.
#[test]
fn what_may_hold_data_is_counted_with_its_reason() {
    let repository = repository(&[(
        "main.tf",
        r#"
        provider "scaleway" { region = "fr-par" }
        resource "scaleway_object_bucket" "b" { name = "b" }
        resource "kubectl_manifest" "m" { yaml_body = "" }
        resource "aws_sns_topic_subscription" "s" {
          topic_arn = "t"
          protocol  = "email"
          endpoint  = "rssi@example.org"
        }
        "#,
    )]);
    for (language, kind) in [("en", "unknown type"), ("fr", "type inconnu")] {
        let table = run(repository.path(), &["inventory", "--lang", language]);
        table.assert(0, &[kind, "1/3", "2/3", "0/1"]);
        let row = |name: &str| {
            let mut lines = table.out.lines().skip_while(|line| !line.contains(name));
            [lines.next().unwrap_or_default(), lines.next().unwrap_or_default()].join(" ")
        };
        assert_eq!(row("kubectl_manifest.m").matches("? [").count(), 2, "{}", table.out);
        assert!(row("aws_sns_topic_subscription.s").contains("? ["), "{}", table.out);
        // Each number stands in a row, and before a reason.
        for number in 1..=4 {
            assert!(table.out.matches(&format!("[{number}]")).count() >= 2, "[{number}]\n{}", table.out);
        }
        let unknown = run(repository.path(), &["inventory", "--lang", language, "--filter", "unknown=operator"]);
        unknown.assert(0, &["kubectl_manifest.m", "0/1"]);
        let checked = run(repository.path(), &["check", "--lang", language, "--fail-on", "never"]);
        checked.assert(0, &["1/3", "2/3", "0/1"]);
    }
    let json = run(repository.path(), &["inventory", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    let summary = &json["summary"];
    assert_eq!([&summary["concerned"], &summary["located"], &summary["operator_known"]], [3, 1, 2]);
    assert_eq!(json["assets"].as_array().expect("assets").len(), 3);
}

/// Instances whose key is not known have one address, and are as many as there are.
#[test]
fn instances_without_a_name_are_counted_each() {
    let repository = repository(&[(
        "main.tf",
        r#"
        terraform {
          backend "local" {}
        }
        variable "z" {}
        provider "scaleway" { region = "fr-par" }
        resource "scaleway_object_bucket" "b" {
          for_each = toset(["x", "a.${var.z}", "b.${var.z}"])
          name     = each.key
        }
        resource "scaleway_domain_record" "r" {
          for_each = toset(["", "a.${var.z}", "b.${var.z}"])
          dns_zone = "example.org"
          name     = each.key
          type     = "A"
          data     = "192.0.2.1"
        }
        "#,
    )]);
    let table = run(repository.path(), &["inventory", "--lang", "en"]);
    table.assert(0, &["· 4 assets", "b[…] ×3", "6 resources, 3 of them holding data", "3/4", "3 resources that"]);
    let csv = run(repository.path(), &["inventory", "--format", "csv"]);
    assert_eq!(csv.out.matches("scaleway_object_bucket.b[").count(), 3, "{}", csv.out);
    run(repository.path(), &["explain", "scaleway_object_bucket.b", "--lang", "en"]).assert(0, &["2 other instances"]);
    let checked = run(repository.path(), &["check", "--lang", "en", "--fail-on", "never"]);
    checked.assert(
        0,
        &[
            "6 resources, 3 of them holding data",
            "3: scaleway_object_bucket.b[\"*\"] ×2, scaleway_object_bucket.b[\"x\"]",
        ],
    );

    // Runs that differ in them do not make more of them.
    let several = [("prod.tfvars", "region = \"fr-par\""), ("dev.tfvars", "region = \"nl-ams\"")];
    let main = r#"
        variable "region" {}
        variable "z" {}
        provider "scaleway" { region = var.region }
        resource "scaleway_object_bucket" "b" {
          for_each = toset(["a.${var.z}", "b.${var.z}"])
          name     = each.key
        }
        "#;
    let repository = super::repository(&[("main.tf", main), several[0], several[1]]);
    run(repository.path(), &["inventory", "--lang", "en"]).assert(0, &["· 2 assets", "2 resources, 2 of them", "2/2"]);
}

#[test]
fn what_no_asset_is_is_said() {
    for (language, words) in [("en", "No asset answers the filter."), ("fr", "Aucun actif ne répond au filtre.")] {
        let table = inventory(&["--lang", language, "--filter", "country=CN"]);
        table.assert(0, &[words]);
        assert!(!table.out.contains("0/0"), "{}", table.out);
    }
}

/// The law of a third State is what is asked of an operator: groups and summary tell it as the page of an asset does.
#[test]
fn the_law_that_reaches_an_operator_is_told() {
    let repository =
        repository(&[("main.tf", "provider \"aws\" { region = \"eu-west-3\" }\nresource \"aws_s3_bucket\" \"b\" {}")]);
    for (language, law) in [
        ("en", "subject to the law of a third State (United States)"),
        ("fr", "soumise au droit d’un État tiers (États-Unis)"),
    ] {
        let page = run(repository.path(), &["explain", "aws_s3_bucket.b", "--lang", language]);
        let mut table = run(repository.path(), &["inventory", "--by", "operator", "--lang", language]);
        let title = table.out.lines().next().unwrap_or_default().to_owned();
        assert!(title.contains(law), "{title}");
        table.out = table.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(table.out.matches(law).count(), 2, "{}", table.out);
        assert!(page.out.split_whitespace().collect::<Vec<_>>().join(" ").contains(law), "{}", page.out);
    }
}

/// What another program reads is not cut, and no level is.
#[test]
fn no_cell_is_cut_in_a_pipe() {
    let main = r#"
        provider "cloudtemple" {}
        resource "aws_s3_bucket" "b" {
          tags = { classification = "sensibilite-particuliere" }
        }
        provider "aws" {
          region = "fr-par"
          endpoints { s3 = "https://s3.fr-par.scw.cloud" }
        }
        resource "cloudtemple_compute_virtual_machine" "m" { name = "m" }
        "#;
    let repository = repository(&[("main.tf", main)]);
    let table = run(repository.path(), &["inventory", "--lang", "fr"]);
    table.assert(
        0,
        &["d’une sensibilité particulière\n", "IaaS Secure Temple (VMware, OpenIaaS, S3, HSM/KMS, bare metal)"],
    );
    assert!(!table.out.contains("…"), "{}", table.out);
}

/// A place is told in one way: by codes in the lines of the table, by names on the page of an asset.
#[test]
fn a_country_has_one_form_in_each_place() {
    for (language, name) in [("en", "United States"), ("fr", "États-Unis")] {
        let table = inventory(&["--lang", language]);
        let rows = table.out.lines().filter(|line| line.trim_start().starts_with('→')).collect::<Vec<_>>();
        assert!(!rows.is_empty() && rows.iter().all(|row| !row.contains(name)), "{rows:?}");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let page = run(root, &["explain", "backend \"s3\"", "fixtures/flows", "--lang", language]);
        page.assert(0, &[&format!("({name})")]);
    }
}

#[test]
fn each_flow_says_where_it_goes_or_why_that_is_not_known() {
    let repository = repository(&[(
        "main.tf",
        r#"
        terraform {
          backend "local" {}
        }
        variable "elsewhere" {}
        resource "azurerm_cosmosdb_account" "a" {
          location = "francecentral"
          geo_location {
            location          = "eastus"
            failover_priority = 1
          }
          geo_location {
            location          = "francecentral"
            failover_priority = 0
          }
        }
        resource "azurerm_cosmosdb_account" "b" {
          location = "francecentral"
          dynamic "geo_location" {
            for_each = ["francecentral", var.elsewhere, "uksouth"]
            content {
              location          = geo_location.value
              failover_priority = geo_location.key
            }
          }
        }
        resource "azurerm_cosmosdb_account" "c" {
          location = var.elsewhere
          geo_location {
            location          = var.elsewhere
            failover_priority = 0
          }
        }
        resource "cloudflare_record" "old" {
          type    = "MX"
          value   = "mx1.mail.ovh.net"
          proxied = true
        }
        "#,
    )]);
    let words = [
        ("en", ["eastus (US)", "unknown place (var.elsewhere has no value here)", "kept by the machine that runs"]),
        ("fr", ["eastus (US)", "lieu inconnu (var.elsewhere n’a pas de valeur ici)", "gardé par la machine qui lance"]),
    ];
    for (language, words) in words {
        let mut table = run(repository.path(), &["inventory", "--lang", language]);
        table.out = table.out.split_whitespace().collect::<Vec<_>>().join(" ");
        table.assert(0, &words);
        assert!(
            table.out.contains("azurerm_cosmosdb_account.a database FR, US Microsoft")
                || table.out.contains("azurerm_cosmosdb_account.a base de données FR, US Microsoft"),
            "{}",
            table.out
        );
    }
    let json = run(repository.path(), &["inventory", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    let flows = |address: &str| -> Vec<Option<String>> {
        let assets = json["assets"].as_array().expect("assets");
        let asset = assets.iter().find(|asset| asset["address"] == address).expect(address);
        let flows = asset["flows"].as_array().expect("flows").iter().filter(|flow| flow["kind"] != "backup");
        flows.map(|flow| flow["target"].as_str().map(str::to_owned)).collect()
    };
    let assets = json["assets"].as_array().expect("assets");
    assert_eq!(assets[0]["placement"]["written"], "francecentral+eastus", "each place once");
    let some = |target: &str| Some(target.to_owned());
    // The block of priority 0 is the account itself.
    assert_eq!(flows("azurerm_cosmosdb_account.a"), [some("eastus")]);
    assert_eq!(flows("azurerm_cosmosdb_account.b"), [None, some("uksouth")]);
    assert_eq!(flows("azurerm_cosmosdb_account.c"), []);
    assert_eq!(flows("cloudflare_record.old"), [None, some("mx1.mail.ovh.net")]);
    let state = json["assets"].as_array().expect("assets").iter().find(|asset| asset["kind"] == "state");
    assert_eq!(state.expect("a state")["unknown"][0]["reasons"][0]["code"], "local-backend");
}

#[test]
fn a_line_of_csv_for_each_asset_and_no_formula() {
    let text = inventory(&["--lang", "en", "--format", "csv"]);
    text.assert(0, &[]);
    let mut reader = csv::Reader::from_reader(text.out.as_bytes());
    let columns = reader.headers().expect("headers").clone();
    let at = |name: &str| columns.iter().position(|column| column == name).expect("a column");
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    let of = |address: &str| {
        records
            .iter()
            .find(|record| record.get(at("address")) == Some(address))
            .unwrap_or_else(|| panic!("no {address}"))
    };
    let snapshot = of("scaleway_rdb_snapshot.hebdomadaire");
    assert_eq!(snapshot.get(at("level")), Some("sante"));
    assert_eq!(snapshot.get(at("countries")), Some("NL"));
    assert_eq!(of("scaleway_rdb_instance.usagers").get(at("flow_countries")), Some("? FR NL"));
    assert_eq!(of("cloudflare_record.www").get(at("flow_countries")), Some("FR global"));
    assert_eq!(of("cloudflare_record.www").get(at("third_state_law")), Some("US"));

    let hostile = repository(&[(
        "main.tf",
        r#"
        resource "scaleway_object_bucket" "b" {
          for_each = toset(["=1+1"])
          name     = each.key
          tags     = { classification = "public" }
        }
        provider "scaleway" { region = "@SUM(A1)" }
        "#,
    )]);
    let text = run(hostile.path(), &["inventory", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(text.out.as_bytes());
    for record in reader.records() {
        for cell in &record.expect("a record") {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}

#[test]
fn the_json_says_what_docs_json_md_says() {
    let text = inventory(&["--lang", "en", "--format", "json"]);
    text.assert(0, &[]);
    let json: Value = serde_json::from_str(&text.out).expect("JSON");
    let mut keys = BTreeSet::new();
    gather(&json, &mut keys);
    for (page, text) in
        [("json.md", include_str!("../../docs/json.md")), ("json.fr.md", include_str!("../../docs/json.fr.md"))]
    {
        let told = |key: &str| {
            [format!("`{key}`"), format!("`{key}[]`"), format!("`{key}."), format!(".{key}`")]
                .iter()
                .any(|word| text.contains(word))
        };
        let untold: Vec<&String> = keys.iter().filter(|key| !told(key)).collect();
        assert_eq!(untold, Vec::<&String>::new(), "{page} does not tell these fields");
    }
    let assets = json["assets"].as_array().expect("assets");
    let of = |address: &str| {
        assets.iter().find(|asset| asset["address"] == address).unwrap_or_else(|| panic!("no {address}"))
    };
    let database = of("scaleway_rdb_instance.usagers");
    let flows: Vec<(&str, Option<&str>)> = database["flows"]
        .as_array()
        .expect("flows")
        .iter()
        .map(|flow| (flow["kind"].as_str().expect("a kind"), flow["target"].as_str()))
        .collect();
    assert_eq!(
        flows,
        [
            ("backup", None),
            ("replica", Some("scaleway_rdb_read_replica.lecture")),
            ("snapshot", Some("scaleway_rdb_snapshot.hebdomadaire"))
        ]
    );
    assert_eq!(database["flows"][0]["unknown"][0]["code"], "not-in-catalogue-destination");
    let snapshot = of("scaleway_rdb_snapshot.hebdomadaire");
    assert_eq!(snapshot["classification"]["level"], "sante");
    assert_eq!(snapshot["classification"]["source"], "reference");
    let volume = of("openstack_blockstorage_volume_v3.donnees");
    assert_eq!(volume["classification"]["level"], "personnelle");
    let copy = of("openstack_blockstorage_volume_v3.copie");
    assert_eq!(copy["classification"], Value::Null);
    let doubt = copy["unknown"].as_array().expect("facts").iter().find(|unknown| unknown["fact"] == "classification");
    assert_eq!(doubt.expect("a doubt")["candidates"], serde_json::json!(["public", "personnelle"]));
    let state = of("backend \"s3\"");
    assert_eq!(state["flows"][0]["kind"], "remote-state");
    assert_eq!(state["flows"][0]["placement"]["countries"], serde_json::json!(["US"]));
    assert!(!text.out.contains("secret"), "credentials are told");
}

/// All keys of objects in `json`.
fn gather(json: &Value, keys: &mut BTreeSet<String>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| gather(item, keys)),
        Value::Object(entries) => {
            for (key, value) in entries {
                keys.insert(key.clone());
                gather(value, keys);
            }
        }
        _ => {}
    }
}

/// A bucket in a module: `count` of the call, then of the bucket.
fn counted([call, bucket]: [&str; 2]) -> [(&'static str, String); 2] {
    let call = format!(
        "variable \"n\" {{}}\nmodule \"m\" {{\n  source = \"./m\"\n  count  = {call}\n  n      = {bucket}\n}}\n"
    );
    let module = "variable \"n\" {}\nresource \"aws_s3_bucket\" \"b\" {\n  count = var.n\n}\n";
    [("main.tf", call), ("m/main.tf", module.to_owned())]
}

#[test]
fn a_declaration_for_instances_of_unknown_count_holds_once_it_is_known() {
    for (counts, symbolic, proposed) in [
        (["1", "var.n"], "module.m[0].aws_s3_bucket.b[\"*\"]", "[\"module.m[0].aws_s3_bucket.b\"]"),
        (["var.n", "1"], "module.m[\"*\"].aws_s3_bucket.b[0]", "[\"module.m[*].aws_s3_bucket.b[0]\"]"),
        (["var.n", "var.n"], "module.m[\"*\"].aws_s3_bucket.b[\"*\"]", "[\"module.m[*].aws_s3_bucket.b\"]"),
    ] {
        let settings = format!("[[classify]]\nresources = {proposed}\nlevel = \"personnelle\"\n");
        let of = |counts, settings: &str| {
            let files = counted(counts);
            let [main, module] = [0, 1].map(|index: usize| (files[index].0, &*files[index].1));
            repository(&[main, module, ("cocarde.toml", settings)])
        };
        let open = of(counts, "");
        run(open.path(), &["explain", symbolic, "--lang", "en"]).assert(0, &[&format!("resources = {proposed}")]);
        // Before the count is known, and after.
        for (counts, address) in [(counts, symbolic), (["1", "1"], "module.m[0].aws_s3_bucket.b[0]")] {
            let page = run(of(counts, &settings).path(), &["explain", address, "--lang", "en"]);
            page.assert(0, &["personal\n", "declaration (cocarde.toml:1)"]);
        }
    }
}

#[test]
fn what_a_stranger_writes_drives_no_terminal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixture = "fixtures/hostile-names";
    for arguments in [
        &["inventory", fixture][..],
        &["inventory", fixture, "--by", "country"],
        &["inventory", fixture, "--format", "json"],
        &["inventory", fixture, "--format", "csv"],
        &["init", fixture, "--stdout"],
        &["explain", "aws_s3_bucket.cles", fixture],
    ] {
        let run = run(root, arguments);
        let shown = format!("{}{}", run.out, run.errors);
        let drives = |c: char| (c.is_control() && !matches!(c, '\n' | '\r')) || ('\u{202a}'..='\u{202e}').contains(&c);
        let found: Vec<char> = shown.chars().filter(|c| drives(*c)).collect();
        assert!(found.is_empty() && shown.contains("aws_s3_bucket"), "{arguments:?} lets {found:?} through\n{shown}");
    }
}

#[test]
fn an_incomplete_register_says_so() {
    let broken = repository(&[("main.tf", "resource \"scaleway_object_bucket\" \"b\" {}\nresource {")]);
    for language in LANGUAGES {
        run(broken.path(), &["inventory", "--lang", language]).assert(3, &["scaleway_object_bucket.b"]);
    }
    let json = run(broken.path(), &["inventory", "--format", "json"]);
    assert!(json.out.contains("\"complete\": false"), "{}", json.out);
    let empty = repository(&[]);
    run(empty.path(), &["inventory", "--lang", "en"]).assert(3, &[]);
}

#[test]
fn an_asset_is_explained_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for language in LANGUAGES {
        let explain = |address: &str| {
            let page = run(root, &[&["explain", address, "fixtures/flows", "--lang", language], &DAY[..]].concat());
            page.assert(0, &[address]);
            page.out
        };
        let addresses = [
            "scaleway_rdb_snapshot.hebdomadaire",
            "scaleway_container.portail",
            "openstack_blockstorage_volume_v3.copie",
            "backend \"s3\"",
        ];
        let pages: Vec<String> = addresses.iter().map(|address| explain(address)).collect();
        insta::assert_snapshot!(format!("explained_{language}"), pages.join("\n"));
        run(root, &["explain", "hebdomadair", "fixtures/flows", "--lang", language])
            .assert(2, &["scaleway_rdb_snapshot.hebdomadaire"]);
        run(root, &["explain", "zzz", "fixtures/flows", "--lang", language]).assert(2, &["cocarde inventory --all"]);
    }
}
