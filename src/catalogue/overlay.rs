//! What a repository adds to the catalogue, or corrects in it: clouds that are not public, contracts, renewals.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::host::{HostMatch, bare};
use super::{Area, Country, Offer, Provider, Region, Service};

/// Rows of the repository's own. They come before those of the catalogue.
#[derive(Debug, Default)]
pub struct Overlay {
    /// The file that they stand in.
    pub file: Option<String>,
    /// Offers, whole: new ones, and those of the catalogue that are corrected.
    pub offers: Vec<Arc<Offer>>,
    /// Hosts.
    pub hosts: Vec<OwnHost>,
    /// Regions; the provider of one is the id of an own offer, or a key of the catalogue.
    pub regions: Vec<Region>,
    /// Providers.
    pub providers: Vec<Provider>,
    /// Resource types.
    pub services: FxHashMap<String, OwnService>,
}

/// A resource type.
#[derive(Debug, Clone)]
pub struct OwnService {
    /// What is known of it.
    pub service: Service,
    /// Where that was read, and when.
    pub source: String,
}

/// A host and all below it.
#[derive(Debug, Clone)]
pub struct OwnHost {
    /// The end of its name: `cloud.exemple.gouv.fr`.
    pub suffix: String,
    /// Whose it is.
    pub offer: Arc<Offer>,
    /// Where it is: a region of the offer, or the code of a country.
    pub region: Option<String>,
    /// Where that was read, and when.
    pub source: String,
}

impl OwnHost {
    fn is(&self, host: &str) -> bool {
        host.strip_suffix(self.suffix.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

impl Overlay {
    /// The offer `id`, when it is new or corrected.
    pub(super) fn offer(&self, id: &str) -> Option<&Arc<Offer>> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    pub(super) fn provider(&self, source: &str) -> Option<&Provider> {
        let source = source.to_lowercase();
        let short = ["registry.terraform.io/", "registry.opentofu.org/"]
            .iter()
            .find_map(|registry| source.strip_prefix(registry))
            .unwrap_or(&source);
        self.providers.iter().find(|provider| provider.source == short)
    }

    pub(super) fn provider_by_key(&self, key: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.key == key)
    }

    /// The most precise row for `host`.
    pub(super) fn host_row(&self, host: &str) -> Option<&OwnHost> {
        let host = bare(host);
        self.hosts.iter().filter(|row| row.is(&host)).max_by_key(|row| row.suffix.len())
    }

    /// Whose `host` is.
    pub(super) fn host(&self, host: &str) -> Option<HostMatch> {
        let row = self.host_row(host)?;
        Some(HostMatch {
            operator: row.offer.operator.clone(),
            label: row.offer.name.clone(),
            offer: Some(Arc::clone(&row.offer)),
            provider: Some(row.offer.region_key().to_owned()),
            written: row.region.clone(),
            region: None,
        })
    }

    /// The region `written` of `key`, a provider or an own offer.
    pub(super) fn region(
        &self,
        key: &str,
        written: &str,
        country: impl Fn(&str) -> Option<Country>,
    ) -> Option<Arc<Region>> {
        let offer = self.provider_by_key(key).and_then(|provider| provider.offer.as_deref());
        let owner = offer.map_or(key, |offer| offer.region_key());
        let is = |region: &&Region| region.provider == owner && region.code.eq_ignore_ascii_case(written.trim());
        if let Some(region) = self.regions.iter().find(is) {
            return Some(Arc::new(region.clone()));
        }
        // What its operator does not name more precisely is somewhere in the country.
        self.offer(owner).filter(|offer| offer.own).and_then(|_| Some(Arc::new(country(written)?.as_region(owner))))
    }
}

impl Country {
    /// All of it, as a region of `provider`.
    pub fn as_region(&self, provider: &str) -> Region {
        Region {
            provider: provider.to_owned(),
            code: self.code.clone(),
            countries: vec![self.code.clone()],
            eu: Some(self.eu),
            eea: Some(self.eea),
            area: Area::Countries,
            city: None,
            display: String::new(),
            notes: String::new(),
            source: self.source.clone(),
        }
    }
}
