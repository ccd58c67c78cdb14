//! From files to verdicts: the whole line, once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::exceptions::{self, About, Asked, Scope, judged_directory, read_baseline};
use super::overlay;
use super::part::Part;
use super::planned::Planned;
use super::policies::GivenPolicies;
use super::rules::{LeftOut, nameable, packs_and_places, select, unknown_rules, weigh};
use super::variables::{GivenVariable, GivenVariables};
use crate::catalogue::Catalogue;
use crate::evaluation::terragrunt::{self, UnitProblem};
use crate::evaluation::{self, AbsentModule, EvaluationError, Evaluator, Inputs, Limit, Reached, Runs};
use crate::exception::{Baseline, BaselineError, Exceptions, Suppressions};
use crate::inventory::{self, Depth, Inventory, RootInventory, RootView, Target, Wanted};
use crate::plan::PlanError;
use crate::policy::{Doctrine, DoctrineError, Finding, Judged, PolicyError};
use crate::report::Messages;
use crate::report::register::Words;
use crate::settings::{self, Declared, Settings, SettingsError, SettingsErrorKind};
use crate::source::{Discovery, FileId, ReadError, Repository, SourceFile, Sources, Span, discover, read_named};
use crate::syntax::{SyntaxError, Tree, parse, parse_json_values};
use crate::terraform::{Configuration, DeclarationError, Loaded, Module, RootModule, load};

/// The most derogations: each is compared with all that is judged.
const MAX_DEROGATIONS: usize = 200;

/// What is asked for.
#[derive(Debug)]
pub struct Request {
    /// What to judge.
    pub path: PathBuf,
    /// `--plan`
    pub plan: Option<PathBuf>,
    /// Settings to use instead of the nearest `cocarde.toml`.
    pub config: Option<PathBuf>,
    /// Use none.
    pub no_config: bool,
    /// Day of judgement.
    pub today: Date,
    /// `--var` and `--var-file`
    pub variables: GivenVariables,
    /// `--backend-config`
    pub backend_configuration: Vec<String>,
    /// `--workspace`
    pub workspace: Option<String>,
    /// Policies to judge by; all without any.
    pub only: Vec<String>,
    /// Policies to leave out.
    pub skip: Vec<String>,
    /// Policies of the user's own, and values for the inputs of policies.
    pub policies: GivenPolicies,
    /// Whether comments in the code set nothing aside.
    pub no_inline_ignores: bool,
    /// Findings that are known.
    pub baseline: Option<PathBuf>,
    /// Whether those of the run are to be known.
    pub write_baseline: bool,
}

/// What was found.
#[derive(Debug)]
pub struct Analysis {
    /// The files.
    pub sources: Sources,
    /// The settings.
    pub settings: Settings,
    /// What is known of clouds, the repository's own rows among it.
    pub catalogue: Catalogue,
    /// Law and policies.
    pub doctrine: Doctrine,
    /// The assets.
    pub inventory: Inventory,
    /// The verdicts.
    pub judged: Judged,
    /// The verdicts by root cause.
    pub findings: Vec<Finding>,
    /// What of them is set aside, and what is wrong with what would.
    pub exceptions: Exceptions,
    /// The rules by which was not judged, in order.
    pub left_out: Vec<LeftOut>,
    /// What is known once the run is over, when that is asked for.
    pub baseline: Option<Baseline>,
    /// What hindered the analysis.
    pub problems: Problems,
    /// Configuration and variable files found.
    pub files: usize,
    /// Root modules.
    pub roots: usize,
}

impl Analysis {
    /// What the register is told with.
    pub(super) fn words<'a>(&'a self, messages: &'a Messages, today: Date) -> Words<'a> {
        Words { sources: &self.sources, catalogue: &self.catalogue, messages, today }
    }
}

