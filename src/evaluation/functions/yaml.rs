//! YAML, as Terraform's functions write it; `yaml/decode.rs` reads it.

mod decode;

pub(super) use self::decode::decode;

use super::MAX_BYTES;
use super::error::{Failure, Problem};
use crate::evaluation::value::Value;

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

/// Whether a literal block says the same: it holds printable text only, without spaces that end a line.
fn is_block(string: &str) -> bool {
    string.contains('\n')
        && !string.contains(" \n")
        && !string.ends_with(' ')
        && string.chars().all(|character| character == '\n' || is_printable(character))
}

/// Whether YAML takes a character as it is. `U+2028`, `U+2029` and `U+0085` end lines there.
fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{10000}'..)
}

/// Writes a string between quotes. What YAML does not print is escaped, by a letter when there is one.
fn write_quoted(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\0' => text.push_str("\\0"),
            '\u{7}' => text.push_str("\\a"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{b}' => text.push_str("\\v"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            '\u{1b}' => text.push_str("\\e"),
            '\u{85}' => text.push_str("\\N"),
            '\u{2028}' => text.push_str("\\L"),
            '\u{2029}' => text.push_str("\\P"),
            _ if is_printable(character) => text.push(character),
            '\0'..='\u{ff}' => text.push_str(&format!("\\x{:02X}", u32::from(character))),
            '\u{100}'..='\u{ffff}' => text.push_str(&format!("\\u{:04X}", u32::from(character))),
            _ => text.push_str(&format!("\\U{:08X}", u32::from(character))),
        }
    }
    text.push('"');
}

fn write_block(string: &str, indent: usize, text: &mut String) {
    let body = string.trim_end_matches('\n');
    // A first line that is indented does not tell by how much all are.
    let hint = if string.starts_with([' ', '\n']) { "2" } else { "" };
    let chomping = match string.len() - body.len() {
        0 => "-",
        1 if !body.is_empty() => "",
        _ => "+",
    };
    text.push_str(&format!("|{hint}{chomping}\n"));
    let pad = " ".repeat(indent);
    for line in string.strip_suffix('\n').unwrap_or(string).split('\n') {
        if !line.is_empty() {
            text.push_str(&pad);
            text.push_str(line);
        }
        text.push('\n');
    }
}
