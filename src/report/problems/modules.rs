//! Remote modules that are not installed: a repository that was never initialised has hundreds, and they are one problem.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{MAX_LISTED, Teller, number, word};
use crate::report::{Diagnostic, FactLine, Messages, Severity, arguments};
use crate::source::Span;
use crate::terraform::{Configuration, ModuleCall, RootModule};

/// A call whose module is not here.
struct Absent {
    place: Span,
    source: Option<String>,
}

/// Tells the calls of remote modules that are not installed, in one problem that lists their sources, most called first.
pub fn modules_not_installed(configuration: &Configuration<'_>, messages: &Messages) -> Option<Diagnostic> {
    let mut teller = Teller::new(configuration.sources(), messages);
    let mut absent = Vec::new();
    let mut roots = 0;
    for root in configuration.roots() {
        let before = absent.len();
        collect(configuration, root, &mut absent);
        roots += usize::from(absent.len() > before);
    }
    // A module that several root modules call has its own calls once.
    absent.sort_by_key(|call| call.place);
    absent.dedup_by_key(|call| call.place);
    let first = absent.first()?.place;
    let given = [("count", number(absent.len())), ("roots", number(roots))];
    let mut told = teller.about("module-not-installed", Severity::Warning, Some(first), &arguments(given));

    absent.sort_by(|one, other| (&one.source, one.place).cmp(&(&other.source, other.place)));
    let mut groups: Vec<&[Absent]> = absent.chunk_by(|one, other| one.source == other.source).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let label = messages.text("source-label");
    for group in groups.iter().take(MAX_LISTED) {
        let Some(call) = group.first() else { continue };
        let source = call.source.clone().unwrap_or_else(|| messages.text("source-computed"));
        let text = teller.say("source-calls", [("source", word(&source)), ("count", number(group.len()))]);
        told.facts.push(FactLine { label: label.clone(), text, span: Some(call.place) });
    }
    let more = groups.len().saturating_sub(MAX_LISTED);
    if more > 0 {
        told.facts.push(FactLine { label, text: teller.say("and-more", [("count", number(more))]), span: None });
    }
    told.facts.push(teller.consequence("consequence-modules"));
    // Which of them comes first must not rename the problem.
    told.about = groups.iter().filter_map(|group| group.first()?.source.clone()).collect::<Vec<_>>().join("\n");
    Some(teller.diagnostic(told))
}

/// The absent calls below `root`. A directory is visited once: what it calls does not depend on who calls it.
fn collect(configuration: &Configuration<'_>, root: &RootModule, absent: &mut Vec<Absent>) {
    let mut visited: FxHashSet<Arc<str>> = FxHashSet::default();
    let mut waiting: Vec<(Arc<str>, String)> = vec![(Arc::clone(&root.directory), String::new())];
    while let Some((directory, path)) = waiting.pop() {
        if !visited.insert(Arc::clone(&directory)) {
            continue;
        }
        let Some(module) = configuration.module(&directory) else { continue };
        for call in module.calls.values() {
            let path = if path.is_empty() { call.name.to_owned() } else { format!("{path}.{}", call.name) };
            match configuration.directory_of(call, &directory, &root.directory, &path) {
                Ok(Some(called)) => waiting.push((called, path)),
                Ok(None) if has_source(call) => {
                    absent.push(Absent { place: call.source_span, source: call.source.map(without_version) });
                }
                Ok(None) | Err(()) => {}
            }
        }
    }
}

/// A call without a source is an error of its own.
fn has_source(call: &ModuleCall<'_>) -> bool {
    call.body.attribute("source").is_some()
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
