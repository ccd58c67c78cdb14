//! Data: what receives those of several sources holds all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::graph::{Graph, Step, address};
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::{Asset, Classification, Evidence, EvidenceKind, Fact, IMPACTS, Level, NATURES, NO_IMPACT};

/// The most sources of one asset whose way is told. All that they hold counts.
const MAX_TOLD: usize = 8;

/// What is concluded of each asset that data come to.
pub(super) fn conclude(assets: &[Option<Asset>], graph: &Graph<'_>) -> Vec<(usize, Fact<Classification>)> {
    let said: Vec<Said> = assets.iter().map(|asset| asset.as_ref().map_or(Said::Silent, said)).collect();
    let is_silent = |index: usize| said.get(index) == Some(&Said::Silent);
    let mut received =
        Received { by_asset: assets.iter().map(|_| Vec::new()).collect(), reached: vec![false; assets.len()] };
    for sources in kinds(assets).into_values() {
        let reached = graph.reach(sources, |edge| edge.doubt.is_empty(), is_silent);
        received.add(assets, graph, &reached, is_silent);
    }
    let unreadable = unreadable(assets, graph, &said, &received);
    let mut order: Vec<usize> = unreadable.keys().copied().collect();
    order.sort_by_key(|index| address(assets, *index));
    let unknown = graph.reach(order, |edge| edge.doubt.is_empty(), is_silent);
    let unsaid = unsaid(graph, &received, is_silent);

    let mut concluded = Vec::new();
    for (index, asset) in assets.iter().enumerate() {
        let Some(asset) = asset.as_ref().filter(|asset| receives(asset)) else { continue };
        let found = received.by_asset.get(index).map(Vec::as_slice).unwrap_or_default();
        if !is_silent(index) {
            let fact = contradiction(asset, found).or_else(|| completed(asset, found));
            concluded.extend(fact.map(|fact| (index, fact)));
            continue;
        }
        // Doubt about what comes here by itself comes before that which comes along from elsewhere.
        let doubt = unreadable.get(&index).map(|fact| (fact, Vec::new()));
        let doubt = doubt.or_else(|| {
            let step = unknown.get(index).copied().flatten()?;
            Some((unreadable.get(&step.source)?, graph.path(&unknown, index)))
        });
        // That there is nothing to protect takes that all which comes is known: what is not may be anything.
        let open = doubt.is_some() || unsaid.get(index) == Some(&true);
        let known = all(found).filter(|(value, _)| !(is_harmless(value) && open));
        if let Some((value, evidence)) = known {
            concluded.push((index, Fact::Known { value, evidence }));
        } else if let Some((Fact::Unknown { causes, candidates, evidence }, path)) = doubt {
            let evidence = evidence.iter().cloned().chain(path).collect();
            let (causes, candidates) = (causes.clone(), candidates.clone());
            concluded.push((index, Fact::Unknown { causes, candidates, evidence }));
        }
    }
    concluded
}

/// Whether what comes to it is told: it may hold data, or the key to them.
fn receives(asset: &Asset) -> bool {
    asset.holds_data != Some(false) || asset.category.as_deref() == Some("kms")
}

/// Whether there is nothing to protect.
fn is_harmless(value: &Classification) -> bool {
    value.kinds().all(|kind| kind.level <= Level::Internal && kind.nature.is_none())
}

/// What an asset itself says of its data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Silent,
    Known,
    /// Something that could not be read.
    Unreadable,
}

fn said(asset: &Asset) -> Said {
    match &asset.classification {
        Fact::Known { .. } => Said::Known,
        Fact::Unknown { causes, candidates, .. } => {
            let undeclared = |cause: &Cause| matches!(cause.kind, CauseKind::NotDeclared("classification"));
            if candidates.is_empty() && causes.iter().all(undeclared) { Said::Silent } else { Said::Unreadable }
        }
    }
}

