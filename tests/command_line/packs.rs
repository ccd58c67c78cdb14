//! Packs of rules, and the places that the organisation wants.

use super::{LANGUAGES, check, repository, run};

const BUCKET: &str = r#"
provider "aws" {
  region = "eu-central-1"
}

resource "aws_s3_bucket" "dossiers" {
  bucket = "dossiers"
  tags   = { classification = "sensible" }
}
"#;
const PROJECT: &str = "[project]\nentity = \"administration-centrale\"\n[environments]\nproduction = [\"**\"]\n";

#[test]
fn a_pack_is_switched_in_the_settings_and_named_on_the_command_line() {
    let settings = |packs: &str| format!("{PROJECT}{packs}");
    let judged = |packs: &str, arguments: &[&str]| {
        let directory = repository(&[("main.tf", BUCKET), ("cocarde.toml", &settings(packs))]);
        check(directory.path(), "fr", arguments).out
    };
    assert!(!judged("", &[]).contains("PSSIE-FRANCE  "));
    assert!(judged("[packs]\npssie = true\n", &[]).contains("PSSIE-FRANCE  "));
    assert!(!judged("[packs]\npssie = true\n", &["--skip", "pssie"]).contains("PSSIE-FRANCE  "));
    let only = judged("", &["--only", "PSSIE"]);
    assert!(only.contains("PSSIE-FRANCE  ") && !only.contains("CAC-R9-ANALYSIS"), "{only}");
}

#[test]
fn a_pack_that_does_not_exist_is_told_with_those_that_do() {
    for language in LANGUAGES {
        let settings = format!("{PROJECT}[packs]\npsie = true\n");
        let directory = repository(&[("main.tf", BUCKET), ("cocarde.toml", &settings)]);
        check(directory.path(), language, &[]).assert(2, &["cocarde.toml:6:1", "psie", "pssie", "landing-zone"]);
    }
}

#[test]
fn a_pack_is_explained_by_its_rules() {
    let directory = repository(&[]);
    run(directory.path(), &["explain", "--lang", "fr", "pssie"]).assert(0, &["[packs] pssie = true", "PSSIE-FRANCE"]);
    run(directory.path(), &["explain", "--lang", "en", "sren-art31"]).assert(0, &["CAC-R9-SECNUMCLOUD", "CAC-STATE"]);
}

/// A rationale of several paragraphs is not one block, and is wrapped all the same.
#[test]
fn a_rule_is_explained_in_paragraphs() {
    let directory = repository(&[]);
    let explain = |language: &str| run(directory.path(), &["explain", "--lang", language, "CAC-R5-DETECT"]);
    explain("fr").assert(0, &[".\n\n  D’une racine", ".\n\n  Leur absence"]);
    explain("en").assert(0, &[".\n\n  Of a root module", ".\n\n  Their absence"]);
}

#[test]
fn a_place_wider_than_the_laws_is_an_error_at_its_line() {
    for language in LANGUAGES {
        let settings = format!(
            "{PROJECT}[location]\neverywhere = \"adequate\"\nsante = \"adequate\"\npersonnelle = [\"FR\", \"CH\"]\n"
        );
        let directory = repository(&[("main.tf", BUCKET), ("cocarde.toml", &settings)]);
        let told = check(directory.path(), language, &[]);
        told.assert(2, &["settings-looser-than-law", "cocarde.toml:7:9", "`EEA`", "26"]);
        let all = format!("{}{}", told.out, told.errors);
        assert_eq!(all.matches("settings-looser-than-law").count(), 1, "{all}");
    }
}

/// The text that names the place, and the one that demands it, each with its article and date.
#[test]
fn a_place_wider_than_the_laws_is_told_with_the_text_that_names_the_place() {
    for (language, level, cited) in [
        ("fr", "sensibilite-particuliere", &["§ 19.2", "SecNumCloud 3.2", "8 mars 2022", "R9", "31 mai 2023"][..]),
        ("en", "sensibilite-particuliere", &["§ 19.2", "SecNumCloud", "8 March 2022", "R9", "31 May 2023"]),
        ("fr", "sante", &["exigence 28", "26 avril 2024"]),
        ("en", "sante", &["requirement 28", "26 April 2024"]),
    ] {
        let settings = format!("{PROJECT}[location]\n{level} = \"adequate\"\n");
        let directory = repository(&[("main.tf", BUCKET), ("cocarde.toml", &settings)]);
        let told = check(directory.path(), language, &[]);
        told.assert(2, &["settings-looser-than-law"]);
        let all = format!("{}{}", told.out, told.errors).replace('│', " ");
        let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in cited {
            assert!(all.contains(text), "{text} in {all}");
        }
    }
}

#[test]
fn a_service_whose_paths_match_nothing_is_told() {
    for language in LANGUAGES {
        let settings = format!("{PROJECT}[services]\nportail = [\"nulle-part/**\"]\n");
        let directory = repository(&[("main.tf", BUCKET), ("cocarde.toml", &settings)]);
        let told = check(directory.path(), language, &[]);
        let all = format!("{}{}", told.out, told.errors);
        assert!(all.contains("cocarde.toml:6"), "{all}");
    }
}
