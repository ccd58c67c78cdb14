//! `cocarde check --plan`: what a plan or a state holds is judged, and what is secret in it stays in it.

#![expect(clippy::expect_used, reason = "a program that does not run fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const PLAN: &str = "fixtures/plan/plan.json";
const STATE: &str = "fixtures/state/state.json";
const FORMATS: [&str; 4] = ["terminal", "json", "sarif", "gitlab"];

fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cocarde"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "--today", "2026-11-23", "--lang", "en", "--color", "never"])
        .args(arguments)
        .env_clear()
        .output()
        .expect("the program runs")
}

fn shown(output: &Output) -> String {
    String::from_utf8([&*output.stdout, &*output.stderr].concat()).expect("UTF-8")
}

fn report(arguments: &[&str]) -> Value {
    let output = check(&[arguments, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).expect("a report in JSON")
}

/// A file of that name, for the time of a test.
fn file(directory: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path: PathBuf = directory.join(name);
    fs::write(&path, content).expect("a file");
    path.to_str().expect("a name in UTF-8").to_owned()
}

fn directory() -> tempfile::TempDir {
    tempfile::tempdir().expect("a directory")
}

#[test]
fn no_secret_of_a_plan_or_a_state_is_told() {
    let directory = directory();
    let empty = directory.path().to_str().expect("a name in UTF-8");
    let text = fs::read_to_string(PLAN).expect("the plan");
    let minified: Value = serde_json::from_str(&text).expect("JSON");
    let minified = file(directory.path(), "one-line.json", minified.to_string());
    let broken = file(directory.path(), "broken.json", &text[..text.len() - 5]);
    // The type of a secret is wrong: the words of such errors quote it.
    let wrong =
        file(directory.path(), "wrong.json", text.replace("\"variables\": {", "\"variables\": \"hunter2\", \"x\": {"));
    let settings = "fixtures/plan/cocarde.toml";
    for arguments in [
        [PLAN, "fixtures/plan"],
        [PLAN, empty],
        [STATE, empty],
        [STATE, "fixtures/plan"],
        [&minified, empty],
        [&minified, "fixtures/plan"],
        [&broken, "fixtures/plan"],
        [&wrong, "fixtures/plan"],
    ] {
        for format in FORMATS {
            for verbose in [&[][..], &["--verbose"]] {
                let fixed = ["--plan", arguments[0], arguments[1], "--config", settings, "--format", format];
                let output = check(&[&fixed, verbose].concat());
                let shown = shown(&output);
                assert!(!shown.contains("hunter2"), "{arguments:?} in {format}:\n{shown}");
                assert!(!shown.contains("panicked"), "{shown}");
            }
        }
    }
}

/// The verdicts, and what is found of which resources.
fn verdicts(report: &Value) -> (Value, BTreeSet<(String, String, String)>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let diagnostics = report["diagnostics"].as_array().into_iter().flatten();
    let found = diagnostics.flat_map(|diagnostic| {
        let resources = diagnostic["resources"].as_array().into_iter().flatten();
        resources.map(|resource| (text(&diagnostic["code"]), text(&diagnostic["kind"]), text(&resource["address"])))
    });
    (report["coverage"]["resources"].clone(), found.filter(|(_, _, address)| !address.starts_with("backend")).collect())
}

#[test]
fn without_the_sources_less_is_settled_and_nothing_else() {
    let settings = "fixtures/plan/cocarde.toml";
    let with = report(&["--plan", PLAN, "fixtures/plan", "--config", settings]);
    let directory = directory();
    let empty = directory.path().to_str().expect("a name in UTF-8");
    let without = report(&["--plan", PLAN, empty, "--config", settings]);
    let ((resources, known), (same, left)) = (verdicts(&with), verdicts(&without));
    assert_eq!(resources, same);
    let settled = |(_, kind, _): &&(String, String, String)| kind != "undetermined";
    assert!(known.iter().filter(settled).eq(left.iter().filter(settled)), "{known:?}\n{left:?}");
    assert!(known.is_subset(&left) && known.len() < left.len(), "{known:?}\n{left:?}");
    // Where the state is kept, only the sources tell.
    assert_eq!((&with["coverage"]["states"], &without["coverage"]["states"]), (&Value::from(1), &Value::from(0)));
}

#[test]
fn what_is_destroyed_is_not_judged() {
    let report = report(&["--plan", PLAN, "fixtures/plan", "--config", "fixtures/plan/cocarde.toml"]);
    assert!(!report.to_string().contains("scaleway_rdb_instance.gone"));
    assert_eq!(report["coverage"]["resources"], 9);
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let directory = directory();
    let at = |name: &str, content: &[u8]| file(directory.path(), name, content);
    let text = fs::read_to_string(PLAN).expect("the plan");
    let cases = [
        (at("plan.out", b"PK\x03\x04\x14\0\x08"), 3, "terraform show -json plan.out > plan.json"),
        (at("cut.json", &text.as_bytes()[..2000]), 3, "terraform show -json plan.out > plan.json"),
        (at("utf16.json", b"\xff\xfe{\0"), 3, "Out-File"),
        (at("terraform.tfstate", b"{\"version\": 4, \"lineage\": \"\"}"), 3, "terraform show -json > state.json"),
        (at("empty.json", b"{\"format_version\":\"1.0\"}"), 3, "neither a plan nor a state"),
        (at("later.json", b"{\"format_version\":\"9.0\",\"values\":{}}"), 3, "later version"),
        (directory.path().join("none.json").display().to_string(), 2, "no such file"),
        (directory.path().display().to_string(), 2, "not a regular file"),
    ];
    for (plan, code, said) in cases {
        let output = check(&["--plan", &plan, "fixtures/plan"]);
        let shown = shown(&output);
        assert_eq!(output.status.code(), Some(code), "{plan}:\n{shown}");
        assert!(shown.contains(said), "{plan} does not say {said}:\n{shown}");
        for format in FORMATS {
            assert_eq!(check(&["--plan", &plan, "--format", format]).status.code(), Some(code), "{plan} in {format}");
        }
    }
}

#[test]
fn a_plan_that_is_not_all_is_incomplete() {
    let directory = directory();
    let plan = file(
        directory.path(),
        "plan.json",
        "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {}}, \"errored\": true}",
    );
    let output = check(&["--plan", &plan, directory.path().to_str().expect("a name in UTF-8")]);
    assert_eq!(output.status.code(), Some(3));
    assert!(shown(&output).contains("not complete"));
}

#[test]
fn sources_of_another_root_module_are_not_used() {
    let report = report(&["--plan", PLAN, "fixtures/google-defaults", "--no-config"]);
    let told = report["diagnostics"].as_array().into_iter().flatten();
    assert_eq!(told.filter(|diagnostic| diagnostic["code"] == "plan-sources").count(), 1);
    assert_eq!(report["coverage"]["states"], 0);
}

#[test]
fn sources_are_found_beside_the_plan_when_the_directory_has_none() {
    let report = report(&["--plan", PLAN, "fixtures", "--config", "fixtures/plan/cocarde.toml"]);
    assert_eq!(report["coverage"]["states"], 1);
}

#[test]
fn sources_whose_modules_are_not_installed_are_those_of_the_plan() {
    let directory = directory();
    let main = "module \"archive\" {\n  source = \"registry.example/a/b/c\"\n}\nterraform {\n  backend \"gcs\" {}\n}\n";
    let path = file(directory.path(), "main.tf", main);
    let report = report(&["--plan", PLAN, &path, "--no-config"]);
    assert_eq!(report["coverage"]["states"], 1);
    // What they hold stands in the plan.
    assert_eq!(report["coverage"]["absent_modules"], 0);
}
