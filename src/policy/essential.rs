//! Where the data of essential missions are in service: the State's guidance asks for two regions of each service.
//!
//! What "a service" is, code does not say. Here it is, in this order:
//!
//! 1. what `[services]` of `cocarde.toml` names;
//! 2. what one root module deploys, in all of its runs: Terraform deploys it as one;
//! 3. root modules whose directories differ only by a region, a provider, or a word of production or standby:
//!    `live/prod/gra` and `live/prod/sbg`. A service deployed by one root module for each region is usual, and these
//!    are the only words that nothing but the place explains. Inside a name, `de` is a word before it is a region.
//!
//! Two root modules that differ by any other word may be two services or two parts of one (`reseau`, `base`). Data in
//! one region, when other root modules have essential data elsewhere, are therefore neither a breach nor a pass: who
//! counts the regions of the repository passes two services of one region each, and who counts those of each root module
//! finds fault with one service of two.
//!
//! Nor does a table in Paris pass for the bucket that the same root module has in Ireland: unless a service is
//! declared, it has two regions for the kinds of data that it has in both. That two databases hold the same data, code
//! does not say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::gap::Gap;
use crate::catalogue::Catalogue;
use crate::inventory::{Asset, AssetKind, Environment, Placement};

/// The nature of data that an essential mission needs.
const ESSENTIAL: &str = "mission-essentielle";
/// Words of directories that tell apart the sites of one service, besides those of environments.
const SITES: [&str; 4] = ["primaire", "primary", "secondaire", "secondary"];
/// Regions of one word without a digit that mean nothing else, even inside a name.
const UNMISTAKABLE_REGIONS: [&str; 5] = ["bhs", "gra", "rbx", "sbg", "waw"];
/// The longest word that is too short to tell, inside a name, what it is.
const SHORT: usize = 2;

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
    /// By category of service: where data of a kind are.
    by_category: BTreeMap<Option<Arc<str>>, BTreeSet<Arc<str>>>,
    some_unknown: bool,
}

/// Regions, or why they are not known to be all.
type Regions = Result<Vec<Arc<str>>, Gap>;

/// Where the essential data of each service are.
#[derive(Debug, Default)]
pub(super) struct Missions {
    /// The providers of these data: their regions are looked for in directories.
    providers: BTreeSet<Arc<str>>,
    regions: FxHashMap<Service, BTreeMap<Option<Arc<str>>, Regions>>,
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
            let category = sites.by_category.entry(asset.category.clone()).or_default();
            match asset.placement.known().and_then(regions) {
                Some(regions) => {
                    category.extend(regions.iter().cloned());
                    sites.regions.extend(regions);
                }
                None => sites.some_unknown = true,
            }
        }
        let conclusion = |(service, sites): (&Service, &Sites)| {
            let of_category = |(category, own): (&Option<Arc<str>>, &BTreeSet<Arc<str>>)| {
                (category.clone(), sites.conclusion(service, own, &services))
            };
            (service.clone(), sites.by_category.iter().map(of_category).collect())
        };
        missions.regions = services.iter().map(conclusion).collect();
        missions
    }

    /// The regions of the essential data of the service that `asset` is part of, or why they are not known to be all,
    /// or to be those of data such as it holds.
    pub(super) fn regions(&self, asset: &Asset) -> Result<&[Arc<str>], Gap> {
        if self.regions.is_empty() {
            return Ok(&[]);
        }
        match self.regions.get(&self.service(asset)).and_then(|of_service| of_service.get(&asset.category)) {
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
            let is_site = |run: &[&str]| self.is_site(run, run.len() == words.len());
            let site = (1..=rest.len()).rev().find(|length| rest.get(..*length).is_some_and(is_site));
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

    /// Whether `words` tell a site and nothing else; `whole` when they are a part of the path by themselves.
    fn is_site(&self, words: &[&str], whole: bool) -> bool {
        let name = words.join("-");
        if !whole && name.len() <= SHORT {
            return false;
        }
        let is_region = || self.providers.iter().any(|key| Catalogue::embedded().region(key, &name).is_some());
        // `de` and `france` are regions too, and words of any name.
        let unmistakable = || {
            let has_digit = name.bytes().any(|byte| byte.is_ascii_digit());
            has_digit || words.len() > 1 || UNMISTAKABLE_REGIONS.contains(&&*name)
        };
        if (whole && self.providers.contains(&*name)) || ((whole || unmistakable()) && is_region()) {
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
    /// The regions of data of a kind that are in `kind`, of the service `own` that has these sites.
    fn conclusion(&self, own: &Service, kind: &BTreeSet<Arc<str>>, all: &FxHashMap<Service, Self>) -> Regions {
        let known = || Ok(self.regions.iter().cloned().collect());
        // What is declared is declared whole.
        let counted = if matches!(own, Service::Declared(_)) { &self.regions } else { kind };
        if counted.len() > 1 {
            return known();
        }
        if self.some_unknown {
            return Err(Gap::EssentialRegions);
        }
        if self.regions.len() > 1 {
            return Err(Gap::OtherKindsElsewhere);
        }
        // Of what is not declared, other root modules may be parts.
        let elsewhere = |(other, sites): (&Service, &Self)| {
            let apart = matches!(other, Service::Declared(_)) || other == own;
            !apart && (sites.some_unknown || sites.regions.iter().any(|region| !self.regions.contains(region)))
        };
        match own {
            Service::Directory(_) if all.iter().any(elsewhere) => Err(Gap::SeveralServices),
            _ => known(),
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

/// The regions that a placement is in, those of zones: several when it has replicas. `None` when one of them is no
/// single place.
fn regions(placement: &Placement) -> Option<Vec<Arc<str>>> {
    let (catalogue, region) = (Catalogue::embedded(), &placement.region);
    let has_replicas = region.code.contains('+');
    let one = |code: &str| {
        let listed = has_replicas.then(|| catalogue.region(&region.provider, code)).flatten();
        let countries = listed.as_ref().map_or(&region.countries, |listed| &listed.countries);
        // Where in several countries, or anywhere, nobody says; nor where in a country.
        let is_one = match (has_replicas, &listed) {
            (true, None) => !countries.is_empty() && catalogue.country(code).is_none(),
            _ => countries.len() == 1,
        };
        let wider = code.rsplit_once('-').filter(|(_, zone)| zone.bytes().all(|byte| byte.is_ascii_digit()));
        let wider = wider.and_then(|(wider, _)| catalogue.region(&region.provider, wider));
        let code = wider.as_ref().map_or(code, |wider| wider.code.as_str());
        is_one.then(|| format!("{}/{code}", region.provider).into())
    };
    region.code.split('+').map(one).collect()
}
