//! The arguments of a call, read as what their parameters make of them.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::error::{Failure, Problem};
use super::{Environment, MAX_BYTES, MAX_ELEMENTS};
use crate::evaluation::number::Number;
use crate::evaluation::value::{Mapping, Value};

/// The arguments of a call, converted and without marks.
pub(super) struct Arguments<'a> {
    pub(super) values: &'a [Value],
    pub(super) environment: &'a dyn Environment,
}

impl<'a> Arguments<'a> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The argument at `index`; null when it was left out.
    pub(super) fn value(&self, index: usize) -> &'a Value {
        self.values.get(index).unwrap_or(&Value::Null)
    }

    /// The arguments from `index` on.
    pub(super) fn from(&self, index: usize) -> &'a [Value] {
        self.values.get(index..).unwrap_or_default()
    }

    /// The text of an argument that is a string.
    pub(super) fn text(&self, index: usize) -> &'a str {
        match self.value(index) {
            Value::String(text) => text,
            _ => "",
        }
    }

    /// The number of an argument that is one.
    pub(super) fn number(&self, index: usize) -> &'a Number {
        match self.value(index) {
            Value::Number(number) => number,
            _ => &Number::ZERO,
        }
    }

    /// The elements of an argument that is a list, set or tuple.
    pub(super) fn items(&self, index: usize) -> &'a [Value] {
        items(self.value(index)).unwrap_or_default()
    }

    /// An argument that must be a whole number that fits.
    pub(super) fn integer(&self, index: usize) -> Result<i64, Failure> {
        let number = self.number(index);
        number.as_i64().ok_or_else(|| Problem::NotWhole.at(index))
    }

    /// An argument that must be a whole number from 0 on.
    pub(super) fn count(&self, index: usize) -> Result<usize, Failure> {
        usize::try_from(self.integer(index)?).map_err(|_| Problem::Negative.at(index))
    }
}

/// The elements of a list, set or tuple.
pub(super) fn items(value: &Value) -> Option<&[Value]> {
    match value {
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => Some(items),
        _ => None,
    }
}

/// The entries of a map or object.
pub(super) fn entries(value: &Value) -> Option<&Mapping> {
    match value {
        Value::Map(entries) | Value::Object(entries) => Some(entries),
        _ => None,
    }
}

/// A string as values have them: normalised, and not too long.
pub(super) fn string(text: &str) -> Result<Value, Failure> {
    if text.len() > MAX_BYTES {
        return Err(Problem::Limit("the length of a string").into());
    }
    Ok(Value::String(normalized(text)))
}

/// `text` in the form that values have.
pub(super) fn normalized(text: &str) -> Arc<str> {
    if text.is_ascii() || unicode_normalization::is_nfc(text) {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}

/// A list of strings.
pub(super) fn strings<'t>(texts: impl Iterator<Item = &'t str>) -> Result<Value, Failure> {
    texts.take(MAX_ELEMENTS + 1).map(string).collect::<Result<Vec<Value>, Failure>>().and_then(list)
}

/// A list, not too long.
pub(super) fn list(items: Vec<Value>) -> Result<Value, Failure> {
    check_elements(items.len())?;
    Ok(Value::List(items.into()))
}

/// Whether a collection of `count` elements may be made.
pub(super) fn check_elements(count: usize) -> Result<(), Failure> {
    if count > MAX_ELEMENTS { Err(Problem::Limit("the number of elements").into()) } else { Ok(()) }
}
