//! Comments and baselines that do not do what they are there for.

use super::settings::closest;
use super::{Argument, MAX_LISTED, Teller, number, word};
use crate::exception::{BaselineError, Entry, Malformed, SuppressionProblem, SuppressionProblemKind};
use crate::report::{Diagnostic, FactLine, Messages, Severity, arguments};
use crate::source::Sources;

/// Tells what is wrong with comments, each at its place.
pub fn suppressions(problems: &[SuppressionProblem], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut tell = |problem: &SuppressionProblem| {
        let mut nearest = None;
        let (code, given): (&'static str, Vec<Argument>) = match &problem.kind {
            SuppressionProblemKind::Malformed(why) => {
                ("suppression-malformed", vec![("why", word(&malformed(why, messages)))])
            }
            SuppressionProblemKind::Written => ("suppression-written", Vec::new()),
            SuppressionProblemKind::UnknownRule { rule, known } => {
                nearest = closest(rule, known.iter().map(|id| &**id));
                ("suppression-unknown-rule", vec![("rule", word(rule)), ("known", word(&known.join(", ")))])
            }
            SuppressionProblemKind::Powerless(rule) => ("suppression-powerless", vec![("rule", word(rule))]),
            SuppressionProblemKind::Detached => ("suppression-detached", Vec::new()),
            SuppressionProblemKind::Expired(until) => {
                ("suppression-expired", vec![("until", word(&messages.date(*until)))])
            }
            SuppressionProblemKind::Unused(rules) => ("suppression-unused", vec![("rules", word(&rules.join(", ")))]),
            SuppressionProblemKind::TooMany => ("suppression-too-many", Vec::new()),
        };
        let mut told = teller.about(code, Severity::Warning, Some(problem.span), &arguments(given));
        if let Some(nearest) = nearest {
            told.remedy.insert(0, teller.say("did-you-mean", [("nearest", word(nearest))]));
        }
        teller.diagnostic(told)
    };
    problems.iter().map(&mut tell).collect()
}

/// Why a comment is not understood, in words.
fn malformed(why: &Malformed, messages: &Messages) -> String {
    let (id, name) = match why {
        Malformed::Directive => ("malformed-directive", ""),
        Malformed::Rules => ("malformed-rules", ""),
        Malformed::Reason => ("malformed-reason", ""),
        Malformed::Argument(name) => ("malformed-argument", &**name),
        Malformed::Twice(name) => ("malformed-twice", *name),
        Malformed::Quotes(name) => ("malformed-quotes", *name),
        Malformed::Date => ("malformed-date", ""),
        Malformed::Address => ("malformed-address", ""),
    };
    messages.format(id, &arguments([("name", word(name))]))
}

/// Tells that the file `path`, which the user named, is no baseline.
pub fn baseline_file(path: &str, error: &BaselineError, sources: &Sources, messages: &Messages) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let reason = match error {
        BaselineError::Json { line, column } => {
            teller.say("baseline-json", [("line", word(line)), ("column", word(column))])
        }
        BaselineError::Version(version) => teller.say("baseline-version", [("version", word(version))]),
    };
    let given = arguments([("path", word(path)), ("reason", word(&reason))]);
    let mut told = teller.about("baseline-file", Severity::Error, None, &given);
    path.clone_into(&mut told.about);
    teller.diagnostic(told)
}

/// Tells the entries of the baseline that know nothing any more.
pub fn stale(entries: &[Entry], sources: &Sources, messages: &Messages) -> Option<Diagnostic> {
    if entries.is_empty() {
        return None;
    }
    let mut teller = Teller::new(sources, messages);
    let given = arguments([("count", number(entries.len()))]);
    let mut told = teller.about("baseline-stale", Severity::Warning, None, &given);
    let line = |text: String| FactLine::new("known-label", text, None, messages);
    told.facts.extend(entries.iter().take(MAX_LISTED).map(|entry| {
        let root = if entry.root.is_empty() { "." } else { &entry.root };
        line(format!("{} {} ({root})", entry.rule, entry.address))
    }));
    let more = entries.len().saturating_sub(MAX_LISTED);
    if more > 0 {
        told.facts.push(line(teller.say("and-more", [("count", number(more))])));
    }
    told.about = entries.iter().map(|entry| entry.fingerprint.as_str()).collect::<Vec<_>>().join("\n");
    Some(teller.diagnostic(told))
}
