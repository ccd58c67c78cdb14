//! JSON, for programs: the whole report, in a form that only grows within one version.

use std::io;

use serde::Serialize;

use super::credentials::without_credentials;
use super::diagnostic::{Basis, Coverage, Diagnostic, DiagnosticKind, Report, Rule, Severity};
use super::messages::Messages;
use crate::exception::{Baseline, Tally};
use crate::policy::Language;
use crate::source::{Sources, Span};

/// The form of the report. A change that breaks readers gets another number.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonReport<'r> {
    version: u32,
    tool: Tool,
    language: &'static str,
    complete: bool,
    coverage: JsonCoverage,
    rules: Vec<JsonRule<'r>>,
    left_out: Vec<LeftOut<'r>>,
    diagnostics: Vec<JsonDiagnostic<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct JsonCoverage {
    today: String,
    catalogue_date: String,
    own_catalogue: Option<String>,
    files: usize,
    broken_files: usize,
    roots: usize,
    absent_modules: usize,
    resources: usize,
    data_bearing: usize,
    unknown_types: usize,
    states: usize,
    without_backend: usize,
    concerned: usize,
    located: usize,
    operator_known: usize,
    classified: usize,
    verdicts: Verdicts,
    next_derogation_end: Option<String>,
    disregarded_comments: usize,
}

#[derive(Serialize)]
struct Verdicts {
    violations: usize,
    undetermined: usize,
    unclassified: usize,
    compliant: usize,
    not_applicable: usize,
    derogated: usize,
    suppressed: usize,
    known: usize,
}

#[derive(Serialize)]
struct LeftOut<'r> {
    code: &'r str,
    by: &'static str,
}

#[derive(Serialize)]
struct JsonException<'r> {
    kind: &'static str,
    reference: Option<&'r str>,
    basis: Option<&'r str>,
    authority: Option<&'r str>,
    reason: Option<&'r str>,
    until: Option<String>,
    place: Option<Place<'r>>,
}

#[derive(Serialize)]
struct JsonRule<'r> {
    code: &'r str,
    title: &'r str,
    rationale: &'r str,
    remedy: &'r str,
    severity: &'static str,
    basis: Vec<JsonBasis<'r>>,
    verdicts: Verdicts,
}

#[derive(Serialize)]
struct JsonBasis<'r> {
    citation: &'r str,
    url: Option<&'r str>,
    verified: bool,
}

#[derive(Serialize)]
struct JsonDiagnostic<'r> {
    code: &'r str,
    kind: &'static str,
    severity: &'static str,
    title: &'r str,
    primary: Option<Primary<'r>>,
    trace: Vec<Step<'r>>,
    facts: Vec<Fact<'r>>,
    resources: Vec<Resource<'r>>,
    basis: Vec<JsonBasis<'r>>,
    remedy: &'r [String],
    exception: Option<JsonException<'r>>,
    fingerprint: &'r str,
}

#[derive(Serialize)]
struct Primary<'r> {
    #[serde(flatten)]
    place: Place<'r>,
    text: &'r str,
}

/// Lines and columns from 1; a column counts characters, and the end is the first one after.
#[derive(Serialize)]
pub(super) struct Place<'r> {
    path: &'r str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Step<'r> {
    text: &'r str,
    place: Option<Place<'r>>,
}

#[derive(Serialize)]
struct Fact<'r> {
    key: &'static str,
    label: &'r str,
    text: &'r str,
    place: Option<Place<'r>>,
}

#[derive(Serialize)]
struct Resource<'r> {
    root: &'r str,
    address: &'r str,
    place: Place<'r>,
    variable_files: &'r [Option<String>],
}

/// Writes `report` as JSON.
pub fn write(report: &Report, sources: &Sources, messages: &Messages, out: &mut dyn io::Write) -> io::Result<()> {
    let json = JsonReport {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        language: match messages.language() {
            Language::French => "fr",
            Language::English => "en",
        },
        complete: report.is_complete(),
        coverage: coverage(&report.coverage),
        rules: report.rules.iter().map(rule).collect(),
        left_out: report.left_out.iter().map(|(code, by)| LeftOut { code, by }).collect(),
        diagnostics: report.diagnostics.iter().map(|own| diagnostic(own, sources)).collect(),
    };
    write_escaped(&json, out)
}

/// Writes what `baseline` knows, without the credentials that addresses may hold: `--baseline` reads it.
pub fn write_baseline(baseline: &Baseline, out: &mut dyn io::Write) -> io::Result<()> {
    write_escaped(&baseline.to_file(&without_credentials), out)
}

