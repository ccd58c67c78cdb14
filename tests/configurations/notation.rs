//! Values on one line.
//!
//! A value that is known in full is written as the language has it, with `tolist`, `toset` and `tomap` where it is not a
//! tuple or an object. Terraform does not tell the types of other values, nor of arguments of any type: they are written
//! without these.

use std::collections::BTreeMap;

use cocarde::evaluation::Value;
use serde_json::Value as Json;

/// What an unknown value is written as.
pub(crate) const UNKNOWN: &str = "(unknown)";
const SENSITIVE: &str = "(sensitive) ";

/// Whether types are told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Types {
    Told,
    Untold,
}

/// One of our values.
pub(crate) fn of_value(value: &Value, types: Types) -> String {
    let sequence = |items: &[Value], function: &str| {
        let items: Vec<String> = items.iter().map(|item| of_value(item, types)).collect();
        wrapped(&format!("[{}]", items.join(", ")), function, types)
    };
    let mapping = |entries: &BTreeMap<std::sync::Arc<str>, Value>, function: &str| {
        let entries = entries.iter().map(|(key, value)| entry(key, &of_value(value, types)));
        wrapped(&braces(entries), function, types)
    };
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => Json::from(&**text).to_string(),
        Value::List(items) => sequence(items, "tolist"),
        Value::Set(items) => sequence(items, "toset"),
        Value::Tuple(items) => sequence(items, ""),
        Value::Map(entries) => mapping(entries, "tomap"),
        Value::Object(entries) => mapping(entries, ""),
        Value::Unknown(_) => UNKNOWN.to_owned(),
        Value::Sensitive(inner) => format!("{SENSITIVE}{}", of_value(inner, types)),
    }
}

/// One of our outputs: what is inside a sensitive one is not marked again.
pub(crate) fn of_output(value: &Value, sensitive: bool) -> String {
    let (plain, marked) = value.unmark_deep();
    let types = if plain.is_wholly_known() { Types::Told } else { Types::Untold };
    format!("{}{}", if sensitive || marked { SENSITIVE } else { "" }, of_value(&plain, types))
}

/// A value of a plan, with its type where Terraform tells it.
pub(crate) fn of_typed(value: &Json, of_type: &Json) -> String {
    let constructor = of_type.get(0).and_then(Json::as_str).unwrap_or_default();
    let inner = |key: &str, position: usize| match constructor {
        "object" => of_type[1][key].clone(),
        "tuple" => of_type[1][position].clone(),
        _ => of_type[1].clone(),
    };
    let function = match constructor {
        "list" => "tolist",
        "set" => "toset",
        "map" => "tomap",
        _ => "",
    };
    match value {
        Json::Array(items) => {
            let items: Vec<String> =
                items.iter().enumerate().map(|(at, item)| of_typed(item, &inner("", at))).collect();
            wrapped(&format!("[{}]", items.join(", ")), function, Types::Told)
        }
        Json::Object(entries) => {
            let sorted: BTreeMap<_, _> = entries.iter().collect();
            let entries = sorted.into_iter().map(|(key, value)| entry(key, &of_typed(value, &inner(key, 0))));
            wrapped(&braces(entries), function, Types::Told)
        }
        primitive => primitive.to_string(),
    }
}

/// A value of a plan without its type; `unknown` and `sensitive` have its shape, or are true for the whole of it.
pub(crate) fn of_untyped(value: &Json, unknown: &Json, sensitive: &Json) -> String {
    if *unknown == Json::Bool(true) {
        return format!("{}{UNKNOWN}", if *sensitive == Json::Bool(true) { SENSITIVE } else { "" });
    }
    let text = match value {
        Json::Array(items) => {
            let items: Vec<String> = (0..items.len())
                .map(|position| of_untyped(&items[position], &unknown[position], &sensitive[position]))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(entries) => {
            let unknown_keys = unknown.as_object().into_iter().flatten().map(|(key, _)| key);
            let keys: std::collections::BTreeSet<&String> = entries.keys().chain(unknown_keys).collect();
            braces(keys.into_iter().map(|key| entry(key, &of_untyped(&value[key], &unknown[key], &sensitive[key]))))
        }
        primitive => primitive.to_string(),
    };
    format!("{}{text}", if *sensitive == Json::Bool(true) { SENSITIVE } else { "" })
}

fn braces(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

fn entry(key: &str, value: &str) -> String {
    let mut characters = key.chars();
    let plain = characters.next().is_some_and(char::is_alphabetic)
        && characters.all(|character| character.is_alphanumeric() || character == '_');
    let key = if plain { key.to_owned() } else { Json::from(key).to_string() };
    format!("{key}: {value}")
}

fn wrapped(text: &str, function: &str, types: Types) -> String {
    if function.is_empty() || types == Types::Untold { text.to_owned() } else { format!("{function}({text})") }
}
