//! The files that Terragrunt reads: each once, wherever it is in the repository.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::paths::parent;
use crate::source::{FileId, FileKind, ReadError, Repository, SourceFile};
use crate::syntax::{Tree, parse, parse_json, parse_json_values};
use crate::terraform::Loaded;

/// Reads files, and keeps those that were not found before.
pub(super) struct Reader<'r> {
    pub(super) repository: &'r Repository,
    loaded: &'r Loaded,
    found: FxHashMap<&'r str, Content<'r>>,
    fresh: RefCell<Vec<Rc<Fresh>>>,
    known: RefCell<FxHashMap<Arc<str>, Result<File<'r>, ReadError>>>,
    /// How many bytes the units write so far.
    written: Cell<usize>,
}

/// The most bytes that the units of a run write: a file that all of them include is written once for each.
const MAX_WRITTEN: usize = 128 << 20;

/// A file that was not found before.
struct Fresh {
    source: SourceFile,
    tree: Tree,
    kind: FileKind,
}

/// A file with its tree.
#[derive(Clone)]
pub(super) struct File<'r> {
    path: Arc<str>,
    content: Content<'r>,
}

#[derive(Clone)]
enum Content<'r> {
    Found(&'r SourceFile, &'r Tree),
    Fresh(Rc<Fresh>),
}

impl File<'_> {
    /// Its path, relative to the repository.
    pub(super) fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// Its directory.
    pub(super) fn directory(&self) -> &str {
        parent(&self.path)
    }

    pub(super) fn tree(&self) -> &Tree {
        match &self.content {
            Content::Found(_, tree) => tree,
            Content::Fresh(fresh) => &fresh.tree,
        }
    }

    pub(super) fn text(&self) -> &Arc<str> {
        match &self.content {
            Content::Found(source, _) => source.text(),
            Content::Fresh(fresh) => fresh.source.text(),
        }
    }
}

impl<'r> Reader<'r> {
    pub(super) fn new(repository: &'r Repository, loaded: &'r Loaded) -> Self {
        let found = loaded.trees.iter().map(|tree| {
            let source = loaded.sources.file(tree.file());
            (&**source.path(), Content::Found(source, tree))
        });
        let found = found.collect();
        Self { repository, loaded, found, fresh: RefCell::default(), known: RefCell::default(), written: Cell::new(0) }
    }

    /// The `terragrunt.hcl` that were found, in order.
    pub(super) fn configurations(&self) -> Vec<File<'r>> {
        let trees = self.loaded.trees.iter().zip(&self.loaded.kinds);
        let units = trees.filter(|(_, kind)| kind.is_terragrunt());
        units
            .map(|(tree, _)| {
                let source = self.loaded.sources.file(tree.file());
                File { path: Arc::clone(source.path()), content: Content::Found(source, tree) }
            })
            .collect()
    }

    /// Whether a configuration file was found in `directory`.
    pub(super) fn has_configuration(&self, directory: &str) -> bool {
        let names = self.repository.list(directory).unwrap_or_default();
        names.iter().any(|name| FileKind::of(name).is_some_and(FileKind::is_configuration))
    }

    /// The file at `path`, relative to the repository.
    pub(super) fn open(&self, path: &str) -> Result<File<'r>, ReadError> {
        if let Some(known) = self.known.borrow().get(path) {
            return known.clone();
        }
        let shared: Arc<str> = path.into();
        let read = match self.found.get(path) {
            Some(content) => Ok(File { path: Arc::clone(&shared), content: content.clone() }),
            None => self.repository.read(path).map(|bytes| self.add(&shared, bytes)),
        };
        self.known.borrow_mut().insert(shared, read.clone());
        read
    }

    fn add(&self, path: &Arc<str>, bytes: Vec<u8>) -> File<'r> {
        let mut fresh = self.fresh.borrow_mut();
        let id = FileId(u32::try_from(self.loaded.sources.len() + fresh.len()).unwrap_or(u32::MAX));
        let source = SourceFile::from_bytes(Arc::clone(path), bytes);
        let kind = match FileKind::of(path) {
            Some(kind) if kind.is_variables() => kind,
            _ if path.ends_with(".json") => FileKind::TerragruntJson,
            // Whatever its name, it is part of no module where it stands.
            _ => FileKind::Terragrunt,
        };
        let tree = match kind {
            FileKind::VariablesJson => parse_json_values(id, source.text()),
            FileKind::TerragruntJson => parse_json(id, source.text()),
            _ => parse(id, source.text()),
        };
        let added = Rc::new(Fresh { source, tree, kind });
        fresh.push(Rc::clone(&added));
        File { path: Arc::clone(path), content: Content::Fresh(added) }
    }

    /// Whether a unit may write `bytes` more.
    pub(super) fn may_write(&self, bytes: usize) -> bool {
        self.written.set(self.written.get().saturating_add(bytes));
        self.written.get() <= MAX_WRITTEN
    }

    /// The files that were not found before, in the order of their ids.
    ///
    /// Nothing may hold one of them any more.
    pub(super) fn take_files(&self) -> Vec<(SourceFile, Tree, FileKind)> {
        self.known.take();
        let fresh = self.fresh.take().into_iter().filter_map(Rc::into_inner);
        fresh.map(|Fresh { source, tree, kind }| (source, tree, kind)).collect()
    }
}
