//! The last lines of every run: what was analysed, what was established, what was concluded.

use std::io;

use super::Style;
use super::lines::Lines;
use crate::exception::Tally;
use crate::report::diagnostic::{Coverage, Diagnostic, DiagnosticKind, Report};
use crate::report::messages::{Messages, arguments};

pub(super) fn write(report: &Report, messages: &Messages, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let coverage = &report.coverage;
    let told = |own: &&Diagnostic| own.exception.is_none();
    let count = |kind: DiagnosticKind| report.diagnostics.iter().filter(told).filter(|own| own.kind == kind).count();
    let mut lines = Lines::default();
    if style.verbose && coverage.roots > 0 {
        let mut by_rule = Lines::default();
        for rule in &report.rules {
            let words = counts(rule.verdicts, messages);
            if !words.is_empty() {
                by_rule.add(rule.code.clone(), vec![words]);
            }
        }
        if !by_rule.is_empty() {
            by_rule.write(style.width, style.color, out)?;
            writeln!(out)?;
        }
    }
    let analysed = arguments([
        ("files", coverage.files.into()),
        ("broken", coverage.broken_files.into()),
        ("roots", coverage.roots.into()),
        ("resources", coverage.resources.into()),
        ("data", coverage.data_bearing.into()),
        ("types", coverage.unknown_types.into()),
        ("states", coverage.states.into()),
        ("homeless", coverage.without_backend.into()),
        ("absent", coverage.absent_modules.into()),
    ]);
    lines.add(messages.text("analysed"), vec![messages.format("analysed-text", &analysed)]);
    if coverage.roots > 0 {
        verdicts(coverage, messages, &mut lines);
    }
    exceptions(coverage, style, messages, &mut lines);
    if !report.left_out.is_empty() {
        // Whoever asks for some rules only knows that there are others.
        let only = report.left_out.iter().any(|(_, by)| *by == "--only");
        let others = report.left_out.iter().filter(|(_, by)| *by != "--only");
        let names = others.map(|(code, by)| format!("{code} ({by})")).collect::<Vec<_>>().join(", ");
        let (judged, left_out) = (report.rules.len(), report.left_out.len());
        let given = arguments([
            ("judged", judged.into()),
            ("all", (judged + left_out).into()),
            ("only", usize::from(only).into()),
            ("rules", if names.is_empty() { "none".into() } else { names.into() }),
        ]);
        lines.add(messages.text("rules-judged"), vec![messages.format("rules-judged-text", &given)]);
    }
    let found = arguments([
        ("violations", count(DiagnosticKind::Violation).into()),
        ("undetermined", count(DiagnosticKind::Undetermined).into()),
        ("notices", count(DiagnosticKind::Notice).into()),
        ("problems", count(DiagnosticKind::Problem).into()),
    ]);
    lines.add(messages.text("told"), vec![messages.format("told-text", &found)]);
    lines.write(style.width, style.color, out)
}

/// What was established and concluded: without a root module there is nothing to say of it.
fn verdicts(coverage: &Coverage, messages: &Messages, lines: &mut Lines) {
    let established = arguments([
        ("located", coverage.located.into()),
        ("operator", coverage.operator_known.into()),
        ("classified", coverage.classified.into()),
        ("data", coverage.data_bearing.into()),
        ("total", coverage.concerned.into()),
        ("catalogue", messages.date(coverage.catalogue_date).into()),
        ("own", coverage.own_catalogue.as_deref().map_or_else(|| "none".to_owned(), super::visible).into()),
        ("today", messages.date(coverage.today).into()),
    ]);
    lines.add(messages.text("established"), vec![messages.format("established-text", &established)]);
    let tally = coverage.tally.verdicts;
    let verdicts = arguments([
        ("violations", tally.violations.into()),
        ("undetermined", tally.undetermined.into()),
        ("unclassified", tally.unclassified.into()),
        ("compliant", tally.compliant.into()),
        ("inapplicable", tally.not_applicable.into()),
    ]);
    lines.add(messages.text("verdicts"), vec![messages.format("verdicts-text", &verdicts)]);
}

/// The verdicts of a rule, those of which there is any.
fn counts(tally: Tally, messages: &Messages) -> String {
    let Tally { verdicts, derogated, suppressed, known, .. } = tally;
    let counts = [
        ("count-violations", verdicts.violations),
        ("count-undetermined", verdicts.undetermined),
        ("count-unclassified", verdicts.unclassified),
        ("count-compliant", verdicts.compliant),
        ("count-not-applicable", verdicts.not_applicable),
        ("count-derogated", derogated),
        ("count-suppressed", suppressed),
        ("count-known", known),
    ];
    let words = |(id, count): &(&str, usize)| messages.format(id, &arguments([("count", (*count).into())]));
    counts.iter().filter(|(_, count)| *count > 0).map(words).collect::<Vec<_>>().join(" · ")
}

/// What is set aside: nobody is to take a short report for a clean repository.
fn exceptions(coverage: &Coverage, style: &Style, messages: &Messages, lines: &mut Lines) {
    let mut texts = Vec::new();
    let tally = coverage.tally;
    if tally.set_aside() > 0 {
        let hidden = !style.verbose && tally.suppressed + tally.known > 0;
        texts.push(exception_words(tally, hidden, messages));
    }
    if coverage.disregarded > 0 {
        texts.push(messages.format("disregarded", &arguments([("count", coverage.disregarded.into())])));
    }
    if !texts.is_empty() {
        lines.add(messages.text("excepted"), texts);
    }
}

fn exception_words(tally: Tally, hidden: bool, messages: &Messages) -> String {
    let given = arguments([
        ("derogated", tally.derogated.into()),
        ("suppressed", tally.suppressed.into()),
        ("known", tally.known.into()),
        ("before", (tally.derogated + tally.suppressed).into()),
        ("end", tally.next_end.map_or_else(|| "none".to_owned(), |end| messages.date(end)).into()),
        ("hidden", usize::from(hidden).into()),
    ]);
    messages.format("excepted-text", &given)
}
