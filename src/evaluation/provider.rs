//! Which provider configuration each resource instance uses: alias, `providers` map, inheritance.

use std::rc::Rc;
use std::sync::Arc;

use super::evaluator::{Evaluator, ResourceInstance};
use super::expansion::{InstanceKey, Repetition, expand, symbolic_each};
use super::expression::key_text;
use super::instance::{ModuleInstance, Place};
use super::{Cause, CauseKind, Unknown};
use crate::terraform::{ANY_PROVIDER, Layers, ProviderBlock, ProviderReference, Resource, provider_source};

/// A provider configuration of one root module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProviderId(usize);

/// A provider as one or more resource instances use it.
#[derive(Debug)]
pub struct ProviderConfiguration<'c> {
    /// Local name where it is configured: `aws`.
    pub name: Arc<str>,
    /// Alias.
    pub alias: Option<Arc<str>>,
    /// Source address in its short form: `hashicorp/aws`.
    pub source: Arc<str>,
    /// Its block; `None` when nothing is written and the provider takes everything from its environment.
    pub block: Option<&'c ProviderBlock<'c>>,
    /// Where its arguments are evaluated.
    pub place: Place<'c>,
}

impl<'c> ProviderConfiguration<'c> {
    /// What is between the braces of its block, if it has one.
    pub fn body(&self) -> Option<&'c Layers<'c>> {
        self.block.map(|block| &block.body)
    }
}

/// The local name of the provider of a resource type when the resource names none: what precedes the first `_`.
fn default_name<'s>(resource: &Resource<'s>) -> &'s str {
    resource.of_type.split('_').next().unwrap_or(resource.of_type)
}

impl<'c> Evaluator<'c> {
    /// The provider configuration of a resource instance.
    pub fn provider_of(&self, instance: &ResourceInstance<'c>) -> ProviderId {
        match instance.resource.provider {
            Some(reference) => self.referred_provider(&reference, &instance.place),
            None => self.resolve_provider(&instance.place.instance, default_name(instance.resource), None, None),
        }
    }

    fn referred_provider(&self, reference: &ProviderReference<'c>, place: &Place<'c>) -> ProviderId {
        let key = reference.key.map(|key| match key_text(&self.evaluate(key, place)) {
            Ok(key) => InstanceKey::Name(key),
            Err(_) => InstanceKey::Symbolic,
        });
        self.resolve_provider(&place.instance, reference.name, reference.alias, key.as_ref())
    }

    /// The configuration that `instance` calls by that name and alias.
    pub(super) fn provider_named(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        name: &str,
        alias: Option<&str>,
    ) -> ProviderId {
        self.resolve_provider(instance, name, alias, None)
    }

    /// The configuration `id`.
    pub fn provider(&self, id: ProviderId) -> Option<Rc<ProviderConfiguration<'c>>> {
        self.providers.borrow().get(id.0).cloned()
    }

    fn resolve_provider(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        name: &str,
        alias: Option<&str>,
        key: Option<&InstanceKey>,
    ) -> ProviderId {
        let known = (name.to_owned(), alias.map(String::from), key.cloned());
        if let Some(known) = instance.providers.borrow().get(&known) {
            return *known;
        }
        let id = self.find_provider(instance, name, alias, key);
        instance.providers.borrow_mut().insert(known, id);
        id
    }

    fn find_provider(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        name: &str,
        alias: Option<&str>,
        key: Option<&InstanceKey>,
    ) -> ProviderId {
        let module = instance.module;
        if let Some(block) = module.providers.iter().find(|block| block.name == name && block.alias == alias) {
            let place = self.place_of_provider(instance, block, key);
            return self.add_provider(place, name, alias, Some(block));
        }
        if let Some(caller) = &instance.caller {
            let passed = caller.call.providers.iter().find(|(inner, _)| inner.name == name && inner.alias == alias);
            if let Some((_, outer)) = passed {
                let (instance, repetition) = (Rc::clone(&caller.instance), Rc::clone(&caller.repetition));
                return self.referred_provider(outer, &Place { instance, repetition, bindings: None });
            }
            // A default configuration is inherited; the caller may know the same provider by another name.
            if alias.is_none() {
                let source = source_of(instance, name);
                let required = &caller.instance.module.required_providers;
                let same = required.iter().find(|(_, required)| required.source == source).map(|(outer, _)| *outer);
                let outer = if required.get(name).is_some_and(|required| required.source == source) {
                    Some(name)
                } else {
                    same
                };
                return self.resolve_provider(&caller.instance, outer.unwrap_or(name), None, None);
            }
        }
        // Of a root module that is not wholly known, the configuration may be in the part that is not.
        let unknown = module.providers.iter().find(|block| block.name == ANY_PROVIDER);
        self.add_provider(self.place_of(instance), name, alias, unknown)
    }

    /// Where the arguments of `block` are evaluated: for that one of the configurations that its `for_each` makes.
    fn place_of_provider(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        block: &'c ProviderBlock<'c>,
        key: Option<&InstanceKey>,
    ) -> Place<'c> {
        let place = self.place_of(instance);
        let Some(for_each) = block.body.attribute("for_each").map(|for_each| for_each.value) else { return place };
        let address = || format!("provider.{}", block.name).into();
        let all = self.within(&place, |context| expand(None, Some(for_each), None, address, context));
        let meant = |one: &Rc<Repetition>| Some(&one.key) == key || one.key == InstanceKey::Symbolic;
        let repetition = all.iter().find(|one| meant(one)).cloned().unwrap_or_else(|| {
            // It is not known which one is meant, or there is no such one.
            symbolic_each(&Unknown::new(Cause::at(CauseKind::Expansion(address()), for_each.span())))
        });
        Place { repetition, ..place }
    }

    fn add_provider(
        &self,
        place: Place<'c>,
        name: &str,
        alias: Option<&str>,
        block: Option<&'c ProviderBlock<'c>>,
    ) -> ProviderId {
        let configuration = ProviderConfiguration {
            name: name.into(),
            alias: alias.map(Arc::from),
            source: source_of(&place.instance, name),
            block,
            place,
        };
        let mut all = self.providers.borrow_mut();
        all.push(Rc::new(configuration));
        ProviderId(all.len() - 1)
    }
}

fn source_of(instance: &ModuleInstance<'_>, name: &str) -> Arc<str> {
    match instance.module.required_providers.get(name) {
        Some(required) => Arc::clone(&required.source),
        None => provider_source(name).into(),
    }
}
