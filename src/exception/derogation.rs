//! Derogations: whether each holds on the day of judgement, and what it covers.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Circumstances, Exception, Exceptions, subject};
use crate::policy::{BasisKey, Judged, Judgement, LegalBasis, Selector, Severity, Standing, Wording, fingerprint};
use crate::settings::DerogationRule;
use crate::source::{FileId, Span};

/// Something to be told of a derogation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// What.
    pub defect: Defect,
    /// Where in the register.
    pub span: Span,
    /// How much it matters.
    pub severity: Severity,
    /// The reference of the derogation.
    pub reference: Arc<str>,
    /// Who granted it.
    pub authority: Arc<str>,
    /// The text that is its legal basis.
    pub text: BasisKey,
    /// The text on its procedure.
    pub procedure: Option<BasisKey>,
    /// The key of its legal basis.
    pub basis: Arc<str>,
    /// What is assumed of the text, when what is told rests on that.
    pub assumption: Option<Wording>,
    /// Whether something needs it, or may.
    pub needed: bool,
    /// The assets that it covers, or would if it held: indices, in order.
    pub assets: Vec<usize>,
    /// Stable name, which does not change when lines move.
    pub fingerprint: String,
}

/// What is to be told of a derogation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defect {
    /// The Prime Minister has not validated it.
    NotValidated,
    /// The project was engaged after the last day that the text admits.
    EngagedTooLate {
        /// That day.
        until: Date,
        /// The day it was engaged.
        engaged: Date,
    },
    /// It is granted on a day to come.
    NotGrantedYet {
        /// That day.
        granted: Date,
    },
    /// Its last day is over.
    Expired {
        /// That day.
        last_day: Date,
        /// Whether the text sets it, or the act itself.
        by_law: bool,
    },
    /// The act gives it longer than the text allows: it ends as the text says.
    TooLong {
        /// The last day that the text allows.
        last_day: Date,
        /// How many months that is after an acceptable offer.
        months: u16,
    },
    /// Its legal basis cannot lift this rule.
    OutOfReach {
        /// The rule.
        rule: Arc<str>,
        /// Those that it can.
        known: Vec<Arc<str>>,
    },
    /// Its scope has no resource at all.
    MatchesNothing,
    /// Nothing in its scope needs it.
    Unused,
    /// It ends soon.
    EndsSoon {
        /// Its last day.
        last_day: Date,
        /// How many days are left.
        days: i32,
    },
}

impl Defect {
    /// Stable name.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NotValidated => "not-validated",
            Self::EngagedTooLate { .. } => "engaged-too-late",
            Self::NotGrantedYet { .. } => "not-granted-yet",
            Self::Expired { .. } => "expired",
            Self::TooLong { .. } => "too-long",
            Self::OutOfReach { .. } => "out-of-reach",
            Self::MatchesNothing => "matches-nothing",
            Self::Unused => "unused",
            Self::EndsSoon { .. } => "ends-soon",
        }
    }

    /// Whether a derogation that has it lifts nothing.
    pub fn voids(&self) -> bool {
        match self {
            Self::NotValidated | Self::EngagedTooLate { .. } | Self::NotGrantedYet { .. } | Self::Expired { .. } => {
                true
            }
            Self::TooLong { .. }
            | Self::OutOfReach { .. }
            | Self::MatchesNothing
            | Self::Unused
            | Self::EndsSoon { .. } => false,
        }
    }
}

/// The last day of `rule`, whether the text sets it, and where it is written.
fn last_day(rule: &DerogationRule, basis: &LegalBasis) -> Option<(Date, bool, Span)> {
    let by_law = rule.acceptable_offer.map(|(offer, span)| (basis.last_day(offer), true, span));
    let by_act = rule.until.map(|(until, span)| (until, false, span));
    // An act that ends with the text's time is the text's.
    by_law.into_iter().chain(by_act).min_by_key(|(day, by_law, _)| (*day, !by_law))
}

