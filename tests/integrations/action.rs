//! `action.yml` and its script, in the environment that GitHub's runner gives it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::{copy, keys, path_with_program, path_with_tools, read, repository, yaml};

/// A runner with a workspace.
struct Runner {
    directory: TempDir,
    path: String,
}

/// What a step left.
struct Step {
    code: i32,
    log: String,
    summary: String,
    outputs: Vec<(String, String)>,
}

impl Runner {
    /// A runner whose workspace holds the fixture `fixture` at `path`.
    fn with(fixture: &str, path: &str) -> Self {
        let directory = TempDir::new().expect("a directory");
        copy(&repository("fixtures").join(fixture), &directory.path().join("workspace").join(path));
        fs::create_dir(directory.path().join("temporary files")).expect("a directory");
        Self { directory, path: path_with_program() }
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        self.directory.path().join(name)
    }

    /// Runs the action's step with these inputs, the others at their default.
    fn run(&self, inputs: &[(&str, &str)]) -> Step {
        for file in ["output", "summary"] {
            fs::write(self.file(file), "").expect("a file");
        }
        let action = action();
        let step = &action["runs"]["steps"][0];
        let mut command = Command::new("bash");
        // As `shell: bash` is documented.
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().expect("a script")]);
        command.env_clear().current_dir(self.file("workspace"));
        command.env("PATH", &self.path);
        command.env("GITHUB_ACTION_PATH", repository(""));
        command.env("GITHUB_WORKSPACE", self.file("workspace"));
        command.env("GITHUB_OUTPUT", self.file("output"));
        command.env("GITHUB_STEP_SUMMARY", self.file("summary"));
        command.env("RUNNER_TEMP", self.file("temporary files"));
        for (variable, expression) in step["env"].as_object().expect("an environment") {
            let input = input_of(expression).expect("each variable is an input");
            let given = inputs.iter().find(|(name, _)| *name == input).map(|(_, value)| *value);
            let default = action["inputs"][input]["default"].as_str();
            command.env(variable, given.or(default).expect("an input with a default"));
        }
        let output = command.output().expect("bash runs");
        let outputs = read(self.file("output"));
        let outputs = outputs.lines().map(|line| line.split_once('=').expect("name=value"));
        Step {
            code: output.status.code().expect("an exit code"),
            log: String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
            summary: read(self.file("summary")),
            outputs: outputs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }
}

