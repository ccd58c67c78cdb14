//! `cocarde check`.

mod arguments;

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::Arc;

use jiff::civil::Date;

use super::analysis::{Analysis, AnalysisError, Problems, Request, analyse};
use super::policies::GivenPolicies;
use super::{Color, Outcome, language, refused, say, written};
use crate::catalogue::Catalogue;
use crate::exception::Tally;
use crate::inventory::Inventory;
use crate::policy::{Finding, Severity, Verdict};
use crate::report::{
    Coverage, Diagnostic, DiagnosticKind, Extent, Findings, Messages, Report, gitlab, hide_credentials, json, problems,
    sarif, terminal,
};
use crate::settings::FailOn;
use crate::source::Sources;

pub use arguments::{CheckArguments, Format, Threshold};

/// Deep expressions are evaluated by recursion, whose depth is bounded: this is enough for it.
const STACK_BYTES: usize = 64 << 20;

pub(super) fn run(arguments: &CheckArguments) -> Outcome {
    let messages = Messages::new(language(arguments.lang));
    let request = Request {
        only: arguments.only.clone(),
        skip: arguments.skip.clone(),
        policies: GivenPolicies {
            paths: arguments.policies.clone(),
            alone: arguments.no_packs,
            inputs: arguments.inputs.clone(),
            input_files: arguments.input_files.clone(),
        },
        no_inline_ignores: arguments.no_inline_ignores,
        baseline: arguments.baseline.clone(),
        write_baseline: arguments.write_baseline.is_some(),
        ..arguments.analysis.request(&arguments.path, arguments.plan.as_ref())
    };
    let today = request.today;
    let analysed = match on_threads(arguments.threads, || analyse(&request)) {
        Ok(analysed) => analysed,
        Err(error) => return refused(&messages, "cli-threads", [("reason", error.to_string().into())]),
    };
    if let (Ok(Analysis { baseline: Some(baseline), .. }), Some(path)) = (&analysed, &arguments.write_baseline) {
        let mut out = Vec::new();
        let written = json::write_baseline(baseline, &mut out).and_then(|()| std::fs::write(path, &out));
        let path = path.display().to_string();
        if let Err(error) = written {
            return refused(
                &messages,
                "cli-output-file",
                [("reason", error.to_string().into()), ("path", path.into())],
            );
        }
        let count = baseline.entries().len();
        say(&messages, "baseline-written", [("count", count.into()), ("path", path.into())]);
    }
    let told = match analysed {
        Ok(analysis) => tell(analysis, arguments, &messages, today),
        Err(error) => failed(error, &messages, today),
    };
    written(write(&told, arguments, &messages), told.outcome, arguments.output.as_deref(), &messages)
}

/// The most threads for each processor: more only take time to start.
const THREADS_PER_PROCESSOR: usize = 4;

/// How many threads there are to be when `asked` for; zero is as many as there are processors.
fn threads(asked: Option<usize>) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    asked.unwrap_or(0).min(processors.saturating_mul(THREADS_PER_PROCESSOR))
}

/// What `work` gives, done on so many threads.
pub(super) fn on_threads<T: Send>(
    asked: Option<usize>,
    work: impl FnOnce() -> T + Send,
) -> Result<T, rayon::ThreadPoolBuildError> {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).num_threads(threads(asked));
    Ok(pool.build()?.install(work))
}

/// A report, with the files that it points into and what the run ends with.
struct Told {
    report: Report,
    sources: Sources,
    outcome: Outcome,
}

