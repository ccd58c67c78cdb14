//! A provider configuration and what it means for each type of its resources, worked out once.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::classification::{self, Statement};
use super::declared::{self, Binding, Declarations};
use super::endpoint::{self, Endpoint};
use super::lookup::{Lookup, ProviderRow, ServiceRow};
use super::offer::{self, Reached};
use super::placement::{self, LocationDefault};
use super::root::Root;
use super::tags::Tags;
use super::view::{ProviderView, RootView};
use super::{Asset, AssetKind, Environment, EvidenceKind, Fact, Measures, Placement, broker, environment};
use crate::catalogue::{Nature, Offer, OfferMatch};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::source::Span;

/// A provider configuration.
pub(super) struct Provider<'v> {
    view: &'v ProviderView<'v>,
    row: Option<ProviderRow>,
    /// Key in the catalogue; of one that it does not have the local name, or the source address.
    pub(super) key: Arc<str>,
    /// What `[[bind]]` says of it.
    pub(super) binding: Option<Binding>,
    /// The tags it adds to its resources.
    pub(super) tags: Tags,
    /// What these say, when the resource has none of its own.
    pub(super) statement: Statement,
    pub(super) environment: environment::Statement,
    endpoint: OnceCell<Endpoint>,
    types: RefCell<FxHashMap<Arc<str>, Rc<ResourceType>>>,
}

/// A resource type in a provider configuration.
pub(super) struct ResourceType {
    pub(super) category: Option<Arc<str>>,
    pub(super) holds_data: Option<bool>,
    pub(super) judged: bool,
    /// Arguments that hold tags.
    pub(super) tags: Vec<Arc<str>>,
    /// Whether the provider adds its own tags.
    pub(super) takes_default_tags: bool,
    /// Arguments that say where it is.
    pub(super) location: Vec<Arc<str>>,
    /// Arguments that name what it belongs to.
    pub(super) parents: Vec<Arc<str>>,
    /// Arguments that name other places where the same data are kept.
    pub(super) replicas: Vec<Arc<str>>,
    /// Whether it is where its parent is.
    pub(super) with_parent: bool,
    /// Whose regions its arguments name.
    pub(super) region_key: Arc<str>,
    /// Where the host it talks to is, whatever is written.
    pub(super) host_place: Option<Fact<Placement>>,
    /// Where it is when nothing is written on it.
    pub(super) default_place: Fact<Placement>,
    endpoint: Endpoint,
    /// `None` for the configuration itself.
    of_type: Option<Arc<str>>,
    offers: RefCell<FxHashMap<String, Fact<Arc<Offer>>>>,
}

/// Arguments that name what data are kept in, for the types that hold data, cannot be tagged and whose parent the
/// catalogue does not name: they hold the data of what they name.
const CONTAINERS: [&str; 12] = [
    "instance_id",
    "cluster_id",
    "server_id",
    "volume_id",
    "database_id",
    "namespace_id",
    "dataset_id",
    "share_id",
    "secret_id",
    "bucket",
    "table_name",
    "log_group_name",
];

impl ResourceType {
    /// Whether it has a place for tags.
    pub(super) fn is_taggable(&self) -> bool {
        self.holds_data.is_some() && !self.tags.is_empty()
    }

    /// Why the host it talks to is not known, when that is so.
    pub(super) fn unknown_host(&self) -> Option<&[Cause]> {
        match &self.endpoint {
            Endpoint::Unknown { causes, .. } => Some(causes),
            _ => None,
        }
    }
}

impl<'v> Provider<'v> {
    pub(super) fn new(
        lookup: Lookup<'_>,
        declarations: &dyn Declarations,
        root: &RootView<'_>,
        view: &'v ProviderView<'v>,
    ) -> Self {
        let row = lookup.provider(&view.source);
        let key = match &row {
            Some(row) => &row.key,
            // It goes by the name of another, whose regions and offers are none of its own.
            None if lookup.is_key(&view.name) => &view.source,
            None => &view.name,
        };
        let key = Arc::clone(key);
        let binding = declarations.binding(declared::Configuration {
            root: &root.directory,
            name: &view.name,
            alias: view.alias.as_deref(),
            source: &view.source,
        });
        let mut tags = Tags::default();
        let path: Option<Arc<str>> = match &*key {
            "aws" => Some("default_tags.tags".into()),
            "google" => Some("default_labels".into()),
            _ => None,
        };
        let block = view.block.as_deref();
        if let (Some(path), Some(block)) = (&path, block) {
            tags.read(block, path, EvidenceKind::DefaultTag);
        }
        Self {
            statement: classification::read(&tags, block),
            environment: environment::read(&tags, block),
            view,
            row,
            key,
            binding,
            tags,
            endpoint: OnceCell::new(),
            types: RefCell::default(),
        }
    }

