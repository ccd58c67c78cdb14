//! What the inventory asks of the catalogue.

use std::sync::Arc;

use super::placement::LocationDefault;
use crate::catalogue::{self, Catalogue, Nature, Offer, OfferMatch, OfferQuery, Region};

/// The catalogue, as the inventory reads it.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'c>(pub(super) &'c Catalogue);

/// A provider's row.
#[derive(Debug, Clone)]
pub(super) struct ProviderRow {
    /// Its key in the catalogue.
    pub(super) key: Arc<str>,
    /// What is behind it.
    pub(super) nature: Nature,
    /// Where its resources are when nothing says where.
    pub(super) default_region: Option<Arc<str>>,
    pub(super) default_zone: Option<Arc<str>>,
    /// Environment variables that settle what is not written.
    environment: Arc<[String]>,
}

impl ProviderRow {
    /// The environment variable that gives its region.
    pub(super) fn region_variable(&self) -> Option<&str> {
        self.environment.iter().map(String::as_str).find(|name| name.contains("REGION"))
    }

    /// The environment variable that gives its region, by itself or in its host.
    pub(super) fn place_variable(&self) -> Option<&str> {
        self.region_variable().or_else(|| self.host_variable())
    }

    /// The environment variable that gives its host.
    pub(super) fn host_variable(&self) -> Option<&str> {
        let host = |name: &&str| ["URL", "HOST", "ADDR", "ENDPOINT"].iter().any(|part| name.contains(part));
        self.environment.iter().map(String::as_str).find(host)
    }
}

/// A host's row.
#[derive(Debug, Clone)]
pub(super) struct HostRow {
    /// The offer it belongs to, when the host alone tells.
    pub(super) offer: Option<Arc<Offer>>,
    /// The provider whose regions it names.
    pub(super) provider: Option<Arc<str>>,
    /// The region in its name.
    pub(super) region: Option<Arc<str>>,
}

impl HostRow {
    /// Whose regions are meant there: those of its operator, never those of the provider that is configured, whose codes
    /// are other places. Empty when it has none that are known.
    pub(super) fn region_key(&self) -> &str {
        let of_offer = || self.offer.as_deref().map(Offer::region_key);
        self.provider.as_deref().or_else(of_offer).unwrap_or_default()
    }
}

/// A resource type's row.
#[derive(Debug, Clone)]
pub(super) struct ServiceRow {
    pub(super) category: Arc<str>,
    pub(super) holds_data: bool,
    pub(super) judged: bool,
    /// Arguments that say where it is, the most precise first.
    pub(super) location: Vec<Arc<str>>,
    pub(super) default: LocationDefault,
    /// Arguments that name what it belongs to.
    pub(super) parents: Vec<Arc<str>>,
    /// Arguments that hold tags or labels.
    pub(super) tags: Vec<Arc<str>>,
    /// Arguments that name other places where the same data are kept.
    pub(super) replicas: Vec<Arc<str>>,
}

impl ServiceRow {
    /// What is assumed of a type that the catalogue does not have: the arguments that most types have.
    pub(super) fn unlisted() -> Self {
        let words = |words: &[&str]| words.iter().map(|word| Arc::from(*word)).collect::<Vec<Arc<str>>>();
        Self {
            category: "".into(),
            holds_data: false,
            judged: false,
            location: words(&["region", "zone", "location"]),
            default: LocationDefault::Provider(words(&["region", "zone"])),
            parents: Vec::new(),
            tags: words(&["tags", "labels", "metadata", "metadata.labels"]),
            replicas: Vec::new(),
        }
    }
}

impl<'c> Lookup<'c> {
    pub(super) fn provider(self, source: &str) -> Option<ProviderRow> {
        let row = self.0.provider(source)?;
        Some(ProviderRow {
            key: row.key.as_str().into(),
            nature: row.nature,
            default_region: row.default_region.as_deref().map(Arc::from),
            default_zone: row.default_zone.as_deref().map(Arc::from),
            environment: row.environment.as_slice().into(),
        })
    }

    /// Whether the catalogue has a provider of this key.
    pub(super) fn is_key(self, name: &str) -> bool {
        self.0.provider_by_key(name).is_some()
    }

    /// Whether a cloud or software as a service is behind the provider of this key; `None` when only a host tells.
    pub(super) fn nature_of_key(self, key: &str) -> Option<Nature> {
        let nature = self.0.provider_by_key(key)?.nature;
        matches!(nature, Nature::Cloud | Nature::Saas).then_some(nature)
    }

    /// The same of an offer: what is behind the provider whose regions it has.
    pub(super) fn nature_of_offer(self, offer: &Offer) -> Option<Nature> {
        self.nature_of_key(offer.region_key())
    }

    /// The arguments of a configuration of the provider `key` that say where its resources are when these do not; `None`
    /// when the catalogue has no type of it.
    pub(super) fn location_arguments(self, key: &str) -> Option<Vec<Arc<str>>> {
        let types = self.0.resource_types(key);
        let mut paths: Vec<Arc<str>> = Vec::new();
        for of_type in &types {
            let default = self.0.service(of_type).map(|row| location_default(of_type, &row.location_default));
            if let Some(LocationDefault::Provider(own)) = default {
                let new = own.into_iter().filter(|path| !paths.contains(path)).collect::<Vec<_>>();
                paths.extend(new);
            }
        }
        (!types.is_empty()).then_some(paths)
    }

