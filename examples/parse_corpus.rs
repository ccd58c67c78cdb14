//! Parses every configuration file below the directories given and prints what Terraform would be asked about: files
//! with errors, speed, and the size of the trees. `cargo run --release --example parse_corpus -- DIRECTORY…`

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cocarde::source::{FileId, FileKind, Repository, SourceFile, discover};
use cocarde::syntax::{parse, parse_json};

#[expect(clippy::print_stdout, reason = "a program to look at")]
fn main() {
    let (mut files, mut bytes, mut memory, mut spent) = (0_usize, 0_usize, 0_usize, Duration::ZERO);
    for argument in std::env::args().skip(1) {
        let Ok(repository) = Repository::new(Path::new(&argument)) else { continue };
        let found = discover(&repository, repository.root(), &globset::GlobSet::empty());
        for file in found.files {
            let Ok(content) = repository.read(&file.path) else { continue };
            let source = SourceFile::from_bytes(Arc::clone(&file.path), content);
            let start = Instant::now();
            let tree = match file.kind {
                FileKind::Terraform | FileKind::Tofu | FileKind::Variables => parse(FileId(0), source.text()),
                _ => parse_json(FileId(0), source.text()),
            };
            spent += start.elapsed();
            files += 1;
            bytes += source.text().len();
            memory += tree.memory();
            if let Some(error) = tree.errors().first() {
                let line = source.lines().line_of(error.span.start) + 1;
                println!("{argument}/{}:{line}: {}", file.path, error.kind);
            }
        }
    }
    let seconds = spent.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (megabytes, ratio) = (bytes as f64 / 1e6, memory as f64 / bytes.max(1) as f64);
    println!("{files} files, {megabytes:.1} MB, {:.0} MB/s, {ratio:.2} bytes of tree per byte", megabytes / seconds);
}