/// What is wrong with `rule` whatever it covers, each with its place.
fn defects(rule: &DerogationRule, basis: &LegalBasis, today: Date) -> Vec<(Defect, Span)> {
    let mut found = Vec::new();
    if basis.validation.prime_minister && !rule.validated.0 {
        found.push((Defect::NotValidated, rule.validated.1));
    }
    let (engaged, span) = rule.engaged;
    if engaged > basis.engaged.until {
        found.push((Defect::EngagedTooLate { until: basis.engaged.until, engaged }, span));
    }
    let (granted, span) = rule.granted;
    if granted > today {
        found.push((Defect::NotGrantedYet { granted }, span));
    }
    if let Some((last_day, by_law, span)) = last_day(rule, basis)
        && last_day < today
    {
        found.push((Defect::Expired { last_day, by_law }, span));
    }
    if let (Some((offer, _)), Some((until, span))) = (rule.acceptable_offer, rule.until)
        && until > basis.last_day(offer)
    {
        found.push((Defect::TooLong { last_day: basis.last_day(offer), months: basis.duration.months }, span));
    }
    for (id, span) in rule.rules.iter().filter(|(id, _)| !basis.can_lift(id)) {
        let known = basis.rules.iter().map(|rule| rule.id.as_str().into()).collect();
        found.push((Defect::OutOfReach { rule: Arc::clone(id), known }, *span));
    }
    found
}

/// The places that assets are declared in: assets are many, and their files and root modules few.
struct Places<'a> {
    circumstances: Circumstances<'a>,
    distinct: Vec<(&'a str, &'a str)>,
    /// The place of each asset: an index.
    of: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(circumstances: Circumstances<'a>) -> Self {
        let mut indices: FxHashMap<(FileId, &str), usize> = FxHashMap::default();
        let mut distinct = Vec::new();
        let of = circumstances.assets.iter().map(|asset| {
            *indices.entry((asset.span.file, &*asset.root)).or_insert_with(|| {
                distinct.push((&**circumstances.sources.file(asset.span.file).path(), &*asset.root));
                distinct.len() - 1
            })
        });
        let of = of.collect();
        Self { circumstances, distinct, of }
    }

    /// What `rule` is about.
    fn scope<'r>(&'r self, rule: &'r DerogationRule) -> Scope<'r> {
        let covered = self.distinct.iter().map(|(file, root)| rule.covers_place(file, root)).collect();
        Scope { places: self, rule, covered }
    }
}

/// What a derogation is about.
struct Scope<'r> {
    places: &'r Places<'r>,
    rule: &'r DerogationRule,
    /// Whether it is about each place.
    covered: Vec<bool>,
}

impl Scope<'_> {
    /// Whether it has the asset at `index`.
    fn has(&self, index: usize) -> bool {
        let Some(asset) = self.places.circumstances.assets.get(index) else { return false };
        let place = self.places.of.get(index).and_then(|place| self.covered.get(*place));
        (place == Some(&true) || self.rule.covers_runs(&asset.runs))
            && self.rule.covers_address(&asset.address, &asset.of_type)
    }

    fn has_any(&self) -> bool {
        (0..self.places.of.len()).into_par_iter().any(|index| self.has(index))
    }
}

/// The verdicts that a derogation is about and that its basis can lift, by position: those that rest on its text.
fn reach(scope: &Scope<'_>, basis: &LegalBasis, judged: &Judged) -> Vec<usize> {
    let named = |id: &str| scope.rule.rules.is_empty() || scope.rule.rules.iter().any(|(named, _)| **named == *id);
    let reached = |judgement: &Judgement| {
        judgement.ruling.is_adverse()
            && subject(judgement, scope.places.circumstances).is_some_and(|(policy, asset)| {
                let level = asset.classification.known().map(|classification| classification.level);
                let applicability = judged.applicability.get(judgement.policy as usize);
                let cited = applicability.map(|own| own.citations_of(policy, &judgement.ruling.failed));
                let rests = cited.unwrap_or_default().iter().any(|citation| citation.key == basis.text);
                named(&policy.id) && basis.lifts(&policy.id, level) && rests
            })
            && scope.has(judgement.asset as usize)
    };
    let positions = judged.judgements.par_iter().with_min_len(1024).enumerate();
    positions.filter(|(_, judgement)| reached(judgement)).map(|(position, _)| position).collect()
}

