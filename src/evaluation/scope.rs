//! What an expression is evaluated in: names, functions, limits and the place where errors go.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::functions::{Environment, FunctionError};
use super::limit::{Ledger, Limit};
use super::operators::OperatorError;
use super::{Cause, CauseKind, ConvertError, TypeErrorKind, Unknown, Value};
use crate::source::Span;
use crate::syntax::{List, NodeId, RawStep, SyntaxErrorKind};

/// What names and functions mean.
pub trait Scope {
    /// The value that `reference` starts with, and how many of its steps that value already includes: a scope may
    /// evaluate one attribute of an object without building the object.
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize);

    /// A function that the scope itself provides, called at `span`; its arguments are not evaluated yet.
    fn call(&self, name: &str, arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Option<Value> {
        let _ = (name, arguments, span, context);
        None
    }

    /// Files that functions may read.
    fn environment(&self) -> &dyn Environment;

    /// The limits of this evaluation.
    fn budget(&self) -> &Budget;
}

/// A name followed by steps.
#[derive(Clone, Copy)]
pub struct Reference<'a, 't> {
    /// The name it starts with.
    pub root: &'t str,
    /// What follows it.
    pub steps: List<'t, RawStep>,
    /// Where the whole of it stands.
    pub span: Span,
    /// To evaluate index keys and to report errors.
    pub context: &'a Context<'a>,
}

/// Where an expression is evaluated: a scope, the names that surrounding `for` expressions bind, and the errors so far.
#[derive(Clone)]
pub struct Context<'a> {
    /// The scope.
    pub scope: &'a dyn Scope,
    /// Names bound by `for` and `dynamic`, innermost first.
    pub bindings: Option<Rc<Binding>>,
    /// Errors, in the order they were met.
    pub errors: &'a RefCell<Vec<EvaluationError>>,
    /// Whether an error is not the end: inside `try` and `can`, what may not exist is as good as unknown.
    pub attempted: bool,
}

/// A name bound by a `for` expression or a `dynamic` block.
#[derive(Debug)]
pub struct Binding {
    /// The name.
    pub name: Arc<str>,
    /// Its value.
    pub value: Value,
    /// The bindings around it.
    pub outer: Option<Rc<Binding>>,
}

impl Binding {
    /// `name` bound to `value` inside `outer`.
    pub fn new(name: &str, value: Value, outer: Option<Rc<Self>>) -> Rc<Self> {
        Rc::new(Self { name: name.into(), value, outer })
    }
}

impl Context<'_> {
    /// The value that `name` is bound to, innermost first.
    pub fn bound(&self, name: &str) -> Option<&Value> {
        let mut current = self.bindings.as_deref();
        while let Some(binding) = current {
            if &*binding.name == name {
                return Some(&binding.value);
            }
            current = binding.outer.as_deref();
        }
        None
    }

    /// The same place with one more name bound.
    #[must_use]
    pub fn with(&self, name: &str, value: Value) -> Self {
        let bindings = Some(Binding::new(name, value, self.bindings.clone()));
        Self { bindings, ..*self }
    }

    /// What an expression is that goes beyond `limit` at `span`. That is recorded.
    pub(super) fn beyond(&self, span: Span, limit: Limit) -> Unknown {
        self.scope.budget().beyond(span, limit)
    }

    /// Takes `work`, or tells what an expression at `span` is for which too little is left.
    pub(super) fn spend(&self, work: u64, span: Span) -> Result<(), Value> {
        self.scope.budget().spend(work).map_err(|limit| Value::Unknown(self.beyond(span, limit)))
    }

    /// The same for `work` that was done, of which it was not known how much it would be.
    pub(super) fn spent(&self, work: u64, span: Span) -> Result<(), Value> {
        self.scope.budget().spent(work).map_err(|limit| Value::Unknown(self.beyond(span, limit)))
    }

    /// The same for walking through `nodes` values.
    pub(super) fn walk(&self, nodes: u64, span: Span) -> Result<(), Value> {
        self.scope.budget().walk(nodes).map_err(|limit| Value::Unknown(self.beyond(span, limit)))
    }

    /// Records an error, unless there are so many already that nobody would read it.
    pub fn error(&self, span: Span, kind: EvaluationErrorKind) {
        let mut errors = self.errors.borrow_mut();
        if errors.len() < MAX_ERRORS {
            errors.push(EvaluationError::new(span, kind));
        }
    }
}

