//! The legal bases of derogations, `policies/derogations.toml`: how long, for which projects, from which rules.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::model::Policy;
use super::texts::{BasisKey, Texts};
use super::toml_date;
use super::wording::Wording;

/// What the texts say of derogations.
#[derive(Debug)]
pub struct LegalBases(Vec<LegalBasis>);

/// A text by which one may derogate from rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// Stable key, which registers name: `R9`.
    pub key: String,
    /// The text and the article.
    #[serde(deserialize_with = "basis_key")]
    pub text: BasisKey,
    /// The text on the procedure, when it is another one.
    #[serde(default, deserialize_with = "optional_basis_key")]
    pub procedure: Option<BasisKey>,
    /// Where the values are read.
    pub source: String,
    /// When they were last read.
    #[serde(default, deserialize_with = "toml_date::optional")]
    pub read: Option<Date>,
    /// The rules that it can lift.
    pub rules: Vec<Liftable>,
    /// How long a derogation lasts.
    pub duration: Duration,
    /// Who must agree.
    pub validation: Validation,
    /// Since when there may be one.
    pub granted: Granting,
    /// Which projects may have one.
    pub engaged: Engagement,
    /// Other texts from which it exempts too.
    #[serde(default)]
    pub exempts: Vec<Exemption>,
}

/// A rule that a derogation can lift.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Liftable {
    /// Its id.
    pub id: String,
    /// A text: only its demands that rest on it too can be lifted; all without it.
    #[serde(default, deserialize_with = "optional_basis_key")]
    pub with: Option<BasisKey>,
}

/// How long a derogation lasts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// Months after the day an acceptable offer is available in France.
    pub months: u16,
    /// Whether the text itself was read.
    pub verified: bool,
    /// What was not read or is assumed.
    pub note: Option<Wording>,
}

/// Who must agree.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Validation {
    /// Whether the Prime Minister must.
    pub prime_minister: bool,
    /// Whether the text itself was read.
    pub verified: bool,
    /// What was not read or is assumed.
    pub note: Option<Wording>,
}

/// Since when one may be granted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Granting {
    /// The day of the text that first provides for it.
    #[serde(deserialize_with = "toml_date::required")]
    pub from: Date,
    /// Whether the text itself was read.
    pub verified: bool,
    /// What was not read or is assumed.
    pub note: Option<Wording>,
}

/// Another text that says the same, and from which a derogation exempts too.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// The text and the article.
    #[serde(deserialize_with = "basis_key")]
    pub text: BasisKey,
    /// Whether a text that was read says so.
    pub verified: bool,
    /// What was not read or is assumed.
    pub note: Option<Wording>,
}

/// Which projects may have one: those that were under way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engagement {
    /// The last day on which the project may have been engaged.
    #[serde(deserialize_with = "toml_date::required")]
    pub until: Date,
    /// Whether the text itself was read.
    pub verified: bool,
    /// What was not read or is assumed.
    pub note: Option<Wording>,
}

/// What is wrong with the table of legal bases.
#[derive(Debug, thiserror::Error)]
pub enum LegalBasesError {
    /// Not the TOML that is expected; the words of its reader.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A text that the table of texts does not have.
    #[error("no text of law has the key {0}")]
    UnknownText(String),
    /// A value that was not verified and does not say so.
    #[error("{0}: a value that was not verified has a note")]
    Unexplained(String),
}

fn basis_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BasisKey, D::Error> {
    Ok(BasisKey::parse(&String::deserialize(deserializer)?))
}

fn optional_basis_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BasisKey>, D::Error> {
    basis_key(deserializer).map(Some)
}

impl LegalBases {
    /// Reads a table whose texts are among `texts`.
    pub fn parse(toml: &str, texts: &Texts) -> Result<Self, LegalBasesError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            basis: Vec<LegalBasis>,
        }
        let table: Table = toml::from_str(toml)?;
        for basis in &table.basis {
            let LegalBasis { duration, validation, granted, engaged, exempts, .. } = basis;
            let exempted = exempts.iter().map(|exemption| &exemption.text);
            let with = basis.rules.iter().filter_map(|rule| rule.with.as_ref());
            let mut cited = std::iter::once(&basis.text).chain(&basis.procedure).chain(exempted).chain(with);
            if let Some(unknown) = cited.find(|key| texts.get(key).is_none()) {
                return Err(LegalBasesError::UnknownText(unknown.to_string()));
            }
            let values = [
                (duration.verified, &duration.note),
                (validation.verified, &validation.note),
                (granted.verified, &granted.note),
                (engaged.verified, &engaged.note),
            ];
            let exempted = exempts.iter().map(|exemption| (exemption.verified, &exemption.note));
            if values.into_iter().chain(exempted).any(|(verified, note)| !verified && note.is_none()) {
                return Err(LegalBasesError::Unexplained(basis.key.clone()));
            }
        }
        Ok(Self(table.basis))
    }

    /// The basis `key`, however it is written: `SREN31` or `SREN-31`.
    pub fn get(&self, key: &str) -> Option<&LegalBasis> {
        let plain = |key: &str| key.replace('-', "").to_ascii_uppercase();
        self.0.iter().find(|basis| plain(&basis.key) == plain(key))
    }

    /// All bases, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &LegalBasis> {
        self.0.iter()
    }
}

