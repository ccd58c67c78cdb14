//! The model that every format renders. Its texts are in the language of the run.

use jiff::civil::Date;

use super::messages::Messages;
use crate::exception::Tally;
pub use crate::policy::Severity;
use crate::policy::Verdict;
use crate::source::Span;

/// All that a run has to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Findings by rule, violations first; then what hindered the analysis.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules by which was judged, whether they found something or not.
    pub rules: Vec<Rule>,
    /// The rules by which was not judged, each with what leaves it out: `--skip`, `cocarde.toml`.
    pub left_out: Vec<(String, &'static str)>,
    /// Whether a baseline was given: findings are then known or new.
    pub with_baseline: bool,
    /// How far the analysis went.
    pub coverage: Coverage,
}

impl Diagnostic {
    /// Whether it is told to those alone who ask for all: somebody decided that it is.
    pub fn is_quiet(&self) -> bool {
        self.exception.as_ref().is_some_and(|own| own.kind != SetAsideKind::Derogation)
    }
}

impl Report {
    /// Whether nothing stood in the way of judging all that there is.
    pub fn is_complete(&self) -> bool {
        let hinders = |own: &Diagnostic| own.kind == DiagnosticKind::Problem && own.severity == Severity::Error;
        !self.diagnostics.iter().any(hinders)
    }
}

/// A rule by which was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// `CAC-R9-LOCATION`
    pub code: String,
    /// What it finds, in one line.
    pub title: String,
    /// Why it exists.
    pub rationale: String,
    /// What to do when it finds something.
    pub remedy: String,
    /// The severity of its findings, if nothing changes it.
    pub severity: Severity,
    /// The articles that ground it on the day of judgement.
    pub basis: Vec<Basis>,
    /// Its verdicts.
    pub verdicts: Tally,
}

/// Something to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// `CAC-R9-LOCATION` for a policy; `syntax`, `module-missing`… for a problem of the analysis.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What kind of thing it is.
    pub kind: DiagnosticKind,
    /// One sentence: what.
    pub title: String,
    /// The place it is about.
    pub primary: Option<Label>,
    /// How the value came there, nearest first.
    pub trace: Vec<Step>,
    /// What was established: `offre` → `Scaleway Public Cloud…`.
    pub facts: Vec<FactLine>,
    /// The resources concerned, in order.
    pub resources: Vec<ResourceRef>,
    /// The texts of law.
    pub basis: Vec<Basis>,
    /// What to do, one line each.
    pub remedy: Vec<String>,
    /// Why it is set aside, if it is.
    pub exception: Option<SetAside>,
    /// Stable name of the finding, independent of line numbers.
    pub fingerprint: String,
}

/// Why a finding is set aside.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// What sets it aside.
    pub kind: SetAsideKind,
    /// The reference of a derogation.
    pub reference: Option<String>,
    /// Key of the legal basis of a derogation.
    pub basis: Option<String>,
    /// Who granted a derogation.
    pub authority: Option<String>,
    /// The reason that a comment gives.
    pub reason: Option<String>,
    /// The last day of it, if it has one.
    pub until: Option<Date>,
    /// Where that is written.
    pub span: Option<Span>,
}

/// What sets a finding aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetAsideKind {
    /// A derogation that holds.
    Derogation,
    /// A comment in the code.
    Suppression,
    /// The baseline.
    Baseline,
}

impl SetAsideKind {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Derogation => "derogation",
            Self::Suppression => "suppression",
            Self::Baseline => "baseline",
        }
    }
}

/// What kind of thing a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiagnosticKind {
    /// A policy is violated.
    Violation,
    /// Whether a policy holds cannot be determined.
    Undetermined,
    /// All is well, and something is to be known all the same: a qualification about to end.
    Notice,
    /// Something hindered the analysis: a syntax error, a module that is missing.
    Problem,
}

impl From<Verdict> for DiagnosticKind {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Violation => Self::Violation,
            Verdict::Undetermined => Self::Undetermined,
            Verdict::Compliant | Verdict::NotApplicable => Self::Notice,
        }
    }
}

/// A place and what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is said there.
    pub text: String,
}

/// A step of a trace.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What stands there: `var.region`.
    pub text: String,
    /// Where.
    pub span: Option<Span>,
}

/// A labelled line.
#[derive(Debug, Clone, PartialEq)]
pub struct FactLine {
    /// What it is about, for programs, whatever the language: `offer`, `data`…
    pub key: &'static str,
    /// `offre`, `données`…
    pub label: String,
    /// What was established.
    pub text: String,
    /// Where that is written.
    pub span: Option<Span>,
}

impl FactLine {
    /// A line with the label that the message `id` is: of `fact-offer` and `path-label`, `offer` and `path` are the keys.
    pub(super) fn new(id: &'static str, text: String, span: Option<Span>, messages: &Messages) -> Self {
        let key = id.strip_prefix("fact-").or_else(|| id.strip_suffix("-label")).unwrap_or(id);
        Self { key, label: messages.text(id), text, span }
    }
}

/// A resource concerned by a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResourceRef {
    /// Directory of its root module.
    pub root: String,
    /// Its address in that root module.
    pub address: String,
    /// The address, with the root module when the finding has several, and the runs when its resources differ in them.
    pub shown: String,
    /// Where it is declared.
    pub span: Span,
    /// The variable files with which its root module is run when the finding holds; `None` for a run without any. Empty
    /// when it holds in all runs.
    pub variable_files: Vec<Option<String>>,
}

/// An article of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    /// How it is cited: `R9, circulaire n° 6404/SG du 31 mai 2023`.
    pub citation: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// Whether its text was read, or only what others say of it.
    pub verified: bool,
}

/// What a run covered: printed at the end of every one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Files found.
    pub files: usize,
    /// Files that could not be read, or not wholly.
    pub broken_files: usize,
    /// Root modules.
    pub roots: usize,
    /// Module calls whose module is not installed: what they make is not judged.
    pub absent_modules: usize,
    /// Managed resource instances.
    pub resources: usize,
    /// Those that hold data.
    pub data_bearing: usize,
    /// Those of types that the catalogue does not have: they may hold data.
    pub unknown_types: usize,
    /// Terraform states.
    pub states: usize,
    /// Root modules that do not say where their state is.
    pub without_backend: usize,
    /// Resources that hold data, may hold some or send some, and states: where they are and who operates them is asked.
    pub concerned: usize,
    /// Among them, those whose location is known.
    pub located: usize,
    /// Whose operator is known.
    pub operator_known: usize,
    /// Data-bearing resources whose classification is known.
    pub classified: usize,
    /// Verdicts, one for each asset and policy.
    pub tally: Tally,
    /// Comments that have no effect because none is to have any.
    pub disregarded: usize,
    /// Day of the catalogue.
    pub catalogue_date: Date,
    /// The file of the repository's own rows, when it has one: what they say was taken for true.
    pub own_catalogue: Option<String>,
    /// Day of judgement.
    pub today: Date,
}
