//! Texts that cannot be parsed.

use super::{Teller, number, word};
use crate::report::{Diagnostic, Messages, Severity, arguments};
use crate::source::Sources;
use crate::syntax::SyntaxError;

/// The most errors of one file that are told: a file that is not HCL at all would bury the others.
const MAX_PER_FILE: usize = 20;

/// Tells `errors`: one problem each up to a limit for each file, then how many more there are.
pub fn syntax(errors: &[SyntaxError], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut errors: Vec<&SyntaxError> = errors.iter().collect();
    errors.sort_by_key(|error| error.span);
    let mut problems = Vec::new();
    for file in errors.chunk_by(|one, other| one.span.file == other.span.file) {
        let (shown, rest) = file.split_at(file.len().min(MAX_PER_FILE));
        for (position, error) in shown.iter().enumerate() {
            let arguments = error.kind.argument().map(|argument| ("argument", word(&argument)));
            let mut told =
                teller.about(error.kind.id(), Severity::Error, Some(error.span), &super::arguments(arguments));
            if position == 0 {
                told.facts.push(teller.consequence("consequence-syntax"));
            }
            problems.push(teller.diagnostic(told));
        }
        if let Some(first) = rest.first() {
            let count = arguments([("count", number(rest.len()))]);
            let told = teller.about("syntax-more", Severity::Error, Some(first.span), &count);
            problems.push(teller.diagnostic(told));
        }
    }
    problems
}