/// What hindered the analysis.
#[derive(Debug, Default)]
pub struct Problems {
    /// Files that could not be read, with links that lead nowhere or out.
    pub unreadable: Vec<(Arc<str>, ReadError)>,
    /// Directories with configuration files that a `.gitignore` leaves out.
    pub ignored: Vec<Arc<str>>,
    /// Variable files that no root module is run with.
    pub unread_variable_files: Vec<Arc<str>>,
    /// Texts that could not be parsed.
    pub syntax: Vec<SyntaxError>,
    /// Bytes that are not UTF-8: the first one of each file.
    pub encoding: Vec<Span>,
    /// Declarations that Terraform would refuse.
    pub declarations: Vec<DeclarationError>,
    /// Values that Terraform would refuse.
    pub evaluation: Vec<EvaluationError>,
    /// What of Terragrunt's units is not known as a whole.
    pub units: Vec<UnitProblem>,
    /// Limits of the analysis that were reached: what is beyond them was not looked at.
    pub limits: Vec<(Span, Limit)>,
    /// Module calls whose module is not installed, each with the directory of its root module.
    pub not_installed: Vec<(Arc<str>, AbsentModule)>,
    /// What is wrong in policies and showed only when they were applied.
    pub policies: Vec<PolicyError>,
    /// Declarations of `cocarde.toml` that matched nothing.
    pub unmatched: Vec<Span>,
    /// The plan, when Terraform says that it is not all of what is to be there.
    pub partial_plan: Option<Arc<str>>,
    /// The directory of the sources beside the plan, when they are of another root module.
    pub foreign_sources: Option<Arc<str>>,
}

impl Problems {
    /// Adds what could not be read of the files that are `loaded`, or not wholly.
    fn of_reading(&mut self, loaded: &Loaded) {
        self.unreadable.extend(loaded.unreadable.iter().cloned());
        let written = loaded.units.iter().flat_map(|unit| &unit.generated).map(|file| &file.tree);
        self.syntax.extend(loaded.trees.iter().chain(written).flat_map(Tree::errors).cloned());
        // What an included file makes is made in each unit.
        self.syntax.sort_by_key(|error| (error.span, error.kind.id()));
        self.syntax.dedup();
        let invalid = |(id, file): (FileId, &SourceFile)| {
            file.invalid_utf8().first().map(|offset| Span::new(id, *offset, offset + 1))
        };
        self.encoding.extend(loaded.sources.iter().filter_map(invalid));
    }

    /// Whether something was not analysed; modules that are not installed count unless that is allowed.
    pub fn is_incomplete(&self, missing_allowed: bool) -> bool {
        (!missing_allowed && !self.not_installed.is_empty())
            || !self.unreadable.is_empty()
            || !self.syntax.is_empty()
            || !self.declarations.is_empty()
            || !self.units.is_empty()
            || !self.policies.is_empty()
            || self.partial_plan.is_some()
            || !self.limits.is_empty()
    }
}

/// Why nothing could be analysed.
#[derive(Debug, thiserror::Error)]
pub enum AnalysisError {
    /// There is nothing at the path, or it cannot be read.
    #[error("{path}: {error}")]
    Path {
        /// The path.
        path: String,
        /// Why.
        error: ReadError,
    },
    /// The nearest `cocarde.toml` cannot be read.
    #[error("{path}: {error}")]
    SettingsFile {
        /// Its path in the repository.
        path: String,
        /// Why.
        error: ReadError,
    },
    /// What `--baseline` names is no baseline.
    #[error("{path}: {error}")]
    Baseline {
        /// The path.
        path: String,
        /// Why.
        error: BaselineError,
    },
    /// What `--plan` names is neither a plan nor a state that can be read.
    #[error("{path}: {error}")]
    Plan {
        /// The path.
        path: String,
        /// Why.
        error: PlanError,
    },
    /// Mistakes in `cocarde.toml`.
    #[error("{} mistakes in the settings", .1.len())]
    Settings(Sources, Vec<SettingsError>),
    /// Mistakes in policies.
    #[error("{1}")]
    Doctrine(Sources, DoctrineError),
    /// `--var` gives a value to a variable that no root module declares.
    #[error("no such variable: {name}")]
    NoSuchVariable {
        /// As given.
        name: Arc<str>,
        /// Those that there are.
        known: Vec<Arc<str>>,
    },
    /// A rule that is not among the policies.
    #[error("no such rule: {name}")]
    NoSuchRule {
        /// As asked for.
        name: String,
        /// Those that there are.
        known: Vec<Arc<str>>,
    },
    /// There is no policy file where `--policies` says.
    #[error("no policy file in {0}")]
    NoPolicies(String),
    /// There is no test file where `cocarde test` looks.
    #[error("no test file in {0}")]
    NoTests(String),
}

