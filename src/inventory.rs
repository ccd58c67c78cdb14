//! Assets: who operates each resource, where it is and what data it holds.
//!
//! Each root module is assessed apart ([`assess`]), so that roots can be worked on in parallel; [`Inventory::gather`]
//! puts them together in an order that depends on nothing but addresses.

mod asset;
mod broker;
mod classification;
mod conclusion;
mod declared;
mod detached;
mod edge;
mod endpoint;
mod environment;
mod evaluated;
mod fact;
#[cfg(test)]
mod fake;
mod flow;
mod itself;
mod lookup;
mod measure;
mod offer;
mod pattern;
mod placement;
mod planned;
mod propagation;
mod provider;
mod recording;
mod relation;
mod root;
mod run;
mod state;
mod stated;
mod tags;
mod target;
#[cfg(test)]
mod tests;
mod text;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::source::Span;
use run::Merging;

pub use asset::*;
pub use conclusion::conclude;
pub use declared::{Binding, Configuration, Declarations, Subject};
pub use endpoint::host_of;
pub use flow::{Flow, FlowKind};
pub use measure::{Measures, Retention};
pub use pattern::Pattern;
pub use planned::is_of;
pub use recording::{Recorded, Recording};
pub use root::RootInventory;
pub use run::{Run, instances};
pub use target::{Depth, Target, TargetKind, Wanted, planned_targets, targets};
pub use view::{BackendView, Configured, InstanceView, ProviderView, RemoteStateView, RootView, Written};

/// What `root` holds, with what `catalogue` knows and what is declared.
pub fn assess(catalogue: &Catalogue, declarations: &dyn Declarations, root: &RootView<'_>) -> RootInventory {
    root::assess(lookup::Lookup(catalogue), declarations, root)
}

/// The assets of a repository.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Resource instances and states, by root module, then by address.
    pub assets: Vec<Asset>,
    /// Directories of the root modules that do not say where their state is kept, in order.
    pub without_backend: Vec<Arc<str>>,
    /// The resource instances that no cloud is behind, random values, files, keys: addresses and where they are declared.
    /// They are no assets.
    pub without_service: Vec<(Arc<str>, Span)>,
    /// What policies on code look at, by root module: none when there is no such policy.
    pub targets: Vec<Target>,
    /// The runs of the root modules that have several, by directory.
    pub runs: BTreeMap<Arc<str>, Vec<Run>>,
}

impl Inventory {
    /// Puts root modules together. The runs of one root module follow one another.
    pub fn gather(roots: impl IntoIterator<Item = RootInventory>) -> Self {
        let mut gathering = Gathering::default();
        roots.into_iter().for_each(|root| gathering.add(root));
        gathering.finish()
    }
}

/// Root modules that are put together one after the other: a run that repeats what another says need not wait for the last.
#[derive(Debug, Default)]
pub struct Gathering {
    inventory: Inventory,
    /// The root module that more runs may follow of.
    open: Option<Merging>,
}

impl Gathering {
    /// Adds a root module. The runs of one root module follow one another.
    pub fn add(&mut self, root: RootInventory) {
        match &mut self.open {
            Some(open) if open.takes(&root) => open.add(root),
            _ => {
                self.close();
                self.open = Some(Merging::new(root));
            }
        }
    }

    fn close(&mut self) {
        let Some(root) = self.open.take().map(Merging::finish) else { return };
        self.inventory.assets.extend(root.assets);
        self.inventory.without_backend.extend(root.without_backend);
        self.inventory.without_service.extend(root.without_service);
        if !root.runs.is_empty() {
            self.inventory.runs.insert(root.directory, root.runs);
        }
    }

    /// All of them.
    pub fn finish(mut self) -> Inventory {
        self.close();
        let mut inventory = self.inventory;
        inventory.assets.sort_by(|one, other| (&one.root, &one.address).cmp(&(&other.root, &other.address)));
        inventory.without_backend.sort();
        inventory
    }
}
