//! The law, the policies that apply it, and the packs that come with the program.

use super::adequacy::Adequacy;
use super::derogation::{LegalBases, LegalBasesError};
use super::error::PolicyError;
use super::loader::{PolicyFile, PolicyInputs, load};
use super::model::Policy;
use super::texts::{Texts, TextsError};
use crate::source::Sources;

/// Everything that judging needs beside the assets.
#[derive(Debug)]
pub struct Doctrine {
    /// The texts of law and doctrine.
    pub texts: Texts,
    /// By which texts one may derogate from rules.
    pub derogations: LegalBases,
    /// Countries where personal data may go.
    pub adequacy: Adequacy,
    /// The policies, in the order they were read.
    pub policies: Vec<Policy>,
}

/// Why a doctrine could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DoctrineError {
    /// The table of texts.
    #[error("texts of law: {0}")]
    Texts(#[from] TextsError),
    /// The table of legal bases of derogations.
    #[error("legal bases of derogations: {0}")]
    Derogations(#[from] LegalBasesError),
    /// The table of adequate countries.
    #[error("adequate countries: {0}")]
    Adequacy(#[from] toml::de::Error),
    /// Policies: each error with its place.
    #[error("{} errors in policies", .0.len())]
    Policies(Vec<PolicyError>),
}

const TEXTS: &str = include_str!("../../policies/texts.toml");
const DEROGATIONS: &str = include_str!("../../policies/derogations.toml");
const ADEQUACY: &str = include_str!("../../policies/adequacy.toml");

macro_rules! packs {
    ($($pack:literal { $($name:literal)* })*) => {
        /// The policies that come with the program, by pack; `tests/policy.rs` compares the list with `policies/`.
        pub const EMBEDDED: &[PolicyFile<'static>] = &[$($(PolicyFile {
            pack: $pack,
            path: concat!("policies/", $pack, "/", $name, ".policy.hcl"),
            text: include_str!(concat!("../../policies/", $pack, "/", $name, ".policy.hcl")),
        },)*)*];
    };
}

packs! {
    "cloud-au-centre" { "cac-r9-secnumcloud" "cac-r9-immunity" "cac-r9-location" "cac-r9-analysis" }
    "hds" { "hds-location" "hds-certified" }
    "landing-zone" { "cac-tags" "cac-state" "cac-derog" }
    "protection-du-secret" { "dr-offer" "igi-1300" }
}

impl Doctrine {
    /// The embedded law and packs, with `more` policies after them. The files join `sources`.
    pub fn load(more: &[PolicyFile<'_>], inputs: &PolicyInputs, sources: &mut Sources) -> Result<Self, DoctrineError> {
        let files: Vec<PolicyFile<'_>> = EMBEDDED.iter().chain(more).copied().collect();
        Self::of(&files, inputs, sources)
    }

    /// The embedded law with the policies of `files` alone.
    pub fn of(files: &[PolicyFile<'_>], inputs: &PolicyInputs, sources: &mut Sources) -> Result<Self, DoctrineError> {
        let texts = Texts::parse(TEXTS)?;
        let derogations = LegalBases::parse(DEROGATIONS, &texts)?;
        let adequacy = Adequacy::parse(ADEQUACY)?;
        let policies = load(files, &texts, inputs, sources).map_err(DoctrineError::Policies)?;
        Ok(Self { texts, derogations, adequacy, policies })
    }
}
