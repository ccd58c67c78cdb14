//! Tags and labels, in all the shapes that providers give them.
//!
//! The shape is read off the value: a map, a list of `key=value`, `key:value` or bare words, blocks or objects with a
//! key and a value. One reader serves them all, so that a provider that changes a block into an attribute still reads.

use std::sync::Arc;

use super::text::key;
use super::view::Configured;
use super::{Evidence, EvidenceKind};
use crate::evaluation::{Cause, CauseKind, Unknown, Value};
use crate::source::Span;

/// What is written in the tag arguments of one block.
#[derive(Debug, Default, Clone)]
pub(super) struct Tags {
    /// Pairs and words, in order.
    pub(super) entries: Vec<Tag>,
    /// Parts that could not be read: more tags may be there.
    pub(super) unread: Vec<Cause>,
}

/// One tag.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    /// The key as written; empty for a bare word.
    pub(super) written: Arc<str>,
    /// The key in its one spelling; empty for a bare word.
    pub(super) key: String,
    /// The value, or the word.
    pub(super) value: TagValue,
    /// Which argument it stands in.
    origin: Origin,
}

/// The value of a tag.
#[derive(Debug, Clone)]
pub(super) enum TagValue {
    /// Known.
    Text(Arc<str>),
    /// Not known.
    Unknown(Unknown),
    /// Not to be shown, so not read.
    Sensitive,
}

#[derive(Debug, Clone)]
struct Origin {
    kind: EvidenceKind,
    path: Arc<str>,
    index: usize,
    span: Span,
    /// Whether it is written in another resource.
    elsewhere: bool,
}

impl Tag {
    /// This tag as a reason. Its block is needed to trace its value.
    pub(super) fn evidence(&self, block: Option<&dyn Configured>) -> Evidence {
        let shown = match &self.value {
            TagValue::Text(text) if self.written.is_empty() => Some(Arc::clone(text)),
            TagValue::Text(text) => Some(format!("{}={text}", self.written).into()),
            TagValue::Unknown(_) | TagValue::Sensitive => None,
        };
        let block = block.filter(|_| !self.origin.elsewhere);
        let trace = block.map(|block| block.trace(&self.origin.path, self.origin.index)).unwrap_or_default();
        Evidence { kind: self.origin.kind, span: Some(self.origin.span), value: shown, trace }
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        self.origin.span
    }
}

