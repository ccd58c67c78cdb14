//! Derogations: which verdicts those that hold set aside, and what is told of the register.
//!
//! A verdict rests on texts, and a derogation lifts what rests on its own. Only what all its texts release is set aside;
//! of the rest, the finding says which text is lifted and which still binds.

mod defect;
mod scope;

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use defect::{Defect, Deviation};
use defect::{defects, deviation, last_day};
use scope::{Places, Scope};

use super::{Circumstances, Exception, Exceptions};
use crate::policy::{BasisKey, Judged, Judgement, LegalBasis, Policy, Selector, Severity, Standing};
use crate::settings::DerogationRule;
use crate::source::Span;

/// An act that grants a derogation, and holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its reference.
    pub reference: Arc<str>,
    /// Who granted it.
    pub authority: Arc<str>,
    /// Key of its legal basis: `R9`.
    pub basis: Arc<str>,
    /// The day it was granted.
    pub granted: Date,
    /// The last day on which it holds; none while no acceptable offer is available.
    pub last_day: Option<Date>,
    /// Where it is registered.
    pub span: Span,
}

/// What derogations lift of a verdict that still stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// The acts, the one that ends first before the others.
    pub acts: Vec<Act>,
    /// The texts by which it stands.
    pub binding: Vec<BasisKey>,
}

/// An entry of the register, beside what is judged.
struct Entry<'r> {
    rule: &'r DerogationRule,
    basis: &'r LegalBasis,
    defects: Vec<(Defect, Span)>,
    last_day: Option<Date>,
    /// The verdicts that it lifts, or would if it held: positions.
    reached: Vec<usize>,
}

impl<'r> Entry<'r> {
    /// `None` when there is no such legal basis, which is told where the register is read.
    fn new(rule: &'r DerogationRule, places: &Places<'r>, judged: &Judged) -> Option<Self> {
        let circumstances = places.circumstances();
        let basis = circumstances.doctrine.derogations.get(&rule.basis.0)?;
        Some(Self {
            rule,
            basis,
            defects: defects(rule, basis, circumstances.today),
            last_day: last_day(rule, basis).map(|(day, ..)| day),
            reached: reach(&places.scope(rule), basis, judged),
        })
    }

    fn holds(&self) -> bool {
        !self.defects.iter().any(|(defect, _)| defect.voids())
    }

    fn act(&self) -> Act {
        Act {
            reference: Arc::clone(&self.rule.reference),
            authority: Arc::clone(&self.rule.authority),
            basis: Arc::clone(&self.rule.basis.0),
            granted: self.rule.granted.0,
            last_day: self.last_day,
            span: self.rule.span,
        }
    }
}

/// What a verdict rests on: a demand of its policy that is not met, or not known to be, and a text that makes it.
type Ground<'a> = (usize, &'a BasisKey);

/// All that `judgement` rests on, with its policy.
fn grounds<'a>(
    judgement: &Judgement,
    judged: &'a Judged,
    circumstances: Circumstances<'a>,
) -> Option<(&'a Policy, Vec<Ground<'a>>)> {
    let policy = circumstances.doctrine.policies.get(judgement.policy as usize)?;
    let applicability = judged.applicability.get(judgement.policy as usize)?;
    let failed = &judgement.ruling.failed;
    let demands = if failed.is_empty() { (0..policy.enforcements.len()).collect() } else { failed.clone() };
    let cited = |index: usize| {
        let citations = applicability.citations_of(policy, &[index]).into_iter();
        citations.map(move |citation| (index, &citation.key)).collect::<Vec<_>>()
    };
    Some((policy, demands.into_iter().flat_map(cited).collect()))
}

/// The verdicts that a derogation is about and that its basis can lift, in part at least: positions.
fn reach(scope: &Scope<'_>, basis: &LegalBasis, judged: &Judged) -> Vec<usize> {
    let (rule, circumstances) = (scope.rule(), scope.circumstances());
    let reached = |judgement: &Judgement| {
        judgement.ruling.is_adverse()
            && grounds(judgement, judged, circumstances).is_some_and(|(policy, grounds)| {
                is_named(rule, &policy.id) && grounds.into_iter().any(|(index, text)| basis.lifts(policy, index, text))
            })
            && scope.has(judgement.asset as usize)
    };
    let positions = judged.judgements.par_iter().with_min_len(1024).enumerate();
    positions.filter(|(_, judgement)| reached(judgement)).map(|(position, _)| position).collect()
}

