//! Every landing zone in `fixtures/` is judged as its comments say: no finding more, none less.

#![expect(clippy::expect_used, clippy::panic, reason = "a fixture that cannot be read fails the test")]

#[path = "fixtures/expectation.rs"]
mod expectation;
#[path = "fixtures/run.rs"]
mod run;
#[path = "fixtures/schemas.rs"]
mod schemas;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use self::expectation::Expectations;

/// The fixtures' names, in order.
fn names() -> Vec<String> {
    let entries = fs::read_dir(directory("")).expect("the directory of fixtures");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"))
        .filter(|name| directory(name).is_dir())
        .collect();
    names.sort();
    names
}

fn directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// What differs between what the fixture `name` expects and what is found, a line each.
fn differences(name: &str) -> Vec<String> {
    let expectations = Expectations::read(&directory(name));
    let alone = run::check(name, &expectations, "json", 1);
    let together = run::check(name, &expectations, "json", 2);
    let mut differences = Vec::new();
    if alone.stdout != together.stdout || alone.stderr != together.stderr {
        differences.push("  two runs, with one thread and with two, do not print the same".to_owned());
    }
    if alone.status.code() != Some(expectations.exit) {
        let got = alone.status.code().map_or_else(|| "none".to_owned(), |code| code.to_string());
        differences.push(format!("  exit code: {} expected, {got} got", expectations.exit));
    }
    let found = match run::findings(name, &alone.stdout) {
        Ok(found) => found,
        Err(error) => {
            differences.push(format!("  {error}\n{}", String::from_utf8_lossy(&alone.stderr)));
            return differences;
        }
    };
    let mut missing = expectations.findings;
    for found in found {
        let expected = missing.get_mut(&found.finding);
        // Of those with a severity and those without, any will do.
        let own = expected.and_then(|severities| {
            let fits = |severity: &Option<String>| severity.as_ref().is_none_or(|severity| *severity == found.severity);
            let position = severities.iter().position(fits).or_else(|| (!severities.is_empty()).then_some(0))?;
            Some(severities.remove(position))
        });
        match own {
            Some(Some(severity)) if severity != found.severity => {
                differences.push(format!("  ! {}: {severity} expected, {} got", found.finding, found.severity));
            }
            Some(_) => {}
            None => {
                let (finding, severity, title) = (&found.finding, &found.severity, &found.title);
                differences.push(format!("  + {finding}  [{severity}] {title}: {}", found.resources.join(", ")));
            }
        }
    }
    let missing = missing.iter().flat_map(|(finding, left)| left.iter().map(move |_| finding));
    differences.extend(missing.map(|finding| format!("  - {finding}  was not found")));
    differences
}

#[test]
fn every_landing_zone_is_judged_as_its_comments_say() {
    let names = names();
    assert!(names.len() >= 25, "only {} fixtures were found", names.len());
    let mut report = String::new();
    for name in &names {
        let differences = differences(name);
        if !differences.is_empty() {
            let _ = writeln!(report, "\nfixtures/{name}\n{}", differences.join("\n"));
        }
    }
    assert!(report.is_empty(), "(+ found but not expected, - expected but not found)\n{report}");
}

#[test]
fn what_a_stranger_writes_never_drives_the_terminal() {
    let name = "hostile-names";
    let expectations = Expectations::read(&directory(name));
    for format in ["terminal", "json", "sarif", "gitlab"] {
        let output = run::check(name, &expectations, format, 1);
        let shown = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert!(shown.contains("ap-south-1"), "{format} tells the finding:\n{shown}");
        let drives = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        let found: Vec<char> = shown.chars().filter(|c| drives(*c)).collect();
        assert!(found.is_empty(), "{format} lets {found:?} through");
        assert!(!shown.lines().any(|line| line.starts_with("::")), "{format} lets a workflow command through");
    }
}
