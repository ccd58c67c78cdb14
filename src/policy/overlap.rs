//! Demands that find the same fault after different texts: one root cause is told once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::model::{Enforcement, Policy, Severity};
use super::verdict::{Judgement, Ruling, Verdict};

/// The ruling of a policy on an asset, by their indices, when some of its demands are not made.
pub(super) type Without<'a> = &'a dyn Fn(u32, u32, &[usize]) -> Ruling;

/// Where a demand names other policies, keeps of what they find in one asset the strongest: the worse verdict, then the
/// graver one. Of two that are equal, the demand that names the other gives way; what else its policy demands is told all
/// the same. A policy gives way to a demand that names it when it finds one fault: of several, one may be another.
pub(super) fn settle(judgements: &mut [Judgement], policies: &[Policy], without: Without<'_>) {
    let positions: FxHashMap<(u32, u32), usize> = (judgements.iter().enumerate())
        .filter(|(_, judgement)| finds(&judgement.ruling))
        .map(|(position, judgement)| ((judgement.policy, judgement.asset), position))
        .collect();
    let silent = Arc::new(Ruling::not_applicable());
    for (naming, policy) in (0u32..).zip(policies) {
        let named: Vec<Vec<u32>> = policy.enforcements.iter().map(|demand| named(demand, policies)).collect();
        if named.iter().all(Vec::is_empty) {
            continue;
        }
        let own = judgements.iter().enumerate().filter(|(_, own)| own.policy == naming && finds(&own.ruling));
        let own: Vec<(usize, u32)> = own.map(|(position, own)| (position, own.asset)).collect();
        for (position, asset) in own {
            let mut dropped: Vec<usize> = Vec::new();
            // With a demand less the ruling may be another one: that is settled in its turn.
            while let Some(ruling) = judgements.get(position).map(|own| Arc::clone(&own.ruling))
                && finds(&ruling)
            {
                let before = dropped.len();
                for demand in
                    ruling.failed.iter().filter(|demand| !dropped.contains(demand)).copied().collect::<Vec<_>>()
                {
                    for other in named.get(demand).into_iter().flatten() {
                        let other = positions.get(&(*other, asset)).and_then(|position| judgements.get_mut(*position));
                        let Some(other) = other.filter(|other| finds(&other.ruling)) else { continue };
                        // Two flows are two faults; what no flow decides is about all of them.
                        let same = other.ruling.flow == ruling.flow;
                        if strength(&ruling) <= strength(&other.ruling) {
                            if same || other.ruling.flow.is_none() {
                                dropped.push(demand);
                                break;
                            }
                        } else if same && other.ruling.failed.len() <= 1 {
                            other.ruling = Arc::clone(&silent);
                        }
                    }
                }
                if dropped.len() == before {
                    break;
                }
                let rest = without(naming, asset, &dropped);
                if let Some(own) = judgements.get_mut(position) {
                    // What gives way is counted as not applicable: its fault is told.
                    own.ruling = if finds(&rest) { Arc::new(rest) } else { Arc::clone(&silent) };
                }
            }
        }
    }
}

/// Indices of the policies that `demand` names.
fn named(demand: &Enforcement, policies: &[Policy]) -> Vec<u32> {
    let index = |id: &Arc<str>| policies.iter().position(|policy| policy.id == *id);
    demand.overlaps.iter().filter_map(index).filter_map(|index| u32::try_from(index).ok()).collect()
}

fn finds(ruling: &Ruling) -> bool {
    match ruling.verdict {
        Verdict::Violation => true,
        // What lacks a classification is told by the policy on classification.
        Verdict::Undetermined => !ruling.because_unclassified,
        Verdict::Compliant | Verdict::NotApplicable => false,
    }
}

/// How much a policy has to say. Of two that cannot conclude, neither says more.
fn strength(ruling: &Ruling) -> (Verdict, Severity) {
    let severity = if ruling.verdict == Verdict::Violation { ruling.severity } else { Severity::Note };
    (ruling.verdict, severity)
}
