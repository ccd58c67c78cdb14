//! Where the data of essential missions are in service: the State's guidance asks for two regions of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::inventory::{Asset, AssetKind, Environment, Placement};

/// The nature of data that an essential mission needs.
const ESSENTIAL: &str = "mission-essentielle";

/// The regions of all data that an essential mission needs, in service or standing by; `None` when fewer than two are
/// known and some are not.
pub(super) fn regions(assets: &[Asset]) -> Option<Vec<Arc<str>>> {
    let mut regions: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut all_known = true;
    for asset in assets.iter().filter(|asset| is_essential(asset)) {
        match asset.placement.known().and_then(region) {
            Some(region) => {
                regions.insert(region);
            }
            None => all_known = false,
        }
    }
    (all_known || regions.len() > 1).then(|| regions.into_iter().collect())
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