/// Analyses what `request` asks for.
pub fn analyse(request: &Request) -> Result<Analysis, AnalysisError> {
    let located = |error| AnalysisError::Path { path: request.path.display().to_string(), error };
    let repository = Repository::locate(&request.path).map_err(located)?;
    let mut sources = Sources::default();
    let (settings, directory) =
        read_settings(&request.path, request.config.as_deref(), request.no_config, &repository, &mut sources)?;
    let catalogue = overlay::catalogue(&settings, &repository, &directory, request.config.as_deref(), &mut sources)?;
    let mut problems = Problems::default();
    let given = Given {
        variables: &request.variables.0,
        backend_configuration: &request.backend_configuration,
        workspace: request.workspace.as_deref(),
    };
    let mut inputs = inputs(given, &repository, &mut sources, &mut problems)?;
    let mut doctrine = request.policies.load(&settings.location(), &mut sources)?;
    let wanted = doctrine.wanted();
    let mut wrong = unknown_rules(&doctrine, &request.policies, &settings);
    wrong.extend(packs_and_places(&doctrine, &settings, request.today));
    if !wrong.is_empty() {
        return Err(AnalysisError::Settings(sources, wrong));
    }
    let known = request.baseline.as_deref().map(read_baseline).transpose()?;
    let rules = nameable(&doctrine, &request.policies);
    let left_out = select(&mut doctrine, request, &settings)?;

    let plan = request.plan.as_ref();
    let planned =
        plan.map(|file| Planned::read(file, &request.path, &repository, wanted.before, &mut sources)).transpose()?;
    let found = match &planned {
        Some(planned) => Discovery { files: planned.files(&repository), ..Discovery::default() },
        None => discover(&repository, &request.path, &settings.exclude),
    };
    let mut loaded = load(&repository, &found.files, sources);
    let run = terragrunt::read(&repository, &loaded);
    loaded.add_units(&repository, run.files, run.units);
    inputs.units = run.inputs;
    problems.units = run.problems;
    problems.evaluation.extend(run.errors);
    problems.unreadable.extend(found.problems);
    problems.ignored = found.ignored;
    problems.of_reading(&loaded);

    let (mut files, mut roots) = (loaded.discovered, 1);
    let from_sources = planned.is_none();
    let part = if planned.is_some() { None } else { Part::of(&repository, &request.path, &loaded) };
    let honoured = !(request.no_inline_ignores || settings.no_inline_ignores);
    let trees = loaded.trees.iter().chain(inputs.files());
    let written = loaded.units.iter().flat_map(|unit| &unit.generated).map(|file| &file.tree);
    let suppressions = Suppressions::read(trees, written, &loaded.sources, &rules, request.today, honoured);
    let covers_settings = from_sources && covers(&repository, &request.path, &directory);
    let mut inventory = if let Some(planned) = planned {
        files += 1;
        planned.assess(&repository, &loaded, (&settings, &catalogue), inputs, &wanted, &mut problems)
    } else {
        let assessed = assess(&repository, &loaded, (&settings, &catalogue), &inputs, &wanted, &mut problems)?;
        roots = assessed.roots;
        // Of a part of what the settings are about, nothing can be said of the rest.
        if covers_settings {
            problems.unmatched = assessed.unmatched;
        }
        assessed.inventory
    };
    let mut judged = doctrine.judge(&inventory.assets, &inventory.targets, &settings.project, request.today);
    problems.policies.clone_from(&judged.errors);
    let scope = Scope {
        sources: from_sources && !problems.is_incomplete(false),
        whole: covers_settings && part.is_none(),
        files: match &part {
            Some(part) => part.files(),
            None => loaded.discovered_files(),
        },
        directory: if part.is_some() { None } else { judged_directory(&repository, &request.path) },
    };
    let asked = Asked { settings: &settings, known: known.as_ref(), write: request.write_baseline };
    let about = About { doctrine: &doctrine, inventory: &inventory, sources: &loaded.sources, today: request.today };
    let (mut exceptions, baseline) = exceptions::apply(&mut judged, suppressions, asked, about, &scope);
    let mut findings = judged.findings(&doctrine, &inventory.assets);
    findings.extend(judged.code_findings(&doctrine, &inventory.targets));
    weigh(&mut findings, &mut exceptions.deviations, &inventory, &doctrine, &settings);
    exceptions.weigh(&mut findings);
    if let Some(part) = part {
        part.keep(&mut inventory, &mut judged, &mut findings, &mut exceptions, &mut problems);
        if !part.is_read() {
            roots = 0;
        }
    }
    let sources = loaded.sources;
    Ok(Analysis {
        sources,
        settings,
        catalogue,
        doctrine,
        inventory,
        judged,
        findings,
        exceptions,
        left_out,
        baseline,
        problems,
        files,
        roots,
    })
}