/// Marks what `rules` cover, and tells what is wrong with them.
pub(super) fn apply(
    judged: &mut Judged,
    rules: &[DerogationRule],
    circumstances: Circumstances<'_>,
    exceptions: &mut Exceptions,
) {
    // Of several that cover a verdict, the one that ends last counts: its end and its number.
    let mut covering: Vec<Option<(Option<Date>, u32)>> = vec![None; judged.judgements.len()];
    let places = Places::new(circumstances);
    let mut known: Vec<(&DerogationRule, &LegalBasis, bool, Option<u32>)> = Vec::with_capacity(rules.len());
    for rule in rules {
        let Some(basis) = circumstances.doctrine.derogations.get(&rule.basis.0) else { continue };
        let end = last_day(rule, basis).map(|(day, ..)| day);
        let holds = !defects(rule, basis, circumstances.today).iter().any(|(defect, _)| defect.voids());
        let covered = if holds { reach(&places.scope(rule), basis, judged) } else { Vec::new() };
        if covered.is_empty() {
            known.push((rule, basis, holds, None));
            continue;
        }
        let number = exceptions.add(Exception::Derogation {
            reference: Arc::clone(&rule.reference),
            authority: Arc::clone(&rule.authority),
            basis: Arc::clone(&rule.basis.0),
            text: basis.text.clone(),
            granted: rule.granted.0,
            last_day: end,
            span: rule.span,
        });
        for position in covered {
            let later = |(other, _): (Option<Date>, u32)| lasts_longer(end, other);
            if let Some(own) = covering.get_mut(position).filter(|own| own.is_none_or(later)) {
                *own = Some((end, number));
            }
        }
        known.push((rule, basis, holds, Some(number)));
    }
    for (rule, basis, holds, number) in known {
        let scope = places.scope(rule);
        // One that holds has its number from what it reaches.
        let reached = if holds && number.is_none() { Vec::new() } else { reach(&scope, basis, judged) };
        let covering = |position: &usize| covering.get(*position).copied().flatten().map(|(_, number)| number);
        // What another derogation covers needs neither this one nor its renewal.
        let own = reached.iter().filter(|position| covering(position) == number);
        let mut assets: Vec<usize> =
            own.filter_map(|position| judged.judgements.get(*position)).map(|own| own.asset as usize).collect();
        assets.sort_unstable();
        assets.dedup();
        let mut defects = defects(rule, basis, circumstances.today);
        if holds {
            if reached.is_empty() {
                defects.extend(useless(&scope, basis, circumstances));
            } else if !assets.is_empty() {
                defects.extend(ending(rule, basis, circumstances));
            }
        }
        let told = defects.into_iter().filter(|_| circumstances.whole || !assets.is_empty());
        let needed = !assets.is_empty() || !is_judged(rule, basis, circumstances);
        let deviations = told.map(|(defect, span)| {
            let own = deviation(rule, basis, defect, span);
            // What nothing needs does no harm; it is to be deleted.
            let severity = if needed { own.severity } else { own.severity.min(Severity::Warning) };
            Deviation { needed, severity, assets: assets.clone(), ..own }
        });
        exceptions.deviations.extend(deviations);
    }
    settle(&mut exceptions.deviations, judged, circumstances);
    for (judgement, covering) in judged.judgements.iter_mut().zip(covering) {
        judgement.exception = covering.map(|(_, number)| number).or(judgement.exception);
    }
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

/// Whether an end is later than another; none is the latest.
fn lasts_longer(one: Option<Date>, other: Option<Date>) -> bool {
    match (one, other) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(one), Some(other)) => one > other,
    }
}

