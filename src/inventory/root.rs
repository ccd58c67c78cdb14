//! The assets of one root module.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::classification::{self, Statement};
use super::declared::{Declarations, Subject};
use super::detached::detached;
use super::lookup::Lookup;
use super::provider::{Provider, ResourceType};
use super::tags::Tags;
use super::view::{InstanceView, RootView};
use super::{
    Asset, AssetKind, Environment, Evidence, EvidenceKind, Fact, Placement, environment, offer, placement, state,
};
use crate::evaluation::{CauseKind, Value};

/// How far a resource's place and data are looked for in what it belongs to: a table, its database, its server.
const MAX_ANCESTORS: usize = 8;

/// What one root module holds.
#[derive(Debug, Default)]
pub struct RootInventory {
    /// Its resource instances and its state.
    pub assets: Vec<Asset>,
    /// Its directory, when nothing says where its state is kept: a module, an example, or a state on a workstation.
    pub without_backend: Option<Arc<str>>,
    /// How many resource instances no cloud is behind: random values, files, keys.
    pub without_service: usize,
}

/// What `root` holds.
pub(super) fn assess(lookup: Lookup<'_>, declarations: &dyn Declarations, root: &RootView<'_>) -> RootInventory {
    let providers: Vec<_> = root.providers.iter().map(|view| Provider::new(lookup, declarations, root, view)).collect();
    let elsewhere = root
        .workspace
        .as_ref()
        .and_then(environment::of_workspace)
        .or_else(|| environment::of_directory(&root.directory));
    let of = |view: &InstanceView<'_>, provider: &Provider<'_>| {
        (!provider.is_utility()).then(|| provider.resource_type(lookup, &view.of_type))
    };
    let known = root.instances.iter().filter_map(|view| Some((view, providers.get(view.provider)?)));
    let instances = known
        .enumerate()
        .map(|(index, (view, provider))| {
            let of = of(view, provider);
            Instance { view, provider, index, of, own: RefCell::default() }
        })
        .collect();
    let mut root_assessment = Root {
        lookup,
        declarations,
        root,
        elsewhere,
        instances,
        by_address: RefCell::default(),
        detached: FxHashMap::default(),
    };
    root_assessment.detached = root_assessment.detached_tags();
    let mut inventory = RootInventory::default();
    for index in 0..root_assessment.instances.len() {
        match root_assessment.asset(index) {
            Some(asset) => inventory.assets.push(asset),
            None => inventory.without_service += 1,
        }
    }
    match &root.backend {
        Some(backend) => inventory.assets.push(state::assess(
            lookup,
            declarations,
            root,
            backend,
            root_assessment.elsewhere.as_ref(),
        )),
        None => inventory.without_backend = Some(Arc::clone(&root.directory)),
    }
    inventory
}

struct Root<'r> {
    lookup: Lookup<'r>,
    declarations: &'r dyn Declarations,
    root: &'r RootView<'r>,
    elsewhere: Option<Fact<Environment>>,
    instances: Vec<Instance<'r>>,
    /// Indices by address, and by address without the last key; made when a parent is first looked for.
    by_address: RefCell<Option<FxHashMap<Arc<str>, usize>>>,
    /// Tags that other resources give, by the index of what they tag.
    detached: FxHashMap<usize, Tags>,
}

struct Instance<'r> {
    view: &'r InstanceView<'r>,
    provider: &'r Provider<'r>,
    index: usize,
    /// `None` when no cloud is behind it.
    of: Option<Rc<ResourceType>>,
    /// What it says itself, once read: a parent is asked by all its children.
    own: RefCell<Option<Rc<Own>>>,
}

/// What an instance says, its parents aside.
struct Own {
    /// Where it is, if it or its provider says it.
    placement: Option<Fact<Placement>>,
    statement: Statement,
    environment: Option<Fact<Environment>>,
}

