//! From files to verdicts: the whole line, once.

mod given;
mod problems;
mod roots;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::exceptions::{self, About, Asked, Scope, judged_directory, read_baseline};
use super::overlay;
use super::part::Part;
use super::planned::Planned;
use super::policies::GivenPolicies;
use super::rules::{LeftOut, nameable, packs_and_places, select, unknown_rules, weigh};
use super::variables::GivenVariables;
use crate::catalogue::Catalogue;
use crate::evaluation::terragrunt;
use crate::exception::{Baseline, Exceptions, Suppressions};
use crate::inventory::Inventory;
use crate::policy::{Doctrine, Finding, Judged};
use crate::report::Messages;
use crate::report::register::Words;
use crate::settings::Settings;
use crate::source::{Discovery, Repository, Sources, discover};
use crate::terraform::load;

pub(super) use given::{Given, inputs, read_settings};
pub use problems::AnalysisError;
pub(super) use problems::Problems;
pub(super) use roots::in_order;

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
        let assessed = roots::assess(&repository, &loaded, (&settings, &catalogue), &inputs, &wanted, &mut problems)?;
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

/// Whether all of `directory` is below `path`, which is judged.
fn covers(repository: &Repository, path: &Path, directory: &str) -> bool {
    let judged = path.canonicalize().ok();
    judged.is_some_and(|judged| repository.root().join(directory).starts_with(judged))
}
