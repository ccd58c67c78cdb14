//! What the parser accepts and rejects, against `terraform fmt` on one small file for each construct and mistake.
//!
//! The verdicts of `tests/syntax/verdicts.txt` were given by Terraform 1.11.4. When `terraform` is on the path the test
//! asks it again; `UPDATE_VERDICTS=1` then writes the record anew.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use cocarde::source::{FileId, SourceFile};
use cocarde::syntax::{Tree, parse};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax")
}

fn cases() -> BTreeMap<String, PathBuf> {
    fs::read_dir(directory().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "tf"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect()
}

fn read(path: &Path) -> Tree {
    let file = SourceFile::from_bytes("case.tf", fs::read(path).unwrap());
    parse(FileId(0), &Arc::clone(file.text()))
}

/// Whether `terraform fmt` accepts the file, if there is a `terraform`.
fn terraform(path: &Path) -> Option<bool> {
    Command::new("terraform")
        .args(["fmt", "-"])
        .env("TF_CLI_CONFIG_FILE", "/dev/null")
        .env("CHECKPOINT_DISABLE", "1")
        .stdin(Stdio::from(File::open(path).unwrap()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()
        .map(|status| status.success())
}

#[test]
fn accepts_and_rejects_as_terraform_does() {
    let record = directory().join("verdicts.txt");
    let cases = cases();
    let mut live = cases.values().next().is_some_and(|path| terraform(path).is_some());
    if live && std::env::var_os("UPDATE_VERDICTS").is_some() {
        let mut text = String::new();
        for (name, path) in &cases {
            let verdict = if terraform(path).unwrap() { "accepted" } else { "rejected" };
            writeln!(text, "{name} {verdict}").unwrap();
        }
        fs::write(&record, text).unwrap();
    }
    let recorded: BTreeMap<String, bool> = fs::read_to_string(&record)
        .unwrap()
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(name, verdict)| (name.to_owned(), verdict == "accepted"))
        .collect();
    assert!(cases.keys().eq(recorded.keys()), "each case has a verdict and each verdict a case");

    let mut wrong = Vec::new();
    for (name, path) in &cases {
        let tree = read(path);
        let ours = tree.errors().is_empty();
        if ours != recorded[name] {
            wrong.push(format!("{name}: recorded accepted={}, ours {:?}", recorded[name], tree.errors()));
        }
        if live {
            match terraform(path) {
                Some(verdict) if verdict != recorded[name] => {
                    wrong.push(format!("{name}: terraform now says accepted={verdict}"));
                }
                Some(_) => {}
                None => live = false,
            }
        }
    }
    println!(
        "{} cases compared with the record{}",
        cases.len(),
        if live { " and with the terraform on the path" } else { "; no terraform on the path" }
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_mistake_is_one_error() {
    // Two mistakes, or one that looks like two from both of its ends.
    let several: BTreeMap<&str, usize> = BTreeMap::from([
        ("conditional-on-two-lines", 2),
        ("directive-crossed", 2),
        ("heredoc-bad-interpolation", 2),
        ("heredoc-no-marker", 2),
        ("legacy-index-twice-twice", 2),
        ("string-crlf", 2),
        ("string-newline-inside", 2),
    ]);
    let mut wrong = Vec::new();
    for (name, path) in cases() {
        let tree = read(&path);
        let allowed = several.get(name.as_str()).copied().unwrap_or(1);
        if tree.errors().len() > allowed {
            wrong.push(format!(
                "{name}: {:?}",
                tree.errors().iter().map(|e| (e.span.start, e.span.end, e.kind.id())).collect::<Vec<_>>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
