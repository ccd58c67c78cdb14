//! Where the output goes, and does not.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::{LANGUAGES, Run, check, program, repository};

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
