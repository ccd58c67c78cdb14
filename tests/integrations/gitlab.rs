//! `templates/cocarde.yml`, as GitLab reads and runs it.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::{copy, keys, path_with_program, path_with_tools, read, repository, yaml};

const TEMPLATE: &str = "templates/cocarde.yml";

/// The inputs of the component, and its text after their declaration.
pub(crate) fn template() -> (Value, String) {
    let text = read(repository(TEMPLATE));
    let (header, body) = text.split_once("\n---\n").expect("a header and a body");
    (yaml(header).remove(0)["spec"]["inputs"].clone(), body.to_owned())
}

/// The job, with these inputs and the others at their default.
fn job(inputs: &[(&str, &str)]) -> Value {
    let (declared, mut body) = template();
    for name in keys(&declared) {
        let given = inputs.iter().find(|(input, _)| *input == name).map(|(_, value)| *value);
        let value = given.or(declared[name]["default"].as_str()).expect("an input with a default");
        body = body.replace(&format!("$[[ inputs.{name} ]]"), value);
    }
    assert!(!body.contains("$[["), "an input is used that is not declared: {body}");
    yaml(&body).remove(0)["cocarde"].clone()
}

/// Runs the job on the fixture `fixture`; gives its exit code, its log and the project.
fn run(fixture: &str, inputs: &[(&str, &str)]) -> (i32, String, TempDir) {
    run_with(&path_with_program(), fixture, inputs)
}

/// The same with this `PATH`.
fn run_with(path: &str, fixture: &str, inputs: &[(&str, &str)]) -> (i32, String, TempDir) {
    let project = TempDir::new().expect("a directory");
    copy(&repository("fixtures").join(fixture), project.path());
    let job = job(inputs);
    let lines = |key: &str| -> Vec<String> {
        job[key].as_array().expect("a script").iter().map(|line| line.as_str().expect("a line").to_owned()).collect()
    };
    let script = [lines("before_script"), lines("script")].concat().join("\n");
    let mut command = Command::new("sh");
    command.args(["-e", "-c", &script]).env_clear().current_dir(project.path());
    command.env("PATH", path).env("CI_PROJECT_DIR", project.path());
    for (name, variable) in job["variables"].as_object().expect("variables") {
        assert_eq!(variable["expand"], false, "{name} would be expanded");
        command.env(name, variable["value"].as_str().expect("a text"));
    }
    let output = command.output().expect("sh runs");
    let log = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().expect("an exit code"), log, project)
}

#[test]
fn every_input_is_used_and_none_in_a_script() {
    let (declared, body) = template();
    for input in keys(&declared) {
        assert!(body.contains(&format!("$[[ inputs.{input} ]]")), "{input} is not used");
        assert!(declared[input]["description"].is_string(), "{input} is not described");
    }
    let job = job(&[]);
    for key in ["before_script", "script"] {
        let template = yaml(&body).remove(0)["cocarde"][key].to_string();
        assert_eq!(template, job[key].to_string(), "an input is written into {key}");
    }
}

#[test]
fn findings_fail_the_job_and_leave_the_report_that_it_promises() {
    let (code, log, project) = run("landing-zone", &[("args", "--today 2026-11-23"), ("lang", "en")]);
    assert_eq!(code, 1, "{log}");
    assert!(log.contains("CAC-R9-SECNUMCLOUD"), "{log}");
    let job = job(&[]);
    assert_eq!(job["artifacts"]["when"], "always");
    let report = job["artifacts"]["reports"]["codequality"].as_str().expect("a path");
    let report: Value = serde_json::from_str(&read(project.path().join(report))).expect("JSON");
    let findings = report.as_array().expect("a list");
    assert!(!findings.is_empty());
    for finding in findings {
        let path = finding["location"]["path"].as_str().expect("a path");
        assert!(project.path().join(path).is_file(), "{path} is not a file of the project");
    }
}

#[test]
fn the_threshold_decides_what_fails() {
    let (code, log, project) = run("landing-zone", &[("fail-on", "never")]);
    assert_eq!(code, 0, "{log}");
    assert!(project.path().join("gl-code-quality-report.json").is_file());
}

#[test]
fn without_the_program_it_is_built_out_of_the_project() {
    let tools = TempDir::new().expect("a directory");
    let path = path_with_tools(&tools.path().join("tools"));
    let inputs = [("fail-on", "never"), ("source", "https://forge.example/cocarde.git"), ("version", "v1.2.3")];
    let (code, log, project) = run_with(&path, "landing-zone", &inputs);
    assert_eq!(code, 0, "{log}");
    let fetched = read(tools.path().join("tools/fetched"));
    assert!(fetched.contains("-- https://forge.example/cocarde.git v1.2.3\n"), "{fetched}");
    let called = read(tools.path().join("tools/called"));
    let mut called = called.lines();
    let from = called.next().expect("a directory");
    assert!(!std::path::Path::new(from).starts_with(project.path()), "{from}");
    let arguments: Vec<&str> = called.collect();
    assert!(arguments.starts_with(&["install"]) && arguments.contains(&"--locked"), "{arguments:?}");
}

#[test]
fn a_program_that_the_project_brings_along_is_not_run() {
    let tools = TempDir::new().expect("a directory");
    let tools = tools.path().join("tools");
    let path = path_with_tools(&tools);
    fs::write(tools.join("git"), "#!/bin/sh\necho .cocarde/bin/cocarde\n").expect("a file");
    let (code, log, _) = run_with(&path, "landing-zone", &[]);
    assert_eq!(code, 2, "{log}");
    assert!(log.contains("must not be under version control"), "{log}");
    assert!(!tools.join("called").exists(), "{log}");
}

#[test]
fn without_a_program_and_a_source_the_job_says_what_it_lacks() {
    let tools = TempDir::new().expect("a directory");
    let (code, log, _) = run_with(&path_with_tools(&tools.path().join("tools")), "landing-zone", &[]);
    assert_eq!(code, 2, "{log}");
    assert!(log.contains("the input source"), "{log}");
}
