//! Asking `terraform console`, many expressions at a time.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempDir;

use super::answer::Answer;

/// Stands before each value.
const MARK: &str = "@@";
/// What hides the value, or tells a type that JSON does not.
const TELLING: [&str; 9] = [
    "(known after apply)",
    "(sensitive value)",
    "tolist(",
    "toset(",
    "tomap(",
    "tostring(",
    "tonumber(",
    "tobool(",
    "Inf",
];

/// A program that has a console, and a copy of `world/` where its questions are asked.
///
/// A console prints its last value only, so that all expressions are elements of one local value.
pub(crate) struct Console {
    program: &'static str,
    directory: TempDir,
}

impl Console {
    /// `program`, if it is there.
    pub(crate) fn start(program: &'static str) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            std::fs::create_dir_all(directory.path().join(&folder)).unwrap();
            for entry in std::fs::read_dir(super::beside("world").join(&folder)).unwrap() {
                let path = folder.join(entry.unwrap().file_name());
                let original = super::beside("world").join(&path);
                if original.is_dir() {
                    folders.push(path);
                } else {
                    std::fs::copy(original, directory.path().join(path)).unwrap();
                }
            }
        }
        let console = Self { program, directory };
        (console.run("true").trim() == "true").then_some(console)
    }

    /// What the program says of each expression; none may have an error of syntax.
    pub(crate) fn ask(&self, expressions: &[String]) -> Vec<Answer> {
        // A value in JSON is one line, and `try` keeps an error from being that of all.
        let known = self.values(expressions.iter().map(|expression| {
            let json = format!("jsonencode({expression})");
            let known = format!("\"${{issensitive({json})}} ${{nonsensitive(base64encode({json}))}}\"");
            format!("try({known}, can({expression}) ? \"shown\" : \"error\")")
        }));
        let is_value = |known: &String| known != "\"error\"";
        let mut shown = self
            .values(expressions.iter().zip(&known).filter(|(_, known)| is_value(known)).map(|(text, _)| text.clone()))
            .into_iter();
        known.iter().map(|known| if is_value(known) { read(known, shown.next()) } else { Answer::Error }).collect()
    }

    /// The values of the expressions, as the console shows them.
    fn values(&self, expressions: impl Iterator<Item = String>) -> Vec<String> {
        let mut count = 0;
        let elements = expressions.map(|expression| {
            count += 1;
            format!("    \"{MARK}\", ({expression}),\n")
        });
        let text = format!("locals {{\n  answers = [\n{}  ]\n}}\n", elements.collect::<String>());
        std::fs::write(self.directory.path().join("answers.tf"), text).unwrap();
        let mut values: Vec<String> = Vec::new();
        for line in self.run("local.answers").lines() {
            let line = line.strip_prefix("  ").unwrap_or(line);
            match values.last_mut() {
                _ if line == format!("\"{MARK}\",") => values.push(String::new()),
                Some(value) => {
                    value.push_str(if value.is_empty() { "" } else { "\n" });
                    value.push_str(line);
                }
                None => {}
            }
        }
        // The bracket that closes the list, and the comma after each value.
        if let Some(last) = values.last_mut() {
            last.truncate(last.len().saturating_sub("\n]".len()));
        }
        assert_eq!(values.len(), count, "{} could not evaluate all that it was asked", self.program);
        values.into_iter().map(|value| value.strip_suffix(',').unwrap_or(&value).to_owned()).collect()
    }

    /// What the console says of `expression`; nothing when there is no such program.
    fn run(&self, expression: &str) -> String {
        let mut command = Command::new(self.program);
        command
            .args(["console", "-no-color"])
            .current_dir(self.directory.path())
            .env("TF_CLI_CONFIG_FILE", "/dev/null")
            .env("TF_INPUT", "0")
            .env("CHECKPOINT_DISABLE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let Ok(mut console) = command.spawn() else { return String::new() };
        writeln!(console.stdin.take().unwrap(), "{expression}").unwrap();
        String::from_utf8(console.wait_with_output().unwrap().stdout).unwrap()
    }
}

/// An answer from what is told of a value: its JSON, if it has one, and how it is shown.
fn read(known: &str, shown: Option<String>) -> Answer {
    let json = match known.trim_matches('"').split_once(' ') {
        Some(("true" | "false", json)) if known.starts_with('"') => {
            Some(String::from_utf8(STANDARD.decode(json).unwrap()).unwrap())
        }
        _ => None,
    };
    let shown = shown.filter(|shown| json.is_none() || TELLING.iter().any(|part| shown.contains(part)));
    Answer::Value { json, shown }
}
