//! `cocarde catalogue`, and the repository's own rows.

use serde_json::Value;

use super::{LANGUAGES, check, repository, run};

const TODAY: [&str; 2] = ["--today", "2026-11-23"];

/// A run of `cocarde catalogue` for `words` in `language`.
fn catalogue(directory: &std::path::Path, language: &str, words: &[&str]) -> super::Run {
    run(directory, &[&["catalogue", "--lang", language], &TODAY[..], words].concat())
}

#[test]
fn rows_are_told_with_their_source_and_date() {
    let directory = repository(&[]);
    let searches: [&[&str]; 10] = [
        &["outscale-cloudgouv"],
        &["--in", "offers", "pi"],
        &["cloudgouv-eu-west-1a"],
        &["France", "Central", "azurerm"],
        &["s3.fr-par.scw.cloud"],
        &["prom.grafana.net"],
        &["--in", "destinations", "de.sentry.io"],
        &["--in", "services", "outscale_volume"],
        &["--in", "services", "google_bigquery_dataset"],
        &["--in", "backends", "remote"],
    ];
    let mut told = String::new();
    for language in LANGUAGES {
        for words in searches {
            let run = catalogue(directory.path(), language, words);
            run.assert(0, &["2026"]);
            told += &format!("$ cocarde catalogue {}\n\n{}\n", words.join(" "), run.out);
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn without_words_it_tells_what_there_is() {
    let directory = repository(&[]);
    // Numbers change with each row: the tests of the catalogue hold them.
    let told = catalogue(directory.path(), "en", &[]).out.replace(|digit: char| digit.is_ascii_digit(), "");
    insta::assert_snapshot!(told);
}

#[test]
fn qualified_offers_are_those_of_the_day() {
    let directory = repository(&[]);
    let offers = |day: &str| {
        let run = run(directory.path(), &["catalogue", "--qualified", "--format", "json", "--today", day]);
        let answer: Value = serde_json::from_str(&run.out).expect("JSON");
        let offers = answer["offers"].as_array().expect("a list");
        let of_offers = |part: &str| answer[part].as_array().is_some_and(Vec::is_empty);
        assert!(["regions", "providers", "hosts", "destinations", "services", "backends"].into_iter().all(of_offers));
        offers.iter().map(|offer| offer["id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    let (before, after) = (offers("2026-11-30"), offers("2026-12-01"));
    assert!(before.contains(&"outscale-cloudgouv".to_owned()) && before.contains(&"s3ns-premi3ns".to_owned()));
    let ended: Vec<&String> = before.iter().filter(|offer| !after.contains(offer)).collect();
    assert_eq!(ended, ["outscale-cloudgouv"]);
    assert!(
        !before
            .iter()
            .any(|offer| ["scaleway-public", "bleu", "nubo", "scalingo-osc-secnum-fr1"].contains(&offer.as_str()))
    );
}

#[test]
fn every_row_has_a_source_in_json() {
    let directory = repository(&[]);
    let run = catalogue(directory.path(), "en", &["--format", "json"]);
    run.assert(0, &[]);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["date"], "2026-11-22");
    for (part, least) in [
        ("offers", 60),
        ("regions", 700),
        ("providers", 130),
        ("hosts", 100),
        ("destinations", 100),
        ("services", 5_000),
        ("backends", 20),
    ] {
        let rows = answer[part].as_array().expect("a list");
        assert!(rows.len() >= least, "{part}: {}", rows.len());
        for row in rows {
            assert!(row["source"].as_str().is_some_and(|source| !source.is_empty()), "{row}");
        }
    }
}

#[test]
fn what_is_not_there_is_no_proof() {
    let directory = repository(&[]);
    for (language, words) in LANGUAGES.into_iter().zip(["ne prouve rien", "no proof of anything"]) {
        catalogue(directory.path(), language, &["nulle-part-1"]).assert(1, &[words, "docs/catalogue"]);
    }
}

const OWN: &str = r#"
[[offer]]
id       = "nuage"
name     = "Nuage\u001b[31m"
operator = "Ministère"
country  = "FR"
source   = "convention"
date     = 2026-02-03

[[host]]
suffix = "nuage.exemple"
offer  = "nuage"
region = "FR"
source = "convention"
date   = 2026-02-03
"#;

#[test]
fn own_rows_are_found_and_escaped() {
    let settings = "[catalogue]\noverlay = \"catalogue.toml\"\n";
    let directory = repository(&[("infra/cocarde.toml", settings), ("infra/catalogue.toml", OWN), ("infra/a/b", "")]);
    let inside = directory.path().join("infra/a");
    let run = catalogue(&inside, "en", &["s3.nuage.exemple"]);
    run.assert(0, &["nuage.exemple", "convention; 2026-02-03", "catalogue.toml"]);
    let run = catalogue(&inside, "en", &["nuage"]);
    run.assert(0, &["Ministère (France)"]);
    assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    catalogue(&inside, "en", &["--no-config", "nuage.exemple"]).assert(1, &[]);
    catalogue(directory.path(), "en", &["--config", "infra/cocarde.toml", "nuage.exemple"]).assert(0, &["convention"]);
}

#[test]
fn what_an_own_catalogue_says_is_told_as_such() {
    let settings = "[catalogue]\noverlay = \"catalogue.toml\"\n[environments]\nproduction = [\"**\"]\n[[classify]]\npaths = [\"**\"]\nlevel = \"sensibilite-particuliere\"\n";
    let main = "provider \"openstack\" {\n  auth_url = \"https://keystone.nuage.exemple/v3\"\n}\nresource \"openstack_blockstorage_volume_v3\" \"v\" {\n  size = 1\n}\n";
    let directory = repository(&[("cocarde.toml", settings), ("catalogue.toml", OWN), ("main.tf", main)]);
    for (language, words) in
        LANGUAGES.into_iter().zip([["catalogue du dépôt", "catalogue.toml"], ["own catalogue", "catalogue.toml"]])
    {
        check(directory.path(), language, &[]).assert(1, &words);
    }
    let json = check(directory.path(), "en", &["--format", "json"]);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(report["coverage"]["own_catalogue"], "catalogue.toml");
}

#[test]
fn an_own_catalogue_is_a_file_of_the_repository() {
    for path in ["../secret.toml", "/etc/passwd", "missing.toml", "link.toml"] {
        let settings = format!("[catalogue]\noverlay = {path:?}\n");
        let directory = repository(&[("cocarde.toml", &settings), ("main.tf", "locals {}\n")]);
        std::os::unix::fs::symlink("/etc/passwd", directory.path().join("link.toml")).expect("a link");
        for language in LANGUAGES {
            for arguments in [&[][..], &["--config", "cocarde.toml"]] {
                let run = check(directory.path(), language, arguments);
                run.assert(2, &["cocarde.toml:2:11"]);
                assert!(!run.out.contains("root:"), "{}", run.out);
            }
        }
    }
}
