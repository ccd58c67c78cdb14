//! Sets: how their members are ordered and which are the same.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::value::Value;

impl Value {
    /// A set of `members`: sorted as Terraform does, without duplicates. A set cannot have marks inside, so that one
    /// sensitive member makes the whole set sensitive. Members that are not wholly known are kept apart, for they may
    /// differ.
    pub fn set(members: Vec<Self>) -> Self {
        let sensitive = members.iter().any(Self::has_sensitive);
        let mut members: Vec<Self> =
            if sensitive { members.iter().map(|member| member.unmark_deep().0).collect() } else { members };
        if members.iter().all(|member| matches!(member, Self::String(_) | Self::Number(_) | Self::Bool(_))) {
            members.sort_by(compare_primitives);
        } else {
            members.sort_by_cached_key(sort_key);
        }
        members.dedup_by(|right, left| left.is_wholly_known() && left == right);
        let set = Self::Set(members.into());
        if sensitive { set.into_sensitive() } else { set }
    }
}

fn compare_primitives(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Number(left), Value::Number(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        _ => sort_key(left).cmp(&sort_key(right)),
    }
}

/// Known members come first, then unknown ones, then null; among the known, by a text that tells them apart.
fn sort_key(value: &Value) -> (u8, String) {
    match value {
        Value::Null => (2, String::new()),
        Value::Unknown(_) => (1, String::new()),
        _ => {
            let mut text = String::new();
            write_key(value, &mut text);
            (0, text)
        }
    }
}

fn write_key(value: &Value, text: &mut String) {
    let delimited = |open, items: &mut dyn Iterator<Item = (Option<&str>, &Value)>, close, text: &mut String| {
        text.push(open);
        for (key, item) in items {
            if let Some(key) = key {
                // Writing to a string cannot fail.
                let _ = write!(text, "{key:?}:");
            }
            write_key(item, text);
            text.push(';');
        }
        text.push(close);
    };
    match value {
        Value::Null => text.push('~'),
        Value::Unknown(_) => text.push('?'),
        Value::Bool(true) => text.push('T'),
        Value::Bool(false) => text.push('F'),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::String(string) => {
            let _ = write!(text, "{string:?}");
        }
        Value::Sensitive(inner) => write_key(inner, text),
        Value::List(items) | Value::Set(items) => {
            delimited('[', &mut items.iter().map(|item| (None, item)), ']', text);
        }
        Value::Tuple(items) => delimited('<', &mut items.iter().map(|item| (None, item)), '>', text),
        Value::Map(entries) => {
            delimited('{', &mut entries.iter().map(|(key, item)| (Some(&**key), item)), '}', text);
        }
        // Objects of one type have the same attributes: their values tell them apart.
        Value::Object(entries) => delimited('<', &mut entries.values().map(|item| (None, item)), '>', text),
    }
}
