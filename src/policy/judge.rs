//! All policies on all assets. Most assets of a repository are alike: each policy looks once at those that agree on
//! all that it reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::doctrine::Doctrine;
use super::error::PolicyError;
use super::essential::Missions;
use super::examine::{Examination, examine};
use super::model::{Enforcement, Policy, Selector};
use super::overlap;
use super::project::Project;
use super::recorded::Recorders;
use super::ruling::{note, rule};
use super::scope::{Circumstances, Subject};
use super::sensitivity::RootClassification;
use super::texts::{BasisKey, Citation, Standing, Texts};
use super::verdict::{Judgement, Ruling, Verdict};
use super::vocabulary::Field;
use crate::evaluation::CauseKind;
use crate::inventory::{Asset, AssetKind, Classification, Fact, Flow, FlowKind, Level, Run, Target};

/// What all policies conclude.
#[derive(Debug)]
pub struct Judged {
    /// One for each policy and each asset of the kind it looks at: by policy, then by asset.
    pub judgements: Vec<Judgement>,
    /// One for each policy on code and each block that it looks at: by policy, then by block.
    pub examinations: Vec<Examination>,
    /// What each policy is to the project.
    pub applicability: Vec<Applicability>,
    /// What is wrong in policies and showed only when they were applied. Their verdicts there are undetermined.
    pub errors: Vec<PolicyError>,
}

/// What a policy is to a project on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicability {
    /// [`Standing::Binds`], [`Standing::Invites`], or why it does not apply.
    pub standing: Standing,
    /// The texts that make it so.
    pub citations: Vec<Citation>,
    /// Texts in force that shed light on it.
    pub related: Vec<Citation>,
    /// What each of its demands is to the project, in their order.
    pub demands: Vec<Standing>,
}

impl Applicability {
    /// The texts to cite for the demands `failed` of `policy`: their own, or else those of the policy.
    pub fn citations_of<'a>(&'a self, policy: &'a Policy, failed: &[usize]) -> Vec<&'a Citation> {
        let named: Vec<&[BasisKey]> = failed
            .iter()
            .filter_map(|index| policy.enforcements.get(*index))
            .map(|enforcement| enforcement.basis.as_slice())
            .collect();
        let all = named.is_empty() || named.iter().any(|basis| basis.is_empty());
        self.citations.iter().filter(|cited| all || named.iter().any(|basis| basis.contains(&cited.key))).collect()
    }
}

/// How many verdicts of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Violations.
    pub violations: usize,
    /// Undetermined, but for those of [`Tally::unclassified`].
    pub undetermined: usize,
    /// Undetermined first of all for want of a classification.
    pub unclassified: usize,
    /// Compliant.
    pub compliant: usize,
    /// Not applicable.
    pub not_applicable: usize,
}

impl Judged {
    /// How many verdicts of each kind.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.judgements.iter().for_each(|judgement| tally.add(&judgement.ruling));
        self.examinations.iter().for_each(|examination| tally.add(&examination.ruling));
        tally
    }
}

impl Tally {
    /// Counts `ruling`.
    pub fn add(&mut self, ruling: &Ruling) {
        let count = match ruling.verdict {
            Verdict::Violation => &mut self.violations,
            Verdict::Undetermined if ruling.because_unclassified => &mut self.unclassified,
            Verdict::Undetermined => &mut self.undetermined,
            Verdict::Compliant => &mut self.compliant,
            Verdict::NotApplicable => &mut self.not_applicable,
        };
        *count += 1;
    }
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            violations: self.violations + other.violations,
            undetermined: self.undetermined + other.undetermined,
            unclassified: self.unclassified + other.unclassified,
            compliant: self.compliant + other.compliant,
            not_applicable: self.not_applicable + other.not_applicable,
        }
    }
}

impl Doctrine {
    /// Judges `assets` as those of `project`, on `today`.
    pub fn judge(&self, assets: &[Asset], project: &Project, today: Date) -> Judged {
        let missions = Missions::of(assets);
        let recorders = Recorders::of(assets);
        let circumstances = Circumstances { project, today, adequacy: &self.adequacy, portability: &self.portability };
        let subjects = subjects(assets, &missions, &recorders);
        let keys = keys(&subjects);
        let applicability: Vec<Applicability> =
            self.policies.iter().map(|policy| applicability(policy, &self.texts, project, today)).collect();
        let results: Vec<_> = (self.policies.par_iter().zip(&applicability).enumerate())
            .map(|(index, (policy, applicability))| {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                one_policy(policy, index, applicability, &subjects, &keys, circumstances)
            })
            .collect();
        let mut judgements = Vec::with_capacity(results.iter().map(|(judgements, _)| judgements.len()).sum());
        let mut errors: Vec<PolicyError> = Vec::new();
        for (own, wrong) in results {
            judgements.extend(own);
            errors.extend(wrong);
        }
        let without = |policy: u32, asset: u32, dropped: &[usize]| {
            let index = policy as usize;
            let found = (self.policies.get(index).zip(applicability.get(index))).zip(subjects.get(asset as usize));
            let Some(((policy, own), subject)) = found else { return Ruling::not_applicable() };
            let mut demands = own.demands.clone();
            for demand in dropped {
                demands.get_mut(*demand).into_iter().for_each(|standing| *standing = Standing::NotInForce);
            }
            // What is wrong in the policy was told when all of it was demanded.
            rule(policy, *subject, circumstances, &demands).0
        };
        overlap::settle(&mut judgements, &self.policies, &without);
        Judged { judgements, examinations: Vec::new(), applicability, errors }
    }

