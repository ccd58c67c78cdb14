//! YAML, as far as Terraform's functions read and write it.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Options, options::DuplicateKeyPolicy};

use super::MAX_BYTES;
use super::arguments::normalized;
use super::encoding::write_json_string;
use super::error::{Failure, Problem};
use crate::evaluation::number::Number;
use crate::evaluation::value::Value;

/// The value of one document. An empty text is not one.
pub(super) fn decode(text: &str) -> Result<Value, Failure> {
    let is_blank = |line: &str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(is_blank) {
        return Err(Problem::Yaml.at(0));
    }
    let mut options = Options::default();
    options.duplicate_keys = DuplicateKeyPolicy::LastWins;
    options.underscored_numbers_as_strings = true;
    options.reject_unsupported_tags = true;
    options.with_snippet = false;
    let Node(value) = serde_saphyr::from_str_with_options(text, options).map_err(|_| Problem::Yaml.at(0))?;
    Ok(value)
}

/// A value as it is read: Terraform has no type for what YAML says beyond JSON.
struct Node(Value);

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node(Value::Bool(flag)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node(Value::int(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node(Value::Number(Number::from(number))))
    }

    fn visit_f64<E: serde::de::Error>(self, float: f64) -> Result<Node, E> {
        Number::from_f64(float).map(|number| Node(Value::Number(number))).map_err(E::custom)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node(Value::String(normalized(text))))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(Node(item)) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Node(Value::tuple(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((Node(key), Node(value))) = map.next_entry()? {
            let key = match key {
                Value::String(key) => key,
                Value::Number(number) => number.to_string().into(),
                Value::Bool(flag) => flag.to_string().into(),
                _ => return Err(A::Error::custom("a key must be a string")),
            };
            entries.push((key, value));
        }
        Ok(Node(Value::object(entries)))
    }
}

/// Writes `value` as Terraform does: strings are quoted, or literal blocks when they have several lines.
pub(super) fn encode(value: &Value) -> Result<String, Failure> {
    let mut text = String::new();
    write(value, 0, Place::Document, &mut text)?;
    // A plain scalar would run on into what comes next.
    if matches!(value, Value::Null | Value::Bool(_) | Value::Number(_)) {
        text.push_str("...\n");
    }
    Ok(text)
}

/// Where a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of the document.
    Document,
    /// After `key:`.
    Entry,
    /// After `-`.
    Item,
}

fn write(value: &Value, indent: usize, place: Place, text: &mut String) -> Result<(), Failure> {
    if text.len() > MAX_BYTES || indent > 512 {
        return Err(Problem::Limit("the length of a string").into());
    }
    let pad = " ".repeat(indent);
    let space = if place == Place::Document { "" } else { " " };
    match value {
        Value::Sensitive(inner) => write(inner, indent, place, text)?,
        Value::Unknown(_) => return Err(Problem::Kind("a known value").into()),
        Value::List(items) | Value::Set(items) | Value::Tuple(items) if !items.is_empty() => {
            // The dashes of a list stand below its key.
            let (pad, inner) = match place {
                Place::Entry => {
                    text.push('\n');
                    (" ".repeat(indent.saturating_sub(2)), indent)
                }
                Place::Item => {
                    text.push(' ');
                    (pad, indent + 2)
                }
                Place::Document => (pad, indent + 2),
            };
            for (index, item) in items.iter().enumerate() {
                if index > 0 || place == Place::Entry {
                    text.push_str(&pad);
                }
                text.push('-');
                write(item, inner, Place::Item, text)?;
            }
        }
        Value::Map(entries) | Value::Object(entries) if !entries.is_empty() => {
            text.push_str(match place {
                Place::Document => "",
                Place::Entry => "\n",
                Place::Item => " ",
            });
            for (index, (key, item)) in entries.iter().enumerate() {
                if index > 0 || place == Place::Entry {
                    text.push_str(&pad);
                }
                write_quoted(key, text);
                text.push(':');
                write(item, indent + 2, Place::Entry, text)?;
            }
        }
        Value::List(_) | Value::Set(_) | Value::Tuple(_) => text.push_str(&format!("{space}[]\n")),
        Value::Map(_) | Value::Object(_) => text.push_str(&format!("{space}{{}}\n")),
        Value::String(string) if is_block(string) => {
            text.push_str(space);
            write_block(string, indent.max(2), text);
        }
        Value::String(string) => {
            text.push_str(space);
            write_quoted(string, text);
            text.push('\n');
        }
        Value::Null => text.push_str(&format!("{space}null\n")),
        Value::Bool(flag) => text.push_str(&format!("{space}{flag}\n")),
        Value::Number(number) => text.push_str(&format!("{space}{number}\n")),
    }
    Ok(())
}

/// Whether a literal block says the same: its first line tells the indentation, and it holds printable text only.
fn is_block(string: &str) -> bool {
    string.contains('\n')
        && !string.starts_with([' ', '\n'])
        && string.chars().all(|character| !character.is_control() || character == '\n')
}

fn write_quoted(string: &str, text: &mut String) {
    // The strings of JSON are strings of YAML.
    write_json_string(string, text);
}

fn write_block(string: &str, indent: usize, text: &mut String) {
    let body = string.trim_end_matches('\n');
    text.push_str(match string.len() - body.len() {
        0 => "|-\n",
        1 => "|\n",
        _ => "|+\n",
    });
    let pad = " ".repeat(indent);
    for line in string.strip_suffix('\n').unwrap_or(string).split('\n') {
        if !line.is_empty() {
            text.push_str(&pad);
            text.push_str(line);
        }
        text.push('\n');
    }
}
