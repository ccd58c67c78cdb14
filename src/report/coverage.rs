//! How far a run went.

use jiff::civil::Date;

use super::diagnostic::Coverage;
use crate::exception::Tally;
use crate::inventory::{Asset, AssetKind, Inventory, instances};

/// What coverage says of files and modules.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Files found.
    pub files: usize,
    /// Files that could not be read, or not wholly.
    pub broken_files: usize,
    /// Root modules.
    pub roots: usize,
    /// Module calls whose module is not installed.
    pub absent_modules: usize,
}

impl Coverage {
    /// Counts what is established of `inventory`; `disregarded` comments have no effect.
    pub fn new(
        extent: Extent,
        inventory: &Inventory,
        tally: Tally,
        disregarded: usize,
        catalogue_date: Date,
        today: Date,
    ) -> Self {
        // Runs of one root module that differ in an asset are so many of it, and one resource: what holds of it holds in
        // all of them.
        let instances = instances(&inventory.assets);
        let count = |holds: &dyn Fn(&Asset) -> bool| {
            instances.iter().filter(|runs| runs.iter().all(|asset| holds(asset))).count()
        };
        let concerned =
            instances.iter().filter(|runs| runs.iter().any(|asset| asset.concerns_data())).collect::<Vec<_>>();
        let established = |known: &dyn Fn(&Asset) -> bool| {
            concerned.iter().filter(|runs| runs.iter().all(|asset| known(asset))).count()
        };
        let state = |asset: &Asset| asset.kind == AssetKind::State;
        let data = |asset: &Asset| asset.holds_data == Some(true);
        Self {
            files: extent.files,
            broken_files: extent.broken_files,
            roots: extent.roots,
            absent_modules: extent.absent_modules,
            resources: count(&|asset| !state(asset)) + inventory.without_service.len(),
            data_bearing: count(&|asset| data(asset) && !state(asset)),
            unknown_types: count(&|asset| asset.holds_data.is_none() && !state(asset)),
            states: count(&state),
            without_backend: inventory.without_backend.len(),
            concerned: concerned.len(),
            located: established(&|asset| asset.placement.known().is_some()),
            operator_known: established(&|asset| asset.offer.known().is_some()),
            classified: count(&|asset| data(asset) && !state(asset) && asset.classification.known().is_some()),
            tally,
            disregarded,
            catalogue_date,
            own_catalogue: None,
            today,
        }
    }
}