/// What rules tell kinds of data by, the most demanding first. Words that no text has are one: how many kinds there are
/// does not grow with the words that a repository makes up.
type Kind = (Reverse<Level>, Reverse<usize>, Reverse<Gravity>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gravity {
    Unsaid,
    /// It was looked at, and is not met.
    None,
    /// In words that no text has.
    Other,
    Serious,
}

fn kind(value: &Classification) -> Kind {
    let nature = value.nature.as_deref().map_or(0, |nature| {
        NATURES.iter().position(|known| *known == nature).map_or(NATURES.len() + 1, |position| position + 1)
    });
    let impact = value.impact.iter().map(|impact| match &**impact {
        NO_IMPACT => Gravity::None,
        other if IMPACTS.contains(&other) => Gravity::Serious,
        _ => Gravity::Other,
    });
    (Reverse(value.level), Reverse(nature), Reverse(impact.max().unwrap_or(Gravity::Unsaid)))
}

/// The assets that say what they hold, by kind; of one kind, those that say most first.
fn kinds(assets: &[Option<Asset>]) -> BTreeMap<Kind, Vec<usize>> {
    let mut kinds: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
    for (index, asset) in assets.iter().enumerate() {
        if let Some(value) = asset.as_ref().and_then(|asset| asset.classification.known()) {
            kinds.entry(kind(value)).or_default().push(index);
        }
    }
    for sources in kinds.values_mut() {
        sources.sort_by_cached_key(|index| {
            let value = assets.get(*index).and_then(|asset| asset.as_ref()?.classification.known());
            let words = value.map(|value| (Reverse(value.impact.len()), value.nature.clone(), value.impact.clone()));
            (words, address(assets, *index))
        });
    }
    kinds
}

/// Data that come to an asset from one that says what they are.
struct Contribution<'a> {
    value: &'a Classification,
    /// What says it, then the way from there.
    evidence: Vec<Evidence>,
}

/// What comes to each asset.
struct Received<'a> {
    /// The most demanding first; to what says itself what it holds, only by copies.
    by_asset: Vec<Vec<Contribution<'a>>>,
    /// Whether anything known comes to it.
    reached: Vec<bool>,
}

impl<'a> Received<'a> {
    /// Adds what `reached` brings of one kind.
    fn add(
        &mut self,
        assets: &'a [Option<Asset>],
        graph: &Graph<'_>,
        reached: &[Option<Step>],
        is_silent: impl Fn(usize) -> bool,
    ) {
        for (index, step) in reached.iter().enumerate() {
            let (Some(step), Some(found), Some(is_reached)) =
                (*step, self.by_asset.get_mut(index), self.reached.get_mut(index))
            else {
                continue;
            };
            *is_reached = true;
            let Some(Some(origin)) = assets.get(step.source) else { continue };
            let Some(value) = origin.classification.known() else { continue };
            let counts = is_silent(index) || graph.edge(step).is_some_and(|edge| edge.copy);
            if !counts || found.iter().any(|known| covers(known.value, value)) {
                continue;
            }
            let mut evidence = Vec::new();
            if found.len() < MAX_TOLD {
                evidence.extend(origin.classification.evidence().iter().cloned());
                evidence.extend(graph.path(reached, index));
            }
            found.push(Contribution { value, evidence });
        }
    }
}

/// Whether what holds `known` too holds nothing more with `other`: that there is something to protect says all that
/// *internal* says. Of other levels each counts, since rules and the organisation may ask for it by name.
fn covers(known: &Classification, other: &Classification) -> bool {
    let nothing = |kind: &Classification| kind.nature.is_none() && kind.impact.is_empty();
    if other.level <= Level::Internal && nothing(other) {
        return true;
    }
    known.level == other.level
        && (other.nature.is_none() || other.nature == known.nature)
        && other.impact.iter().all(|impact| known.impact.contains(impact))
}

