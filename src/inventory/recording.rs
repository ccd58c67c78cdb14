//! What a resource records whose work that is, an audit log or the flows of a network: whether it is on, and of what.

use std::sync::Arc;

use super::root::Root;
use super::view::{Configured, InstanceView};
use crate::catalogue::{Catalogue, Recorder, Records};
use crate::evaluation::{CauseKind, Value};

/// What a resource records, and whether it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Whether it is switched on; `None` when that is not known.
    pub on: Option<bool>,
    /// Of what.
    pub of: Recorded,
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// What is done in its cloud.
    Cloud,
    /// A resource of its root module, by address.
    Resource(Arc<str>),
    /// Something that is neither: a part of a network, a resource of another root module.
    Other,
    /// What it is depends on what is not known.
    Unknown,
}

impl Root<'_> {
    /// What `view` records, when that is its work.
    pub(super) fn recording(&self, view: &InstanceView<'_>) -> Option<Recording> {
        let recorder = Catalogue::embedded().recorders().iter().find(|known| *known.resource_type == *view.of_type)?;
        Some(Recording { on: is_on(recorder, &*view.block), of: self.recorded(recorder, view) })
    }

    fn recorded(&self, recorder: &Recorder, view: &InstanceView<'_>) -> Recorded {
        let Some(path) = &recorder.target else { return Recorded::Cloud };
        let mut written = view.block.arguments(path);
        written.retain(|written| *written.value.unmark().0 != Value::Null);
        // Another argument names what is recorded, and it is no network.
        let Some(written) = written.into_iter().next() else { return Recorded::Other };
        let value = written.value.unmark().0;
        let is_audit = matches!(recorder.records, Records::Audit(_));
        let stands_for_cloud = |of_type: &str| is_audit && recorder.types().iter().any(|known| known == of_type);
        match self.instances.get(self.target(view, path, value).unwrap_or(usize::MAX)) {
            Some(target) if stands_for_cloud(&target.view.of_type) => Recorded::Cloud,
            Some(target) => Recorded::Resource(Arc::clone(&target.view.address)),
            None => match value {
                Value::String(id) if is_audit && is_subscription(id) => Recorded::Cloud,
                // Nothing that is in the code has that identifier.
                Value::String(_) => Recorded::Other,
                _ => match data_source(value) {
                    Some(of_type) if stands_for_cloud(of_type) => Recorded::Cloud,
                    _ => Recorded::Unknown,
                },
            },
        }
    }

    /// The one resource that the argument at `path` refers to, whatever else is not known.
    fn target(&self, view: &InstanceView<'_>, path: &str, value: &Value) -> Option<usize> {
        let exactly = match value {
            Value::String(id) => self.index_by_id(id),
            Value::Unknown(unknown) => match unknown.causes() {
                [cause] => match &cause.kind {
                    // Of a plan, an argument that is known after apply is an attribute of the resource itself.
                    CauseKind::Computed(address, _) if *address != view.address => {
                        let index = self.index_of(address)?;
                        let exact = self.instances.get(index).is_some_and(|found| found.view.address == *address);
                        return if exact { Some(index) } else { self.alone(index) };
                    }
                    _ => None,
                },
                // One of several: which one is not known.
                _ => return None,
            },
            _ => None,
        };
        let referred = || self.referred(view, path, value).and_then(|index| self.alone(index));
        exactly
            .or_else(referred)
            .filter(|index| self.instances.get(*index).is_some_and(|one| !std::ptr::eq(one.view, view)))
    }

    /// `index`, unless its block has other instances: an expression does not tell which of them it means.
    fn alone(&self, index: usize) -> Option<usize> {
        let address = &self.instances.get(index)?.view.address;
        let alone = match address.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            None | Some((_, "\"*\"")) => true,
            Some((block, "0")) => self.index_of(&format!("{block}[1]")).is_none(),
            Some(_) => false,
        };
        alone.then_some(index)
    }
}

/// Whether a `recorder` with the arguments of `block` is switched on, as far as they say.
fn is_on(recorder: &Recorder, block: &dyn Configured) -> Option<bool> {
    let Some((path, off)) = &recorder.off else { return Some(true) };
    let of = |value: &Value| match value.unmark().0 {
        Value::Bool(answer) => Some(answer.to_string() != *off),
        Value::String(text) => Some(!text.eq_ignore_ascii_case(off)),
        _ => None,
    };
    let mut written = block.arguments(path);
    written.retain(|written| *written.value.unmark().0 != Value::Null);
    match written.first().map(|written| written.value.unmark().0) {
        None => Some(true),
        Some(Value::Unknown(unknown)) => {
            let mut answers = unknown.candidates()?.iter().map(of);
            let first = answers.next()??;
            answers.all(|other| other == Some(first)).then_some(first)
        }
        Some(value) => of(value),
    }
}

/// The type of the data source that `value` is an attribute of, and nothing else: what is made of one has a type.
fn data_source(value: &Value) -> Option<&str> {
    let Value::Unknown(unknown) = value else { return None };
    match unknown.causes() {
        [cause] if unknown.of_type().is_none() => match &cause.kind {
            CauseKind::DataSource(address) => address.rsplit_once("data.")?.1.split('.').next(),
            _ => None,
        },
        _ => None,
    }
}

/// Whether `id` is that of a subscription, not of what is in it.
fn is_subscription(id: &str) -> bool {
    let mut parts = id.trim_matches('/').split('/');
    let kind = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("subscriptions"));
    kind && parts.next().is_some_and(|own| !own.is_empty()) && parts.next().is_none()
}
