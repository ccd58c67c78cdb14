//! The last lines of every run: what was analysed, what was established, what was concluded.

use std::io;

use super::Style;
use super::lines::Lines;
use crate::report::diagnostic::{Coverage, DiagnosticKind, Report};
use crate::report::messages::{Messages, arguments};

pub(super) fn write(report: &Report, messages: &Messages, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let coverage = &report.coverage;
    let count = |kind: DiagnosticKind| report.diagnostics.iter().filter(|own| own.kind == kind).count();
    let mut lines = Lines::default();
    let analysed = arguments([
        ("files", coverage.files.into()),
        ("broken", coverage.broken_files.into()),
        ("roots", coverage.roots.into()),
        ("resources", coverage.resources.into()),
        ("data", coverage.data_bearing.into()),
        ("states", coverage.states.into()),
        ("homeless", coverage.without_backend.into()),
        ("absent", coverage.absent_modules.into()),
    ]);
    lines.add(messages.text("analysed"), vec![messages.format("analysed-text", &analysed)]);
    if coverage.roots > 0 {
        verdicts(coverage, messages, &mut lines);
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
    let total = coverage.data_bearing + coverage.states;
    let established = arguments([
        ("located", coverage.located.into()),
        ("operator", coverage.operator_known.into()),
        ("classified", coverage.classified.into()),
        ("data", coverage.data_bearing.into()),
        ("total", total.into()),
        ("catalogue", messages.date(coverage.catalogue_date).into()),
        ("own", coverage.own_catalogue.as_deref().map_or_else(|| "none".to_owned(), super::visible).into()),
        ("today", messages.date(coverage.today).into()),
    ]);
    lines.add(messages.text("established"), vec![messages.format("established-text", &established)]);
    let verdicts = arguments([
        ("violations", coverage.violations.into()),
        ("undetermined", coverage.undetermined.into()),
        ("unclassified", coverage.unclassified.into()),
        ("compliant", coverage.compliant.into()),
        ("inapplicable", coverage.not_applicable.into()),
    ]);
    lines.add(messages.text("verdicts"), vec![messages.format("verdicts-text", &verdicts)]);
}
