//! Blocks as they are written, whole: resource instances, provider configurations, module calls.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::argument::{self, DYNAMIC};
use super::evaluator::{self, Evaluator, ResourceInstance};
use super::instance::{Children, ModuleInstance, Place};
use super::provider::{ProviderConfiguration, ProviderId};
use super::{Cause, CauseKind, Mapping, Unknown, Value};
use crate::source::{FileId, Span};
use crate::syntax::{Expression, parse};
use crate::terraform::{ANY_PROVIDER, Layers, ModuleCall, provider_source};

/// Arguments of a provider configuration that its provider never sees.
const PROVIDER_META_ARGUMENTS: [&str; 4] = ["alias", "version", "for_each", DYNAMIC];
/// The file where `terraform init` writes which versions of providers it chose.
const LOCK_FILE: &str = ".terraform.lock.hcl";

/// All that is written in a block.
#[derive(Clone, Debug)]
pub struct Whole {
    /// An object: arguments as they are, nested blocks as lists of objects. Of what is not written, nothing is known.
    pub value: Value,
    /// Where each argument and block type stands first.
    pub places: Vec<(Arc<str>, Span)>,
}

/// An instance of a module call.
#[derive(Clone, Debug)]
pub struct CallInstance<'c> {
    /// Its address in the root module: `module.network["fr"]`.
    pub address: Arc<str>,
    /// The call.
    pub call: &'c ModuleCall<'c>,
    /// Where its arguments are evaluated.
    pub place: Place<'c>,
    /// Why its module is not here, if it is not.
    pub absent: Option<Cause>,
}

impl<'c> Evaluator<'c> {
    /// The arguments and blocks of a resource instance.
    pub fn whole_resource(&self, instance: &ResourceInstance<'c>) -> Whole {
        let resource = instance.resource;
        self.whole(&resource.body, &instance.place, resource.span, &argument::META_ARGUMENTS)
    }

    /// The arguments and blocks of a provider configuration; `used` is where a resource needs one that is not written.
    pub fn whole_provider(&self, provider: &ProviderConfiguration<'c>, used: Span) -> Whole {
        match provider.block {
            Some(block) => self.whole(&block.body, &provider.place, block.span, &PROVIDER_META_ARGUMENTS),
            None => Whole { value: Value::Object(Mapping::open(BTreeMap::new(), unwritten(used))), places: Vec::new() },
        }
    }

    /// The arguments of a module call.
    pub fn whole_call(&self, instance: &CallInstance<'c>) -> Whole {
        self.whole(&instance.call.body, &instance.place, instance.call.span, &evaluator::META_ARGUMENTS)
    }

    fn whole(&self, body: &Layers<'c>, place: &Place<'c>, header: Span, hidden: &[&str]) -> Whole {
        let seen = |name: &str| !hidden.contains(&name);
        let attributes = body.attributes().into_iter().filter(|attribute| seen(attribute.name));
        let mut places: Vec<(Arc<str>, Span)> =
            attributes.map(|attribute| (attribute.name.into(), attribute.value.span())).collect();
        for kind in body.block_kinds().into_iter().filter(|kind| seen(kind)) {
            if let Some(first) = body.repeated(kind).first() {
                places.push((kind.into(), first.header));
            }
        }
        Whole { value: self.written_object(body, place, header, hidden), places }
    }

    fn written_object(&self, body: &Layers<'c>, place: &Place<'c>, header: Span, hidden: &[&str]) -> Value {
        let mut entries = BTreeMap::new();
        for attribute in body.attributes().into_iter().filter(|attribute| !hidden.contains(&attribute.name)) {
            entries.insert(attribute.name.into(), self.evaluate(attribute.value, place));
        }
        for kind in body.block_kinds().into_iter().filter(|kind| !hidden.contains(kind)) {
            if !entries.contains_key(kind) {
                entries.insert(kind.into(), self.written_list(body, place, kind));
            }
        }
        Value::Object(Mapping::open(entries, unwritten(header)))
    }

