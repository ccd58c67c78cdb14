//! Reading and parsing: the files found, then the modules they call that were not among them.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::address::{ModuleSource, join, parent};
use super::backend::Partial;
use super::installed::{Installed, MANIFEST};
use super::unit::{Unit, UnitSource};
use crate::source::{FileId, FileKind, Found, ReadError, Repository, SourceFile, Sources};
use crate::syntax::{Expression, Tree, parse, parse_json, parse_json_values};

/// The files of a run, parsed.
#[derive(Debug)]
pub struct Loaded {
    /// Their texts.
    pub sources: Sources,
    /// Their trees: the first is that of the file [`Loaded::first`], the others follow.
    pub trees: Vec<Tree>,
    /// Their kinds, in the same order.
    pub kinds: Vec<FileKind>,
    /// The first file that is Terraform's: those before it are settings.
    pub first: usize,
    /// How many of them discovery had found; the others were read because a module call led to them.
    pub discovered: usize,
    /// Files that could not be read.
    pub unreadable: Vec<(Arc<str>, ReadError)>,
    /// What Terragrunt runs, once its files are read.
    pub units: Vec<Unit>,
    pub(super) installed: FxHashMap<Arc<str>, Installed>,
    /// The directories whose files are read.
    directories: FxHashSet<Arc<str>>,
}

/// Reads and parses `found`, then the local and installed modules that they call, wherever these are in `repository`,
/// and what completes their backends.
/// The files are added to `sources`, which may already hold others (settings).
pub fn load(repository: &Repository, found: &[Found], sources: Sources) -> Loaded {
    let mut loaded = Loaded {
        first: sources.len(),
        sources,
        trees: Vec::new(),
        kinds: Vec::new(),
        discovered: 0,
        unreadable: Vec::new(),
        units: Vec::new(),
        installed: FxHashMap::default(),
        directories: found.iter().map(|file| parent(&file.path).into()).collect(),
    };
    let (stacks, found): (Vec<Found>, Vec<Found>) =
        found.iter().cloned().partition(|file| file.kind == FileKind::TerragruntStack);
    let (candidates, found): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|file| file.kind == FileKind::Backend);
    loaded.unreadable.extend(stacks.into_iter().map(|stack| (stack.path, ReadError::Stack)));
    let wave = read(repository, &found, &mut loaded);
    loaded.discovered = loaded.trees.len();
    follow(repository, &mut loaded, wave, Vec::new());
    complete(repository, &candidates, &mut loaded);
    loaded
}

impl Loaded {
    /// The files that discovery found, from the first to before the last.
    pub fn discovered_files(&self) -> (FileId, FileId) {
        let id = |position: usize| FileId(u32::try_from(position).unwrap_or(u32::MAX));
        (id(self.first), id(self.first.saturating_add(self.discovered)))
    }

    /// Adds what Terragrunt runs: `files` are those of its files that were not found before, in the order of their ids.
    /// The modules that the units run are read, wherever they are in `repository`.
    pub fn add_units(
        &mut self,
        repository: &Repository,
        files: impl IntoIterator<Item = (SourceFile, Tree, FileKind)>,
        units: Vec<Unit>,
    ) {
        for (source, tree, kind) in files {
            self.sources.add(source);
            self.trees.push(tree);
            self.kinds.push(kind);
        }
        let mut directories: Vec<Arc<str>> = Vec::new();
        for unit in &units {
            if let UnitSource::Directory(directory, _) = &unit.source {
                directories.push(Arc::clone(directory));
            }
            for source in unit.generated.iter().flat_map(|file| called_sources(&file.tree)) {
                if let ModuleSource::Local(relative) = ModuleSource::of(source) {
                    directories.extend(join(unit.module_directory(), relative).map(Arc::from));
                }
            }
        }
        self.units = units;
        let end = self.trees.len();
        follow(repository, self, end..end, directories);
    }
}

