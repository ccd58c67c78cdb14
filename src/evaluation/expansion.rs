//! `count` and `for_each`: how many instances, and what each one is.

use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::expression::elements;
use super::limit::Limit;
use super::scope::{Context, EvaluationErrorKind};
use super::{Cause, CauseKind, Type, Unknown, Value, convert, evaluate};
use crate::syntax::{Expression, Node};

/// The most instances of one block; with more, one symbolic instance stands for all.
const MAX_INSTANCES: usize = 100_000;

/// What an instance takes, in evaluations.
const WORK_PER_INSTANCE: u64 = 8;

/// Which instance of a block that has several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceKey {
    /// The only one: no `count`, no `for_each`.
    None,
    /// `[0]`
    Index(u64),
    /// `["name"]`
    Name(Arc<str>),
    /// `["*"]`: stands for all instances when these are not known.
    Symbolic,
}

impl fmt::Display for InstanceKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Index(index) => write!(out, "[{index}]"),
            Self::Name(name) => write!(out, "[\"{}\"]", name.replace('\\', "\\\\").replace('"', "\\\"")),
            Self::Symbolic => out.write_str("[\"*\"]"),
        }
    }
}

/// One instance of a block: its key, and the values that `count` and `each` have in it.
#[derive(Debug)]
pub struct Repetition {
    /// Its key.
    pub key: InstanceKey,
    /// What repeats the block: `count` or `for_each`.
    pub(super) by: RepeatedBy,
}

/// What repeats a block.
#[derive(Debug)]
pub(super) enum RepeatedBy {
    Nothing,
    Count(Value),
    ForEach { key: Value, value: Value },
}

impl Repetition {
    /// The only instance of a block.
    pub(super) fn single() -> Rc<Self> {
        Rc::new(Self { key: InstanceKey::None, by: RepeatedBy::Nothing })
    }

    /// Why it is not known which instance it is.
    pub(super) fn unknown(&self) -> Option<Unknown> {
        match &self.by {
            RepeatedBy::Nothing => None,
            RepeatedBy::Count(key) | RepeatedBy::ForEach { key, .. } => key.unknowns(),
        }
    }
}

/// The instances of a block, in order: `T` is what each of them is.
#[derive(Debug)]
pub(super) struct Instances<T> {
    all: Vec<(InstanceKey, T)>,
    /// Made when an instance is first looked for by its key: references from `for_each` to `for_each` are one for each
    /// instance, and a search through all keys for each would take the square of their number.
    positions: OnceCell<FxHashMap<InstanceKey, usize>>,
}

impl<T> Default for Instances<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> Instances<T> {
    pub(super) fn new(all: Vec<(InstanceKey, T)>) -> Self {
        Self { all, positions: OnceCell::new() }
    }

    pub(super) fn get(&self, position: usize) -> Option<&T> {
        self.all.get(position).map(|(_, instance)| instance)
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&InstanceKey, &T)> {
        self.all.iter().map(|(key, instance)| (key, instance))
    }

    /// The only instance of a block that is not repeated.
    pub(super) fn sole(&self) -> Option<&T> {
        match self.all.as_slice() {
            [(InstanceKey::None, sole)] => Some(sole),
            _ => None,
        }
    }

    /// Whether one symbolic instance stands for all.
    pub(super) fn is_symbolic(&self) -> bool {
        matches!(self.all.as_slice(), [(InstanceKey::Symbolic, _)])
    }

    /// Which instance `text` is the key of.
    pub(super) fn position(&self, text: &Arc<str>) -> Option<usize> {
        // Whatever the key, the symbolic instance stands for the one it names.
        if self.is_symbolic() {
            return Some(0);
        }
        let positions = self
            .positions
            .get_or_init(|| self.all.iter().enumerate().map(|(position, (key, _))| (key.clone(), position)).collect());
        let index = || text.parse().ok().and_then(|index| positions.get(&InstanceKey::Index(index)));
        positions.get(&InstanceKey::Name(Arc::clone(text))).or_else(index).copied()
    }
}

/// Whether `count` instances may be made.
fn has_room(count: usize, context: &Context<'_>) -> bool {
    context.scope.budget().spend(WORK_PER_INSTANCE.saturating_mul(count as u64)).is_ok()
}

/// The instances that `count`, `for_each` and `enabled` make of the block at `address`.
pub(super) fn expand(
    count: Option<Node<'_>>,
    for_each: Option<Node<'_>>,
    enabled: Option<Node<'_>>,
    address: impl FnOnce() -> Arc<str>,
    context: &Context<'_>,
) -> Vec<Rc<Repetition>> {
    match (count, for_each, enabled) {
        (Some(count), _, _) => expand_count(count, address, context),
        (None, Some(for_each), _) => expand_for_each(for_each, address, context),
        (None, None, Some(enabled)) => expand_enabled(enabled, address, context),
        (None, None, None) => vec![Repetition::single()],
    }
}

