//! Operators, interpolation and traversal steps on values.

use std::sync::Arc;

use super::convert::{ConvertError, convert, convert_to_common, kind_of};
use super::equality::{Verdict, equal};
use super::number::{Number, NumberError};
use super::possibilities::{compute_each, unknowns_of};
use super::types::Type;
use super::unify::unify_all;
use super::unknown::Unknown;
use super::value::{Mapping, Sequence, Value};
use crate::syntax::{BinaryOperator, UnaryOperator};

/// An operation that has no result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OperatorError {
    /// The left operand, or the only one, is not of the operator's type.
    #[error("the left operand is not suitable: {0}")]
    Left(ConvertError),
    /// The right operand is not of the operator's type.
    #[error("the right operand is not suitable: {0}")]
    Right(ConvertError),
    /// An operand is null.
    #[error("an operand is null")]
    NullOperand,
    /// Arithmetic without a result.
    #[error("{0}")]
    Number(#[from] NumberError),
    /// The results of a conditional have no type in common.
    #[error("both results of a conditional must be of one type, not {0} and {1}")]
    Branches(&'static str, &'static str),
    /// Null in a template.
    #[error("null cannot be part of a string template")]
    NullInTemplate,
    /// A collection in a template: what it is.
    #[error("{0} cannot be part of a string template")]
    CollectionInTemplate(&'static str),
    /// A step into null.
    #[error("the value is null, so that it has no attributes or elements")]
    NullTraversal,
    /// An attribute of something that has none: what it is.
    #[error("{0} has no attributes")]
    NoAttributes(&'static str),
    /// An element of something that has none: what it is.
    #[error("{0} has no elements to select by index")]
    NoElements(&'static str),
    /// An attribute that an object or map lacks.
    #[error("there is no attribute or key named \"{0}\"")]
    MissingAttribute(Arc<str>),
    /// An index that a list or tuple does not have.
    #[error("there is no element {index}: there are {length}")]
    OutOfRange {
        /// The index that was asked for.
        index: Number,
        /// How many elements there are.
        length: usize,
    },
    /// An index that is not a whole number from 0 on.
    #[error("an index is a whole number from 0 on")]
    NotAnIndex,
    /// A null key.
    #[error("null cannot be an index or key")]
    NullKey,
    /// A key that is not of the type that the collection is indexed by.
    #[error("the index is not suitable: {0}")]
    Key(ConvertError),
}

/// `left operator right`. What one operand settles alone is settled even if the other one is unknown.
pub fn binary(operator: BinaryOperator, left: &Value, right: &Value) -> Result<Value, OperatorError> {
    let sensitive = left.has_sensitive() || right.has_sensitive();
    let (left, right) = (left.unmark_deep().0, right.unmark_deep().0);
    let result = match operator {
        BinaryOperator::Equal => Ok(verdict_value(equal(&left, &right), false)),
        BinaryOperator::NotEqual => Ok(verdict_value(equal(&left, &right), true)),
        BinaryOperator::And => logical(&left, &right, false),
        BinaryOperator::Or => logical(&left, &right, true),
        BinaryOperator::Less => {
            numeric(&left, &right, Type::Bool, |left, right| Ok(Value::Bool(left.compare(right).is_lt())))
        }
        BinaryOperator::LessOrEqual => {
            numeric(&left, &right, Type::Bool, |left, right| Ok(Value::Bool(left.compare(right).is_le())))
        }
        BinaryOperator::Greater => {
            numeric(&left, &right, Type::Bool, |left, right| Ok(Value::Bool(left.compare(right).is_gt())))
        }
        BinaryOperator::GreaterOrEqual => {
            numeric(&left, &right, Type::Bool, |left, right| Ok(Value::Bool(left.compare(right).is_ge())))
        }
        BinaryOperator::Add => arithmetic(&left, &right, Number::add),
        BinaryOperator::Subtract => arithmetic(&left, &right, Number::subtract),
        BinaryOperator::Multiply => arithmetic(&left, &right, Number::multiply),
        BinaryOperator::Divide => arithmetic(&left, &right, Number::divide),
        BinaryOperator::Modulo => arithmetic(&left, &right, Number::modulo),
    }?;
    Ok(if sensitive { result.into_sensitive() } else { result })
}

fn verdict_value(verdict: Verdict, negated: bool) -> Value {
    match verdict {
        Verdict::Known(equal) => Value::Bool(equal != negated),
        Verdict::Unknown(unknown) => Value::Unknown(unknown.with_type(Type::Bool)),
    }
}

/// `&&` and `||`: `decisive` is the operand that settles the result.
fn logical(left: &Value, right: &Value, decisive: bool) -> Result<Value, OperatorError> {
    let left = convert(left, &Type::Bool).map_err(OperatorError::Left)?;
    if left == Value::Null {
        return Err(OperatorError::NullOperand);
    }
    if left.as_bool() == Some(decisive) {
        return Ok(left);
    }
    let right = convert(right, &Type::Bool).map_err(OperatorError::Right)?;
    if right == Value::Null {
        return Err(OperatorError::NullOperand);
    }
    if right.as_bool() == Some(decisive) || left.as_bool().is_some() {
        return Ok(right);
    }
    if right.as_bool().is_some() {
        return Ok(left);
    }
    with_unknowns(&[left, right], Type::Bool, |operands| {
        let any = operands.iter().any(|operand| operand.as_bool() == Some(decisive));
        Ok(Value::Bool(any == decisive))
    })
}

/// `compute(values)`, or what it may give when some of `values` are unknown; that is of type `of_type`.
fn with_unknowns<E>(
    values: &[Value],
    of_type: Type,
    compute: impl Fn(&[Value]) -> Result<Value, E>,
) -> Result<Value, E> {
    match unknowns_of(values) {
        Some(unknown) => Ok(compute_each(&unknown.with_type(of_type), values, compute)),
        None => compute(values),
    }
}

fn arithmetic(
    left: &Value,
    right: &Value,
    compute: impl Fn(&Number, &Number) -> Result<Number, NumberError>,
) -> Result<Value, OperatorError> {
    numeric(left, right, Type::Number, |left, right| compute(left, right).map(Value::Number))
}

/// An operation on two numbers whose result is of type `of_type`.
fn numeric(
    left: &Value,
    right: &Value,
    of_type: Type,
    compute: impl Fn(&Number, &Number) -> Result<Value, NumberError>,
) -> Result<Value, OperatorError> {
    let left = convert(left, &Type::Number).map_err(OperatorError::Left)?;
    let right = convert(right, &Type::Number).map_err(OperatorError::Right)?;
    if left == Value::Null || right == Value::Null {
        return Err(OperatorError::NullOperand);
    }
    with_unknowns(&[left, right], of_type, |operands| match operands {
        [Value::Number(left), Value::Number(right)] => Ok(compute(left, right)?),
        _ => Err(OperatorError::NullOperand),
    })
}

/// `operator operand`
pub fn unary(operator: UnaryOperator, operand: &Value) -> Result<Value, OperatorError> {
    let of_type = match operator {
        UnaryOperator::Negate => Type::Number,
        UnaryOperator::Not => Type::Bool,
    };
    let (operand, sensitive) = operand.unmark_deep();
    let operand = convert(&operand, &of_type).map_err(OperatorError::Left)?;
    let result = with_unknowns(&[operand], of_type, |operands| match operands {
        [Value::Number(number)] => Ok(Value::Number(number.negate())),
        [Value::Bool(flag)] => Ok(Value::Bool(!flag)),
        _ => Err(OperatorError::NullOperand),
    })?;
    Ok(if sensitive { result.into_sensitive() } else { result })
}

/// The value of a conditional whose chosen result is `chosen` and whose other result is `other`: converted to the type
/// that both have in common, as far as that is known.
pub fn unify_branches(chosen: &Value, other: &Value) -> Result<Value, OperatorError> {
    let (chosen_type, other_type) = (Type::of(chosen), Type::of(other));
    if chosen_type == other_type {
        return Ok(chosen.clone());
    }
    let mismatch = || OperatorError::Branches(kind_of(chosen), kind_of(other));
    let common = unify_all(&[&chosen_type, &other_type]).ok_or_else(mismatch)?;
    convert_to_common(chosen, &common).map_err(|_| mismatch())
}

/// `value` as a part of a string template.
pub fn to_template_string(value: &Value) -> Result<Value, OperatorError> {
    match value {
        Value::Null => Err(OperatorError::NullInTemplate),
        Value::Sensitive(inner) => to_template_string(inner).map(Value::into_sensitive),
        // Terraform waits until it is known.
        Value::Unknown(unknown) => Ok(convert(value, &Type::String)
            .unwrap_or_else(|_| Value::Unknown(Unknown::of([unknown]).with_type(Type::String)))),
        _ => convert(value, &Type::String).map_err(|_| OperatorError::CollectionInTemplate(kind_of(value))),
    }
}

/// `value.name`
pub fn attribute(value: &Value, name: &str) -> Result<Value, OperatorError> {
    match value {
        Value::Null => Err(OperatorError::NullTraversal),
        Value::Sensitive(inner) => attribute(inner, name).map(Value::into_sensitive),
        Value::Unknown(unknown) => {
            check_attribute(unknown, name)?;
            Ok(step_into_unknown(unknown, name_type(unknown, name), |value| attribute(value, name)))
        }
        Value::Object(entries) | Value::Map(entries) => entry(entries, name),
        _ => Err(OperatorError::NoAttributes(kind_of(value))),
    }
}

/// Whether an unknown may have an attribute, by its type.
fn check_attribute(unknown: &Unknown, name: &str) -> Result<(), OperatorError> {
    match unknown.of_type() {
        Some(Type::Bool) => Err(OperatorError::NoAttributes("a bool")),
        Some(Type::Number) => Err(OperatorError::NoAttributes("a number")),
        Some(Type::String) => Err(OperatorError::NoAttributes("a string")),
        Some(Type::Object(attributes)) if !attributes.iter().any(|attribute| &*attribute.name == name) => {
            Err(OperatorError::MissingAttribute(name.into()))
        }
        _ => Ok(()),
    }
}

/// `value[key]`
pub fn index(value: &Value, key: &Value) -> Result<Value, OperatorError> {
    match (value, key) {
        (Value::Sensitive(inner), _) => index(inner, key).map(Value::into_sensitive),
        (_, Value::Sensitive(inner)) => index(value, inner).map(Value::into_sensitive),
        (Value::Null, _) => Err(OperatorError::NullTraversal),
        (_, Value::Null) => Err(OperatorError::NullKey),
        (Value::Unknown(unknown), _) if matches!(unknown.of_type(), Some(Type::Set(_))) => {
            Err(OperatorError::NoElements("a set"))
        }
        (Value::Unknown(unknown), _) => {
            let of_type = match key {
                Value::Unknown(_) => element_type(unknown),
                _ => key.as_str().map_or_else(|| element_type(unknown), |name| name_type(unknown, name)),
            };
            let parts: Vec<&Unknown> = std::iter::once(unknown).chain(key.as_unknown()).collect();
            let unknown = keep_candidates(unknown, &parts);
            Ok(step_into_unknown(&unknown, of_type, |value| index(value, key)))
        }
        (Value::List(items) | Value::Tuple(items), Value::Unknown(unknown)) => {
            Ok(index_by_unknown(value, unknown, &mut items.iter()))
        }
        (Value::Object(entries) | Value::Map(entries), Value::Unknown(unknown)) => {
            if entries.rest().is_some() {
                return Ok(Value::Unknown(Unknown::of(std::iter::once(unknown).chain(entries.rest()))));
            }
            Ok(index_by_unknown(value, unknown, &mut entries.values()))
        }
        (Value::List(items) | Value::Tuple(items), _) => element(items, key),
        (Value::Object(entries) | Value::Map(entries), _) => {
            let key = convert(key, &Type::String).map_err(OperatorError::Key)?;
            entry(entries, key.as_str().unwrap_or_default())
        }
        _ => Err(OperatorError::NoElements(kind_of(value))),
    }
}

fn entry(entries: &Mapping, name: &str) -> Result<Value, OperatorError> {
    match (entries.get(name), entries.rest()) {
        (Some(value), _) => Ok(value.clone()),
        (None, Some(rest)) => Ok(Value::Unknown(rest.clone())),
        (None, None) => Err(OperatorError::MissingAttribute(name.into())),
    }
}

fn element(items: &Sequence, key: &Value) -> Result<Value, OperatorError> {
    match convert(key, &Type::Number).map_err(OperatorError::Key)? {
        Value::Number(number) if number.is_integer() && number.signum() >= 0 => number
            .as_usize()
            .and_then(|position| items.get(position))
            .cloned()
            .ok_or(OperatorError::OutOfRange { index: number, length: items.len() }),
        _ => Err(OperatorError::NotAnIndex),
    }
}

fn keep_candidates(unknown: &Unknown, parts: &[&Unknown]) -> Unknown {
    let merged = Unknown::of(parts.iter().copied());
    match unknown.candidates() {
        Some(candidates) => merged.with_candidates(candidates.to_vec()),
        None => merged,
    }
}

/// A step into an unknown: into each of its candidates, when it has some.
fn step_into_unknown(
    unknown: &Unknown,
    of_type: Option<Type>,
    step: impl Fn(&Value) -> Result<Value, OperatorError>,
) -> Value {
    let merged = Unknown::of([unknown]);
    let typed = match of_type {
        Some(of_type) => merged.with_type(of_type),
        None => merged,
    };
    let results = unknown
        .candidates()
        .and_then(|candidates| candidates.iter().map(|value| step(value).ok()).collect::<Option<Vec<Value>>>());
    Value::Unknown(match results {
        Some(results) => typed.with_candidates(results),
        None => typed,
    })
}

/// `collection[key]` with an unknown key: one of the elements that its candidates select, or any of them.
fn index_by_unknown(collection: &Value, key: &Unknown, elements: &mut dyn Iterator<Item = &Value>) -> Value {
    let selected = key
        .candidates()
        .and_then(|keys| keys.iter().map(|key| index(collection, key).ok()).collect::<Option<Vec<Value>>>());
    let possible = selected.unwrap_or_else(|| elements.take(super::unknown::MAX_CANDIDATES + 1).cloned().collect());
    Value::Unknown(Unknown::of([key]).with_candidates(possible))
}

/// The type of the attribute or key `name` of an unknown.
fn name_type(unknown: &Unknown, name: &str) -> Option<Type> {
    match unknown.of_type()? {
        Type::Object(attributes) => {
            attributes.iter().find(|attribute| &*attribute.name == name).map(|attribute| attribute.of_type.clone())
        }
        _ => element_type(unknown),
    }
    .filter(|of_type| *of_type != Type::Any)
}

/// The type of each element of an unknown collection.
fn element_type(unknown: &Unknown) -> Option<Type> {
    match unknown.of_type()? {
        Type::List(element) | Type::Set(element) | Type::Map(element) if **element != Type::Any => {
            Some((**element).clone())
        }
        _ => None,
    }
}
