//! Where the data of essential missions are in service: the State's guidance asks for two regions of each service.
//!
//! What "a service" is, code does not say. Here it is, in this order:
//!
//! 1. what `[services]` of `cocarde.toml` names;
//! 2. what one root module deploys, in all of its runs: Terraform deploys it as one;
//! 3. root modules whose directories differ only by a region, a provider, or a word of production or standby:
//!    `live/prod/gra` and `live/prod/sbg`. A service deployed by one root module for each region is usual, and these
//!    are the only words that nothing but the place explains.
//!
//! Two root modules that differ by any other word may be two services or two parts of one (`reseau`, `base`). Data in
//! one region, when other root modules have essential data elsewhere, are therefore neither a breach nor a pass: who
//! counts the regions of the repository passes two services of one region each, and who counts those of each root module
//! finds fault with one service of two.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::gap::Gap;
use crate::catalogue::Catalogue;
use crate::inventory::{Asset, AssetKind, Environment, Placement};

/// The nature of data that an essential mission needs.
const ESSENTIAL: &str = "mission-essentielle";
/// Words of directories that tell apart the sites of one service, besides those of environments.
const SITES: [&str; 4] = ["primaire", "primary", "secondaire", "secondary"];

/// What holds a service together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Service {
    /// Its name, as declared.
    Declared(Arc<str>),
    /// What its root modules have in common: their directory without what tells sites apart.
    Directory(String),
}

/// Where the essential data of one service are.
#[derive(Debug, Default)]
struct Sites {
    regions: BTreeSet<Arc<str>>,
    some_unknown: bool,
}

/// Where the essential data of each service are.
#[derive(Debug, Default)]
pub(super) struct Missions {
    /// The providers of these data: their regions are looked for in directories.
    providers: BTreeSet<Arc<str>>,
    regions: FxHashMap<Service, Result<Vec<Arc<str>>, Gap>>,
}

impl Missions {
    /// Those of `assets`.
    pub(super) fn of(assets: &[Asset]) -> Self {
        let essential = || assets.iter().filter(|asset| is_essential(asset));
        let mut missions = Self {
            providers: essential().map(|asset| Arc::clone(&asset.provider)).collect(),
            regions: FxHashMap::default(),
        };
        let mut services: FxHashMap<Service, Sites> = FxHashMap::default();
        for asset in essential() {
            let sites = services.entry(missions.service(asset)).or_default();
            match asset.placement.known().and_then(region) {
                Some(region) => {
                    sites.regions.insert(region);
                }
                None => sites.some_unknown = true,
            }
        }
        missions.regions =
            services.iter().map(|(service, sites)| (service.clone(), sites.conclusion(service, &services))).collect();
        missions
    }

    /// The regions of the essential data of the service that `asset` is part of, or why they are not known to be all.
    pub(super) fn regions(&self, asset: &Asset) -> Result<&[Arc<str>], Gap> {
        if self.regions.is_empty() {
            return Ok(&[]);
        }
        match self.regions.get(&self.service(asset)) {
            Some(found) => found.as_deref().map_err(|gap| *gap),
            None => Ok(&[]),
        }
    }

    fn service(&self, asset: &Asset) -> Service {
        match &asset.service {
            Some(name) => Service::Declared(Arc::clone(name)),
            None => {
                let parts = asset.root.split('/').map(|part| self.without_site(part)).filter(|part| !part.is_empty());
                Service::Directory(parts.collect::<Vec<_>>().join("/"))
            }
        }
    }

    /// A part of a directory's path without the words that tell sites of one service apart: `portail-gra`, `portail`.
    fn without_site(&self, part: &str) -> String {
        let words: Vec<&str> = part.split(['-', '_', '.']).collect();
        let mut kept: Vec<&str> = Vec::new();
        let mut rest = words.as_slice();
        while let Some((first, after)) = rest.split_first() {
            // The longest run of words that is a site: `eu-west-3`.
            let site = (1..=rest.len()).rev().find(|length| rest.get(..*length).is_some_and(|run| self.is_site(run)));
            match site.and_then(|length| rest.get(length..)) {
                Some(beyond) => rest = beyond,
                None => {
                    kept.push(first);
                    rest = after;
                }
            }
        }
        kept.join("-")
    }

    fn is_site(&self, words: &[&str]) -> bool {
        let name = words.join("-");
        let of_provider = |key: &Arc<str>| **key == name || Catalogue::embedded().region(key, &name).is_some();
        if self.providers.iter().any(of_provider) {
            return true;
        }
        let stands = |word: &str| {
            let environment = Environment::from_word(word);
            matches!(environment, Some(Environment::Production | Environment::Resilience)) || SITES.contains(&word)
        };
        matches!(words, [word] if stands(word))
    }
}

impl Sites {
    fn conclusion(&self, own: &Service, all: &FxHashMap<Service, Self>) -> Result<Vec<Arc<str>>, Gap> {
        if self.regions.len() > 1 {
            return Ok(self.regions.iter().cloned().collect());
        }
        if self.some_unknown {
            return Err(Gap::EssentialRegions);
        }
        // What is declared is declared whole; of what is not, other root modules may be parts.
        let elsewhere = |(other, sites): (&Service, &Self)| {
            let apart = matches!(other, Service::Declared(_)) || other == own;
            !apart && (sites.some_unknown || sites.regions.iter().any(|region| !self.regions.contains(region)))
        };
        match own {
            Service::Directory(_) if all.iter().any(elsewhere) => Err(Gap::SeveralServices),
            _ => Ok(self.regions.iter().cloned().collect()),
        }
    }
}

fn is_essential(asset: &Asset) -> bool {
    let served = asset.environment.known();
    asset.kind == AssetKind::Resource
        && asset.holds_data == Some(true)
        && matches!(served, Some(Environment::Production | Environment::Resilience))
        && asset
            .classification
            .known()
            .is_some_and(|own| own.kinds().any(|kind| kind.nature.as_deref() == Some(ESSENTIAL)))
}

/// The region that a placement is in: that of a zone. `None` for what is no single place.
fn region(placement: &Placement) -> Option<Arc<str>> {
    let region = &placement.region;
    if region.countries.is_empty() {
        return None;
    }
    let wider = region.code.rsplit_once('-').filter(|(_, zone)| zone.bytes().all(|byte| byte.is_ascii_digit()));
    let wider = wider.and_then(|(wider, _)| Catalogue::embedded().region(&region.provider, wider));
    let code = wider.as_ref().map_or(region.code.as_str(), |wider| wider.code.as_str());
    Some(format!("{}/{code}", region.provider).into())
}
