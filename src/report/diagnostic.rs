//! The model that every format renders. Its texts are in the language of the run.

use crate::source::Span;

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
    /// Stable name of the finding, independent of line numbers.
    pub fingerprint: String,
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information.
    Note,
    /// To look at.
    Warning,
    /// To mend.
    Error,
}

/// What kind of thing a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiagnosticKind {
    /// A policy is violated.
    Violation,
    /// Whether a policy holds cannot be determined.
    Undetermined,
    /// Something hindered the analysis: a syntax error, a module that is missing.
    Problem,
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
    /// `offre`, `données`…
    pub label: String,
    /// What was established.
    pub text: String,
    /// Where that is written.
    pub span: Option<Span>,
}

/// A resource concerned by a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResourceRef {
    /// Directory of its root module.
    pub root: String,
    /// Its address in that root module.
    pub address: String,
    /// Where it is declared.
    pub span: Span,
}

/// An article of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    /// How it is cited: `R9, circulaire n° 6404/SG du 31 mai 2023`.
    pub citation: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// What a run covered: printed at the end of every one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Files found.
    pub files: usize,
    /// Files that could not be read, or not wholly.
    pub broken_files: usize,
    /// Root modules.
    pub roots: usize,
    /// Managed resource instances.
    pub resources: usize,
    /// Those that hold data.
    pub data_bearing: usize,
    /// Terraform states.
    pub states: usize,
    /// Data-bearing resources and states whose location is known.
    pub located: usize,
    /// Whose operator is known.
    pub operator_known: usize,
    /// Whose classification is known.
    pub classified: usize,
    /// Verdicts: violations, undetermined, compliant, not applicable.
    pub violations: usize,
    /// Asset and policy pairs that could not be decided.
    pub undetermined: usize,
    /// Asset and policy pairs that comply.
    pub compliant: usize,
    /// Asset and policy pairs that the policy does not bind.
    pub not_applicable: usize,
    /// Day of the catalogue.
    pub catalogue_date: String,
    /// Day of judgement.
    pub today: String,
}
