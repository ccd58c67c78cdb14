//! Module instances: a module with the values its caller gives it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Value;
use super::expansion::{InstanceKey, Repetition};
use super::provider::ProviderId;
use super::scope::Binding;
use crate::terraform::{Module, ModuleCall};

/// A module with the values its caller gives it. Values are computed when first asked for, once.
#[derive(Debug)]
pub struct ModuleInstance<'c> {
    /// What it declares.
    pub module: &'c Module<'c>,
    /// What precedes the addresses of its objects: `module.db["fr"].`; empty for the root module.
    pub prefix: Arc<str>,
    /// The names of the calls that lead to it: `db.replicas`; empty for the root module.
    pub(super) call_path: Arc<str>,
    /// Who calls it, for which of its instances.
    pub(super) caller: Option<Caller<'c>>,
    pub(super) variables: Memo<&'c str, Value>,
    pub(super) locals: Memo<&'c str, Value>,
    pub(super) outputs: Memo<&'c str, Value>,
    pub(super) expansions: Memo<usize, Rc<Expanded>>,
    pub(super) children: Memo<&'c str, Rc<Children<'c>>>,
    pub(super) providers: RefCell<FxHashMap<(String, Option<String>), ProviderId>>,
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
pub(super) type Expanded = Vec<Rc<Repetition>>;

/// The instances of a module call.
#[derive(Debug)]
pub(super) enum Children<'c> {
    /// Its module is not there: what its outputs are.
    Absent(Value),
    /// By key; a call without `count` or `for_each` has one, without key.
    Present(Vec<(InstanceKey, Rc<ModuleInstance<'c>>)>),
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
        Self {
            module,
            prefix,
            call_path,
            caller,
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            expansions: Memo::default(),
            children: Memo::default(),
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
