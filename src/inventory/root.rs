//! The assets of one root module.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::classification::{self, Statement};
use super::declared::{Declarations, Subject};
use super::lookup::Lookup;
use super::provider::{Provider, ResourceType};
use super::tags::Tags;
use super::view::{Configured, InstanceView, RootView};
use super::{
    Asset, AssetKind, Environment, Evidence, EvidenceKind, Fact, Placement, Run, broker, edge, environment, itself,
    offer, placement, propagation, state, stated,
};
use crate::catalogue::Offer;
use crate::source::Span;

/// What one root module holds.
#[derive(Debug, Default)]
pub struct RootInventory {
    /// Its directory, relative to the repository; empty for the top.
    pub directory: Arc<str>,
    /// How it is run, when it can be in several ways; several when they were put together.
    pub runs: Vec<Run>,
    /// Its resource instances and its state.
    pub assets: Vec<Asset>,
    /// Its directory, when nothing says where its state is kept: a module, an example, or a state on a workstation.
    pub without_backend: Option<Arc<str>>,
    /// The resource instances that no cloud is behind, random values, files, keys: addresses and where they are declared.
    pub without_service: Vec<(Arc<str>, Span)>,
}

/// What `root` holds.
pub(super) fn assess(lookup: Lookup<'_>, declarations: &dyn Declarations, root: &RootView<'_>) -> RootInventory {
    let providers = providers_of(lookup, declarations, root);
    let mut assessment = Root::new(lookup, declarations, root, &providers);
    assessment.detached = assessment.detached_tags();
    let mut inventory = RootInventory {
        directory: Arc::clone(&root.directory),
        runs: root.run.iter().cloned().collect(),
        ..RootInventory::default()
    };
    let mut states_environment = vec![false; assessment.instances.len()];
    let mut assets: Vec<Option<Asset>> = Vec::with_capacity(states_environment.len());
    for (index, states) in states_environment.iter_mut().enumerate() {
        let found = assessment.asset(index);
        *states = found.as_ref().is_some_and(|(_, states)| *states);
        assets.push(found.map(|(asset, _)| asset));
    }
    let gathered = assessment.flows(&assets);
    propagation::propagate(&mut assets, &gathered.edges, &states_environment);
    for (index, (asset, mut flows)) in assets.into_iter().zip(gathered.flows).enumerate() {
        if let Some(asset) = asset {
            if let Some(instance) = assessment.instances.get(index) {
                itself::take_out(lookup, &asset.of_type, &*instance.view.block, &mut flows);
            }
            inventory.assets.push(Asset { flows, ..asset });
        } else if let Some(instance) = assessment.instances.get(index) {
            inventory.without_service.push((Arc::clone(&instance.view.address), instance.view.span));
        }
    }
    if let Some(backend) = &root.backend {
        let state = state::assess(lookup, declarations, root, backend, assessment.elsewhere.as_ref());
        inventory.assets.push(state);
    } else {
        inventory.without_backend = Some(Arc::clone(&root.directory));
    }
    inventory
}

/// The provider configurations that the instances of `root` use, by their index.
pub(super) fn providers_of<'r>(
    lookup: Lookup<'_>,
    declarations: &dyn Declarations,
    root: &'r RootView<'r>,
) -> Vec<Provider<'r>> {
    root.providers.iter().map(|view| Provider::new(lookup, declarations, root, view)).collect()
}

/// What the workspace, the variable files and the directory of `root` say of the environment.
pub(super) fn environment_of(root: &RootView<'_>) -> Option<Fact<Environment>> {
    root.workspace
        .as_ref()
        .and_then(environment::of_workspace)
        .or_else(|| root.variable_files.iter().rev().find_map(|file| environment::of_variable_file(file)))
        .or_else(|| environment::of_directory(&root.directory))
}

/// A root module under assessment.
pub(super) struct Root<'r> {
    pub(super) lookup: Lookup<'r>,
    declarations: &'r dyn Declarations,
    view: &'r RootView<'r>,
    /// What the workspace and the directory say of the environment.
    pub(super) elsewhere: Option<Fact<Environment>>,
    pub(super) instances: Vec<Instance<'r>>,
    /// Indices by address, and by address without the last key; made when a parent is first looked for.
    pub(super) by_address: RefCell<Option<FxHashMap<Arc<str>, usize>>>,
    /// Indices by identifier, for those that one instance alone has; made in the same way.
    pub(super) by_id: RefCell<Option<FxHashMap<Arc<str>, Option<usize>>>>,
    /// Tags that other resources give, by the index of what they tag.
    detached: FxHashMap<usize, Tags>,
}