    /// Whether all the tags that it adds are known.
    pub(super) fn knows_its_tags(&self) -> bool {
        self.view.unseen.is_none() && self.tags.is_known()
    }

    fn nature(&self) -> Option<Nature> {
        self.row.as_ref().map(|row| row.nature)
    }

    /// What is behind it; when only its host tells, or the catalogue does not know it, what is behind `offer`.
    pub(super) fn nature_with(&self, lookup: Lookup<'_>, offer: &Fact<Arc<Offer>>) -> Option<Nature> {
        match self.nature() {
            Some(Nature::Hosted) | None => lookup.nature_of_offer(offer.known()?),
            nature => nature,
        }
    }

    /// Whether no cloud is behind it.
    pub(super) fn is_utility(&self) -> bool {
        self.nature() == Some(Nature::Utility)
    }

    /// Whether only its host tells whose it is and where.
    fn is_hosted(&self) -> bool {
        self.nature() == Some(Nature::Hosted)
    }

    /// Where what is not written comes from: the entry of a file that the configuration names, or else an environment
    /// variable, `variable`.
    fn elsewhere(&self, variable: impl FnOnce(&ProviderRow) -> Option<&str>) -> Option<CauseKind> {
        let profile = profile(&self.key)
            .filter(|(argument, _)| self.block().is_some_and(|block| !block.arguments(argument).is_empty()));
        let variable = || Some(CauseKind::Environment(variable(self.row.as_ref()?)?.into()));
        profile.map(|(argument, file)| CauseKind::Profile(argument, file)).or_else(variable)
    }

    /// Whose regions they are, when `[[bind]]` says which offer is reached.
    fn declared_key(&self, lookup: Lookup<'_>) -> Option<Arc<str>> {
        let offer = self.binding.as_ref()?.offer.as_ref()?;
        Some(lookup.offer_named(offer)?.region_key().into())
    }

    /// Whose regions they are, when the type is one that a single offer has, or the region of the configuration is: the
    /// SecNumCloud zones of OVHcloud have a suffix of their own.
    fn revealed_key(&self, lookup: Lookup<'_>, of_type: Option<&Arc<str>>) -> Option<Arc<str>> {
        let key_of = |answer: OfferMatch| match answer {
            OfferMatch::One(offer) => Some(offer.region_key().into()),
            _ => None,
        };
        let of_type = of_type.and_then(|of_type| key_of(lookup.offer(&self.key, Some(of_type), None)));
        of_type.or_else(|| {
            let written = self.block()?.arguments("region").into_iter().next()?;
            let (Value::String(region), false) = written.value.unmark() else { return None };
            key_of(lookup.offer(&self.key, None, Some(region)))
        })
    }

    pub(super) fn source(&self) -> &Arc<str> {
        &self.view.source
    }

    /// As the code names it: `aws`, `aws.abroad`.
    pub(super) fn written_name(&self) -> Arc<str> {
        match &self.view.alias {
            Some(alias) => format!("{}.{alias}", self.view.name).into(),
            None => Arc::clone(&self.view.name),
        }
    }

    /// The header of its block; `None` when nothing is written.
    pub(super) fn span(&self) -> Option<Span> {
        self.view.span
    }

    pub(super) fn block(&self) -> Option<&dyn super::view::Configured> {
        self.view.block.as_deref()
    }

