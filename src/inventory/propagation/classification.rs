//! Data: what receives those of several sources holds all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::graph::{Graph, Step, address};
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::{Asset, Classification, Evidence, EvidenceKind, Fact, IMPACTS, Level, NATURES, NO_IMPACT};

/// The most sources of one asset whose way is told. All that they hold counts.
const MAX_TOLD: usize = 8;
/// The most sets of things that what could not be read may be, the one that has no end among them.
const MAX_DOUBTS: usize = 8;
/// The most things that what receives several of these may hold.
const MAX_CANDIDATES: usize = 16;

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
    let doubts = Doubt::all(assets, graph, &unreadable, is_silent);
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
        let open: Vec<&Doubt> = doubts.iter().filter(|doubt| doubt.is_about(index)).collect();
        let known = all(found);
        // Of a source that says nothing, what it may hold is asked only when there may be nothing to protect.
        let unsaid = unsaid.get(index) == Some(&true);
        let may_be = possible(known.as_ref().map(|(value, _)| value), &open, unsaid);
        match (known, may_be, told(assets, &open, index)) {
            (Some((_, evidence)), MayBe::One(value), _) => concluded.push((index, Fact::Known { value, evidence })),
            (known, MayBe::Any(candidates), Some(source)) => {
                let Some(Fact::Unknown { causes, evidence, .. }) = unreadable.get(&source.index) else { continue };
                let way = source.doubt.path(graph, index);
                let evidence = evidence.iter().cloned().chain(way);
                let evidence = evidence.chain(known.into_iter().flat_map(|(_, evidence)| evidence)).collect();
                concluded.push((index, Fact::Unknown { causes: causes.clone(), candidates, evidence }));
            }
            _ => {}
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

/// What could not be read and may be the same few things, or anything: by asset, and how far it comes.
struct Doubt {
    /// Empty when it may be anything.
    candidates: Vec<Classification>,
    sources: Vec<usize>,
    reached: Vec<Option<Step>>,
}

impl Doubt {
    fn all(
        assets: &[Option<Asset>],
        graph: &Graph<'_>,
        unreadable: &BTreeMap<usize, Fact<Classification>>,
        is_silent: impl Fn(usize) -> bool,
    ) -> Vec<Self> {
        let mut order: Vec<usize> = unreadable.keys().copied().collect();
        order.sort_by_key(|index| address(assets, *index));
        let mut doubts = vec![Self { candidates: Vec::new(), sources: Vec::new(), reached: Vec::new() }];
        for source in order {
            let Some(Fact::Unknown { candidates, .. }) = unreadable.get(&source) else { continue };
            let known = doubts.iter().position(|doubt| doubt.candidates == *candidates);
            // With many, the last of them may be anything like the first: more is doubted, never less.
            let position = known.unwrap_or(if doubts.len() < MAX_DOUBTS { doubts.len() } else { 0 });
            match doubts.get_mut(position) {
                Some(doubt) => doubt.sources.push(source),
                None => {
                    doubts.push(Self { candidates: candidates.clone(), sources: vec![source], reached: Vec::new() });
                }
            }
        }
        for doubt in &mut doubts {
            doubt.reached = graph.reach(doubt.sources.iter().copied(), |edge| edge.doubt.is_empty(), &is_silent);
        }
        doubts
    }

    fn is_about(&self, index: usize) -> bool {
        self.source(index).is_some()
    }

    /// What could not be read that comes to `index`: doubt about what comes there by itself comes first.
    fn source(&self, index: usize) -> Option<usize> {
        let own = self.sources.contains(&index).then_some(index);
        own.or_else(|| self.reached.get(index).copied().flatten().map(|step| step.source))
    }

    /// The way from that to `index`.
    fn path(&self, graph: &Graph<'_>, index: usize) -> Vec<Evidence> {
        if self.sources.contains(&index) { Vec::new() } else { graph.path(&self.reached, index) }
    }
}

/// The doubt that is told of an asset, and what could not be read.
struct Told<'d> {
    doubt: &'d Doubt,
    index: usize,
}

fn told<'d>(assets: &[Option<Asset>], open: &[&'d Doubt], index: usize) -> Option<Told<'d>> {
    let all = open.iter().filter_map(|doubt| Some(Told { doubt, index: doubt.source(index)? }));
    all.min_by_key(|told| (told.index != index, address(assets, told.index)))
}

/// What data may be.
enum MayBe {
    /// That alone, whatever could not be read.
    One(Classification),
    /// One of these; anything when there are none.
    Any(Vec<Classification>),
}

/// What holds `known` may hold, with all that may come along, be it `unsaid`.
fn possible(known: Option<&Classification>, open: &[&Doubt], unsaid: bool) -> MayBe {
    let mut worlds: Vec<Option<Classification>> = vec![known.cloned()];
    let mut anything = false;
    for doubt in open {
        anything |= doubt.candidates.is_empty();
        let mut wider: Vec<Option<Classification>> = Vec::new();
        for world in &worlds {
            for candidate in &doubt.candidates {
                let joined = Some(joined(world.as_ref(), candidate));
                if !wider.contains(&joined) {
                    wider.push(joined);
                }
            }
        }
        if wider.len() > MAX_CANDIDATES {
            anything = true;
        }
        if !anything {
            worlds = wider;
        }
    }
    anything |= unsaid && worlds.iter().flatten().any(is_harmless);
    // The least that it holds settles what is asked of it when there is something to protect.
    let at_least = |known: &Classification| Classification { and_more: true, ..known.clone() };
    match (known, worlds.as_slice()) {
        _ if anything => MayBe::Any(known.filter(|known| !is_harmless(known)).map(at_least).into_iter().collect()),
        (Some(_), [Some(one)]) => MayBe::One(one.clone()),
        _ => MayBe::Any(worlds.into_iter().flatten().collect()),
    }
}

/// `known` with the kinds of `other` that say more.
fn joined(known: Option<&Classification>, other: &Classification) -> Classification {
    let Some(known) = known else { return other.clone() };
    let and_more = known.and_more || other.and_more;
    let mut all: Vec<&Classification> = known.kinds().chain(other.kinds()).collect();
    all.sort_by_key(|one| kind(one));
    let mut kinds: Vec<Classification> = Vec::new();
    for one in all {
        if !kinds.iter().any(|known| covers(known, one)) {
            kinds.push(Classification { others: Vec::new(), and_more: false, ..one.clone() });
        }
    }
    let mut kinds = kinds.into_iter();
    match kinds.next() {
        Some(first) => Classification { others: kinds.collect(), and_more, ..first },
        None => other.clone(),
    }
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
        let here = received.by_asset.get(edge.to).map(Vec::as_slice).unwrap_or_default();
        let is_here = |kind: &Classification| here.iter().any(|known| covers(known.value, kind));
        let there = received.by_asset.get(edge.from).map(Vec::as_slice).unwrap_or_default();
        // What comes there surely needs no other way.
        let matters = match origin {
            Some(value) => !is_harmless(value) && !value.kinds().all(is_here),
            None if of(edge.from) == Said::Unreadable => true,
            None => reached && !there.iter().all(|one| is_here(one.value)),
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
