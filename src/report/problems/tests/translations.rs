use std::collections::BTreeSet;
use std::path::Path;

use fluent_bundle::FluentResource;
use regex::Regex;

use super::super::phrase_id;
use super::both;
use crate::syntax::SyntaxErrorKind;

const MESSAGES: [[&str; 4]; 2] = [
    [
        include_str!("../../../../messages/fr/problems.ftl"),
        include_str!("../../../../messages/fr/settings.ftl"),
        include_str!("../../../../messages/fr/exceptions.ftl"),
        include_str!("../../../../messages/fr/policies.ftl"),
    ],
    [
        include_str!("../../../../messages/en/problems.ftl"),
        include_str!("../../../../messages/en/settings.ftl"),
        include_str!("../../../../messages/en/exceptions.ftl"),
        include_str!("../../../../messages/en/policies.ftl"),
    ],
];

/// Each message with the arguments it uses.
fn entries(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let name = Regex::new(r"^([a-z][a-z0-9-]*) =").unwrap();
    let argument = Regex::new(r"\$([a-z]+)").unwrap();
    let mut entries: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines() {
        if let Some(found) = name.captures(line) {
            entries.push((found[1].to_owned(), BTreeSet::new()));
        }
        if let Some((_, arguments)) = entries.last_mut() {
            arguments.extend(argument.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    entries
}

#[test]
fn every_syntax_error_has_its_words() {
    for messages in both() {
        for id in SyntaxErrorKind::IDS {
            for id in [(*id).to_owned(), format!("{id}-remedy")] {
                assert_ne!(messages.text(&id), id, "{messages:?}");
            }
        }
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let [french, english] = MESSAGES.map(|files| {
        let mut all = Vec::new();
        for text in files {
            assert!(FluentResource::try_new(text.to_owned()).is_ok());
            all.extend(entries(text));
        }
        let distinct: BTreeSet<_> = all.iter().map(|(id, _)| id.clone()).collect();
        assert_eq!(distinct.len(), all.len(), "a message is there twice");
        all.into_iter()
            // The words of errors are English already.
            .filter(|(id, _)| !id.starts_with("words-"))
            .collect::<BTreeSet<_>>()
    });
    assert_eq!(french, english);
    assert!(french.len() > 200);
}

/// Every message that the code names is there, and every message is named by the code.
#[test]
fn messages_and_code_name_each_other() {
    let [french, _] = MESSAGES.map(|[files @ .., _]| files.into_iter().flat_map(entries).collect::<Vec<_>>());
    let ids: BTreeSet<String> = french.into_iter().map(|(id, _)| id).collect();
    let named = Regex::new(r#""([a-z0-9]+(?:-[a-z0-9]+)*)""#).unwrap();
    let mut used: BTreeSet<String> = SyntaxErrorKind::IDS.iter().map(|id| (*id).to_owned()).collect();
    let places =
        ["report/problems", "report/problems.rs", "report/exceptions.rs", "report/terminal", "exception", "cli"];
    for (_, text) in places.into_iter().flat_map(|place| rust_files(&source().join(place))) {
        used.extend(named.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    let unused: Vec<&String> = ids
        .iter()
        .filter(|id| {
            let stem = id.strip_suffix("-remedy").unwrap_or(id);
            let read = id.strip_prefix("read-").or(stem.strip_prefix("unreadable-"));
            // What is told of derogations is named by their defects.
            let read = read.or(stem.strip_prefix("derogation-"));
            !used.contains(*id) && !used.contains(stem) && !read.is_some_and(|kind| used.contains(kind))
        })
        .filter(|id| !id.starts_with("words-"))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
    let families =
        ["evaluation-", "limit-", "module-", "settings-", "declaration-", "consequence-", "problem-", "convert-"];
    let missing: Vec<&String> = used
        .iter()
        .filter(|id| families.iter().any(|family| id.starts_with(family)))
        .filter(|id| !ids.contains(*id) && !ids.contains(&format!("{id}-remedy")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The English phrases that errors hold all have French words.
#[test]
fn every_phrase_of_an_error_is_translated() {
    let [french, _] = both();
    let patterns = [
        ("settings", r#"wrong\(value, "([^"]+)"\)"#),
        ("evaluation", r#"Problem::Kind\("([^"]+)"\)"#),
        ("evaluation/functions", r#"Problem::Limit\("([^"]+)"\)"#),
        ("evaluation", r#"Arguments\((?:"\w+"|name), "([^"]+)"\)"#),
        ("evaluation/convert.rs", r#"Value::\w+(?:\(_\))? => "([^"]+)","#),
    ];
    let mut found = 0;
    for (directory, pattern) in patterns {
        let pattern = Regex::new(pattern).unwrap();
        for (path, text) in rust_files(&source().join(directory)) {
            for phrase in pattern.captures_iter(&text) {
                let id = phrase_id(&phrase[1]);
                assert_ne!(french.text(&id), id, "{path}: {:?} has no French words", &phrase[1]);
                found += 1;
            }
        }
    }
    assert!(found > 30, "{found}");
}

fn source() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of Rust at or below `path`, tests left out.
fn rust_files(path: &Path) -> Vec<(String, String)> {
    if path.is_file() {
        return vec![(path.display().to_string(), std::fs::read_to_string(path).unwrap())];
    }
    let mut files: Vec<(String, String)> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_stem().is_some_and(|stem| stem != "tests")
                && (path.is_dir() || path.extension() == Some("rs".as_ref()))
        })
        .flat_map(|path| rust_files(&path))
        .collect();
    files.sort();
    files
}
