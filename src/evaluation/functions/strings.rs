//! Text, character by character as people see them.

use unicode_segmentation::UnicodeSegmentation as _;

use super::MAX_BYTES;
use super::arguments::{Arguments, string, strings};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::value::Value;

const TEXT: Parameter = Parameter::new("str", Kind::String);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("chomp", &[TEXT], Kind::String, |call| string(call.text(0).trim_end_matches(['\r', '\n']))),
    Function::new("endswith", &[TEXT, Parameter::new("suffix", Kind::String)], Kind::Bool, |call| {
        Ok(Value::Bool(call.text(0).ends_with(call.text(1))))
    }),
    Function::new("indent", &[Parameter::new("spaces", Kind::Number), TEXT], Kind::String, indent),
    Function::new("join", &[Parameter::new("separator", Kind::String)], Kind::String, join)
        .variadic(Parameter::new("lists", Kind::ListOfStrings)),
    Function::new("lower", &[TEXT], Kind::String, |call| string(&call.text(0).chars().map(lower).collect::<String>())),
    Function::new("split", &[Parameter::new("separator", Kind::String), TEXT], Kind::ListOfStrings, split),
    Function::new("startswith", &[TEXT, Parameter::new("prefix", Kind::String)], Kind::Bool, |call| {
        Ok(Value::Bool(call.text(0).starts_with(call.text(1))))
    }),
    Function::new("strcontains", &[TEXT, Parameter::new("substr", Kind::String)], Kind::Bool, |call| {
        Ok(Value::Bool(call.text(0).contains(call.text(1))))
    }),
    Function::new("strrev", &[TEXT], Kind::String, |call| {
        string(&call.text(0).graphemes(true).rev().collect::<String>())
    }),
    Function::new(
        "substr",
        &[TEXT, Parameter::new("offset", Kind::Number), Parameter::new("length", Kind::Number)],
        Kind::String,
        substr,
    ),
    Function::new("title", &[TEXT], Kind::String, title),
    Function::new("trim", &[TEXT, Parameter::new("cutset", Kind::String)], Kind::String, |call| {
        string(call.text(0).trim_matches(|character| call.text(1).contains(character)))
    }),
    Function::new("trimprefix", &[TEXT, Parameter::new("prefix", Kind::String)], Kind::String, |call| {
        string(call.text(0).strip_prefix(call.text(1)).unwrap_or(call.text(0)))
    }),
    Function::new("trimspace", &[TEXT], Kind::String, |call| string(call.text(0).trim())),
    Function::new("trimsuffix", &[TEXT, Parameter::new("suffix", Kind::String)], Kind::String, |call| {
        string(call.text(0).strip_suffix(call.text(1)).unwrap_or(call.text(0)))
    }),
    Function::new("upper", &[TEXT], Kind::String, |call| string(&call.text(0).chars().map(upper).collect::<String>())),
];

/// The one character that is its capital: Terraform leaves `ß` as it is.
fn upper(character: char) -> char {
    sole(character.to_uppercase(), character)
}

fn lower(character: char) -> char {
    if character == 'İ' { 'i' } else { sole(character.to_lowercase(), character) }
}

/// The capital that a word starts with: a letter that is two in one has only the first as a capital.
fn title_case(character: char) -> char {
    match character {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        _ => upper(character),
    }
}

fn sole(mut mapped: impl ExactSizeIterator<Item = char>, character: char) -> char {
    if mapped.len() == 1 { mapped.next().unwrap_or(character) } else { character }
}

fn indent(call: &Arguments<'_>) -> Result<Value, Failure> {
    let spaces = call.count(0)?;
    let text = call.text(1);
    let lines = text.matches('\n').count();
    if lines.saturating_mul(spaces).saturating_add(text.len()) > MAX_BYTES {
        return Err(Problem::Limit("the length of a string").into());
    }
    // Without a second line, the indentation may be of any size.
    if lines == 0 {
        return string(text);
    }
    string(&text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

fn join(call: &Arguments<'_>) -> Result<Value, Failure> {
    if call.len() < 2 {
        return Err(Problem::Empty.at(1));
    }
    let mut joined = String::new();
    let mut first = true;
    for index in 1..call.len() {
        for item in call.items(index) {
            if !std::mem::take(&mut first) {
                joined.push_str(call.text(0));
            }
            joined.push_str(item.as_str().ok_or_else(|| Problem::NullElement.at(index))?);
            if joined.len() > MAX_BYTES {
                return Err(Problem::Limit("the length of a string").into());
            }
        }
    }
    string(&joined)
}

fn split(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (separator, text) = (call.text(0), call.text(1));
    if separator.is_empty() {
        return strings(
            text.char_indices().filter_map(|(start, character)| text.get(start..start + character.len_utf8())),
        );
    }
    strings(text.split(separator))
}

/// A negative offset counts from the end; a length of −1 means the rest.
fn substr(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (offset, length) = (call.integer(1)?, call.integer(2)?);
    let graphemes: Vec<&str> = call.text(0).graphemes(true).collect();
    let total = i64::try_from(graphemes.len()).unwrap_or(i64::MAX);
    let start = if offset < 0 { (total.saturating_add(offset)).max(0) } else { offset.min(total) };
    let end = if length < 0 { total } else { start.saturating_add(length).min(total) };
    let position = |index: i64| usize::try_from(index).unwrap_or(usize::MAX);
    string(&graphemes.get(position(start)..position(end)).unwrap_or_default().concat())
}

/// Makes a capital of each letter that follows none. Of what is not ASCII, letters and digits belong to words.
fn title(call: &Arguments<'_>) -> Result<Value, Failure> {
    let mut inside = false;
    let titled: String = call
        .text(0)
        .chars()
        .map(|character| {
            let result = if inside { character } else { title_case(character) };
            inside =
                character.is_alphanumeric() || character == '_' || !character.is_ascii() && !character.is_whitespace();
            result
        })
        .collect();
    string(&titled)
}
