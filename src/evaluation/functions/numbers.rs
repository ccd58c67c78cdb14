//! Numbers.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::arguments::{Arguments, items};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::convert::convert;
use crate::evaluation::number::Number;
use crate::evaluation::types::Type;
use crate::evaluation::value::Value;

const NUMBER: Parameter = Parameter::new("num", Kind::Number);

/// The longest text that is read as an integer: reading takes the square of the time.
const MAX_DIGITS: usize = 1_000;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abs", &[NUMBER], Kind::Number, |call| Ok(Value::Number(call.number(0).absolute()))),
    Function::new("ceil", &[NUMBER], Kind::Number, |call| Ok(Value::Number(call.number(0).ceil()))),
    Function::new("floor", &[NUMBER], Kind::Number, |call| Ok(Value::Number(call.number(0).floor()))),
    Function::new("log", &[NUMBER, Parameter::new("base", Kind::Number)], Kind::Number, |call| {
        float(call.number(0).to_f64().ln() / call.number(1).to_f64().ln())
    }),
    Function::new("max", &[], Kind::Number, |call| extreme(call, Ordering::Greater))
        .variadic(Parameter::new("numbers", Kind::Number)),
    Function::new("min", &[], Kind::Number, |call| extreme(call, Ordering::Less))
        .variadic(Parameter::new("numbers", Kind::Number)),
    Function::new(
        "parseint",
        &[Parameter::new("number", Kind::Any), Parameter::new("base", Kind::Number)],
        Kind::Number,
        parse_integer,
    ),
    Function::new("pow", &[NUMBER, Parameter::new("power", Kind::Number)], Kind::Number, power),
    Function::new("signum", &[NUMBER], Kind::Number, |call| Ok(Value::int(call.integer(0)?.signum()))),
    Function::new("sum", &[Parameter::new("list", Kind::Any)], Kind::Number, sum),
];

/// Terraform has infinite numbers, of which nothing follows that anyone wants.
fn float(result: f64) -> Result<Value, Failure> {
    if result.is_infinite() {
        return Err(Problem::Limit("the size of a number").into());
    }
    Ok(Value::Number(Number::from_f64(result)?))
}

/// Whole numbers are raised exactly, so that the result is rounded once.
fn power(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (base, exponent) = (call.number(0), call.number(1));
    if let (Some(base), Some(exponent @ 0..=1_024)) = (base.as_i64(), exponent.as_i64()) {
        let exact = BigInt::from(base).pow(u32::try_from(exponent).unwrap_or_default());
        return float(Number::from_integer(exact)?.to_f64());
    }
    float(base.to_f64().powf(exponent.to_f64()))
}

/// The argument that comes first or last in the order of numbers.
fn extreme(call: &Arguments<'_>, wanted: Ordering) -> Result<Value, Failure> {
    let numbers = (0..call.len()).map(|index| call.number(index));
    let found = numbers.reduce(|best, number| if number.compare(best) == wanted { number } else { best });
    found.cloned().map(Value::Number).ok_or_else(|| Problem::Empty.into())
}

/// Letters are digits from 10 on: small ones, then capitals; up to base 36 both are the same.
fn parse_integer(call: &Arguments<'_>) -> Result<Value, Failure> {
    let Value::String(text) = call.value(0) else {
        return Err(Problem::Kind("a string").at(0));
    };
    let range = Problem::OutOfRange { least: 2, most: 62 };
    let base = match call.integer(1) {
        Ok(base) if (2..=62).contains(&base) => base,
        _ => return Err(range.at(1)),
    };
    if text.len() > MAX_DIGITS {
        return Err(Problem::Limit("the length of a number").into());
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return Err(Problem::NotInBase.at(0));
    }
    let mut magnitude = BigInt::ZERO;
    for digit in digits.bytes() {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'z' => digit - b'a' + 10,
            b'A'..=b'Z' if base <= 36 => digit - b'A' + 10,
            b'A'..=b'Z' => digit - b'A' + 36,
            _ => u8::MAX,
        };
        if i64::from(value) >= base {
            return Err(Problem::NotInBase.at(0));
        }
        magnitude = magnitude * base + value;
    }
    let number = Number::from_integer(magnitude).map_err(|error| Problem::Number(error).at(0))?;
    Ok(Value::Number(if negative { number.negate() } else { number }))
}

fn sum(call: &Arguments<'_>) -> Result<Value, Failure> {
    let terms = items(call.value(0)).ok_or_else(|| Problem::Kind("a list, set or tuple").at(0))?;
    if terms.is_empty() {
        return Err(Problem::Empty.at(0));
    }
    let mut total = Number::ZERO;
    for term in terms {
        match convert(term, &Type::Number).map_err(|error| Problem::Conversion(error).at(0))? {
            Value::Number(number) => total = total.add(&number)?,
            _ => return Err(Problem::NullElement.at(0)),
        }
    }
    Ok(Value::Number(total))
}
