//! Values as Terraform has them, and what is not known of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::number::Number;
use super::unknown::{Cause, Unknown, first_unknowns};

/// A value. Cloning is cheap: collections and strings are shared.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, of any type.
    Null,
    /// A bool.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, in NFC.
    String(Arc<str>),
    /// A list: elements of one type.
    List(Sequence),
    /// A set: as a list, sorted, without duplicates.
    Set(Sequence),
    /// A tuple.
    Tuple(Sequence),
    /// A map: values of one type.
    Map(Mapping),
    /// An object.
    Object(Mapping),
    /// Not known, with the reason.
    Unknown(Unknown),
    /// A value that must not be shown. Never nested directly in another `Sensitive`.
    Sensitive(Arc<Value>),
}

/// What holds for a whole value, kept by collections so that asking costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Extent {
    /// Some value inside, at any depth, is unknown.
    unknown: bool,
    /// Some value inside, at any depth, is sensitive.
    sensitive: bool,
    /// How many values it is made of, as if none were shared: what it takes to walk through it.
    nodes: u64,
    /// How deep values are inside one another.
    depth: u32,
}

/// The most values that one value is made of: as elements may be shared, a few lines can make more than would ever be
/// walked through.
pub(super) const MAX_NODES: u64 = 1 << 20;
/// The deepest nesting of values.
const MAX_VALUE_DEPTH: u32 = 500;
/// How many bytes of a string weigh as much as a value.
const BYTES_PER_NODE: usize = 32;

impl Extent {
    const ONE: Self = Self { unknown: false, sensitive: false, nodes: 1, depth: 1 };

    /// That of a collection of `values`.
    fn around<'v>(values: impl Iterator<Item = &'v Value>) -> Self {
        values.fold(Self::ONE, |extent, value| {
            let inner = value.extent();
            Self {
                unknown: extent.unknown || inner.unknown,
                sensitive: extent.sensitive || inner.sensitive,
                nodes: extent.nodes.saturating_add(inner.nodes),
                depth: extent.depth.max(inner.depth.saturating_add(1)),
            }
        })
    }

    /// That of a collection with these entries.
    fn around_entries(entries: &BTreeMap<Arc<str>, Value>) -> Self {
        let extent = Self::around(entries.values());
        let keys = entries.keys().map(|key| nodes_of_text(key)).fold(0, u64::saturating_add);
        Self { nodes: extent.nodes.saturating_add(keys), ..extent }
    }
}

fn nodes_of_text(text: &str) -> u64 {
    1 + (text.len() / BYTES_PER_NODE) as u64
}

/// The elements of a list, set or tuple.
#[derive(Clone)]
pub struct Sequence(Arc<SequenceData>);

struct SequenceData {
    extent: Extent,
    items: Vec<Value>,
    /// Every unknown inside, as one, once it was asked for.
    unknowns: OnceLock<Option<Unknown>>,
}

impl Sequence {
    /// The elements.
    pub fn items(&self) -> &[Value] {
        &self.0.items
    }
}

impl From<Vec<Value>> for Sequence {
    fn from(items: Vec<Value>) -> Self {
        Self(Arc::new(SequenceData { extent: Extent::around(items.iter()), items, unknowns: OnceLock::new() }))
    }
}

/// What is shared is equal without a look.
impl PartialEq for Sequence {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.extent == other.0.extent && self.0.items == other.0.items
    }
}

impl fmt::Debug for Sequence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.items.fmt(formatter)
    }
}

impl std::ops::Deref for Sequence {
    type Target = [Value];
    fn deref(&self) -> &[Value] {
        &self.0.items
    }
}

/// The entries of a map or object, in the order of their keys.
#[derive(Clone)]
pub struct Mapping(Arc<MappingData>);

struct MappingData {
    extent: Extent,
    entries: BTreeMap<Arc<str>, Value>,
    rest: Option<Unknown>,
    /// Every unknown inside, as one, once it was asked for.
    unknowns: OnceLock<Option<Unknown>>,
}

impl Mapping {
    /// Entries, and what any other attribute is: a resource has attributes that only the provider knows, so that asking
    /// for one that is not written is an unknown rather than an error.
    pub fn open(entries: BTreeMap<Arc<str>, Value>, rest: Unknown) -> Self {
        let extent = Extent { unknown: true, ..Extent::around_entries(&entries) };
        Self(Arc::new(MappingData { extent, entries, rest: Some(rest), unknowns: OnceLock::new() }))
    }

    /// The entries.
    pub fn entries(&self) -> &BTreeMap<Arc<str>, Value> {
        &self.0.entries
    }

    /// What an attribute that is not among the entries is; `None` when there is no other.
    pub fn rest(&self) -> Option<&Unknown> {
        self.0.rest.as_ref()
    }
}

impl From<BTreeMap<Arc<str>, Value>> for Mapping {
    fn from(entries: BTreeMap<Arc<str>, Value>) -> Self {
        let extent = Extent::around_entries(&entries);
        Self(Arc::new(MappingData { extent, entries, rest: None, unknowns: OnceLock::new() }))
    }
}

/// What is shared is equal without a look.
impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (&self.0, &other.0);
        Arc::ptr_eq(one, other) || one.extent == other.extent && one.rest == other.rest && one.entries == other.entries
    }
}

impl fmt::Debug for Mapping {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.entries.fmt(formatter)?;
        self.0.rest.iter().try_for_each(|rest| write!(formatter, " and {rest:?}"))
    }
}

