//! What a function declares of itself.

use super::BYTES_PER_WORK;
use super::arguments::Arguments;
use super::error::{Failure, FunctionError, Problem};
use crate::evaluation::possibilities::choices_of;
use crate::evaluation::types::Type;
use crate::evaluation::value::Value;

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    /// Its name.
    pub(super) name: &'static str,
    /// Its parameters, the optional ones last.
    pub(super) parameters: &'static [Parameter],
    /// How many of them are optional.
    pub(super) optional: usize,
    /// What any number of further arguments are.
    pub(super) variadic: Option<Parameter>,
    /// The type of what it gives.
    pub(super) result: Kind,
    /// What computing it takes.
    pub(super) cost: Cost,
    /// Computes it.
    pub(super) call: fn(&Arguments<'_>) -> Result<Value, Failure>,
}

/// What a call takes, beside its result.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cost {
    /// As much as there is in its arguments.
    Linear,
    /// Little, whatever they are: one element of them is looked at, or how many there are.
    Little,
    /// As `Linear`, and a regular expression, which is argument number `0`.
    Pattern(usize),
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter {
    /// Its name, as Terraform's documentation has it.
    pub(super) name: &'static str,
    /// What an argument is converted to.
    pub(super) kind: Kind,
    /// In what state the function takes its argument.
    pub(super) takes: Takes,
    /// Whether null is allowed.
    pub(super) nullable: bool,
}

/// In what state a function takes an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Wholly known; marks at any depth are put on the result.
    Known,
    /// Known or not; marks at any depth are put on the result.
    Open,
    /// A collection whose elements may be unknown and keep their marks.
    Structure,
    /// As `Structure`, or altogether unknown.
    OpenStructure,
    /// Whatever it is, with its marks.
    Raw,
}

/// A type, as far as functions use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Bool,
    Number,
    String,
    List,
    ListOfBools,
    ListOfNumbers,
    ListOfStrings,
    Set,
    SetOfStrings,
    MapOfListsOfStrings,
}

impl Kind {
    /// The type constraint.
    pub(super) fn of_type(self) -> Type {
        match self {
            Self::Any => Type::Any,
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::String => Type::String,
            Self::List => Type::list(Type::Any),
            Self::ListOfBools => Type::list(Type::Bool),
            Self::ListOfNumbers => Type::list(Type::Number),
            Self::ListOfStrings => Type::list(Type::String),
            Self::Set => Type::set(Type::Any),
            Self::SetOfStrings => Type::set(Type::String),
            Self::MapOfListsOfStrings => Type::map(Type::list(Type::String)),
        }
    }
}

impl Parameter {
    /// A parameter that takes wholly known values.
    pub(super) const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, takes: Takes::Known, nullable: false }
    }

    /// The same, which takes `takes`.
    pub(super) const fn taking(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    /// The same, which allows null.
    pub(super) const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }
}

impl Function {
    /// A function of a fixed number of arguments.
    pub(super) const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        result: Kind,
        call: fn(&Arguments<'_>) -> Result<Value, Failure>,
    ) -> Self {
        Self { name, parameters, optional: 0, variadic: None, result, cost: Cost::Linear, call }
    }

    /// The same, whose last `optional` parameters may be left out.
    pub(super) const fn optional(self, optional: usize) -> Self {
        Self { optional, ..self }
    }

    /// The same, with any number of further arguments.
    pub(super) const fn variadic(self, parameter: Parameter) -> Self {
        Self { variadic: Some(parameter), ..self }
    }

    /// The same, which takes `cost`.
    pub(super) const fn costing(self, cost: Cost) -> Self {
        Self { cost, ..self }
    }

    /// What a call with `arguments` takes, in evaluations of an expression.
    pub(super) fn work(&self, arguments: &[Value]) -> u64 {
        let linear = || arguments.iter().map(work_of).fold(1, u64::saturating_add);
        let once = match self.cost {
            Cost::Linear => linear(),
            Cost::Little => 1,
            Cost::Pattern(index) => {
                let pattern = arguments.get(index).and_then(Value::as_str).unwrap_or_default();
                linear().saturating_add(work_of_pattern(pattern))
            }
        };
        once.saturating_mul(choices_of(arguments) as u64)
    }

    /// The parameter that the argument at `index` is for.
    pub(super) fn parameter(&self, index: usize) -> Option<&Parameter> {
        self.parameters.get(index).or(self.variadic.as_ref())
    }

    /// Whether it takes `count` arguments.
    pub(super) fn check_count(&self, count: usize) -> Result<(), FunctionError> {
        let least = self.parameters.len() - self.optional;
        if count < least {
            return Err(FunctionError::TooFewArguments { function: self.name, least, given: count });
        }
        if self.variadic.is_none() && count > self.parameters.len() {
            let most = self.parameters.len();
            return Err(FunctionError::TooManyArguments { function: self.name, most, given: count });
        }
        Ok(())
    }

    /// `failure` with what the user needs to find it.
    pub(super) fn failure(&self, failure: Failure) -> FunctionError {
        match (failure.problem, failure.argument) {
            (Problem::Limit(what), _) => FunctionError::Limit(what),
            (problem, Some(index)) => FunctionError::Argument {
                function: self.name,
                position: index + 1,
                parameter: self.parameter(index).map_or("", |parameter| parameter.name),
                problem,
            },
            (problem, None) => FunctionError::Failed { function: self.name, problem },
        }
    }
}

/// What it takes to go through an argument.
fn work_of(argument: &Value) -> u64 {
    match argument.unmark().0 {
        Value::String(text) => (text.len() / BYTES_PER_WORK) as u64,
        other => other.nodes() / 2,
    }
}

/// What it takes to compile a pattern: what it repeats is compiled each time.
fn work_of_pattern(pattern: &str) -> u64 {
    let counts = pattern.split('{').skip(1).filter_map(|after| {
        let inside = after.split('}').next()?;
        inside.rsplit(',').find_map(|number| number.parse::<u64>().ok())
    });
    // Repetitions of groups may be inside one another.
    let repeated =
        if pattern.contains("){") { counts.fold(1, u64::saturating_mul) } else { counts.fold(1, u64::saturating_add) };
    repeated.saturating_mul(8).saturating_add(pattern.len() as u64).saturating_add(200).min(MAX_PATTERN_WORK)
}

/// What the largest pattern takes that is compiled at all.
const MAX_PATTERN_WORK: u64 = 200_000;
