//! `format` and `formatlist`: verbs as in C's `printf`.

use num_bigint::BigInt;
use unicode_segmentation::UnicodeSegmentation as _;

use super::MAX_BYTES;
use super::arguments::{Arguments, items, list, string};
use super::collections::is_never_a_sequence;
use super::encoding::{write_json, write_json_string};
use super::error::{Failure, FormatReason, Problem};
use super::signature::{Function, Kind, Parameter, Takes};
use crate::evaluation::convert::convert;
use crate::evaluation::number::Number;
use crate::evaluation::possibilities::{compute_each, unknowns_of};
use crate::evaluation::types::Type;
use crate::evaluation::value::Value;

const FORMAT: Parameter = Parameter::new("format", Kind::String);
/// The widest that a verb writes.
const MAX_WIDTH: usize = 4_096;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("format", &[FORMAT], Kind::String, |call| format_values(call.text(0), call.from(1)))
        .variadic(Parameter::new("args", Kind::Any).nullable()),
    Function::new("formatlist", &[FORMAT], Kind::ListOfStrings, format_list)
        .variadic(Parameter::new("args", Kind::Any).taking(Takes::Open).nullable()),
];

/// One string for each element of the lists among the arguments, which are of one length.
fn format_list(call: &Arguments<'_>) -> Result<Value, Failure> {
    let arguments = call.from(1);
    let mut length: Option<usize> = None;
    for (index, argument) in arguments.iter().enumerate() {
        match (items(argument), argument) {
            (_, Value::Unknown(unknown)) if is_never_a_sequence(unknown) => {}
            (_, Value::Unknown(_)) => return Ok(unknown_list(call)),
            (Some(_), Value::Set(set)) if set.len() > 1 && !argument.is_wholly_known() => {
                return Ok(unknown_list(call));
            }
            (Some(elements), _) => match length {
                Some(length) if length != elements.len() => {
                    return Err(Problem::Lengths { left: length, right: elements.len() }.at(index + 1));
                }
                _ => length = Some(elements.len()),
            },
            (None, _) => {}
        }
    }
    let row = |number: usize| -> Vec<Value> {
        arguments
            .iter()
            .map(|argument| items(argument).map_or(Some(argument), |elements| elements.get(number)))
            .map(|value| value.cloned().unwrap_or(Value::Null))
            .collect()
    };
    let written = (0..length.unwrap_or(1)).map(|number| {
        let values = row(number);
        match unknowns_of(&values) {
            Some(unknown) => {
                let each = |values: &[Value]| format_values(call.text(0), values);
                Ok(compute_each(&unknown.with_type(Type::String), &values, each))
            }
            None => format_values(call.text(0), &values),
        }
    });
    list(written.collect::<Result<_, Failure>>()?)
}

fn unknown_list(call: &Arguments<'_>) -> Value {
    let unknown = unknowns_of(call.values).map(|unknown| unknown.with_type(Type::list(Type::String)));
    unknown.map_or(Value::Null, |unknown| {
        compute_each(&unknown, call.values, |values| format_list(&Arguments { values, environment: call.environment }))
    })
}

/// A verb, as `%[2]+08.3f`.
#[expect(clippy::struct_excessive_bools, reason = "one for each flag of the verb")]
#[derive(Default)]
struct Verb {
    zero: bool,
    sharp: bool,
    plus: bool,
    minus: bool,
    space: bool,
    width: Option<usize>,
    precision: Option<usize>,
    letter: char,
}

fn format_values(format: &str, values: &[Value]) -> Result<Value, Failure> {
    let mut written = String::new();
    let mut rest = format;
    let mut next = 0;
    let mut used = 0;
    while let Some((before, after)) = rest.split_once('%') {
        written.push_str(before);
        let offset = format.len() - after.len() - 1;
        if let Some(after) = after.strip_prefix('%') {
            written.push('%');
            rest = after;
            continue;
        }
        let (verb, position, after) = read_verb(after).ok_or_else(|| Problem::Format(offset).at(0))?;
        rest = after;
        let index = position.unwrap_or(next);
        next = index + 1;
        used = used.max(next);
        let value = values.get(index).ok_or_else(|| Problem::MissingFormatArgument(next).at(0))?;
        verb.write(value, &mut written).map_err(|reason| Problem::FormatArgument { offset, reason }.at(index + 1))?;
        if written.len() > MAX_BYTES {
            return Err(Problem::Limit("the length of a string").into());
        }
    }
    written.push_str(rest);
    if used < values.len() {
        return Err(Problem::UnusedFormatArguments(used).at(used + 1));
    }
    string(&written)
}

/// Reads what follows `%`: the verb, the position of its argument if it names one, and what comes after.
fn read_verb(text: &str) -> Option<(Verb, Option<usize>, &str)> {
    fn read_number<'t>(text: &mut &'t str) -> Option<&'t str> {
        let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at_checked(end)?;
        *text = rest;
        (!digits.is_empty()).then_some(digits)
    }
    #[expect(clippy::option_option, reason = "wrong, absent, or given")]
    fn read_position(text: &mut &str) -> Option<Option<usize>> {
        let Some(mut inside) = text.strip_prefix('[') else {
            return Some(None);
        };
        let number: usize = read_number(&mut inside)?.parse().ok()?;
        *text = inside.strip_prefix(']')?;
        number.checked_sub(1).map(Some)
    }
    let mut verb = Verb::default();
    let mut rest = text;
    loop {
        match rest.chars().next()? {
            '0' => verb.zero = true,
            '#' => verb.sharp = true,
            '+' => verb.plus = true,
            '-' => verb.minus = true,
            ' ' => verb.space = true,
            _ => break,
        }
        rest = rest.get(1..)?;
    }
    let mut position = read_position(&mut rest)?;
    if let Some(width) = read_number(&mut rest) {
        verb.width = Some(width.parse().ok().filter(|width| *width <= MAX_WIDTH)?);
    }
    if let Some(after) = rest.strip_prefix('.') {
        rest = after;
        let precision = read_number(&mut rest).unwrap_or("0");
        verb.precision = Some(precision.parse().ok().filter(|precision| *precision <= MAX_WIDTH)?);
    }
    if position.is_none() {
        position = read_position(&mut rest)?;
    }
    let letter = rest.chars().next()?;
    verb.letter = letter;
    Some((verb, position, rest.get(letter.len_utf8()..)?))
}

