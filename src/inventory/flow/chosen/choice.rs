//! Whether a resource is chosen: yes, no, or perhaps.

use std::sync::Arc;

use crate::evaluation::{Cause, CauseKind, Value};
use crate::inventory::pattern::Pattern;
use crate::inventory::tags::{TagValue, Tags};

/// Whether a resource is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Choice {
    Yes,
    No,
    /// Nobody knows, for these reasons. Never empty.
    Perhaps(Vec<Cause>),
}

impl Choice {
    pub(super) fn is(chosen: bool) -> Self {
        if chosen { Self::Yes } else { Self::No }
    }

    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, other) | (other, Self::Yes) => other,
            (Self::Perhaps(causes), Self::Perhaps(_)) => Self::Perhaps(causes),
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, other) | (other, Self::No) => other,
            (Self::Perhaps(causes), Self::Perhaps(_)) => Self::Perhaps(causes),
        }
    }

    pub(super) fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            perhaps @ Self::Perhaps(_) => perhaps,
        }
    }
}

/// Whether `value` is a text that `wanted` allows.
pub(super) fn text(value: &Value, wanted: impl Fn(&str) -> bool, unreadable: impl Fn() -> Cause) -> Choice {
    match value.unmark() {
        (Value::String(text), false) => Choice::is(wanted(text)),
        (Value::Bool(answer), false) => Choice::is(wanted(if *answer { "true" } else { "false" })),
        (Value::Number(number), false) => Choice::is(wanted(&number.to_string())),
        (Value::Unknown(unknown), _) => {
            let candidates = unknown.candidates().unwrap_or_default();
            let fits = candidates.iter().filter(|one| one.as_str().is_some_and(&wanted)).count();
            match fits {
                0 if !candidates.is_empty() => Choice::No,
                fits if fits == candidates.len() && fits > 0 => Choice::Yes,
                _ => Choice::Perhaps(unknown.causes().to_vec()),
            }
        }
        (_, true) => Choice::Perhaps(vec![unreadable()]),
        _ => Choice::No,
    }
}

/// Whether `tags` have the tag `key` with a value that `wanted` allows. Keys are compared as they are written.
pub(super) fn tag(tags: &Tags, key: &str, wanted: impl Fn(&str) -> bool) -> Choice {
    let mut choice = match tags.unread.as_slice() {
        [] => Choice::No,
        causes => Choice::Perhaps(causes.to_vec()),
    };
    for tag in tags.entries.iter().filter(|tag| &*tag.written == key) {
        let unreadable = || Cause::at(CauseKind::Sensitive(Arc::clone(&tag.written)), tag.span());
        let own = match &tag.value {
            TagValue::Text(value) => Choice::is(wanted(value)),
            TagValue::Unknown(unknown) => text(&Value::Unknown(unknown.clone()), &wanted, unreadable),
            TagValue::Sensitive => Choice::Perhaps(vec![unreadable()]),
        };
        match own {
            // A key has one value: what could not be read gives it no other.
            Choice::No => return Choice::No,
            own => choice = own.or(choice),
        }
    }
    choice
}

/// Whether `text` is what `pattern` stands for.
pub(super) fn like(pattern: &str, text: &str) -> bool {
    Pattern::new(pattern).matches(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::EvidenceKind;
    use crate::inventory::fake::{Fake, map, one_of, variable};

    fn perhaps() -> Choice {
        Choice::Perhaps(vec![Cause::at(CauseKind::Cycle, crate::inventory::fake::span(1))])
    }

    #[test]
    fn what_is_not_known_decides_only_when_nothing_else_does() {
        assert_eq!(Choice::No.and(perhaps()), Choice::No);
        assert_eq!(perhaps().and(Choice::Yes), perhaps());
        assert_eq!(perhaps().or(Choice::Yes), Choice::Yes);
        assert_eq!(Choice::No.or(perhaps()), perhaps());
        assert_eq!(perhaps().negated(), perhaps());
    }

    #[test]
    fn tags_choose_by_key_and_value_as_they_are_written() {
        let of = |tags: Value, key: &str| {
            let mut read = Tags::default();
            read.read(&Fake::new().with("tags", tags), &"tags".into(), EvidenceKind::Tag);
            match tag(&read, key, |value| value == "daily") {
                Choice::Yes => "yes",
                Choice::No => "no",
                Choice::Perhaps(_) => "perhaps",
            }
        };
        assert_eq!(of(map(&[("backup", "daily")]), "backup"), "yes");
        assert_eq!(of(map(&[("backup", "daily")]), "Backup"), "no");
        assert_eq!(of(map(&[("backup", "weekly")]), "backup"), "no");
        assert_eq!(of(map(&[]), "backup"), "no");
        assert_eq!(of(one_of(&["a", "b"]), "backup"), "perhaps");
        let unknown = |value: Value| Value::object([("backup", value)]);
        assert_eq!(of(unknown(Value::Unknown(variable("x"))), "backup"), "perhaps");
        assert_eq!(of(unknown(Value::Unknown(variable("x"))), "other"), "no");
        assert_eq!(of(unknown(one_of(&["daily", "weekly"])), "backup"), "perhaps");
        assert_eq!(of(unknown(one_of(&["hourly", "weekly"])), "backup"), "no");
        assert_eq!(of(unknown(Value::string("daily").into_sensitive()), "backup"), "perhaps");
    }
}