impl LegalBasis {
    /// The last day of a derogation, when an acceptable offer is available from `acceptable_offer` on.
    pub fn last_day(&self, acceptable_offer: Date) -> Date {
        acceptable_offer.saturating_add(i32::from(self.duration.months).months())
    }

    /// Whether it can lift the rule `id`, in part at least.
    pub fn can_lift(&self, id: &str) -> bool {
        self.rules.iter().any(|rule| rule.id == id)
    }

    /// Whether it lifts what `text` demands by the demand `index` of `policy`.
    pub fn lifts(&self, policy: &Policy, index: usize, text: &BasisKey) -> bool {
        let rests = |wanted: &BasisKey| policy.basis_of(index).contains(wanted);
        let named = |rule: &Liftable| *rule.id == *policy.id && rule.with.as_ref().is_none_or(rests);
        self.rules.iter().any(named) && (self.text == *text || self.exemption(text).is_some())
    }

    /// By which it exempts from `text`, which is not its own.
    pub fn exemption(&self, text: &BasisKey) -> Option<&Exemption> {
        self.exempts.iter().find(|exemption| exemption.text == *text)
    }

    /// What was not read of the texts, or is assumed.
    pub fn notes(&self) -> impl Iterator<Item = &Wording> {
        let own = [&self.duration.note, &self.validation.note, &self.granted.note, &self.engaged.note];
        own.into_iter().chain(self.exempts.iter().map(|exemption| &exemption.note)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::policy::{Doctrine, PolicyInputs};
    use crate::source::Sources;

    fn doctrine() -> Doctrine {
        Doctrine::load(&[], &PolicyInputs::default(), &mut Sources::default()).unwrap()
    }

    #[test]
    fn the_last_day_is_counted_by_the_calendar() {
        let bases = doctrine().derogations;
        let last = |key: &str, day| bases.get(key).unwrap().last_day(day);
        assert_eq!(last("R9", date(2026, 7, 31)), date(2027, 7, 31));
        assert_eq!(last("R9", date(2028, 2, 29)), date(2029, 2, 28));
        assert_eq!(last("SREN31", date(2026, 8, 31)), date(2028, 2, 29));
        assert_eq!(last("sren-31", date(2026, 8, 31)), date(2028, 2, 29));
        assert_eq!(last("SREN31", Date::MAX), Date::MAX);
    }

    #[test]
    fn bases_lift_rules_that_there_are_and_never_those_that_none_may_ignore() {
        let doctrine = doctrine();
        for basis in doctrine.derogations.iter() {
            for rule in &basis.rules {
                let policy = doctrine.policies.iter().find(|policy| *policy.id == *rule.id);
                assert!(policy.is_some_and(|policy| policy.baseline), "{}: {}", basis.key, rule.id);
            }
            for never in ["HDS-LOCATION", "HDS-CERTIFIED", "DR-OFFER", "IGI-1300", "CAC-R9-LOCATION"] {
                assert!(!basis.can_lift(never), "{}: {never}", basis.key);
            }
        }
    }

    #[test]
    fn of_a_rule_that_judges_other_data_too_only_what_rests_on_the_law_is_lifted() {
        let doctrine = doctrine();
        let (basis, text) = (doctrine.derogations.get("R9").unwrap(), BasisKey::parse("circulaire-6404-sg#R9"));
        for (id, lifted) in [
            ("CAC-R9-SECNUMCLOUD", &[true, true][..]),
            ("CAC-R9-IMMUNITY", &[true, true, false]),
            ("CAC-R9-RESILIENCE", &[true, false, false]),
            ("CAC-R9-LOCATION", &[false]),
        ] {
            let policy = doctrine.policies.iter().find(|policy| *policy.id == *id).unwrap();
            let found: Vec<bool> =
                (0..policy.enforcements.len()).map(|index| basis.lifts(policy, index, &text)).collect();
            assert_eq!(found.get(..lifted.len()), Some(lifted), "{id}");
        }
    }

    #[test]
    fn what_was_not_verified_has_a_note() {
        let table = include_str!("../../policies/derogations.toml").replace("note =", "# note =");
        assert!(matches!(
            LegalBases::parse(&table, &doctrine().texts),
            Err(LegalBasesError::Unexplained(key)) if key == "R9"
        ));
    }
}
