//! What is known of clouds: providers, operators, offers, qualifications, regions, hosts, services, state backends.
//!
//! The data is in `catalogue/` at the top of the repository, embedded in the binary; every row has a source and a date.

mod backend;
mod broker;
mod city;
mod country;
mod destination;
mod flow;
mod host;
mod matching;
mod measure;
mod offer;
mod overlay;
mod provider;
mod qualification;
mod recorder;
mod region;
mod search;
mod service;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

pub use backend::Backend;
pub use broker::Broker;
pub use country::Country;
pub use destination::{Destination, DestinationRow};
pub use flow::{FlowArgument, FlowCondition, FlowKind, FlowOwn, FlowReading, FlowToward};
pub use host::HostMatch;
pub use measure::{MeasureArgument, MeasureReading};
pub use offer::{Offer, OfferKind, OfferMatch, OfferQuery};
pub use overlay::{Overlay, OwnHost, OwnService};
pub use provider::{Nature, Provider};
pub use qualification::{Hds, HdsStatus, Limit, Qualification, QualificationState, QualificationStatus};
pub use recorder::{Recorder, Records};
pub use region::{Area, Region};
pub use search::{HostRow, Part, Row, ServiceRow};
pub use service::{CATEGORIES, LocationDefault, Service, TagShape, parse as read_services};

use backend::Backends;
use city::Cities;
use country::Countries;
use destination::Destinations;
use flow::Flows;
use host::Hosts;
use measure::Measures;
use offer::Entry;
use provider::Providers;
use region::Regions;
use service::{Services, Table};

/// The data, each part read when first asked for.
#[derive(Debug, Default)]
struct Tables {
    offers: OnceLock<(Date, Vec<Entry>)>,
    providers: OnceLock<Providers>,
    regions: OnceLock<Regions>,
    hosts: OnceLock<Hosts>,
    backends: OnceLock<Backends>,
    countries: OnceLock<Countries>,
    cities: OnceLock<Cities>,
    flows: OnceLock<Flows>,
    measures: OnceLock<Measures>,
    recorders: OnceLock<Vec<Recorder>>,
    destinations: OnceLock<Destinations>,
    services: Services,
    brokers: OnceLock<Vec<Broker>>,
    /// Where the tables of services come from.
    sources: OnceLock<Vec<Table>>,
}

/// A file of `catalogue/`. Its tests keep what cannot be read out of a release, where it would be empty.
macro_rules! embedded {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/", $path))
    };
}
use embedded;

impl Tables {
    fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Tables> = OnceLock::new();
        EMBEDDED.get_or_init(Self::default)
    }

    fn offers(&self) -> &(Date, Vec<Entry>) {
        self.offers.get_or_init(|| read_offers(embedded!("offers.toml")).unwrap_or((Date::ZERO, Vec::new())))
    }

    fn providers(&self) -> &Providers {
        self.providers.get_or_init(|| Providers::parse(embedded!("providers.csv")).unwrap_or_default())
    }

    fn regions(&self) -> &Regions {
        self.regions.get_or_init(|| Regions::parse(embedded!("regions.csv")).unwrap_or_default())
    }

    fn hosts(&self) -> &Hosts {
        self.hosts.get_or_init(|| Hosts::parse(embedded!("hosts.csv")).unwrap_or_default())
    }

    fn backends(&self) -> &Backends {
        self.backends.get_or_init(|| Backends::parse(embedded!("backends.csv")).unwrap_or_default())
    }

    fn brokers(&self) -> &[Broker] {
        self.brokers.get_or_init(|| broker::parse(embedded!("brokers.csv")).unwrap_or_default())
    }

    fn flows(&self) -> &Flows {
        self.flows.get_or_init(|| Flows::parse(embedded!("flows.csv")).unwrap_or_default())
    }

    fn destinations(&self) -> &Destinations {
        self.destinations.get_or_init(|| Destinations::parse(embedded!("destinations.csv")).unwrap_or_default())
    }

    fn measures(&self) -> &Measures {
        self.measures.get_or_init(|| Measures::parse(embedded!("measures.csv")).unwrap_or_default())
    }

    fn recorders(&self) -> &[Recorder] {
        self.recorders.get_or_init(|| recorder::parse(embedded!("recorders.csv")).unwrap_or_default())
    }

    fn sources(&self) -> &[Table] {
        self.sources.get_or_init(|| service::read_tables(embedded!("services/sources.csv")).unwrap_or_default())
    }

    fn countries(&self) -> &Countries {
        self.countries.get_or_init(|| Countries::parse(embedded!("countries.csv")).unwrap_or_default())
    }

    fn cities(&self) -> &Cities {
        self.cities.get_or_init(|| Cities::parse(embedded!("cities.csv")).unwrap_or_default())
    }
}

/// What is known of clouds: the data of the program, and what a repository adds to them.
#[derive(Debug)]
pub struct Catalogue {
    tables: &'static Tables,
    own: Overlay,
}

