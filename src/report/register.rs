//! The register of assets: who operates each, under which contract, where it is, what data it holds and where they go.

mod cells;
pub mod csv;
mod filter;
pub mod json;
mod summary;
pub mod table;

use std::sync::Arc;

use jiff::civil::Date;

pub(super) use cells::without_keys;
pub use filter::{Filter, FilterError};

use super::messages::Messages;
use crate::catalogue::Catalogue;
use crate::inventory::{Asset, Inventory};
use crate::source::Sources;

/// What the lines of the table are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The root module.
    Root,
    /// Who operates it.
    Operator,
    /// The country it is in.
    Country,
    /// What data it holds.
    Classification,
}

/// What of the register is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What the lines of the table are put together by.
    pub grouping: Grouping,
    /// All that an asset must be.
    pub filters: Vec<Filter>,
    /// Whether resources are listed that neither hold data nor send any.
    pub all: bool,
}

/// The register, or what of it is asked for.
#[derive(Debug, Clone)]
pub struct Register<'a> {
    /// The assets that are listed, in the order of their root modules and addresses.
    listed: Vec<&'a Asset>,
    /// Those that the filters leave, listed or not.
    selected: Vec<&'a Asset>,
    grouping: Grouping,
    /// Whether resources are listed that neither hold data nor send any.
    all: bool,
    /// Whether filters say what is asked for.
    filtered: bool,
    /// Resource instances that no cloud is behind.
    without_service: usize,
    /// Root modules that do not say where their state is; empty when filters ask for something else.
    without_backend: &'a [Arc<str>],
    /// Calls of modules that are not installed: what they make is not listed.
    absent_modules: usize,
    /// Whether nothing stood in the way of looking at all that there is.
    complete: bool,
    words: Words<'a>,
}

/// How far the analysis went.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// Calls of modules that are not installed.
    pub absent_modules: usize,
    /// Whether nothing stood in the way of looking at all that there is.
    pub complete: bool,
}

/// What the register is told with.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// What is known of clouds.
    pub catalogue: &'a Catalogue,
    /// The words.
    pub messages: &'a Messages,
    /// Day of judgement.
    pub today: Date,
}

impl<'a> Register<'a> {
    /// What `wanted` asks of `inventory`.
    pub fn new(inventory: &'a Inventory, wanted: &Wanted, extent: Reached, words: Words<'a>) -> Self {
        let selected: Vec<&Asset> =
            inventory.assets.iter().filter(|asset| wanted.filters.iter().all(|filter| filter.keeps(asset))).collect();
        let listed = selected.iter().copied().filter(|asset| wanted.all || asset.concerns_data()).collect();
        let filtered = !wanted.filters.is_empty();
        Self {
            listed,
            selected,
            grouping: wanted.grouping,
            all: wanted.all,
            filtered,
            without_service: if filtered { 0 } else { inventory.without_service.len() },
            without_backend: if filtered { &[] } else { &inventory.without_backend },
            absent_modules: extent.absent_modules,
            complete: extent.complete,
            words,
        }
    }

    /// Whether something is asked for that no asset is.
    fn answers_nothing(&self) -> bool {
        self.filtered && self.selected.is_empty()
    }

    /// Whether what an instance is in its `runs` is listed, for some of them.
    fn lists(&self, runs: &[&Asset]) -> bool {
        self.all || runs.iter().any(|asset| asset.concerns_data())
    }
}
