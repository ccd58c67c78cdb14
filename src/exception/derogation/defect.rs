//! What is wrong with the entries of a register, whatever they cover, and how it is told.

use std::sync::Arc;

use jiff::civil::Date;

use crate::policy::{BasisKey, LegalBasis, Severity, Wording, fingerprint};
use crate::settings::DerogationRule;
use crate::source::Span;

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
    /// It was granted before there was a text that provides for it.
    GrantedBeforeText {
        /// The day of the text.
        from: Date,
        /// The day it was granted.
        granted: Date,
    },
    /// It was granted before the project was engaged: only those under way may have one.
    GrantedBeforeProject {
        /// The day the project was engaged.
        engaged: Date,
        /// The day it was granted.
        granted: Date,
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
    /// What is found in its scope rests on texts that it does not lift.
    OtherTexts,
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
            Self::GrantedBeforeText { .. } => "granted-before-text",
            Self::GrantedBeforeProject { .. } => "granted-before-project",
            Self::NotGrantedYet { .. } => "not-granted-yet",
            Self::Expired { .. } => "expired",
            Self::TooLong { .. } => "too-long",
            Self::OutOfReach { .. } => "out-of-reach",
            Self::MatchesNothing => "matches-nothing",
            Self::Unused => "unused",
            Self::OtherTexts => "other-texts",
            Self::EndsSoon { .. } => "ends-soon",
        }
    }

    /// Whether a derogation that has it lifts nothing.
    pub fn voids(&self) -> bool {
        match self {
            Self::NotValidated
            | Self::EngagedTooLate { .. }
            | Self::GrantedBeforeText { .. }
            | Self::GrantedBeforeProject { .. }
            | Self::NotGrantedYet { .. }
            | Self::Expired { .. } => true,
            Self::TooLong { .. }
            | Self::OutOfReach { .. }
            | Self::MatchesNothing
            | Self::Unused
            | Self::OtherTexts
            | Self::EndsSoon { .. } => false,
        }
    }
}

/// The last day of `rule`, whether the text sets it, and where it is written.
pub(super) fn last_day(rule: &DerogationRule, basis: &LegalBasis) -> Option<(Date, bool, Span)> {
    let by_law = rule.acceptable_offer.map(|(offer, span)| (basis.last_day(offer), true, span));
    let by_act = rule.until.map(|(until, span)| (until, false, span));
    // An act that ends with the text's time is the text's.
    by_law.into_iter().chain(by_act).min_by_key(|(day, by_law, _)| (*day, !by_law))
}

/// What is wrong with `rule` whatever it covers, each with its place.
pub(super) fn defects(rule: &DerogationRule, basis: &LegalBasis, today: Date) -> Vec<(Defect, Span)> {
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
    if granted < basis.granted.from {
        found.push((Defect::GrantedBeforeText { from: basis.granted.from, granted }, span));
    } else if granted < engaged {
        found.push((Defect::GrantedBeforeProject { engaged, granted }, span));
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

/// `defect` of `rule` at `span`, as if something needed it.
pub(super) fn deviation(rule: &DerogationRule, basis: &LegalBasis, defect: Defect, span: Span) -> Deviation {
    let severity = match &defect {
        Defect::MatchesNothing | Defect::Unused | Defect::OtherTexts | Defect::EndsSoon { .. } => Severity::Warning,
        _ => Severity::Error,
    };
    let about = match &defect {
        Defect::OutOfReach { rule, .. } => rule,
        _ => "",
    };
    let assumption = match &defect {
        Defect::NotValidated => basis.validation.note.as_ref(),
        Defect::GrantedBeforeText { .. } => basis.granted.note.as_ref(),
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
        own.granted.0 = date(2025, 1, 15);
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

    #[test]
    fn no_act_is_older_than_its_text_nor_than_its_project() {
        let mut own = rule("");
        own.engaged.0 = date(2021, 7, 1);
        own.granted.0 = date(2021, 7, 4);
        assert_eq!(found(&own, date(2026, 1, 1)), ["granted-before-text"]);
        own.granted.0 = date(2021, 7, 5);
        assert!(found(&own, date(2026, 1, 1)).is_empty());
        own.engaged.0 = date(2021, 7, 6);
        assert_eq!(found(&own, date(2026, 1, 1)), ["granted-before-project"]);
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