impl Catalogue {
    /// The catalogue that is part of the program.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Catalogue> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::with(Overlay::default()))
    }

    /// The same, with what a repository adds to it.
    pub fn with(own: Overlay) -> Self {
        Self { tables: Tables::embedded(), own }
    }

    /// The file of the repository's own rows, when it has one.
    pub fn own_file(&self) -> Option<&str> {
        self.own.file.as_deref()
    }

    /// The day of its knowledge.
    pub fn date(&self) -> Date {
        self.tables.offers().0
    }

    /// The arguments of a resource type that send data elsewhere or tell whose data it holds.
    pub fn flows(&self, resource_type: &str) -> &[FlowArgument] {
        self.tables.flows().of(resource_type)
    }

    /// The arguments of a resource type that say how it is kept.
    pub fn measures(&self, resource_type: &str) -> &[MeasureArgument] {
        self.tables.measures().of(resource_type)
    }

    /// The resource types that record what is done in clouds and what flows in their networks.
    pub fn recorders(&self) -> &[Recorder] {
        self.tables.recorders()
    }

    /// The provider at the source address `source`: `hashicorp/aws`, `scaleway` in the namespace that is implied.
    pub fn provider(&self, source: &str) -> Option<&Provider> {
        self.own.provider(source).or_else(|| self.tables.providers().find(source))
    }

    /// The provider whose key is `key`.
    pub fn provider_by_key(&self, key: &str) -> Option<&Provider> {
        self.own.provider_by_key(key).or_else(|| self.tables.providers().by_key(key))
    }

    /// All offers that have a row of their own: those of `catalogue/offers.toml` in its order, then the repository's.
    pub fn offers(&self) -> impl Iterator<Item = &Arc<Offer>> {
        let named = &self.tables.offers().1;
        let new = self.own.offers.iter().filter(|own| !named.iter().any(|entry| entry.offer.id == own.id));
        named.iter().map(|entry| self.own.offer(&entry.offer.id).unwrap_or(&entry.offer)).chain(new)
    }

    /// The offer whose id is `id`: one that has a row of its own, else the one that a provider's row stands for.
    pub fn offer(&self, id: &str) -> Option<Arc<Offer>> {
        let named = self.offers().find(|offer| offer.id == id).cloned();
        named.or_else(|| self.provider_by_key(id)?.offer.clone())
    }

    /// The offer that a configuration reaches. A host beats everything else, and one that the catalogue does not have is
    /// an operator that nobody knows.
    pub fn resolve_offer(&self, query: &OfferQuery<'_>) -> OfferMatch {
        if let Some(host) = query.host {
            let known = self.host(host).and_then(|found| found.offer);
            return known.map_or(OfferMatch::Unknown, |offer| self.covering(&offer, query));
        }
        let of_row = |row: &Provider| row.offer.as_ref().map(|offer| self.covering(offer, query));
        if let Some(own) = query.provider.and_then(|key| self.own.provider_by_key(key)) {
            return of_row(own).unwrap_or(OfferMatch::Unknown);
        }
        match matching::resolve(&self.tables.offers().1, query) {
            OfferMatch::One(offer) => self.covering(&offer, query),
            OfferMatch::Unknown => {
                let row = query.provider.and_then(|key| self.tables.providers().by_key(key));
                row.and_then(of_row).unwrap_or(OfferMatch::Unknown)
            }
            found => found,
        }
    }

    /// The part of `offer` that holds for the type and the region of `query`: a qualification may leave services and
    /// regions out.
    pub fn covering(&self, offer: &Arc<Offer>, query: &OfferQuery<'_>) -> OfferMatch {
        let offer = self.own.offer(&offer.id).unwrap_or(offer);
        let mut possible = Vec::new();
        for limit in &offer.limits {
            match limit.concerns(query) {
                Some(true) => return OfferMatch::One(Arc::new(offer.limited(limit))),
                Some(false) => {}
                None => possible.push(Arc::new(offer.limited(limit))),
            }
        }
        if possible.is_empty() {
            return OfferMatch::One(Arc::clone(offer));
        }
        OfferMatch::Ambiguous(std::iter::once(Arc::clone(offer)).chain(possible).collect())
    }

    /// The region that `written` stands for at the provider `provider` (a key): a code, a zone or a display name.
    pub fn region(&self, provider: &str, written: &str) -> Option<Arc<Region>> {
        let own = self.own.region(provider, written, |code| self.country(code).cloned());
        own.or_else(|| self.tables.regions().find(provider, written))
    }

    /// Whose host it is. Scheme, port, path and case do not matter.
    pub fn host(&self, host: &str) -> Option<HostMatch> {
        let own = self.own.host(host).map(|own| {
            let region = own.provider.as_ref().zip(own.written.as_ref()).and_then(|(key, code)| self.region(key, code));
            HostMatch { region, ..own }
        });
        own.or_else(|| self.tables.hosts().find(host, self))
    }

    /// What is known of a resource type.
    pub fn service(&self, resource_type: &str) -> Option<&Service> {
        self.own
            .services
            .get(resource_type)
            .map(|own| &own.service)
            .or_else(|| self.tables.services.find(resource_type))
    }

    /// How the resources of the provider `key` name the clouds of others that they run on; none for most providers.
    pub fn brokers(&self, key: &str) -> impl Iterator<Item = &Broker> {
        self.tables.brokers().iter().filter(move |broker| broker.provider == key)
    }

    /// The resource types of the provider whose key is `provider`, in order; none when they are not known.
    pub fn resource_types(&self, provider: &str) -> Vec<&str> {
        self.tables.services.types(provider)
    }

    /// What is known of a type of state backend; `cloud` for a `cloud` block.
    pub fn backend(&self, name: &str) -> Option<&Backend> {
        self.tables.backends().find(name)
    }

    /// The country whose ISO 3166-1 alpha-2 code is `code`.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.tables.countries().find(code)
    }

    /// What the city called `name` is called in French, when that is something else.
    pub fn city_in_french(&self, name: &str) -> Option<&str> {
        self.tables.cities().in_french(name)
    }

    /// A country that `is` so.
    pub fn country_where(&self, is: impl Fn(&Country) -> bool) -> Option<&Country> {
        self.tables.countries().find_where(is)
    }
}

fn read_offers(text: &str) -> Option<(Date, Vec<Entry>)> {
    let file: offer::File = toml::from_str(text).ok()?;
    let date = file.knowledge_date;
    let entries = file.offer.into_iter().map(|row| row.into_entry(date)).collect::<Result<_, _>>().ok()?;
    Some((date, entries))
}
