//! What is given from outside: variables, workspace.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Unknown, Value};
use crate::source::{FileId, Span};
use crate::syntax::Tree;

/// What the user of a run gives to every root module.
#[derive(Debug, Default)]
pub struct Inputs {
    /// `--var` and `--var-file`, in order: the last that sets a variable wins over everything else.
    pub variables: Vec<GivenVariable>,
    /// `TF_VAR_name` of the environment: what is left when nothing else gives a value.
    pub environment: FxHashMap<Arc<str>, Arc<str>>,
    /// `--workspace`.
    pub workspace: Option<Arc<str>>,
    /// `--backend-config`.
    pub backend: BackendInputs,
    /// What Terragrunt gives to each root module that it runs, by its directory.
    pub units: FxHashMap<Arc<str>, UnitInputs>,
}

/// What gives variables their values on the command line.
#[derive(Debug)]
pub enum GivenVariable {
    /// `--var name=value`
    Value(Arc<str>, Arc<str>),
    /// A file of `--var-file`.
    File(Box<Tree>),
}

impl Inputs {
    /// The files of `--var-file`, in order.
    pub fn files(&self) -> impl Iterator<Item = &Tree> {
        self.variables.iter().filter_map(|given| match given {
            GivenVariable::File(tree) => Some(&**tree),
            GivenVariable::Value(..) => None,
        })
    }

    /// Whether it says which variable files are read.
    pub fn names_files(&self) -> bool {
        self.files().next().is_some()
    }
}

/// What Terragrunt gives to the root module of a unit.
#[derive(Debug, Default)]
pub struct UnitInputs {
    /// Values of its input variables, each with the place it is given at.
    pub variables: FxHashMap<Arc<str>, (Value, Span)>,
    /// What any other variable may be given, when not all that is given is known.
    pub rest: Option<(Unknown, Span)>,
    /// Values that have no text and stand in the files that it writes, where `terragrunt.value_N` refers to them.
    pub values: Vec<Value>,
}

/// What `--backend-config` gives to the backend of every root module, instead of the files that are found.
#[derive(Debug, Default)]
pub struct BackendInputs {
    /// Files, in order: later ones win.
    pub files: Vec<Tree>,
    /// Arguments, in order: later ones win, over files too.
    pub arguments: Vec<(Arc<str>, Arc<str>)>,
}

impl BackendInputs {
    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.arguments.is_empty()
    }

    /// Adds a file, which wins over what was given before it.
    pub fn push_file(&mut self, file: Tree) {
        self.arguments.retain(|(name, _)| file.body().attribute(name).is_none());
        self.files.push(file);
    }
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
    /// An input of Terragrunt.
    Unit(Span),
    /// One of several files that Terraform reads only when told.
    OneOf,
    /// The default of its declaration.
    Default(Span),
    /// Nowhere.
    Nowhere,
}
