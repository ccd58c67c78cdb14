//! What of Terragrunt's units is not known as a whole.

use super::{Teller, word};
use crate::evaluation::Cause;
use crate::evaluation::terragrunt::{UnitProblem, UnitProblemKind};
use crate::report::{Diagnostic, Messages, Severity, arguments, cause};
use crate::source::Sources;

/// Tells `problems`: each place once, however many units it is a part of.
pub fn units(problems: &[UnitProblem], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut distinct: Vec<&UnitProblem> = problems.iter().collect();
    distinct.dedup_by_key(|problem| (problem.span, code(&problem.kind).0));
    let tell = |problem: &UnitProblem| {
        let (code, cause) = code(&problem.kind);
        let reason = cause.map(|cause| cause::words(&cause.kind, messages)).unwrap_or_default();
        let given = [("reason", word(&reason))];
        let mut told = teller.about(code, Severity::Error, Some(problem.span), &arguments(given));
        told.facts.push(teller.consequence("consequence-unit"));
        teller.diagnostic(told)
    };
    distinct.into_iter().map(tell).collect()
}

fn code(kind: &UnitProblemKind) -> (&'static str, Option<&Cause>) {
    match kind {
        UnitProblemKind::Include(cause) => ("unit-include", Some(cause)),
        UnitProblemKind::NestedInclude => ("unit-nested-include", None),
        UnitProblemKind::Generated(cause) => ("unit-generated", Some(cause)),
        UnitProblemKind::VariableFile(cause) => ("unit-variable-file", Some(cause)),
    }
}
