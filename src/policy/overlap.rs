//! Policies that find the same fault after different texts: one root cause is told once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::model::Policy;
use super::verdict::{Judgement, Ruling, Verdict};

/// Of the judgements of overlapping policies on one asset that find something, keeps the strongest: the worse verdict,
/// then the graver one. Of two that are equal, the policy that names the other gives way. What gives way is counted as
/// not applicable: its fault is told.
pub(super) fn settle(judgements: &mut [Judgement], policies: &[Policy]) {
    let pairs: Vec<(u32, u32)> = pairs(policies);
    if pairs.is_empty() {
        return;
    }
    let concerned = |policy: u32| pairs.iter().any(|(one, other)| *one == policy || *other == policy);
    let positions: FxHashMap<(u32, u32), usize> = (judgements.iter().enumerate())
        .filter(|(_, judgement)| concerned(judgement.policy) && finds(&judgement.ruling))
        .map(|(position, judgement)| ((judgement.policy, judgement.asset), position))
        .collect();
    let silent = Arc::new(Ruling::not_applicable());
    let mut found: Vec<((u32, u32), usize)> = positions.iter().map(|(key, position)| (*key, *position)).collect();
    found.sort_unstable();
    for (naming, named) in pairs {
        for ((policy, asset), position) in &found {
            let Some(other) = positions.get(&(named, *asset)).filter(|_| *policy == naming) else { continue };
            let [Some(own), Some(its)] = [judgements.get(*position), judgements.get(*other)] else { continue };
            if !finds(&own.ruling) || !finds(&its.ruling) {
                continue;
            }
            let weaker = if strength(&own.ruling) > strength(&its.ruling) { *other } else { *position };
            if let Some(judgement) = judgements.get_mut(weaker) {
                judgement.ruling = Arc::clone(&silent);
            }
        }
    }
}

/// Indices of each policy that names another, and of the other.
fn pairs(policies: &[Policy]) -> Vec<(u32, u32)> {
    let index = |id: &str| policies.iter().position(|policy| &*policy.id == id);
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let of = |(own, policy): (usize, &Policy)| -> Vec<(u32, u32)> {
        policy.overlaps.iter().filter_map(|id| index(id)).map(|other| (number(own), number(other))).collect()
    };
    policies.iter().enumerate().flat_map(of).collect()
}

fn finds(ruling: &Ruling) -> bool {
    match ruling.verdict {
        Verdict::Violation => true,
        // What lacks a classification is told by the policy on classification.
        Verdict::Undetermined => !ruling.because_unclassified,
        Verdict::Compliant | Verdict::NotApplicable => false,
    }
}

fn strength(ruling: &Ruling) -> (Verdict, super::model::Severity) {
    (ruling.verdict, ruling.severity)
}
