//! What is given from outside: variables, workspace.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::source::{FileId, Span};
use crate::syntax::Tree;

/// What the user of a run gives to every root module.
#[derive(Debug, Default)]
pub struct Inputs {
    /// `--var name=value`: the last of a name wins over everything else.
    pub variables: Vec<(Arc<str>, Arc<str>)>,
    /// `TF_VAR_name` of the environment: what is left when nothing else gives a value.
    pub environment: FxHashMap<Arc<str>, Arc<str>>,
    /// Files of `--var-file`, in order.
    pub variable_files: Vec<Tree>,
    /// `--workspace`.
    pub workspace: Option<Arc<str>>,
}

/// Where the value of a root module's variable comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// `--var`
    CommandLine,
    /// A line of a variable file.
    File(FileId, Span),
    /// `TF_VAR_…`
    Environment,
    /// The default of its declaration.
    Default(Span),
    /// Nowhere.
    Nowhere,
}
