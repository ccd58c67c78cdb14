//! The resources of a finding, each once, with the runs of its root module in which it has it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::diagnostic::{FactLine, ResourceRef};
use super::messages::Messages;
use crate::inventory::{Asset, Run, Target};
use crate::source::Span;

/// What a finding is about, with the runs in which it is.
pub(super) struct Concerned<'a> {
    root: &'a Arc<str>,
    address: &'a Arc<str>,
    span: Span,
    /// Whether it is what it is in that run.
    is_in: Box<dyn Fn(&Run) -> bool + 'a>,
}

impl<'a> From<&'a Asset> for Concerned<'a> {
    fn from(asset: &'a Asset) -> Self {
        let is_in = Box::new(|run: &Run| asset.is_in(run));
        Self { root: &asset.root, address: &asset.address, span: asset.span, is_in }
    }
}

impl<'a> From<&'a Target> for Concerned<'a> {
    fn from(target: &'a Target) -> Self {
        let is_in = Box::new(|run: &Run| target.run.as_ref().is_none_or(|own| own == run));
        Self { root: &target.root, address: &target.address, span: target.span, is_in }
    }
}

/// The resources that `assets` are, in their order, and in which runs when that is not all and the same for each. `runs`
/// are those of the root modules that have several.
pub(super) fn resources(
    assets: &[Concerned<'_>],
    runs: &BTreeMap<Arc<str>, Vec<Run>>,
    messages: &Messages,
) -> (Vec<ResourceRef>, Option<FactLine>) {
    let mut found: Vec<(&Concerned<'_>, Vec<&Run>)> = Vec::new();
    for asset in assets {
        let same = |(known, _): &&mut (&Concerned<'_>, _)| known.root == asset.root && known.address == asset.address;
        let all = runs.get(asset.root).map(Vec::as_slice).unwrap_or_default();
        let own = all.iter().filter(|run| (asset.is_in)(run));
        // Assets come by root, then by address.
        let own: Vec<&Run> = own.collect();
        // What is in a run twice is two instances whose key is not known.
        let is_other_run = |(_, known): &&mut (&Concerned<'_>, Vec<&Run>)| {
            !own.is_empty() && !own.iter().any(|run| known.contains(run))
        };
        match found.last_mut().filter(same).filter(is_other_run) {
            Some((_, known)) => known.extend(own),
            None => found.push((asset, own)),
        }
    }
    for (asset, own) in &mut found {
        let all = runs.get(asset.root).map(Vec::len).unwrap_or_default();
        if own.len() == all {
            own.clear();
        }
        own.sort_unstable();
    }
    let several_roots = found.windows(2).any(|pair| matches!(pair, [(one, _), (other, _)] if one.root != other.root));
    let several_runs = found.windows(2).any(|pair| matches!(pair, [(_, one), (_, other)] if one != other));
    let line = found.first().filter(|(_, own)| !several_runs && !own.is_empty());
    let line = line.map(|(_, own)| FactLine::new("fact-runs", words(own, messages), None, messages));
    let resource = |(asset, own): (&Concerned<'_>, Vec<&Run>)| {
        let root = several_roots.then(|| if asset.root.is_empty() { "." } else { &*asset.root }.to_owned());
        let of_runs = (several_runs && !own.is_empty()).then(|| words(&own, messages));
        let place: Vec<String> = root.into_iter().chain(of_runs).collect();
        ResourceRef {
            root: asset.root.to_string(),
            address: asset.address.to_string(),
            shown: match place.as_slice() {
                [] => asset.address.to_string(),
                place => format!("{} ({})", asset.address, place.join(", ")),
            },
            span: asset.span,
            variable_files: own.iter().map(|run| run.file().map(ToString::to_string)).collect(),
        }
    };
    (found.into_iter().map(resource).collect(), line)
}

/// What is said of runs: their variable files.
fn words(runs: &[&Run], messages: &Messages) -> String {
    let word = |run: &&Run| match run {
        Run::With(file) => file.to_string(),
        Run::Alone => messages.text("run-alone"),
        Run::OnDefaults => messages.text("run-on-defaults"),
    };
    runs.iter().map(word).collect::<Vec<_>>().join(", ")
}
