//! Where the input variables of a root module get their values: the command line, files, the environment, Terragrunt,
//! their defaults.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::evaluator::Evaluator;
use super::inputs::{Given, GivenVariable, Inputs, UnitInputs};
use super::{Cause, CauseKind, Unknown, Value};
use crate::source::{FileId, Repository, Span};
use crate::syntax::{Node, Tree};
use crate::terraform::{Configuration, RootModule, Run, Variable};

/// How many of the files that give a variable different values are named.
const MAX_NAMED: usize = 6;

/// What the variable files of the repository give, by name.
#[derive(Debug, Default)]
pub(super) struct FileValues<'c> {
    /// The file of the run.
    run: FxHashMap<&'c str, Node<'c>>,
    /// Those that all runs share: nothing says which comes last.
    shared: FxHashMap<&'c str, Vec<Node<'c>>>,
    /// Those that Terraform reads by itself: the last wins.
    automatic: FxHashMap<&'c str, Node<'c>>,
    /// Those that may be given besides.
    possible: FxHashMap<&'c str, Vec<Node<'c>>>,
    /// How many of these there are.
    possible_files: usize,
}

impl<'c> FileValues<'c> {
    fn of(configuration: &'c Configuration<'c>, root: &'c RootModule, told: bool) -> Self {
        let (run, shared, possible): (&[FileId], &[FileId], &[FileId]) = match &root.run {
            _ if told => (&[], &[], &[]),
            Run::Any => (&[], &[], &root.other_variable_files),
            Run::Alone => (&[], &[], &[]),
            Run::With(files) => (std::slice::from_ref(&files.file), &files.shared, &files.beside),
        };
        let values = |files: &'c [FileId]| {
            let trees = files.iter().filter_map(|file| configuration.tree(*file));
            trees.flat_map(|tree: &'c Tree| tree.body().attributes()).map(|given| (given.name, given.value))
        };
        let all = |files| {
            let mut all: FxHashMap<&'c str, Vec<Node<'c>>> = FxHashMap::default();
            values(files).for_each(|(name, value)| all.entry(name).or_default().push(value));
            all
        };
        Self {
            run: values(run).collect(),
            shared: all(shared),
            automatic: values(&root.variable_files).collect(),
            possible: all(possible),
            possible_files: possible.len(),
        }
    }
}