impl Tags {
    /// Whether nothing is written.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.unread.is_empty()
    }

    /// Whether all that is written could be read.
    pub(super) fn is_known(&self) -> bool {
        self.unread.is_empty() && !self.entries.iter().any(|tag| matches!(tag.value, TagValue::Unknown(_)))
    }

    /// Reads the arguments at `path` of `block`.
    pub(super) fn read(&mut self, block: &dyn Configured, path: &Arc<str>, kind: EvidenceKind) {
        for (index, written) in block.arguments(path).into_iter().enumerate() {
            let origin = Origin { kind, path: Arc::clone(path), index, span: written.span, elsewhere: false };
            self.shape(&written.value, &origin, false);
        }
    }

    /// Reads the one tag that the arguments `key` and `value` of `block` are.
    pub(super) fn read_pair(&mut self, block: &dyn Configured, kind: EvidenceKind) {
        let (key, value) = (block.arguments("key"), block.arguments("value"));
        if let (Some(key), Some(value)) = (key.first(), value.first())
            && let (Value::String(name), false) = key.value.unmark()
        {
            let origin = Origin { kind, path: "value".into(), index: 0, span: value.span, elsewhere: true };
            self.pair(name, &value.value, &origin, false);
        }
    }

    /// Reads the one tag whose key and value are what the blocks `key` and `value` are called, in the argument `name`.
    pub(super) fn read_names(
        &mut self,
        key: &dyn Configured,
        value: &dyn Configured,
        name: &Arc<str>,
        kind: EvidenceKind,
    ) {
        if let (Some(key), Some(value)) = (key.arguments(name).first(), value.arguments(name).first())
            && let (Value::String(text), false) = key.value.unmark()
        {
            let origin = Origin { kind, path: Arc::clone(name), index: 0, span: value.span, elsewhere: true };
            self.pair(text, &value.value, &origin, false);
        }
    }

    /// Adds the tags that another resource gives.
    pub(super) fn extend(&mut self, others: Self) {
        let elsewhere = |mut tag: Tag| {
            tag.origin.elsewhere = true;
            tag
        };
        self.entries.extend(others.entries.into_iter().map(elsewhere));
        self.unread.extend(others.unread);
    }

    /// The same without the pairs whose key `own` has: a resource's tag replaces its provider's.
    pub(super) fn without_keys_of(&self, own: &Self) -> Self {
        let replaced =
            |tag: &Tag| !tag.written.is_empty() && own.entries.iter().any(|other| other.written == tag.written);
        let entries = self.entries.iter().filter(|tag| !replaced(tag)).cloned().collect();
        Self { entries, unread: self.unread.clone() }
    }

    fn shape(&mut self, value: &Value, origin: &Origin, inherited_mark: bool) {
        let (plain, marked) = value.unmark();
        let sensitive = marked || inherited_mark;
        match plain {
            Value::Map(entries) | Value::Object(entries) => {
                if let Some((key, value)) = key_and_value(plain) {
                    self.pair(key, value, origin, sensitive);
                    return;
                }
                for (key, value) in entries.entries() {
                    self.pair(key, value, origin, sensitive);
                }
                if let Some(rest) = entries.rest() {
                    self.unread.extend(rest.causes().iter().cloned());
                }
            }
            Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
                items.items().iter().for_each(|item| self.shape(item, origin, sensitive));
            }
            Value::String(_) if sensitive => {
                let kind = CauseKind::Sensitive(Arc::clone(&origin.path));
                self.unread.push(Cause::at(kind, origin.span));
            }
            Value::String(text) => self.word(text, origin),
            Value::Unknown(unknown) => self.unread.extend(unknown.causes().iter().cloned()),
            _ => {}
        }
    }

    /// A string of a list: `key=value`, `key:value` or a word.
    fn word(&mut self, text: &Arc<str>, origin: &Origin) {
        // With `=`, everything before it is the key, namespaces included: `dinum:env=prod`.
        let pair = text.split_once('=').or_else(|| text.rsplit_once(':'));
        if let Some((key, value)) = pair {
            let value = Value::string(value.trim());
            self.pair(&Arc::from(key.trim()), &value, origin, false);
            return;
        }
        let value = TagValue::Text(Arc::clone(text));
        self.entries.push(Tag { written: "".into(), key: String::new(), value, origin: origin.clone() });
    }

    fn pair(&mut self, written: &Arc<str>, value: &Value, origin: &Origin, inherited_mark: bool) {
        let (plain, marked) = value.unmark();
        let value = match plain {
            _ if marked || inherited_mark => TagValue::Sensitive,
            Value::Unknown(unknown) => TagValue::Unknown(unknown.clone()),
            other => match text_of(other) {
                Some(text) => TagValue::Text(text),
                None => return,
            },
        };
        let tag = Tag { written: Arc::clone(written), key: key(written), value, origin: origin.clone() };
        self.entries.push(tag);
    }
}

/// The `key` and `value` of a block or object that is one tag.
fn key_and_value(object: &Value) -> Option<(&Arc<str>, &Value)> {
    let (Value::Map(entries) | Value::Object(entries)) = object else {
        return None;
    };
    let entries = entries.entries();
    match (entries.get("key").map(|key| key.unmark().0), entries.get("value")) {
        (Some(Value::String(key)), Some(value)) => Some((key, value)),
        _ => None,
    }
}

/// A scalar as the text of a tag.
fn text_of(value: &Value) -> Option<Arc<str>> {
    match value {
        Value::String(text) => Some(Arc::clone(text)),
        Value::Bool(true) => Some("true".into()),
        Value::Bool(false) => Some("false".into()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}