/// What `assess` finds.
struct Assessed {
    /// The assets of all root modules.
    inventory: Inventory,
    /// How many root modules there are.
    roots: usize,
    /// The declarations that none of them needed.
    unmatched: Vec<Span>,
}

fn assess(
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
        let told = (inventory, evaluator.errors(), evaluator.not_installed(), evaluator.limits());
        (told, targets, evaluator.reached())
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
    let mut assessed: Vec<_> = runs.par_iter().map(assess).collect();
    let mut reached = Reached::default();
    for (.., other) in &assessed {
        reached.extend(other);
    }
    while let Some(root) = configuration.left_over(&reached.directories, &reached.unused) {
        let alone = assess(root);
        reached.extend(&alone.2);
        roots += 1;
        runs.push(root.clone());
        assessed.push(alone);
    }
    let modules = configuration.modules();
    for module in &modules {
        problems.declarations.extend(module.errors.iter().cloned());
    }
    let mut inventories: Vec<RootInventory> = Vec::new();
    let mut targets: Vec<Target> = Vec::new();
    for ((told, own, _), root) in assessed.into_iter().zip(&runs) {
        let (inventory, (evaluation, declarations), absent, limits) = told;
        inventories.push(inventory);
        targets.extend(own);
        problems.not_installed.extend(absent.into_iter().map(|absent| (Arc::clone(&root.directory), absent)));
        problems.evaluation.extend(evaluation);
        problems.declarations.extend(declarations);
        problems.limits.extend(limits);
    }
    // A module that several roots call is found wrong by each of them.
    problems.evaluation.sort_by_cached_key(|error| (error.span, error.kind.to_string()));
    problems.evaluation.dedup();
    problems.declarations.sort_by_key(|error| error.span);
    problems.declarations.dedup();
    problems.limits.sort_unstable();
    problems.limits.dedup();
    let mut known: FxHashSet<(Arc<str>, Span)> = FxHashSet::default();
    problems.not_installed.retain(|(root, call)| known.insert((Arc::clone(root), call.span)));
    let mut inventory = Inventory::gather(inventories);
    inventory.targets = in_order(targets);
    Ok(Assessed { inventory, roots, unmatched: declared.unmatched() })
}