/// All of `found` together; `None` when there is nothing.
fn all(found: &[Contribution<'_>]) -> Option<(Classification, Vec<Evidence>)> {
    let (first, rest) = found.split_first()?;
    let others = rest.iter().map(|other| other.value.clone()).collect();
    let evidence = found.iter().flat_map(|one| one.evidence.iter().cloned()).collect();
    Some((Classification { others, ..first.value.clone() }, evidence))
}

/// What is said and could not be read, and what receives data only if something does that is not known: by asset.
fn unreadable(
    assets: &[Option<Asset>],
    graph: &Graph<'_>,
    said: &[Said],
    received: &Received<'_>,
) -> BTreeMap<usize, Fact<Classification>> {
    let of = |index: usize| said.get(index).copied().unwrap_or(Said::Silent);
    let mut found: BTreeMap<usize, Fact<Classification>> = assets
        .iter()
        .enumerate()
        .filter(|(index, _)| of(*index) == Said::Unreadable)
        .filter_map(|(index, asset)| Some((index, asset.as_ref()?.classification.clone())))
        .collect();
    let mut doubtful: Vec<_> = graph.edges.iter().filter(|edge| !edge.doubt.is_empty()).collect();
    doubtful.sort_by_cached_key(|edge| (address(assets, edge.to), address(assets, edge.from)));
    for edge in doubtful {
        let origin = assets.get(edge.from).and_then(Option::as_ref).and_then(|asset| asset.classification.known());
        let reached = received.reached.get(edge.from) == Some(&true);
        let matters = match origin {
            Some(value) => !is_harmless(value),
            None => reached || of(edge.from) == Said::Unreadable,
        };
        if matters && of(edge.to) == Said::Silent {
            found.entry(edge.to).or_insert_with(|| Fact::unknown(edge.doubt.clone(), vec![edge.evidence.clone()]));
        }
    }
    found
}

/// By asset, whether data come to it from one that says nothing of them and that nothing known reaches, or may come.
fn unsaid(graph: &Graph<'_>, received: &Received<'_>, is_silent: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut unsaid = vec![false; received.reached.len()];
    for edge in graph.edges {
        let nothing = is_silent(edge.from) && received.reached.get(edge.from) == Some(&false);
        if let Some(own) = unsaid.get_mut(edge.to).filter(|_| nothing || !edge.doubt.is_empty()) {
            *own = true;
        }
    }
    unsaid
}

/// Whether it is a tag that says what `asset` holds. What is declared is the last word of who answers for the data.
fn is_tagged(asset: &Asset) -> bool {
    let kind = asset.classification.evidence().first().map(|evidence| evidence.kind);
    matches!(kind, Some(EvidenceKind::Tag | EvidenceKind::DefaultTag))
}

/// A copy with what it is a copy of, besides what its tags say: a word for how sensitive data are does not take from them
/// that they are about health, or personal.
fn completed(asset: &Asset, found: &[Contribution<'_>]) -> Option<Fact<Classification>> {
    let own = asset.classification.known().filter(|_| is_tagged(asset))?;
    let more: Vec<&Contribution<'_>> = found.iter().filter(|other| !covers(own, other.value)).collect();
    if more.is_empty() {
        return None;
    }
    let others = own.others.iter().cloned().chain(more.iter().map(|other| other.value.clone())).collect();
    let evidence = asset.classification.evidence().iter().cloned();
    let evidence = evidence.chain(more.iter().flat_map(|other| other.evidence.iter().cloned())).collect();
    Some(Fact::Known { value: Classification { others, ..own.clone() }, evidence })
}

/// A copy whose tags say less than there is to protect in what it is a copy of.
fn contradiction(asset: &Asset, found: &[Contribution<'_>]) -> Option<Fact<Classification>> {
    let own = asset.classification.known()?;
    let (source, way) = all(found)?;
    let evidence = asset.classification.evidence();
    if !is_tagged(asset) || own.level >= source.level || source.level <= Level::Internal {
        return None;
    }
    let kind = CauseKind::Contradiction(own.level.name().into(), source.level.name().into());
    let span = evidence.first().and_then(|evidence| evidence.span);
    let reference = way.into_iter().filter(|evidence| evidence.kind == EvidenceKind::Reference).take(1);
    Some(Fact::Unknown {
        causes: vec![Cause { kind, span }],
        candidates: vec![own.clone(), source],
        evidence: evidence.iter().cloned().chain(reference).collect(),
    })
}
