//! The modules of a repository and which of them are root modules.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::{ModuleSource, join, parent};
use super::declare::declare;
use super::files::{ConfigurationFile, is_automatic_variable_file, order, variable_file_rank};
use super::load::Loaded;
use super::module::Module;
use crate::source::{FileId, FileKind, Sources};
use crate::syntax::Tree;

/// All modules of a run, by directory.
#[derive(Debug)]
pub struct Configuration<'s> {
    loaded: &'s Loaded,
    modules: FxHashMap<Arc<str>, Module<'s>>,
    roots: Vec<RootModule>,
}

/// A root module: a directory where Terraform is run.
#[derive(Clone, Debug)]
pub struct RootModule {
    /// Its directory, relative to the repository; empty at the top.
    pub directory: Arc<str>,
    /// The variable files that Terraform reads without being told, in order: later ones win.
    pub variable_files: Vec<FileId>,
}

impl<'s> Configuration<'s> {
    /// Reads the declarations of `loaded`.
    pub fn new(loaded: &'s Loaded) -> Self {
        let mut directories: FxHashMap<&str, Vec<ConfigurationFile<&'s Tree>>> = FxHashMap::default();
        let mut variable_files: FxHashMap<&str, Vec<(Arc<str>, FileId)>> = FxHashMap::default();
        for (tree, kind) in loaded.trees.iter().zip(&loaded.kinds) {
            let path = loaded.sources.file(tree.file()).path();
            let directory = parent(path);
            let name: Arc<str> = path.get(directory.len()..).unwrap_or_default().trim_start_matches('/').into();
            if matches!(kind, FileKind::Variables | FileKind::VariablesJson) {
                variable_files.entry(directory).or_default().push((name, tree.file()));
            } else {
                directories.entry(directory).or_default().push(ConfigurationFile { name, file: tree });
            }
        }
        let mut sorted: Vec<_> = directories.into_iter().collect();
        sorted.sort_by_key(|(directory, _)| *directory);
        let declared: Vec<(Arc<str>, Module<'s>)> = {
            use rayon::prelude::*;
            sorted
                .into_par_iter()
                .with_min_len(16)
                .map(|(directory, files)| {
                    let (primary, overrides) = order(files);
                    let directory: Arc<str> = directory.into();
                    (Arc::clone(&directory), declare(directory, &primary, &overrides))
                })
                .collect()
        };
        let order: Vec<Arc<str>> = declared.iter().map(|(directory, _)| Arc::clone(directory)).collect();
        let modules: FxHashMap<_, _> = declared.into_iter().collect();
        let mut configuration = Self { loaded, modules, roots: Vec::new() };
        configuration.roots = configuration.find_roots(&order, &variable_files);
        configuration
    }

