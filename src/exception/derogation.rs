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

use super::{Circumstances, Exception, Exceptions, subject};
use crate::policy::{BasisKey, Judged, Judgement, LegalBasis, Selector, Severity, Standing};
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

/// The texts that `judgement` rests on.
fn texts<'a>(judgement: &Judgement, judged: &'a Judged, circumstances: Circumstances<'a>) -> Vec<&'a BasisKey> {
    let policy = circumstances.doctrine.policies.get(judgement.policy as usize);
    let applicability = judged.applicability.get(judgement.policy as usize);
    let cited = applicability.zip(policy).map(|(own, policy)| own.citations_of(policy, &judgement.ruling.failed));
    cited.into_iter().flatten().map(|citation| &citation.key).collect()
}

/// The verdicts that a derogation is about and that its basis can lift, by position: those that rest on a text of it.
fn reach(scope: &Scope<'_>, basis: &LegalBasis, judged: &Judged) -> Vec<usize> {
    let (rule, circumstances) = (scope.rule(), scope.circumstances());
    let named = |id: &str| rule.rules.is_empty() || rule.rules.iter().any(|(named, _)| **named == *id);
    let reached = |judgement: &Judgement| {
        judgement.ruling.is_adverse()
            && subject(judgement, circumstances).is_some_and(|(policy, asset)| {
                let level = asset.classification.known().map(|classification| classification.level);
                named(&policy.id) && basis.lifts(&policy.id, level)
            })
            && texts(judgement, judged, circumstances).into_iter().any(|text| basis.lifts_text(text))
            && scope.has(judgement.asset as usize)
    };
    let positions = judged.judgements.par_iter().with_min_len(1024).enumerate();
    positions.filter(|(_, judgement)| reached(judgement)).map(|(position, _)| position).collect()
}

/// The entries that lift the texts of one verdict.
struct Lifting {
    /// Their indices in the register, the one that ends first before the others.
    entries: Vec<usize>,
    /// Whether they lift all of the texts.
    whole: bool,
}

/// Of the entries `among` that hold, those that lift `texts`: of several that lift one, that which ends last.
fn lifting(texts: &[&BasisKey], among: &[usize], entries: &[Entry<'_>]) -> Lifting {
    let end = |index: usize| entries.get(index).and_then(|entry| entry.last_day);
    let lifts = |index: usize, text| entries.get(index).is_some_and(|entry| entry.basis.lifts_text(text));
    let mut own = Lifting { entries: Vec::new(), whole: true };
    for text in texts {
        let able = among.iter().copied().filter(|index| lifts(*index, text));
        match able.reduce(|one, other| if is_later(end(other), end(one)) { other } else { one }) {
            Some(index) if !own.entries.contains(&index) => own.entries.push(index),
            Some(_) => {}
            None => own.whole = false,
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
            Some(lifting) => lifting.entries.contains(&index) || !(holds || lifting.whole),
            None => true,
        };
        let own = entry.reached.iter().filter(needs);
        let mut assets: Vec<usize> =
            own.filter_map(|position| judged.judgements.get(*position)).map(|own| own.asset as usize).collect();
        assets.sort_unstable();
        assets.dedup();
        exceptions.deviations.extend(deviations(entry, &assets, &places));
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
        let texts = texts(judged.judgements.get(position)?, judged, circumstances);
        Some((position, lifting(&texts, &among, entries)))
    };
    reaching.into_iter().filter_map(lifting).collect()
}

/// Gives each verdict of `judged` the number of what lifts it. Verdicts that the same entries lift share one.
fn mark(judged: &mut Judged, lifted: &FxHashMap<usize, Lifting>, entries: &[Entry<'_>], exceptions: &mut Exceptions) {
    let mut numbers: FxHashMap<(&[usize], bool), u32> = FxHashMap::default();
    for (position, judgement) in judged.judgements.iter_mut().enumerate() {
        let Some(lifting) = lifted.get(&position) else { continue };
        let number = *numbers.entry((&lifting.entries, lifting.whole)).or_insert_with(|| {
            let acts = lifting.entries.iter().filter_map(|index| entries.get(*index)).map(Entry::act).collect();
            if lifting.whole { exceptions.add(Exception::Derogation(acts)) } else { exceptions.add_partial(acts) }
        });
        if lifting.whole {
            judgement.exception = Some(number);
        } else {
            judgement.partial = Some(number);
        }
    }
}

/// What is to be told of `entry`, which `assets` need or would.
fn deviations(entry: &Entry<'_>, assets: &[usize], places: &Places<'_>) -> Vec<Deviation> {
    let Entry { rule, basis, reached, .. } = entry;
    let circumstances = places.circumstances();
    let mut defects = entry.defects.clone();
    if entry.holds() {
        if reached.is_empty() {
            defects.extend(useless(&places.scope(rule), basis));
        } else if !assets.is_empty() {
            defects.extend(ending(rule, basis, circumstances));
        }
    }
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
        Some(_) => deviations.retain(|own| matches!(own.defect, Defect::Unused | Defect::MatchesNothing)),
    }
}

/// What is to be told of a derogation that holds and covers nothing; it may be about assets all the same.
fn useless(scope: &Scope<'_>, basis: &LegalBasis) -> Option<(Defect, Span)> {
    if !is_judged(scope.rule(), basis, scope.circumstances()) {
        return None;
    }
    let defect = if scope.has_any() { Defect::Unused } else { Defect::MatchesNothing };
    Some((defect, scope.rule().span))
}

/// Whether all that may need `rule` is judged: a rule that was left out of the run may, and what is elsewhere.
fn is_judged(rule: &DerogationRule, basis: &LegalBasis, circumstances: Circumstances<'_>) -> bool {
    let judged = |id: &str| circumstances.doctrine.policies.iter().any(|policy| *policy.id == *id);
    let named = |id: &str| rule.rules.is_empty() || rule.rules.iter().any(|(named, _)| **named == *id);
    circumstances.whole && basis.rules.iter().filter(|own| named(&own.id)).all(|own| judged(&own.id))
}

/// What is to be told of a derogation that covers something, and ends.
fn ending(rule: &DerogationRule, basis: &LegalBasis, circumstances: Circumstances<'_>) -> Option<(Defect, Span)> {
    let (last_day, _, span) = last_day(rule, basis)?;
    let days = circumstances.today.until(last_day).ok()?.get_days();
    (days <= i32::from(circumstances.warning_days)).then_some((Defect::EndsSoon { last_day, days }, span))
}