    /// What `of_type` is in this configuration.
    pub(super) fn resource_type(&self, lookup: Lookup<'_>, of_type: &Arc<str>) -> Rc<ResourceType> {
        if let Some(known) = self.types.borrow().get(of_type) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.work_out(lookup, Some(of_type), lookup.service(of_type).as_ref()));
        self.types.borrow_mut().insert(Arc::clone(of_type), Rc::clone(&found));
        found
    }

    /// What `of_type`, which `service` describes, is in this configuration; without a type, what holds of the configuration.
    fn work_out(&self, lookup: Lookup<'_>, of_type: Option<&Arc<str>>, service: Option<&ServiceRow>) -> ResourceType {
        let endpoint = self.endpoint_of(lookup, of_type);
        let own_key = || Arc::clone(&self.key);
        let (region_key, host_place) = match &endpoint {
            Endpoint::Host { row, evidence, .. } => {
                let declared = || self.declared_key(lookup).filter(|_| row.offer.is_none());
                let key = row.provider.clone().or_else(declared).unwrap_or_else(|| row.region_key().into());
                let place = row.region.as_ref().map(|region| placement::of_host(lookup, &key, region, evidence));
                (key, place)
            }
            // Without an operator, a region is only a word: unless it is declared whose it is.
            Endpoint::Unknown { causes, evidence } => match self.declared_key(lookup) {
                Some(key) => (key, None),
                None => (own_key(), Some(Fact::unknown(causes.clone(), vec![evidence.clone()]))),
            },
            Endpoint::Usual if self.is_hosted() => {
                let elsewhere = self.elsewhere(ProviderRow::host_variable);
                let unnamed = || Fact::unknown(offer::unnamed_host(elsewhere.as_ref(), self.view.span), Vec::new());
                let key = self.declared_key(lookup).or_else(|| self.revealed_key(lookup, of_type));
                key.map_or_else(|| (own_key(), Some(unnamed())), |key| (key, None))
            }
            Endpoint::Usual => (own_key(), None),
        };
        let ServiceRow { location, default, parents, tags, replicas, .. } =
            service.cloned().unwrap_or_else(ServiceRow::unlisted);
        let location: Vec<_> = location.into_iter().filter(|path| is_place(&self.key, path)).collect();
        let default_place = self.default_place(lookup, &region_key, &default, (&location, service.is_none()));
        let holds_data = service.as_ref().map(|row| row.holds_data);
        let parents = if parents.is_empty() && tags.is_empty() && holds_data == Some(true) {
            CONTAINERS.iter().map(|path| Arc::from(*path)).collect()
        } else {
            parents
        };
        ResourceType {
            category: service.as_ref().map(|row| Arc::clone(&row.category)),
            holds_data,
            judged: service.as_ref().is_some_and(|row| row.judged),
            takes_default_tags: of_type.is_some_and(|of_type| self.takes_default_tags(of_type, &tags)),
            tags: tags.into_iter().filter(|path| !self.is_other_tag(path)).collect(),
            location,
            parents,
            replicas,
            with_parent: default == LocationDefault::Parent,
            region_key,
            host_place,
            default_place,
            endpoint,
            of_type: of_type.cloned(),
            offers: RefCell::default(),
        }
    }

    /// `default_tags` go to every AWS resource with tags except Auto Scaling groups, `default_labels` to every Google
    /// resource whose labels are called `labels`.
    fn takes_default_tags(&self, of_type: &str, tags: &[Arc<str>]) -> bool {
        match &*self.key {
            "aws" => of_type != "aws_autoscaling_group" && tags.iter().any(|path| &**path == "tags"),
            "google" => tags.iter().any(|path| &**path == "labels"),
            _ => false,
        }
    }

    /// Whether `path` holds something else that is called tags: identifiers of vSphere tags, network tags and
    /// identifiers of Resource Manager tags at Google.
    fn is_other_tag(&self, path: &str) -> bool {
        path == "tags" && matches!(&*self.key, "vsphere" | "google")
    }

    fn endpoint_of(&self, lookup: Lookup<'_>, of_type: Option<&Arc<str>>) -> Endpoint {
        let Some(block) = self.block() else { return Endpoint::Usual };
        let kind = EvidenceKind::Host;
        if let Some(path) = of_type.and_then(|of_type| endpoint::service_path(&self.key, of_type)) {
            let own = endpoint::read(lookup, &self.key, block, [path.as_str()], kind);
            if !matches!(own, Endpoint::Usual) {
                return own;
            }
        }
        let paths = endpoint::paths(&self.key).iter().copied();
        self.endpoint.get_or_init(|| endpoint::read(lookup, &self.key, block, paths, kind)).clone()
    }

    fn default_place(
        &self,
        lookup: Lookup<'_>,
        key: &Arc<str>,
        default: &LocationDefault,
        (location, unlisted): (&[Arc<str>], bool),
    ) -> Fact<Placement> {
        let span = self.view.span;
        // Software as a service has no region to write, and hosts have none but those that their operators know.
        let declared_only = self.row.as_ref().is_some_and(|row| match row.nature {
            Nature::Saas => unlisted,
            Nature::Hosted => row.region_variable().is_none(),
            Nature::Cloud | Nature::Utility => false,
        });
        let unwritten = |name: &str| {
            let kind =
                if declared_only { CauseKind::NotDeclared("placement") } else { CauseKind::NotWritten(name.into()) };
            Fact::unknown(vec![Cause { kind, span }], Vec::new())
        };
        let given_elsewhere = |kind: CauseKind| Fact::unknown(vec![Cause { kind, span }], Vec::new());
        let of_provider = |paths: &[Arc<str>]| {
            let row = self.row.as_ref().filter(|_| *key == self.key)?;
            // What the zone of the configuration places is in the zone that it has by default.
            let zone = row.default_zone.as_ref().filter(|_| paths.first().is_some_and(|path| &**path == "zone"));
            Some(placement::by_default(lookup, key, zone.or(row.default_region.as_ref())?, span))
        };
        match default {
            LocationDefault::Region(region) => placement::by_default(lookup, key, region, span),
            LocationDefault::Global => placement::by_default(lookup, key, &"global".into(), span),
            LocationDefault::Parent | LocationDefault::Unstated => match location.first() {
                Some(path) => unwritten(path),
                None => Fact::unknown(vec![Cause { kind: CauseKind::NotDeclared("placement"), span }], Vec::new()),
            },
            LocationDefault::Operator => {
                of_provider(&[]).unwrap_or_else(|| match self.elsewhere(ProviderRow::place_variable) {
                    Some(elsewhere) => given_elsewhere(elsewhere),
                    None => unwritten("region"),
                })
            }
            LocationDefault::Provider(_) if let Some(cause) = &self.view.unseen => {
                Fact::unknown(vec![cause.clone()], Vec::new())
            }
            LocationDefault::Provider(arguments) => {
                let paths = || arguments.iter().map(|path| &**path);
                let written = self
                    .block()
                    .and_then(|block| placement::read(lookup, key, block, paths(), EvidenceKind::ProviderArgument));
                if let Some(written) = written {
                    return written;
                }
                // The entry of a file of the workstation may name a region, which beats the default.
                let elsewhere = self.elsewhere(ProviderRow::region_variable);
                match of_provider(arguments) {
                    Some(place) if !matches!(elsewhere, Some(CauseKind::Profile(..))) => place,
                    _ => match elsewhere {
                        Some(elsewhere) => given_elsewhere(elsewhere),
                        None => unwritten(paths().next().unwrap_or("region")),
                    },
                }
            }
        }
    }

    /// The offer of a resource of type `of` that is at `placement`.
    pub(super) fn offer(&self, lookup: Lookup<'_>, of: &ResourceType, placement: &Fact<Placement>) -> Fact<Arc<Offer>> {
        let compute = || {
            let elsewhere = self.elsewhere(ProviderRow::host_variable);
            let reached = Reached {
                provider: &self.key,
                source: &self.view.source,
                of_type: of.of_type.as_deref(),
                endpoint: &of.endpoint,
                hosted: self.is_hosted(),
                elsewhere: elsewhere.as_ref(),
                span: self.view.span,
            };
            let mut from_code = offer::reached(lookup, reached, placement);
            if lookup.brokers(&self.key).next().is_some() {
                from_code = broker::with_cloud(lookup, &self.key, from_code, placement);
            }
            offer::with_binding(lookup, from_code, self.binding.as_ref(), of.of_type.as_deref(), placement)
        };
        // Known regions are few; an unknown one has causes of its own.
        let Fact::Known { value, .. } = placement else { return compute() };
        if let Some(known) = of.offers.borrow().get(&value.region.code) {
            return known.clone();
        }
        let found = compute();
        of.offers.borrow_mut().insert(value.region.code.clone(), found.clone());
        found
    }
}

