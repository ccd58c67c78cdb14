//! Terragrunt units: directories that hold no root module of their own, but what makes one.
//!
//! Terragrunt copies a module to a cache, writes files beside its own and runs Terraform there. Who reads its files
//! gives the result as [`Unit`]s; here they become modules like the others.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::declare::declare;
use super::files::{ConfigurationFile, order};
use super::layers::Layers;
use super::module::{Backend, BackendKind, DeclarationError, DeclarationErrorKind, Module, ProviderBlock};
use crate::source::{FileId, Span};
use crate::syntax::Tree;

/// A directory where Terragrunt runs Terraform.
#[derive(Debug)]
pub struct Unit {
    /// The directory, relative to the repository.
    pub directory: Arc<str>,
    /// The module it runs.
    pub source: UnitSource,
    /// The configuration files that it writes beside those of the module, in order.
    pub generated: Vec<Generated>,
    /// Where `remote_state` keeps its state, when no file says it: a `terraform` block with that backend.
    pub backend: Option<Tree>,
    /// When not all that it writes is known: a block that stands for the provider configurations that may be there.
    pub unknown_provider: Option<Tree>,
    /// Variable files that it names, in order: later ones win.
    pub variable_files: Vec<FileId>,
    /// Files whose text it pastes into what it writes: they are no configuration where they stand.
    pub pasted: Vec<FileId>,
}

/// The name of a block that stands for each provider configuration that is not written elsewhere.
pub const ANY_PROVIDER: &str = "*";

/// The module that a unit runs.
#[derive(Debug)]
pub enum UnitSource {
    /// The configuration files beside `terragrunt.hcl`.
    Beside,
    /// That of a directory of the repository, named at that place.
    Directory(Arc<str>, Span),
    /// One that is not here: where Terragrunt would fetch it from (empty when that is not known), and where that is
    /// written.
    Absent(Arc<str>, Span),
}

/// A file that a unit writes.
#[derive(Debug)]
pub struct Generated {
    /// Its name.
    pub name: Arc<str>,
    /// What it holds.
    pub tree: Tree,
    /// Whether a file of the module with that name is kept instead.
    pub yields: bool,
}

impl Unit {
    /// The directory that Terraform is run in, as far as the paths of its files go.
    pub fn module_directory(&self) -> &Arc<str> {
        match &self.source {
            UnitSource::Directory(directory, _) => directory,
            UnitSource::Beside | UnitSource::Absent(..) => &self.directory,
        }
    }

    /// The module that Terraform sees, of the configuration files that `files` gives by directory.
    pub(super) fn declare<'s>(&'s self, files: &FxHashMap<&str, Vec<ConfigurationFile<&'s Tree>>>) -> Module<'s> {
        let of = |directory: &str| files.get(directory).map(Vec::as_slice).unwrap_or_default();
        let directory = self.module_directory();
        let mut all: Vec<ConfigurationFile<&'s Tree>> = of(directory).to_vec();
        let missing = all.is_empty();
        if **directory != *self.directory {
            for file in of(&self.directory) {
                put(&mut all, file.clone());
            }
        }
        for generated in &self.generated {
            let taken = all.iter().any(|file| file.name == generated.name);
            if !(taken && generated.yields) {
                put(&mut all, ConfigurationFile { name: Arc::clone(&generated.name), file: &generated.tree });
            }
        }
        let (primary, overrides) = order(all);
        let mut module = declare(Arc::clone(directory), &primary, &overrides);
        if let UnitSource::Directory(directory, span) = &self.source
            && missing
        {
            let kind = DeclarationErrorKind::UnitSourceMissing { directory: Arc::clone(directory) };
            module.errors.push(DeclarationError { span: *span, kind });
        }
        if let Some(tree) = &self.unknown_provider {
            module.providers.extend(tree.body().blocks_of("provider", 1).into_iter().map(|block| ProviderBlock {
                name: ANY_PROVIDER,
                alias: None,
                span: block.header,
                body: Layers::from(block.body),
            }));
        }
        if let Some(given) = self.backend.as_ref().and_then(backend_of) {
            module.backend = Some(match module.backend.take() {
                // It completes the block of the module, as `-backend-config` does.
                Some(mut written) if matches!(written.kind, BackendKind::Backend(_)) => {
                    if let Some(body) = given.body.base() {
                        written.body.push(body);
                    }
                    written
                }
                _ => given,
            });
        }
        module
    }
}

/// Adds `file`, in the place of the one of that name.
fn put<T>(files: &mut Vec<ConfigurationFile<T>>, file: ConfigurationFile<T>) {
    files.retain(|known| known.name != file.name);
    files.push(file);
}

/// The backend that a `terraform` block declares.
fn backend_of(tree: &Tree) -> Option<Backend<'_>> {
    let settings = tree.body().blocks_of("terraform", 0).into_iter().next()?;
    let block = settings.body.blocks_of("backend", 1).into_iter().next()?;
    let name = block.labels.first().map_or("", |label| label.text);
    Some(Backend { kind: BackendKind::Backend(name), span: block.header, body: Layers::from(block.body) })
}
