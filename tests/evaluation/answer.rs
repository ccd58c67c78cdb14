//! What Terraform says of an expression, and whether we say the same.

use cocarde::evaluation::Value;

use super::world::{call, value_of};

/// What Terraform says of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// There is no value.
    Error,
    /// A value.
    Value {
        /// As `jsonencode` writes it; none when some of it is unknown or infinite.
        json: Option<String>,
        /// As the console shows it, when that tells more: a type, what is not known, what is sensitive.
        shown: Option<String>,
    },
}

/// How our value of `expression` differs from `answer`, if it does.
pub(crate) fn disagreement(expression: &str, answer: &Answer) -> Option<String> {
    let ours = value_of(expression);
    let agreed = match (&ours, answer) {
        (Err(_), Answer::Error) => true,
        (Ok(value), Answer::Value { json, shown }) => {
            let is_like_shown = match shown {
                Some(shown) => is_shown_as(value, shown),
                None => !value.has_sensitive() && json.as_ref().is_some_and(|json| has_type_of(value, json)),
            };
            is_like_shown && json.as_ref().is_none_or(|json| json_of(value).as_ref() == Some(json))
        }
        _ => false,
    };
    let written = ours.as_ref().ok().and_then(json_of).unwrap_or_default();
    (!agreed).then(|| format!("{expression}\n  ours: {ours:?} {written}\n  Terraform: {answer:?}"))
}

/// `value` as `jsonencode` writes it, marks set aside.
fn json_of(value: &Value) -> Option<String> {
    call("jsonencode", &value.unmark_deep().0)?.as_str().map(str::to_owned)
}

/// Whether `value` is of the type that JSON tells: it has but tuples and objects.
fn has_type_of(value: &Value, json: &str) -> bool {
    call("jsondecode", &Value::string(json)).is_some_and(|told| is_like(value, &told))
}

/// Whether `value` is what the console shows: `shown` is an expression but for what it hides. Texts of several lines are
/// shown in a way that does not tell them exactly; their JSON does.
fn is_shown_as(value: &Value, shown: &str) -> bool {
    let expression = shown
        .replace("(known after apply)", "unknown")
        .replace("(sensitive value)", "secret")
        .replace("/* of dynamic */", "")
        .replace("+Inf", "unknown")
        .replace("-Inf", "unknown");
    shown.contains("<<") || value_of(&expression).is_ok_and(|shown| is_like(value, &shown))
}

/// Whether both are of one shape: numbers and texts are compared in JSON.
fn is_like(value: &Value, shown: &Value) -> bool {
    match (value, shown) {
        // That it is not known is what a console says first.
        (Value::Sensitive(inner), Value::Unknown(_)) => is_like(inner, shown),
        (Value::Sensitive(_), Value::Sensitive(_))
        | (Value::Unknown(_), Value::Unknown(_))
        | (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_)) => true,
        (Value::List(items), Value::List(shown))
        | (Value::Set(items), Value::Set(shown))
        | (Value::Tuple(items), Value::Tuple(shown)) => {
            items.len() == shown.len() && items.iter().zip(shown.iter()).all(|(item, shown)| is_like(item, shown))
        }
        (Value::Map(entries), Value::Map(shown)) | (Value::Object(entries), Value::Object(shown)) => {
            entries.len() == shown.len()
                && entries
                    .iter()
                    .zip(shown.iter())
                    .all(|(entry, shown)| entry.0 == shown.0 && is_like(entry.1, shown.1))
        }
        _ => value == shown,
    }
}
