//! What is known of clouds: providers, operators, offers, qualifications, regions, hosts, services, state backends.
//!
//! The data is in `catalogue/` at the top of the repository, embedded in the binary; every row has a source and a date.

mod backend;
mod country;
mod destination;
mod flow;
mod host;
mod offer;
mod provider;
mod region;
mod service;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

pub use backend::Backend;
pub use country::Country;
pub use destination::Destination;
pub use flow::{FlowArgument, FlowCondition, FlowKind, FlowReading, FlowToward};
pub use host::HostMatch;
pub use offer::{
    Hds, HdsStatus, Offer, OfferKind, OfferMatch, OfferQuery, Qualification, QualificationState, QualificationStatus,
};
pub use provider::{Nature, Provider};
pub use region::{Area, Region};
pub use service::{LocationDefault, Service, TagShape};

use backend::Backends;
use country::Countries;
use destination::Destinations;
use flow::Flows;
use host::Hosts;
use offer::Entry;
use provider::Providers;
use region::Regions;
use service::Services;

/// The data, each part read when first asked for.
#[derive(Debug, Default)]
pub struct Catalogue {
    offers: OnceLock<(Date, Vec<Entry>)>,
    providers: OnceLock<Providers>,
    regions: OnceLock<Regions>,
    hosts: OnceLock<Hosts>,
    backends: OnceLock<Backends>,
    countries: OnceLock<Countries>,
    flows: OnceLock<Flows>,
    destinations: OnceLock<Destinations>,
    services: Services,
}

/// A file of `catalogue/`. Its tests keep what cannot be read out of a release, where it would be empty.
macro_rules! embedded {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/", $path))
    };
}
use embedded;

impl Catalogue {
    /// The catalogue that is part of the program.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Catalogue> = OnceLock::new();
        EMBEDDED.get_or_init(Self::default)
    }

    /// The day of its knowledge.
    pub fn date(&self) -> Date {
        self.entries().0
    }

    fn entries(&self) -> &(Date, Vec<Entry>) {
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

    fn destinations(&self) -> &Destinations {
        self.destinations.get_or_init(|| Destinations::parse(embedded!("destinations.csv")).unwrap_or_default())
    }

    /// The arguments of a resource type that send data elsewhere or tell whose data it holds.
    pub fn flows(&self, resource_type: &str) -> &[FlowArgument] {
        self.flows.get_or_init(|| Flows::parse(embedded!("flows.csv")).unwrap_or_default()).of(resource_type)
    }

    /// The provider at the source address `source`: `hashicorp/aws`, `scaleway` in the namespace that is implied.
    pub fn provider(&self, source: &str) -> Option<&Provider> {
        self.providers().find(source)
    }

    /// The provider whose key is `key`.
    pub fn provider_by_key(&self, key: &str) -> Option<&Provider> {
        self.providers().by_key(key)
    }

    /// All offers of `catalogue/offers.toml`, in its order.
    pub fn offers(&self) -> impl Iterator<Item = &Arc<Offer>> {
        self.entries().1.iter().map(|entry| &entry.offer)
    }

    /// The offer whose id is `id`: one of `offers.toml`, else the one that a provider's row stands for.
    pub fn offer(&self, id: &str) -> Option<Arc<Offer>> {
        let named = self.offers().find(|offer| offer.id == id).cloned();
        named.or_else(|| self.provider_by_key(id)?.offer.clone())
    }

    /// The offer that a configuration reaches. A host beats everything else, and one that the catalogue does not have is
    /// an operator that nobody knows.
    pub fn resolve_offer(&self, query: &OfferQuery<'_>) -> OfferMatch {
        if let Some(host) = query.host {
            let known = self.host(host).and_then(|found| found.offer);
            return known.map_or(OfferMatch::Unknown, OfferMatch::One);
        }
        match offer::resolve(&self.entries().1, query) {
            OfferMatch::Unknown => {
                let row = query.provider.and_then(|key| self.provider_by_key(key));
                row.and_then(|row| row.offer.clone()).map_or(OfferMatch::Unknown, OfferMatch::One)
            }
            found => found,
        }
    }

    /// The region that `written` stands for at the provider `provider` (a key): a code, a zone or a display name.
    pub fn region(&self, provider: &str, written: &str) -> Option<Arc<Region>> {
        self.regions().find(provider, written)
    }

    /// Whose host it is. Scheme, port, path and case do not matter.
    pub fn host(&self, host: &str) -> Option<HostMatch> {
        self.hosts().find(host, self)
    }

    /// What is known of a resource type.
    pub fn service(&self, resource_type: &str) -> Option<&Service> {
        self.services.find(resource_type)
    }

    /// The resource types of the provider whose key is `provider`, in order; none when they are not known.
    pub fn resource_types(&self, provider: &str) -> Vec<&str> {
        self.services.types(provider)
    }

    /// What is known of a type of state backend; `cloud` for a `cloud` block.
    pub fn backend(&self, name: &str) -> Option<&Backend> {
        self.backends().find(name)
    }

    /// The country whose ISO 3166-1 alpha-2 code is `code`.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.get_or_init(|| Countries::parse(embedded!("countries.csv")).unwrap_or_default()).find(code)
    }
}

fn read_offers(text: &str) -> Option<(Date, Vec<Entry>)> {
    let file: offer::File = toml::from_str(text).ok()?;
    let date = file.knowledge_date;
    let entries = file.offer.into_iter().map(|row| row.into_entry(date)).collect::<Result<_, _>>().ok()?;
    Some((date, entries))
}
