//! The blocks of one root module, as policies look them up.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::evaluation::{Cause, CauseKind, Limit, Mapping, Unknown, Value, binary};
use crate::inventory::{Target, TargetKind};
use crate::source::Span;
use crate::syntax::BinaryOperator;

/// What the blocks of a root module are found by. Each policy has its own.
pub(super) struct Population<'a> {
    targets: &'a [Target],
    data: &'a [DataSource],
    by_type: OnceCell<FxHashMap<&'a str, Vec<&'a Target>>>,
    /// Attributes by what they are, by resource type and name.
    by_attribute: RefCell<Indices<'a>>,
    /// How many candidates may still be compared.
    left: Cell<usize>,
}

/// Indices by resource type and name of the attribute.
type Indices<'a> = FxHashMap<(&'a str, Arc<str>), Rc<Index>>;

/// A data source that a test gives.
#[derive(Clone, Debug)]
pub struct DataSource {
    /// Its type.
    pub of_type: Arc<str>,
    /// Its attributes: an object.
    pub attributes: Value,
}

/// The most candidates that one policy compares in one root module: each resource may look up all of another type.
const MAX_COMPARED: usize = 20_000_000;

/// Where the resources of a type are whose attribute is known, refers to another resource, or is neither.
#[derive(Default)]
struct Index {
    texts: FxHashMap<Arc<str>, Vec<usize>>,
    /// By the name of the attribute, then by the address of the resource.
    references: BTreeMap<Arc<str>, FxHashMap<Arc<str>, Vec<usize>>>,
    others: Vec<usize>,
}

impl Index {
    /// Those that refer to another resource, but by the attribute `but`.
    fn referring(&self, but: Option<&str>) -> Vec<usize> {
        let names = self.references.iter().filter(|(name, _)| Some(&***name) != but);
        names.flat_map(|(_, by_address)| by_address.values().flatten()).copied().collect()
    }
}

/// An attribute of a resource: its address and its name.
type Reference = (Arc<str>, Arc<str>);

/// Attributes that tell a resource from all others of its kind.
const IDENTIFYING: [&str; 3] = ["id", "arn", "self_link"];

/// The attribute of another resource that a value is, when that attribute identifies it: what is computed from it has a
/// type or candidates.
fn reference(value: &Value) -> Option<Reference> {
    let Value::Unknown(unknown) = value else { return None };
    match unknown.causes() {
        [Cause { kind: CauseKind::Computed(address, name), .. }]
            if unknown.of_type().is_none()
                && unknown.candidates().is_none()
                && IDENTIFYING.contains(&&**name)
                && !address.contains("[\"*\"]")
                && !address.contains("[*]") =>
        {
            Some((Arc::clone(address), Arc::clone(name)))
        }
        _ => None,
    }
}

/// Whether two values are the same; `None` when that is not known.
fn same(one: &Value, other: &Value) -> Option<bool> {
    if let (Some(one), Some(other)) = (reference(one), reference(other))
        && one.1 == other.1
    {
        return Some(one.0 == other.0);
    }
    binary(BinaryOperator::Equal, one, other).ok()?.as_bool()
}

impl<'a> Population<'a> {
    /// The blocks `targets` of one root module.
    pub(super) fn new(targets: &'a [Target], data: &'a [DataSource]) -> Self {
        Self {
            targets,
            data,
            by_type: OnceCell::new(),
            by_attribute: RefCell::default(),
            left: Cell::new(MAX_COMPARED),
        }
    }

