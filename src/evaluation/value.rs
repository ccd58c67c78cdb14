//! Values as Terraform has them, and what is not known of them.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use super::limit::Limit;
use super::number::Number;
use super::types::Type;
use crate::source::Span;

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

/// A value that is not known: why, and what is known of it all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown(Arc<UnknownData>);

#[derive(Clone, Debug, PartialEq)]
struct UnknownData {
    causes: Vec<Cause>,
    candidates: Option<Vec<Value>>,
    of_type: Option<Type>,
    prefix: Option<Arc<str>>,
}

/// The most causes an unknown keeps: the first ones are those to settle first.
const MAX_CAUSES: usize = 4;
/// The largest type an unknown keeps.
const MAX_TYPE: usize = 1_000;
/// The most candidates an unknown keeps; with more, it has none.
pub const MAX_CANDIDATES: usize = 16;

impl Unknown {
    /// Unknown for one reason.
    pub fn new(cause: Cause) -> Self {
        Self(Arc::new(UnknownData { causes: vec![cause], candidates: None, of_type: None, prefix: None }))
    }

    /// Unknown because all of `parts` are.
    pub fn of<'u>(parts: impl IntoIterator<Item = &'u Self>) -> Self {
        let mut causes = Vec::new();
        let _ = parts.into_iter().try_for_each(|part| part.add_causes(&mut causes));
        Self(Arc::new(UnknownData { causes, candidates: None, of_type: None, prefix: None }))
    }

    /// Adds its causes to `causes`; breaks when there is no more room.
    fn add_causes(&self, causes: &mut Vec<Cause>) -> ControlFlow<()> {
        for cause in &self.0.causes {
            if causes.len() >= MAX_CAUSES {
                return ControlFlow::Break(());
            }
            if !causes.contains(cause) {
                causes.push(cause.clone());
            }
        }
        ControlFlow::Continue(())
    }

    /// The same, known to be one of `candidates` (dropped when there are too many; flattened and without duplicates).
    #[must_use]
    pub fn with_candidates(&self, candidates: Vec<Value>) -> Self {
        let mut distinct: Vec<Value> = Vec::new();
        for candidate in candidates {
            let nested = match &candidate {
                Value::Unknown(unknown) => match unknown.candidates() {
                    Some(nested) => nested.to_vec(),
                    None => return self.clone(),
                },
                _ => vec![candidate],
            };
            for value in nested {
                if !distinct.contains(&value) {
                    distinct.push(value);
                }
            }
            if distinct.len() > MAX_CANDIDATES {
                return self.clone();
            }
        }
        let mut data = (*self.0).clone();
        data.candidates = Some(distinct);
        Self(Arc::new(data))
    }

    /// The same, of type `of_type`. A type that is too large to be carried along is not told.
    #[must_use]
    pub fn with_type(&self, of_type: Type) -> Self {
        if !of_type.is_at_most(MAX_TYPE) {
            return self.clone();
        }
        let mut data = (*self.0).clone();
        data.of_type = Some(of_type);
        Self(Arc::new(data))
    }

    /// The same, a string that begins with `prefix`.
    #[must_use]
    pub(super) fn with_prefix(&self, prefix: &str) -> Self {
        Self(Arc::new(UnknownData { prefix: Some(prefix.into()), ..(*self.0).clone() }))
    }

    /// What it begins with, if it is a string and that is known: `https://api.example.org/` of a template whose rest is not.
    pub fn prefix(&self) -> Option<&str> {
        self.0.prefix.as_deref()
    }

    /// The same, of any type.
    #[must_use]
    pub(super) fn without_type(&self) -> Self {
        match self.0.of_type {
            Some(_) => Self(Arc::new(UnknownData { of_type: None, ..(*self.0).clone() })),
            None => self.clone(),
        }
    }

    /// Why, most useful first. Never empty.
    pub fn causes(&self) -> &[Cause] {
        &self.0.causes
    }

    /// The values it may have, when they are finite.
    pub fn candidates(&self) -> Option<&[Value]> {
        self.0.candidates.as_deref()
    }

    /// Its type, when known.
    pub fn of_type(&self) -> Option<&Type> {
        self.0.of_type.as_ref()
    }
}

