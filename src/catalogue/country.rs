//! Countries, by name and by union.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A country.
#[derive(Debug, Clone, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Its name in French.
    pub name_fr: String,
    /// Its name in English.
    pub name_en: String,
    /// Whether it is a member of the European Union.
    #[serde(deserialize_with = "yes")]
    pub eu: bool,
    /// Whether it is in the European Economic Area.
    #[serde(deserialize_with = "yes")]
    pub eea: bool,
    /// Where that was read.
    pub source: String,
}

fn yes<'de, D: serde::Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    match String::deserialize(value)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::invalid_value(serde::de::Unexpected::Str(other), &"yes or no")),
    }
}

#[derive(Debug, Default)]
pub(super) struct Countries(FxHashMap<String, Country>);

impl Countries {
    pub(super) fn parse(csv: &str) -> Result<Self, csv::Error> {
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_deserialize::<Country>();
        rows.map(|row| row.map(|country| (country.code.clone(), country))).collect::<Result<_, _>>().map(Self)
    }

    /// Codes and names are each of one country: the order does not matter.
    pub(super) fn find_where(&self, is: impl Fn(&Country) -> bool) -> Option<&Country> {
        self.0.values().find(|country| is(country))
    }

    pub(super) fn find(&self, code: &str) -> Option<&Country> {
        self.0.get(code)
    }
}
