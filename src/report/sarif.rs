//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>, as GitHub code scanning reads it.

use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::diagnostic::{Basis, Diagnostic, DiagnosticKind, Report, Rule, SetAside, SetAsideKind, Severity};
use super::messages::{Messages, arguments};
use crate::policy::Language;
use crate::source::{Sources, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a path may hold unescaped in a relative URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The most resources named as related places of a result: GitHub shows few and refuses large files.
const MAX_RELATED: usize = 50;

/// Writes `report` as a SARIF log of one run.
pub fn write(report: &Report, sources: &Sources, messages: &Messages, out: &mut dyn io::Write) -> io::Result<()> {
    let (problems, findings): (Vec<_>, Vec<_>) =
        report.diagnostics.iter().partition(|diagnostic| diagnostic.kind == DiagnosticKind::Problem);
    let notifications: Vec<Value> = problems.iter().map(|problem| notification(problem, sources, messages)).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, report, sources, messages)).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "Cocarde",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": report.rules.iter().map(|own| rule(own, messages)).collect::<Vec<_>>(),
        }},
        "language": match messages.language() { Language::French => "fr-FR", Language::English => "en-GB" },
        "columnKind": "unicodeCodePoints",
        "invocations": [{ "executionSuccessful": report.is_complete(), "toolExecutionNotifications": notifications }],
        "results": results,
    });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    super::json::write_escaped(&log, out)
}

fn rule(rule: &Rule, messages: &Messages) -> Value {
    let law: Vec<&str> = rule.basis.iter().map(|basis| basis.citation.as_str()).collect();
    let text = [rule.rationale.as_str(), rule.remedy.as_str(), &law.join(&messages.text("separator"))].join("\n\n");
    let mut own = Map::new();
    own.insert("id".into(), rule.code.as_str().into());
    own.insert("shortDescription".into(), json!({ "text": rule.title }));
    own.insert(
        "fullDescription".into(),
        json!({ "text": if rule.rationale.is_empty() { &rule.title } else { &rule.rationale } }),
    );
    own.insert("help".into(), json!({ "text": text.trim() }));
    if let Some(url) = rule.basis.iter().find_map(|basis| basis.url.as_deref()) {
        own.insert("helpUri".into(), url.into());
    }
    own.insert("defaultConfiguration".into(), json!({ "level": level(rule.severity) }));
    Value::Object(own)
}

/// What is undetermined is told with its level too: of kind `open` it would have none, and GitHub would not show it.
fn result(finding: &Diagnostic, report: &Report, sources: &Sources, messages: &Messages) -> Value {
    let mut own = Map::new();
    own.insert("ruleId".into(), finding.code.as_str().into());
    if let Some(index) = report.rules.iter().position(|rule| rule.code == finding.code) {
        own.insert("ruleIndex".into(), index.into());
    }
    own.insert("level".into(), level(finding.severity).into());
    own.insert("message".into(), json!({ "text": message(finding, messages) }));
    if let Some(label) = &finding.primary {
        own.insert("locations".into(), json!([location(label.span, sources, None)]));
    }
    let related: Vec<Value> = (finding.resources.iter().take(MAX_RELATED))
        .map(|resource| location(resource.span, sources, Some(&resource.shown)))
        .collect();
    if !related.is_empty() {
        own.insert("relatedLocations".into(), related.into());
    }
    let steps: Vec<Value> = (finding.trace.iter())
        .filter_map(|step| Some(json!({ "location": location(step.span?, sources, Some(&step.text)) })))
        .collect();
    if !steps.is_empty() {
        own.insert("codeFlows".into(), json!([{ "threadFlows": [{ "locations": steps }] }]));
    }
    own.insert("partialFingerprints".into(), json!({ "cocarde/v1": finding.fingerprint }));
    let exception = finding.exception.as_ref();
    let suppressed = exception.filter(|own| own.kind == SetAsideKind::Suppression);
    let suppressions: Vec<Value> = suppressed.map(|own| suppression(own, sources)).into_iter().collect();
    // All results say it, or none.
    own.insert("suppressions".into(), suppressions.into());
    if report.with_baseline {
        let known = exception.is_some_and(|own| own.kind == SetAsideKind::Baseline);
        own.insert("baselineState".into(), if known { "unchanged" } else { "new" }.into());
    }
    let mut properties = Map::new();
    let kind = match finding.kind {
        DiagnosticKind::Violation => "violation",
        DiagnosticKind::Undetermined => "undetermined",
        DiagnosticKind::Notice => "notice",
        DiagnosticKind::Problem => "problem",
    };
    properties.insert("kind".into(), kind.into());
    // A derogation is no suppression: readers of this format do not show those.
    if let Some(own) = exception.filter(|own| own.kind == SetAsideKind::Derogation) {
        let until = own.until.map(|day| day.to_string());
        let derogation =
            json!({ "reference": own.reference, "basis": own.basis, "authority": own.authority, "until": until });
        properties.insert("derogation".into(), derogation);
    }
    own.insert("properties".into(), properties.into());
    Value::Object(own)
}

/// What a comment says.
fn suppression(exception: &SetAside, sources: &Sources) -> Value {
    let mut own = Map::new();
    own.insert("kind".into(), "inSource".into());
    own.insert("status".into(), "accepted".into());
    own.insert("justification".into(), exception.reason.as_deref().unwrap_or_default().into());
    if let Some(span) = exception.span {
        own.insert("location".into(), location(span, sources, None));
    }
    Value::Object(own)
}

fn notification(problem: &Diagnostic, sources: &Sources, messages: &Messages) -> Value {
    let mut own = Map::new();
    own.insert("descriptor".into(), json!({ "id": problem.code }));
    own.insert("level".into(), level(problem.severity).into());
    own.insert("message".into(), json!({ "text": message(problem, messages) }));
    if let Some(label) = &problem.primary {
        own.insert("locations".into(), json!([location(label.span, sources, None)]));
    }
    Value::Object(own)
}

/// The title, what is said at the place, the facts, the law and the remedy, a line each.
fn message(diagnostic: &Diagnostic, messages: &Messages) -> String {
    let label = diagnostic.primary.as_ref().map(|label| label.text.clone()).filter(|text| !text.is_empty());
    let facts = diagnostic.facts.iter().map(|fact| {
        let given = [("label", fact.label.clone().into()), ("text", fact.text.clone().into())];
        messages.format("labelled", &arguments(given))
    });
    let law = diagnostic.basis.iter().map(|Basis { citation, .. }| citation.clone());
    let remedy = diagnostic.remedy.iter().cloned();
    std::iter::once(diagnostic.title.clone())
        .chain(label)
        .chain(facts)
        .chain(law)
        .chain(remedy)
        .collect::<Vec<_>>()
        .join("\n")
}

fn location(span: Span, sources: &Sources, message: Option<&str>) -> Value {
    let (path, start) = sources.position(span);
    let (_, end) = sources.position(Span::new(span.file, span.end.max(span.start), span.end.max(span.start)));
    let uri = utf8_percent_encode(path, PATH).to_string();
    let mut own = Map::new();
    own.insert(
        "physicalLocation".into(),
        json!({
            "artifactLocation": { "uri": uri, "uriBaseId": "%SRCROOT%" },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        }),
    );
    if let Some(text) = message {
        own.insert("message".into(), json!({ "text": text }));
    }
    Value::Object(own)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
