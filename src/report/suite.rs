//! What came of tests of policies.

use std::io;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use serde_json::json;

use super::cause;
use super::diagnostic::{Diagnostic, DiagnosticKind, FactLine, Label, Severity};
use super::messages::{Messages, arguments};
use super::problems;
use super::terminal::{self, Style};
use crate::policy::Verdict;
use crate::policy::suite::{Case, Conclusion, Outcome, Tested};
use crate::source::Sources;

/// Test files, each by its path with what came of it.
type Files = [(String, Tested)];

/// Writes for people: what failed, then how many.
pub fn write(
    tested: &Files,
    sources: &Sources,
    messages: &Messages,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut told = Vec::new();
    for (_, file) in tested {
        told.extend(problems::policies(&file.errors, sources, messages));
        told.extend(file.cases.iter().flat_map(|case| diagnostics(case, sources, messages)));
    }
    terminal::write_diagnostics(&told, sources, messages, style, out)?;
    if style.verbose {
        for (path, file) in tested {
            writeln!(out, "{}", terminal::visible(path))?;
            for case in &file.cases {
                let outcome = messages.text(&format!("test-{}", word(case.outcome)));
                writeln!(out, "  {outcome:10}  {}", terminal::visible(&case.name))?;
            }
        }
        writeln!(out)?;
    }
    let count = |wanted: &dyn Fn(Outcome) -> bool| tested.iter().map(|(_, file)| file.count(wanted)).sum::<usize>();
    let numbers = [
        ("passed", count(&|outcome| outcome == Outcome::Passed).into()),
        ("failed", count(&|outcome| matches!(outcome, Outcome::Failed { .. } | Outcome::Broken)).into()),
        ("skipped", count(&|outcome| outcome == Outcome::Skipped).into()),
        ("files", tested.len().into()),
        ("wrong", tested.iter().filter(|(_, file)| !file.errors.is_empty()).count().into()),
    ];
    writeln!(out, "{}", messages.format("test-summary", &arguments(numbers)))
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed { .. } => "failed",
        Outcome::Broken => "broken",
        Outcome::Skipped => "skipped",
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not-applicable",
        Verdict::Compliant => "compliant",
        Verdict::Undetermined => "undetermined",
        Verdict::Violation => "violation",
    }
}

/// What to tell of a mock: nothing when it is as expected.
fn diagnostics(case: &Case, sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    if case.outcome == Outcome::Broken {
        let errors: Vec<_> = case.conclusions.iter().flat_map(|own| own.errors.iter().cloned()).collect();
        let mut told = problems::policies(&errors, sources, messages);
        for own in &mut told {
            own.facts.push(FactLine::new("fact-mock", case.name.clone(), Some(case.span), messages));
        }
        return told;
    }
    let Outcome::Failed { .. } = case.outcome else { return Vec::new() };
    vec![Diagnostic {
        code: "test-failed".to_owned(),
        severity: Severity::Error,
        kind: DiagnosticKind::Problem,
        title: format!("{}: {}", case.name, why(case, messages)),
        primary: Some(Label { span: case.span, text: String::new() }),
        trace: Vec::new(),
        facts: case.conclusions.iter().flat_map(|own| conclusion(own, messages)).collect(),
        resources: Vec::new(),
        basis: Vec::new(),
        remedy: Vec::new(),
        exception: None,
        fingerprint: String::new(),
    }]
}

/// What was expected, and what is.
fn why(case: &Case, messages: &Messages) -> String {
    let Outcome::Failed { expected, actual } = case.outcome else { return String::new() };
    if case.conclusions.is_empty() {
        return messages.text("test-no-policy");
    }
    let words = |verdict: Verdict| messages.text(&format!("verdict-{}", verdict_word(verdict)));
    let given = [("expected", words(expected).into()), ("actual", words(actual).into())];
    messages.format("test-verdict", &arguments(given))
}

