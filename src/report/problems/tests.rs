//! Messages of real mistakes, in both languages.

mod broken;
mod grouping;
mod translations;

use std::fmt::Write as _;

use crate::policy::Language;
use crate::report::{Diagnostic, Messages, Severity};
use crate::source::{FileId, SourceFile, Sources};

fn both() -> [Messages; 2] {
    [Messages::new(Language::French), Messages::new(Language::English)]
}

fn sources_of(path: &str, text: &str) -> (Sources, FileId) {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new(path, text));
    (sources, file)
}

/// What `problems` say, as a reader sees it.
fn told(problems: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for problem in problems {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let place = problem.primary.as_ref().map(|label| {
            let (path, position) = sources.position(label.span);
            let line = sources.text(label.span).lines().next().unwrap_or_default();
            format!(" {path}:{}: {line}", position.line)
        });
        let place = place.unwrap_or_default();
        writeln!(text, "{severity}[{}]{place}\n  {}", problem.code, problem.title).unwrap();
        for fact in &problem.facts {
            writeln!(text, "  = {}: {}", fact.label, fact.text).unwrap();
        }
        for remedy in &problem.remedy {
            writeln!(text, "  > {remedy}").unwrap();
        }
    }
    text
}