    pub(super) fn service(self, of_type: &str) -> Option<ServiceRow> {
        let row = self.0.service(of_type)?;
        let shared = |paths: &[String]| paths.iter().map(|path| Arc::from(path.as_str())).collect::<Vec<Arc<str>>>();
        let tags = row.tags.iter().filter(|(_, shape)| *shape != catalogue::TagShape::Detached);
        Some(ServiceRow {
            category: row.category.as_str().into(),
            holds_data: row.holds_data,
            judged: row.judged,
            location: shared(&row.locations),
            default: location_default(of_type, &row.location_default),
            parents: shared(&row.parents),
            tags: tags.map(|(path, _)| Arc::from(path.as_str())).collect(),
            replicas: shared(&row.flows).into_iter().filter(|path| is_replica(path)).collect(),
        })
    }

    pub(super) fn region(self, provider: &str, written: &str) -> Option<Arc<Region>> {
        self.0.region(provider, written)
    }

    /// A whole country, for what its operator does not name more precisely.
    pub(super) fn country(self, provider: &str, code: &str) -> Option<Region> {
        Some(self.0.country(code)?.as_region(provider))
    }

    pub(super) fn host(self, host: &str) -> Option<HostRow> {
        if let Some(row) = self.0.host(host) {
            return Some(HostRow {
                offer: row.offer,
                provider: row.provider.as_deref().map(Arc::from),
                region: row.written.as_deref().map(Arc::from),
            });
        }
        // Whoever receives data at a host is who operates what a configuration reaches there.
        let receiver = self.0.destination(host)?;
        Some(HostRow {
            offer: Some(receiver.offer?),
            provider: receiver.provider.as_deref().map(Arc::from),
            region: receiver.written.as_deref().map(Arc::from),
        })
    }

    pub(super) fn offer(self, provider: &str, of_type: Option<&str>, region: Option<&str>) -> OfferMatch {
        let query = OfferQuery { provider: Some(provider), resource_type: of_type, region, ..OfferQuery::default() };
        self.0.resolve_offer(&query)
    }

    pub(super) fn offer_named(self, id: &str) -> Option<Arc<Offer>> {
        self.0.offer(id)
    }

    pub(super) fn flows(self, of_type: &str) -> &'c [catalogue::FlowArgument] {
        self.0.flows(of_type)
    }

    pub(super) fn destination(self, host: &str) -> Option<catalogue::Destination> {
        self.0.destination(host)
    }

    pub(super) fn destination_at(self, address: std::net::IpAddr) -> Option<catalogue::Destination> {
        self.0.destination_at(address)
    }

    pub(super) fn destination_of_variable(self, name: &str) -> Option<catalogue::Destination> {
        self.0.destination_of_variable(name)
    }

    /// The part of `offer` that holds for a type and a region.
    pub(super) fn covering(self, offer: &Arc<Offer>, of_type: Option<&str>, region: Option<&str>) -> OfferMatch {
        let query = OfferQuery { resource_type: of_type, region, ..OfferQuery::default() };
        self.0.covering(offer, &query)
    }

    /// How the resources of a provider name the clouds of others; none for most.
    pub(super) fn brokers(self, key: &'c str) -> impl Iterator<Item = &'c catalogue::Broker> {
        self.0.brokers(key)
    }

    pub(super) fn backend(self, of_type: &str) -> Option<&'c catalogue::Backend> {
        self.0.backend(of_type)
    }
}

fn location_default(of_type: &str, row: &catalogue::LocationDefault) -> LocationDefault {
    let provider = of_type.split('_').next().unwrap_or(of_type);
    let written = |paths: &str| {
        let mut paths: Vec<Arc<str>> = paths.split('|').map(Arc::from).collect();
        let also = |path: &str| (!paths.iter().any(|known| &**known == path)).then(|| Arc::from(path));
        match provider {
            // A zone of Google is in the region of the provider when no zone is written; one of Scaleway is not: its
            // default is fr-par-1, whatever the region. Outscale had `region` at the top before version 1.6.
            "google" | "outscale" => paths.extend(also("region")),
            _ => {}
        }
        LocationDefault::Provider(paths)
    };
    match row {
        catalogue::LocationDefault::Provider(paths) => written(paths),
        catalogue::LocationDefault::Constant(region) => LocationDefault::Region(region.as_str().into()),
        // All that a Scalingo configuration makes is in its region, identifiers or not.
        catalogue::LocationDefault::Parent if provider == "scalingo" => written("region"),
        catalogue::LocationDefault::Parent => LocationDefault::Parent,
        catalogue::LocationDefault::Global => LocationDefault::Global,
        catalogue::LocationDefault::Fixed => LocationDefault::Operator,
        catalogue::LocationDefault::Required
        | catalogue::LocationDefault::Order
        | catalogue::LocationDefault::Unstated => LocationDefault::Unstated,
    }
}

/// Whether an argument that sends data elsewhere names the place of a copy: `replica[].region_name`,
/// `geo_location[].location`.
fn is_replica(path: &str) -> bool {
    let (copies, argument) = path.rsplit_once('.').unwrap_or(("", path));
    let copies = copies.contains("replica") || copies.contains("replication") || copies.contains("geo_location");
    copies && (argument.ends_with("region") || argument.ends_with("region_name") || argument.ends_with("location"))
}
