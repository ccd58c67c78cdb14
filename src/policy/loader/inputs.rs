//! Values for the inputs of policies: from the command line, a file, the environment, or a test.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::block::label;
use crate::evaluation::{Type, Value, convert};
use crate::policy::constant;
use crate::policy::error::{InputProblem, PolicyError, PolicyErrorKind, listed};
use crate::source::{FileId, Span};
use crate::syntax::{Block, parse_expression};

/// A value that is given for an input.
#[derive(Clone, Debug, PartialEq)]
pub enum InputValue {
    /// A text, as `--input regions='["fr-par"]'` has it: what it means depends on the type of the input.
    Text(Arc<str>),
    /// A value.
    Value(Value),
}

/// Values for the inputs of policies, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyInputs {
    given: BTreeMap<Arc<str>, InputValue>,
    /// Those of the settings of the repository that is judged: only policies that come with the program have them.
    settled: BTreeMap<Arc<str>, InputValue>,
    /// Those that no policy has to declare.
    offered: BTreeMap<Arc<str>, InputValue>,
    /// Those that files give, with where.
    filed: BTreeMap<Arc<str>, (InputValue, Span)>,
}

impl<const N: usize> From<[(Arc<str>, Value); N]> for PolicyInputs {
    fn from(values: [(Arc<str>, Value); N]) -> Self {
        let given = values.into_iter().map(|(name, value)| (name, InputValue::Value(value)));
        Self { given: given.collect(), ..Self::default() }
    }
}

impl PolicyInputs {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with what `other` gives instead where it gives something.
    #[must_use]
    pub fn overridden_by(&self, other: &BTreeMap<Arc<str>, Value>) -> Self {
        let mut all = self.clone();
        for (name, value) in other {
            all.give(name, InputValue::Value(value.clone()));
        }
        all
    }

    /// Gives `name` a value, whatever else does. A policy has to declare it.
    pub fn give(&mut self, name: &str, value: InputValue) {
        self.given.insert(name.into(), value);
    }

    /// Gives `name` a value that the settings of the repository want, for the policies that come with the program alone,
    /// and unless somebody gives another.
    pub fn settle(&mut self, name: &str, value: Value) {
        self.settled.insert(name.into(), InputValue::Value(value));
    }

    /// Offers `name` a value, which counts before that of a file if some policy declares it.
    pub fn offer(&mut self, name: &str, value: InputValue) {
        self.offered.insert(name.into(), value);
    }

    /// Gives `name` a value that stands at `span` in a file. A policy has to declare it.
    pub fn give_by_file(&mut self, name: &str, value: Value, span: Span) {
        self.filed.insert(name.into(), (InputValue::Value(value), span));
    }

    /// What is wrong with values for inputs that are not among `declared`.
    pub(super) fn undeclared(&self, declared: &FxHashSet<Arc<str>>) -> Vec<PolicyError> {
        let mut known: Vec<&str> = declared.iter().map(|name| &**name).collect();
        known.sort_unstable();
        let given = self.given.keys().map(|name| (name, NOWHERE));
        let all = given.chain(self.filed.iter().map(|(name, (_, span))| (name, *span)));
        let error = |(name, span): (&Arc<str>, Span)| {
            let kind = PolicyErrorKind::NoSuchInput { name: name.to_string(), known: listed(known.iter().copied()) };
            PolicyError::new(span, kind)
        };
        all.filter(|(name, _)| !declared.contains(*name)).map(error).collect()
    }

    /// The value of the input that `block` declares; what is only offered counts if `offered`, and what the settings want
    /// if not.
    pub(super) fn value_of(&self, block: &Block<'_>, offered: bool) -> Result<Value, PolicyError> {
        let name = label(block, 0);
        let wrong = |span: Span, reason: InputProblem| {
            PolicyError::new(span, PolicyErrorKind::Input { name: name.to_owned(), reason: Box::new(reason) })
        };
        let of_type = match block.body.attribute("type") {
            None => Type::Any,
            Some(attribute) => {
                let default = &mut |node| constant::value(node).unwrap_or(Value::Null);
                Type::from_node(attribute.value, default)
                    .map_err(|error| wrong(error.span, InputProblem::Type(error.kind)))?
            }
        };
        let given = self.given.get(name).or_else(|| self.offered.get(name).filter(|_| offered));
        let given = given.map(|value| (value, block.header));
        let given = given.or_else(|| self.filed.get(name).map(|(value, span)| (value, *span)));
        let given = given.or_else(|| self.settled.get(name).filter(|_| !offered).map(|value| (value, block.header)));
        let (value, span) = match (given, block.body.attribute("default")) {
            (Some((given, span)), _) => {
                (read(given, &of_type).ok_or_else(|| wrong(span, InputProblem::NoValue))?, span)
            }
            (None, Some(default)) => (constant::value(default.value)?, default.value.span()),
            (None, None) => {
                let kind = PolicyErrorKind::InputWithoutValue(name.to_owned());
                return Err(PolicyError::new(block.header, kind));
            }
        };
        convert(&value, &of_type).map_err(|error| wrong(span, InputProblem::Conversion(error)))
    }
}

/// Where a value stands that stands nowhere: beyond all files.
pub(super) const NOWHERE: Span = Span::new(FileId(u32::MAX), 0, 0);

/// What is given to an input of type `of_type`: a text is itself where a text, a number or a bool is wanted, else an
/// expression, as Terraform has it.
fn read(given: &InputValue, of_type: &Type) -> Option<Value> {
    let text = match given {
        InputValue::Value(value) => return Some(value.clone()),
        InputValue::Text(text) => text,
    };
    if matches!(of_type, Type::Any | Type::String | Type::Number | Type::Bool) {
        return Some(Value::text(text));
    }
    let tree = parse_expression(FileId(u32::MAX), text);
    tree.expression().filter(|_| tree.errors().is_empty()).and_then(|node| constant::value(node).ok())
}
