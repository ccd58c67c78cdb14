//! What is concluded of each asset, each fact with its evidence or with the reasons for not knowing.

use std::sync::Arc;

use super::{Flow, Measures, Recording};
use crate::catalogue::{Nature, Offer, Region};
pub use crate::evaluation::TraceStep;

use super::Run;

use crate::evaluation::Cause;
use crate::source::Span;

/// A fact about an asset.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact<T> {
    /// Established.
    Known {
        /// What.
        value: T,
        /// Why, the deciding place first.
        evidence: Vec<Evidence>,
    },
    /// Not established.
    Unknown {
        /// Why not, most useful first. Never empty.
        causes: Vec<Cause>,
        /// What it may be, when that is finite; else empty, but for the least of what data may be
        /// ([`Classification::and_more`]).
        candidates: Vec<T>,
        /// Where one looked, the deciding place first.
        evidence: Vec<Evidence>,
    },
}

impl<T> Fact<T> {
    /// The value, if established.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Unknown { .. } => None,
        }
    }

    /// Why, or where one looked.
    pub fn evidence(&self) -> &[Evidence] {
        match self {
            Self::Known { evidence, .. } | Self::Unknown { evidence, .. } => evidence,
        }
    }
}

/// One reason for a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What kind of reason.
    pub kind: EvidenceKind,
    /// Where it is written: the argument, the declaration in `cocarde.toml`, the provider block. `None` when it comes
    /// from the catalogue alone.
    pub span: Option<Span>,
    /// The value read there, if it may be shown: a region, a host, an offer, a tag value.
    pub value: Option<Arc<str>>,
    /// How that value came there, nearest first: `var.region`, then the line of `terraform.tfvars`.
    pub trace: Vec<TraceStep>,
}

/// The kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceKind {
    /// An argument of the resource.
    Argument,
    /// What the provider chose where nothing is written, as a plan or a state tells.
    Planned,
    /// An argument of the provider configuration.
    ProviderArgument,
    /// The provider block (or `required_providers`, or the resource type alone) identifies the operator.
    Provider,
    /// A host name: custom endpoint, `auth_url`, backend address.
    Host,
    /// What the provider does when nothing is written; from the catalogue.
    ProviderDefault,
    /// A tag or label of the resource.
    Tag,
    /// A tag that the provider configuration adds.
    DefaultTag,
    /// `[[bind]]`, `[[classify]]`, `[environments]` in `cocarde.toml`.
    Declaration,
    /// A row of the catalogue.
    Catalogue,
    /// A path of the repository (environments).
    Path,
    /// A backend block.
    Backend,
    /// An argument that refers to another resource, whose fact it is.
    Reference,
}

impl EvidenceKind {
    /// Its name, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::Planned => "planned",
            Self::ProviderArgument => "provider-argument",
            Self::Provider => "provider",
            Self::Host => "host",
            Self::ProviderDefault => "provider-default",
            Self::Tag => "tag",
            Self::DefaultTag => "default-tag",
            Self::Declaration => "declaration",
            Self::Catalogue => "catalogue",
            Self::Path => "path",
            Self::Backend => "backend",
            Self::Reference => "reference",
        }
    }
}

/// A managed resource instance, the state of a root module, or a provider configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Asset {
    /// Full address: `module.db["fr"].scaleway_rdb_instance.main`; for a state, `backend "s3"`.
    pub address: Arc<str>,
    /// Directory of the root module, relative to the repository; empty for the top.
    pub root: Arc<str>,
    /// What it is.
    pub kind: AssetKind,
    /// Resource type, backend type, or provider type.
    pub of_type: Arc<str>,
    /// Where it is declared: the block's header.
    pub span: Span,
    /// The module calls that lead to it: their headers, innermost first.
    pub calls: Arc<[Span]>,
    /// Catalogue key of its provider (`aws`, `scaleway`…), or the provider's local name when it is not in the catalogue.
    pub provider: Arc<str>,
    /// Source address of its provider: `hashicorp/aws`.
    pub provider_source: Arc<str>,
    /// What is behind its provider, or behind the offer that its host leads to: a cloud, software as a service, or nothing
    /// but a file beside the code. `None` when the catalogue does not know the provider, or only a host would tell and does
    /// not.
    pub nature: Option<Nature>,
    /// Category of service (`database`, `object_storage`…), from the catalogue; `None` for an unknown type.
    pub category: Option<Arc<str>>,
    /// Whether content is at rest in it. `None` for a type that the catalogue does not know.
    pub holds_data: Option<bool>,
    /// Whether category and `holds_data` were judged by hand (a heuristic never justifies an error).
    pub judged: bool,
    /// Whether the type has a place for tags or labels.
    pub taggable: bool,
    /// The runs of its root module in which it is so; empty when it is in all of them.
    pub runs: Vec<Run>,
    /// The service that it is declared to be part of.
    pub service: Option<Arc<str>>,
    /// Where in the life cycle it is.
    pub environment: Fact<Environment>,
    /// What contract it falls under.
    pub offer: Fact<Arc<Offer>>,
    /// Where it is.
    pub placement: Fact<Placement>,
    /// What data it holds.
    pub classification: Fact<Classification>,
    /// Where data go from it.
    pub flows: Vec<Flow>,
    /// In how many zones and for how long its data are kept.
    pub measures: Measures,
    /// What it records of others, when that is its work.
    pub recording: Option<Recording>,
}

