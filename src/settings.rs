//! `cocarde.toml`: what the code cannot tell, and how the organisation wants to be told.
//!
//! The file is read whole: every mistake in it is reported at its place, with what is known there.

mod declarations;
mod error;
mod globs;
mod overlay;
mod read;
mod reader;

use std::path::Path;
use std::sync::Arc;

use globset::GlobSet;
use jiff::civil::Date;

pub use declarations::Declared;
pub use error::{SettingsError, SettingsErrorKind};
pub use globs::Globs;
pub use overlay::read as read_overlay;
pub use read::{addresses, read, read_register};

use crate::catalogue::Catalogue;
use crate::inventory::{Classification, Environment, Level};
use crate::policy::{Area, Location, Project, Severity};
use crate::source::{ReadError, Repository, Span};

/// The name of the file.
pub const FILE_NAME: &str = "cocarde.toml";

/// What `cocarde.toml` says.
#[derive(Debug, Default)]
pub struct Settings {
    /// `[project]`
    pub project: Project,
    /// `[environments]` and `[[environment]]`: what is of which environment.
    pub environments: Vec<EnvironmentRule>,
    /// `[services]`: what is of which service.
    pub services: Vec<ServiceRule>,
    /// `[[bind]]`, in order.
    pub bindings: Vec<BindRule>,
    /// `[[classify]]`, in order.
    pub classifications: Vec<ClassifyRule>,
    /// `[[derogation]]`, in order.
    pub derogations: Vec<DerogationRule>,
    /// `derogations`: files that hold more of them, relative to this one.
    pub registers: Vec<(Arc<str>, Span)>,
    /// `[rules."ID"]`: what becomes of the findings of a policy.
    pub rules: Vec<RuleSetting>,
    /// `[catalogue] overlay`: the file of the repository's own rows, relative to that of the settings.
    pub overlay: Option<(Arc<str>, Span)>,
    /// `[packs]`: which packs are switched, and whether on.
    pub packs: Vec<PackSetting>,
    /// `[location]`: where the organisation wants its data.
    pub location: Vec<LocationSetting>,
    /// `exclude`: paths that are not read.
    pub exclude: GlobSet,
    /// `[report] fail-on`
    pub fail_on: Option<FailOn>,
    /// `[report] derogation-warning-days`
    pub derogation_warning_days: Option<u16>,
    /// `[report] fail-on-undetermined`
    pub fail_on_undetermined: bool,
    /// `[report] no-inline-ignores`
    pub no_inline_ignores: bool,
    /// `[report] allow-missing-modules`
    pub allow_missing_modules: bool,
}

impl Settings {
    /// The offers that bindings name and that `catalogue` does not have.
    pub fn unknown_offers(&self, catalogue: &Catalogue) -> Vec<SettingsError> {
        let named = self.bindings.iter().filter_map(|rule| rule.offer.as_ref());
        let unknown = named.filter(|(id, _)| catalogue.offer(id).is_none());
        let known = || catalogue.offers().map(|offer| offer.id.as_str().into()).collect();
        let error = |(id, span): &(Arc<str>, Span)| SettingsError {
            span: *span,
            kind: SettingsErrorKind::UnknownValue { value: Arc::clone(id), known: known() },
        };
        unknown.map(error).collect()
    }
}

/// From which severity on findings make a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// From this severity on.
    Severity(Severity),
    /// Never.
    Never,
}

/// An entry of `[environments]`, or a `[[environment]]`.
#[derive(Debug)]
pub struct EnvironmentRule {
    /// The environment.
    pub environment: Environment,
    /// Paths of files or directories.
    pub paths: Option<Globs>,
    /// Addresses of module calls: `module.prod`.
    pub modules: Option<Globs>,
    /// Addresses of resources.
    pub resources: Option<Globs>,
    /// Where it is written.
    pub span: Span,
}

/// An entry of `[services]`.
#[derive(Debug)]
pub struct ServiceRule {
    /// Its name.
    pub name: Arc<str>,
    /// Paths of files or directories.
    pub paths: Globs,
    /// Where it is written.
    pub span: Span,
}