fn tell(analysis: Analysis, arguments: &CheckArguments, messages: &Messages, today: Date) -> Told {
    let catalogue = &analysis.catalogue;
    let findings = Findings {
        doctrine: &analysis.doctrine,
        judged: &analysis.judged,
        inventory: &analysis.inventory,
        exceptions: &analysis.exceptions,
        catalogue,
        messages,
        today,
    };
    let rules = findings.rules();
    let mut diagnostics = findings.diagnostics(&analysis.findings);
    diagnostics.extend(findings.deviations());
    let empty = analysis.roots == 0;
    // What cannot be read is told below: that there is nothing would not be true.
    if empty && analysis.problems.unreadable.is_empty() {
        let path = arguments.path.display().to_string();
        diagnostics.push(problems::no_configuration(&path, &analysis.sources, messages));
    }
    let allowed = arguments.allow_missing_modules || analysis.settings.allow_missing_modules;
    diagnostics.extend(hindrances(&analysis.problems, allowed, &analysis.sources, messages));
    let exceptions = &analysis.exceptions;
    diagnostics.extend(problems::suppressions(&exceptions.suppressions, &analysis.sources, messages));
    diagnostics.extend(problems::stale(&exceptions.stale, &analysis.sources, messages));
    hide_credentials(&mut diagnostics);
    let extent = Extent {
        files: analysis.files,
        broken_files: analysis.problems.broken_files(),
        roots: analysis.roots,
        absent_modules: analysis.problems.absent_calls(),
    };
    let tally: Tally = rules.iter().map(|rule| rule.verdicts).sum();
    let own_catalogue = catalogue.own_file().map(str::to_owned);
    let disregarded = exceptions.disregarded;
    let coverage = Coverage {
        own_catalogue,
        ..Coverage::new(extent, &analysis.inventory, tally, disregarded, catalogue.date(), today)
    };
    let threshold = threshold(arguments.fail_on, analysis.settings.fail_on);
    let undetermined = arguments.fail_on_undetermined || analysis.settings.fail_on_undetermined;
    let unsettled = || {
        let open = |finding: &&Finding| finding.verdict == Verdict::Undetermined && exceptions.of(finding).is_none();
        let mut open = analysis.findings.iter().filter(open);
        open.any(|finding| !super::rules::may_be_nowhere(finding, &analysis.inventory))
    };
    let outcome = if threshold.is_some_and(|threshold| fails(&diagnostics, threshold)) || (undetermined && unsettled())
    {
        Outcome::Findings
    } else if empty || analysis.problems.is_incomplete(allowed) {
        Outcome::Incomplete
    } else {
        Outcome::Clean
    };
    let left_out = analysis.left_out.iter().map(|own| (own.id.to_string(), own.by.words())).collect();
    let with_baseline = arguments.baseline.is_some() || arguments.write_baseline.is_some();
    let report = Report { diagnostics, rules, left_out, with_baseline, coverage };
    Told { report, sources: analysis.sources, outcome }
}

/// What is told when there was no analysis.
fn failed(error: AnalysisError, messages: &Messages, today: Date) -> Told {
    let outcome = error.outcome();
    let (sources, diagnostics) = refusal(error, messages);
    let extent = Extent { files: 0, broken_files: 0, roots: 0, absent_modules: 0 };
    let (inventory, date) = (Inventory::default(), Catalogue::embedded().date());
    let coverage = Coverage::new(extent, &inventory, Tally::default(), 0, date, today);
    let report = Report { diagnostics, rules: Vec::new(), left_out: Vec::new(), with_baseline: false, coverage };
    Told { report, sources, outcome }
}

impl AnalysisError {
    /// What the run ends with: a plan that is there and cannot be parsed is an analysis that was not done.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Plan { .. } => Outcome::Incomplete,
            _ => Outcome::Usage,
        }
    }
}

/// Why nothing could be analysed, with the files that this points into.
pub(super) fn refusal(error: AnalysisError, messages: &Messages) -> (Sources, Vec<Diagnostic>) {
    match error {
        AnalysisError::Plan { path, error } => {
            let sources = Sources::default();
            let told = problems::plan(&path, &error, &sources, messages);
            (sources, vec![told])
        }
        AnalysisError::NoPolicies(path) => {
            let sources = Sources::default();
            let told = problems::no_policies(&path, &sources, messages);
            (sources, vec![told])
        }
        AnalysisError::NoTests(path) => {
            let sources = Sources::default();
            let told = problems::no_tests(&path, &sources, messages);
            (sources, vec![told])
        }
        AnalysisError::Baseline { path, error } => {
            let sources = Sources::default();
            let told = problems::baseline_file(&path, &error, &sources, messages);
            (sources, vec![told])
        }
        AnalysisError::Path { path, error } => {
            let sources = Sources::default();
            let told = problems::path(&path, &error, &sources, messages);
            (sources, vec![told])
        }
        AnalysisError::SettingsFile { path, error } => {
            let sources = Sources::default();
            let told = problems::settings_file(&path, &error, &sources, messages);
            (sources, vec![told])
        }
        AnalysisError::Settings(sources, errors) => {
            let told = problems::settings(&errors, &sources, messages);
            (sources, told)
        }
        AnalysisError::Doctrine(sources, error) => {
            let told = problems::doctrine(&error, &sources, messages);
            (sources, told)
        }
        AnalysisError::NoSuchVariable { name, known } => {
            let sources = Sources::default();
            let told = problems::no_such_variable(&name, known.iter().map(|name| &**name), &sources, messages);
            (sources, vec![told])
        }
        AnalysisError::NoSuchRule { name, known } => {
            let sources = Sources::default();
            let told = problems::no_such_rule(&name, known.iter().map(|id| &**id), &sources, messages);
            (sources, vec![told])
        }
    }
}

