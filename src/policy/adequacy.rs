//! Countries where personal data may go: `policies/adequacy.toml`.

use jiff::civil::Date;
use serde::Deserialize;

use super::toml_date;
use crate::catalogue::Catalogue;

/// The countries outside the EEA found adequate under article 45 of the GDPR.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adequacy {
    /// Whether the list was checked against the Commission's decisions.
    pub verified: bool,
    #[serde(rename = "country")]
    countries: Vec<AdequateCountry>,
}

/// A country outside the EEA.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdequateCountry {
    /// ISO 3166-1 alpha-2.
    code: String,
    scope: AdequacyScope,
    /// First day of the decision.
    #[serde(default, deserialize_with = "toml_date::optional")]
    from: Option<Date>,
    /// Last day of the decision.
    #[serde(default, deserialize_with = "toml_date::optional")]
    until: Option<Date>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

/// For whom a country is adequate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum AdequacyScope {
    Whole,
    Conditional,
    Unconfirmed,
}

impl Adequacy {
    /// Reads the list.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(toml)
    }

    /// Whether all of `countries` protect personal data adequately on `today`, members of the EEA included. `None` when
    /// there is no country, or when that depends on the recipient.
    pub fn holds(&self, countries: &[String], today: Date) -> Option<bool> {
        let each = || countries.iter().map(|code| self.of(code, today));
        if each().any(|one| one == Some(false)) {
            return Some(false);
        }
        (!countries.is_empty() && each().all(|one| one == Some(true))).then_some(true)
    }

    fn of(&self, code: &str, today: Date) -> Option<bool> {
        if Catalogue::embedded().country(code).is_some_and(|country| country.eea) {
            return Some(true);
        }
        let in_force = |country: &&AdequateCountry| {
            country.code == code
                && country.from.is_none_or(|from| from <= today)
                && country.until.is_none_or(|until| today <= until)
        };
        match self.countries.iter().find(in_force).map(|country| country.scope) {
            Some(AdequacyScope::Whole) => Some(true),
            Some(AdequacyScope::Conditional | AdequacyScope::Unconfirmed) => None,
            None => Some(false),
        }
    }
}
