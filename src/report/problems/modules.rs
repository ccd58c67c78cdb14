//! Remote modules that are not installed: a repository that was never initialised has hundreds, and they are one problem.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{MAX_LISTED, Teller, number, word};
use crate::evaluation::{AbsentModule, SOURCE_OF_UNIT};
use crate::report::{Diagnostic, FactLine, Messages, Severity, arguments};
use crate::source::{Sources, Span};

/// A call whose module is not here.
struct Absent {
    place: Span,
    source: Option<String>,
}

/// Tells the calls of remote modules that are not installed, each with the directory of its root module, in one problem
/// that lists their sources, most called first: an error, unless whoever runs this accepts that they are not judged.
pub fn modules_not_installed(
    calls: &[(Arc<str>, AbsentModule)],
    severity: Severity,
    sources: &Sources,
    messages: &Messages,
) -> Option<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let roots: BTreeSet<&str> = calls.iter().map(|(root, _)| &**root).collect();
    let mut absent: Vec<Absent> = calls
        .iter()
        .map(|(_, call)| Absent {
            place: call.span,
            source: (!call.source.is_empty()).then(|| without_version(&call.source)),
        })
        .collect();
    // A module that several root modules call has its own calls once.
    absent.sort_by_key(|call| call.place);
    absent.dedup_by_key(|call| call.place);
    let first = absent.first()?.place;
    let given = [("count", number(absent.len())), ("roots", number(roots.len()))];
    let mut told = teller.about("module-not-installed", severity, Some(first), &arguments(given));

    absent.sort_by(|one, other| (&one.source, one.place).cmp(&(&other.source, other.place)));
    let mut groups: Vec<&[Absent]> = absent.chunk_by(|one, other| one.source == other.source).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    for group in groups.iter().take(MAX_LISTED) {
        let Some(call) = group.first() else { continue };
        let source = call.source.clone().unwrap_or_else(|| messages.text("source-computed"));
        let text = teller.say("source-calls", [("source", word(&source)), ("count", number(group.len()))]);
        told.facts.push(FactLine::new("source-label", text, Some(call.place), messages));
    }
    let more = groups.len().saturating_sub(MAX_LISTED);
    if more > 0 {
        let text = teller.say("and-more", [("count", number(more))]);
        told.facts.push(FactLine::new("source-label", text, None, messages));
    }
    told.facts.push(teller.consequence("consequence-modules"));
    let of_units = calls.iter().filter(|(_, call)| *call.address == *SOURCE_OF_UNIT).count();
    if of_units == calls.len() {
        told.remedy.clear();
    }
    if of_units > 0 {
        told.remedy.push(messages.text("module-of-unit"));
    }
    // Which of them comes first must not rename the problem.
    told.about = groups.iter().filter_map(|group| group.first()?.source.clone()).collect::<Vec<_>>().join("\n");
    Some(teller.diagnostic(told))
}

/// `source` without `?ref=…`: versions of one module are one module to install. Neither is a password told that an
/// address may hold.
fn without_version(source: &str) -> String {
    let source = source.split_once('?').map_or(source, |(address, _)| address);
    match source.split_once("://") {
        Some((scheme, rest)) => {
            let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
            let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
            format!("{scheme}://{host}/{path}")
        }
        None => source.to_owned(),
    }
}