/// An entry of `[[bind]]`.
#[derive(Debug)]
pub struct BindRule {
    /// Local name or source address of the provider.
    pub provider: Arc<str>,
    /// Root modules it holds for; all without it.
    pub paths: Option<Globs>,
    /// Id of the offer that the provider reaches.
    pub offer: Option<(Arc<str>, Span)>,
    /// Where its resources are when they do not say it: a region of the catalogue, or the code of a country.
    pub region: Option<(Arc<str>, Span)>,
    /// Whether the contract has HDS certification, and why that is said.
    pub hds: Option<(bool, Arc<str>)>,
    /// Where the entry is written.
    pub span: Span,
}

/// An entry of `[[classify]]`.
#[derive(Debug)]
pub struct ClassifyRule {
    /// Paths of files or directories.
    pub paths: Option<Globs>,
    /// Addresses of module calls: `module.exports`.
    pub modules: Option<Globs>,
    /// Addresses of resources: `scaleway_rdb_instance.*`.
    pub resources: Option<Globs>,
    /// What the data are.
    pub classification: Classification,
    /// Where it is written.
    pub span: Span,
}

/// An entry of `[[derogation]]`, as it is written: whether it holds is not known here.
#[derive(Debug)]
pub struct DerogationRule {
    /// Key of its legal basis, and where it is written, as of all that may be wrong.
    pub basis: (Arc<str>, Span),
    /// The reference of the act.
    pub reference: Arc<str>,
    /// Who granted it.
    pub authority: Arc<str>,
    /// Whether the Prime Minister validated it.
    pub validated: (bool, Span),
    /// The day the project was engaged.
    pub engaged: (Date, Span),
    /// The day it was granted.
    pub granted: (Date, Span),
    /// The day from which an acceptable offer is available in France; none while there is no such offer.
    pub acceptable_offer: Option<(Date, Span)>,
    /// The last day that the act itself gives.
    pub until: Option<(Date, Span)>,
    /// The rules it is about: all that its basis can lift when empty.
    pub rules: Vec<(Arc<str>, Span)>,
    /// Paths of files, or directories of root modules.
    pub paths: Option<GlobSet>,
    /// Addresses of module calls.
    pub modules: Option<GlobSet>,
    /// Addresses of resources.
    pub addresses: Option<GlobSet>,
    /// Where it is written.
    pub span: Span,
}

/// An entry of `[rules]`.
#[derive(Debug)]
pub struct RuleSetting {
    /// Id of the policy.
    pub id: Arc<str>,
    /// The severity of its findings; `None` when the policy is switched off.
    pub severity: Option<Severity>,
    /// Where it is written.
    pub span: Span,
}

/// An entry of `[packs]`.
#[derive(Debug)]
pub struct PackSetting {
    /// Key of the pack.
    pub key: Arc<str>,
    /// Whether it judges.
    pub on: bool,
    /// Where it is written.
    pub span: Span,
}

/// An entry of `[location]`.
#[derive(Debug)]
pub struct LocationSetting {
    /// The level of the data; all those without an entry of their own when there is none.
    pub level: Option<Level>,
    /// Where they may be.
    pub area: Area,
    /// Where that is written.
    pub span: Span,
}

impl Settings {
    /// What `[location]` wants, as the policies read it.
    pub fn location(&self) -> Location {
        let everywhere = self.location.iter().find(|entry| entry.level.is_none()).map(|entry| entry.area.clone());
        let levels = self.location.iter().filter_map(|entry| Some((entry.level?, entry.area.clone())));
        Location { everywhere, levels: levels.collect() }
    }
}

/// The nearest `cocarde.toml`, from `path` up to the top of `repository`: its path in the repository, and its bytes, or
/// why it cannot be read. One that cannot be read is not passed over: verdicts without it would be others.
pub fn nearest(path: &Path, repository: &Repository) -> Option<(String, Result<Vec<u8>, ReadError>)> {
    let path = path.canonicalize().ok()?;
    let directory = if path.is_dir() { path.as_path() } else { path.parent()? };
    let inside = directory.strip_prefix(repository.root()).ok()?;
    inside.ancestors().find_map(|directory| {
        let path = directory.join(FILE_NAME);
        let file = path.to_str()?.replace('\\', "/");
        match repository.read(&file) {
            Err(ReadError::NotFound) if repository.root().join(&path).is_symlink() => {
                Some((file, Err(ReadError::Dangling)))
            }
            Err(ReadError::NotFound) => None,
            read => Some((file, read)),
        }
    })
}
