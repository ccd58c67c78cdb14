//! Maps that are put over one another: `inputs` through includes, `merge()`, `deep_merge()`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::config::Config;
use crate::evaluation::{Cause, CauseKind, Limit, Mapping, Unknown, Value};
use crate::source::Span;
use crate::syntax::{Expression, Node};

/// A map whose values keep the places they are given at.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) values: BTreeMap<Arc<str>, (Value, Span)>,
    /// What any other key is worth, when one of the maps is not known.
    pub(super) rest: Option<(Unknown, Span)>,
}

/// How a map goes over another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    /// Not at all: only its names can be referred to.
    None,
    /// Key by key.
    Shallow,
    /// Key by key at all depths; lists follow one another.
    Deep,
}

/// How many locals are followed in all to find where keys are written.
const MAX_FOLLOWED: usize = 64;

impl Entries {
    /// What `node` gives, in `config`.
    pub(super) fn of(node: Node<'_>, config: &Config<'_, '_>) -> Self {
        let (mut entries, mut left) = (Self::default(), MAX_FOLLOWED);
        entries.add(node, config, &mut left);
        entries
    }

    /// Puts what `node` gives over what is there: piece by piece as far as its text tells them apart, so that each key
    /// has its own place and an unknown piece leaves the others known.
    fn add(&mut self, node: Node<'_>, config: &Config<'_, '_>, left: &mut usize) {
        match node.expression() {
            Expression::Parenthesized(inner) => self.add(inner, config, left),
            Expression::Call("merge", arguments, false) => {
                arguments.iter().for_each(|argument| self.add(argument, config, left));
            }
            Expression::Object(items) => {
                let mut own = Self::default();
                for item in items.iter() {
                    match config.value(item.key) {
                        Value::String(key) => {
                            own.values.insert(key, (config.value(item.value), item.value.span()));
                        }
                        Value::Unknown(unknown) => own.rest = Some((unknown, item.key.span())),
                        _ => {}
                    }
                }
                self.put(own, Strategy::Shallow);
            }
            _ if *left > 0
                && let Some(local) = config.local_of(node) =>
            {
                *left -= 1;
                self.add(local, config, left);
            }
            _ => self.put(Self::from_value(&config.value(node), node.span()), Strategy::Shallow),
        }
    }

    /// The entries of `value`, which is given at `span`.
    pub(super) fn from_value(value: &Value, span: Span) -> Self {
        let (plain, sensitive) = value.unmark();
        let mark = |value: &Value| if sensitive { value.clone().into_sensitive() } else { value.clone() };
        match plain {
            Value::Map(entries) | Value::Object(entries) => Self {
                values: entries.iter().map(|(key, value)| (Arc::clone(key), (mark(value), span))).collect(),
                rest: entries.rest().map(|rest| (rest.clone(), span)),
            },
            Value::Unknown(unknown) => Self { values: BTreeMap::new(), rest: Some((unknown.clone(), span)) },
            _ => Self::default(),
        }
    }

    /// Puts `over` over what is there.
    pub(super) fn put(&mut self, over: Self, strategy: Strategy) {
        if let Some((unknown, span)) = &over.rest {
            // Any of them may be among the keys that are not known.
            for value in self.values.values_mut() {
                *value = (Value::Unknown(unknown.clone()), *span);
            }
        }
        for (key, (value, span)) in over.values {
            let merged = match (strategy, self.values.get(&key)) {
                (Strategy::Deep, Some((below, _))) => deep(below, &value, &mut 0),
                _ => value,
            };
            self.values.insert(key, (merged, span));
        }
        self.rest = over.rest.or(self.rest.take());
    }

    /// As one value.
    pub(super) fn into_value(self) -> Value {
        let values = self.values.into_iter().map(|(key, (value, _))| (key, value)).collect();
        Value::Object(match self.rest {
            Some((rest, _)) => Mapping::open(values, rest),
            None => values.into(),
        })
    }
}

/// The most values that one merge looks at: values that share their parts may be far larger than their text.
const MAX_MERGED: usize = 1_000_000;

/// `over` put over `below` at all depths; `work` counts what was looked at so far.
pub(super) fn deep(below: &Value, over: &Value, work: &mut usize) -> Value {
    *work += 1;
    if *work > MAX_MERGED {
        return Value::unknown(Cause { kind: CauseKind::Limit(Limit::Work), span: None });
    }
    match (below, over) {
        (Value::Map(below) | Value::Object(below), Value::Map(over) | Value::Object(over)) => {
            let mut merged = below.entries().clone();
            for (key, value) in over.iter() {
                let value = merged.get(key).map_or_else(|| value.clone(), |below| deep(below, value, work));
                merged.insert(Arc::clone(key), value);
            }
            Value::Object(match over.rest().or(below.rest()) {
                Some(rest) => Mapping::open(merged, rest.clone()),
                None => merged.into(),
            })
        }
        (Value::List(below) | Value::Tuple(below), Value::List(over) | Value::Tuple(over)) => {
            *work += below.len() + over.len();
            Value::tuple(below.iter().chain(over.iter()).cloned().collect())
        }
        _ => over.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_merges_go_into_maps_and_add_to_lists() {
        let list = |items: &[&str]| Value::tuple(items.iter().map(|item| Value::string(*item)).collect());
        let below =
            Value::object([("a", Value::object([("x", Value::int(1)), ("y", list(&["1"]))])), ("b", list(&[]))]);
        let over =
            Value::object([("a", Value::object([("y", list(&["2"])), ("z", Value::int(3))])), ("b", Value::Null)]);
        let merged = Value::object([
            ("a", Value::object([("x", Value::int(1)), ("y", list(&["1", "2"])), ("z", Value::int(3))])),
            ("b", Value::Null),
        ]);
        assert_eq!(deep(&below, &over, &mut 0), merged);
    }
}
