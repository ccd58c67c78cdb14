//! Functions on lists, sets and tuples, and on whatever has elements.

use super::MAX_ELEMENTS;
use super::arguments::{Arguments, check_elements, items, list};
use super::error::{Failure, Problem};
use super::signature::{Cost, Function, Kind, Parameter, Takes};
use crate::evaluation::convert::{convert, convert_to_common};
use crate::evaluation::equality::{Verdict, all, any, equal};
use crate::evaluation::number::Number;
use crate::evaluation::open::Open;
use crate::evaluation::operators::index as element_at;
use crate::evaluation::set::MemberKey;
use crate::evaluation::types::Type;
use crate::evaluation::unify::unify_all;
use crate::evaluation::unknown::Unknown;
use crate::evaluation::value::Value;

const BOOLS: Parameter = Parameter::new("list", Kind::ListOfBools).taking(Takes::Open);
const SEQUENCE: Parameter = Parameter::new("list", Kind::Any).taking(Takes::Structure);
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("alltrue", &[BOOLS], Kind::Bool, |call| Ok(of_all(call, |verdicts| all(verdicts)))),
    Function::new("anytrue", &[BOOLS], Kind::Bool, |call| Ok(of_all(call, |verdicts| any(verdicts)))),
    Function::new(
        "chunklist",
        &[Parameter::new("list", Kind::List).taking(Takes::Structure), Parameter::new("size", Kind::Number)],
        Kind::List,
        chunk_list,
    ),
    Function::new("coalesce", &[], Kind::Any, coalesce)
        .variadic(Parameter::new("vals", Kind::Any).taking(Takes::Open).nullable()),
    Function::new("coalescelist", &[], Kind::Any, coalesce_list)
        .variadic(Parameter::new("vals", Kind::Any).taking(Takes::Open)),
    Function::new("compact", &[Parameter::new("list", Kind::ListOfStrings)], Kind::ListOfStrings, |call| {
        let kept = |item: &&Value| item.as_str().is_some_and(|text| !text.is_empty());
        list(call.items(0).iter().filter(kept).cloned().collect())
    }),
    Function::new("concat", &[], Kind::Any, concat)
        .variadic(Parameter::new("seqs", Kind::Any).taking(Takes::Structure)),
    Function::new(
        "contains",
        &[
            Parameter::new("list", Kind::Any).taking(Takes::Open),
            Parameter::new("value", Kind::Any).taking(Takes::Open),
        ],
        Kind::Bool,
        contains,
    ),
    Function::new("distinct", &[Parameter::new("list", Kind::List)], Kind::List, |call| {
        let mut seen = std::collections::BTreeSet::new();
        list(call.items(0).iter().filter(|item| seen.insert(MemberKey::of(item))).cloned().collect())
    }),
    Function::new(
        "element",
        &[SEQUENCE, Parameter::new("index", Kind::Number).taking(Takes::Open)],
        Kind::Any,
        element,
    )
    .costing(Cost::Little),
    Function::new("flatten", &[SEQUENCE], Kind::Any, flatten),
    Function::new(
        "index",
        &[Parameter::new("list", Kind::Any), Parameter::new("value", Kind::Any)],
        Kind::Number,
        index,
    ),
    Function::new("length", &[Parameter::new("value", Kind::Any).taking(Takes::Structure)], Kind::Number, length)
        .costing(Cost::Little),
    Function::new(
        "matchkeys",
        &[
            Parameter::new("values", Kind::List),
            Parameter::new("keys", Kind::List),
            Parameter::new("searchset", Kind::List),
        ],
        Kind::List,
        match_keys,
    ),
    Function::new("one", &[SEQUENCE], Kind::Any, |call| match items(call.value(0)) {
        Some([]) => Ok(Value::Null),
        Some([sole]) => Ok(sole.clone()),
        Some(_) => Err(Problem::MoreThanOne.at(0)),
        None => Err(Problem::Kind("a list, set or tuple").at(0)),
    })
    .costing(Cost::Little),
    Function::new("range", &[], Kind::ListOfNumbers, range).variadic(Parameter::new("params", Kind::Number)),
    Function::new("reverse", &[SEQUENCE], Kind::Any, |call| {
        let reversed: Vec<Value> = sequence_at(call, 0)?.iter().rev().cloned().collect();
        Ok(if matches!(call.value(0), Value::Tuple(_)) { Value::tuple(reversed) } else { Value::List(reversed.into()) })
    }),
    Function::new(
        "slice",
        &[SEQUENCE, Parameter::new("start_index", Kind::Number), Parameter::new("end_index", Kind::Number)],
        Kind::Any,
        slice,
    ),
    Function::new("sort", &[Parameter::new("list", Kind::ListOfStrings)], Kind::ListOfStrings, |call| {
        let mut sorted = call.items(0).to_vec();
        if sorted.contains(&Value::Null) {
            return Err(Problem::NullElement.at(0));
        }
        sorted.sort_by(|left, right| left.as_str().cmp(&right.as_str()));
        list(sorted)
    }),
];

