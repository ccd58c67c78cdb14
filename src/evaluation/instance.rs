//! Module instances: a module with the values its caller gives it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Value;
use super::expansion::{InstanceKey, Instances, Repetition};
use super::provider::ProviderId;
use super::scope::Binding;
use crate::source::Span;
use crate::terraform::{Module, ModuleCall};

/// A module with the values its caller gives it. Values are computed when first asked for, once.
#[derive(Debug)]
pub struct ModuleInstance<'c> {
    /// What it declares.
    pub module: &'c Module<'c>,
    /// What precedes the addresses of its objects: `module.db["fr"].`; empty for the root module.
    pub prefix: Arc<str>,
    /// Whether it may not exist at all: how many instances a call that leads to it has is not known.
    pub(super) uncertain: bool,
    /// The names of the calls that lead to it: `db.replicas`; empty for the root module.
    pub(super) call_path: Arc<str>,
    /// Who calls it, for which of its instances.
    pub(super) caller: Option<Caller<'c>>,
    pub(super) variables: Memo<&'c str, Value>,
    pub(super) locals: Memo<&'c str, Value>,
    pub(super) outputs: Memo<&'c str, Value>,
    pub(super) expansions: Memo<usize, Rc<Expanded>>,
    pub(super) children: Memo<&'c str, Rc<Children<'c>>>,
    /// What the configuration says of resource instances: by the resource's position in the module, the instance's
    /// position in its expansion, and the name of the argument or block.
    pub(super) arguments: Memo<(usize, usize, &'c str), Option<Value>>,
    /// All of that, by the same positions.
    pub(super) bodies: Memo<(usize, usize), Rc<Entries>>,
    /// All instances of a block as one value.
    pub(super) gathered: RefCell<FxHashMap<Gathered<'c>, Value>>,
    pub(super) providers: RefCell<FxHashMap<ProviderName, ProviderId>>,
}

/// The call that made a module instance.
#[derive(Debug)]
pub struct Caller<'c> {
    /// The instance that holds the call.
    pub instance: Rc<ModuleInstance<'c>>,
    /// The call.
    pub call: &'c ModuleCall<'c>,
    /// Which instance of the call.
    pub repetition: Rc<Repetition>,
}

/// The instances of a resource.
pub(super) type Expanded = Instances<Rc<Repetition>>;

/// What a module instance calls a provider configuration: local name, alias, key.
pub(super) type ProviderName = (String, Option<String>, Option<InstanceKey>);

/// The instances of a module call.
#[derive(Debug)]
pub(super) enum Children<'c> {
    /// Its module is not there: what its outputs are.
    Absent(Value),
    /// By key; a call without `count` or `for_each` has one, without key.
    Present(Instances<Rc<ModuleInstance<'c>>>),
}

/// The arguments and blocks of a resource instance.
pub(super) type Entries = BTreeMap<Arc<str>, Value>;

/// What gathers all instances of a block: a reference that each instance of another block evaluates, to the same end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Gathered<'c> {
    pub(super) of: Repeated<'c>,
    /// The attribute of each, or the whole of it.
    pub(super) attribute: Option<Arc<str>>,
    /// Where the reference stands: unknown attributes inside the value say so.
    pub(super) span: Span,
}

/// A block that may have several instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Repeated<'c> {
    /// A resource: its position in the module.
    Resource(usize),
    /// A module call: its name.
    Call(&'c str),
}

/// Values computed once. The value being computed is absent and its key is present: asking for it again is a cycle.
#[derive(Debug)]
pub(super) struct Memo<K, V>(RefCell<FxHashMap<K, Option<V>>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::new(FxHashMap::default()))
    }
}

impl<K: Clone + Eq + std::hash::Hash, V: Clone> Memo<K, V> {
    /// The value at `key`, computed by `compute` if it is not there yet; `Err` when it is being computed already.
    pub(super) fn get(&self, key: K, compute: impl FnOnce() -> V) -> Result<V, ()> {
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone().ok_or(());
        }
        self.0.borrow_mut().insert(key.clone(), None);
        let value = compute();
        self.0.borrow_mut().insert(key, Some(value.clone()));
        Ok(value)
    }
}

impl<'c> ModuleInstance<'c> {
    pub(super) fn new(
        module: &'c Module<'c>,
        prefix: Arc<str>,
        call_path: Arc<str>,
        caller: Option<Caller<'c>>,
    ) -> Self {
        let uncertain = caller
            .as_ref()
            .is_some_and(|caller| caller.instance.uncertain || caller.repetition.key == InstanceKey::Symbolic);
        Self {
            module,
            prefix,
            uncertain,
            call_path,
            caller,
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            expansions: Memo::default(),
            children: Memo::default(),
            arguments: Memo::default(),
            bodies: Memo::default(),
            gathered: RefCell::default(),
            providers: RefCell::default(),
        }
    }

    /// The call that made it; `None` for the root module.
    pub fn caller(&self) -> Option<&Caller<'c>> {
        self.caller.as_ref()
    }

    /// How many calls lead to it.
    pub(super) fn depth(&self) -> usize {
        std::iter::successors(self.caller.as_ref(), |caller| caller.instance.caller.as_ref()).count()
    }
}

/// Where an expression of a module stands: its module instance, and what `count`, `each` and `dynamic` iterators are.
#[derive(Clone, Debug)]
pub struct Place<'c> {
    /// The module instance.
    pub instance: Rc<ModuleInstance<'c>>,
    /// `count.index`, `each.key`, `each.value`.
    pub repetition: Rc<Repetition>,
    /// Iterators of `dynamic` blocks.
    pub bindings: Option<Rc<Binding>>,
}