/// The most nested evaluations: expressions in expressions, locals that refer to locals, modules in modules.
const MAX_DEPTH: u32 = 1_000;
/// The most work for one root module, in evaluations of an expression. A hostile repository ends here, an honest one
/// never does.
const MAX_WORK: u64 = 20_000_000;
/// How many values are walked through in the time of one evaluation.
const NODES_PER_WORK: u64 = 4;
/// Each value that is asked for may take this part of the work that is left, so that no value, and no number of them, leaves
/// nothing for those that cost little.
const SHARES: u64 = 4;

/// The most errors that are kept: a loop may make one each time.
const MAX_ERRORS: usize = 10_000;

/// What the evaluation of one root module may use.
#[derive(Debug)]
pub struct Budget {
    depth: Cell<u32>,
    /// The work that is left for all.
    left: Cell<u64>,
    /// The work that is left for what is being evaluated.
    share: Cell<u64>,
    /// Whether it was told that nothing is left of the share: what fails from then on fails because of that.
    told: Cell<bool>,
    limits: Ledger,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            depth: Cell::default(),
            left: Cell::new(MAX_WORK),
            share: Cell::new(MAX_WORK / SHARES),
            told: Cell::default(),
            limits: Ledger::default(),
        }
    }
}

impl Budget {
    /// Runs `body` with a share of its own. What it takes is not taken from the share of whoever asks first.
    pub(super) fn shared<T>(&self, body: impl FnOnce() -> T) -> T {
        let outer = self.share.replace(self.left.get() / SHARES);
        let told = self.told.replace(false);
        let result = body();
        self.share.set(outer.min(self.left.get() / SHARES));
        self.told.set(told);
        result
    }

    /// Takes `work` from the share.
    pub(super) fn spend(&self, work: u64) -> Result<(), Limit> {
        let share = self.share.get();
        if work > share {
            return Err(Limit::Work);
        }
        self.share.set(share - work);
        self.left.set(self.left.get().saturating_sub(work));
        Ok(())
    }

    /// Takes the `work` that was done, as far as something is left.
    pub(super) fn spent(&self, work: u64) -> Result<(), Limit> {
        self.spend(work.min(self.share.get()))?;
        if work > 0 && self.is_spent() { Err(Limit::Work) } else { Ok(()) }
    }

    /// Takes the work of walking through `nodes` values.
    pub(super) fn walk(&self, nodes: u64) -> Result<(), Limit> {
        self.spend(nodes / NODES_PER_WORK)
    }

    /// Whether nothing is left of the share: a loop ends.
    pub(super) fn is_spent(&self) -> bool {
        self.share.get() == 0
    }

    /// Enters one more level; the limit when there is none left. Every `Ok` is followed by [`Budget::leave`].
    pub(super) fn enter(&self) -> Result<(), Limit> {
        self.spend(1)?;
        let depth = self.depth.get() + 1;
        if depth > MAX_DEPTH {
            return Err(Limit::Depth);
        }
        self.depth.set(depth);
        Ok(())
    }

    /// What goes beyond `limit` at `span` is. That is recorded.
    pub(super) fn beyond(&self, span: Span, limit: Limit) -> Unknown {
        // Once the share is spent, all that encloses the place fails too.
        if limit != Limit::Work || !self.told.get() {
            self.limits.note(span, limit);
        }
        self.told.set(self.told.get() || self.is_spent());
        Unknown::new(Cause::at(CauseKind::Limit(limit), span))
    }

    /// The limits reached so far.
    pub(super) fn limits(&self) -> Vec<(Span, Limit)> {
        self.limits.all()
    }

    /// Leaves a level.
    pub(super) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }
}

/// Something that Terraform would refuse while evaluating.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluationError {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: EvaluationErrorKind,
    /// What gave the value, when that stands in no module.
    pub origin: Option<Origin>,
}

/// A line of a variable file, or of a Terragrunt unit, that gives a variable its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The variable: `var.region`.
    pub variable: Arc<str>,
    /// Where its value is written.
    pub span: Span,
}