fn expand_enabled(node: Node<'_>, address: impl FnOnce() -> Arc<str>, context: &Context<'_>) -> Vec<Rc<Repetition>> {
    let value = evaluate(node, context);
    match convert(value.unmark().0, &Type::Bool) {
        Ok(Value::Bool(true)) => vec![Repetition::single()],
        Ok(Value::Bool(false)) => Vec::new(),
        Ok(Value::Unknown(unknown)) => vec![symbolic_count(&because(address(), &unknown, node))],
        _ => refuse(node, EvaluationErrorKind::Condition, context, symbolic_count),
    }
}

fn expand_count(node: Node<'_>, address: impl FnOnce() -> Arc<str>, context: &Context<'_>) -> Vec<Rc<Repetition>> {
    let value = evaluate(node, context);
    match convert(value.unmark().0, &Type::Number) {
        Ok(Value::Number(number)) => match number.as_usize() {
            Some(count) if count <= MAX_INSTANCES && has_room(count, context) => (0..count as u64)
                .map(|index| {
                    let value = Value::int(i64::try_from(index).unwrap_or(i64::MAX));
                    Rc::new(Repetition { key: InstanceKey::Index(index), by: RepeatedBy::Count(value) })
                })
                .collect(),
            Some(_) => vec![symbolic_count(&context.beyond(node.span(), Limit::Instances))],
            None => refuse(node, EvaluationErrorKind::Count, context, symbolic_count),
        },
        Ok(Value::Unknown(unknown)) => vec![symbolic_count(&because(address(), &unknown, node))],
        _ => refuse(node, EvaluationErrorKind::Count, context, symbolic_count),
    }
}

fn expand_for_each(node: Node<'_>, address: impl FnOnce() -> Arc<str>, context: &Context<'_>) -> Vec<Rc<Repetition>> {
    let value = evaluate(node, context);
    let (plain, sensitive) = value.unmark();
    if sensitive {
        // Keys are part of addresses, which are shown.
        return refuse(node, EvaluationErrorKind::SensitiveForEach, context, symbolic_each);
    }
    if let Value::Tuple(items) = plain
        && items.items().is_empty()
        && !matches!(node.expression(), Expression::Tuple(_))
    {
        // `condition ? toset([…]) : []`: Terraform makes a set of the empty tuple, since the other branch is one, also
        // where we do not know that: of a module that is not installed, say.
        return Vec::new();
    }
    let is_key = |item: &Value| matches!(item, Value::String(_) | Value::Unknown(_));
    let refused = match plain {
        Value::List(_) | Value::Tuple(_) | Value::Null => true,
        Value::Set(items) => !items.iter().all(is_key),
        _ => false,
    };
    if refused {
        return refuse(node, EvaluationErrorKind::ForEach, context, symbolic_each);
    }
    let Some(found) = elements(plain) else {
        return match plain.unknowns() {
            Some(unknown) => vec![symbolic_each(&because(address(), &unknown, node))],
            None => refuse(node, EvaluationErrorKind::ForEach, context, symbolic_each),
        };
    };
    if found.len() > MAX_INSTANCES || !has_room(found.len(), context) {
        return vec![symbolic_each(&context.beyond(node.span(), Limit::Instances))];
    }
    let instance = |(key, value): (Value, Value)| match key.unmark().0 {
        Value::String(name) => {
            let key = InstanceKey::Name(Arc::clone(name));
            let each = Value::String(Arc::clone(name));
            Rc::new(Repetition { key, by: RepeatedBy::ForEach { key: each, value } })
        }
        // A set with an unknown element: this instance exists, its name is not known.
        other => {
            symbolic_each(&other.unknowns().unwrap_or_else(|| Unknown::new(Cause::at(CauseKind::Error, node.span()))))
        }
    };
    found.into_iter().map(instance).collect()
}

fn refuse(
    node: Node<'_>,
    kind: EvaluationErrorKind,
    context: &Context<'_>,
    symbolic: fn(&Unknown) -> Rc<Repetition>,
) -> Vec<Rc<Repetition>> {
    context.error(node.span(), kind);
    vec![symbolic(&Unknown::new(Cause::at(CauseKind::Error, node.span())))]
}

/// The one instance that stands for all of a block that `count` repeats, or else `for_each`, because of `unknown`.
pub(super) fn symbolic(by_count: bool, unknown: &Unknown) -> Rc<Repetition> {
    if by_count { symbolic_count(unknown) } else { symbolic_each(unknown) }
}

/// The causes of the unknown first: they are what the user can settle.
fn because(address: Arc<str>, unknown: &Unknown, node: Node<'_>) -> Unknown {
    Unknown::of([&Unknown::of([unknown]), &Unknown::new(Cause::at(CauseKind::Expansion(address), node.span()))])
}

fn symbolic_count(unknown: &Unknown) -> Rc<Repetition> {
    let index = Value::Unknown(unknown.with_type(Type::Number));
    Rc::new(Repetition { key: InstanceKey::Symbolic, by: RepeatedBy::Count(index) })
}

pub(super) fn symbolic_each(unknown: &Unknown) -> Rc<Repetition> {
    let key = Value::Unknown(unknown.with_type(Type::String));
    let value = Value::Unknown(unknown.clone());
    Rc::new(Repetition { key: InstanceKey::Symbolic, by: RepeatedBy::ForEach { key, value } })
}