/// Reads the modules in `directories`, those that the trees of `wave` call, and those that these call in turn.
fn follow(
    repository: &Repository,
    loaded: &mut Loaded,
    mut wave: std::ops::Range<usize>,
    mut directories: Vec<Arc<str>>,
) {
    while !wave.is_empty() || !directories.is_empty() {
        for tree in &loaded.trees[wave] {
            let path = loaded.sources.file(tree.file()).path();
            let directory = parent(path);
            let mut remote = false;
            for source in called_sources(tree) {
                match ModuleSource::of(source) {
                    ModuleSource::Local(relative) => {
                        directories.extend(join(directory, relative).map(Arc::from));
                    }
                    ModuleSource::Remote(_) => remote = true,
                }
            }
            if remote && !loaded.installed.contains_key(directory) {
                let manifest =
                    if directory.is_empty() { MANIFEST.to_owned() } else { format!("{directory}/{MANIFEST}") };
                let installed =
                    repository.read(&manifest).map(|bytes| Installed::parse(directory, &bytes)).unwrap_or_default();
                directories.extend(installed.directories().into_iter().cloned());
                loaded.installed.insert(directory.into(), installed);
            }
        }
        directories.sort();
        directories.retain(|directory| loaded.directories.insert(Arc::clone(directory)));
        let files: Vec<Found> =
            directories.drain(..).flat_map(|directory| configuration_files(repository, &directory)).collect();
        wave = read(repository, &files, loaded);
    }
}

/// Adds those of `candidates` that complete a backend. The others are not Terraform's: nothing is said of them.
fn complete(repository: &Repository, candidates: &[Found], loaded: &mut Loaded) {
    if candidates.is_empty() {
        return;
    }
    let partial = Partial::of(loaded);
    let first = loaded.sources.len();
    let mut added = Vec::new();
    for file in candidates.iter().filter(|file| partial.may_need(&file.path)) {
        let Ok(bytes) = repository.read(&file.path) else { continue };
        let source = SourceFile::from_bytes(Arc::clone(&file.path), bytes);
        let id = FileId(u32::try_from(first + added.len()).unwrap_or(u32::MAX));
        let tree = parse(id, source.text());
        if partial.completed_by(&file.path, &tree).is_some() {
            added.push((source, tree));
        }
    }
    for (source, tree) in added {
        loaded.sources.add(source);
        loaded.trees.push(tree);
        loaded.kinds.push(FileKind::Backend);
    }
}

/// The files of configuration and of values in `directory` alone.
pub fn configuration_files(repository: &Repository, directory: &str) -> Vec<Found> {
    let names = repository.list(directory).unwrap_or_default();
    names
        .into_iter()
        .filter_map(|name| {
            let kind = FileKind::of(&name).filter(|kind| kind.is_configuration() || kind.is_variables())?;
            let path = if directory.is_empty() { name } else { format!("{directory}/{name}") };
            Some(Found { path: path.into(), kind })
        })
        .collect()
}

/// Reads and parses `files`, adds them, and tells which trees are new.
fn read(repository: &Repository, files: &[Found], loaded: &mut Loaded) -> std::ops::Range<usize> {
    let start = loaded.trees.len();
    let (added, unreadable) = loaded.sources.read(repository, files);
    loaded.unreadable.extend(unreadable);
    let ids = loaded.sources.iter().skip(loaded.first + start).map(|(id, _)| id);
    let kinds = added.iter().filter_map(|position| files.get(*position)).map(|file| file.kind);
    let fresh: Vec<(FileId, FileKind)> = ids.zip(kinds).collect();
    let trees: Vec<Tree> = fresh
        .par_iter()
        .with_min_len(16)
        .map(|(id, kind)| {
            let text = loaded.sources.file(*id).text();
            match kind {
                FileKind::TerraformJson | FileKind::TofuJson | FileKind::TerragruntJson => parse_json(*id, text),
                FileKind::VariablesJson => parse_json_values(*id, text),
                _ => parse(*id, text),
            }
        })
        .collect();
    loaded.trees.extend(trees);
    loaded.kinds.extend(fresh.iter().map(|(_, kind)| *kind));
    start..loaded.trees.len()
}

fn called_sources(tree: &Tree) -> Vec<&str> {
    tree.body()
        .blocks_of("module", 1)
        .iter()
        .filter_map(|block| match block.body.attribute("source")?.value.expression() {
            Expression::String(source) => Some(source),
            _ => None,
        })
        .collect()
}