fn sequence_at<'a>(call: &Arguments<'a>, index: usize) -> Result<&'a [Value], Failure> {
    items(call.value(index)).ok_or_else(|| Problem::Kind("a list, set or tuple").at(index))
}

/// A list or tuple: what has a first element.
pub(super) fn ordered_at<'a>(call: &Arguments<'a>, index: usize) -> Result<&'a [Value], Failure> {
    match call.value(index) {
        Value::List(items) | Value::Tuple(items) => Ok(items),
        _ => Err(Problem::Kind("a list or tuple").at(index)),
    }
}

fn settle(verdict: Verdict) -> Value {
    match verdict {
        Verdict::Known(holds) => Value::Bool(holds),
        Verdict::Unknown(unknown) => Value::Unknown(unknown.with_type(Type::Bool)),
    }
}

/// What the elements of a list of bools give together.
fn of_all(call: &Arguments<'_>, together: fn(&mut dyn Iterator<Item = Verdict>) -> Verdict) -> Value {
    settle(match call.value(0) {
        Value::Unknown(unknown) => Verdict::Unknown(unknown.clone()),
        _ => together(&mut call.items(0).iter().map(is_true)),
    })
}

/// Whether an element is true; null is not.
fn is_true(element: &Value) -> Verdict {
    equal(element, &Value::Bool(true))
}

fn chunk_list(call: &Arguments<'_>) -> Result<Value, Failure> {
    let elements = call.items(0);
    // Without a size, everything is one chunk.
    let size = match call.count(1)? {
        0 => elements.len().max(1),
        size => size,
    };
    list(elements.chunks(size).map(|chunk| Value::List(chunk.to_vec().into())).collect())
}

fn coalesce(call: &Arguments<'_>) -> Result<Value, Failure> {
    let types: Vec<Type> = call.values.iter().map(Type::of).collect();
    let common = unify_all(&types.iter().collect::<Vec<_>>()).ok_or(Problem::NoCommonType)?;
    // An unknown without a type may make another type the common one.
    let is_certain = common == Type::String || !types.iter().any(Type::has_any);
    let result_type = if is_certain { common.clone() } else { Type::Any };
    let unsettled = |open: &[Unknown]| {
        let merged = Unknown::of(open);
        if result_type == Type::Any { merged } else { merged.with_type(result_type.clone()) }
    };
    let loose = Open::of(&call.values.iter().collect::<Vec<_>>());
    let mut open: Vec<Unknown> = Vec::new();
    let mut possible: Vec<Value> = Vec::new();
    for (index, value) in call.values.iter().enumerate() {
        let converted = convert_to_common(value, &common).map_err(|error| Problem::Conversion(error).at(index))?;
        let converted = loose.loosen(converted);
        match &converted {
            Value::Null => {}
            Value::String(text) if text.is_empty() => {}
            Value::Unknown(unknown) => {
                let candidates = unknown.candidates().unwrap_or(std::slice::from_ref(&converted));
                let empty = |value: &Value| *value == Value::Null || value.as_str() == Some("");
                let settled = !candidates.iter().any(|value| value.as_unknown().is_some() || empty(value));
                possible.extend(candidates.iter().filter(|value| !empty(value)).cloned());
                open.push(unknown.clone());
                if settled {
                    return Ok(Value::Unknown(unsettled(&open).with_candidates(possible)));
                }
            }
            _ if open.is_empty() => return Ok(converted),
            _ => {
                possible.push(converted);
                return Ok(Value::Unknown(unsettled(&open).with_candidates(possible)));
            }
        }
    }
    // Should the unknown ones turn out to be null, there is no result.
    if open.is_empty() { Err(Problem::AllEmpty.into()) } else { Ok(Value::Unknown(unsettled(&open))) }
}

