//! Values beside an unknown of no known type.
//!
//! Terraform makes branches of a conditional and elements of a collection of one type. Beside a value that may be of any
//! type, `1` may have to become `"1"`: what it is then depends on the unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::convert::convert;
use super::value::{Mapping, Sequence};
use super::{Type, Unknown, Value};

/// Where values that are to be of one type leave that type open.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// Why, when it is open as a whole.
    whole: Option<Unknown>,
    /// Why, for the attributes of objects that have the same ones.
    attributes: BTreeMap<Arc<str>, Unknown>,
}

impl Open {
    /// What `values` leave open.
    pub(super) fn of(values: &[&Value]) -> Self {
        let inside: Vec<Unknown> = values.iter().filter_map(|value| untyped(value)).collect();
        if inside.is_empty() {
            return Self::default();
        }
        let whole = || Self { whole: Some(Unknown::of(&inside)), attributes: BTreeMap::new() };
        let objects: Option<Vec<&Mapping>> = values.iter().map(|value| closed_object(value)).collect();
        let Some(objects) = objects else { return whole() };
        let Some((first, others)) = objects.split_first() else { return whole() };
        if others.iter().any(|other| other.keys().ne(first.keys())) {
            return whole();
        }
        let mut attributes: BTreeMap<Arc<str>, Unknown> = BTreeMap::new();
        for (name, value) in objects.iter().flat_map(|object| object.iter()) {
            if let Some(unknown) = untyped(value) {
                attributes.entry(Arc::clone(name)).or_insert(unknown);
            }
        }
        Self { whole: None, attributes }
    }

    /// `value`, one of those values made of the type that they seem to have in common, as far as that is certain.
    pub(super) fn loosen(&self, value: Value) -> Value {
        if let Some(why) = &self.whole {
            return loosened(&value, why);
        }
        match &value {
            Value::Object(entries) if !self.attributes.is_empty() => {
                let entry = |(name, entry): (&Arc<str>, &Value)| {
                    let entry = self.attributes.get(name).map_or_else(|| entry.clone(), |why| loosened(entry, why));
                    (Arc::clone(name), entry)
                };
                Value::Object(entries.iter().map(entry).collect::<BTreeMap<_, _>>().into())
            }
            Value::Sensitive(inner) if !self.attributes.is_empty() => self.loosen((**inner).clone()).into_sensitive(),
            _ => value,
        }
    }
}

/// The entries of an object whose attributes are all known.
fn closed_object(value: &Value) -> Option<&Mapping> {
    match value {
        Value::Object(entries) => entries.rest().is_none().then_some(entries),
        Value::Sensitive(inner) => closed_object(inner),
        _ => None,
    }
}

/// The unknown inside `value` whose type is not known.
fn untyped(value: &Value) -> Option<Unknown> {
    match value {
        Value::Unknown(unknown) => Type::of(value).has_any().then(|| unknown.clone()),
        Value::Sensitive(inner) => untyped(inner),
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => items.iter().find_map(untyped),
        Value::Map(entries) | Value::Object(entries) => {
            entries.rest().cloned().or_else(|| entries.values().find_map(untyped))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// `value` with each number and bool inside either as it is or as a string, because of `why`.
fn loosened(value: &Value, why: &Unknown) -> Value {
    let sequence = |items: &Sequence| items.iter().map(|item| loosened(item, why)).collect::<Vec<_>>();
    let mapping = |entries: &Mapping| {
        let loosened: BTreeMap<_, _> =
            entries.iter().map(|(key, entry)| (Arc::clone(key), loosened(entry, why))).collect();
        match entries.rest() {
            Some(rest) => Mapping::open(loosened, rest.clone()),
            None => loosened.into(),
        }
    };
    match value {
        Value::Number(_) | Value::Bool(_) => {
            let text = convert(value, &Type::String).ok();
            Value::Unknown(Unknown::of([why]).with_candidates(std::iter::once(value.clone()).chain(text).collect()))
        }
        Value::Unknown(unknown) if unknown.of_type() == Some(&Type::String) => value.clone(),
        Value::Unknown(unknown) => Value::Unknown(match unknown.candidates() {
            Some(values) => {
                unknown.without_type().with_candidates(values.iter().map(|one| loosened(one, why)).collect())
            }
            None => unknown.without_type(),
        }),
        Value::Sensitive(inner) => loosened(inner, why).into_sensitive(),
        Value::List(items) => Value::List(sequence(items).into()),
        Value::Set(items) => Value::set(sequence(items)),
        Value::Tuple(items) => Value::tuple(sequence(items)),
        Value::Map(entries) => Value::Map(mapping(entries)),
        Value::Object(entries) => Value::Object(mapping(entries)),
        Value::Null | Value::String(_) => value.clone(),
    }
}
