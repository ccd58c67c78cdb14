//! How resources of one root module refer to one another: what belongs to what, what tags what.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::detached::{ValueOf, detached};
use super::provider::ResourceType;
use super::root::{Instance, Root};
use super::tags::Tags;
use super::view::InstanceView;
use super::{Evidence, EvidenceKind};
use crate::evaluation::{Cause, CauseKind, Value};

/// How far a resource's place and data are looked for in what it belongs to: a table, its database, its server.
const MAX_ANCESTORS: usize = 8;

impl<'r> Root<'r> {
    /// The resource that a provider is configured from, when its host is an attribute of it: what a Kubernetes provider
    /// makes is where the cluster is, under the cluster's contract.
    pub(super) fn host_of(&self, of: &ResourceType) -> Option<(&Instance<'r>, &ResourceType)> {
        let causes = of.unknown_host()?;
        let address = causes.iter().find_map(|cause| match &cause.kind {
            CauseKind::Computed(address, _) => Some(address),
            _ => None,
        })?;
        let host = self.instances.get(self.index_of(address)?)?;
        let host_type = host.of.as_deref().filter(|of| of.unknown_host().is_none())?;
        Some((host, host_type))
    }

    /// What an instance belongs to, the nearest first, and where it says so.
    pub(super) fn ancestors(&self, instance: &Instance<'r>, of: &ResourceType) -> Vec<(&Instance<'r>, Evidence)> {
        let mut found: Vec<(&Instance<'r>, Evidence)> = Vec::new();
        let mut next = self.parent(instance.view, of);
        while let Some((parent, evidence)) = next {
            let again = std::ptr::eq(parent.view, instance.view)
                || found.iter().any(|(known, _)| std::ptr::eq(known.view, parent.view));
            if again || found.len() >= MAX_ANCESTORS {
                break;
            }
            found.push((parent, evidence));
            next = parent.of.as_deref().and_then(|of| self.parent(parent.view, of));
        }
        found
    }

    pub(super) fn parent(&self, view: &InstanceView<'_>, of: &ResourceType) -> Option<(&Instance<'r>, Evidence)> {
        of.parents.iter().find_map(|path| {
            let written = view.block.arguments(path).into_iter().next()?;
            let index = self.referred(view, path, &written.value)?;
            let parent = self.instances.get(index)?;
            let evidence = Evidence {
                kind: EvidenceKind::Reference,
                span: Some(written.span),
                value: Some(Arc::clone(&parent.view.address)),
                trace: Vec::new(),
            };
            Some((parent, evidence))
        })
    }

    /// What an argument refers to: by an attribute that is known after apply, by the expression when it is written, or
    /// by the identifier when a plan or a state has only that.
    pub(super) fn referred(&self, view: &InstanceView<'_>, path: &str, value: &Value) -> Option<usize> {
        let computed = match value.unmark().0 {
            Value::Unknown(unknown) => unknown.causes().iter().find_map(|cause| match &cause.kind {
                CauseKind::Computed(address, _) => self.index_of(address),
                _ => None,
            }),
            Value::String(_) => None,
            _ => return None,
        };
        // What is referred to has a name that may be written, or be unknown for reasons of its own.
        let traced = || {
            let trace = view.block.trace(path, 0);
            let module = view.address.rfind(&*format!("{}.", view.of_type)).unwrap_or(0);
            let prefix = view.address.get(..module).unwrap_or_default();
            self.index_of(&format!("{prefix}{}", trace.first()?.text))
        };
        computed.or_else(traced).or_else(|| self.index_by_id(value.unmark().0.as_str()?))
    }

    /// The tags that other resources give, by the index of what they tag.
    pub(super) fn detached_tags(&self) -> FxHashMap<usize, Tags> {
        let mut found: FxHashMap<usize, Tags> = FxHashMap::default();
        for instance in &self.instances {
            let view = instance.view;
            let Some(detached) = detached(&view.of_type) else { continue };
            let mut tags = detached.tags(&*view.block);
            if let Some(of) = detached.value_of() {
                tags.extend(self.tag_of_two(view, of));
            }
            for written in view.block.arguments(detached.target) {
                let items = match written.value.unmark().0 {
                    Value::List(items) | Value::Set(items) | Value::Tuple(items) => items.items().to_vec(),
                    one => vec![one.clone()],
                };
                for index in items.iter().filter_map(|item| self.referred(view, detached.target, item)) {
                    found.entry(index).or_default().extend(tags.clone());
                }
            }
        }
        found
    }

    /// The tag whose value and key are resources that `view` leads to. One that is not in the code cannot be read.
    fn tag_of_two(&self, view: &InstanceView<'_>, of: ValueOf) -> Tags {
        let named = |view: &InstanceView<'_>, path: &str| {
            let written = view.block.arguments(path).into_iter().next()?;
            self.instances.get(self.referred(view, path, &written.value)?)
        };
        let mut tags = Tags::default();
        let value = named(view, of.value).map(|value| value.view);
        let key = value.and_then(|value| named(value, of.key)).map(|key| key.view);
        match value.zip(key) {
            Some((value, key)) => tags.read_names(&*key.block, &*value.block, &of.name.into(), EvidenceKind::Tag),
            None => {
                for written in view.block.arguments(of.value) {
                    match written.value.unmark().0 {
                        Value::Unknown(unknown) => tags.unread.extend(unknown.causes().iter().cloned()),
                        Value::String(text) => {
                            let kind = CauseKind::NotUnderstood(of.value.into(), Arc::clone(text));
                            tags.unread.push(Cause::at(kind, written.span));
                        }
                        _ => {}
                    }
                }
            }
        }
        tags
    }

    pub(super) fn index_of(&self, address: &str) -> Option<usize> {
        let mut by_address = self.by_address.borrow_mut();
        let map = by_address.get_or_insert_with(|| {
            let mut map = FxHashMap::default();
            for (index, instance) in self.instances.iter().enumerate() {
                let address = &instance.view.address;
                map.insert(Arc::clone(address), index);
                if let Some((without_key, _)) = address.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
                    map.entry(without_key.into()).or_insert(index);
                }
            }
            map
        });
        map.get(address).copied()
    }

    pub(super) fn index_by_id(&self, id: &str) -> Option<usize> {
        let mut by_id = self.by_id.borrow_mut();
        let map = by_id.get_or_insert_with(|| {
            let mut map: FxHashMap<Arc<str>, Option<usize>> = FxHashMap::default();
            for (index, instance) in self.instances.iter().enumerate() {
                let Some(id) = &instance.view.id else { continue };
                // What several have names none of them.
                map.entry(Arc::clone(id)).and_modify(|known| *known = None).or_insert(Some(index));
            }
            map
        });
        map.get(id).copied().flatten()
    }
}