impl Provider<'_> {
    /// What is concluded of the configuration itself: what falls to a resource that says nothing of its own. `None` when no
    /// cloud is behind it. `declared` is what the settings say of the environment; `root` is the root module, with what the
    /// configuration may be configured from.
    pub(super) fn concluded(
        &self,
        lookup: Lookup<'_>,
        named: Named<'_>,
        declared: Option<Fact<Environment>>,
        root: &Root<'_>,
    ) -> Option<Asset> {
        if self.is_utility() {
            return None;
        }
        let service = lookup.location_arguments(&self.key).map(|paths| ServiceRow {
            default: if paths.is_empty() { LocationDefault::Unstated } else { LocationDefault::Provider(paths) },
            location: Vec::new(),
            ..ServiceRow::unlisted()
        });
        let of = self.work_out(lookup, None, service.as_ref());
        let (placement, offer) = match root.host_of(&of) {
            Some(host) => root.place_and_offer(self, host),
            None => self.place_and_offer(lookup, &of),
        };
        Some(Asset {
            address: Arc::clone(named.address),
            root: Arc::clone(named.root),
            kind: AssetKind::Provider,
            of_type: Arc::clone(named.of_type),
            span: named.span,
            calls: Arc::clone(named.calls),
            provider: Arc::clone(&self.key),
            provider_source: Arc::clone(self.source()),
            nature: self.nature_with(lookup, &offer),
            category: None,
            holds_data: Some(false),
            judged: true,
            taggable: false,
            runs: Vec::new(),
            service: None,
            environment: environment::conclude(declared, self.environment.clone(), root.elsewhere.as_ref()),
            offer,
            placement,
            classification: classification::with_declaration(Statement::Silent, None),
            flows: Vec::new(),
            measures: Measures::default(),
            recording: None,
        })
    }

    /// Where what says nothing of its own is, and under which contract.
    fn place_and_offer(&self, lookup: Lookup<'_>, of: &ResourceType) -> (Fact<Placement>, Fact<Arc<Offer>>) {
        let place = of.host_place.clone().unwrap_or_else(|| of.default_place.clone());
        let place = match (&self.binding, place) {
            (Some(binding), unknown @ Fact::Unknown { .. }) => {
                placement::of_binding(lookup, &of.region_key, binding).unwrap_or(unknown)
            }
            (_, place) => place,
        };
        let offer = self.offer(lookup, of, &place);
        let place = match place {
            Fact::Known { .. } => place,
            unknown @ Fact::Unknown { .. } => placement::of_offer(lookup, &of.region_key, &offer).unwrap_or(unknown),
        };
        (place, offer)
    }
}

