//! Where data may be: what the organisation wants, and what the law wants at the least (`policies/location.toml`).

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use super::doctrine::Doctrine;
use super::project::Project;
use super::texts::{BasisKey, Citation, Standing};
use super::wording::Language;
use crate::catalogue::Catalogue;
use crate::evaluation::Value;
use crate::inventory::Level;

/// A set of countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// France.
    France,
    /// The European Union.
    Eu,
    /// The European Economic Area.
    Eea,
    /// The EEA and the countries that the Commission found adequate.
    Adequate,
    /// These, by ISO 3166-1 code.
    Countries(Vec<String>),
}

impl Area {
    /// The sets that have a name, and how it is written.
    pub const NAMED: [(&'static str, Self); 4] =
        [("France", Self::France), ("EU", Self::Eu), ("EEA", Self::Eea), ("adequate", Self::Adequate)];

    /// The set that `word` names: as in [`Area::NAMED`], in French, or a country by its code.
    pub fn parse(word: &str) -> Option<Self> {
        let named = match word {
            "UE" => Some(Self::Eu),
            "EEE" => Some(Self::Eea),
            "adequat" => Some(Self::Adequate),
            "FR" => Some(Self::France),
            _ => Self::NAMED.into_iter().find(|(name, _)| *name == word).map(|(_, area)| area),
        };
        let country = || Catalogue::embedded().country(word).map(|country| Self::Countries(vec![country.code.clone()]));
        named.or_else(country)
    }

    /// Whether it is made of countries that are named.
    pub fn is_countries(&self) -> bool {
        matches!(self, Self::France | Self::Countries(_))
    }

    /// The countries of both, where both name them.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let codes = |area: Self| match area {
            Self::Countries(codes) => codes,
            _ => vec!["FR".to_owned()],
        };
        Self::Countries(codes(self).into_iter().chain(codes(other)).collect())
    }

    /// How it is written: a name, or codes with commas between them.
    pub fn name(&self) -> String {
        match self {
            Self::Countries(codes) => codes.join(","),
            named => Self::NAMED.into_iter().find(|(_, area)| area == named).map_or("", |(name, _)| name).to_owned(),
        }
    }

    /// How people name it.
    pub fn words(&self, language: Language) -> String {
        let fr = language == Language::French;
        match self {
            Self::France => "France",
            Self::Eu if fr => "Union européenne",
            Self::Eu => "European Union",
            Self::Eea if fr => "Espace économique européen",
            Self::Eea => "European Economic Area",
            Self::Adequate if fr => "Espace économique européen et pays reconnus adéquats",
            Self::Adequate => "European Economic Area and countries found adequate",
            Self::Countries(codes) => return codes.join(", "),
        }
        .to_owned()
    }
}

/// What the organisation wants: `[location]` of `cocarde.toml`.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// Of all data, but for those of the levels below.
    pub everywhere: Option<Area>,
    /// Of data of these levels.
    pub levels: BTreeMap<Level, Area>,
}

impl Location {
    /// The same as values for the inputs of policies.
    pub fn inputs(&self) -> [(Arc<str>, Value); 2] {
        let everywhere = self.everywhere.as_ref().map(Area::name).unwrap_or_default();
        let levels = self.levels.iter().map(|(level, area)| (level.name(), Value::string(area.name())));
        [("location_everywhere".into(), Value::string(everywhere)), ("location_by_level".into(), Value::object(levels))]
    }
}

/// What the law wants at the least for data of a level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// Name of the level.
    pub level: String,
    /// Name of the widest set allowed.
    pub area: String,
    /// The pack that brings it.
    pub pack: String,
    /// The texts that want it.
    pub basis: Vec<String>,
    /// The text that names the place, when those that want it refer to it.
    pub place: Option<String>,
}

/// By what the law wants data in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The text that names the place.
    pub place: Citation,
    /// The text that demands that one of the project, when it is another.
    pub demanded_by: Option<Citation>,
}

impl Minimum {
    /// Reads the table of minima.
    pub(super) fn parse(toml: &str) -> Result<Vec<Self>, toml::de::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            minimum: Vec<Minimum>,
        }
        toml::from_str(toml).map(|table: Table| table.minimum)
    }
}

impl Doctrine {
    /// The narrowest set that the law allows for data of `level`, when `wanted` is not within it, with the texts that say
    /// so. `is_on` tells which packs judge.
    pub fn looser_than_law(
        &self,
        level: Level,
        wanted: &Area,
        project: &Project,
        today: Date,
        is_on: &dyn Fn(&str) -> bool,
    ) -> Option<(Area, Grounds)> {
        let binding = |minimum: &Minimum| {
            minimum.basis.iter().map(|key| BasisKey::parse(key)).find_map(|key| {
                let binds = self.texts.standing(&key, project, today) == Some(Standing::Binds);
                self.texts.citation(&key, today).filter(|_| binds)
            })
        };
        self.minima
            .iter()
            .filter(|minimum| minimum.level == level.name() && is_on(&minimum.pack))
            .filter_map(|minimum| {
                let named = minimum.place.as_ref().and_then(|key| self.texts.citation(&BasisKey::parse(key), today));
                let grounds = match (named, binding(minimum)?) {
                    (Some(place), demanding) => Grounds { place, demanded_by: Some(demanding) },
                    (None, place) => Grounds { place, demanded_by: None },
                };
                Some((Area::parse(&minimum.area)?, grounds))
            })
            .filter(|(area, _)| !self.is_within(wanted, area, today))
            .min_by_key(|(area, _)| Area::NAMED.iter().position(|(_, named)| named == area))
    }

    /// Whether all of `inner` is in `outer`. A country that is adequate for some recipients only is taken as adequate:
    /// the rules on location judge what is there.
    fn is_within(&self, inner: &Area, outer: &Area, today: Date) -> bool {
        let rank = |area: &Area| Area::NAMED.iter().position(|(_, named)| named == area);
        let country = |code: &String| {
            let known = Catalogue::embedded().country(code);
            match outer {
                Area::France => code == "FR",
                Area::Eu => known.is_some_and(|country| country.eu),
                Area::Eea => known.is_some_and(|country| country.eea),
                Area::Adequate => self.adequacy.holds(std::slice::from_ref(code), today) != Some(false),
                Area::Countries(codes) => codes.contains(code),
            }
        };
        match (inner, outer) {
            (Area::Countries(codes), _) => codes.iter().all(country),
            (named, _) => rank(named) <= rank(outer),
        }
    }
}