fn coalesce_list(call: &Arguments<'_>) -> Result<Value, Failure> {
    for index in (0..call.len()).filter(|index| call.value(*index).as_unknown().is_none()) {
        ordered_at(call, index)?;
    }
    for (index, value) in call.values.iter().enumerate() {
        match value {
            Value::Unknown(unknown) => return Ok(Value::Unknown(Unknown::of([unknown]))),
            _ if !ordered_at(call, index)?.is_empty() => return Ok(value.clone()),
            _ => {}
        }
    }
    Err(Problem::AllEmpty.into())
}

/// Lists give a list, anything else a tuple.
fn concat(call: &Arguments<'_>) -> Result<Value, Failure> {
    if call.values.is_empty() {
        return Err(Problem::Empty.into());
    }
    let mut all_elements = Vec::new();
    for index in 0..call.len() {
        all_elements.extend_from_slice(ordered_at(call, index)?);
        check_elements(all_elements.len())?;
    }
    if call.values.iter().any(|value| matches!(value, Value::Tuple(_))) {
        return Ok(Value::tuple(all_elements));
    }
    let joined = Value::List(all_elements.clone().into());
    // Lists whose elements have nothing in common stay side by side.
    Ok(convert(&joined, &Type::list(Type::Any)).unwrap_or_else(|_| Value::tuple(all_elements)))
}

fn contains(call: &Arguments<'_>) -> Result<Value, Failure> {
    if let Some(unknown) = call.value(0).as_unknown() {
        return Ok(contains_in_unknown(unknown, call.value(1)));
    }
    let elements = sequence_at(call, 0)?;
    let holds = |value: &Value| any(elements.iter().map(|element| equal(element, value)));
    let candidates = call.value(1).as_unknown().and_then(Unknown::candidates);
    let agreed = candidates.and_then(|candidates| agreed(&candidates.iter().map(holds).collect::<Vec<_>>()));
    Ok(agreed.map_or_else(|| settle(holds(call.value(1))), Value::Bool))
}

/// What all of `verdicts` say.
fn agreed(verdicts: &[Verdict]) -> Option<bool> {
    let all = |outcome: bool| !verdicts.is_empty() && verdicts.iter().all(|one| *one == Verdict::Known(outcome));
    [true, false].into_iter().find(|outcome| all(*outcome))
}

/// Whether each of the lists that an unknown may be holds the value.
fn contains_in_unknown(unknown: &Unknown, value: &Value) -> Value {
    let verdicts: Option<Vec<Verdict>> = unknown.candidates().and_then(|candidates| {
        candidates.iter().map(|list| Some(any(items(list)?.iter().map(|element| equal(element, value))))).collect()
    });
    if let Some(agreed) = verdicts.as_deref().and_then(agreed) {
        return Value::Bool(agreed);
    }
    let more = value.unknowns();
    Value::Unknown(Unknown::of(std::iter::once(unknown).chain(&more)).with_type(Type::Bool))
}

/// The index wraps around.
fn element(call: &Arguments<'_>) -> Result<Value, Failure> {
    let elements = ordered_at(call, 0)?;
    if elements.is_empty() {
        return Err(Problem::Empty.at(0));
    }
    if matches!(call.value(1), Value::Unknown(_)) {
        let length = Value::Number(Number::from(elements.len()));
        let wrapped =
            crate::evaluation::operators::binary(crate::syntax::BinaryOperator::Modulo, call.value(1), &length);
        let position = wrapped.unwrap_or_else(|_| call.value(1).clone());
        return element_at(call.value(0), &position).map_err(|_| Problem::NotWhole.at(1));
    }
    let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    let position = call.integer(1)?.rem_euclid(length);
    usize::try_from(position)
        .ok()
        .and_then(|position| elements.get(position))
        .cloned()
        .ok_or_else(|| Problem::Empty.at(0))
}

/// Lists within lists are replaced by their elements. An unknown that may be a list leaves the length open.
fn flatten(call: &Arguments<'_>) -> Result<Value, Failure> {
    struct Flat {
        elements: Vec<Value>,
        open: Vec<Unknown>,
        sensitive: bool,
    }
    fn add(value: &Value, flat: &mut Flat) -> Result<(), Failure> {
        let (inner, marked) = value.unmark();
        match inner {
            Value::List(_) | Value::Set(_) | Value::Tuple(_) => {
                flat.sensitive |= marked;
                if matches!(inner, Value::Set(set) if set.len() > 1) {
                    flat.open.extend(inner.unknowns());
                }
                items(inner).unwrap_or_default().iter().try_for_each(|item| add(item, flat))?;
            }
            Value::Unknown(unknown) if !is_never_a_sequence(unknown) => flat.open.push(unknown.clone()),
            _ => flat.elements.push(value.clone()),
        }
        check_elements(flat.elements.len())
    }
    sequence_at(call, 0)?;
    let mut flat = Flat { elements: Vec::new(), open: Vec::new(), sensitive: false };
    add(call.value(0), &mut flat)?;
    let result =
        if flat.open.is_empty() { Value::tuple(flat.elements) } else { Value::Unknown(Unknown::of(&flat.open)) };
    Ok(if flat.sensitive { result.into_sensitive() } else { result })
}

