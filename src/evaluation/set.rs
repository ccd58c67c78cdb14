//! Sets: how their members are ordered and which are the same.

use std::fmt::Write as _;
use std::sync::Arc;

use super::number::Number;
use super::value::Value;

impl Value {
    /// A set of `members`: sorted as Terraform does, without duplicates. A set cannot have marks inside, so that one
    /// sensitive member makes the whole set sensitive. Members that are not wholly known are kept apart, for they may
    /// differ.
    pub fn set(members: Vec<Self>) -> Self {
        let sensitive = members.iter().any(Self::has_sensitive);
        let mut members: Vec<Self> =
            if sensitive { members.iter().map(|member| member.unmark_deep().0).collect() } else { members };
        members.sort_by_cached_key(MemberKey::of);
        members.dedup_by(|right, left| left.is_wholly_known() && left == right);
        let set = Self::Set(members.into());
        if sensitive { set.into_sensitive() } else { set }
    }
}

/// What orders the members of a set. Known members come first, then unknown ones, then null.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MemberKey {
    Bool(bool),
    Number(Number),
    String(Arc<str>),
    /// A text that tells apart the members that have no order of their own.
    Structure(String),
    Unknown,
    Null,
}

impl MemberKey {
    /// The key of `member`.
    pub(super) fn of(member: &Value) -> Self {
        match member {
            Value::Bool(flag) => Self::Bool(*flag),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::String(Arc::clone(text)),
            Value::Null => Self::Null,
            Value::Unknown(_) => Self::Unknown,
            Value::Sensitive(inner) => Self::of(inner),
            Value::List(_) | Value::Set(_) | Value::Tuple(_) | Value::Map(_) | Value::Object(_) => {
                let mut text = String::new();
                write_key(member, &mut text);
                Self::Structure(text)
            }
        }
    }
}

// Writing to a string cannot fail.
fn write_key(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push('~'),
        Value::Unknown(_) => text.push('?'),
        Value::Bool(flag) => text.push(if *flag { 'T' } else { 'F' }),
        // Ten digits decide on the order, all of them on what is the same.
        Value::Number(number) => {
            let sign = if number.is_negative() { "-" } else { "" };
            let _ = write!(text, "{sign}{}", number.exact().of_digits(10, 'e'));
            if number.as_i64().is_none_or(|small| small.unsigned_abs() >= 10_000_000_000) {
                let _ = write!(text, " {number}");
            }
        }
        Value::String(string) => {
            let _ = write!(text, "{string:?}");
        }
        Value::Sensitive(inner) => write_key(inner, text),
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
            text.push('[');
            for item in items.iter() {
                write_key(item, text);
                text.push(';');
            }
            text.push(']');
        }
        Value::Map(entries) | Value::Object(entries) => {
            text.push('{');
            for (key, item) in entries.iter() {
                let _ = write!(text, "{key:?}:");
                write_key(item, text);
                text.push(';');
            }
            text.push('}');
        }
    }
}