impl<'r> Root<'r> {
    fn asset(&self, index: usize) -> Option<Asset> {
        let instance = self.instances.get(index)?;
        let (view, of) = (instance.view, instance.of.as_deref()?);
        let subject =
            Subject { root: &self.root.directory, file: &view.file, address: &view.address, of_type: &view.of_type };
        let (runs_on, runs_as) = match self.host_of(of).and_then(|host| Some((host, host.of.as_deref()?))) {
            Some(host) => host,
            None => (instance, of),
        };
        let place = self.placement(runs_on, runs_as);
        let offer = runs_on.provider.offer(self.lookup, runs_as, &place);
        let offer = if std::ptr::eq(runs_on.provider, instance.provider) {
            offer
        } else {
            offer::with_binding(self.lookup, offer, instance.provider.binding.as_ref())
        };
        let (statement, tagged) = self.said(instance, of);
        Some(Asset {
            address: Arc::clone(&view.address),
            root: Arc::clone(&self.root.directory),
            kind: AssetKind::Resource,
            of_type: Arc::clone(&view.of_type),
            span: view.span,
            provider: Arc::clone(&instance.provider.key),
            provider_source: Arc::clone(instance.provider.source()),
            category: of.category.clone(),
            holds_data: of.holds_data,
            judged: of.judged,
            taggable: of.taggable,
            environment: environment::conclude(self.declarations.environment(subject), tagged, self.elsewhere.as_ref()),
            offer,
            placement: place,
            classification: classification::with_declaration(statement, self.declarations.classification(subject)),
        })
    }

    fn own(&self, instance: &Instance<'r>, of: &ResourceType) -> Rc<Own> {
        if let Some(known) = &*instance.own.borrow() {
            return Rc::clone(known);
        }
        let own = Rc::new(self.read(instance, of));
        *instance.own.borrow_mut() = Some(Rc::clone(&own));
        own
    }

    fn read(&self, instance: &Instance<'r>, of: &ResourceType) -> Own {
        let block = &*instance.view.block;
        let mut tags = Tags::default();
        for path in &of.tags {
            tags.read(block, path, EvidenceKind::Tag);
        }
        if let Some(detached) = self.detached.get(&instance.index) {
            let added = detached.without_keys_of(&tags);
            tags.extend(added);
        }
        let provider = instance.provider;
        let takes_defaults = of.takes_default_tags && !provider.tags.is_empty();
        let (mut statement, mut environment) = match tags.is_empty() {
            true => (Statement::Silent, None),
            false => (classification::read(&tags, Some(block)), environment::read(&tags, Some(block))),
        };
        if takes_defaults {
            if tags.is_empty() {
                statement = provider.statement.clone();
                environment.clone_from(&provider.environment);
            } else {
                let defaults = provider.tags.without_keys_of(&tags);
                if matches!(statement, Statement::Silent) {
                    statement = classification::read(&defaults, provider.block());
                }
                environment = environment.or_else(|| environment::read(&defaults, provider.block()));
            }
        }
        let written = || {
            let paths = of.location.iter().map(|path| &**path);
            placement::read(self.lookup, &of.region_key, block, paths, EvidenceKind::Argument)
        };
        let placement = of.host_place.clone().or_else(written);
        Own {
            placement: placement.or_else(|| (!of.with_parent).then(|| of.default_place.clone())),
            statement,
            environment,
        }
    }

    fn placement(&self, instance: &Instance<'r>, of: &ResourceType) -> Fact<Placement> {
        let own = self.own(instance, of).placement.clone();
        let placement = own.unwrap_or_else(|| self.placement_of_parent(instance, of));
        let Some(binding) = &instance.provider.binding else { return placement };
        match (&placement, &binding.region) {
            (Fact::Unknown { .. }, Some(region)) => {
                let evidence = Evidence {
                    kind: EvidenceKind::Declaration,
                    span: Some(binding.span),
                    value: Some(Arc::clone(region)),
                    trace: Vec::new(),
                };
                placement::of_host(self.lookup, &of.region_key, region, &evidence)
            }
            _ => placement,
        }
    }

