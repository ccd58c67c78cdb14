//! Whole configurations, evaluated as Terraform evaluates them.
//!
//! `cases/*.txt` holds small configurations with what `terraform plan` says of each: its outputs, the arguments of its
//! `terraform_data`, or the errors that it stops at. The answers were given by Terraform 1.11.4 and, where it says so, by
//! OpenTofu 1.12. [`case`] tells how a case is written.
//!
//! Every run compares us with the records. When the program that gave them is on the path, it is asked again for some of
//! them, others each day. `COCARDE_CONFIGURATIONS=live` asks again for all, `record` also writes the answers anew.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

mod case;
mod notation;
mod ours;
mod soundness;
mod tool;

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::SystemTime;

use case::{Answer, Case, Topic};
use tool::Tool;

/// Says something that `cargo test` shows of tests that pass, too.
macro_rules! tell {
    ($($words:tt)*) => { writeln!(std::io::stderr(), $($words)*).unwrap() };
}

/// How many of the cases are asked again each day: one of so many.
const SHARE: u64 = 6;

#[test]
fn we_say_what_terraform_said() {
    let topics = case::topics();
    let cases: Vec<&Case> = topics.iter().flat_map(|topic| &topic.cases).collect();
    let mut wrong = String::new();
    for case in &cases {
        let ours = ours::answer(case, &case.given());
        if let Some(difference) = difference(case, &ours) {
            write!(wrong, "{}\n{difference}", case.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases.len() >= 120, "{} cases", cases.len());
}

/// How our answer differs from what is recorded, line by line.
fn difference(case: &Case, ours: &Answer) -> Option<String> {
    let recorded = case.recorded.as_ref().map(|(_, answer)| answer);
    let expected = case.ours.as_ref().or(recorded).unwrap();
    if agrees(expected, ours) {
        // A difference that is none any more is a lie about us.
        let needless = case.ours.is_some() && recorded.is_some_and(|recorded| agrees(recorded, ours));
        return needless.then(|| "  does not differ any more\n".to_owned());
    }
    let mut text = String::new();
    for line in expected.lines().filter(|line| !ours.contains(line)) {
        writeln!(text, "  - {line}").unwrap();
    }
    for line in ours.lines().filter(|line| !expected.contains(line)) {
        writeln!(text, "  + {line}").unwrap();
    }
    Some(text)
}

/// Our sentences are not Terraform's: that there is an error is what is compared, and all that is said without one.
fn agrees(expected: &Answer, ours: &Answer) -> bool {
    match (expected.fails(), ours.fails()) {
        (false, false) => expected == ours,
        (expected, ours) => expected == ours,
    }
}

#[test]
fn terraform_still_says_so() {
    let mode = std::env::var("COCARDE_CONFIGURATIONS").unwrap_or_default();
    let mut topics = case::topics();
    for tool in Tool::ALL {
        let Some(version) = tool.version() else {
            tell!("{}: not on the path, its answers are those recorded", tool.name());
            continue;
        };
        let day = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() / 86_400;
        let mut asked: Vec<&mut Case> =
            topics.iter_mut().flat_map(|topic| &mut topic.cases).filter(|case| case.tool() == Some(tool)).collect();
        let all = asked.len();
        if mode.is_empty() {
            if !version.starts_with(tool.recorded_version()) {
                tell!("{} {version}: the answers recorded are those of {}", tool.name(), tool.recorded_version());
                continue;
            }
            asked =
                (0..).zip(asked).filter(|(number, _)| number % SHARE == day % SHARE).map(|(_, case)| case).collect();
        }
        tell!("{} {version}: asked again for {} of {all} configurations", tool.name(), asked.len());
        let answers = tool::ask_all(tool, &asked);
        let mut changed = String::new();
        for (case, answer) in asked.into_iter().zip(answers) {
            if case.recorded.as_ref().is_none_or(|(_, recorded)| *recorded != answer) {
                writeln!(changed, "{}\n{answer}", case.name).unwrap();
                case.recorded = Some((tool, answer));
            }
        }
        assert!(mode == "record" || changed.is_empty(), "{} answers otherwise:\n{changed}", tool.name());
    }
    if mode == "record" {
        topics.iter().for_each(Topic::write);
    }
}