/// How what one verdict rests on is lifted.
struct Lifting {
    /// The entries that lift some of it: their indices, the one that ends first before the others.
    entries: Vec<usize>,
    /// The texts by which some of it stays, each once. None when all is lifted.
    binding: Vec<BasisKey>,
}

/// Of the entries `among` that hold, those that lift the `grounds` of `policy`: of several that lift one, that which ends
/// last.
fn lifting(policy: &Policy, grounds: &[Ground<'_>], among: &[usize], entries: &[Entry<'_>]) -> Lifting {
    let end = |index: usize| entries.get(index).and_then(|entry| entry.last_day);
    let mut own = Lifting { entries: Vec::new(), binding: Vec::new() };
    for (demand, text) in grounds {
        let lifts = |index: &usize| entries.get(*index).is_some_and(|entry| entry.basis.lifts(policy, *demand, text));
        let able = among.iter().copied().filter(lifts);
        match able.reduce(|one, other| if is_later(end(other), end(one)) { other } else { one }) {
            Some(index) if !own.entries.contains(&index) => own.entries.push(index),
            None if !own.binding.contains(text) => own.binding.push((*text).clone()),
            _ => {}
        }
    }
    own.entries.sort_by_key(|index| (end(*index).is_none(), end(*index), *index));
    own
}

/// Whether an end is later than another; none is the latest.
fn is_later(one: Option<Date>, other: Option<Date>) -> bool {
    match (one, other) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(one), Some(other)) => one > other,
    }
}

/// Marks what `rules` cover, and tells what is wrong with them.
pub(super) fn apply(
    judged: &mut Judged,
    rules: &[DerogationRule],
    circumstances: Circumstances<'_>,
    exceptions: &mut Exceptions,
) {
    let places = Places::new(circumstances);
    let entries: Vec<Entry<'_>> = rules.iter().filter_map(|rule| Entry::new(rule, &places, judged)).collect();
    let lifted = lift(judged, &entries, circumstances);
    for (index, entry) in entries.iter().enumerate() {
        let holds = entry.holds();
        // What others lift altogether needs neither this one nor its renewal.
        let needs = |position: &&usize| match lifted.get(*position) {
            Some(lifting) => lifting.entries.contains(&index) || !(holds || lifting.binding.is_empty()),
            None => true,
        };
        let own: Vec<usize> = entry.reached.iter().filter(needs).copied().collect();
        let judgements = own.iter().filter_map(|position| judged.judgements.get(*position));
        let mut assets: Vec<usize> = judgements.map(|own| own.asset as usize).collect();
        assets.sort_unstable();
        assets.dedup();
        let mut defects = entry.defects.clone();
        if holds {
            // What stands by another text all the same will not be graver when this one ends.
            let sets_aside = |position: &usize| lifted.get(position).is_some_and(|own| own.binding.is_empty());
            if entry.reached.is_empty() {
                defects.extend(useless(&places.scope(entry.rule), entry.basis, judged));
            } else if own.iter().any(sets_aside) {
                defects.extend(ending(entry.rule, entry.basis, circumstances));
            }
        }
        exceptions.deviations.extend(deviations(entry, defects, &assets, circumstances));
    }
    settle(&mut exceptions.deviations, judged, circumstances);
    mark(judged, &lifted, &entries, exceptions);
}

/// By position, how the verdicts are lifted that an entry which holds reaches.
fn lift(judged: &Judged, entries: &[Entry<'_>], circumstances: Circumstances<'_>) -> FxHashMap<usize, Lifting> {
    let mut reaching: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.holds()) {
        for position in &entry.reached {
            reaching.entry(*position).or_default().push(index);
        }
    }
    let lifting = |(position, among): (usize, Vec<usize>)| {
        let (policy, grounds) = grounds(judged.judgements.get(position)?, judged, circumstances)?;
        Some((position, lifting(policy, &grounds, &among, entries)))
    };
    reaching.into_iter().filter_map(lifting).collect()
}

