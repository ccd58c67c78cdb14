//! What an asset must be to be listed: `operator=scaleway`, `country=US`, `unknown=location`.
//!
//! Whoever asks what is in a country, or in the hands of an operator, asks for data: copies and logs that are sent there
//! are there too.

use std::str::FromStr;
use std::sync::Arc;

use super::cells::is_unclassified;
use crate::catalogue::{Catalogue, Country, Offer};
use crate::inventory::{Asset, AssetKind, Environment, Fact, Flow, Level, Placement};
use crate::policy::Language;
use crate::report::Messages;

/// A condition on assets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The name of the operator or of the offer, or the id of the offer, has this in it: its own, or that of what its data
    /// go to.
    Operator(String),
    /// It or what its data go to is in this country, for a part at least.
    Country(String),
    /// Its data are of this level.
    Classification(Level),
    /// It holds data of which nobody said anything.
    Unclassified,
    /// It is of this environment.
    Environment(Environment),
    /// It is of this type.
    Type(String),
    /// This is not known of it.
    Unknown(Unknown),
}

/// What may be unknown of an asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// Where it is.
    Location,
    /// Who operates it.
    Operator,
    /// What data it holds.
    Classification,
    /// Where in the life cycle it is.
    Environment,
    /// Who receives its data, or where.
    Flows,
}

/// Why a text is no condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// There is no `=`.
    #[error("write what is looked at, = and its value, as country=US")]
    Shape,
    /// Nothing of this name is looked at.
    #[error("no such key; known: operator, country, classification, environment, type, unknown")]
    Key,
    /// It is no code of a country.
    #[error("write the code of the country, two letters as FR or US, or its name")]
    Country,
    /// The value is none of those known.
    #[error("no such value; known: {0}")]
    Value(String),
}

const UNKNOWNS: [(&str, Unknown); 5] = [
    ("location", Unknown::Location),
    ("operator", Unknown::Operator),
    ("classification", Unknown::Classification),
    ("environment", Unknown::Environment),
    ("flows", Unknown::Flows),
];

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let (key, value) = text.split_once('=').ok_or(FilterError::Shape)?;
        let value = value.trim();
        if value.is_empty() {
            return Err(FilterError::Shape);
        }
        let listed = |names: &[&str]| FilterError::Value(names.join(", "));
        Ok(match key.trim() {
            "operator" => Self::Operator(value.to_lowercase()),
            "country" if value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                Self::Country(value.to_uppercase())
            }
            // What is no country would find nothing, which reads as a good answer.
            "country" => {
                let is_named =
                    |country: &Country| [&country.name_fr, &country.name_en].iter().any(|name| same(name, value));
                Self::Country(Catalogue::embedded().country_where(is_named).ok_or(FilterError::Country)?.code.clone())
            }
            "type" => Self::Type(value.to_owned()),
            "classification" => {
                let level = Level::ALL.iter().find(|level| is_called(level.name(), "level", value));
                match level {
                    Some(level) => Self::Classification(*level),
                    None if is_worded("register-unclassified", value) => Self::Unclassified,
                    None => return Err(listed(&Level::ALL.map(Level::name))),
                }
            }
            "environment" => {
                let known =
                    Environment::ALL.iter().find(|environment| is_called(environment.name(), "environment", value));
                Self::Environment(*known.ok_or_else(|| listed(&Environment::ALL.map(Environment::name)))?)
            }
            "unknown" => {
                let known = UNKNOWNS.iter().find(|(name, _)| *name == value);
                Self::Unknown(known.ok_or_else(|| listed(&UNKNOWNS.map(|(name, _)| name)))?.1)
            }
            _ => return Err(FilterError::Key),
        })
    }
}

/// Whether `value` is what is called `name`, or what reports print for it: nobody is to translate what they read.
fn is_called(name: &str, what: &str, value: &str) -> bool {
    name == value || is_worded(&format!("{what}-{name}"), value)
}

