//! Base64, JSON, YAML, CSV and URL encoding.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::arguments::{Arguments, list, normalized, string};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use super::{MAX_BYTES, yaml};
use crate::evaluation::number::Number;
use crate::evaluation::value::Value;

const TEXT: Parameter = Parameter::new("str", Kind::String);

/// What a URL's query leaves as it is.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b' ');

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("base64decode", &[TEXT], Kind::String, |call| {
        let text: String = call.text(0).chars().filter(|character| !matches!(character, '\r' | '\n')).collect();
        let bytes = STANDARD.decode(text).map_err(|_| Problem::Base64.at(0))?;
        string(&String::from_utf8(bytes).map_err(|_| Problem::NotText.at(0))?)
    }),
    Function::new("base64encode", &[TEXT], Kind::String, |call| string(&STANDARD.encode(call.text(0)))),
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
        string(&percent_decode_str(&spaced).decode_utf8().map_err(|_| Problem::NotText.at(0))?)
    }),
    Function::new("urlencode", &[TEXT], Kind::String, |call| {
        string(&utf8_percent_encode(call.text(0), QUERY).to_string().replace(' ', "+"))
    }),
    Function::new("yamldecode", &[Parameter::new("src", Kind::String)], Kind::Any, |call| yaml::decode(call.text(0))),
    Function::new("yamlencode", &[Parameter::new("value", Kind::Any).nullable()], Kind::String, |call| {
        string(&yaml::encode(call.value(0))?)
    }),
];

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

/// A list of objects, one for each line after that of the column names.
fn csv_decode(call: &Arguments<'_>) -> Result<Value, Failure> {
    let invalid = |error: csv::Error| Problem::Csv(error.position().map_or(1, csv::Position::line)).at(0);
    let mut reader = csv::Reader::from_reader(call.text(0).as_bytes());
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
