//! The law, the policies that apply it, and the packs that come with the program.

use super::adequacy::Adequacy;
use super::constant;
use super::derogation::{LegalBases, LegalBasesError};
use super::error::PolicyError;
use super::loader::{PolicyFile, PolicyInputs, load};
use super::location::Minimum;
use super::model::Policy;
use super::pack::Pack;
use super::portability::Portability;
use super::selector::{Kinds, Selector};
use super::texts::{Texts, TextsError};
use crate::inventory::{Depth, Pattern, TargetKind, Wanted};
use crate::source::{FileId, Sources};
use crate::syntax::parse;

/// Everything that judging needs beside the assets.
#[derive(Debug)]
pub struct Doctrine {
    /// The texts of law and doctrine.
    pub texts: Texts,
    /// By which texts one may derogate from rules.
    pub derogations: LegalBases,
    /// Countries where personal data may go.
    pub adequacy: Adequacy,
    /// Which resource types tie to one provider.
    pub portability: Portability,
    /// The packs that come with the program.
    pub packs: Vec<Pack>,
    /// Where the law wants data of each level at the least.
    pub minima: Vec<Minimum>,
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
    /// The table of adequate countries, of packs or of places.
    #[error("data of the policies: {0}")]
    Data(#[from] toml::de::Error),
    /// The table of portability.
    #[error("portability: {0}")]
    Portability(#[from] csv::Error),
    /// Policies: each error with its place.
    #[error("{} errors in policies", .0.len())]
    Policies(Vec<PolicyError>),
}

const TEXTS: &str = include_str!("../../policies/texts.toml");
const DEROGATIONS: &str = include_str!("../../policies/derogations.toml");
const ADEQUACY: &str = include_str!("../../policies/adequacy.toml");
const PORTABILITY: &str = include_str!("../../policies/portability.csv");
const PACKS: &str = include_str!("../../policies/packs.toml");
const LOCATION: &str = include_str!("../../policies/location.toml");

macro_rules! packs {
    ($($pack:literal { $($name:literal)* })*) => {
        /// The policies that come with the program, by pack; `tests/policy.rs` compares the list with `policies/`.
        pub const EMBEDDED: &[PolicyFile<'static>] = &[$($(PolicyFile {
            pack: $pack,
            path: concat!("policies/", $pack, "/", $name, ".policy.hcl"),
            text: include_str!(concat!("../../policies/", $pack, "/", $name, ".policy.hcl")),
        },)*)*];

        /// The examples of these policies, in the same order: `policies/<pack>/<id>.examples.md`.
        pub const EXAMPLES: &[&str] =
            &[$($(include_str!(concat!("../../policies/", $pack, "/", $name, ".examples.md")),)*)*];
    };
}

packs! {
    "cloud-au-centre" { "cac-r9-secnumcloud" "cac-r9-immunity" "cac-r9-location" "cac-r9-analysis" "cac-r9-resilience" "cac-r5-zones" "cac-r5-regions" "cac-r5-detect" "cac-r10-lockin" "cac-r14-saas" }
    "hds" { "hds-location" "hds-certified" }
    "landing-zone" { "cac-tags" "cac-state" "cac-global" "cac-third-party" "org-location" "cac-derog" }
    "pssie" { "pssie-france" }
    "rgpd" { "rgpd-transfer" }
    "diffusion-restreinte" { "dr-offer" "dr-logs" }
    "informations-classifiees" { "igi-1300" }
}

/// Whether a policy that comes with the program has this id: others may name it even without it.
fn is_embedded(id: &str) -> bool {
    EMBEDDED.iter().any(|file| {
        let tree = parse(FileId(0), &file.text.into());
        let own = tree.body().native_blocks().filter_map(|block| block.body.attribute("id"));
        own.filter_map(|own| constant::value(own.value).ok()).any(|own| own.as_str() == Some(id))
    })
}

impl Doctrine {
    /// Whether a pack that comes with the program has this key.
    pub fn has_pack(key: &str) -> bool {
        Pack::parse(PACKS).is_ok_and(|packs| packs.iter().any(|pack| pack.key == key))
    }

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
        let derogations = LegalBases::parse(DEROGATIONS, &texts)?;
        let adequacy = Adequacy::parse(ADEQUACY)?;
        let (packs, minima) = (Pack::parse(PACKS)?, Minimum::parse(LOCATION)?);
        let portability = Portability::parse(PORTABILITY)?;
        let policies = load(files, &texts, inputs, embedded, is_embedded, sources).map_err(DoctrineError::Policies)?;
        Ok(Self { texts, derogations, adequacy, portability, packs, minima, policies })
    }

    /// What its policies look at in code, and look up there.
    pub fn wanted(&self) -> Wanted {
        let mut wanted = Wanted::default();
        for policy in &self.policies {
            match &policy.selector {
                Selector::Code(TargetKind::Resource, pattern) => {
                    wanted.resources.insert(pattern.clone());
                }
                Selector::Code(TargetKind::Provider, _) => wanted.providers = wanted.providers.max(Depth::Written),
                Selector::Code(TargetKind::Module, _) => wanted.modules = true,
                Selector::Assets(kinds) => {
                    if policy.reads_code && kinds.meets(Kinds::KEPT) {
                        wanted.resources.insert(Pattern::new("*"));
                    }
                    if kinds.meets(Kinds::PROVIDER) {
                        wanted.providers = Depth::Concluded;
                    }
                    wanted.modules |= kinds.meets(Kinds::MODULE);
                }
                Selector::Register => {}
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
