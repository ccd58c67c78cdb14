//! Functions on maps and objects, and those that make some.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arguments::{Arguments, check_elements, entries, items};
use super::collections::ordered_at;
use super::error::{Failure, Problem};
use super::signature::{Cost, Function, Kind, Parameter, Takes};
use crate::evaluation::convert::convert;
use crate::evaluation::possibilities::{compute_each, unknowns_of};
use crate::evaluation::types::Type;
use crate::evaluation::unknown::Unknown;
use crate::evaluation::value::{Mapping, Value};

const MAP: Parameter = Parameter::new("inputMap", Kind::Any).taking(Takes::Structure);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("keys", &[MAP], Kind::Any, |call| {
        let keys = map_at(call, 0)?.keys().map(|key| Value::String(Arc::clone(key))).collect();
        Ok(sequence_like(call.value(0), keys))
    }),
    Function::new(
        "lookup",
        &[
            Parameter::new("inputMap", Kind::Any).taking(Takes::OpenStructure),
            Parameter::new("key", Kind::String).taking(Takes::Open),
            Parameter::new("default", Kind::Any).taking(Takes::Raw).nullable(),
        ],
        Kind::Any,
        lookup,
    )
    .optional(1)
    .costing(Cost::Little),
    Function::new("merge", &[], Kind::Any, merge)
        .variadic(Parameter::new("maps", Kind::Any).taking(Takes::OpenStructure).nullable()),
    Function::new(
        "transpose",
        &[Parameter::new("values", Kind::MapOfListsOfStrings)],
        Kind::MapOfListsOfStrings,
        transpose,
    ),
    Function::new("values", &[MAP], Kind::Any, |call| {
        let values = map_at(call, 0)?.values().cloned().collect();
        Ok(sequence_like(call.value(0), values))
    }),
    Function::new(
        "zipmap",
        &[Parameter::new("keys", Kind::ListOfStrings), Parameter::new("values", Kind::Any).taking(Takes::Structure)],
        Kind::Any,
        zip_map,
    ),
];

fn map_at<'a>(call: &Arguments<'a>, index: usize) -> Result<&'a Mapping, Failure> {
    entries(call.value(index)).ok_or_else(|| Problem::Kind("a map or object").at(index))
}

/// What belongs to the elements of a map is a list, what belongs to those of an object a tuple.
fn sequence_like(mapping: &Value, elements: Vec<Value>) -> Value {
    if matches!(mapping, Value::Map(_)) { Value::List(elements.into()) } else { Value::tuple(elements) }
}

fn lookup(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (map, key) = (call.value(0), call.value(1));
    let default = (call.len() > 2).then(|| call.value(2));
    let entries = match (map, key) {
        (Value::Unknown(unknown), _) => return Ok(lookup_in_unknown(call, unknown, default)),
        (Value::Map(entries) | Value::Object(entries), Value::Unknown(unknown)) => {
            return Ok(lookup_unknown_key(call, entries, unknown, default));
        }
        _ => map_at(call, 0)?,
    };
    // The default must suit a map even when it is not needed.
    let default = match (default, map) {
        (Some(default), Value::Map(_)) => {
            let element = match Type::of(map) {
                Type::Map(element) => *element,
                _ => Type::Any,
            };
            Some(convert(default, &element).map_err(|error| Problem::Conversion(error).at(2))?)
        }
        (default, _) => default.cloned(),
    };
    if let Some(value) = entries.get(call.text(1)) {
        return Ok(value.clone());
    }
    if let Some(rest) = entries.rest() {
        let more = default.as_ref().and_then(Value::unknowns);
        return Ok(Value::Unknown(Unknown::of(std::iter::once(rest).chain(&more))));
    }
    default.ok_or_else(|| Problem::NoSuchKey.at(1))
}

/// What `lookup` gives in each of the maps that an unknown may be.
fn lookup_in_unknown(call: &Arguments<'_>, unknown: &Unknown, default: Option<&Value>) -> Value {
    let results = unknown.candidates().and_then(|candidates| {
        candidates
            .iter()
            .map(|candidate| {
                let values: Vec<Value> =
                    [candidate.unmark_deep().0, call.value(1).clone()].into_iter().chain(default.cloned()).collect();
                lookup(&Arguments { values: &values, environment: call.environment }).ok()
            })
            .collect::<Option<Vec<Value>>>()
    });
    let merged = unknowns_of(call.values).unwrap_or_else(|| unknown.clone());
    Value::Unknown(match results {
        Some(results) => merged.with_candidates(results),
        None => Unknown::of([&merged]),
    })
}

