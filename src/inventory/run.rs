//! The runs of a root module: what its variable files make of it.
//!
//! Most assets are the same whatever the variable file: they are told once. The others are told once for each run, or for
//! those runs that agree on them.

use std::sync::Arc;

use super::{Asset, RootInventory, environment};
use crate::evaluation::Evaluator;
use crate::source::{FileId, Sources};
use crate::terraform;

/// How a root module that has several variable files is run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Run {
    /// With this variable file, besides those that Terraform reads by itself.
    With(Arc<str>),
    /// With those that Terraform reads by itself.
    Alone,
    /// On the defaults of its variables, which may be there for those who only try the code: another run is, by the name of
    /// its file, that of a system in service.
    OnDefaults,
}

impl Run {
    /// The run that `evaluator` evaluates, when its root module has several.
    pub(super) fn of(evaluator: &Evaluator<'_>, sources: &Sources) -> Option<Self> {
        match &evaluator.root().run {
            terraform::Run::Any => None,
            // Where no file is that of a system in service, this may be it.
            terraform::Run::Alone if evaluator.runs_on_defaults() && serves(evaluator, sources) => {
                Some(Self::OnDefaults)
            }
            terraform::Run::Alone => Some(Self::Alone),
            terraform::Run::With(files) => Some(Self::With(Arc::clone(sources.file(files.file).path()))),
        }
    }

    /// The variable file, if there is one.
    pub fn file(&self) -> Option<&Arc<str>> {
        match self {
            Self::With(file) => Some(file),
            Self::Alone | Self::OnDefaults => None,
        }
    }
}

/// Whether a variable file is named after production, acceptance or what their resilience needs.
fn serves(evaluator: &Evaluator<'_>, sources: &Sources) -> bool {
    let path = |file: &FileId| sources.file(*file).path();
    evaluator.root().other_variable_files.iter().any(|file| environment::of_variable_file(path(file)).is_some())
}

/// The runs of one root module, as one inventory: what is the same in all of them stands there once. `runs` are of the
/// same root module, in the order in which they are to be told.
pub(super) fn merge(runs: Vec<RootInventory>) -> RootInventory {
    let directory = runs.first().map(|inventory| Arc::clone(&inventory.directory)).unwrap_or_default();
    let mut merged = RootInventory { directory, ..RootInventory::default() };
    let several = runs.len() > 1;
    let all: Vec<Run> = runs.iter().flat_map(|inventory| inventory.runs.iter().cloned()).collect();
    let mut assets: Vec<Asset> = Vec::new();
    for inventory in runs {
        merged.without_backend = merged.without_backend.or(inventory.without_backend);
        merged.without_service.extend(inventory.without_service);
        let of_run = if several { inventory.runs } else { Vec::new() };
        assets.extend(inventory.assets.into_iter().map(|asset| Asset { runs: of_run.clone(), ..asset }));
    }
    if !several {
        return RootInventory { assets, ..merged };
    }
    merged.without_service.sort();
    merged.without_service.dedup();
    // A stable sort: of one address, the runs stay in their order.
    assets.sort_by(|one, other| one.address.cmp(&other.address));
    let mut first_of_address = 0;
    for asset in assets {
        let known = merged.assets.get(first_of_address).map(|known: &Asset| &known.address);
        if known != Some(&asset.address) {
            first_of_address = merged.assets.len();
        }
        let alike = merged.assets.iter_mut().skip(first_of_address).find(|known| is_alike(known, &asset));
        match alike {
            Some(known) => known.runs.extend(asset.runs),
            None => merged.assets.push(asset),
        }
    }
    for asset in &mut merged.assets {
        if asset.runs.len() == all.len() {
            asset.runs.clear();
        }
    }
    merged.runs = all;
    merged
}

/// Whether two runs agree on all that is known of an asset, and why.
fn is_alike(one: &Asset, other: &Asset) -> bool {
    one.span == other.span
        && one.flows == other.flows
        && one.offer == other.offer
        && one.placement == other.placement
        && one.classification == other.classification
        && one.environment == other.environment
        && one.provider_source == other.provider_source
        && one.holds_data == other.holds_data
}
