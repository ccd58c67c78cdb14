//! Values as `terraform console` prints them.

use std::fmt::Write as _;

use serde_json::{Number, Value as Json};

use super::Value;

/// `value` as `terraform console` prints it. What is not known is `(known after apply)`, as there; a sensitive value is
/// not shown.
pub fn to_console(value: &Value) -> String {
    let mut text = String::new();
    write_value(value, 0, &mut text);
    text
}

/// `value` as JSON; what is not known or sensitive is null.
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Null | Value::Unknown(_) | Value::Sensitive(_) => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => number.to_string().parse::<Number>().map_or(Json::Null, Json::Number),
        Value::String(string) => Json::from(&**string),
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => items.iter().map(to_json).collect(),
        Value::Map(entries) | Value::Object(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.to_string(), to_json(value))).collect())
        }
    }
}

fn write_value(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => {
            let _ = write!(text, "{number}");
        }
        Value::String(string) => write_string(string, indent, text),
        Value::List(items) => write_items(items, ("tolist([", "])"), indent, text),
        Value::Set(items) => write_items(items, ("toset([", "])"), indent, text),
        Value::Tuple(items) => write_items(items, ("[", "]"), indent, text),
        Value::Map(entries) => write_entries(entries.iter(), ("tomap({", "})"), indent, text),
        Value::Object(entries) => write_entries(entries.iter(), ("{", "}"), indent, text),
        Value::Unknown(_) => text.push_str("(known after apply)"),
        Value::Sensitive(_) => text.push_str("(sensitive value)"),
    }
}

fn write_items(items: &[Value], (open, close): (&str, &str), indent: usize, text: &mut String) {
    text.push_str(open);
    for item in items {
        new_line(indent + 2, text);
        write_value(item, indent + 2, text);
        text.push(',');
    }
    if !items.is_empty() {
        new_line(indent, text);
    }
    text.push_str(close);
}

fn write_entries<'v, K: AsRef<str> + 'v>(
    entries: impl ExactSizeIterator<Item = (&'v K, &'v Value)>,
    (open, close): (&str, &str),
    indent: usize,
    text: &mut String,
) {
    text.push_str(open);
    let empty = entries.len() == 0;
    for (key, value) in entries {
        new_line(indent + 2, text);
        write_quoted(key.as_ref(), text);
        text.push_str(" = ");
        write_value(value, indent + 2, text);
    }
    if !empty {
        new_line(indent, text);
    }
    text.push_str(close);
}

fn new_line(indent: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}

/// A string of several lines is a heredoc, whose marker is one that its lines do not hold.
fn write_string(string: &str, indent: usize, text: &mut String) {
    if !string.contains('\n') {
        return write_quoted(string, text);
    }
    let mut marker = "EOT".to_owned();
    while string.lines().any(|line| line.trim() == marker) {
        marker.push('_');
    }
    text.push_str(if indent == 0 { "<<" } else { "<<-" });
    text.push_str(&marker);
    for line in string.split('\n') {
        new_line(indent, text);
        text.push_str(line);
    }
    new_line(indent, text);
    text.push_str(&marker);
}

fn write_quoted(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{7}' => text.push_str("\\a"),
            '\u{8}' => text.push_str("\\b"),
            '\u{b}' => text.push_str("\\v"),
            '\u{c}' => text.push_str("\\f"),
            control if control.is_control() => {
                let _ = write!(text, "\\u{:04x}", u32::from(control));
            }
            plain => text.push(plain),
        }
    }
    text.push('"');
}