impl Verb {
    fn write(&self, value: &Value, written: &mut String) -> Result<(), FormatReason> {
        if *value == Value::Null && self.letter != 'v' {
            return Err(FormatReason::Null);
        }
        let converted = |of_type: &Type| convert(value, of_type).map_err(FormatReason::Conversion);
        match self.letter {
            'v' => self.pad(&self.as_is(value)?, written),
            't' => written.push_str(if converted(&Type::Bool)?.as_bool() == Some(true) { "true" } else { "false" }),
            's' | 'q' => {
                let text = converted(&Type::String)?;
                let text = text.as_str().unwrap_or_default();
                let cut: String = match self.precision {
                    Some(precision) if precision > 0 => text.graphemes(true).take(precision).collect(),
                    _ => text.to_owned(),
                };
                if self.letter == 'q' {
                    let mut quoted = String::new();
                    write_json_string(&cut, &mut quoted);
                    self.pad(&quoted, written);
                } else {
                    self.pad(&cut, written);
                }
            }
            'b' | 'd' | 'o' | 'x' | 'X' => match converted(&Type::Number)? {
                Value::Number(number) => self.integer(&number.as_integer().ok_or(FormatReason::NotWhole)?, written),
                _ => return Err(FormatReason::Null),
            },
            'e' | 'E' | 'f' | 'g' | 'G' => match converted(&Type::Number)? {
                Value::Number(number) => {
                    self.signed(number.is_negative(), "", &self.decimal(&number), written);
                }
                _ => return Err(FormatReason::Null),
            },
            _ => return Err(FormatReason::Verb),
        }
        Ok(())
    }

    fn as_is(&self, value: &Value) -> Result<String, FormatReason> {
        match value {
            Value::String(text) if !self.sharp => Ok(text.to_string()),
            Value::Number(number) if !self.sharp => {
                let sign = if number.is_negative() { "-" } else { "" };
                Ok(format!("{sign}{}", shortest(number, 'e')))
            }
            _ => {
                let mut json = String::new();
                write_json(value, &mut json).map_err(|_| FormatReason::Verb)?;
                Ok(json)
            }
        }
    }

    /// Pads by what people see as characters.
    fn pad(&self, text: &str, written: &mut String) {
        let missing = self.width.unwrap_or(0).saturating_sub(text.graphemes(true).count());
        let padding = if self.zero { "0" } else { " " }.repeat(missing);
        if self.minus {
            written.push_str(text);
            written.push_str(&padding);
        } else {
            written.push_str(&padding);
            written.push_str(text);
        }
    }

    /// Writes a number with its sign and prefix; zeros go between these and the digits.
    fn signed(&self, negative: bool, prefix: &str, digits: &str, written: &mut String) {
        let sign = match (negative, self.plus, self.space) {
            (true, _, _) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        };
        let length = sign.len() + prefix.len() + digits.len();
        let missing = self.width.unwrap_or(0).saturating_sub(length);
        if self.zero && !self.minus {
            written.push_str(&format!("{sign}{prefix}{}{digits}", "0".repeat(missing)));
        } else {
            let padding = " ".repeat(missing);
            let (before, after) = if self.minus { ("", &*padding) } else { (&*padding, "") };
            written.push_str(&format!("{before}{sign}{prefix}{digits}{after}"));
        }
    }

    fn integer(&self, number: &BigInt, written: &mut String) {
        let negative = number.sign() == num_bigint::Sign::Minus;
        let (radix, prefix) = match self.letter {
            'b' => (2, "0b"),
            'o' => (8, "0"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = number.magnitude().to_str_radix(radix);
        if self.letter == 'X' {
            digits.make_ascii_uppercase();
        }
        let missing = self.precision.unwrap_or(0).saturating_sub(digits.len());
        self.signed(
            negative,
            if self.sharp { prefix } else { "" },
            &format!("{}{digits}", "0".repeat(missing)),
            written,
        );
    }

    /// The digits of a number, without its sign.
    fn decimal(&self, number: &Number) -> String {
        let capital = self.letter.is_ascii_uppercase();
        let exponent = if capital { 'E' } else { 'e' };
        match (self.letter, self.precision) {
            ('f', precision) => number.exact().fixed(precision.unwrap_or(6)),
            ('g' | 'G', None) => shortest(number, exponent),
            ('g' | 'G', Some(precision)) => number.exact().of_digits(precision.max(1), exponent),
            (_, precision) => {
                let precision = precision.unwrap_or(6);
                number.exact().rounded(precision + 1).scientific(precision, exponent)
            }
        }
    }
}

/// The shortest way to write a number: with an exponent only when it is large or small.
fn shortest(number: &Number, exponent: char) -> String {
    number.shortest().general(6, exponent)
}
