//! The tests of policies that are written in the language itself, and how the program runs them.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;

/// The least number of cases that the suite of the language has.
const CASES: usize = 150;

fn test(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cocarde"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["test", "--today", "2026-11-24", "--color", "never"])
        .args(arguments)
        .env_clear()
        .output()
        .unwrap()
}

fn shown(output: &Output) -> String {
    String::from_utf8([&*output.stdout, &*output.stderr].concat()).unwrap()
}

fn json(arguments: &[&str]) -> Json {
    serde_json::from_slice(&test(&[arguments, &["--format", "json"]].concat()).stdout).unwrap()
}

fn outcomes(report: &Json, wanted: &str) -> usize {
    let files = report["files"].as_array().unwrap();
    let cases = files.iter().flat_map(|file| file["cases"].as_array().unwrap());
    cases.filter(|case| case["outcome"] == wanted).count()
}

#[test]
fn the_suite_of_the_language_passes() {
    let output = test(&["--lang", "en", "tests/policy/suite"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let report = json(&["tests/policy/suite"]);
    assert_eq!(report["passed"], true);
    let passed = outcomes(&report, "passed");
    assert!(passed >= CASES, "{passed} cases");
}

/// Whatever is expected otherwise is told: no case of the suite passes for a wrong reason.
#[test]
fn each_case_fails_when_another_verdict_is_expected() {
    let directory = tempfile::tempdir().unwrap();
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy/suite");
    for entry in std::fs::read_dir(&suite).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let text = if name.ends_with(".policytest.hcl") { contradicted(&text) } else { text };
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    let before = json(&["tests/policy/suite"]);
    let after = json(&[directory.path().to_str().unwrap()]);
    assert_eq!(outcomes(&after, "passed"), 0);
    assert_eq!(outcomes(&after, "failed"), outcomes(&before, "passed"));
}

/// The test file `text` with the contrary of each verdict that it expects.
fn contradicted(text: &str) -> String {
    let mut contrary = String::new();
    let mut block: Vec<&str> = Vec::new();
    for line in text.lines() {
        block.push(line);
        if line != "}" {
            continue;
        }
        let kind = block.iter().find_map(|line| line.split_once(' ')).map(|(kind, _)| kind);
        let judged = kind.is_some_and(|kind| ["resource", "provider", "module", "asset"].contains(&kind));
        let said = |line: &&str| line.trim_start().starts_with("expect");
        let passes = |line: &&str| ["\"compliant\"", "\"not-applicable\""].iter().any(|word| line.contains(word));
        let fails = block.iter().find(|line| said(line)).is_some_and(|line| !passes(line));
        for line in block.drain(..) {
            if line == "}" && judged {
                let verdict = if fails { "compliant" } else { "violation" };
                contrary += &format!("  expect = \"{verdict}\"\n");
            }
            if !(judged && said(&line)) {
                contrary += &format!("{line}\n");
            }
        }
    }
    contrary
}

#[test]
fn what_fails_is_told_with_each_policy_that_looked_at_it() {
    for lang in ["fr", "en"] {
        let output = test(&["--lang", lang, "tests/policy/failing"]);
        assert_eq!(output.status.code(), Some(1));
        insta::assert_snapshot!(format!("failing_{lang}"), shown(&output));
    }
    let output = test(&["--lang", "en", "--verbose", "tests/policy/failing"]);
    insta::assert_snapshot!("failing_verbose", shown(&output));
}

#[test]
fn wrong_tests_are_told_at_their_place() {
    let output = test(&["--lang", "en", "tests/policy/wrong"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(shown(&output));
}

#[test]
fn programs_read_the_same() {
    let mut report = json(&["--lang", "en", "tests/policy/failing"]);
    report["tool"]["version"] = "[version]".into();
    insta::assert_json_snapshot!("failing_json", report);
    let output = test(&["--lang", "en", "--format", "junit", "tests/policy/failing"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!("failing_junit", shown(&output));
}

#[test]
fn where_there_is_no_test_the_run_is_not_a_success() {
    let directory = tempfile::tempdir().unwrap();
    let empty = directory.path().to_str().unwrap();
    for path in [empty, "no/such/directory"] {
        let output = test(&["--lang", "en", path]);
        assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn inputs_come_from_the_test_then_the_command_line_then_the_environment_then_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(directory.path().join(name), text).unwrap();
    write(
        "x.policy.hcl",
        "input \"size\" {\n  type    = number\n  default = 1\n}\nresource_policy \"aws_ebs_volume\" \"small\" {\n  enforce {\n    condition = attrs.size <= input.size\n  }\n}\n",
    );
    write("x.policytest.hcl", "resource \"aws_ebs_volume\" \"x\" {\n  attrs = { size = 5 }\n}\n");
    write("inputs.tfvars", "size = 9\n");
    let file = directory.path().join("inputs.tfvars");
    let run = |environment: Option<&str>, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
        command.args(["test", "--lang", "en"]).args(arguments).arg(directory.path()).env_clear();
        command.envs(environment.map(|value| ("TFPOLICY_INPUT_size", value)));
        command.output().unwrap().status.code()
    };
    let file = file.to_str().unwrap();
    assert_eq!(run(None, &[]), Some(1));
    assert_eq!(run(None, &["--input-file", file]), Some(0));
    assert_eq!(run(Some("2"), &["--input-file", file]), Some(1));
    assert_eq!(run(Some("2"), &["--input-file", file, "--input", "size=5"]), Some(0));
    assert_eq!(run(None, &["--input", "sise=5"]), Some(2));
    assert_eq!(run(None, &["--input", "size=many"]), Some(2));
    write(
        "x.policytest.hcl",
        "inputs {\n  size = 6\n}\nresource \"aws_ebs_volume\" \"x\" {\n  attrs = { size = 5 }\n}\n",
    );
    assert_eq!(run(Some("2"), &["--input", "size=3"]), Some(0));
}