impl Asset {
    /// Whether it is of interest to whoever asks where data are: it holds some, may hold some, or sends some.
    pub fn concerns_data(&self) -> bool {
        self.kind == AssetKind::State || self.holds_data != Some(false) || !self.flows.is_empty()
    }

    /// Whether it is so in `run` of its root module.
    pub fn is_in(&self, run: &Run) -> bool {
        self.runs.is_empty() || self.runs.contains(run)
    }
}

/// What an asset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssetKind {
    /// A managed resource instance.
    Resource,
    /// The Terraform state of a root module.
    State,
    /// A provider configuration: what is concluded of it for resources that say nothing of their own.
    Provider,
}

impl AssetKind {
    /// Its name, in policies and for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::State => "state",
            Self::Provider => "provider",
        }
    }
}

/// Where an asset is.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The region as the catalogue knows it.
    pub region: Arc<Region>,
    /// The region as written.
    pub written: Arc<str>,
}

/// Where in the life cycle a system is. R9 binds production, acceptance and what their resilience needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Environment {
    /// In service.
    Production,
    /// Acceptance (recette, staging).
    Acceptance,
    /// Backup site of a production system.
    Resilience,
    /// Development.
    Development,
    /// Training, sandbox, prototype.
    Sandbox,
}

/// What data an asset holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// The level; of several kinds of data, that of the most demanding.
    pub level: Level,
    /// Nature of these: `secret-medical`, `mission-essentielle`… as declared.
    pub nature: Option<Arc<str>>,
    /// Impacts of their breach, as declared: `sante-vie`, `ordre-public`…
    pub impact: Vec<Arc<str>>,
    /// What it holds besides, when data of several kinds come together in it; none of these has others. Each keeps its own
    /// nature and impact: both criteria of R9 are met by the same data or not at all.
    pub others: Vec<Classification>,
    /// Whether it may hold more than these kinds: something else says what comes to it, and could not be read. Only of what
    /// a fact that is not known may be: these kinds are then the least that it holds.
    pub and_more: bool,
}

impl Classification {
    /// Data of `level`, of which no more is known.
    pub fn of_level(level: Level) -> Self {
        Self { level, nature: None, impact: Vec::new(), others: Vec::new(), and_more: false }
    }

    /// Each kind of data, the most demanding first.
    pub fn kinds(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.others)
    }

    /// Whether some of the data are personal.
    pub fn is_personal(&self) -> bool {
        self.kinds().any(|kind| {
            matches!(kind.level, Level::Personal | Level::PersonalSensitive | Level::Health)
                || matches!(kind.nature.as_deref(), Some("secret-medical" | "vie-privee"))
        })
    }

    /// Whether some of the data are about health.
    pub fn is_about_health(&self) -> bool {
        self.kinds().any(|kind| kind.level == Level::Health || kind.nature.as_deref() == Some("secret-medical"))
    }
}

/// Natures that meet the first criterion of R9: a secret protected by law (articles L. 311-5 and L. 311-6 of the code on
/// relations between the public and the administration), or an essential mission of the State.
pub const NATURES: [&str; 10] = [
    "defense-nationale",
    "deliberations-gouvernement",
    "mission-essentielle",
    "politique-exterieure",
    "procedures-juridictionnelles",
    "secret-des-affaires",
    "secret-legal",
    "secret-medical",
    "surete-etat",
    "vie-privee",
];

/// What is declared when the second criterion of R9 was looked at and is not met.
pub const NO_IMPACT: &str = "aucun";

/// Impacts: those that meet the second criterion of R9, then [`NO_IMPACT`].
pub const IMPACTS: [&str; 5] =
    ["ordre-public", "securite-publique", "sante-vie", "propriete-intellectuelle", NO_IMPACT];

/// Canonical levels, from the least to the most demanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `public`
    Public,
    /// `interne`
    Internal,
    /// `personnelle`
    Personal,
    /// `personnelle-sensible`: GDPR articles 9 and 10, minors.
    PersonalSensitive,
    /// `sante`
    Health,
    /// `sensible`
    Sensitive,
    /// `sensibilite-particuliere`: the double criterion of R9 and of article 31 is met.
    ParticularSensitivity,
    /// `diffusion-restreinte`
    Restricted,
    /// `secret`
    Secret,
    /// `tres-secret`
    TopSecret,
}
