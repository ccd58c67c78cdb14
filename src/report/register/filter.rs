//! What an asset must be to be listed: `operator=scaleway`, `country=US`, `unknown=location`.

use std::str::FromStr;

use crate::inventory::{Asset, Environment, Level};

/// A condition on assets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The name of the operator or of the offer, or the id of the offer, has this in it.
    Operator(String),
    /// It is in this country, for a part at least.
    Country(String),
    /// Its data are of this level.
    Classification(Level),
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
    /// The value is none of those known.
    #[error("no such value; known: {0}")]
    Value(String),
}

const UNKNOWNS: [(&str, Unknown); 4] = [
    ("location", Unknown::Location),
    ("operator", Unknown::Operator),
    ("classification", Unknown::Classification),
    ("environment", Unknown::Environment),
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
            "country" => Self::Country(value.to_uppercase()),
            "type" => Self::Type(value.to_owned()),
            "classification" => {
                let level = Level::ALL.iter().find(|level| level.name() == value);
                Self::Classification(*level.ok_or_else(|| listed(&Level::ALL.map(Level::name)))?)
            }
            "environment" => {
                let known = Environment::ALL.iter().find(|environment| environment.name() == value);
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

impl Filter {
    /// Whether `asset` is so. What it may be and is not known to be is not enough.
    pub(super) fn keeps(&self, asset: &Asset) -> bool {
        match self {
            Self::Operator(text) => asset.offer.known().is_some_and(|offer| {
                [&offer.id, &offer.name, &offer.operator].iter().any(|name| name.to_lowercase().contains(text))
            }),
            Self::Country(code) => {
                asset.placement.known().is_some_and(|placement| placement.region.countries.contains(code))
            }
            Self::Classification(level) => {
                asset.classification.known().is_some_and(|own| own.kinds().any(|kind| kind.level == *level))
            }
            Self::Environment(environment) => asset.environment.known() == Some(environment),
            Self::Type(of_type) => *asset.of_type == **of_type,
            Self::Unknown(Unknown::Location) => asset.placement.known().is_none(),
            Self::Unknown(Unknown::Operator) => asset.offer.known().is_none(),
            Self::Unknown(Unknown::Classification) => asset.classification.known().is_none(),
            Self::Unknown(Unknown::Environment) => asset.environment.known().is_none(),
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
        ];
        for (text, expected) in table {
            assert_eq!(text.parse::<Filter>(), expected, "{text}");
        }
        let wrong = "classification=secrete".parse::<Filter>().unwrap_err().to_string();
        assert!(wrong.contains("sante, sensible"), "{wrong}");
    }
}