    /// The blocks of type `kind` as a list; not known when it is not known how many there are.
    fn written_list(&self, body: &Layers<'c>, place: &Place<'c>, kind: &str) -> Value {
        let blocks = self.blocks(body, place, kind);
        if let Some(unknown) = blocks.iter().find_map(|nested| nested.unknown.as_ref()) {
            return Value::Unknown(unknown.clone());
        }
        let object = |nested: argument::Nested<'c>| {
            self.written_object(&Layers::from(nested.block.body), &nested.place, nested.block.header, &[DYNAMIC])
        };
        Value::tuple(blocks.into_iter().map(object).collect())
    }

    /// The provider configurations: those that are written, then those that resource instances use and nobody wrote, each
    /// with a resource that uses it.
    pub fn provider_configurations(
        &self,
        instances: &[ResourceInstance<'c>],
    ) -> Vec<(Rc<ProviderConfiguration<'c>>, Option<Span>)> {
        let mut found: Vec<(ProviderId, Option<Span>)> = Vec::new();
        let mut seen: FxHashSet<ProviderId> = FxHashSet::default();
        self.written_providers(&mut |id| {
            if seen.insert(id) {
                found.push((id, None));
            }
        });
        for instance in instances {
            let id = self.provider_of(instance);
            if seen.insert(id) {
                found.push((id, Some(instance.resource.span)));
            }
        }
        let mut blocks = FxHashSet::default();
        let known = found.into_iter().filter_map(|(id, used)| Some((self.provider(id)?, used)));
        // A configuration that several module instances inherit is one.
        let own = known.filter(|(provider, _)| {
            let block = provider.block.map(|block| block.span);
            blocks.insert((Arc::clone(&provider.source), provider.alias.clone(), block))
        });
        own.collect()
    }

    fn written_providers(&self, found: &mut dyn FnMut(ProviderId)) {
        let Some(top) = self.top() else { return };
        self.each_module(top, &mut |instance| {
            for block in instance.module.providers.iter().filter(|block| block.name != ANY_PROVIDER) {
                found(self.provider_named(instance, block.name, block.alias));
            }
        });
    }

    pub(super) fn each_module(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        visit: &mut dyn FnMut(&Rc<ModuleInstance<'c>>),
    ) {
        visit(instance);
        for call in instance.module.calls.values() {
            if let Children::Present(children) = &*self.children(instance, call) {
                children.iter().for_each(|(_, child)| self.each_module(child, visit));
            }
        }
    }

    /// The instances of module calls, in the order of declaration; of a module that is not here, the call as it is.
    pub fn call_instances(&self) -> Vec<CallInstance<'c>> {
        let mut found = Vec::new();
        let Some(top) = self.top() else { return found };
        self.each_module(top, &mut |instance| {
            for call in instance.module.calls.values() {
                let address = |key: &str| format!("{}module.{}{key}", instance.prefix, call.name).into();
                match &*self.children(instance, call) {
                    Children::Absent(unknown) => {
                        let absent = unknown.as_unknown().and_then(|unknown| unknown.causes().first().cloned());
                        found.push(CallInstance { address: address(""), call, place: self.place_of(instance), absent });
                    }
                    Children::Present(children) => {
                        let repetitions = children
                            .iter()
                            .filter_map(|(key, child)| Some((key, Rc::clone(&child.caller()?.repetition))));
                        found.extend(repetitions.map(|(key, repetition)| CallInstance {
                            address: address(&key.to_string()),
                            call,
                            place: Place { instance: Rc::clone(instance), repetition, bindings: None },
                            absent: None,
                        }));
                    }
                }
            }
        });
        found
    }

    /// Which version of each provider `terraform init` chose, by source address in its short form, as far as its lock
    /// file stands beside the root module.
    pub fn locked_versions(&self) -> FxHashMap<String, Arc<str>> {
        let path = format!("{}/{LOCK_FILE}", self.root().directory);
        let Ok(bytes) = self.files.repository.read(&path) else { return FxHashMap::default() };
        let text: Arc<str> = String::from_utf8_lossy(&bytes).into();
        // Nothing points into it.
        let tree = parse(FileId(u32::MAX), &text);
        let locked = tree.body().blocks_of("provider", 1).into_iter().filter_map(|block| {
            let source = provider_source(block.labels.first()?.text);
            match block.body.attribute("version")?.value.expression() {
                Expression::String(version) => Some((source, version.into())),
                _ => None,
            }
        });
        locked.collect()
    }
}

/// What an argument is that the block at `header` does not write.
fn unwritten(header: Span) -> Unknown {
    Unknown::new(Cause::at(CauseKind::NotWritten("".into()), header))
}
