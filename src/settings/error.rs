//! What can be wrong in `cocarde.toml`.

use std::sync::Arc;

use crate::policy::{Area, Grounds};
use crate::source::{ReadError, Span};

/// A mistake in `cocarde.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: SettingsErrorKind,
}

/// What the mistake is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsErrorKind {
    /// Not TOML; the words of the parser.
    #[error("{0}")]
    Toml(String),
    /// A key that means nothing here.
    #[error("no such key {key:?}; known here: {}", known.join(", "))]
    UnknownKey {
        /// The key.
        key: Arc<str>,
        /// The keys that mean something here.
        known: Vec<&'static str>,
    },
    /// A value of the wrong type.
    #[error("{expected} is expected here")]
    WrongType {
        /// What is expected, in words.
        expected: &'static str,
    },
    /// A word that is none of those known.
    #[error("no such value {value:?}; known here: {}", known.join(", "))]
    UnknownValue {
        /// The value.
        value: Arc<str>,
        /// The values that mean something here.
        known: Vec<Arc<str>>,
    },
    /// A rule that is not among the policies.
    #[error("no such rule {rule:?}; known: {}", known.join(", "))]
    NoSuchRule {
        /// Its id, as written.
        rule: Arc<str>,
        /// The ids of the policies.
        known: Vec<Arc<str>>,
    },
    /// A pack that does not exist.
    #[error("no such pack {pack:?}; known: {}", known.join(", "))]
    NoSuchPack {
        /// Its key, as written.
        pack: Arc<str>,
        /// The keys of the packs.
        known: Vec<Arc<str>>,
    },
    /// A place wanted for data that is wider than the law's.
    #[error("{} is wider than what {} allows for {level}: {}", wanted.name(), law.place.words.en, minimum.name())]
    LooserThanLaw {
        /// Level of the data.
        level: &'static str,
        /// What is written.
        wanted: Area,
        /// The widest that is allowed.
        minimum: Area,
        /// The texts that say so.
        law: Box<Grounds>,
    },
    /// A glob that cannot be read.
    #[error("{glob:?} is not a glob: {reason}")]
    Glob {
        /// The glob.
        glob: Arc<str>,
        /// Why.
        reason: String,
    },
    /// A date that is none.
    #[error("a date is written 2026-11-23")]
    Date,
    /// A code that is no country.
    #[error("no such country {0:?}; a country is written FR")]
    Country(Arc<str>),
    /// A host that is none.
    #[error("{0:?} is not the end of a host name")]
    Host(Arc<str>),
    /// A source address of a provider that is none.
    #[error("{0:?} is not the source address of a provider")]
    Address(Arc<str>),
    /// A row that is there already.
    #[error("{0:?} is there twice")]
    Twice(Arc<str>),
    /// More rows than are read.
    #[error("more than {0} rows of this table")]
    TooManyRows(usize),
    /// A file that is named and cannot be read.
    #[error("{path} cannot be read: {error}")]
    Unreadable {
        /// Its path in the repository.
        path: String,
        /// Why.
        error: ReadError,
    },
    /// A key that is needed.
    #[error("{0} is needed here")]
    Missing(&'static str),
    /// An `[[environment]]` that says nothing of what is in it.
    #[error("one of paths, modules and resources is needed, to tell what is in the environment")]
    NothingOfEnvironment,
    /// A `[[classify]]` that says nothing of what it classifies.
    #[error("one of paths, modules and resources is needed, to tell what is classified")]
    NothingClassified,
    /// A `[[derogation]]` that says nothing of what it covers.
    #[error("one of addresses, modules and paths is needed, to tell what the derogation covers")]
    NothingDerogated,
    /// More derogations than are compared with what is judged.
    #[error("more than {0} derogations")]
    TooManyDerogations(usize),
    /// A register of derogations whose name does not say that it is one.
    #[error("the name of a register ends with .toml")]
    NotARegister,
    /// A register of derogations that cannot be read.
    #[error("{path} cannot be read: {reason}")]
    Register {
        /// Its path in the repository.
        path: Arc<str>,
        /// Why.
        reason: ReadError,
    },
    /// A `[[bind]]` that says nothing of the provider.
    #[error("one of offer, region and hds is needed, to tell what is known of the provider")]
    NothingBound,
}