/// What hindered the analysis, the gravest first.
pub(super) fn hindrances(
    problems: &Problems,
    missing_allowed: bool,
    sources: &Sources,
    messages: &Messages,
) -> Vec<Diagnostic> {
    let mut told = problems::unreadable(&problems.unreadable, sources, messages);
    told.extend(problems::syntax(&problems.syntax, sources, messages));
    told.extend(problems::declarations(&problems.declarations, sources, messages));
    told.extend(problems::units(&problems.units, sources, messages));
    told.extend(problems::limits(&problems.limits, sources, messages));
    told.extend(problems::policies(&problems.policies, sources, messages));
    told.extend(problems::evaluation(&problems.evaluation, sources, messages));
    let missing = if missing_allowed { Severity::Warning } else { Severity::Error };
    told.extend(problems::modules_not_installed(&problems.not_installed, missing, sources, messages));
    told.extend(problems::ignored(&problems.ignored, sources, messages));
    told.extend(problems::unread_variable_files(&problems.unread_variable_files, sources, messages));
    told.extend(problems::encoding(&problems.encoding, sources, messages));
    told.extend(problems::unmatched(&problems.unmatched, sources, messages));
    told.extend(problems.partial_plan.iter().map(|path| problems::partial_plan(path, sources, messages)));
    told.extend(problems.foreign_sources.iter().map(|path| problems::foreign_sources(path, sources, messages)));
    told
}

/// The least severity that makes the run fail, if any does: as asked for, else as set, else errors.
fn threshold(asked: Option<Threshold>, set: Option<FailOn>) -> Option<Severity> {
    match (asked, set) {
        (Some(Threshold::Error), _) | (None, None) => Some(Severity::Error),
        (Some(Threshold::Warning), _) => Some(Severity::Warning),
        (Some(Threshold::Note), _) => Some(Severity::Note),
        (Some(Threshold::Never), _) | (None, Some(FailOn::Never)) => None,
        (None, Some(FailOn::Severity(severity))) => Some(severity),
    }
}

/// Whether a finding that nothing sets aside is at or above `threshold`.
fn fails(diagnostics: &[Diagnostic], threshold: Severity) -> bool {
    let finding =
        |diagnostic: &Diagnostic| diagnostic.kind != DiagnosticKind::Problem && diagnostic.exception.is_none();
    diagnostics.iter().any(|diagnostic| finding(diagnostic) && diagnostic.severity >= threshold)
}

fn write(told: &Told, arguments: &CheckArguments, messages: &Messages) -> io::Result<()> {
    let mut out: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let (report, sources) = (&told.report, &told.sources);
    match arguments.format {
        Format::Terminal => terminal::write(report, sources, messages, &style(arguments), &mut *out)?,
        Format::Json => json::write(report, sources, messages, &mut *out)?,
        Format::Sarif => sarif::write(report, sources, messages, &mut *out)?,
        Format::Gitlab => gitlab::write(report, sources, &mut *out)?,
    }
    out.flush()
}

/// How the terminal is to be written to.
fn style(arguments: &CheckArguments) -> terminal::Style {
    style_of(arguments.color, arguments.verbose, arguments.output.is_none())
}

/// How what is told is to look; `shown` when it goes to the standard output.
pub(super) fn style_of(color: Color, verbose: bool, shown: bool) -> terminal::Style {
    color.style(shown && io::stdout().is_terminal(), verbose)
}

impl Problems {
    /// How many calls of modules that are not installed stand in the code, whatever the number of roots that reach them.
    pub(super) fn absent_calls(&self) -> usize {
        let places: std::collections::BTreeSet<_> = self.not_installed.iter().map(|(_, call)| call.span).collect();
        places.len()
    }

    /// How many files could not be read, or not wholly.
    fn broken_files(&self) -> usize {
        let mut broken: Vec<_> = self.syntax.iter().map(|error| error.span.file).collect();
        broken.sort_unstable();
        broken.dedup();
        let paths: std::collections::BTreeSet<&Arc<str>> = self.unreadable.iter().map(|(path, _)| path).collect();
        broken.len() + paths.len()
    }
}
