//! Root modules, each evaluated and assessed apart, and what they are together.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{AnalysisError, Problems};
use crate::catalogue::Catalogue;
use crate::evaluation::{self, AbsentModule, EvaluationError, Evaluator, Inputs, Limit, Reached, Runs};
use crate::inventory::{self, Depth, Gathering, Inventory, RootInventory, RootView, Target, Wanted};
use crate::settings::{Declared, Settings};
use crate::source::{Repository, Span};
use crate::terraform::{Configuration, DeclarationError, Loaded, Module, RootModule};

/// What [`assess`] finds.
pub(super) struct Assessed {
    /// The assets of all root modules.
    pub(super) inventory: Inventory,
    /// How many root modules there are.
    pub(super) roots: usize,
    /// The declarations that none of them needed.
    pub(super) unmatched: Vec<Span>,
}

/// What one root module is, run in one way.
struct Found {
    directory: Arc<str>,
    inventory: RootInventory,
    targets: Vec<Target>,
    evaluation: Vec<EvaluationError>,
    declarations: Vec<DeclarationError>,
    absent: Vec<AbsentModule>,
    limits: Vec<(Span, Limit)>,
    reached: Reached,
}

/// What root modules are together, as far as they are known.
struct Together<'p> {
    gathering: Gathering,
    targets: Vec<Target>,
    problems: &'p mut Problems,
    reached: Reached,
    /// How many there are.
    count: usize,
    /// Those that were done before others that come first.
    early: BTreeMap<usize, Found>,
}

impl Together<'_> {
    /// Takes what is known of the root module of that number. What follows on what is there is put to it at once: runs
    /// mostly repeat one another, and each is as large as the root module.
    fn take(&mut self, number: usize, found: Found) {
        self.early.insert(number, found);
        while let Some(next) = self.early.remove(&self.count) {
            self.add(next);
        }
    }

    fn add(&mut self, found: Found) {
        self.count += 1;
        self.gathering.add(found.inventory);
        self.targets.extend(found.targets);
        self.reached.extend(&found.reached);
        let absent = found.absent.into_iter().map(|absent| (Arc::clone(&found.directory), absent));
        self.problems.not_installed.extend(absent);
        self.problems.evaluation.extend(found.evaluation);
        self.problems.declarations.extend(found.declarations);
        self.problems.limits.extend(found.limits);
    }
}

/// What there is in all root modules of `loaded`.
pub(super) fn assess(
    repository: &Repository,
    loaded: &Loaded,
    (settings, catalogue): (&Settings, &Catalogue),
    inputs: &Inputs,
    wanted: &Wanted,
    problems: &mut Problems,
) -> Result<Assessed, AnalysisError> {
    let configuration = Configuration::new(loaded);
    refuse_undeclared(inputs, configuration.roots().iter().filter_map(|root| configuration.top(root)))?;
    let declared = Declared::new(settings);
    let assess = |root: &RootModule| {
        let evaluator = Evaluator::new(&configuration, repository, root, inputs);
        let view = RootView::new(&evaluator, configuration.sources(), inputs.workspace.clone());
        let inventory = inventory::assess(catalogue, &declared, &view);
        let mut targets = inventory::targets(&evaluator, configuration.sources(), wanted);
        if wanted.providers == Depth::Concluded {
            let written = (Some(&evaluator), configuration.sources());
            inventory::conclude(catalogue, &declared, &view, written, None, &mut targets);
        }
        let (evaluation, declarations) = evaluator.errors();
        Found {
            directory: Arc::clone(&root.directory),
            inventory,
            targets,
            evaluation,
            declarations,
            absent: evaluator.not_installed(),
            limits: evaluator.limits(),
            reached: evaluator.reached(),
        }
    };
    if !inputs.names_files() {
        let path = |file| Arc::clone(configuration.sources().file(file).path());
        problems.unread_variable_files = configuration.unread_variable_files().map(path).collect();
        problems.unread_variable_files.sort_unstable();
    }
    let mut roots = configuration.roots().len();
    let mut runs: Vec<RootModule> = Vec::new();
    for root in configuration.roots() {
        let found = Runs::of(&configuration, repository, root, inputs);
        problems.limits.extend(found.beyond.map(|file| (Span::new(file, 0, 0), Limit::Runs)));
        runs.extend(found.roots);
    }
    let together = Mutex::new(Together {
        gathering: Gathering::default(),
        targets: Vec::new(),
        problems,
        reached: Reached::default(),
        count: 0,
        early: BTreeMap::new(),
    });
    // One after the other, and not in halves: few are done before those that come first.
    runs.iter().enumerate().par_bridge().for_each(|(number, root)| {
        let found = assess(root);
        together.lock().unwrap_or_else(PoisonError::into_inner).take(number, found);
    });
    let mut together = together.into_inner().unwrap_or_else(PoisonError::into_inner);
    while let Some(root) = configuration.left_over(&together.reached.directories, &together.reached.unused) {
        roots += 1;
        together.add(assess(root));
    }
    let Together { gathering, targets, problems, .. } = together;
    let modules = configuration.modules();
    problems.declarations.splice(0..0, modules.iter().flat_map(|module| module.errors.iter().cloned()));
    // A module that several roots call is found wrong by each of them.
    problems.evaluation.sort_by_cached_key(|error| {
        (error.span, error.kind.to_string(), error.origin.as_ref().map(|origin| origin.span))
    });
    problems.evaluation.dedup();
    problems.declarations.sort_by_key(|error| error.span);
    problems.declarations.dedup();
    problems.limits.sort_unstable();
    problems.limits.dedup();
    let mut known: FxHashSet<(Arc<str>, Span)> = FxHashSet::default();
    problems.not_installed.retain(|(root, call)| known.insert((Arc::clone(root), call.span)));
    let mut inventory = gathering.finish();
    inventory.targets = in_order(targets);
    Ok(Assessed { inventory, roots, unmatched: declared.unmatched() })
}

/// The blocks of each run of a root module together, in an order that depends on nothing but names.
pub(in crate::cli) fn in_order(mut targets: Vec<Target>) -> Vec<Target> {
    targets.sort_by(|one, other| {
        (&one.root, &one.run, one.kind, &one.address).cmp(&(&other.root, &other.run, other.kind, &other.address))
    });
    targets
}

/// Refuses a value of `--var` for a variable that none of `modules`, root modules all, declares: a wrong letter must not
/// leave a variable as it was.
fn refuse_undeclared<'m, 's: 'm>(
    inputs: &Inputs,
    modules: impl Iterator<Item = &'m Module<'s>> + Clone,
) -> Result<(), AnalysisError> {
    let declared = |name: &str| modules.clone().any(|module| module.variables.contains_key(name));
    let given = inputs.variables.iter().filter_map(|given| match given {
        evaluation::GivenVariable::Value(name, _) => Some(name),
        evaluation::GivenVariable::File(_) => None,
    });
    // Without a root module, that is what is told.
    if modules.clone().next().is_none() {
        return Ok(());
    }
    match { given }.find(|name| !declared(name)) {
        None => Ok(()),
        Some(name) => Err(AnalysisError::NoSuchVariable {
            name: Arc::clone(name),
            known: modules.flat_map(|module| module.variables.keys()).map(|name| Arc::from(&**name)).collect(),
        }),
    }
}