    /// The files of the run.
    pub fn sources(&self) -> &'s Sources {
        &self.loaded.sources
    }

    /// The tree of a file.
    pub fn tree(&self, file: FileId) -> Option<&'s Tree> {
        self.loaded.trees.get((file.0 as usize).checked_sub(self.loaded.first)?)
    }

    /// The root modules, by directory.
    pub fn roots(&self) -> &[RootModule] {
        &self.roots
    }

    /// The module in `directory`.
    pub fn module(&self, directory: &str) -> Option<&Module<'s>> {
        self.modules.get(directory)
    }

    /// All modules, by directory.
    pub fn modules(&self) -> Vec<&Module<'s>> {
        let mut all: Vec<_> = self.modules.values().collect();
        all.sort_by(|a, b| a.directory.cmp(&b.directory));
        all
    }

    /// The directory that a call with `source` leads to from `caller`: next to it, or where `terraform init` of the root
    /// module in `root` installed it under `path` (`vpc.subnets`). `Err` when it leaves the repository.
    #[expect(clippy::result_unit_err, reason = "there is one way to fail")]
    pub fn directory_of(
        &self,
        source: Option<&str>,
        caller: &str,
        root: &str,
        path: &str,
    ) -> Result<Option<Arc<str>>, ()> {
        match source.map(ModuleSource::of) {
            Some(ModuleSource::Local(relative)) => {
                join(caller, relative).map(|directory| Some(directory.into())).ok_or(())
            }
            Some(ModuleSource::Remote(_)) => {
                Ok(self.loaded.installed.get(root).and_then(|installed| installed.directory(path)).cloned())
            }
            None => Ok(None),
        }
    }

    /// A directory is a root module when no other calls it, or when it says where its state is or gives its variables
    /// values: then it is run, whoever calls it too.
    fn find_roots(
        &self,
        order: &[Arc<str>],
        variable_files: &FxHashMap<&str, Vec<(Arc<str>, FileId)>>,
    ) -> Vec<RootModule> {
        let mut called: FxHashSet<String> = FxHashSet::default();
        for directory in order {
            for call in self.modules.get(directory).into_iter().flat_map(|module| module.calls.values()) {
                if let Some(ModuleSource::Local(relative)) = call.source.map(ModuleSource::of) {
                    called.extend(join(directory, relative));
                }
            }
        }
        let discovered: FxHashSet<&str> = self
            .loaded
            .trees
            .iter()
            .take(self.loaded.discovered)
            .map(|tree| parent(self.loaded.sources.file(tree.file()).path()))
            .collect();
        order
            .iter()
            .filter(|directory| discovered.contains(&***directory))
            .filter_map(|directory| {
                let mut automatic: Vec<_> = variable_files
                    .get(&**directory)
                    .map(|files| files.iter().filter(|(name, _)| is_automatic_variable_file(name)).collect())
                    .unwrap_or_default();
                automatic.sort_by(|(a, _), (b, _)| variable_file_rank(a).cmp(&variable_file_rank(b)));
                let declared = self.modules.get(directory)?;
                let values = |file: &FileId| self.tree(*file).is_some_and(holds_values);
                if declared.is_empty() && declared.files.iter().any(values) {
                    return None;
                }
                let runs = declared.backend.is_some() || !automatic.is_empty();
                (runs || !called.contains(&**directory)).then(|| RootModule {
                    directory: Arc::clone(directory),
                    variable_files: automatic.into_iter().map(|(_, file)| *file).collect(),
                })
            })
            .collect()
    }
}

/// Whether a file gives arguments their values outside of any block, which no configuration file does: so does the rest
/// of a backend, whatever its name ends with.
fn holds_values(tree: &Tree) -> bool {
    tree.errors().is_empty() && !tree.is_json() && tree.body().attributes().next().is_some()
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;
    use crate::source::{Discovery, discover};

    /// The root modules of a repository that holds `files`.
    fn roots(files: &[(&str, &str)]) -> Vec<String> {
        let directory = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let repository = crate::source::Repository::new(directory.path()).unwrap();
        let Discovery { files, .. } = discover(&repository, directory.path(), &globset::GlobSet::empty());
        let loaded = load(&repository, &files, Sources::default());
        Configuration::new(&loaded).roots().iter().map(|root| root.directory.to_string()).collect()
    }

    #[test]
    fn what_another_calls_is_a_root_only_if_it_runs_by_itself() {
        let call = "module \"a\" {\n  source = \"./modules/a\"\n}\nmodule \"b\" {\n  source = \"./modules/b\"\n}\n";
        let found = roots(&[
            ("main.tf", call),
            ("modules/a/main.tf", "variable \"x\" {}\n"),
            ("modules/b/main.tf", "variable \"x\" {}\n"),
            ("modules/b/terraform.tfvars", "x = 1\n"),
        ]);
        assert_eq!(found, ["", "modules/b"]);
    }

    #[test]
    fn files_of_mere_values_are_no_root() {
        let found = roots(&[
            ("app/main.tf", "terraform {\n  backend \"s3\" {}\n}\n"),
            ("app/remote-state/prod.tf", "bucket = \"states\"\nregion = \"fr-par\"\n"),
            ("broken/main.tf", "resource {\n"),
        ]);
        assert_eq!(found, ["app", "broken"]);
    }
}
