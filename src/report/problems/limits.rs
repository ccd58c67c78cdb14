//! Limits of the analysis that a configuration reaches: what is beyond them was not looked at.

use super::{MAX_LISTED, Teller, number, phrase, word};
use crate::evaluation::Limit;
use crate::report::{Diagnostic, FactLine, Messages, Severity, arguments};
use crate::source::{Sources, Span};

/// Tells the limits that were reached, each in one problem that lists the places.
pub fn limits(reached: &[(Span, Limit)], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut reached: Vec<(Limit, Span)> = reached.iter().map(|(span, limit)| (*limit, *span)).collect();
    reached.sort_unstable();
    reached.dedup();
    let groups = reached.chunk_by(|(one, _), (other, _)| one == other);
    groups
        .filter_map(|group| {
            let (limit, first) = *group.first()?;
            let what = if let Limit::Function(what) = limit { phrase(what, messages) } else { String::new() };
            let given = arguments([("limit", word(&what))]);
            let mut told = teller.about(code(limit), Severity::Error, Some(first), &given);
            let places = others(group, sources);
            for place in places.iter().take(MAX_LISTED) {
                told.facts.push(FactLine::new("also-label", place.clone(), None, messages));
            }
            let more = places.len().saturating_sub(MAX_LISTED);
            if more > 0 {
                let text = teller.say("and-more", [("count", number(more))]);
                told.facts.push(FactLine::new("also-label", text, None, messages));
            }
            told.facts.push(teller.consequence("consequence-limit"));
            Some(teller.diagnostic(told))
        })
        .collect()
}

/// The lines where the limit is reached too, the first one's left out.
fn others(group: &[(Limit, Span)], sources: &Sources) -> Vec<String> {
    // A place inside a template that a function reads is in no file of the run.
    let shown = group.iter().map(|(_, span)| *span).filter(|span| (span.file.0 as usize) < sources.len());
    let mut lines: Vec<String> = shown
        .map(|span| {
            let (path, position) = sources.position(span);
            format!("{path}:{}", position.line)
        })
        .collect();
    lines.dedup();
    lines.into_iter().skip(1).collect()
}

fn code(limit: Limit) -> &'static str {
    match limit {
        Limit::Work => "limit-work",
        Limit::Depth => "limit-depth",
        Limit::Instances => "limit-instances",
        Limit::Modules => "limit-modules",
        Limit::ModuleDepth => "limit-module-depth",
        Limit::Size => "limit-size",
        Limit::Text => "limit-text",
        Limit::Runs => "limit-runs",
        Limit::Function(_) => "limit-function",
    }
}
