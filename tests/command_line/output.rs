//! Where the output goes, and does not.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::{LANGUAGES, Run, check, program, repository, run};

const CODE: &str = "resource \"aws_s3_bucket\" \"x\" {}\n";

#[test]
fn a_reader_that_has_had_enough_changes_nothing() {
    let directory = repository(&[("main.tf", &CODE.replace("\"x\"", "\"") /* a broken file, with much to say */)]);
    for arguments in [&["check"][..], &["check", "--format", "json"], &["explain"], &["completions", "bash"]] {
        let whole = program(directory.path(), arguments).output().expect("the program runs");
        let mut child = program(directory.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let run = Run::from(child.wait_with_output().expect("the program ends"));
        assert_eq!((run.code, run.errors.as_str()), (whole.status.code(), ""), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_told() {
    // Linux has a device for it.
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let directory = repository(&[("main.tf", CODE)]);
    for arguments in [&["check"][..], &["explain"], &["completions", "bash"]] {
        let full = full.try_clone().expect("the device");
        let output = program(directory.path(), arguments).stdout(full).output().expect("the program runs");
        Run::from(output).assert(2, &["the report cannot be written to the standard output"]);
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told() {
    let directory = repository(&[("main.tf", CODE)]);
    for (language, words) in LANGUAGES.into_iter().zip(["dans nowhere/report : ", "to nowhere/report: "]) {
        check(directory.path(), language, &["--output", "nowhere/report"]).assert(2, &[words]);
    }
    let locked = directory.path().join("locked");
    fs::create_dir(&locked).expect("a directory");
    fs::set_permissions(&locked, Permissions::from_mode(0o555)).expect("permissions");
    // Nothing is refused to root.
    if File::create(locked.join("probe")).is_err() {
        check(directory.path(), "en", &["--output", "locked/report"]).assert(2, &["to locked/report: "]);
    }
}

/// A finding says with which variable files it holds, unless it holds with all of them.
#[test]
fn findings_say_under_which_variable_file_they_hold() {
    let main = "variable \"region\" {}\nprovider \"aws\" {\n  region = var.region\n}\nresource \"aws_s3_bucket\" \"b\" {\n  tags = { classification = \"personnelle\", env = \"prod\" }\n}\n";
    let files =
        [("main.tf", main), ("far.tfvars", "region = \"ap-south-1\"\n"), ("near.tfvars", "region = \"eu-west-3\"\n")];
    let directory = repository(&files);
    for language in LANGUAGES {
        let said = check(directory.path(), language, &["--only", "CAC-R9-LOCATION"]);

        let line = said.out.lines().find(|line| line.trim_start().starts_with("variables"));
        assert!(line.is_some_and(|line| line.ends_with(" far.tfvars")), "{}", said.out);
        assert_eq!(said.code, Some(1));
    }
    let said = check(directory.path(), "en", &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let of = |code: &str| {
        let all = report["diagnostics"].as_array().into_iter().flatten();
        all.filter(|own| own["code"] == code)
            .map(|own| own["resources"][0]["variable_files"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("CAC-R9-LOCATION"), [serde_json::json!(["far.tfvars"])]);
    assert_eq!(of("CAC-R9-IMMUNITY"), [serde_json::json!([])], "one finding, with both");
    let rules = report["rules"].as_array().expect("rules");
    let immunity = rules.iter().find(|rule| rule["code"] == "CAC-R9-IMMUNITY").expect("the rule");
    assert_eq!(immunity["verdicts"]["violations"], 1, "one resource, whatever the runs");
}

/// Where nothing is written, the place that is shown holds no such argument: what the provider does is said instead.
#[test]
fn what_nobody_wrote_is_not_quoted() {
    let repository = repository(&[(
        "prod/main.tf",
        r#"
        provider "aws" { region = "eu-west-3" }
        resource "aws_db_instance" "d" {
          engine = "postgres"
          tags   = { classification = "personnelle" }
        }
        provider "datadog" {}
        resource "aws_cloudwatch_log_group" "l" { name = "l" }
        "#,
    )]);
    for (language, words) in
        [("en", "multi_az is not written: a single zone"), ("fr", "multi_az n’est pas écrit : une seule zone")]
    {
        let told =
            run(repository.path(), &["check", "--lang", language, "--fail-on", "never", "--only", "CAC-R5-ZONES"]);
        told.assert(0, &[words]);
        assert!(!told.out.contains("\"multi_az\""), "{}", told.out);
    }
}

/// The catalogue has cities in English: French has its own names for some.
#[test]
fn cities_have_their_french_names() {
    let main = "provider \"aws\" { region = \"eu-central-1\" }\nresource \"aws_s3_bucket\" \"b\" {}";
    let repository = repository(&[("main.tf", main)]);
    for (language, place) in [("en", "Frankfurt, Germany"), ("fr", "Francfort, Allemagne")] {
        run(repository.path(), &["explain", "aws_s3_bucket.b", "--lang", language]).assert(0, &[place]);
        run(repository.path(), &["catalogue", "aws", "eu-central-1", "--lang", language]).assert(0, &[place]);
    }
}