/// How a provider configuration is named, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Named<'n> {
    pub(super) address: &'n Arc<str>,
    pub(super) root: &'n Arc<str>,
    pub(super) of_type: &'n Arc<str>,
    pub(super) span: Span,
    pub(super) calls: &'n Arc<[Span]>,
}

/// The argument that names an entry of a file of the workstation, and that file, for the providers that have one: it holds
/// the host or the region when they are not written.
fn profile(provider: &str) -> Option<(&'static str, &'static str)> {
    Some(match provider {
        "openstack" => ("cloud", "clouds.yaml"),
        "aws" => ("profile", "~/.aws/config"),
        "scaleway" => ("profile", "~/.config/scw/config.yaml"),
        "outscale" => ("profile", "~/.osc/config.json"),
        _ => return None,
    })
}

/// Whether the values of a location argument are names of regions: identifiers and zone numbers are not.
fn is_place(provider: &str, path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path).trim_end_matches("[]");
    let identifier = last.ends_with("_id")
        || last.ends_with("_ids")
        || last.ends_with("_identifier")
        || matches!(last, "subnets" | "vdc" | "org" | "edge_zone" | "country_code" | "geo_loc" | "continent_code");
    let number = provider == "azurerm" && matches!(last, "zone" | "zones");
    // Google's App Engine and Firestore call their region `location_id`.
    !number && (!identifier || last == "location_id" || last == "region_id")
}
