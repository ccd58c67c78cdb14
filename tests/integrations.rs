//! Where it runs: the GitHub action, the GitLab component, the pre-commit hook, and what the README tells of them.
//!
//! The action's and the component's scripts are run as their platforms run them, with the program under test.

#![cfg(unix)]
#![expect(clippy::expect_used, clippy::panic, reason = "what cannot be read fails the test")]

#[path = "integrations/action.rs"]
mod action;
#[path = "integrations/catalogue.rs"]
mod catalogue;
#[path = "integrations/documents.rs"]
mod documents;
#[path = "integrations/gitlab.rs"]
mod gitlab;
#[path = "integrations/hook.rs"]
mod hook;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::Value;

/// A path in the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documents of a YAML file.
fn yaml(text: &str) -> Vec<Value> {
    serde_saphyr::from_multiple(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The keys of a mapping, in order.
fn keys(mapping: &Value) -> Vec<&str> {
    mapping.as_object().expect("a mapping").keys().map(String::as_str).collect()
}

/// The environment that the platforms start a job with: nothing of the caller's, and the program on the `PATH`.
fn path_with_program() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_cocarde"));
    format!("{}:/usr/local/bin:/usr/bin:/bin", program.parent().expect("the directory of the program").display())
}

/// A `PATH` without the program, and with a `cargo` and a `git` in `tools` that write how they were called: the directory
/// and the arguments, a line each. To install is to link the program under test.
fn path_with_tools(tools: &Path) -> String {
    const CARGO: &str = r#"#!/bin/sh
printf '%s\n' "$PWD" "$@" > "$(dirname "$0")/called"
while [ "$1" != --root ]; do shift; done
mkdir -p "$2/bin" && ln -s "PROGRAM" "$2/bin/cocarde"
"#;
    const GIT: &str = r#"#!/bin/sh
printf '%s\n' "$*" >> "$(dirname "$0")/fetched"
"#;
    fs::create_dir(tools).expect("a directory");
    for (name, script) in [("cargo", CARGO.replace("PROGRAM", env!("CARGO_BIN_EXE_cocarde"))), ("git", GIT.to_owned())]
    {
        fs::write(tools.join(name), script).expect("a file");
        fs::set_permissions(tools.join(name), fs::Permissions::from_mode(0o755)).expect("an executable file");
    }
    format!("{}:/usr/bin:/bin", tools.display())
}

/// Copies the directory `from` to `to`.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file");
        }
    }
}

/// Asserts that the program understands `words`: `cocarde check …`.
fn assert_understood(words: &[&str]) {
    if let Err(error) = cocarde::cli::Cli::try_parse_from(words) {
        panic!("{}: {error}", words.join(" "));
    }
}
