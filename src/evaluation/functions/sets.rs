//! Set algebra.

use super::MAX_ELEMENTS;
use super::arguments::{Arguments, check_elements, items, list};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter, Takes};
use crate::evaluation::convert::convert;
use crate::evaluation::set::MemberKey;
use crate::evaluation::types::Type;
use crate::evaluation::unify::unify_all;
use crate::evaluation::value::Value;

const FIRST: Parameter = Parameter::new("first_set", Kind::Set);
const OTHERS: Parameter = Parameter::new("other_sets", Kind::Set);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("setintersection", &[FIRST], Kind::Set, |call| {
        fold(call, |left, right| left.into_iter().filter(|member| right.contains(member)).collect())
    })
    .variadic(OTHERS),
    Function::new("setproduct", &[], Kind::Any, set_product)
        .variadic(Parameter::new("sets", Kind::Any).taking(Takes::Structure)),
    Function::new(
        "setsubtract",
        &[Parameter::new("a", Kind::Set), Parameter::new("b", Kind::Set)],
        Kind::Set,
        |call| fold(call, |left, right| left.into_iter().filter(|member| !right.contains(member)).collect()),
    ),
    Function::new("setunion", &[FIRST], Kind::Set, |call| {
        fold(call, |mut left, right| {
            left.extend(right.members);
            left
        })
    })
    .variadic(OTHERS),
];

/// The members of a set, which are sorted, with their keys.
struct Members {
    members: Vec<Value>,
    keys: Vec<MemberKey>,
}

impl Members {
    fn contains(&self, member: &Value) -> bool {
        self.keys.binary_search(&MemberKey::of(member)).is_ok()
    }
}

/// Combines the sets from the first to the last, all made of one type.
fn fold(call: &Arguments<'_>, combine: impl Fn(Vec<Value>, Members) -> Vec<Value>) -> Result<Value, Failure> {
    let types: Vec<Type> = call.values.iter().map(Type::of).collect();
    let common = unify_all(&types.iter().collect::<Vec<_>>()).ok_or(Problem::NoCommonType)?;
    let mut result: Option<Vec<Value>> = None;
    for (index, set) in call.values.iter().enumerate() {
        let converted = convert(set, &common).map_err(|error| Problem::Conversion(error).at(index))?;
        let members = items(&converted).unwrap_or_default().to_vec();
        let combined = match result {
            None => members,
            Some(before) => combine(before, Members { keys: members.iter().map(MemberKey::of).collect(), members }),
        };
        check_elements(combined.len())?;
        result = Some(combined);
    }
    Ok(Value::set(result.unwrap_or_default()))
}

/// Every choice of one element of each collection: a list of tuples, or a set as soon as one of them is a set.
fn set_product(call: &Arguments<'_>) -> Result<Value, Failure> {
    if call.len() < 2 {
        return Err(Problem::Empty.into());
    }
    let mut total = 1_usize;
    let mut columns: Vec<Vec<Value>> = Vec::with_capacity(call.len());
    for (index, value) in call.values.iter().enumerate() {
        let as_list = match value {
            Value::Tuple(_) => {
                convert(value, &Type::list(Type::Any)).map_err(|error| Problem::Conversion(error).at(index))?
            }
            _ => value.clone(),
        };
        let column = items(&as_list).ok_or_else(|| Problem::Kind("a list or a set").at(index))?;
        total = total.saturating_mul(column.len());
        columns.push(column.to_vec());
    }
    if total.saturating_mul(columns.len()) > MAX_ELEMENTS {
        return Err(Problem::Limit("the number of elements").into());
    }
    let mut rows = Vec::with_capacity(total);
    for number in 0..total {
        let mut left = number;
        let mut row: Vec<Value> = Vec::with_capacity(columns.len());
        // The last column changes fastest.
        for column in columns.iter().rev() {
            let position = left.checked_rem(column.len()).unwrap_or_default();
            left = left.checked_div(column.len()).unwrap_or_default();
            row.extend(column.get(position).cloned());
        }
        row.reverse();
        rows.push(Value::tuple(row));
    }
    if call.values.iter().any(|value| matches!(value, Value::Set(_))) { Ok(Value::set(rows)) } else { list(rows) }
}