/// What one policy concludes, and why.
fn conclusion(own: &Conclusion, messages: &Messages) -> Vec<FactLine> {
    let verdict = messages.text(&format!("verdict-{}", verdict_word(own.verdict)));
    let given = [("policy", own.policy.to_string().into()), ("verdict", verdict.into())];
    let text = messages.format("test-conclusion", &arguments(given));
    let mut lines = vec![FactLine::new("fact-policy", text, Some(own.span), messages)];
    let found = own.messages.iter().filter(|_| own.verdict == Verdict::Violation);
    let found = found.map(|text| text.in_language(messages.language()).to_owned());
    lines.extend(found.map(|text| FactLine::new("fact-found", text, None, messages)));
    let lacking = own.causes.iter().map(|own| (cause::words(&own.kind, messages), own.span));
    lines.extend(lacking.map(|(text, span)| FactLine::new("fact-missing", text, span, messages)));
    lines
}

/// Writes for programs.
pub fn write_json(tested: &Files, sources: &Sources, messages: &Messages, out: &mut dyn io::Write) -> io::Result<()> {
    let place = |span| {
        let (path, position) = sources.position(span);
        json!({ "path": &**path, "line": position.line, "column": position.column })
    };
    let error = |own: &crate::policy::PolicyError| {
        let inside = (own.span.file.0 as usize) < sources.len();
        json!({ "message": problems::policy_error(own, sources, messages), "place": inside.then(|| place(own.span)) })
    };
    let case = |case: &Case| {
        let conclusions = case.conclusions.iter().map(|own| {
            json!({
                "policy": &*own.policy,
                "verdict": verdict_word(own.verdict),
                "place": place(own.span),
                "messages": own.messages.iter().map(|text| text.in_language(messages.language())).collect::<Vec<_>>(),
                "causes": own.causes.iter().map(|own| cause::words(&own.kind, messages)).collect::<Vec<_>>(),
                "errors": own.errors.iter().map(error).collect::<Vec<_>>(),
            })
        });
        let expected = match case.outcome {
            Outcome::Failed { expected, .. } => Some(verdict_word(expected)),
            _ => None,
        };
        json!({
            "name": case.name,
            "outcome": word(case.outcome),
            "expected": expected,
            "place": place(case.span),
            "policies": conclusions.collect::<Vec<_>>(),
        })
    };
    let files = tested.iter().map(|(path, file)| {
        json!({
            "path": path,
            "errors": file.errors.iter().map(error).collect::<Vec<_>>(),
            "cases": file.cases.iter().map(case).collect::<Vec<_>>(),
        })
    });
    let report = json!({
        "version": 1,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "passed": tested.iter().all(|(_, file)| file.is_passed()),
        "files": files.collect::<Vec<_>>(),
    });
    super::json::write_escaped(&report, out)
}

/// Writes as `JUnit` does, for pipelines that show tests.
pub fn write_junit(tested: &Files, sources: &Sources, messages: &Messages, out: &mut dyn io::Write) -> io::Result<()> {
    let mut report = Report::new(env!("CARGO_PKG_NAME"));
    for (path, file) in tested {
        let mut own = TestSuite::new(path.as_str());
        for error in problems::policies(&file.errors, sources, messages) {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(error.title);
            own.add_test_case(TestCase::new(path.as_str(), status));
        }
        for case in &file.cases {
            let told = diagnostics(case, sources, messages);
            let text = told.iter().map(|own| own.title.as_str()).collect::<Vec<_>>().join("\n");
            let status = match case.outcome {
                Outcome::Passed => TestCaseStatus::success(),
                Outcome::Skipped => TestCaseStatus::skipped(),
                Outcome::Failed { .. } | Outcome::Broken => {
                    let broken = case.outcome == Outcome::Broken;
                    let kind = if broken { NonSuccessKind::Error } else { NonSuccessKind::Failure };
                    let mut status = TestCaseStatus::non_success(kind);
                    status.set_message(text);
                    status
                }
            };
            own.add_test_case(TestCase::new(case.name.as_str(), status));
        }
        report.add_test_suite(own);
    }
    report.serialize(out).map_err(io::Error::other)
}