impl std::ops::Deref for Mapping {
    type Target = BTreeMap<Arc<str>, Value>;
    fn deref(&self) -> &BTreeMap<Arc<str>, Value> {
        &self.0.entries
    }
}

impl Value {
    /// A string.
    pub fn string(text: impl Into<Arc<str>>) -> Self {
        Self::String(text.into())
    }

    /// A string as Terraform keeps it: in Unicode normal form C.
    pub fn text(text: &str) -> Self {
        use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
        if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
            return Self::string(text);
        }
        Self::string(text.nfc().collect::<String>())
    }

    /// A number.
    pub fn int(number: i64) -> Self {
        Self::Number(Number::from(number))
    }

    /// A tuple.
    pub fn tuple(items: Vec<Self>) -> Self {
        Self::Tuple(items.into())
    }

    /// An object.
    pub fn object<K: Into<Arc<str>>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        let entries: BTreeMap<Arc<str>, Self> = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
        Self::Object(entries.into())
    }

    /// Unknown because of `cause`.
    pub fn unknown(cause: Cause) -> Self {
        Self::Unknown(Unknown::new(cause))
    }

    fn extent(&self) -> Extent {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) => Extent::ONE,
            Self::String(text) => Extent { nodes: nodes_of_text(text), ..Extent::ONE },
            Self::List(items) | Self::Set(items) | Self::Tuple(items) => items.0.extent,
            Self::Map(entries) | Self::Object(entries) => entries.0.extent,
            Self::Unknown(unknown) => {
                let candidates = Extent::around(unknown.candidates().unwrap_or_default().iter());
                Extent { unknown: true, ..candidates }
            }
            Self::Sensitive(inner) => Extent { sensitive: true, ..inner.extent() },
        }
    }

    /// How many values it is made of, as if none were shared; of an unknown, all that it may be.
    pub(super) fn nodes(&self) -> u64 {
        self.extent().nodes
    }

    /// Whether it is larger or deeper than values may be.
    pub(super) fn is_too_large(&self) -> bool {
        let extent = self.extent();
        extent.nodes > MAX_NODES || extent.depth > MAX_VALUE_DEPTH
    }

    /// Whether no part of it, at any depth, is unknown.
    pub fn is_wholly_known(&self) -> bool {
        !self.extent().unknown
    }

    /// Whether some part of it, at any depth, is sensitive.
    pub fn has_sensitive(&self) -> bool {
        self.extent().sensitive
    }

    /// The same value, marked sensitive.
    #[must_use]
    pub fn into_sensitive(self) -> Self {
        match self {
            Self::Sensitive(_) => self,
            value => Self::Sensitive(Arc::new(value)),
        }
    }

    /// The value without its own mark, and whether it had one. Marks deeper inside stay.
    pub fn unmark(&self) -> (&Self, bool) {
        match self {
            Self::Sensitive(inner) => (inner, true),
            value => (value, false),
        }
    }

    /// The value without any mark at any depth, and whether there was one.
    pub fn unmark_deep(&self) -> (Self, bool) {
        if !self.has_sensitive() {
            return (self.clone(), false);
        }
        let sequence = |items: &Sequence| items.iter().map(|item| item.unmark_deep().0).collect::<Vec<_>>().into();
        let mapping = |entries: &Mapping| {
            let unmarked: BTreeMap<_, _> =
                entries.iter().map(|(key, value)| (Arc::clone(key), value.unmark_deep().0)).collect();
            match entries.rest() {
                Some(rest) => Mapping::open(unmarked, rest.clone()),
                None => unmarked.into(),
            }
        };
        let value = match self {
            Self::Sensitive(inner) => inner.unmark_deep().0,
            Self::List(items) => Self::List(sequence(items)),
            Self::Set(items) => Self::Set(sequence(items)),
            Self::Tuple(items) => Self::Tuple(sequence(items)),
            Self::Map(entries) => Self::Map(mapping(entries)),
            Self::Object(entries) => Self::Object(mapping(entries)),
            other => other.clone(),
        };
        (value, true)
    }

    /// The unknown, if it is one (its own mark set aside).
    pub fn as_unknown(&self) -> Option<&Unknown> {
        match self.unmark().0 {
            Self::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The elements, if it is a list, set or tuple.
    pub(super) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) | Self::Set(items) | Self::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if it is a string (its own mark set aside).
    pub fn as_str(&self) -> Option<&str> {
        match self.unmark().0 {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The bool, if it is one (its own mark set aside).
    pub fn as_bool(&self) -> Option<bool> {
        match self.unmark().0 {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Every unknown inside it, at any depth, as one: its first causes, without what it may be.
    pub fn unknowns(&self) -> Option<Unknown> {
        // All instances of a resource may be inside, and the same element many times.
        match self {
            Self::Unknown(unknown) => Some(Unknown::of([unknown])),
            Self::Sensitive(inner) => inner.unknowns(),
            _ if self.is_wholly_known() => None,
            Self::List(items) | Self::Set(items) | Self::Tuple(items) => {
                items.0.unknowns.get_or_init(|| first_unknowns(items.iter(), None)).clone()
            }
            Self::Map(entries) | Self::Object(entries) => {
                entries.0.unknowns.get_or_init(|| first_unknowns(entries.values(), entries.rest())).clone()
            }
            _ => None,
        }
    }
}
