//! What hinders an analysis, and why there is none.

use std::sync::Arc;

use crate::evaluation::terragrunt::UnitProblem;
use crate::evaluation::{AbsentModule, EvaluationError, Limit};
use crate::exception::BaselineError;
use crate::plan::PlanError;
use crate::policy::{DoctrineError, PolicyError};
use crate::settings::SettingsError;
use crate::source::{FileId, ReadError, SourceFile, Sources, Span};
use crate::syntax::{SyntaxError, Tree};
use crate::terraform::{DeclarationError, Loaded};

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
    pub(super) fn of_reading(&mut self, loaded: &Loaded) {
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