impl EvaluationError {
    pub(super) fn new(span: Span, kind: EvaluationErrorKind) -> Self {
        Self { span, kind, origin: None }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvaluationErrorKind {
    /// A function refuses its arguments.
    #[error("{name}(): {error}")]
    Function {
        /// The function.
        name: Arc<str>,
        /// Its words.
        error: FunctionError,
    },
    /// An operator, an index or an attribute refuses its operands.
    #[error(transparent)]
    Operator(#[from] OperatorError),
    /// A value does not fit the type it is declared with.
    #[error("{name}: {error}")]
    Conversion {
        /// What is declared.
        name: Arc<str>,
        /// Why it does not fit.
        error: ConvertError,
    },
    /// A type constraint that is none.
    #[error(transparent)]
    Type(TypeErrorKind),
    /// A name that nothing declares.
    #[error("{0} is not declared in this module")]
    Undeclared(Arc<str>),
    /// A name that means nothing here.
    #[error("{0} cannot be used here")]
    NotHere(Arc<str>),
    /// A module argument without default is not given.
    #[error("module {call} is called without its argument {argument}")]
    MissingArgument {
        /// The call.
        call: Arc<str>,
        /// The argument.
        argument: Arc<str>,
    },
    /// An argument that the module has no variable for.
    #[error("module {call} has no variable {argument}")]
    UnsupportedArgument {
        /// The call.
        call: Arc<str>,
        /// The argument.
        argument: Arc<str>,
    },
    /// A variable that is null and must not be: its name.
    #[error("var.{0} must not be null")]
    NullVariable(Arc<str>),
    /// What is given to a variable on the command line or by the environment is no value: its name.
    #[error("what is given to var.{0} is no value")]
    GivenNoValue(Arc<str>),
    /// `count` is not a whole number that is zero or more.
    #[error("count must be a whole number, zero or more")]
    Count,
    /// `for_each` is not a map or a set of strings.
    #[error("for_each must be a map or a set of strings")]
    ForEach,
    /// `for_each` is sensitive.
    #[error("for_each must not be sensitive: its keys are part of addresses")]
    SensitiveForEach,
    /// A `for` or a splat over something that has no elements.
    #[error("only a list, a set, a tuple, a map or an object can be iterated over")]
    NotIterable,
    /// A key of an object or of `for` that is not a string.
    #[error("a key must be a string")]
    Key,
    /// The same key twice in the result of a `for`.
    #[error("two elements have the key {0:?}; group them with ...")]
    DuplicateKey(Arc<str>),
    /// A condition that is not a bool.
    #[error("a condition must be true or false")]
    Condition,
    /// A value that depends on itself.
    #[error("{0} depends on itself")]
    Cycle(Arc<str>),
    /// An instance that does not exist.
    #[error("{0} does not exist")]
    NoInstance(Arc<str>),
    /// `can` takes one argument.
    #[error("can() takes one argument")]
    Can,
    /// All arguments of `try` fail.
    #[error("no argument of try() can be evaluated")]
    Try,
    /// What is looked up is not a type with attributes.
    #[error("it takes a type, and an object of attributes")]
    Lookup,
    /// A text that is no version.
    #[error("{0:?} is not a version")]
    NoVersion(Arc<str>),
    /// A text that is no constraint on versions.
    #[error("{0:?} is not a constraint on versions, as \">= 1.2.0, < 2.0.0\"")]
    NoConstraint(Arc<str>),
    /// `...` after something that is not a list.
    #[error("only a list can be expanded with ...")]
    Expansion,
    /// `templatefile` could not read or parse its file.
    #[error("the template {path} cannot be read: {reason}")]
    Template {
        /// The path.
        path: Arc<str>,
        /// Why.
        reason: TemplateError,
    },
}

impl EvaluationErrorKind {
    /// Whether other values would not make it: what is evaluated for instances that may not exist fails for the values
    /// that are missing, and a wrong name is wrong whatever they are.
    pub(super) fn is_certain(&self) -> bool {
        match self {
            Self::Type(_)
            | Self::Undeclared(_)
            | Self::NotHere(_)
            | Self::MissingArgument { .. }
            | Self::UnsupportedArgument { .. }
            | Self::Cycle(_) => true,
            Self::Function { error, .. } => matches!(
                error,
                FunctionError::NoSuchFunction { .. }
                    | FunctionError::TooFewArguments { .. }
                    | FunctionError::TooManyArguments { .. }
            ),
            _ => false,
        }
    }
}

/// Why `templatefile` or `templatestring` has no result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TemplateError {
    /// Too few or too many arguments.
    #[error("it takes a template and variables")]
    Arguments,
    /// The template or its path is not a string.
    #[error("the template or its path is not a string")]
    NotAString,
    /// The template cannot be parsed.
    #[error("{0}")]
    Syntax(SyntaxErrorKind),
    /// The template cannot be evaluated.
    #[error("{0}")]
    Evaluation(Box<EvaluationErrorKind>),
}