/// Gives each verdict of `judged` the number of what lifts it. Verdicts that the same entries lift alike share one.
fn mark(judged: &mut Judged, lifted: &FxHashMap<usize, Lifting>, entries: &[Entry<'_>], exceptions: &mut Exceptions) {
    let mut numbers: FxHashMap<(&[usize], &[BasisKey]), u32> = FxHashMap::default();
    for (position, judgement) in judged.judgements.iter_mut().enumerate() {
        let Some(Lifting { entries: own, binding }) = lifted.get(&position) else { continue };
        let number = *numbers.entry((own, binding)).or_insert_with(|| {
            let acts = own.iter().filter_map(|index| entries.get(*index)).map(Entry::act).collect();
            match binding.as_slice() {
                [] => exceptions.add(Exception::Derogation(acts)),
                _ => exceptions.add_partial(Partial { acts, binding: binding.clone() }),
            }
        });
        if binding.is_empty() {
            judgement.exception = Some(number);
        } else {
            judgement.partial = Some(number);
        }
    }
}

/// The `defects` of `entry` as they are told, which `assets` need or would.
fn deviations(
    entry: &Entry<'_>,
    defects: Vec<(Defect, Span)>,
    assets: &[usize],
    circumstances: Circumstances<'_>,
) -> Vec<Deviation> {
    let Entry { rule, basis, .. } = entry;
    let told = defects.into_iter().filter(|_| circumstances.whole || !assets.is_empty());
    let needed = !assets.is_empty() || !is_judged(rule, basis, circumstances);
    let deviation = |(defect, span)| {
        let own = deviation(rule, basis, defect, span);
        // What nothing needs does no harm; it is to be deleted.
        let severity = if needed { own.severity } else { own.severity.min(Severity::Warning) };
        Deviation { needed, severity, assets: assets.to_vec(), ..own }
    };
    told.map(deviation).collect()
}

/// Leaves what the rule on derogations may say: nothing when it is left out, nothing but what serves nothing when its texts
/// do not bind, and notes when they only invite.
fn settle(deviations: &mut Vec<Deviation>, judged: &Judged, circumstances: Circumstances<'_>) {
    let policies = &circumstances.doctrine.policies;
    let own = policies.iter().position(|policy| policy.selector == Selector::Register);
    let standing = own.and_then(|own| judged.applicability.get(own)).map(|own| own.standing);
    match standing {
        None => deviations.clear(),
        Some(Standing::Binds) => {}
        Some(Standing::Invites) => deviations.iter_mut().for_each(|own| own.severity = Severity::Note),
        Some(_) => {
            deviations.retain(|own| matches!(own.defect, Defect::Unused | Defect::OtherTexts | Defect::MatchesNothing));
        }
    }
}

/// What is to be told of a derogation that holds and covers nothing; it may be about assets all the same.
fn useless(scope: &Scope<'_>, basis: &LegalBasis, judged: &Judged) -> Option<(Defect, Span)> {
    let (rule, circumstances) = (scope.rule(), scope.circumstances());
    if !is_judged(rule, basis, circumstances) {
        return None;
    }
    let stands = |own: &Judgement| {
        let policy = circumstances.doctrine.policies.get(own.policy as usize);
        let named = policy.is_some_and(|policy| is_named(rule, &policy.id) && basis.can_lift(&policy.id));
        own.ruling.is_adverse() && named && scope.has(own.asset as usize)
    };
    let defect = if !scope.has_any() {
        Defect::MatchesNothing
    } else if judged.judgements.par_iter().any(stands) {
        Defect::OtherTexts
    } else {
        Defect::Unused
    };
    Some((defect, rule.span))
}

/// Whether `rule` is about the policy `id`: without a list, about all that its basis can lift.
fn is_named(rule: &DerogationRule, id: &str) -> bool {
    rule.rules.is_empty() || rule.rules.iter().any(|(named, _)| **named == *id)
}

/// Whether all that may need `rule` is judged: a rule that was left out of the run may, and what is elsewhere.
fn is_judged(rule: &DerogationRule, basis: &LegalBasis, circumstances: Circumstances<'_>) -> bool {
    let judged = |id: &str| circumstances.doctrine.policies.iter().any(|policy| *policy.id == *id);
    circumstances.whole && basis.rules.iter().filter(|own| is_named(rule, &own.id)).all(|own| judged(&own.id))
}

/// What is to be told of a derogation that covers something, and ends.
fn ending(rule: &DerogationRule, basis: &LegalBasis, circumstances: Circumstances<'_>) -> Option<(Defect, Span)> {
    let (last_day, _, span) = last_day(rule, basis)?;
    let days = circumstances.today.until(last_day).ok()?.get_days();
    (days <= i32::from(circumstances.warning_days)).then_some((Defect::EndsSoon { last_day, days }, span))
}