impl Step {
    fn output(&self, name: &str) -> Option<&str> {
        self.outputs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn json(&self, output: &str) -> Value {
        let path = self.output(output).unwrap_or_else(|| panic!("no output {output}\n{}", self.log));
        serde_json::from_str(&read(path)).expect("JSON")
    }
}

pub(crate) fn action() -> Value {
    yaml(&read(repository("action.yml"))).remove(0)
}

/// The input that `${{ inputs.… }}` is.
fn input_of(expression: &Value) -> Option<&str> {
    expression.as_str()?.strip_prefix("${{ inputs.")?.strip_suffix(" }}")
}

#[test]
fn every_input_reaches_the_script_through_the_environment_only() {
    let action = action();
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let [step] = steps.as_slice() else { panic!("one step is expected") };
    assert!(!step["run"].as_str().expect("a script").contains("${{"));
    let variables = step["env"].as_object().expect("an environment");
    let mut passed: Vec<&str> = variables.values().filter_map(input_of).collect();
    let mut declared = keys(&action["inputs"]);
    passed.sort_unstable();
    declared.sort_unstable();
    assert_eq!(passed, declared);
    let script = read(repository("scripts/github-action.sh"));
    for variable in variables.keys() {
        assert!(script.contains(&format!("${{{variable}")), "the script does not use {variable}");
    }
    for output in keys(&action["outputs"]) {
        assert!(script.contains(&format!("echo \"{output}=")), "the script does not give {output}");
    }
}

#[test]
fn findings_fail_the_step_and_are_in_the_sarif_file_and_the_summary() {
    let runner = Runner::with("landing-zone", "");
    let step = runner.run(&[("lang", "en"), ("args", "--today\n2026-11-23\n")]);
    assert_eq!(step.code, 1, "{}", step.log);
    assert_eq!(step.output("exit-code"), Some("1"));
    let sarif = step.json("sarif");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(sarif["runs"][0]["results"].as_array().is_some_and(|results| !results.is_empty()));
    assert_eq!(step.output("report"), step.output("sarif"));
    for text in [&step.log, &step.summary] {
        assert!(text.contains("CAC-R9-SECNUMCLOUD"), "{text}");
    }
}

#[test]
fn the_threshold_decides_what_fails() {
    let runner = Runner::with("landing-zone", "");
    let step = runner.run(&[("fail-on", "never"), ("format", "gitlab"), ("args", "--today\n2026-11-23")]);
    assert_eq!(step.code, 0, "{}", step.log);
    assert_eq!(step.output("exit-code"), Some("0"));
    assert_eq!(step.output("sarif"), None);
    assert!(step.json("report").is_array());
}

#[test]
fn an_incomplete_analysis_fails_the_step() {
    let step = Runner::with("syntax-error-alone", "").run(&[]);
    assert_eq!((step.code, step.output("exit-code")), (3, Some("3")), "{}", step.log);
}

#[test]
fn inputs_are_never_read_as_shell() {
    let path = "-it's; a \"place\" $(touch pwned) `touch pwned`";
    let runner = Runner::with("landing-zone", path);
    let step = runner.run(&[("path", path), ("args", "--today\n2026-11-23")]);
    assert_eq!(step.code, 1, "{}", step.log);
    assert!(step.json("sarif")["runs"][0]["results"].as_array().is_some_and(|results| !results.is_empty()));

    let hostile = "$(touch pwned); touch pwned";
    for input in ["format", "fail-on", "lang", "args", "version"] {
        let step = runner.run(&[("path", path), (input, hostile)]);
        assert_eq!((step.code, step.output("exit-code")), (2, Some("2")), "{input}: {}", step.log);
        assert_eq!(step.output("report"), None, "{input}");
    }
    assert!(!runner.file("workspace").join("pwned").exists());
}

#[test]
fn what_the_repository_says_is_neither_a_command_nor_markup() {
    let runner = Runner::with("landing-zone", "</pre><img src=x>&\n::error::injected");
    let step = runner.run(&[("path", "</pre><img src=x>&\n::error::injected")]);
    let (_, after) = step.log.split_once("::stop-commands::").expect("commands are stopped");
    let (token, rest) = after.split_once('\n').expect("a line");
    let (_, end) = rest.split_once(&format!("\n::{token}::\n")).expect("commands are resumed");
    assert!(!end.contains("::"), "{end}");
    let markup: Vec<&str> = step.summary.lines().filter(|line| line.contains('<') || line.contains('>')).collect();
    assert_eq!(markup, ["<pre>", "</pre>"]);
}

#[test]
fn a_long_report_is_cut_in_the_summary_only() {
    let runner = Runner::with("landing-zone", "");
    let code = "resource \"a\" {} # <&>\n".repeat(8000);
    fs::write(runner.file("workspace").join("long.tf"), code).expect("a file");
    let step = runner.run(&[]);
    assert_eq!(step.output("exit-code"), Some(step.code.to_string().as_str()), "{}", step.summary.len());
    assert!(step.log.len() > 1 << 20, "the log has only {} bytes", step.log.len());
    assert!(step.summary.len() < 1 << 20, "{} bytes", step.summary.len());
    assert!(step.summary.ends_with("\n…\n</pre>\n"));
}

#[test]
fn arguments_that_the_report_cannot_take_are_told() {
    let runner = Runner::with("landing-zone", "");
    let step = runner.run(&[("args", "--format=terminal")]);
    assert_eq!((step.code, step.output("report")), (2, None));
    assert!(step.log.contains("cannot be used multiple times"), "{}", step.log);
}

#[test]
fn another_version_than_the_one_asked_for_does_not_run() {
    let runner = Runner::with("landing-zone", "");
    let step = runner.run(&[("version", "0.0.1")]);
    assert_eq!((step.code, step.output("exit-code")), (2, Some("2")));
    assert!(step.log.contains("version 0.0.1 is asked for"), "{}", step.log);
    let step = runner.run(&[("version", env!("CARGO_PKG_VERSION")), ("fail-on", "never")]);
    assert_eq!(step.code, 0, "{}", step.log);
}

#[test]
fn without_the_program_it_is_built_out_of_the_workspace() {
    let mut runner = Runner::with("landing-zone", "");
    let tools = runner.file("tools");
    runner.path = path_with_tools(&tools);
    let step = runner.run(&[("fail-on", "never")]);
    assert_eq!(step.code, 0, "{}", step.log);
    let called = read(tools.join("called"));
    let mut called = called.lines();
    let canonical = |path: &Path| path.canonicalize().expect("a directory");
    assert_eq!(called.next().map(|path| canonical(Path::new(path))), Some(canonical(&repository(""))));
    let arguments: Vec<&str> = called.collect();
    assert!(arguments.starts_with(&["install"]) && arguments.contains(&"--locked"), "{arguments:?}");
}
