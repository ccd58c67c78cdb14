//! The pages of rules: their examples are judged as they say, and `docs/rules/` is what the rules and texts make it.
//!
//! `COCARDE_UPDATE_DOCS=1 cargo test --test rule_pages` writes the pages.

#![expect(clippy::expect_used, clippy::panic, reason = "an example that cannot be judged fails the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cocarde::policy::{Doctrine, EMBEDDED, EXAMPLES, Example, ExampleKind, Language, PolicyInputs};
use cocarde::report::{Messages, rule_index, rule_page};
use cocarde::source::Sources;

/// The day on which examples are judged.
const TODAY: &str = "2026-11-23";
/// Rules that are met only by what they are not about.
const NEVER_MET: [&str; 2] = ["IGI-1300", "CAC-GLOBAL"];

fn doctrine() -> Doctrine {
    Doctrine::load(&[], &PolicyInputs::new(), &mut Sources::default())
        .expect("the doctrine that comes with the program")
}

/// How many violations, undetermined verdicts and compliant ones `rule` gives on the example.
fn judged(example: &Example, rule: &str) -> [u64; 3] {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("main.tf"), &example.code).expect("main.tf");
    fs::write(directory.path().join("cocarde.toml"), &example.settings).expect("cocarde.toml");
    let output = Command::new(env!("CARGO_BIN_EXE_cocarde"))
        .arg("check")
        .arg(directory.path())
        .args(["--today", TODAY, "--format", "json", "--lang", "en", "--only", rule])
        .output()
        .expect("the program");
    let told = String::from_utf8_lossy(&output.stderr);
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{}: {error}\n{told}", example.title.en));
    assert_eq!(report["complete"], true, "{}: {told}", example.title.en);
    ["violations", "undetermined", "compliant"]
        .map(|verdict| report["coverage"]["verdicts"][verdict].as_u64().unwrap_or_else(|| panic!("no {verdict}")))
}

#[test]
fn examples_are_judged_as_they_say() {
    assert_eq!(EMBEDDED.len(), EXAMPLES.len());
    let mut wrong = Vec::new();
    for (policy, text) in doctrine().policies.iter().zip(EXAMPLES) {
        // What demands nothing of an asset may have none.
        if policy.enforcements.is_empty() && text.is_empty() {
            continue;
        }
        let examples = Example::parse(text).unwrap_or_else(|| panic!("{}: not written as examples are", policy.id));
        for kind in [ExampleKind::Bad, ExampleKind::Good] {
            assert!(examples.iter().any(|example| example.kind == kind), "{}: no {kind:?} example", policy.id);
        }
        for example in examples {
            let [violations, undetermined, compliant] = judged(&example, &policy.id);
            let as_said = match example.kind {
                ExampleKind::Bad => violations > 0,
                ExampleKind::Good => {
                    violations == 0 && undetermined == 0 && (compliant > 0 || NEVER_MET.contains(&&*policy.id))
                }
            };
            if !as_said {
                let verdicts = format!("{violations} violations, {undetermined} undetermined, {compliant} compliant");
                wrong.push(format!("{}, {:?}: {}: {verdicts}", policy.id, example.kind, example.title.en));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each page, by its path in `docs/rules/`.
fn pages() -> BTreeMap<PathBuf, String> {
    let doctrine = doctrine();
    let mut pages = BTreeMap::new();
    for (language, directory) in [(Language::English, ""), (Language::French, "fr")] {
        let messages = Messages::new(language);
        let directory = Path::new(directory);
        pages.insert(directory.join("README.md"), rule_index(&doctrine, &messages));
        for policy in &doctrine.policies {
            pages.insert(directory.join(format!("{}.md", policy.id)), rule_page(policy, &doctrine, &messages));
        }
    }
    pages
}

#[test]
fn the_pages_are_those_of_the_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages = pages();
    if std::env::var_os("COCARDE_UPDATE_DOCS").is_some() {
        for (path, text) in &pages {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a directory")).expect("docs/rules");
            fs::write(path, text).expect("a page");
        }
    }
    for (path, text) in &pages {
        let written = fs::read_to_string(root.join(path)).unwrap_or_default();
        assert!(*text == written, "docs/rules/{}: COCARDE_UPDATE_DOCS=1 cargo test --test rule_pages", path.display());
    }
    for directory in ["", "fr"] {
        for entry in fs::read_dir(root.join(directory)).expect("docs/rules") {
            let name = entry.expect("an entry").file_name();
            let path = Path::new(directory).join(name);
            assert!(path == Path::new("fr") || pages.contains_key(&path), "docs/rules/{} is no page", path.display());
        }
    }
}
