//! The modules of a repository and which of them are root modules.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::{ModuleSource, join, parent};
use super::backend::Partial;
use super::declare::declare;
use super::files::{ConfigurationFile, order, variable_file_rank};
use super::load::Loaded;
use super::module::Module;
use super::run::{Run, is_form};
use super::unit::UnitSource;
use crate::source::{FileId, Sources, Span, is_automatic_variable_file};
use crate::syntax::Tree;

/// All modules of a run, by directory.
#[derive(Debug)]
pub struct Configuration<'s> {
    loaded: &'s Loaded,
    modules: FxHashMap<Arc<str>, Module<'s>>,
    /// The modules of Terragrunt units, in their order.
    units: Vec<Module<'s>>,
    roots: Vec<RootModule>,
    /// Directories that others call, as the root modules that they may be all the same.
    called: Vec<RootModule>,
    /// Variable files that are given to none of them.
    unread: Vec<FileId>,
}

/// A root module: a directory where Terraform is run.
#[derive(Clone, Debug)]
pub struct RootModule {
    /// Its directory, relative to the repository; empty at the top.
    pub directory: Arc<str>,
    /// The variable files that Terraform reads without being told, in order: later ones win.
    pub variable_files: Vec<FileId>,
    /// The variable files, in it or below it, that Terraform reads only when told (`-var-file`): each is one way to run it.
    pub other_variable_files: Vec<FileId>,
    /// Which of these it is run with.
    pub run: Run,
    /// Files that complete its backend, in order: each of them is one way to run it.
    pub backend_files: Vec<FileId>,
    /// Which Terragrunt unit it is, if it is one.
    pub(super) unit: Option<usize>,
}

impl RootModule {
    /// Whether it is what Terragrunt makes of a unit.
    pub fn is_unit(&self) -> bool {
        self.unit.is_some()
    }