/// Whether `value` is the message `id` in one of the languages.
fn is_worded(id: &str, value: &str) -> bool {
    [Language::French, Language::English].iter().any(|language| same(&Messages::new(*language).text(id), value))
}

/// Whether two words are the same to whoever types them.
fn same(one: &str, other: &str) -> bool {
    let typed = |word: &str| word.replace('’', "'").to_lowercase();
    typed(one) == typed(other)
}

impl Filter {
    /// Whether `asset` is so. What it may be and is not known to be is not enough.
    pub(super) fn keeps(&self, asset: &Asset) -> bool {
        match self {
            Self::Operator(text) => {
                let is_named = |name: &str| name.to_lowercase().contains(text);
                let is_of = |offer: &Fact<Arc<Offer>>| {
                    let names = offer.known().map(|offer| [&offer.id, &offer.name, &offer.operator]);
                    names.is_some_and(|names| names.iter().any(|name| is_named(name)))
                };
                let receives = |flow: &Flow| flow.operator.as_deref().is_some_and(is_named) || is_of(&flow.offer);
                is_of(&asset.offer) || asset.flows.iter().any(receives)
            }
            Self::Country(code) => {
                let is_there =
                    |fact: &Fact<Placement>| fact.known().is_some_and(|place| place.region.countries.contains(code));
                is_there(&asset.placement) || asset.flows.iter().any(|flow| is_there(&flow.placement))
            }
            Self::Classification(level) => {
                asset.classification.known().is_some_and(|own| own.kinds().any(|kind| kind.level == *level))
            }
            Self::Unclassified => {
                asset.kind == AssetKind::Resource
                    && asset.holds_data == Some(true)
                    && is_unclassified(&asset.classification)
            }
            Self::Environment(environment) => asset.environment.known() == Some(environment),
            Self::Type(of_type) => *asset.of_type == **of_type,
            Self::Unknown(Unknown::Location) => asset.placement.known().is_none(),
            Self::Unknown(Unknown::Operator) => asset.offer.known().is_none(),
            Self::Unknown(Unknown::Classification) => asset.classification.known().is_none(),
            Self::Unknown(Unknown::Environment) => asset.environment.known().is_none(),
            Self::Unknown(Unknown::Flows) => {
                asset.flows.iter().any(|flow| !flow.is_identified() || flow.placement.known().is_none())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read() {
        let table = [
            ("operator=Scaleway", Ok(Filter::Operator("scaleway".into()))),
            ("country = us", Ok(Filter::Country("US".into()))),
            ("classification=sante", Ok(Filter::Classification(Level::Health))),
            ("unknown=location", Ok(Filter::Unknown(Unknown::Location))),
            ("environment=recette", Ok(Filter::Environment(Environment::Acceptance))),
            ("country", Err(FilterError::Shape)),
            ("country=", Err(FilterError::Shape)),
            ("pays=FR", Err(FilterError::Key)),
            ("country=Atlantide", Err(FilterError::Country)),
            ("country=France", Ok(Filter::Country("FR".into()))),
            ("country=united states", Ok(Filter::Country("US".into()))),
            ("country=États-Unis", Ok(Filter::Country("US".into()))),
            ("classification=internes", Ok(Filter::Classification(Level::Internal))),
            ("classification=internal", Ok(Filter::Classification(Level::Internal))),
            ("classification=d'une sensibilité particulière", Ok(Filter::Classification(Level::ParticularSensitivity))),
            ("classification=non classées", Ok(Filter::Unclassified)),
            ("classification=not classified", Ok(Filter::Unclassified)),
            ("environment=bac à sable", Ok(Filter::Environment(Environment::Sandbox))),
            ("country=é", Err(FilterError::Country)),
            ("unknown=flows", Ok(Filter::Unknown(Unknown::Flows))),
        ];
        for (text, expected) in table {
            assert_eq!(text.parse::<Filter>(), expected, "{text}");
        }
        let wrong = "classification=secrete".parse::<Filter>().unwrap_err().to_string();
        assert!(wrong.contains("sante, sensible"), "{wrong}");
    }
}
