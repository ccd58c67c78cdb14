//! Who the project belongs to and when it began: what decides which texts bind it.

use jiff::civil::Date;
use serde::Deserialize;

/// The project under judgement, as `[project]` in `cocarde.toml` declares it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// Whose project it is. Without it, a State administration is assumed: R9 bites only on data that somebody classified
    /// under the State's own doctrine.
    pub entity: Option<Entity>,
    /// The day it started. Without it, the project is assumed to be recent enough to be bound.
    pub started: Option<Date>,
    /// Whether it was majorly changed since (another contractor, or half of the initial build cost).
    pub major_change: bool,
    /// Whether it is a prototype: the State's guidance then leaves the choice of cloud, until it scales up.
    pub prototype: bool,
}

impl Project {
    /// Whose project it is, declared or assumed.
    pub fn entity(&self) -> Entity {
        self.entity.unwrap_or(Entity::CentralAdministration)
    }
}

/// The kinds of entity that the texts tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum Entity {
    /// A ministry.
    #[serde(rename = "administration-centrale")]
    CentralAdministration,
    /// An operator of the State, as annexed each year to the finance bill.
    #[serde(rename = "operateur")]
    Operator,
    /// A public-interest group listed by decree for article 31 of the SREN law.
    #[serde(rename = "gip-liste")]
    ListedGroup,
    /// A local authority: invited, not bound.
    #[serde(rename = "collectivite")]
    LocalAuthority,
    /// Anyone else.
    #[serde(rename = "autre")]
    Other,
}

impl Entity {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::CentralAdministration, Self::Operator, Self::ListedGroup, Self::LocalAuthority, Self::Other];

    /// Its name in `cocarde.toml` and in policies.
    pub fn name(self) -> &'static str {
        match self {
            Self::CentralAdministration => "administration-centrale",
            Self::Operator => "operateur",
            Self::ListedGroup => "gip-liste",
            Self::LocalAuthority => "collectivite",
            Self::Other => "autre",
        }
    }
}