    /// Adds to `judged` what the policies on code conclude of `targets`, the blocks of all runs of root modules, on `today`.
    pub fn examine(&self, targets: &[Target], today: Date, judged: &mut Judged) {
        let roots: Vec<&[Target]> =
            targets.chunk_by(|one, other| one.root == other.root && one.run == other.run).collect();
        let results: Vec<_> = (self.policies.par_iter().zip(&judged.applicability).enumerate())
            .filter(|(_, (policy, _))| matches!(policy.selector, Selector::Code(..)))
            .map(|(index, (policy, applicability))| {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                examine(policy, index, applicability, &roots, today)
            })
            .collect();
        for (own, wrong) in results {
            judged.examinations.extend(own);
            judged.errors.extend(wrong);
        }
    }
}

fn one_policy(
    policy: &Policy,
    index: u32,
    applicability: &Applicability,
    subjects: &[Subject<'_>],
    keys: &[Key],
    circumstances: Circumstances<'_>,
) -> (Vec<Judgement>, Vec<PolicyError>) {
    let not_applicable = Arc::new(Ruling::not_applicable());
    let mut rulings: FxHashMap<Key, Arc<Ruling>> = FxHashMap::default();
    let mut judgements = Vec::new();
    let mut errors: Vec<PolicyError> = Vec::new();
    for (asset, (subject, key)) in (0..).zip(subjects.iter().zip(keys)) {
        if !policy.selector.selects(subject.asset.kind) {
            continue;
        }
        let ruling = if applicability.standing < Standing::Invites {
            Arc::clone(&not_applicable)
        } else {
            let entry = rulings.entry(key.restricted_to(policy)).or_insert_with(|| {
                let (ruling, wrong) = rule(policy, *subject, circumstances, &applicability.demands);
                note(wrong, &mut errors);
                Arc::new(ruling)
            });
            Arc::clone(entry)
        };
        judgements.push(Judgement { policy: index, asset, ruling, exception: None, partial: None });
    }
    (judgements, errors)
}

/// What `policy` is to `project`: the texts that bind are cited, or else those that invite.
pub(super) fn applicability(policy: &Policy, texts: &Texts, project: &Project, today: Date) -> Applicability {
    let standing_of = |key: &BasisKey| texts.standing(key, project, today).unwrap_or(Standing::NotInForce);
    let standing = policy.basis.iter().map(standing_of).max().unwrap_or(Standing::Binds);
    let cited = |keys: &[BasisKey], wanted: &dyn Fn(Standing) -> bool| -> Vec<Citation> {
        keys.iter().filter(|key| wanted(standing_of(key))).filter_map(|key| texts.citation(key, today)).collect()
    };
    let demand = |enforcement: &Enforcement| match enforcement.basis.as_slice() {
        [] => standing,
        own => own.iter().map(standing_of).max().unwrap_or(standing),
    };
    Applicability {
        standing,
        citations: cited(&policy.basis, &|own| own == standing && own >= Standing::Invites),
        related: cited(&policy.see_also, &|own| own >= Standing::Invites),
        demands: policy.enforcements.iter().map(demand).collect(),
    }
}

/// What is established of each asset.
fn subjects<'a>(assets: &'a [Asset], missions: &'a Missions, recorders: &Recorders<'_>) -> Vec<Subject<'a>> {
    let mut roots = RootClassifications::default();
    for asset in assets.iter().filter(|asset| asset.kind == AssetKind::Resource) {
        let classification = asset.classification.known();
        // What the catalogue does not know to hold data counts only when somebody says that it does.
        if asset.holds_data == Some(true) || (asset.holds_data.is_none() && classification.is_some()) {
            roots.add(asset, classification);
        }
    }
    assets
        .iter()
        .map(|asset| {
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
            }
        })
        .collect()
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
struct Key([u32; Field::ALL.len()]);

impl Key {
    /// The same, of what `policy` reads only.
    fn restricted_to(self, policy: &Policy) -> Self {
        let mut restricted = self;
        for (number, field) in restricted.0.iter_mut().zip(Field::ALL) {
            // Whether it holds data tells who speaks of its classification, whatever the policy reads.
            if !policy.reads.contains(field) && field != Field::HoldsData {
                *number = 0;
            }
        }
        restricted
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

/// A flow as far as verdicts and what they say depend on it.
type FlowKey<'a> = (FlowKind, Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<(&'a str, &'a str)>, bool);

fn flow_key(flow: &Flow) -> FlowKey<'_> {
    (
        flow.kind,
        flow.target.as_deref(),
        flow.operator.as_deref(),
        flow.offer.known().map(|offer| offer.id.as_str()),
        flow.placement.known().map(|place| (place.region.provider.as_str(), place.region.code.as_str())),
        flow.doubt.is_empty(),
    )
}

/// Each kind of data.
type ClassificationKey<'a> = SmallVec<[(Level, Option<&'a str>, &'a [Arc<str>]); 1]>;

fn keys(subjects: &[Subject<'_>]) -> Vec<Key> {
    let mut types = Numbers::new();
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
            let of_type = (
                asset.kind,
                &*asset.of_type,
                &*asset.provider,
                &*asset.provider_source,
                &asset.category,
                asset.taggable,
            );
            let holds_data = asset.holds_data.map_or(2, u32::from) * 2 + u32::from(asset.judged);
            let placement = fact_key(&asset.placement, |placement| {
                (placement.region.provider.as_str(), placement.region.code.as_str())
            });
            let classification: FactKey<ClassificationKey<'_>> = fact_key(&asset.classification, |classification| {
                let kinds = classification.kinds();
                kinds.map(|kind| (kind.level, kind.nature.as_deref(), kind.impact.as_slice())).collect()
            });
            // In the order of `Field::ALL`.
            Key([
                identity,
                types.of(of_type),
                holds_data,
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
