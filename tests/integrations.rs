//! Where it runs: the GitHub action, the GitLab component, the pre-commit hook, and what the README tells of them.
//!
//! The action's and the component's scripts are run as their platforms run them, with the program under test.

#![cfg(unix)]
#![expect(clippy::expect_used, clippy::panic, reason = "what cannot be read fails the test")]

#[path = "integrations/action.rs"]
mod action;
#[path = "integrations/documents.rs"]
mod documents;
#[path = "integrations/gitlab.rs"]
mod gitlab;
#[path = "integrations/hook.rs"]
mod hook;

use std::fs;
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