    fn of_type(&self, of_type: &str) -> Option<(&'a str, &[&'a Target])> {
        let all = self.by_type.get_or_init(|| {
            let mut all: FxHashMap<&str, Vec<&Target>> = FxHashMap::default();
            // What is to be destroyed is not found.
            let there = |target: &&Target| target.kind == TargetKind::Resource && target.attributes != Value::Null;
            for target in self.targets.iter().filter(there) {
                all.entry(&target.of_type).or_default().push(target);
            }
            all
        });
        all.get_key_value(of_type).map(|(of_type, found)| (*of_type, found.as_slice()))
    }

    fn index(&self, of_type: &'a str, attribute: &str, all: &[&'a Target]) -> Rc<Index> {
        let key = (of_type, Arc::from(attribute));
        if let Some(known) = self.by_attribute.borrow().get(&key) {
            return Rc::clone(known);
        }
        let mut index = Index::default();
        for (position, target) in all.iter().enumerate() {
            match attribute_of(&target.attributes, attribute) {
                Some(Value::String(text)) => index.texts.entry(Arc::clone(text)).or_default().push(position),
                Some(value) => match reference(value) {
                    Some((address, name)) => {
                        index.references.entry(name).or_default().entry(address).or_default().push(position);
                    }
                    None => index.others.push(position),
                },
                None => {}
            }
        }
        let index = Rc::new(index);
        self.by_attribute.borrow_mut().insert(key, Rc::clone(&index));
        index
    }

    /// The resources of type `of_type` whose attributes are those of `filter`. One of which that is not known is among
    /// them, as Terraform policy has it: what it leaves open shows in what is read of it.
    pub(super) fn resources(&self, of_type: &str, filter: &Mapping, span: Span) -> Value {
        let Some((of_type, all)) = self.of_type(of_type) else { return Value::tuple(Vec::new()) };
        let wanted: Vec<(&Arc<str>, &Value)> = filter.iter().collect();
        let candidates: Vec<usize> = match wanted.first() {
            None => (0..all.len()).collect(),
            Some((name, value)) => {
                let index = self.index(of_type, name, all);
                let known = || index.texts.values().flatten().copied();
                let mut found: Vec<usize> = match (value, reference(value)) {
                    (Value::String(text), _) => {
                        index.texts.get(text).into_iter().flatten().copied().chain(index.referring(None)).collect()
                    }
                    (_, Some((address, name))) => {
                        let own = index.references.get(&name).and_then(|by_address| by_address.get(&address));
                        own.into_iter().flatten().copied().chain(index.referring(Some(&name))).chain(known()).collect()
                    }
                    _ => known().chain(index.referring(None)).collect(),
                };
                found.extend(&index.others);
                found.sort_unstable();
                found
            }
        };
        let Some(left) = self.left.get().checked_sub(candidates.len()) else {
            return Value::unknown(Cause::at(CauseKind::Limit(Limit::Work), span));
        };
        self.left.set(left);
        let meets = |attributes: &Value| {
            wanted.iter().all(|(name, wanted)| match attribute_of(attributes, name) {
                Some(own) => same(own, wanted) != Some(false),
                None => false,
            })
        };
        let found = candidates.into_iter().filter_map(|position| all.get(position));
        Value::tuple(found.filter(|target| meets(&target.attributes)).map(|target| target.attributes.clone()).collect())
    }

    /// The data source of type `of_type` whose attributes are those of `filter`; only a test gives some.
    pub(super) fn data_source(&self, of_type: &str, filter: &Value, span: Span) -> Value {
        let meets = |attributes: &Value| match filter.unmark().0 {
            Value::Object(wanted) | Value::Map(wanted) => wanted.iter().all(|(name, wanted)| {
                attribute_of(attributes, name).is_none_or(|own| same(own, wanted) != Some(false))
            }),
            _ => true,
        };
        let found = self.data.iter().filter(|data| *data.of_type == *of_type);
        let found = found.map(|data| &data.attributes).find(|attributes| meets(attributes));
        found.cloned().unwrap_or_else(|| {
            Value::Unknown(Unknown::new(Cause::at(CauseKind::DataSource(format!("data.{of_type}").into()), span)))
        })
    }
}

fn attribute_of<'v>(attributes: &'v Value, name: &str) -> Option<&'v Value> {
    match attributes.unmark().0 {
        Value::Object(entries) | Value::Map(entries) => entries.get(name),
        _ => None,
    }
}
