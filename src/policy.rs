//! The doctrine: texts of law, policies written in `.policy.hcl`, and their verdicts on assets.
//!
//! A policy asks a question of each asset and gets one of four answers; what is not known is never taken for a yes or a
//! no. [`Doctrine::judge`] answers for all policies and assets, [`Judged::findings`] gathers the answers by root cause.
//! How anything is printed is not known here.

mod adequacy;
mod arguments;
mod block;
mod code_finding;
mod code_scope;
mod constant;
mod derogation;
mod doctrine;
mod error;
mod essential;
mod examine;
mod example;
mod finding;
mod fingerprint;
mod functions;
mod gap;
mod judge;
mod loader;
mod location;
mod model;
mod names;
mod overlap;
mod pack;
mod population;
mod portability;
mod project;
mod recorded;
mod references;
mod ruling;
mod scope;
mod selector;
mod sensitivity;
mod slip;
mod subjects;
pub mod suite;
mod texts;
mod toml_date;
mod verdict;
mod version;
mod vocabulary;
mod wording;

pub use adequacy::Adequacy;
pub use constant::value as constant;
pub use derogation::{LegalBases, LegalBasesError, LegalBasis, Liftable};
pub use doctrine::{Doctrine, DoctrineError, EMBEDDED, EXAMPLES};
pub use error::{InputProblem, PolicyError, PolicyErrorKind, TypeHint, Within};
pub use examine::Examination;
pub use example::{Example, ExampleKind};
pub use finding::Finding;
pub use fingerprint::fingerprint;
pub use gap::Gap;
pub use judge::{Applicability, Judged, Tally};
pub use loader::{InputValue, PolicyFile, PolicyInputs, load};
pub use location::{Area, Grounds, Location, Minimum};
pub use model::{Enforcement, Operation, Policy, Severity};
pub use names::secnumcloud_name;
pub use pack::{Pack, Selection};
pub use population::DataSource;
pub use portability::Portability;
pub use project::{Entity, Project};
pub use selector::{Kinds, Selector};
pub use texts::{Article, BasisKey, Citation, Standing, Text, Texts, TextsError};
pub use verdict::{Judgement, Ruling, Verdict};
pub use vocabulary::{Field, Fields};
pub use wording::{Language, Wording};