/// Why a value is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The reason.
    pub kind: CauseKind,
    /// Where it stands, when it stands somewhere.
    pub span: Option<Span>,
}

impl Cause {
    /// The reason `kind`, at `span`.
    pub fn at(kind: CauseKind, span: Span) -> Self {
        Self { kind, span: Some(span) }
    }
}

/// The reasons for not knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CauseKind {
    /// An input variable of a root module without a value: its name.
    VariableWithoutValue(Arc<str>),
    /// A root module's variable that several files give a value, each of which is one way to run it: its name, their paths.
    VariableFiles(Arc<str>, Arc<str>),
    /// A data source: its address.
    DataSource(Arc<str>),
    /// An attribute that is known after apply: the resource's address and the attribute.
    Computed(Arc<str>, Arc<str>),
    /// An output of a module that is not here: the call's address and its source.
    ModuleNotInstalled(Arc<str>, Arc<str>),
    /// A function whose result changes: its name.
    ImpureFunction(Arc<str>),
    /// A function that is not evaluated: its name.
    UnsupportedFunction(Arc<str>),
    /// A function of a provider: its name.
    ProviderFunction(Arc<str>),
    /// `terraform.workspace` without `--workspace`.
    Workspace,
    /// A file that `file()` and the like could not read: its path.
    FileNotRead(Arc<str>),
    /// Taken from an environment variable when Terraform runs: its name.
    Environment(Arc<str>),
    /// An error, reported apart, stands in the way.
    Error,
    /// A value that depends on itself.
    Cycle,
    /// A limit of the analysis was reached: which.
    Limit(Limit),
    /// The values of `count` or `for_each` are not known: the address.
    Expansion(Arc<str>),
    /// Nothing is written there and nothing is assumed: the argument.
    NotWritten(Arc<str>),
    /// Marked sensitive, so not read: the argument.
    Sensitive(Arc<str>),
    /// Written, and of no meaning that holds everywhere: the key and the value.
    NotUnderstood(Arc<str>, Arc<str>),
    /// Two places say different things: what each says.
    Contradiction(Arc<str>, Arc<str>),
    /// The catalogue does not have it: what kind of thing (`region`, `host`, `provider`…), and how it is written.
    NotInCatalogue(&'static str, Arc<str>),
    /// Given by `-backend-config` when Terraform initialises: the type of the backend.
    BackendConfiguration(Arc<str>),
    /// An expression that a plan does not hold: what it refers to.
    Unexpressed(Arc<str>),
    /// The configuration of a provider, which neither the plan or state nor the sources beside it hold: its name.
    ProviderNotSeen(Arc<str>),
    /// An output of another Terragrunt unit: the name of the dependency.
    Dependency(Arc<str>),
    /// What a function of Terragrunt answers that runs a program, asks a service or tells of the machine: its name.
    NotAsked(Arc<str>),
    /// Several files complete a backend and do not say the same: their paths.
    BackendFiles(Arc<str>),
    /// A version that is chosen when Terraform initialises, and that no lock file tells: of what.
    VersionChosen(Arc<str>),
    /// Whether something is created or changed, which only a plan tells: its address.
    Operation(Arc<str>),
    /// What only HashiCorp's own service knows: how it is written.
    HostedOnly(Arc<str>),
    /// Whether a resource chooses another by its name or its tags, which these do not tell: what chooses.
    Chosen(Arc<str>),
    /// The code cannot tell it, only a declaration in `cocarde.toml` can: what (`classification`, `environment`, `offer`).
    NotDeclared(&'static str),
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

/// The unknowns inside `values` and `rest`, as far as there is room for their causes.
fn first_unknowns<'v>(values: impl Iterator<Item = &'v Value>, rest: Option<&Unknown>) -> Option<Unknown> {
    let mut causes = Vec::new();
    let room = values.filter_map(Value::unknowns).try_for_each(|unknown| unknown.add_causes(&mut causes));
    if let (ControlFlow::Continue(()), Some(rest)) = (room, rest) {
        let _ = rest.add_causes(&mut causes);
    }
    (!causes.is_empty())
        .then(|| Unknown(Arc::new(UnknownData { causes, candidates: None, of_type: None, prefix: None })))
}