/// What is to be told of a derogation that holds and covers nothing; it may be about assets all the same.
fn useless(scope: &Scope<'_>, basis: &LegalBasis, circumstances: Circumstances<'_>) -> Option<(Defect, Span)> {
    if !is_judged(scope.rule, basis, circumstances) {
        return None;
    }
    let defect = if scope.has_any() { Defect::Unused } else { Defect::MatchesNothing };
    Some((defect, scope.rule.span))
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

/// `defect` of `rule` at `span`, as if something needed it.
fn deviation(rule: &DerogationRule, basis: &LegalBasis, defect: Defect, span: Span) -> Deviation {
    let severity = match &defect {
        Defect::MatchesNothing | Defect::Unused | Defect::EndsSoon { .. } => Severity::Warning,
        _ => Severity::Error,
    };
    let about = match &defect {
        Defect::OutOfReach { rule, .. } => rule,
        _ => "",
    };
    let assumption = match &defect {
        Defect::NotValidated => basis.validation.note.as_ref(),
        Defect::EngagedTooLate { .. } => basis.engaged.note.as_ref(),
        Defect::Expired { by_law: true, .. } | Defect::TooLong { .. } => basis.duration.note.as_ref(),
        Defect::EndsSoon { .. } if last_day(rule, basis).is_some_and(|(_, by_law, _)| by_law) => {
            basis.duration.note.as_ref()
        }
        _ => None,
    };
    Deviation {
        assumption: assumption.cloned(),
        fingerprint: fingerprint([defect.id(), &rule.reference, &rule.basis.0, about]),
        span,
        severity,
        reference: Arc::clone(&rule.reference),
        authority: Arc::clone(&rule.authority),
        text: basis.text.clone(),
        procedure: basis.procedure.clone(),
        basis: Arc::clone(&rule.basis.0),
        assets: Vec::new(),
        needed: true,
        defect,
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::policy::{Doctrine, PolicyInputs};
    use crate::settings::read_register;
    use crate::source::{FileId, Sources};

    fn rule(lines: &str) -> DerogationRule {
        let text = format!(
            "[[derogation]]\nbasis = \"R9\"\nreference = \"x\"\nauthority = \"x\"\npm-validated = true\n\
             project-engaged = 2021-02-01\ngranted = 2022-01-15\npaths = [\"**\"]\n{lines}"
        );
        let (mut rules, errors) = read_register(FileId(0), &text, "");
        assert_eq!(errors, []);
        rules.remove(0)
    }

    fn found(rule: &DerogationRule, today: Date) -> Vec<&'static str> {
        let doctrine = Doctrine::load(&[], &PolicyInputs::default(), &mut Sources::default()).unwrap();
        let basis = doctrine.derogations.get(&rule.basis.0).unwrap();
        defects(rule, basis, today).iter().map(|(defect, _)| defect.id()).collect()
    }

    #[test]
    fn the_earlier_end_counts() {
        let both = |until: &str| rule(&format!("acceptable-offer = 2025-03-31\nuntil = {until}\n"));
        assert!(found(&both("2026-01-01"), date(2026, 1, 1)).is_empty());
        assert_eq!(found(&both("2026-01-01"), date(2026, 1, 2)), ["expired"]);
        assert!(found(&both("2026-03-31"), date(2026, 3, 31)).is_empty());
        assert_eq!(found(&both("2026-04-01"), date(2026, 3, 31)), ["too-long"]);
        assert_eq!(found(&both("2026-04-01"), date(2026, 4, 1)), ["expired", "too-long"]);
        assert!(found(&rule(""), date(2999, 1, 1)).is_empty(), "without an acceptable offer there is no end");
    }

    #[test]
    fn the_project_is_engaged_on_the_last_day_at_the_latest() {
        let mut own = rule("");
        own.engaged.0 = date(2023, 6, 1);
        assert!(found(&own, date(2026, 1, 1)).is_empty());
        own.engaged.0 = date(2023, 6, 2);
        assert_eq!(found(&own, date(2026, 1, 1)), ["engaged-too-late"]);
    }

    #[test]
    fn it_holds_from_the_day_it_is_granted() {
        assert_eq!(found(&rule(""), date(2022, 1, 14)), ["not-granted-yet"]);
        assert!(found(&rule(""), date(2022, 1, 15)).is_empty());
    }

    proptest! {
        #[test]
        fn it_holds_to_its_last_day_and_no_further(days in 0i32..4000) {
            let offer = date(2022, 1, 15).saturating_add(days.days());
            let own = rule(&format!("acceptable-offer = {offer}\n"));
            let last = offer.saturating_add(12.months());
            prop_assert!(found(&own, last).is_empty());
            prop_assert_eq!(found(&own, last.saturating_add(1.day())), ["expired"]);
        }
    }
}
