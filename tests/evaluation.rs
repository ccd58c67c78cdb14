//! What expressions are worth, against Terraform itself.
//!
//! `tests/evaluation/answers/` holds expressions with what Terraform 1.11.4 says of each, in files by topic; what only
//! OpenTofu has is in `opentofu.txt`. The answers are compared with ours always, and with those of the programs when they
//! are on the path; `UPDATE_ANSWERS=1` then writes them anew, also for expressions that stand without an answer.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what cannot be read fails the test")]

#[path = "evaluation/answer.rs"]
mod answer;
#[path = "evaluation/console.rs"]
mod console;
#[path = "evaluation/record.rs"]
mod record;
#[path = "evaluation/world.rs"]
mod world;

use std::path::{Path, PathBuf};

use self::answer::Answer;
use self::console::Console;
use self::record::Record;

/// A path beside this file's modules.
fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluation").join(path)
}

fn records() -> Vec<Record> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(beside("answers")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Record::read(path)).collect()
}

/// The program that a record is of.
fn program_of(record: &Record) -> &'static str {
    if record.name() == "opentofu" { "tofu" } else { "terraform" }
}

#[test]
fn agrees_with_what_was_recorded() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for program in ["terraform", "tofu"] {
        let mut records: Vec<Record> = records().into_iter().filter(|record| program_of(record) == program).collect();
        let expressions: Vec<String> = records.iter().flat_map(Record::expressions).collect();
        count += expressions.len();
        let answers = Console::start(program).map(|console| console.ask(&expressions));
        let live = if answers.is_some() { "asked again" } else { "not on the path, its record stands for it" };
        eprintln!("{} expressions of {program}: {live}", expressions.len());
        let mut answers = answers.map(Vec::into_iter);
        for record in &mut records {
            let now: Option<Vec<Answer>> = answers.as_mut().map(|all| all.take(record.cases().count()).collect());
            match now {
                Some(now) if std::env::var_os("UPDATE_ANSWERS").is_some() => record.update(now),
                Some(now) => wrong.extend(record.cases().zip(&now).filter_map(|(case, now)| case.change(now))),
                None => {}
            }
            wrong.extend(record.cases().filter_map(record::Case::problem));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 1_500, "{count} expressions");
}