/// One of the values whose keys the unknown key may be, or the default.
fn lookup_unknown_key(call: &Arguments<'_>, entries: &Mapping, key: &Unknown, default: Option<&Value>) -> Value {
    let merged = Unknown::of(std::iter::once(key).chain(entries.rest()));
    if entries.rest().is_some() {
        return Value::Unknown(merged);
    }
    let selected = key.candidates().and_then(|keys| {
        keys.iter()
            .map(|key| {
                let values: Vec<Value> =
                    [call.value(0).clone(), key.unmark_deep().0].into_iter().chain(default.cloned()).collect();
                lookup(&Arguments { values: &values, environment: call.environment }).ok()
            })
            .collect::<Option<Vec<Value>>>()
    });
    let possible = selected.unwrap_or_else(|| entries.values().chain(default).cloned().collect());
    Value::Unknown(merged.with_candidates(possible))
}

/// Later arguments win. Maps of one type give a map, anything else an object.
fn merge(call: &Arguments<'_>) -> Result<Value, Failure> {
    let unknowns: Vec<&Unknown> = call.values.iter().filter_map(Value::as_unknown).collect();
    if !unknowns.is_empty() && unknowns.iter().all(|unknown| unknown.candidates().is_some()) {
        let each = compute_each(&Unknown::of(unknowns), call.values, |values| {
            merge(&Arguments { values, environment: call.environment })
        });
        if each.as_unknown().is_some_and(|unknown| unknown.candidates().is_some()) {
            return Ok(each);
        }
    }
    let mut merged: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    let mut rest: Vec<Unknown> = Vec::new();
    let mut types: Vec<Type> = Vec::new();
    for (index, value) in call.values.iter().enumerate() {
        let (open, entries) = match value {
            Value::Null => {
                types.push(Type::Any);
                continue;
            }
            Value::Unknown(unknown) => (Some(unknown), None),
            _ => {
                let entries = map_at(call, index)?;
                (entries.rest(), Some(entries))
            }
        };
        if let Some(open) = open {
            // What is not known of this argument may replace whatever came before.
            for before in merged.values_mut() {
                let more = before.unknowns();
                *before = Value::Unknown(Unknown::of(std::iter::once(open).chain(&more)));
            }
            rest.push(open.clone());
        }
        merged.extend(
            entries.into_iter().flat_map(|entries| entries.iter()).map(|(key, value)| (Arc::clone(key), value.clone())),
        );
        check_elements(merged.len())?;
        types.push(Type::of(value));
    }
    let is_map =
        !types.is_empty() && types.iter().all(|of_type| matches!(of_type, Type::Map(_))) && same_map_types(&types);
    let mapping = if rest.is_empty() { merged.into() } else { Mapping::open(merged, Unknown::of(&rest)) };
    Ok(if is_map { Value::Map(mapping) } else { Value::Object(mapping) })
}

/// Whether the types are the same as far as they are known: an empty map does not tell what its elements would be.
fn same_map_types(types: &[Type]) -> bool {
    let known: Vec<&Type> = types.iter().filter(|of_type| !of_type.has_any()).collect();
    known.windows(2).all(|pair| pair[0] == pair[1])
}

fn transpose(call: &Arguments<'_>) -> Result<Value, Failure> {
    let mut transposed: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (key, values) in entries(call.value(0)).into_iter().flat_map(|entries| entries.iter()) {
        for value in items(values).ok_or_else(|| Problem::NullElement.at(0))? {
            let Value::String(text) = value else {
                return Err(Problem::NullElement.at(0));
            };
            transposed.entry(Arc::clone(text)).or_default().push(Value::String(Arc::clone(key)));
        }
    }
    let lists: BTreeMap<Arc<str>, Value> =
        transposed.into_iter().map(|(key, keys)| (key, Value::List(keys.into()))).collect();
    Ok(Value::Map(lists.into()))
}

/// A list of values gives a map, a tuple an object.
fn zip_map(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (keys, values) = (call.items(0), ordered_at(call, 1)?);
    if keys.len() != values.len() {
        return Err(Problem::Lengths { left: keys.len(), right: values.len() }.into());
    }
    let mut zipped: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for (key, value) in keys.iter().zip(values) {
        let Value::String(key) = key else {
            return Err(Problem::NullElement.at(0));
        };
        zipped.insert(Arc::clone(key), value.clone());
    }
    Ok(if matches!(call.value(1), Value::Tuple(_)) { Value::Object(zipped.into()) } else { Value::Map(zipped.into()) })
}
