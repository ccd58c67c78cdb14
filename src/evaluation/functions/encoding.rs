//! Base64, JSON, YAML, CSV and URL encoding.

use std::io::Read as _;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use flate2::read::MultiGzDecoder;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::arguments::{Arguments, list, normalized, string};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use super::{MAX_BYTES, yaml};
use crate::evaluation::number::Number;
use crate::evaluation::value::Value;

/// Base64 whose last bits may be anything, as in Terraform.
const LENIENT: GeneralPurpose =
    GeneralPurpose::new(&alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

const TEXT: Parameter = Parameter::new("str", Kind::String);

/// What a URL's query leaves as it is.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b' ');

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("base64decode", &[TEXT], Kind::String, |call| {
        string(&String::from_utf8(base64_at(call, 0)?).map_err(|_| Problem::NotText.at(0))?)
    }),
    Function::new("base64encode", &[TEXT], Kind::String, |call| string(&STANDARD.encode(call.text(0)))),
    Function::new("base64gunzip", &[TEXT], Kind::String, |call| {
        let bytes = base64_at(call, 0)?;
        // One byte more than is allowed tells that there are more.
        let mut text = Vec::new();
        let mut reader = MultiGzDecoder::new(&*bytes).take(MAX_BYTES as u64 + 1);
        reader.read_to_end(&mut text).map_err(|_| Problem::Gzip.at(0))?;
        string(&String::from_utf8(text).map_err(|_| Problem::NotText.at(0))?)
    }),
    Function::new("csvdecode", &[TEXT], Kind::List, csv_decode),
    Function::new("jsondecode", &[TEXT], Kind::Any, |call| {
        let mut reader = serde_json::Deserializer::from_str(call.text(0));
        let value = <serde_json::Value as serde::Deserialize>::deserialize(&mut reader)
            .and_then(|value| reader.end().map(|()| value))
            .map_err(|error| Problem::Json { line: error.line(), column: error.column() }.at(0))?;
        value_of_json(value)
    }),
    Function::new("jsonencode", &[Parameter::new("val", Kind::Any).nullable()], Kind::String, |call| {
        let mut text = String::new();
        write_json(call.value(0), &mut text)?;
        string(&text)
    }),
    Function::new("urldecode", &[TEXT], Kind::String, |call| {
        let spaced = call.text(0).replace('+', " ");
        let is_code = |after: &str| {
            after.as_bytes().first_chunk::<2>().is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
        };
        if !spaced.split('%').skip(1).all(is_code) {
            return Err(Problem::Percent.at(0));
        }
        string(&percent_decode_str(&spaced).decode_utf8_lossy())
    }),
    Function::new("urlencode", &[TEXT], Kind::String, |call| {
        string(&utf8_percent_encode(call.text(0), QUERY).to_string().replace(' ', "+"))
    }),
    Function::new("yamldecode", &[Parameter::new("src", Kind::String)], Kind::Any, |call| yaml::decode(call.text(0))),
    Function::new("yamlencode", &[Parameter::new("value", Kind::Any).nullable()], Kind::String, |call| {
        string(&yaml::encode(call.value(0))?)
    }),
];

/// The bytes of an argument in Base64; ends of lines do not count.
pub(super) fn base64_at(call: &Arguments<'_>, index: usize) -> Result<Vec<u8>, Failure> {
    let text: String = call.text(index).chars().filter(|character| !matches!(character, '\r' | '\n')).collect();
    LENIENT.decode(text).map_err(|_| Problem::Base64.at(index))
}

fn value_of_json(value: serde_json::Value) -> Result<Value, Failure> {
    Ok(match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(flag),
        serde_json::Value::Number(number) => {
            Value::Number(number.to_string().parse::<Number>().map_err(|error| Problem::Number(error).at(0))?)
        }
        serde_json::Value::String(text) => string(&text)?,
        serde_json::Value::Array(items) => {
            Value::tuple(items.into_iter().map(value_of_json).collect::<Result<_, _>>()?)
        }
        serde_json::Value::Object(entries) => Value::object(
            entries
                .into_iter()
                .map(|(key, value)| Ok((normalized(&key), value_of_json(value)?)))
                .collect::<Result<Vec<_>, Failure>>()?,
        ),
    })
}

/// Writes `value` as Terraform does: compact, in the order of the keys, and safe to put into HTML.
pub(super) fn write_json(value: &Value, text: &mut String) -> Result<(), Failure> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::String(string) => write_json_string(string, text),
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_json(item, text)?;
            }
            text.push(']');
        }
        Value::Map(entries) | Value::Object(entries) => {
            text.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_json_string(key, text);
                text.push(':');
                write_json(item, text)?;
            }
            text.push('}');
        }
        Value::Sensitive(inner) => write_json(inner, text)?,
        Value::Unknown(_) => return Err(Problem::Kind("a known value").into()),
    }
    if text.len() > MAX_BYTES { Err(Problem::Limit("the length of a string").into()) } else { Ok(()) }
}

/// Writes a JSON string in which `<`, `>`, `&` and the line separators of Unicode are escaped.
pub(super) fn write_json_string(string: &str, text: &mut String) {
    for character in serde_json::Value::from(string).to_string().chars() {
        match character {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            _ => text.push(character),
        }
    }
}

/// A quote stands at the start of a cell and at its end, nowhere else. The library is less strict.
fn check_quotes(text: &str) -> Result<(), Failure> {
    let mut rest = text;
    let mut line = 1;
    while !rest.is_empty() {
        let invalid = || Problem::Csv(line).at(0);
        let end = match rest.strip_prefix('"') {
            Some(mut quoted) => loop {
                quoted = quoted.split_once('"').ok_or_else(invalid)?.1;
                match quoted.strip_prefix('"') {
                    Some(more) => quoted = more,
                    None if quoted.is_empty() || quoted.starts_with([',', '\n']) => break rest.len() - quoted.len(),
                    None => return Err(invalid()),
                }
            },
            None => rest.find([',', '\n']).unwrap_or(rest.len()),
        };
        let (cell, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if !cell.starts_with('"') && cell.contains('"') {
            return Err(invalid());
        }
        line += cell.matches('\n').count() as u64 + u64::from(after.starts_with('\n'));
        rest = after.get(1..).unwrap_or_default();
    }
    Ok(())
}

/// A list of objects, one for each line after that of the column names.
fn csv_decode(call: &Arguments<'_>) -> Result<Value, Failure> {
    let invalid = |error: csv::Error| Problem::Csv(error.position().map_or(1, csv::Position::line)).at(0);
    let text = call.text(0).replace("\r\n", "\n");
    check_quotes(&text)?;
    let mut reader = csv::ReaderBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_reader(text.as_bytes());
    let columns: Vec<_> = reader.headers().map_err(invalid)?.iter().map(normalized).collect();
    if columns.is_empty() {
        return Err(Problem::CsvHeader.at(0));
    }
    let mut sorted = columns.clone();
    sorted.sort();
    sorted.dedup();
    if sorted.len() < columns.len() {
        return Err(Problem::CsvDuplicate.at(0));
    }
    let mut rows = Vec::new();
    let mut cells = 0_usize;
    for record in reader.records() {
        let record = record.map_err(invalid)?;
        cells += columns.len();
        super::arguments::check_elements(cells)?;
        let row = columns.iter().cloned().zip(record.iter());
        rows.push(Value::object(
            row.map(|(name, cell)| Ok((name, string(cell)?))).collect::<Result<Vec<_>, Failure>>()?,
        ));
    }
    list(rows)
}