/// Writes `value` so that a terminal that shows it is not driven by it: marks that hide or reorder text are escaped.
pub(super) fn write_escaped(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    if !text.contains(is_hidden) {
        return writeln!(out, "{text}");
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match u32::from(character) {
            // JSON's own escapes have four digits; line breaks between values are no part of a text.
            code @ 0..=0xFFFF if is_hidden(character) => escaped.push_str(&format!("\\u{code:04x}")),
            _ => escaped.push(character),
        }
    }
    writeln!(out, "{escaped}")
}

/// Controls beyond ASCII, and marks that hide or reorder text.
fn is_hidden(character: char) -> bool {
    matches!(character, '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn coverage(coverage: &Coverage) -> JsonCoverage {
    JsonCoverage {
        today: coverage.today.to_string(),
        catalogue_date: coverage.catalogue_date.to_string(),
        own_catalogue: coverage.own_catalogue.clone(),
        files: coverage.files,
        broken_files: coverage.broken_files,
        roots: coverage.roots,
        absent_modules: coverage.absent_modules,
        resources: coverage.resources,
        data_bearing: coverage.data_bearing,
        unknown_types: coverage.unknown_types,
        states: coverage.states,
        without_backend: coverage.without_backend,
        concerned: coverage.concerned,
        located: coverage.located,
        operator_known: coverage.operator_known,
        classified: coverage.classified,
        verdicts: verdicts(coverage.tally),
        next_derogation_end: coverage.tally.next_end.map(|day| day.to_string()),
        disregarded_comments: coverage.disregarded,
    }
}

fn verdicts(tally: Tally) -> Verdicts {
    let Tally { verdicts, derogated, suppressed, known, next_end: _ } = tally;
    Verdicts {
        violations: verdicts.violations,
        undetermined: verdicts.undetermined,
        unclassified: verdicts.unclassified,
        compliant: verdicts.compliant,
        not_applicable: verdicts.not_applicable,
        derogated,
        suppressed,
        known,
    }
}

fn rule(rule: &Rule) -> JsonRule<'_> {
    JsonRule {
        code: &rule.code,
        title: &rule.title,
        rationale: &rule.rationale,
        remedy: &rule.remedy,
        severity: severity(rule.severity),
        basis: rule.basis.iter().map(basis).collect(),
        verdicts: verdicts(rule.verdicts),
    }
}

fn basis(basis: &Basis) -> JsonBasis<'_> {
    JsonBasis { citation: &basis.citation, url: basis.url.as_deref(), verified: basis.verified }
}

fn diagnostic<'r>(own: &'r Diagnostic, sources: &'r Sources) -> JsonDiagnostic<'r> {
    let place = |span: Span| place(span, sources);
    JsonDiagnostic {
        code: &own.code,
        kind: match own.kind {
            DiagnosticKind::Violation => "violation",
            DiagnosticKind::Undetermined => "undetermined",
            DiagnosticKind::Notice => "notice",
            DiagnosticKind::Problem => "problem",
        },
        severity: severity(own.severity),
        title: &own.title,
        primary: own.primary.as_ref().map(|label| Primary { place: place(label.span), text: &label.text }),
        trace: own.trace.iter().map(|step| Step { text: &step.text, place: step.span.map(place) }).collect(),
        facts: (own.facts.iter())
            .map(|fact| Fact { key: fact.key, label: &fact.label, text: &fact.text, place: fact.span.map(place) })
            .collect(),
        resources: (own.resources.iter())
            .map(|resource| Resource {
                root: &resource.root,
                address: &resource.address,
                place: place(resource.span),
                variable_files: &resource.variable_files,
            })
            .collect(),
        basis: own.basis.iter().map(basis).collect(),
        remedy: &own.remedy,
        exception: own.exception.as_ref().map(|exception| JsonException {
            kind: exception.kind.name(),
            reference: exception.reference.as_deref(),
            basis: exception.basis.as_deref(),
            authority: exception.authority.as_deref(),
            reason: exception.reason.as_deref(),
            until: exception.until.map(|day| day.to_string()),
            place: exception.span.map(place),
        }),
        fingerprint: &own.fingerprint,
    }
}

pub(super) fn place(span: Span, sources: &Sources) -> Place<'_> {
    let (path, start) = sources.position(span);
    let (_, end) = sources.position(Span::new(span.file, span.end, span.end));
    Place { path, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
