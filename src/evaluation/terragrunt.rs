//! Terragrunt: from its files to what it runs Terraform on.
//!
//! A unit is a `terragrunt.hcl` that names a module, itself or through what it includes, or that stands beside one. It is
//! evaluated like any other file, with names and functions of its own; the files that it would write are composed and
//! parsed, so that all that follows sees root modules like the others. Nothing is run and nothing is fetched: what
//! depends on it is unknown, with that reason.

mod arguments;
mod config;
mod functions;
mod generate;
mod merge;
mod paths;
mod reader;
#[cfg(test)]
mod tests;
mod unit;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use self::reader::Reader;
use super::inputs::UnitInputs;
use super::scope::EvaluationError;
use super::unknown::Cause;
use crate::source::{FileKind, Repository, SourceFile, Span};
use crate::syntax::Tree;
use crate::terraform::{Loaded, Unit};

pub(super) use paths::inside;

/// What `terragrunt.value_N` begins with after the dot: in a file that a unit writes, what stands for a value that has no
/// text because it is unknown or sensitive.
pub(super) const VALUE: &str = "value_";

/// What the Terragrunt files of a run make.
#[derive(Debug, Default)]
pub struct Terragrunt {
    /// What it runs.
    pub units: Vec<Unit>,
    /// What it gives to each of them, by directory.
    pub inputs: FxHashMap<Arc<str>, UnitInputs>,
    /// The files that were read beside those that were found, in the order of their ids.
    pub files: Vec<(SourceFile, Tree, FileKind)>,
    /// Values that Terragrunt would refuse.
    pub errors: Vec<EvaluationError>,
    /// What of the units is not known as a whole.
    pub problems: Vec<UnitProblem>,
}

/// A part of a unit that is not known as a whole: what it holds is not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitProblem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: UnitProblemKind,
}

/// What is not known of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitProblemKind {
    /// The file that an `include` names, and why.
    Include(Cause),
    /// The file that an `include` of an included file names: Terragrunt refuses it.
    NestedInclude,
    /// What a file holds that is written beside the module, and why.
    Generated(Cause),
    /// A variable file that is given to Terraform, and why.
    VariableFile(Cause),
}

/// Evaluates the Terragrunt files that were found.
pub fn read(repository: &Repository, loaded: &Loaded) -> Terragrunt {
    let mut result = Terragrunt::default();
    if !loaded.kinds.iter().any(|kind| kind.is_terragrunt()) {
        return result;
    }
    let reader = Reader::new(repository, loaded);
    let mut files = reader.configurations();
    // Beside one of native syntax, Terragrunt does not read the other.
    files.dedup_by(|one, other| one.directory() == other.directory());
    let outcomes: Vec<_> = files.iter().map(|file| (file, unit::evaluate(&reader, file))).collect();
    let by_path: FxHashMap<&Arc<str>, &Vec<Arc<str>>> =
        outcomes.iter().filter_map(|(file, outcome)| Some((file.path(), &outcome.as_ref()?.included))).collect();
    // What others include is a part of them, though it could be run by itself; not so when they include one another.
    let is_part = |path: &Arc<str>, of: &Arc<str>| !by_path.get(path).is_some_and(|included| included.contains(of));
    let parts = outcomes.iter().flat_map(|(file, outcome)| {
        let included = outcome.iter().flat_map(|outcome| &outcome.included);
        included.filter(|path| is_part(path, file.path()))
    });
    let parts: FxHashSet<Arc<str>> = parts.cloned().collect();
    for (file, outcome) in outcomes {
        let Some(outcome) = outcome.filter(|_| !parts.contains(file.path())) else { continue };
        result.inputs.insert(Arc::clone(&outcome.unit.directory), outcome.inputs);
        result.units.push(outcome.unit);
        result.errors.extend(outcome.errors);
        result.problems.extend(outcome.problems);
    }
    result.problems.sort_by_key(|problem| problem.span);
    result.problems.dedup();
    drop(files);
    result.files = reader.take_files();
    result
}
