//! GitLab Code Quality: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::diagnostic::{Diagnostic, DiagnosticKind, Report, Severity};
use crate::source::Sources;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes the diagnostics of `report` that have a place: GitLab shows each beside its line. It has no word for what is set
/// aside, which is left out; what is under a derogation stays.
pub fn write(report: &Report, sources: &Sources, out: &mut dyn io::Write) -> io::Result<()> {
    let mut given: FxHashSet<String> = FxHashSet::default();
    let issues: Vec<Issue<'_>> = report
        .diagnostics
        .iter()
        .filter(|diagnostic| !diagnostic.is_quiet())
        .filter_map(|diagnostic| {
            let span = diagnostic.primary.as_ref()?.span;
            let (path, position) = sources.position(span);
            // GitLab keeps one of those that share a fingerprint.
            let mut fingerprint = diagnostic.fingerprint.clone();
            while !given.insert(fingerprint.clone()) {
                fingerprint.push('+');
            }
            Some(Issue {
                description: description(diagnostic),
                check_name: &diagnostic.code,
                fingerprint,
                severity: severity(diagnostic),
                location: Location { path, lines: Lines { begin: position.line } },
            })
        })
        .collect();
    super::json::write_escaped(&issues, out)
}

/// All in one line: GitLab shows nothing else.
fn description(diagnostic: &Diagnostic) -> String {
    let label = diagnostic.primary.as_ref().map(|label| label.text.as_str()).filter(|text| !text.is_empty());
    let resource = diagnostic.resources.first().map(|resource| match diagnostic.resources.len() {
        1 => resource.address.clone(),
        count => format!("{} (+{})", resource.address, count - 1),
    });
    let derogation = diagnostic.exception.as_ref().and(diagnostic.facts.first());
    let derogation = derogation.map(|fact| format!("{} {}", fact.label, fact.text));
    let mut text = diagnostic.title.clone();
    for part in derogation.into_iter().chain(label.map(str::to_owned)).chain(resource) {
        text.push_str(" – ");
        text.push_str(&part);
    }
    text
}

/// An error may be a violation, which matters more than what could not be read.
fn severity(diagnostic: &Diagnostic) -> &'static str {
    match (diagnostic.severity, diagnostic.kind) {
        (Severity::Error, DiagnosticKind::Violation) => "critical",
        (Severity::Error, _) => "major",
        (Severity::Warning, _) => "minor",
        (Severity::Note, _) => "info",
    }
}