    fn placement_of_parent(&self, instance: &Instance<'r>, of: &ResourceType) -> Fact<Placement> {
        let mut reasons = Vec::new();
        for (parent, reason) in self.ancestors(instance, of) {
            reasons.push(reason);
            let Some(of) = parent.of.as_deref() else { continue };
            if let Some(mut found) = self.own(parent, of).placement.clone() {
                let (Fact::Known { evidence, .. } | Fact::Unknown { evidence, .. }) = &mut found;
                evidence.extend(reasons);
                return found;
            }
        }
        let block = &*instance.view.block;
        let unknown = of.parents.iter().find_map(|path| {
            let written = block.arguments(path).into_iter().next()?;
            let causes = written.value.as_unknown()?.causes().to_vec();
            let evidence = Evidence {
                kind: EvidenceKind::Argument,
                span: Some(written.span),
                value: None,
                trace: block.trace(path, 0),
            };
            Some(Fact::unknown(causes, vec![evidence]))
        });
        unknown.unwrap_or_else(|| of.default_place.clone())
    }

    /// The resource that a provider is configured from, when its host is an attribute of it: what a Kubernetes provider
    /// makes is where the cluster is, under the cluster's contract.
    fn host_of(&self, of: &ResourceType) -> Option<&Instance<'r>> {
        let causes = of.unknown_host()?;
        let address = causes.iter().find_map(|cause| match &cause.kind {
            CauseKind::Computed(address, _) => Some(address),
            _ => None,
        })?;
        let host = self.instances.get(self.index_of(address)?)?;
        host.of.as_deref().is_some_and(|of| of.unknown_host().is_none()).then_some(host)
    }

    /// What tags say of the data and of the environment: its own, its provider's, those of what it belongs to.
    fn said(&self, instance: &Instance<'r>, of: &ResourceType) -> (Statement, Option<Fact<Environment>>) {
        let own = self.own(instance, of);
        let (mut statement, mut tagged) = (own.statement.clone(), own.environment.clone());
        if of.parents.is_empty() || (!matches!(statement, Statement::Silent) && tagged.is_some()) {
            return (statement, tagged);
        }
        for (parent, _) in self.ancestors(instance, of) {
            let Some(of) = parent.of.as_deref() else { continue };
            let said = self.own(parent, of);
            if matches!(statement, Statement::Silent) {
                statement = said.statement.clone();
            }
            tagged = tagged.or_else(|| said.environment.clone());
        }
        (statement, tagged)
    }

    /// What an instance belongs to, the nearest first, and where it says so.
    fn ancestors(&self, instance: &Instance<'r>, of: &ResourceType) -> Vec<(&Instance<'r>, Evidence)> {
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

    fn parent(&self, view: &InstanceView<'_>, of: &ResourceType) -> Option<(&Instance<'r>, Evidence)> {
        of.parents.iter().find_map(|path| {
            let written = view.block.arguments(path).into_iter().next()?;
            let index = self.referred(view, path, &written.value)?;
            let parent = self.instances.get(index)?;
            let evidence = Evidence {
                kind: EvidenceKind::Argument,
                span: Some(written.span),
                value: Some(Arc::clone(&parent.view.address)),
                trace: Vec::new(),
            };
            Some((parent, evidence))
        })
    }

    /// What an argument refers to: by an attribute that is known after apply, or by the expression when it is written.
    fn referred(&self, view: &InstanceView<'_>, path: &str, value: &Value) -> Option<usize> {
        match value.unmark().0 {
            Value::Unknown(unknown) => unknown.causes().iter().find_map(|cause| match &cause.kind {
                CauseKind::Computed(address, _) => self.index_of(address),
                _ => None,
            }),
            Value::String(_) => view.block.trace(path, 0).first().and_then(|step| {
                let module = view.address.rfind(&*format!("{}.", view.of_type)).unwrap_or(0);
                let prefix = view.address.get(..module).unwrap_or_default();
                self.index_of(&format!("{prefix}{}", step.text))
            }),
            _ => None,
        }
    }

    fn detached_tags(&self) -> FxHashMap<usize, Tags> {
        let mut found: FxHashMap<usize, Tags> = FxHashMap::default();
        for instance in &self.instances {
            let view = instance.view;
            let Some(detached) = detached(&view.of_type) else { continue };
            let tags = detached.tags(&*view.block);
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

    fn index_of(&self, address: &str) -> Option<usize> {
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
}