    /// The directory `directory`, run without variable files.
    pub fn new(directory: Arc<str>) -> Self {
        Self {
            directory,
            variable_files: Vec::new(),
            other_variable_files: Vec::new(),
            run: Run::Any,
            backend_files: Vec::new(),
            unit: None,
        }
    }
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
            if kind.is_variables() {
                variable_files.entry(directory).or_default().push((name, tree.file()));
            } else if kind.is_configuration() {
                directories.entry(directory).or_default().push(ConfigurationFile { name, file: tree });
            }
        }
        let units = loaded.units.iter().map(|unit| unit.declare(&directories)).collect();
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
        let mut configuration =
            Self { loaded, modules, units, roots: Vec::new(), called: Vec::new(), unread: Vec::new() };
        (configuration.roots, configuration.called) = configuration.find_roots(&order, &variable_files);
        configuration.share_out(&variable_files);
        configuration
    }

    /// Gives each variable file that Terraform does not read by itself to the nearest module, at its directory or above,
    /// that declares a variable it sets, if that is a root module. Where no module is, none is read by itself, whatever its
    /// name. One that sets no variable of any is still a way to run the root module of its neighbours. Forms to fill in are
    /// given to none.
    fn share_out(&mut self, variable_files: &FxHashMap<&str, Vec<(Arc<str>, FileId)>>) {
        let roots = self.roots.iter().enumerate().filter(|(_, root)| !root.is_unit());
        let by_directory: FxHashMap<Arc<str>, usize> =
            roots.map(|(index, root)| (Arc::clone(&root.directory), index)).collect();
        let mut found: Vec<(usize, Arc<str>, FileId)> = Vec::new();
        let mut idle: Vec<(&str, Arc<str>, FileId)> = Vec::new();
        let mut directories: Vec<_> = variable_files.iter().collect();
        directories.sort_unstable_by_key(|(directory, _)| **directory);
        for (directory, files) in directories {
            let automatic = |name: &str| self.modules.contains_key(*directory) && is_automatic_variable_file(name);
            for (name, file) in files.iter().filter(|(name, _)| !automatic(name)) {
                if is_form(name) {
                    self.unread.push(*file);
                    continue;
                }
                let path: Arc<str> = format!("{directory}/{name}").into();
                let sets = |directory: &&str| {
                    let (module, tree) = (self.modules.get(*directory), self.tree(*file));
                    module.zip(tree).is_some_and(|(module, tree)| {
                        tree.body().attributes().any(|given| module.variables.contains_key(given.name))
                    })
                };
                match upward(directory).find(sets).map(|set| by_directory.get(set)) {
                    Some(Some(index)) => found.push((*index, path, *file)),
                    Some(None) => self.unread.push(*file),
                    None => idle.push((*directory, path, *file)),
                }
            }
        }
        // The root module that files of a directory are given to; those of its siblings are given to the same.
        let mut given: FxHashMap<&str, usize> = FxHashMap::default();
        for (index, _, file) in &found {
            let directory = parent(self.sources().file(*file).path());
            given.insert(directory, *index);
            given.entry(parent(directory)).or_insert(*index);
        }
        for (directory, path, file) in idle {
            let index =
                by_directory.get(directory).or_else(|| given.get(directory)).or_else(|| given.get(parent(directory)));
            match index {
                Some(index) => found.push((*index, path, file)),
                None => self.unread.push(file),
            }
        }
        found.sort();
        for (index, _, file) in found {
            if let Some(root) = self.roots.get_mut(index) {
                root.other_variable_files.push(file);
            }
        }
    }

    /// The variable files that no root module is run with, as far as their places and names tell, but for those that
    /// Terragrunt gives.
    pub fn unread_variable_files(&self) -> impl Iterator<Item = FileId> {
        let given = |file: &FileId| self.loaded.units.iter().any(|unit| unit.variable_files.contains(file));
        self.unread.iter().copied().filter(move |file| !given(file))
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

    /// The first module that holds something and that no root module leads to, but by calls that others of these make:
    /// they are judged too, since nothing must be left out in silence. `reached` are the directories that have instances
    /// and `unused` those whose calls make none: what such a directory holds is not deployed, unless it configures
    /// providers, as what is run by itself does.
    pub fn left_over(&self, reached: &FxHashSet<Arc<str>>, unused: &FxHashSet<Arc<str>>) -> Option<&RootModule> {
        let mut idle = unused.clone();
        let mut pending: Vec<Arc<str>> = unused.iter().cloned().collect();
        while let Some(directory) = pending.pop() {
            pending.extend(self.calls_of(&directory).filter(|directory| idle.insert(Arc::clone(directory))));
        }
        self.called.iter().find(|candidate| {
            let directory = &candidate.directory;
            let module = self.modules.get(directory);
            let holds = module.is_some_and(|module| !module.resources.is_empty() || !module.calls.is_empty());
            let runs = module.is_some_and(|module| !module.providers.is_empty());
            holds && !reached.contains(directory) && (runs || !idle.contains(directory))
        })
    }

    /// The directories of the local modules that the module in `directory` calls.
    fn calls_of(&self, directory: &str) -> impl Iterator<Item = Arc<str>> {
        let calls = self.modules.get(directory).into_iter().flat_map(|module| module.calls.values());
        calls.filter_map(move |call| match call.source.map(ModuleSource::of) {
            Some(ModuleSource::Local(relative)) => join(directory, relative).map(Arc::from),
            _ => None,
        })
    }

    /// The module in `directory`.
    pub fn module(&self, directory: &str) -> Option<&Module<'s>> {
        self.modules.get(directory)
    }

    /// The module of a root module.
    pub fn top(&self, root: &RootModule) -> Option<&Module<'s>> {
        match root.unit {
            Some(unit) => self.units.get(unit),
            None => self.module(&root.directory),
        }
    }

    /// The module that a root module lacks, because Terragrunt would fetch it: from where, and where that is written.
    pub fn absent_source(&self, root: &RootModule) -> Option<(&Arc<str>, Span)> {
        match &self.loaded.units.get(root.unit?)?.source {
            UnitSource::Absent(source, span) => Some((source, *span)),
            _ => None,
        }
    }

    /// All modules, by directory.
    pub fn modules(&self) -> Vec<&Module<'s>> {
        let mut all: Vec<_> = self.modules.values().chain(&self.units).collect();
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

    /// The root modules, and the others. A directory is a root module when no other calls it, or when it says where its
    /// state is or gives its variables values: then it is run, whoever calls it too.
    fn find_roots(
        &self,
        order: &[Arc<str>],
        variable_files: &FxHashMap<&str, Vec<(Arc<str>, FileId)>>,
    ) -> (Vec<RootModule>, Vec<RootModule>) {
        let units = &self.loaded.units;
        // A module that a unit runs is run there, whatever it says of its state: Terragrunt completes that.
        let of_a_unit: FxHashSet<&str> =
            units.iter().flat_map(|unit| [&*unit.directory, &**unit.module_directory()]).collect();
        let pasted: FxHashSet<FileId> = units.iter().flat_map(|unit| unit.pasted.iter().copied()).collect();
        let called: FxHashSet<Arc<str>> = order.iter().flat_map(|directory| self.calls_of(directory)).collect();
        let discovered: FxHashSet<&str> = self
            .loaded
            .trees
            .iter()
            .take(self.loaded.discovered)
            .map(|tree| parent(self.loaded.sources.file(tree.file()).path()))
            .collect();
        let completions = Partial::of(self.loaded).completions(self.loaded);
        let automatic_in = |directory: &str| {
            let mut automatic: Vec<_> = variable_files
                .get(directory)
                .map(|files| files.iter().filter(|(name, _)| is_automatic_variable_file(name)).collect())
                .unwrap_or_default();
            automatic.sort_by(|(a, _), (b, _)| variable_file_rank(a).cmp(&variable_file_rank(b)));
            automatic.into_iter().map(|(_, file)| *file).collect::<Vec<FileId>>()
        };
        let of_units = units.iter().enumerate().map(|(index, unit)| {
            let mut files = automatic_in(unit.module_directory());
            if **unit.module_directory() != *unit.directory {
                files.extend(automatic_in(&unit.directory));
            }
            files.extend(&unit.variable_files);
            let directory = Arc::clone(&unit.directory);
            RootModule { variable_files: files, unit: Some(index), ..RootModule::new(directory) }
        });
        let (roots, called): (Vec<_>, Vec<_>) = order
            .iter()
            .filter(|directory| !of_a_unit.contains(&***directory) && discovered.contains(&***directory))
            .filter_map(|directory| {
                let automatic = automatic_in(directory);
                let declared = self.modules.get(directory)?;
                let values = |file: &FileId| self.tree(*file).is_some_and(holds_values);
                if declared.is_empty() && declared.files.iter().any(values) {
                    return None;
                }
                if declared.files.iter().all(|file| pasted.contains(file)) {
                    return None;
                }
                let runs = declared.backend.is_some() || !automatic.is_empty();
                // A file that gives a value to variables only is theirs, though they be called `bucket` and `region`.
                let gives_variables = |file: &FileId| {
                    self.tree(*file).is_some_and(|tree| {
                        tree.body().attributes().all(|given| declared.variables.contains_key(given.name))
                    })
                };
                let completing = completions.get(&**directory).into_iter().flatten();
                let backend_files = completing.filter(|file| !gives_variables(file)).copied().collect();
                let root =
                    RootModule { variable_files: automatic, backend_files, ..RootModule::new(Arc::clone(directory)) };
                Some((runs || !called.contains(&**directory), root))
            })
            .partition(|(is_root, _)| *is_root);
        let without_mark = |modules: Vec<(bool, RootModule)>| modules.into_iter().map(|(_, module)| module);
        let mut roots: Vec<RootModule> = without_mark(roots).chain(of_units).collect();
        roots.sort_by(|one, other| one.directory.cmp(&other.directory));
        (roots, without_mark(called).collect())
    }
}

/// `directory` and those above it, to the top.
fn upward(directory: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(directory), |below| (!below.is_empty()).then(|| parent(below)))
}

/// Whether a file gives arguments their values outside of any block, which no configuration file does: so does the rest
/// of a backend, whatever its name ends with.
fn holds_values(tree: &Tree) -> bool {
    tree.errors().is_empty() && !tree.is_json() && tree.body().attributes().next().is_some()
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    /// The root modules of a repository that holds `files`.
    fn roots(files: &[(&str, &str)]) -> Vec<String> {
        let loaded = Scratch::new(files).load();
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
