//! `.pre-commit-hooks.yaml`.

use regex::Regex;
use serde_json::Value;

use crate::{assert_understood, read, repository, yaml};

/// The hooks of the repository.
pub(crate) fn hooks() -> Vec<Value> {
    let hooks = yaml(&read(repository(".pre-commit-hooks.yaml"))).remove(0);
    hooks.as_array().expect("a list of hooks").clone()
}

#[test]
fn the_hook_runs_the_program_on_the_whole_repository() {
    let hooks = hooks();
    let [hook] = hooks.as_slice() else { panic!("one hook is expected") };
    assert_eq!(hook["id"], "cocarde");
    assert_eq!(hook["language"], "rust");
    assert_eq!(hook["pass_filenames"], false);
    let entry: Vec<&str> = hook["entry"].as_str().expect("a command").split(' ').collect();
    assert_understood(&entry);
}

#[test]
fn the_hook_runs_for_the_files_that_decide_verdicts() {
    let hooks = hooks();
    let files = Regex::new(hooks[0]["files"].as_str().expect("a pattern")).expect("a regular expression");
    for file in [
        "main.tf",
        "a/b.tf.json",
        "a.tofu",
        "a.tofu.json",
        "prod.auto.tfvars",
        "x.tfvars.json",
        "prod.tfbackend",
        "a/root.hcl",
        "terragrunt.hcl.json",
        "a/cocarde.toml",
    ] {
        assert!(files.is_match(file), "{file}");
    }
    for file in ["main.tf.bak", "README.md", "notcocarde.toml", "package.json"] {
        assert!(!files.is_match(file), "{file}");
    }
}
