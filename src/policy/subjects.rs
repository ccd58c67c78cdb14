//! What is established of each asset, and which assets agree on all that a policy reads.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::essential::Missions;
use super::model::Policy;
use super::recorded::Recorders;
use super::scope::Subject;
use super::sensitivity::RootClassification;
use super::vocabulary::Field;
use crate::evaluation::CauseKind;
use crate::inventory::{Asset, AssetKind, Classification, Fact, Flow, FlowKind, Level, Placement, Run};

/// The assets of a repository, as policies ask of them.
pub(super) struct Subjects<'a> {
    /// What is established of each.
    pub(super) of: Vec<Subject<'a>>,
    /// What tells each from others.
    pub(super) keys: Vec<Key>,
    roots: RootClassifications<'a>,
    missions: &'a Missions,
    recorders: &'a Recorders<'a>,
    /// Indices by root module; made when module calls are first judged.
    by_root: OnceLock<FxHashMap<&'a str, Vec<usize>>>,
}

impl<'a> Subjects<'a> {
    pub(super) fn new(assets: &'a [Asset], missions: &'a Missions, recorders: &'a Recorders<'a>) -> Self {
        let roots = root_classifications(assets);
        let of: Vec<Subject<'a>> = assets.iter().map(|asset| subject(asset, &roots, missions, recorders)).collect();
        Self { keys: keys(&of), of, roots, missions, recorders, by_root: OnceLock::new() }
    }

    /// Those of the root module `root`: index, subject and key of each.
    pub(super) fn of_root(&self, root: &str) -> impl Iterator<Item = (usize, &Subject<'a>, Key)> {
        let by_root = self.by_root.get_or_init(|| {
            let mut by_root: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
            for (index, subject) in self.of.iter().enumerate() {
                by_root.entry(&subject.asset.root).or_default().push(index);
            }
            by_root
        });
        let indices = by_root.get(root).into_iter().flatten().copied();
        indices.filter_map(|index| Some((index, self.of.get(index)?, *self.keys.get(index)?)))
    }

    /// What is established of `asset`, which is not among them: what is concluded of a block of code.
    pub(super) fn other<'s>(&'s self, asset: &'s Asset) -> Subject<'s> {
        subject(asset, &self.roots, self.missions, self.recorders)
    }
}

/// What the data of each root module ask.
fn root_classifications(assets: &[Asset]) -> RootClassifications<'_> {
    let mut roots = RootClassifications::default();
    for asset in assets.iter().filter(|asset| asset.kind == AssetKind::Resource) {
        let classification = asset.classification.known();
        // What the catalogue does not know to hold data counts only when somebody says that it does.
        if asset.holds_data == Some(true) || (asset.holds_data.is_none() && classification.is_some()) {
            roots.add(asset, classification);
        }
    }
    roots
}

fn subject<'s>(
    asset: &'s Asset,
    roots: &RootClassifications<'_>,
    missions: &'s Missions,
    recorders: &Recorders<'_>,
) -> Subject<'s> {
    let classification = asset.classification.known();
    // Of a state, the class may be declared; without that it is its root's.
    let root = match (asset.kind, classification) {
        (AssetKind::State, Some(own)) => RootClassification::EMPTY.with(Some(own)),
        _ => roots.of(asset),
    };
    Subject {
        asset,
        environment: asset.environment.known().copied(),
        offer: asset.offer.known().map(|offer| &**offer),
        placement: asset.placement.known(),
        classification,
        stated: stated(&asset.classification),
        root,
        flows: &asset.flows,
        doubted: true,
        several_zones: asset.measures.several_zones.as_ref().and_then(Fact::known).copied(),
        retention: asset.measures.retention.as_ref().and_then(Fact::known).copied(),
        detection: asset.measures.detection.as_ref().and_then(Fact::known).copied(),
        recorded: recorders.about(asset),
        mission: missions.regions(asset),
        block: None,
        missing: None,
        doubtful: false,
    }
}

/// What the data of each root module ask of its state, in each of its runs.
#[derive(Default)]
struct RootClassifications<'a> {
    /// Of what is the same in all runs.
    always: FxHashMap<&'a str, RootClassification>,
    /// Of what is not.
    by_run: FxHashMap<&'a str, BTreeMap<&'a Run, RootClassification>>,
}

impl<'a> RootClassifications<'a> {
    fn add(&mut self, asset: &'a Asset, classification: Option<&Classification>) {
        let add = |known: &mut RootClassification| *known = known.with(classification);
        if asset.runs.is_empty() {
            add(self.always.entry(&asset.root).or_insert(RootClassification::EMPTY));
        }
        for run in &asset.runs {
            let of_root = self.by_run.entry(&asset.root).or_default();
            add(of_root.entry(run).or_insert(RootClassification::EMPTY));
        }
    }

    /// What is asked of `asset`, in any of its runs.
    fn of(&self, asset: &Asset) -> RootClassification {
        let root = &*asset.root;
        let always = self.always.get(root).copied().unwrap_or(RootClassification::EMPTY);
        let own = self.by_run.get(root).into_iter().flatten().filter(|(run, _)| asset.is_in(run));
        own.fold(always, |known, (_, other)| known.and(*other))
    }
}

/// Whether something states the classification; `None` when what states it could not be read.
fn stated(classification: &Fact<Classification>) -> Option<bool> {
    match classification {
        Fact::Known { .. } => Some(true),
        Fact::Unknown { causes, candidates, .. } => {
            let silent = candidates.is_empty()
                && causes
                    .iter()
                    .all(|cause| matches!(cause.kind, CauseKind::NotDeclared(_) | CauseKind::NotWritten(_)));
            silent.then_some(false)
        }
    }
}