/// A resource instance under assessment.
pub(super) struct Instance<'r> {
    pub(super) view: &'r InstanceView<'r>,
    pub(super) provider: &'r Provider<'r>,
    pub(super) index: usize,
    /// `None` when no cloud is behind it.
    pub(super) of: Option<Rc<ResourceType>>,
    /// What it says itself, once read: a parent is asked by all its children.
    own: RefCell<Option<Rc<Own>>>,
}

/// What an instance says, its parents aside.
struct Own {
    /// Where it is, if it or its provider says it.
    placement: Option<Fact<Placement>>,
    statement: Statement,
    environment: environment::Statement,
}

impl<'r> Root<'r> {
    /// `view`, whose provider configurations are `providers`, without the tags that resources give to one another.
    pub(super) fn new(
        lookup: Lookup<'r>,
        declarations: &'r dyn Declarations,
        view: &'r RootView<'r>,
        providers: &'r [Provider<'r>],
    ) -> Self {
        let of = |view: &InstanceView<'_>, provider: &Provider<'_>| {
            (!provider.is_utility()).then(|| provider.resource_type(lookup, &stated::name(lookup, view)))
        };
        let known = view.instances.iter().filter_map(|view| Some((view, providers.get(view.provider)?)));
        let instances = known
            .enumerate()
            .map(|(index, (view, provider))| {
                let of = of(view, provider);
                Instance { view, provider, index, of, own: RefCell::default() }
            })
            .collect();
        Self {
            lookup,
            declarations,
            view,
            elsewhere: environment_of(view),
            instances,
            by_address: RefCell::default(),
            by_id: RefCell::default(),
            detached: FxHashMap::default(),
        }
    }

    /// Where `runs_on`, of type `runs_as`, is and under which contract, for what `provider` makes on it.
    pub(super) fn place_and_offer(
        &self,
        provider: &Provider<'_>,
        (runs_on, runs_as): (&Instance<'r>, &ResourceType),
    ) -> (Fact<Placement>, Fact<Arc<Offer>>) {
        let place = self.placement(runs_on, runs_as);
        let offer = runs_on.provider.offer(self.lookup, runs_as, &place);
        let offer = if std::ptr::eq(runs_on.provider, provider) {
            offer
        } else {
            offer::with_binding(self.lookup, offer, provider.binding.as_ref(), None, &place)
        };
        let place = match place {
            Fact::Known { .. } => place,
            unknown @ Fact::Unknown { .. } => {
                placement::of_offer(self.lookup, &runs_as.region_key, &offer).unwrap_or(unknown)
            }
        };
        (place, offer)
    }

    /// The asset that an instance is, and whether it says its environment itself: where its root module is says it of all.
    fn asset(&self, index: usize) -> Option<(Asset, bool)> {
        let instance = self.instances.get(index)?;
        let (view, of) = (instance.view, instance.of.as_deref()?);
        let subject = Subject {
            root: &self.view.directory,
            file: &view.file,
            variable_files: &self.view.variable_files,
            address: &view.address,
            of_type: &view.of_type,
        };
        let (place, offer) = self.place_and_offer(instance.provider, self.host_of(of).unwrap_or((instance, of)));
        let replicas =
            of.replicas.iter().flat_map(|path| placement::read_each(self.lookup, &of.region_key, &*view.block, path));
        let place = replicas.fold(place, placement::with_replica);
        let (statement, tagged) = self.said(instance, of);
        let declared = self.declarations.environment(subject);
        let states_environment = declared.is_some() || tagged.is_said();
        let asset = Asset {
            address: Arc::clone(&view.address),
            root: Arc::clone(&self.view.directory),
            kind: AssetKind::Resource,
            of_type: Arc::clone(&view.of_type),
            span: view.span,
            calls: Arc::clone(&view.calls),
            provider: Arc::clone(&instance.provider.key),
            provider_source: Arc::clone(instance.provider.source()),
            nature: instance.provider.nature_with(self.lookup, &offer),
            category: of.category.clone(),
            holds_data: of.holds_data,
            judged: of.judged,
            taggable: of.is_taggable(),
            runs: Vec::new(),
            service: self.declarations.service(subject),
            environment: environment::conclude(declared, tagged, self.elsewhere.as_ref()),
            offer,
            placement: place,
            classification: classification::with_declaration(statement, self.declarations.classification(subject)),
            flows: Vec::new(),
            measures: super::measure::read(&view.of_type, &*view.block, view.span),
            recording: self.recording(view),
        };
        Some((asset, states_environment))
    }

    fn own(&self, instance: &Instance<'r>, of: &ResourceType) -> Rc<Own> {
        if let Some(known) = &*instance.own.borrow() {
            return Rc::clone(known);
        }
        let own = Rc::new(self.read(instance, of));
        *instance.own.borrow_mut() = Some(Rc::clone(&own));
        own
    }

    /// The tags of an instance: those that it has, and those that other resources give it.
    fn own_tags(&self, instance: &Instance<'r>, of: &ResourceType) -> Tags {
        let mut tags = Tags::default();
        for path in &of.tags {
            tags.read(&*instance.view.block, path, EvidenceKind::Tag);
        }
        if let Some(detached) = self.detached.get(&instance.index) {
            let added = detached.without_keys_of(&tags);
            tags.extend(added);
        }
        tags
    }

    /// All tags of an instance, those of its provider among them.
    pub(super) fn tags(&self, instance: &Instance<'r>) -> Tags {
        let Some(of) = instance.of.as_deref() else { return Tags::default() };
        let mut tags = self.own_tags(instance, of);
        if of.takes_default_tags {
            let provider = instance.provider;
            let arrived = (!provider.knows_its_tags()).then(|| arrived(&*instance.view.block));
            let arrived = arrived.filter(|arrived| !arrived.is_empty());
            let added = arrived.as_ref().unwrap_or(&provider.tags).without_keys_of(&tags);
            tags.extend(added);
        }
        tags
    }

    fn read(&self, instance: &Instance<'r>, of: &ResourceType) -> Own {
        let block = &*instance.view.block;
        let tags = self.own_tags(instance, of);
        let provider = instance.provider;
        let arrived = (of.takes_default_tags && !provider.knows_its_tags()).then(|| arrived(block));
        let arrived = arrived.filter(|tags| !tags.is_empty());
        let (defaults, beside) = match &arrived {
            Some(arrived) => (arrived, Some(block)),
            None => (&provider.tags, provider.block()),
        };
        let takes_defaults = of.takes_default_tags && !defaults.is_empty();
        let (mut statement, mut environment) = if tags.is_empty() {
            (Statement::Silent, environment::Statement::Silent)
        } else {
            (classification::read(&tags, Some(block)), environment::read(&tags, Some(block)))
        };
        if takes_defaults {
            if tags.is_empty() && arrived.is_none() {
                statement = provider.statement.clone();
                environment.clone_from(&provider.environment);
            } else {
                let defaults = defaults.without_keys_of(&tags);
                if matches!(statement, Statement::Silent) {
                    statement = classification::read(&defaults, beside);
                }
                environment = environment.or_else(|| environment::read(&defaults, beside));
            }
        }
        let elsewhere = || broker::read(self.lookup, &provider.key, block);
        let written = || {
            let paths = of.location.iter().map(|path| &**path);
            placement::read(self.lookup, &of.region_key, block, paths, EvidenceKind::Argument)
        };
        let edge = edge::read(&provider.key, &instance.view.of_type, block);
        let placement = edge.or_else(|| of.host_place.clone()).or_else(elsewhere).or_else(written);
        let placement = placement.map(|place| placement::with_reason_of_provider(place, &of.default_place));
        Own {
            placement: placement.or_else(|| (!of.with_parent).then(|| of.default_place.clone())),
            statement,
            environment,
        }
    }

    /// Where an instance is, its replicas aside.
    pub(super) fn placement(&self, instance: &Instance<'r>, of: &ResourceType) -> Fact<Placement> {
        let own = self.own(instance, of).placement.clone();
        let placement = own.unwrap_or_else(|| self.placement_of_parent(instance, of));
        let Some(binding) = &instance.provider.binding else { return placement };
        match placement {
            Fact::Known { .. } => placement,
            unknown @ Fact::Unknown { .. } => {
                placement::of_binding(self.lookup, &of.region_key, binding).unwrap_or(unknown)
            }
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

    /// What tags say of the data and of the environment: its own, its provider's, those of what it belongs to.
    fn said(&self, instance: &Instance<'r>, of: &ResourceType) -> (Statement, environment::Statement) {
        let own = self.own(instance, of);
        let (mut statement, mut tagged) = (own.statement.clone(), own.environment.clone());
        if of.parents.is_empty() || (!matches!(statement, Statement::Silent) && tagged.is_said()) {
            return (statement, tagged);
        }
        let mut way = Vec::new();
        for (parent, reference) in self.ancestors(instance, of) {
            way.push(reference);
            let Some(of) = parent.of.as_deref() else { continue };
            let said = self.own(parent, of);
            if matches!(statement, Statement::Silent) {
                statement = said.statement.clone();
                if let Statement::Said(Fact::Known { evidence, .. } | Fact::Unknown { evidence, .. }) = &mut statement {
                    evidence.extend(way.iter().cloned());
                }
            }
            tagged = tagged.or_else(|| said.environment.clone());
        }
        (statement, tagged)
    }
}

/// All tags that the provider gives to a resource, its own among them, as a plan or a state tells them.
fn arrived(block: &dyn Configured) -> Tags {
    let mut tags = Tags::default();
    for path in ["tags_all", "effective_labels"] {
        tags.read(block, &Arc::from(path), EvidenceKind::DefaultTag);
    }
    tags
}
