//! All policies on all assets. Most assets of a repository are alike: each policy looks once at those that agree on
//! all that it reads.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::arguments::{Blocks, with_arguments};
use super::block::of_blocks;
use super::doctrine::Doctrine;
use super::error::PolicyError;
use super::essential::Missions;
use super::examine::{Examination, examine};
use super::model::{Enforcement, Policy};
use super::overlap;
use super::project::Project;
use super::recorded::Recorders;
use super::ruling::{note, rule};
use super::scope::Circumstances;
use super::selector::{Kinds, Selector};
use super::subjects::{Key, Subjects};
use super::texts::{BasisKey, Citation, Standing, Texts};
use super::verdict::{Judgement, Ruling, Verdict};
use crate::inventory::{Asset, Target};

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
    /// Judges `assets`, and `targets`, the blocks of all runs of root modules, as those of `project`, on `today`.
    pub fn judge(&self, assets: &[Asset], targets: &[Target], project: &Project, today: Date) -> Judged {
        let missions = Missions::of(assets);
        let recorders = Recorders::of(assets);
        let circumstances = Circumstances { project, today, adequacy: &self.adequacy, portability: &self.portability };
        let subjects = Subjects::new(assets, &missions, &recorders);
        let arguments = self.policies.iter().any(Policy::reads_arguments_of_assets);
        let blocks = Blocks::new(if arguments { targets } else { &[] });
        let roots: Vec<&[Target]> =
            targets.chunk_by(|one, other| one.root == other.root && one.run == other.run).collect();
        let applicability: Vec<Applicability> =
            self.policies.iter().map(|policy| applicability(policy, &self.texts, project, today)).collect();
        let results: Vec<_> = (self.policies.par_iter().zip(&applicability).enumerate())
            .map(|(index, (policy, applicability))| {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                let judging = Judging { policy, index, applicability, subjects: &subjects, circumstances };
                match &policy.selector {
                    Selector::Code(..) => {
                        let (found, wrong) = examine(policy, index, applicability, &roots, today);
                        (Vec::new(), found, wrong)
                    }
                    Selector::Assets(_) => {
                        let (judgements, mut errors) = of_assets(&judging, &blocks);
                        let (examinations, wrong) = of_blocks(&judging, targets);
                        note(wrong, &mut errors);
                        (judgements, examinations, errors)
                    }
                    Selector::Register => (Vec::new(), Vec::new(), Vec::new()),
                }
            })
            .collect();
        let mut judgements = Vec::with_capacity(results.iter().map(|(judgements, ..)| judgements.len()).sum());
        let mut examinations = Vec::new();
        let mut errors: Vec<PolicyError> = Vec::new();
        for (of_assets, of_blocks, wrong) in results {
            judgements.extend(of_assets);
            examinations.extend(of_blocks);
            errors.extend(wrong);
        }
        let without = |policy: u32, asset: u32, dropped: &[usize]| {
            let index = policy as usize;
            let found = (self.policies.get(index).zip(applicability.get(index))).zip(subjects.of.get(asset as usize));
            let Some(((policy, own), subject)) = found else { return Ruling::not_applicable() };
            let mut demands = own.demands.clone();
            for demand in dropped {
                demands.get_mut(*demand).into_iter().for_each(|standing| *standing = Standing::NotInForce);
            }
            let mut subject = *subject;
            subject.doubtful = policy.selector.selects(subject.asset).is_none();
            // What is wrong in the policy was told when all of it was demanded.
            if policy.reads_code {
                with_arguments(policy, subject, &blocks, circumstances, &demands).0
            } else {
                rule(policy, subject, circumstances, &demands).0
            }
        };
        overlap::settle(&mut judgements, &self.policies, &without);
        Judged { judgements, examinations, applicability, errors }
    }
}

impl Policy {
    /// Whether it judges assets by their arguments.
    fn reads_arguments_of_assets(&self) -> bool {
        matches!(self.selector, Selector::Assets(kinds) if self.reads_code && kinds.meets(Kinds::KEPT))
    }
}

/// A policy on assets, and what it is applied to.
#[derive(Clone, Copy)]
pub(super) struct Judging<'j> {
    pub(super) policy: &'j Policy,
    pub(super) index: u32,
    pub(super) applicability: &'j Applicability,
    pub(super) subjects: &'j Subjects<'j>,
    pub(super) circumstances: Circumstances<'j>,
}

fn of_assets(judging: &Judging<'_>, blocks: &Blocks<'_>) -> (Vec<Judgement>, Vec<PolicyError>) {
    let Judging { policy, applicability, subjects, circumstances, .. } = *judging;
    let not_applicable = Arc::new(Ruling::not_applicable());
    let mut rulings: FxHashMap<Key, Arc<Ruling>> = FxHashMap::default();
    let mut judgements = Vec::new();
    let mut errors: Vec<PolicyError> = Vec::new();
    for (asset, (subject, key)) in (0..).zip(subjects.of.iter().zip(&subjects.keys)) {
        let selected = policy.selector.selects(subject.asset);
        if selected == Some(false) {
            continue;
        }
        let mut subject = *subject;
        subject.doubtful = selected.is_none();
        let mut judge = |(ruling, wrong)| {
            note(wrong, &mut errors);
            Arc::new(ruling)
        };
        let ruling = if applicability.standing < Standing::Invites {
            Arc::clone(&not_applicable)
        } else if policy.reads_code {
            judge(with_arguments(policy, subject, blocks, circumstances, &applicability.demands))
        } else {
            let entry = rulings
                .entry(key.restricted_to(policy))
                .or_insert_with(|| judge(rule(policy, subject, circumstances, &applicability.demands)));
            Arc::clone(entry)
        };
        judgements.push(Judgement { policy: judging.index, asset, ruling, exception: None, partial: None });
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