/// What tells assets apart, a number for each field: assets with the same number agree on the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key([u32; Field::ALL.len()]);

impl Key {
    /// The same, of what `policy` reads only.
    pub(super) fn restricted_to(self, policy: &Policy) -> Self {
        self.of(|field| policy.reads.contains(field))
    }

    /// The same for the resources of one module call, whose address and place are those of the call.
    pub(super) fn in_call(self, policy: &Policy) -> Self {
        self.of(|field| policy.reads.contains(field) && field != Field::Identity)
    }

    fn of(mut self, wanted: impl Fn(Field) -> bool) -> Self {
        for (number, field) in self.0.iter_mut().zip(Field::ALL) {
            // Whether it holds data tells who speaks of its classification, and what it is who judges it at all, whatever the
            // policy reads.
            if !wanted(field) && field != Field::HoldsData {
                *number = 0;
            }
        }
        self
    }
}

/// Numbers for values, in the order they are met.
struct Numbers<K>(FxHashMap<K, u32>);

impl<K: std::hash::Hash + Eq> Numbers<K> {
    fn new() -> Self {
        Self(FxHashMap::default())
    }

    fn of(&mut self, value: K) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(value).or_insert(next)
    }
}

/// A fact as far as verdicts depend on it: its value, or its candidates. Evidence and causes do not change a verdict.
type FactKey<K> = (Option<K>, SmallVec<[K; 2]>);

fn fact_key<'a, T, K>(fact: &'a Fact<T>, key: impl Fn(&'a T) -> K) -> FactKey<K> {
    match fact {
        Fact::Known { value, .. } => (Some(key(value)), SmallVec::new()),
        Fact::Unknown { candidates, .. } => (None, candidates.iter().map(key).collect()),
    }
}

/// A place as far as verdicts depend on it.
type PlaceKey<'a> = (&'a str, &'a str, &'a [String], Option<bool>, Option<bool>);

fn place_key(place: &Placement) -> PlaceKey<'_> {
    let region = &*place.region;
    (&region.provider, &region.code, &region.countries, region.eu, region.eea)
}

/// A flow as far as verdicts and what they say depend on it: all that `AssetScope::flow` reads.
#[derive(PartialEq, Eq, Hash)]
struct FlowKey<'a> {
    kind: FlowKind,
    target: Option<&'a str>,
    is_resource: bool,
    operator: Option<&'a str>,
    offer: FactKey<(&'a str, &'a str)>,
    placement: FactKey<PlaceKey<'a>>,
    is_doubted: bool,
}

fn flow_key(flow: &Flow) -> FlowKey<'_> {
    FlowKey {
        kind: flow.kind,
        target: flow.target.as_deref(),
        is_resource: flow.leads_to_resource(),
        operator: flow.operator.as_deref(),
        offer: fact_key(&flow.offer, |offer| offer.identity()),
        placement: fact_key(&flow.placement, place_key),
        is_doubted: !flow.doubt.is_empty(),
    }
}

/// Each kind of data, and whether there may be more.
type ClassificationKey<'a> = (SmallVec<[(Level, Option<&'a str>, &'a [Arc<str>]); 1]>, bool);

fn keys(subjects: &[Subject<'_>]) -> Vec<Key> {
    let mut types = Numbers::new();
    let mut whats = Numbers::new();
    let mut environments = Numbers::new();
    let mut offers = Numbers::new();
    let mut placements = Numbers::new();
    let mut classifications = Numbers::new();
    let mut roots = Numbers::new();
    let mut flows = Numbers::new();
    let mut zones = Numbers::new();
    let mut retentions = Numbers::new();
    let mut detections = Numbers::new();
    (0..)
        .zip(subjects)
        .map(|(identity, subject)| {
            let asset = subject.asset;
            let of_type = (&*asset.of_type, &*asset.provider, &*asset.provider_source, &asset.category, asset.taggable);
            let what = (asset.kind, asset.nature, asset.holds_data, asset.judged);
            let placement = fact_key(&asset.placement, place_key);
            let classification: FactKey<ClassificationKey<'_>> = fact_key(&asset.classification, |classification| {
                let kinds = classification.kinds();
                let kinds = kinds.map(|kind| (kind.level, kind.nature.as_deref(), kind.impact.as_slice()));
                (kinds.collect(), classification.and_more)
            });
            // In the order of `Field::ALL`.
            Key([
                identity,
                types.of(of_type),
                whats.of(what),
                environments.of(fact_key(&asset.environment, |environment| *environment)),
                offers.of(fact_key(&asset.offer, |offer| offer.identity())),
                placements.of((placement, subject.mission)),
                classifications.of((classification, subject.stated)),
                roots.of(subject.root),
                flows.of(subject.flows.iter().map(flow_key).collect::<Vec<_>>()),
                zones.of(asset.measures.several_zones.as_ref().map(|fact| fact_key(fact, |several| *several))),
                retentions.of(asset.measures.retention.as_ref().map(|fact| fact_key(fact, |kept| *kept))),
                detections.of((
                    asset.measures.detection.as_ref().map(|fact| fact_key(fact, |on| *on)),
                    asset.measures.detection_written(),
                    subject.recorded,
                )),
            ])
        })
        .collect()
}