/// What gives a variable its value, whatever other files there are.
enum Source<'c> {
    CommandLine(&'c Arc<str>),
    File(Node<'c>),
    /// One of these, when they differ.
    Shared(Vec<Node<'c>>),
    Environment(&'c Arc<str>),
    Unit(Value, Span),
}

impl<'c> Evaluator<'c> {
    /// Where a root module's variable gets its value, and that value: as written when it is one, of the variable's type when
    /// it is one of several.
    pub(super) fn given(&self, name: &str, variable: &Variable<'c>) -> (Given, Option<Value>) {
        match self.source(name) {
            Some(Source::CommandLine(text)) => (Given::CommandLine, Some(self.parse_given(text, name, variable))),
            Some(Source::File(value)) => (Given::File(value.span().file, value.span()), Some(self.literal(value))),
            Some(Source::Shared(values)) => self.one_of(&values, false, name, variable),
            Some(Source::Environment(text)) => (Given::Environment, Some(self.parse_given(text, name, variable))),
            Some(Source::Unit(value, span)) => (Given::Unit(span), Some(value)),
            None => self.of_other_files(name, variable),
        }
    }

    fn source(&self, name: &str) -> Option<Source<'c>> {
        let on_command_line = self.inputs.variables.iter().rev().find_map(|given| match given {
            GivenVariable::Value(known, value) => (**known == *name).then_some(Source::CommandLine(value)),
            GivenVariable::File(tree) => tree.body().attribute(name).map(|given| Source::File(given.value)),
        });
        let files = self.file_values();
        on_command_line
            .or_else(|| files.run.get(name).copied().map(Source::File))
            .or_else(|| files.shared.get(name).cloned().map(Source::Shared))
            .or_else(|| files.automatic.get(name).copied().map(Source::File))
            .or_else(|| self.inputs.environment.get(name).map(Source::Environment))
            // Terragrunt hands its inputs over as variables of the environment, where those of its caller win.
            .or_else(|| self.of_unit(name))
    }

    fn of_unit(&self, name: &str) -> Option<Source<'c>> {
        let unit = self.unit()?;
        let rest = || unit.rest.as_ref().map(|(unknown, span)| (Value::Unknown(unknown.clone()), *span));
        unit.variables.get(name).cloned().or_else(rest).map(|(value, span)| Source::Unit(value, span))
    }

    /// What Terragrunt gives to this root module, if it runs it.
    pub(super) fn unit(&self) -> Option<&'c UnitInputs> {
        self.inputs.units.get(&self.root.directory)
    }

    fn file_values(&self) -> &FileValues<'c> {
        self.file_values.get_or_init(|| FileValues::of(self.configuration, self.root, self.is_told_its_files()))
    }

    /// Whether the command line says which variable files this root module is run with: one that sets a variable of it.
    pub fn is_told_its_files(&self) -> bool {
        self.top().is_some_and(|top| {
            let declared =
                |tree: &Tree| tree.body().attributes().any(|given| top.module.variables.contains_key(given.name));
            self.inputs.files().any(declared)
        })
    }

    /// What the files that may be given besides say of a variable that nothing else gives a value, or its default.
    fn of_other_files(&self, name: &str, variable: &Variable<'c>) -> (Given, Option<Value>) {
        let files = self.file_values();
        let default = || variable.default.map_or((Given::Nowhere, None), |node| (Given::Default(node.span()), None));
        let Some(values) = files.possible.get(name) else { return default() };
        if self.root.run != Run::Any {
            // The default holds unless one of them is given; what has none, Terraform would not run without.
            return self.one_of(values, true, name, variable);
        }
        let left_out = values.len() < files.possible_files;
        if left_out && variable.default.is_none() {
            return (Given::OneOf, Some(Value::Unknown(self.unknown_of(values, name, variable))));
        }
        // The default holds in the files that do not set it, and without any file if the module can be run so.
        self.one_of(values, left_out || self.runs_alone(), name, variable)
    }

    /// The value on which `values`, of several files, agree, or else one of them. `or_default`: whether it may be that none
    /// of the files is given.
    fn one_of(
        &self,
        values: &[Node<'c>],
        or_default: bool,
        name: &str,
        variable: &Variable<'c>,
    ) -> (Given, Option<Value>) {
        let assigned = |value: &Node<'c>| self.assigned_value(name, variable, self.literal(*value), value.span());
        let mut possible: Vec<Value> = values.iter().map(assigned).collect();
        if or_default && variable.default.is_some() {
            possible.push(self.default_value(name, variable));
        }
        match (possible.split_first(), values.first()) {
            (Some((one, others)), Some(first)) if others.iter().all(|other| other == one) => {
                (Given::File(first.span().file, first.span()), Some(one.clone()))
            }
            _ => {
                let unknown = self.unknown_of(values, name, variable).with_candidates(possible);
                (Given::OneOf, Some(Value::Unknown(unknown)))
            }
        }
    }

    /// An unknown that depends on which of the files of `values` is given.
    fn unknown_of(&self, values: &[Node<'c>], name: &str, variable: &Variable<'c>) -> Unknown {
        let path = |value: &Node<'_>| &**self.configuration.sources().file(value.span().file).path();
        let more = (values.len() > MAX_NAMED).then_some("…");
        let paths: Vec<&str> = values.iter().take(MAX_NAMED).map(path).chain(more).collect();
        Unknown::new(Cause::at(CauseKind::VariableFiles(name.into(), paths.join(", ").into()), variable.span))
    }

    /// Whether each variable of the root module has a value without the files that Terraform reads only when told.
    fn runs_alone(&self) -> bool {
        let variables = self.top().into_iter().flat_map(|top| &top.module.variables);
        variables.into_iter().all(|(name, variable)| variable.default.is_some() || self.source(name).is_some())
    }

    /// Whether nothing but defaults gives the variables of the root module their values.
    pub fn runs_on_defaults(&self) -> bool {
        let variables = self.top().into_iter().flat_map(|top| &top.module.variables);
        variables.into_iter().all(|(name, variable)| variable.default.is_some() && self.source(name).is_none())
    }
}

/// The ways to run a root module.
#[derive(Debug)]
pub struct Runs {
    /// The root module, once for each of them.
    pub roots: Vec<RootModule>,
    /// The first variable file whose run is left out, when there are too many.
    pub beyond: Option<FileId>,
}

impl Runs {
    /// The ways to run `root`: with each of the variable files that Terraform reads only when told, and without them when
    /// nothing is lacking then. One when there is no such file, or when `inputs` says which of them are read.
    pub fn of<'c>(
        configuration: &'c Configuration<'c>,
        repository: &'c Repository,
        root: &'c RootModule,
        inputs: &'c Inputs,
    ) -> Self {
        let one = || Self { roots: vec![root.clone()], beyond: None };
        if root.other_variable_files.is_empty() {
            return one();
        }
        let alone = root.alone();
        let (told, runs_alone) = {
            let evaluator = Evaluator::new(configuration, repository, &alone, inputs);
            (evaluator.is_told_its_files(), evaluator.runs_alone())
        };
        if told {
            return one();
        }
        let (mut roots, beyond) = configuration.runs_with_files(root);
        if runs_alone {
            roots.push(alone);
        }
        Self { roots, beyond }
    }
}
