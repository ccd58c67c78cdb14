//! `cocarde explain ADDRESS`.

use std::io::{self, IsTerminal, Write};

use super::ExplainArguments;
use crate::cli::analysis::{Analysis, Request, analyse};
use crate::cli::check::{on_threads, refusal};
use crate::cli::{Outcome, refused, tell, written};
use crate::inventory::Asset;
use crate::policy::Doctrine;
use crate::report::{Explanation, Messages};

/// The most names that are told when none is meant.
const MAX_NEAREST: usize = 3;

/// The longest name that is looked for.
const MAX_ASKED: usize = 200;
/// How much a name must look like another to be told, on a scale from 0 to 1.
const LIKENESS: f64 = 0.8;

/// Explains the asset at `address`.
pub(super) fn run(address: &str, given: &ExplainArguments, doctrine: &Doctrine, messages: &Messages) -> Outcome {
    let request =
        Request { policies: given.given_policies(), ..given.analysis.request(&given.path, given.plan.as_ref()) };
    let analysis = match on_threads(None, || analyse(&request)) {
        Ok(Ok(analysis)) => analysis,
        Ok(Err(error)) => {
            let outcome = error.outcome();
            let (sources, told) = refusal(error, messages);
            tell(&told, &sources, messages);
            return outcome;
        }
        Err(error) => return refused(messages, "cli-threads", [("reason", error.to_string().into())]),
    };
    let found = named(&analysis, address);
    if found.is_empty() {
        return unknown(address, &analysis, doctrine, messages);
    }
    let words = analysis.words(messages, request.today);
    let style = given.color.style(io::stdout().is_terminal(), false);
    let mut out = io::stdout().lock();
    let mut write = || -> io::Result<()> {
        for (index, (asset, alike)) in distinct(&found).into_iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            Explanation { asset, alike, words }.write(&style, &mut out)?;
        }
        out.flush()
    };
    let result = write();
    written(result, Outcome::Clean, None, messages)
}

/// The assets that `address` names: itself, or all instances of it; in a root module when it is written before, as
/// `infra/prod:scaleway_rdb_instance.main`.
fn named<'a>(analysis: &'a Analysis, address: &str) -> Vec<&'a Asset> {
    let assets = &analysis.inventory.assets;
    let (root, own) = match address.split_once(':') {
        Some((root, own)) if !root.contains(['"', '[']) => (Some(root.trim_end_matches('/')), own),
        _ => (None, address),
    };
    let in_root = |asset: &&Asset| root.is_none_or(|root| *asset.root == *root.trim_start_matches("./"));
    let exact: Vec<&Asset> = assets.iter().filter(in_root).filter(|asset| *asset.address == *own).collect();
    if !exact.is_empty() {
        return exact;
    }
    let instance = |asset: &&Asset| asset.address.strip_prefix(own).is_some_and(|rest| rest.starts_with('['));
    assets.iter().filter(in_root).filter(instance).collect()
}

/// Those of `assets` that differ in what is known of them, each with how many others are the same.
fn distinct<'a>(assets: &[&'a Asset]) -> Vec<(&'a Asset, usize)> {
    let same = |one: &Asset, other: &Asset| {
        one.root == other.root
            && one.span == other.span
            && one.offer == other.offer
            && one.placement == other.placement
            && one.environment == other.environment
            && one.classification == other.classification
            && one.flows == other.flows
    };
    let mut found: Vec<(&Asset, usize)> = Vec::new();
    for asset in assets {
        // Instances come one after the other.
        match found.last_mut().filter(|(known, _)| same(known, asset)) {
            Some((_, alike)) => *alike += 1,
            None => found.push((asset, 0)),
        }
    }
    found
}

/// It is neither a rule nor an asset: what is nearest is told.
fn unknown(asked: &str, analysis: &Analysis, doctrine: &Doctrine, messages: &Messages) -> Outcome {
    let rules = doctrine.policies.iter().map(|policy| &*policy.id);
    let addresses = analysis.inventory.assets.iter().map(|asset| &*asset.address);
    let nearest = nearest(asked, rules.chain(addresses));
    let asked = ("asked", asked.to_owned().into());
    match nearest.as_slice() {
        [] => refused(messages, "explain-neither-at-all", [asked]),
        nearest => refused(messages, "explain-neither", [asked, ("nearest", nearest.join(", ").into())]),
    }
}

/// The names that look most like `asked`, if any does.
fn nearest<'n>(asked: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    // The measure takes time in proportion to both lengths, and nobody types such a name.
    if asked.len() > MAX_ASKED {
        return Vec::new();
    }
    // A resource is asked for by its own name as often as by its address.
    let asked = asked.to_lowercase();
    let likeness = |name: &str| {
        let name = name.to_lowercase();
        let last = name.rsplit('.').next().unwrap_or(&name);
        strsim::jaro_winkler(&asked, &name).max(strsim::jaro_winkler(&asked, last))
    };
    let mut alike: Vec<(f64, &str)> =
        names.map(|name| (likeness(name), name)).filter(|(likeness, _)| *likeness > LIKENESS).collect();
    alike.sort_by(|(one, name), (other, other_name)| other.total_cmp(one).then(name.cmp(other_name)));
    let mut nearest: Vec<&str> = alike.into_iter().map(|(_, name)| name).collect();
    nearest.dedup();
    nearest.truncate(MAX_NEAREST);
    nearest
}
