//! A plan or a state in the place of what the sources alone tell.

use std::path::Path;
use std::sync::Arc;

use super::analysis::{AnalysisError, Problems};
use crate::catalogue::Catalogue;
use crate::evaluation::{Evaluator, GivenVariable, Inputs};
use crate::inventory::{self, Depth, Inventory, RootView, Wanted};
use crate::plan::{self, Plan};
use crate::settings::{Declared, Settings};
use crate::source::{FileId, Found, Repository, SourceFile, Sources, read_named};
use crate::syntax::Tree;
use crate::terraform::{Configuration, Loaded, configuration_files};

/// A plan that was read.
pub(super) struct Planned {
    plan: Plan,
    /// Its path, relative to the repository when it is inside.
    file: Arc<str>,
    /// The directory of its root module, relative to the repository.
    directory: Arc<str>,
}

impl Planned {
    /// Reads the plan `file` of the root module at `path`, and adds to `sources` what may be shown of it. The file is
    /// the user's own choice: it may be anywhere.
    pub(super) fn read(
        file: &Path,
        path: &Path,
        repository: &Repository,
        before: bool,
        sources: &mut Sources,
    ) -> Result<Self, AnalysisError> {
        let shown = || file.display().to_string();
        let bytes = read_named(file).map_err(|error| AnalysisError::Path { path: shown(), error })?;
        let id = FileId(u32::try_from(sources.len()).unwrap_or(u32::MAX));
        let mut plan = plan::read(id, &bytes, before).map_err(|error| AnalysisError::Plan { path: shown(), error })?;
        let own = if path.is_file() { path.parent().unwrap_or(path) } else { path };
        let own = repository.path_of(own).unwrap_or_default();
        let file = repository.path_of(file);
        let name: Arc<str> = file.clone().unwrap_or_else(shown).into();
        sources.add(SourceFile::new(Arc::clone(&name), std::mem::take(&mut plan.shown)));
        // A plan is most often made, and left, where its sources are.
        let beside = file.map(|file| file.rsplit_once('/').map_or_else(String::new, |(parent, _)| parent.to_owned()));
        let has_sources = |directory: &String| !configuration_files(repository, directory).is_empty();
        let directory = if has_sources(&own) { own } else { beside.filter(has_sources).unwrap_or(own) };
        Ok(Self { plan, file: name, directory: directory.into() })
    }

    /// The files of the root module itself: of the rest of the repository, only the modules it calls are read.
    pub(super) fn files(&self, repository: &Repository) -> Vec<Found> {
        configuration_files(repository, &self.directory)
    }

    /// The assets of the plan. What the sources beside it lack, modules that are not installed among it, the plan has.
    pub(super) fn assess(
        mut self,
        repository: &Repository,
        loaded: &Loaded,
        (settings, catalogue): (&Settings, &Catalogue),
        mut inputs: Inputs,
        wanted: &Wanted,
        problems: &mut Problems,
    ) -> Inventory {
        let path = |tree: &Tree| Arc::clone(loaded.sources.file(tree.file()).path());
        let variable_files = inputs.files().map(path).collect();
        // The values that Terraform planned with are those that the sources have.
        inputs.variables.splice(..0, self.plan.variable_file.take().map(Box::new).map(GivenVariable::File));
        let configuration = Configuration::new(loaded);
        let root = configuration.roots().iter().find(|root| root.directory == self.directory);
        let evaluator = root.map(|root| Evaluator::new(&configuration, repository, root, &inputs));
        let evaluator = evaluator.as_ref().filter(|evaluator| {
            let same = inventory::is_of(&self.plan, evaluator);
            if !same {
                problems.foreign_sources = Some(Arc::clone(&self.directory));
            }
            same
        });
        let written = evaluator.map(|evaluator| (evaluator, configuration.sources()));
        let workspace = inputs.workspace.clone();
        let mut targets = inventory::planned_targets(&self.plan, written, &self.directory, wanted);
        let view =
            RootView::planned(&self.plan, &self.file, written, Arc::clone(&self.directory), workspace, variable_files);
        let declared = Declared::new(settings);
        let found = inventory::assess(catalogue, &declared, &view);
        if wanted.providers == Depth::Concluded {
            let written = (evaluator, configuration.sources());
            inventory::conclude(catalogue, &declared, &view, written, Some(&self.plan), &mut targets);
        }
        if let Some(evaluator) = evaluator {
            problems.evaluation.extend(evaluator.errors().0);
        }
        if self.plan.is_partial {
            problems.partial_plan = Some(Arc::clone(&self.file));
        }
        let mut inventory = Inventory::gather([found]);
        inventory.targets = super::analysis::in_order(targets);
        inventory
    }
}