/// The blocks of each run of a root module together, in an order that depends on nothing but names.
pub(super) fn in_order(mut targets: Vec<Target>) -> Vec<Target> {
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

/// Whether all of `directory` is below `path`, which is judged.
fn covers(repository: &Repository, path: &Path, directory: &str) -> bool {
    let judged = path.canonicalize().ok();
    judged.is_some_and(|judged| repository.root().join(directory).starts_with(judged))
}

/// The settings, and the directory of the repository that their paths are relative to.
pub(super) fn read_settings(
    path: &Path,
    config: Option<&Path>,
    no_config: bool,
    repository: &Repository,
    sources: &mut Sources,
) -> Result<(Settings, String), AnalysisError> {
    let found = match (config, no_config) {
        (_, true) => None,
        (Some(path), _) => {
            let text =
                read_named(path).map_err(|error| AnalysisError::Path { path: path.display().to_string(), error })?;
            Some((path.display().to_string(), text, String::new()))
        }
        (None, false) => match settings::nearest(path, repository) {
            None => None,
            Some((path, Err(error))) => return Err(AnalysisError::SettingsFile { path, error }),
            Some((path, Ok(text))) => {
                let directory = path.rsplit_once('/').map_or_else(String::new, |(directory, _)| directory.to_owned());
                Some((path, text, directory))
            }
        },
    };
    let Some((path, bytes, directory)) = found else { return Ok((Settings::default(), String::new())) };
    let file = sources.add(SourceFile::from_bytes(path, bytes));
    let text = Arc::clone(sources.file(file).text());
    let (mut settings, mut errors) = settings::read(file, &text, &directory);
    // With a catalogue of the repository's own, that is told once it is read.
    if !errors.is_empty() && settings.overlay.is_none() {
        errors.extend(settings.unknown_offers(Catalogue::embedded()));
        errors.sort_by_key(|error| error.span);
    }
    for (name, span) in std::mem::take(&mut settings.registers) {
        let path: Arc<str> = if directory.is_empty() { name } else { format!("{directory}/{name}").into() };
        match repository.read(&path) {
            Ok(bytes) => {
                let register = sources.add(SourceFile::from_bytes(path, bytes));
                let text = Arc::clone(sources.file(register).text());
                let (derogations, wrong) = settings::read_register(register, &text, &directory);
                settings.derogations.extend(derogations);
                errors.extend(wrong);
            }
            Err(reason) => errors.push(SettingsError { span, kind: SettingsErrorKind::Register { path, reason } }),
        }
    }
    if let Some(extra) = settings.derogations.get(MAX_DEROGATIONS) {
        errors.push(SettingsError { span: extra.span, kind: SettingsErrorKind::TooManyDerogations(MAX_DEROGATIONS) });
    }
    if errors.is_empty() {
        Ok((settings, directory))
    } else {
        Err(AnalysisError::Settings(std::mem::take(sources), errors))
    }
}

/// What is given to every root module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    /// `--var` and `--var-file`
    pub(super) variables: &'a [GivenVariable],
    /// `--backend-config`
    pub(super) backend_configuration: &'a [String],
    /// `--workspace`
    pub(super) workspace: Option<&'a str>,
}

/// Variables, workspace and what completes backends. A file is the user's own choice: it may be anywhere.
pub(super) fn inputs(
    given: Given<'_>,
    repository: &Repository,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Result<Inputs, AnalysisError> {
    let mut inputs = Inputs {
        environment: std::env::vars_os()
            .filter_map(|(name, value)| {
                let name = name.to_str()?.strip_prefix("TF_VAR_")?;
                Some((name.into(), value.to_str()?.into()))
            })
            .collect(),
        workspace: given.workspace.map(Arc::from),
        ..Inputs::default()
    };
    let mut read = |path: &Path| {
        let failed = |error| AnalysisError::Path { path: path.display().to_string(), error };
        let bytes = read_named(path).map_err(failed)?;
        let name = repository.path_of(path).unwrap_or_else(|| path.display().to_string());
        let id: FileId = sources.add(SourceFile::from_bytes(name, bytes));
        let text = sources.file(id).text();
        let json = path.extension().is_some_and(|extension| extension == "json");
        let tree = if json { parse_json_values(id, text) } else { parse(id, text) };
        problems.syntax.extend(tree.errors().iter().cloned());
        Ok(tree)
    };
    for given in given.variables {
        inputs.variables.push(match given {
            GivenVariable::Value(name, value) => {
                evaluation::GivenVariable::Value(name.as_str().into(), value.as_str().into())
            }
            GivenVariable::File(path) => evaluation::GivenVariable::File(Box::new(read(path)?)),
        });
    }
    for completing in given.backend_configuration {
        match completing.split_once('=') {
            Some((name, value)) => inputs.backend.arguments.push((name.trim().into(), value.into())),
            None => inputs.backend.push_file(read(Path::new(completing))?),
        }
    }
    Ok(inputs)
}
