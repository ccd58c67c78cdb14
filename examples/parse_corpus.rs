//! Parses every Terraform file below a directory and says how fast, how much memory the trees take and what was
//! rejected. With `--compare`, asks `terraform fmt` about each file and lists where the two disagree.
//!
//! `cargo run --release --example parse_corpus -- [--compare] DIRECTORY`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "it is a program of its own"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cocarde::source::{FileId, SourceFile, Sources};
use cocarde::syntax::{Tree, parse};
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let compare = arguments.iter().any(|argument| argument == "--compare");
    arguments.retain(|argument| argument != "--compare");
    if arguments.is_empty() {
        eprintln!("usage: parse_corpus [--compare] DIRECTORY...");
        return ExitCode::from(2);
    }
    let mut sources = Sources::default();
    for path in arguments.iter().flat_map(|directory| files(Path::new(directory))) {
        if let Ok(bytes) = std::fs::read(&path) {
            sources.add(SourceFile::from_bytes(path.to_string_lossy().as_ref(), bytes));
        }
    }
    let texts: Vec<(FileId, Arc<str>)> = sources.iter().map(|(id, file)| (id, Arc::clone(file.text()))).collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();

    let (trees, elapsed) = parse_all(&texts);
    let memory: usize = trees.iter().map(Tree::memory).sum();
    let rejected = trees.iter().filter(|tree| !tree.errors().is_empty()).count();
    println!("files {}, bytes {bytes}, rejected {rejected}", trees.len());
    println!("one thread: {:.1} MB/s", megabytes(bytes) / elapsed.as_secs_f64());
    println!("tree bytes for each source byte: {:.2}", memory as f64 / bytes.max(1) as f64);
    if !compare {
        for tree in trees.iter().filter(|tree| !tree.errors().is_empty()) {
            print_errors(&sources, tree);
        }
        return ExitCode::SUCCESS;
    }
    if compare_all(&sources, &trees) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The best of a few runs: what is measured is the parser, not the state of the machine.
fn parse_all(texts: &[(FileId, Arc<str>)]) -> (Vec<Tree>, Duration) {
    let mut best = Duration::MAX;
    let mut trees = Vec::new();
    for _ in 0..5 {
        drop(std::mem::take(&mut trees));
        let start = Instant::now();
        trees = texts.iter().map(|(id, text)| parse(*id, text)).collect();
        best = best.min(start.elapsed());
    }
    (trees, best)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Every `.tf` and `.tfvars` file below `directory`, in order. Symlinks are not followed: each file counts once.
fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![directory.to_owned()];
    while let Some(directory) = pending.pop() {
        for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => pending.push(path),
                Ok(kind) if kind.is_file() && path.extension().is_some_and(|end| end == "tf" || end == "tfvars") => {
                    found.push(path);
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn print_errors(sources: &Sources, tree: &Tree) {
    for error in tree.errors() {
        let (path, position) = sources.position(error.span);
        println!("{path}:{}:{}: {}", position.line, position.column, error.kind);
    }
}

/// Whether nothing that Terraform accepts is rejected.
fn compare_all(sources: &Sources, trees: &[Tree]) -> bool {
    let verdicts: BTreeMap<FileId, bool> = trees
        .par_chunks(FILES_A_PROCESS)
        .flat_map_iter(|trees| {
            let mut verdicts = Vec::new();
            ask_terraform(sources, &trees.iter().map(Tree::file).collect::<Vec<_>>(), &mut verdicts);
            verdicts
        })
        .collect();
    let mut counts = [0_usize; 5];
    for tree in trees {
        let ours = tree.errors().is_empty();
        let place = match verdicts.get(&tree.file()) {
            None => 4,
            Some(true) if ours => 0,
            Some(false) if !ours => 1,
            Some(true) => {
                println!("FALSE REJECT");
                print_errors(sources, tree);
                2
            }
            Some(false) => {
                println!("FALSE ACCEPT {}", sources.file(tree.file()).path());
                3
            }
        };
        counts[place] += 1;
    }
    let [both_accept, both_reject, false_reject, false_accept, unasked] = counts;
    println!(
        "both accept {both_accept}, both reject {both_reject}, false rejects {false_reject}, \
         false accepts {false_accept}, terraform could not be asked {unasked}"
    );
    false_reject == 0
}

/// Starting Terraform takes longer than its reading of a file, by far.
const FILES_A_PROCESS: usize = 64;

/// Adds the verdict of `terraform fmt` on each of `files`. One rejected file rejects its group, which is then halved
/// until it is found: what the messages say need not be read. Nothing is added for files it could not be asked about.
fn ask_terraform(sources: &Sources, files: &[FileId], verdicts: &mut Vec<(FileId, bool)>) {
    let status = Command::new("terraform")
        .args(["fmt", "-write=false", "-list=false"])
        .args(files.iter().map(|file| sources.file(*file).path().as_ref()))
        .env("TF_CLI_CONFIG_FILE", "/dev/null")
        .env("CHECKPOINT_DISABLE", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match (status.ok().and_then(|status| status.code()), files) {
        (Some(0), _) => verdicts.extend(files.iter().map(|file| (*file, true))),
        (Some(2), [file]) => verdicts.push((*file, false)),
        (Some(2), _) => {
            let (left, right) = files.split_at(files.len() / 2);
            ask_terraform(sources, left, verdicts);
            ask_terraform(sources, right, verdicts);
        }
        _ => {}
    }
}
