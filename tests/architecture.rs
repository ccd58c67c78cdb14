//! Data flows one way: each module of `src/` uses only those to its left in [`ORDER`].

#![expect(clippy::expect_used, reason = "a source file that cannot be read fails the test")]

#[path = "architecture/paths.rs"]
mod paths;

use std::fs;
use std::path::{Path, PathBuf};

/// The modules, in the order in which data flows.
const ORDER: [&str; 12] = [
    "source",
    "syntax",
    "terraform",
    "evaluation",
    "plan",
    "catalogue",
    "inventory",
    "policy",
    "settings",
    "exception",
    "report",
    "cli",
];

/// A file holds one idea; beyond this it holds several.
const MAX_LINES: usize = 600;

/// The Rust files of `src/`, by their path in the repository, in order.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut directories: Vec<PathBuf> = vec![root.join("src")];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).expect("a directory of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name =
                    path.strip_prefix(root).expect("a path in the repository").to_str().expect("a name in UTF-8");
                files.push((name.replace('\\', "/"), fs::read_to_string(&path).expect("a source file in UTF-8")));
            }
        }
    }
    files.sort();
    files
}

/// What `text`, the file of the module `module`, uses against the order, a line each.
fn breaches(name: &str, module: &[&str], text: &str) -> Vec<String> {
    let rank = |module: &str| ORDER.iter().position(|known| *known == module);
    let [top, ..] = module else { return Vec::new() };
    let Some(own) = rank(top) else { return vec![format!("{name}: `{top}` has no place in the order")] };
    let used = paths::modules_used(module, text).expect("Rust that can be read");
    let breach = |used: String| match rank(&used) {
        Some(other) if other <= own => None,
        Some(_) => Some(format!("{name}: `{top}` uses `{used}`, which is to its right")),
        None => Some(format!("{name}: `{used}` has no place in the order")),
    };
    used.into_iter().filter_map(breach).collect()
}

/// The module that the file `name` holds: `src/syntax/ast.rs` holds `syntax::ast`.
fn module(name: &str) -> Vec<&str> {
    match name.trim_start_matches("src/").trim_end_matches(".rs") {
        "lib" | "main" => Vec::new(),
        path => path.split('/').collect(),
    }
}

#[test]
fn each_module_uses_only_those_to_its_left() {
    let files = files();
    for module in ORDER {
        let own = format!("src/{module}.rs");
        assert!(files.iter().any(|(name, _)| *name == own), "{own} is in the order and not in the sources");
    }
    let breaches: Vec<String> = files.iter().flat_map(|(name, text)| breaches(name, &module(name), text)).collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn the_documents_tell_the_same_order() {
    let told = ORDER.map(|module| format!("`{module}`")).join(" → ");
    let library = include_str!("../src/lib.rs").replace("\n//!", "");
    assert!(library.contains(&told), "src/lib.rs does not say {told}");
    let architecture = include_str!("../ARCHITECTURE.md").replace('\n', " ");
    assert!(architecture.contains(&told), "ARCHITECTURE.md does not say {told}");
}

#[test]
fn each_file_holds_one_idea() {
    let files = files();
    let too_long: Vec<&str> =
        files.iter().filter(|(_, text)| text.lines().count() > MAX_LINES).map(|(name, _)| name.as_str()).collect();
    assert!(too_long.is_empty(), "of more than {MAX_LINES} lines: {too_long:?}");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TODO", "FIXME", "todo!", "unimplemented!"];
    let left: Vec<String> = files()
        .iter()
        .flat_map(|(name, text)| text.lines().enumerate().map(move |(line, text)| (name.clone(), line + 1, text)))
        .filter(|(_, _, text)| marks.iter().any(|mark| text.contains(mark)))
        .map(|(name, line, text)| format!("{name}:{line}: {}", text.trim()))
        .collect();
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn a_use_to_the_right_is_seen_however_it_is_written() {
    for text in [
        "use crate::policy::Verdict;",
        "use crate::{source::Span, policy};",
        "use crate::{source::{FileId, Span}, policy::{self, Verdict}};",
        "use super::super::policy::Verdict;",
        "use super::super::{source::Span, policy::Verdict};",
        "fn judge() -> crate::policy::Verdict { crate::source::Span::default(); }",
        "fn judge() { assert!(matches!(verdict, crate :: policy :: Verdict::Compliant)); }",
        "mod tests { use super::super::super::policy::Verdict; }",
        "pub(in crate::policy) struct S;",
    ] {
        let found = breaches("src/syntax/lexer.rs", &["syntax", "lexer"], text);
        assert_eq!(found, ["src/syntax/lexer.rs: `syntax` uses `policy`, which is to its right"], "{text}");
    }
    let found = breaches("src/syntax/lexer.rs", &["syntax", "lexer"], "use crate::helpers::x;");
    assert_eq!(found, ["src/syntax/lexer.rs: `helpers` has no place in the order"]);
}

#[test]
fn what_stays_to_the_left_is_no_breach() {
    for text in [
        "use crate::source::Span; use crate::syntax::Tree; pub(crate) fn parse() {}",
        "use super::policy::Kind; mod tests { use super::*; use super::super::policy; }",
        "// use crate::policy::Verdict;\n/* crate::policy */ const TEXT: &str = \"crate::policy::Verdict\";",
        "/// As [`crate::policy::Verdict`] does.\nfn f() {}",
    ] {
        assert_eq!(breaches("src/syntax/lexer.rs", &["syntax", "lexer"], text), [""; 0], "{text}");
    }
}
