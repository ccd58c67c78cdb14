//! Arguments of a policy that are the same whatever is judged: its id, its texts, its severity.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::{PolicyError, PolicyErrorKind};
use super::wording::Wording;
use crate::evaluation::functions::Environment;
use crate::evaluation::{Budget, Cause, CauseKind, Context, EvaluationErrorKind, Reference, Scope, Value, evaluate};
use crate::source::ReadError;
use crate::syntax::{Node, Step};

/// A policy reads no file.
pub(super) struct NoFiles;

impl Environment for NoFiles {
    fn read(&self, _: &str) -> Result<Vec<u8>, ReadError> {
        Err(ReadError::Outside)
    }

    fn list(&self, _: &str, _: usize) -> Result<Vec<String>, ReadError> {
        Err(ReadError::Outside)
    }
}

/// A scope where only inputs mean something, if there are some.
#[derive(Default)]
struct Inputs<'i> {
    inputs: Option<&'i BTreeMap<Arc<str>, Value>>,
    budget: Budget,
}

impl Scope for Inputs<'_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        if let ("input", Some(Step::Attribute(name, _)), Some(inputs)) =
            (reference.root, reference.steps.get(0), self.inputs)
            && let Some(value) = inputs.get(name)
        {
            return (value.clone(), 1);
        }
        reference.context.error(reference.span, EvaluationErrorKind::NotHere(reference.root.into()));
        (Value::unknown(Cause::at(CauseKind::Error, reference.span)), reference.steps.len())
    }

    fn environment(&self) -> &dyn Environment {
        &NoFiles
    }

    fn budget(&self) -> &Budget {
        &self.budget
    }
}

/// The value of `node`, which refers to nothing.
pub fn value(node: Node<'_>) -> Result<Value, PolicyError> {
    within(node, &Inputs::default())
}

/// The value of `node`, which refers to nothing but `inputs`.
pub(super) fn with_inputs(node: Node<'_>, inputs: &BTreeMap<Arc<str>, Value>) -> Result<Value, PolicyError> {
    within(node, &Inputs { inputs: Some(inputs), budget: Budget::default() })
}

fn within(node: Node<'_>, scope: &Inputs<'_>) -> Result<Value, PolicyError> {
    let errors = RefCell::default();
    let value = evaluate(node, &Context { scope, bindings: None, errors: &errors, attempted: false });
    match errors.into_inner().into_iter().next() {
        Some(error) => Err(PolicyError::new(error.span, PolicyErrorKind::Evaluation(Box::new(error.kind)))),
        None => Ok(value),
    }
}

/// A text, in both languages or the same in both.
pub(super) fn wording(name: &str, node: Node<'_>) -> Result<Wording, PolicyError> {
    of_value(&value(node)?)
        .map(|wording| wording.folded())
        .ok_or_else(|| PolicyError::new(node.span(), PolicyErrorKind::NotAWording(name.to_owned())))
}

/// The texts that a value holds: a string, or an object with `fr` and `en`.
pub(super) fn of_value(value: &Value) -> Option<Wording> {
    match value {
        Value::String(text) => Some(Wording::same(text)),
        Value::Object(entries) if entries.len() == 2 => {
            Some(Wording { fr: entries.get("fr")?.as_str()?.to_owned(), en: entries.get("en")?.as_str()?.to_owned() })
        }
        _ => None,
    }
}

/// A list of texts.
pub(super) fn list(name: &'static str, node: Node<'_>) -> Result<Vec<Arc<str>>, PolicyError> {
    let items = match value(node)? {
        Value::Tuple(items) | Value::List(items) => items.iter().map(|item| item.as_str().map(Arc::from)).collect(),
        _ => None,
    };
    items.ok_or_else(|| PolicyError::new(node.span(), PolicyErrorKind::NotAList(name)))
}