pub(super) fn is_never_a_sequence(unknown: &Unknown) -> bool {
    match (unknown.of_type(), unknown.candidates()) {
        (Some(Type::Bool | Type::Number | Type::String | Type::Map(_) | Type::Object(_)), _) => true,
        (_, Some(candidates)) => candidates.iter().all(|candidate| {
            let inner = candidate.unmark().0;
            items(inner).is_none() && !matches!(inner, Value::Unknown(_))
        }),
        _ => false,
    }
}

fn index(call: &Arguments<'_>) -> Result<Value, Failure> {
    let elements = ordered_at(call, 0)?;
    if elements.is_empty() {
        return Err(Problem::Empty.at(0));
    }
    let position = elements.iter().position(|element| element == call.value(1));
    position.map(|position| Value::Number(Number::from(position))).ok_or_else(|| Problem::NotFound.into())
}

fn length(call: &Arguments<'_>) -> Result<Value, Failure> {
    use unicode_segmentation::UnicodeSegmentation as _;
    let count = match call.value(0) {
        Value::String(text) => text.graphemes(true).count(),
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => items.len(),
        Value::Map(entries) | Value::Object(entries) => entries.len(),
        _ => return Err(Problem::Kind("a string or a collection").at(0)),
    };
    Ok(Value::Number(Number::from(count)))
}

fn match_keys(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (values, keys) = (call.items(0), call.items(1));
    let types = [Type::of(call.value(1)), Type::of(call.value(2))];
    let common = unify_all(&[&types[0], &types[1]]).ok_or(Problem::NoCommonType)?;
    if values.len() != keys.len() {
        return Err(Problem::Lengths { left: values.len(), right: keys.len() }.into());
    }
    let convert_at =
        |index: usize| convert(call.value(index), &common).map_err(|error| Problem::Conversion(error).at(index));
    let (keys, searched) = (convert_at(1)?, convert_at(2)?);
    let searched: std::collections::BTreeSet<MemberKey> =
        items(&searched).unwrap_or_default().iter().map(MemberKey::of).collect();
    let kept = values.iter().zip(items(&keys).unwrap_or_default());
    list(kept.filter(|(_, key)| searched.contains(&MemberKey::of(key))).map(|(value, _)| value.clone()).collect())
}

fn range(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (start, end) = match call.len() {
        1 => (Number::ZERO, call.number(0).clone()),
        2 | 3 => (call.number(0).clone(), call.number(1).clone()),
        0 => return Err(Problem::Empty.into()),
        _ => return Err(Problem::Kind("one, two or three numbers").at(3)),
    };
    let down = end.compare(&start).is_lt();
    let step = match call.len() {
        3 => call.number(2).clone(),
        _ => Number::from(if down { -1_i64 } else { 1 }),
    };
    if start.compare(&end).is_eq() {
        return list(Vec::new());
    }
    if step.is_zero() || (down != (step.signum() < 0)) {
        return Err(Problem::Step.at(call.len() - 1));
    }
    let mut numbers = Vec::new();
    let mut next = start;
    while if down { next.compare(&end).is_gt() } else { next.compare(&end).is_lt() } {
        if numbers.len() >= MAX_ELEMENTS {
            return Err(Problem::Limit("the number of elements").into());
        }
        let after = next.add(&step)?;
        if after.compare(&next).is_eq() {
            // The step is lost to the precision: this would go on for ever.
            return Err(Problem::Limit("the number of elements").into());
        }
        numbers.push(Value::Number(next));
        next = after;
    }
    list(numbers)
}

fn slice(call: &Arguments<'_>) -> Result<Value, Failure> {
    let elements = ordered_at(call, 0)?;
    let (start, end) = (call.count(1)?, call.count(2)?);
    if end > elements.len() {
        return Err(Problem::Bounds.at(2));
    }
    let part = elements.get(start..end).ok_or_else(|| Problem::Bounds.at(1))?.to_vec();
    Ok(if matches!(call.value(0), Value::Tuple(_)) { Value::tuple(part) } else { Value::List(part.into()) })
}
