//! What is declared in `cocarde.toml`, as facts.

use std::sync::Arc;

use globset::GlobSet;

use super::{Classification, Environment, Fact};
use crate::source::Span;

/// What a declaration is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// Directory of the root module.
    pub root: &'s str,
    /// File the asset is declared in.
    pub file: &'s str,
    /// The variable files that Terraform is told to read.
    pub variable_files: &'s [Arc<str>],
    /// Its address.
    pub address: &'s str,
    /// Its type.
    pub of_type: &'s str,
}

impl Subject<'_> {
    /// Whether `paths` has the file that declares it, or a variable file that Terraform is told to read.
    pub fn stands_in(&self, paths: &GlobSet) -> bool {
        paths.is_match(self.file) || self.variable_files.iter().any(|file| paths.is_match(&**file))
    }
}

/// A provider configuration, as `[[bind]]` names it.
#[derive(Debug, Clone, Copy)]
pub struct Configuration<'s> {
    /// Directory of the root module.
    pub root: &'s str,
    /// Local name.
    pub name: &'s str,
    /// Alias.
    pub alias: Option<&'s str>,
    /// Source address.
    pub source: &'s str,
}

/// What `[[bind]]` says of a provider configuration.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The id of the offer it reaches.
    pub offer: Option<Arc<str>>,
    /// Where its resources are, when the code does not say it: a region of the catalogue, or the code of a country.
    pub region: Option<Arc<str>>,
    /// Whether the contract has HDS certification, and why that is said.
    pub hds: Option<(bool, Arc<str>)>,
    /// Where it is declared.
    pub span: Span,
}

/// Facts that the code cannot tell.
pub trait Declarations {
    /// `[[classify]]`: the most precise entry.
    fn classification(&self, subject: Subject<'_>) -> Option<Fact<Classification>>;
    /// `[environments]`.
    fn environment(&self, subject: Subject<'_>) -> Option<Fact<Environment>>;
    /// `[services]`: the service that it is part of.
    fn service(&self, subject: Subject<'_>) -> Option<Arc<str>>;
    /// `[[bind]]`.
    fn binding(&self, provider: Configuration<'_>) -> Option<Binding>;
}
