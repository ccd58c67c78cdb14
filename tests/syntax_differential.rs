//! The tree says what that of another parser of HCL says, hcl-edit, of the cases and of generated files.
//!
//! Both trees are printed in one notation. Where hcl-edit is known to read otherwise than Terraform, the notation hides
//! it, the generator keeps away from it, or the case is in [`REFUSED_BY_HCL_EDIT`].

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]
#[path = "syntax_differential/generator.rs"]
mod generator;
#[path = "syntax_differential/notation.rs"]
mod notation;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use cocarde::source::{FileId, SourceFile};
use cocarde::syntax::{Tree, parse};
use proptest::prelude::*;

use generator::body;
use notation::{our_body, their_body};

fn ours(text: &str) -> Tree {
    parse(FileId(0), &Arc::from(text))
}

/// Both trees of `text`, ours first; the second is missing if hcl-edit refuses the text.
fn both(text: &str) -> (String, Option<String>) {
    let tree = ours(text);
    let (mut our_tree, mut their_tree) = (String::new(), String::new());
    our_body(tree.body(), &mut our_tree);
    let theirs = hcl_edit::parser::parse_body(text).ok().map(|body| {
        their_body(&body, &mut their_tree);
        their_tree
    });
    (our_tree, theirs)
}

/// Cases that Terraform accepts and hcl-edit does not.
const REFUSED_BY_HCL_EDIT: &[&str] = &[
    // No byte order mark.
    "argument-bom",
    // A carriage return ends the line.
    "comment-cr",
    // A marker ends the heredoc although more follows it on its line.
    "heredoc-near-markers",
    // An index after a dot has no exponent.
    "legacy-index-exponent",
    // No key twice.
    "object-duplicate-keys",
];

/// Cases that both accept, with other trees.
const READ_OTHERWISE_BY_HCL_EDIT: &[&str] = &[
    // The spaces after the marker are outside of the heredoc.
    "heredoc-marker-then-spaces",
];

#[test]
fn cases_that_both_accept_have_one_tree() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax/cases");
    let mut paths: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut refused, mut otherwise) = (Vec::new(), Vec::new());
    let mut compared = 0;
    for path in &paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let file = SourceFile::from_bytes("case.tf", fs::read(path).unwrap());
        if !ours(file.text()).errors().is_empty() {
            continue;
        }
        match both(file.text()) {
            (_, None) => refused.push(name),
            (ours, Some(theirs)) if ours != theirs => {
                println!("{name}\nours:\n{ours}theirs:\n{theirs}");
                otherwise.push(name);
            }
            _ => compared += 1,
        }
    }
    println!("{compared} cases have one tree");
    assert_eq!(refused, REFUSED_BY_HCL_EDIT);
    assert_eq!(otherwise, READ_OTHERWISE_BY_HCL_EDIT);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_files_have_one_tree(text in body(2)) {
        let tree = ours(&text);
        prop_assert_eq!(tree.errors(), &[], "\n{}", text);
        let (ours, theirs) = both(&text);
        prop_assert_eq!(Some(ours), theirs, "\n{}", text);
    }
}
