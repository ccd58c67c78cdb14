//! The law, the policies that apply it, and the packs that come with the program.

use super::adequacy::Adequacy;
use super::error::PolicyError;
use super::loader::{PolicyFile, PolicyInputs, load};
use super::model::{Policy, Selector};
use super::texts::{Texts, TextsError};
use crate::inventory::{Pattern, TargetKind, Wanted};
use crate::source::Sources;

/// Everything that judging needs beside the assets.
#[derive(Debug)]
pub struct Doctrine {
    /// The texts of law and doctrine.
    pub texts: Texts,
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
    /// The table of adequate countries.
    #[error("adequate countries: {0}")]
    Adequacy(#[from] toml::de::Error),
    /// Policies: each error with its place.
    #[error("{} errors in policies", .0.len())]
    Policies(Vec<PolicyError>),
}

const TEXTS: &str = include_str!("../../policies/texts.toml");
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
    "landing-zone" { "cac-tags" "cac-state" }
    "protection-du-secret" { "dr-offer" "igi-1300" }
}

impl Doctrine {
    /// The embedded law and packs, with `more` policies after them. The files join `sources`.
    pub fn load(more: &[PolicyFile<'_>], inputs: &PolicyInputs, sources: &mut Sources) -> Result<Self, DoctrineError> {
        let files: Vec<PolicyFile<'_>> = EMBEDDED.iter().chain(more).copied().collect();
        Self::read(&files, inputs, EMBEDDED.len(), sources)
    }

    /// The embedded law with the policies of `files` alone.
    pub fn of(files: &[PolicyFile<'_>], inputs: &PolicyInputs, sources: &mut Sources) -> Result<Self, DoctrineError> {
        Self::read(files, inputs, 0, sources)
    }

    fn read(
        files: &[PolicyFile<'_>],
        inputs: &PolicyInputs,
        embedded: usize,
        sources: &mut Sources,
    ) -> Result<Self, DoctrineError> {
        let texts = Texts::parse(TEXTS)?;
        let adequacy = Adequacy::parse(ADEQUACY)?;
        let policies = load(files, &texts, inputs, embedded, sources).map_err(DoctrineError::Policies)?;
        Ok(Self { texts, adequacy, policies })
    }

    /// What its policies look at in code, and look up there.
    pub fn wanted(&self) -> Wanted {
        let mut wanted = Wanted::default();
        for policy in &self.policies {
            let Selector::Code(kind, pattern) = &policy.selector else { continue };
            match kind {
                TargetKind::Resource => {
                    wanted.resources.insert(pattern.clone());
                }
                TargetKind::Provider => wanted.providers = true,
                TargetKind::Module => wanted.modules = true,
            }
            wanted.resources.extend(policy.lookups.types.iter().map(|of_type| Pattern::new(of_type)));
            if policy.lookups.any {
                wanted.resources.insert(Pattern::new("*"));
            }
            wanted.before |= !policy.operations.is_empty();
        }
        wanted
    }
}
