//! The program as it is typed: its help, and what it says and ends with when what it is given is wrong.

#![cfg(unix)]
#![expect(clippy::expect_used, clippy::panic, reason = "what cannot be prepared fails the test")]

#[path = "command_line/arguments.rs"]
mod arguments;
#[path = "command_line/catalogue.rs"]
mod catalogue;
#[path = "command_line/eval.rs"]
mod eval;
#[path = "command_line/exceptions.rs"]
mod exceptions;
#[path = "command_line/files.rs"]
mod files;
#[path = "command_line/init.rs"]
mod init;
#[path = "command_line/inventory.rs"]
mod inventory;
#[path = "command_line/limits.rs"]
mod limits;
#[path = "command_line/output.rs"]
mod output;
#[path = "command_line/packs.rs"]
mod packs;
#[path = "command_line/secrets.rs"]
mod secrets;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const LANGUAGES: [&str; 2] = ["fr", "en"];

/// A repository with these files, relative to its root.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let directory = TempDir::new().expect("a directory");
    fs::create_dir(directory.path().join(".git")).expect("a directory");
    for (path, text) in files {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, text).expect("a file");
    }
    directory
}

/// The program in `directory`, without what the caller's environment says.
fn program(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
    command.args(arguments).current_dir(directory).env_clear().stdin(Stdio::null());
    command
}

/// What a run said and ended with.
struct Run {
    code: Option<i32>,
    out: String,
    errors: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), errors: text(output.stderr) }
    }
}

impl Run {
    /// Asserts the exit code, that the program did not panic, and that it said each of `words`.
    fn assert(&self, code: i32, words: &[&str]) {
        let all = format!("{}{}", self.out, self.errors);
        assert_eq!(self.code, Some(code), "{all}");
        assert!(!all.contains("panicked"), "{all}");
        for word in words {
            assert!(all.contains(word), "{word:?} is not said in:\n{all}");
        }
    }
}

/// A run of the program in `directory`.
fn run(directory: &Path, arguments: &[&str]) -> Run {
    program(directory, arguments).output().expect("the program runs").into()
}

/// A run of `cocarde check` in `directory`, in `language`.
fn check(directory: &Path, language: &str, arguments: &[&str]) -> Run {
    run(directory, &[&["check", "--lang", language, "--today", "2026-11-23"], arguments].concat())
}
