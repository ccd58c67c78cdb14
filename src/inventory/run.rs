//! The runs of a root module: what its variable files make of it.
//!
//! Most assets are the same whatever the variable file: they are told once. The others are told once for each run, or for
//! those runs that agree on them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

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

/// The resource instances and states that `assets` are, which come as in the inventory: each is what it is in some runs of
/// its root module, or one asset that is the same in all. Instances whose key is not known have one address: of one run,
/// each asset is another of them.
pub fn instances<'a>(assets: impl IntoIterator<Item = &'a Asset>) -> Vec<Vec<&'a Asset>> {
    let mut found: Vec<Vec<&Asset>> = Vec::new();
    // Of the address that is looked at: where those begin that no asset of all runs is, and the next of each run.
    let mut free = 0;
    let mut next: FxHashMap<&Run, usize> = FxHashMap::default();
    for asset in assets {
        let known = found.last().and_then(|instance| instance.first());
        if known.is_none_or(|known| known.root != asset.root || known.address != asset.address) {
            free = found.len();
            next.clear();
        }
        let slot = if asset.runs.is_empty() {
            free = found.len() + 1;
            found.len()
        } else {
            let after = asset.runs.iter().filter_map(|run| next.get(run).copied());
            let slot = after.fold(free, usize::max);
            next.extend(asset.runs.iter().map(|run| (run, slot + 1)));
            slot
        };
        match found.get_mut(slot) {
            Some(instance) => instance.push(asset),
            None => found.push(vec![asset]),
        }
    }
    found
}

/// The runs of one root module, put together one after the other: what is the same in all of them stands there once, so
/// that what a run repeats need not be kept.
#[derive(Debug)]
pub(super) struct Merging {
    /// Of several runs, without their assets.
    root: RootInventory,
    /// The runs that are in it, in the order in which they are to be told.
    runs: Vec<Run>,
    /// The assets, those of several runs by address, then by the first run that each is of.
    assets: Vec<Merged>,
    several: bool,
}

/// An asset, with the numbers of the runs that it is of: beside it, so that assets compare whole.
#[derive(Debug)]
struct Merged {
    asset: Asset,
    runs: Vec<usize>,
}

impl Merging {
    /// `first` alone.
    pub(super) fn new(mut first: RootInventory) -> Self {
        let runs = std::mem::take(&mut first.runs);
        let of_run: Vec<usize> = (0..runs.len()).collect();
        let assets = std::mem::take(&mut first.assets).into_iter();
        let assets = assets.map(|asset| Merged { asset, runs: of_run.clone() }).collect();
        Self { root: first, runs, assets, several: false }
    }

    /// Whether `next` is another run of the same root module.
    pub(super) fn takes(&self, next: &RootInventory) -> bool {
        !next.runs.is_empty() && next.directory == self.root.directory
    }

    /// Adds another run.
    pub(super) fn add(&mut self, next: RootInventory) {
        if !self.several {
            self.several = true;
            // A stable sort, here and below: of one address, what is there keeps its order.
            self.assets.sort_by(|one, other| one.asset.address.cmp(&other.asset.address));
        }
        let of_run: Vec<usize> = (self.runs.len()..self.runs.len() + next.runs.len()).collect();
        self.runs.extend(next.runs);
        self.root.without_backend = self.root.without_backend.take().or(next.without_backend);
        self.root.without_service.extend(next.without_service);
        self.root.without_service.sort();
        self.root.without_service.dedup();
        let mut added = next.assets;
        added.sort_by(|one, other| one.address.cmp(&other.address));
        let mut known = std::mem::take(&mut self.assets).into_iter().peekable();
        let mut added = added.into_iter().peekable();
        loop {
            let addresses = [known.peek().map(|one| &one.asset.address), added.peek().map(|one| &one.address)];
            let Some(address) = addresses.into_iter().flatten().min().cloned() else { break };
            let first = self.assets.len();
            while let Some(one) = known.next_if(|one| one.asset.address == address) {
                self.assets.push(one);
            }
            while let Some(asset) = added.next_if(|asset| asset.address == address) {
                // What has this run already is another instance whose key is not known either.
                let is_new = |known: &Merged| known.runs.last() != of_run.last();
                match self.assets.iter_mut().skip(first).find(|known| known.asset == asset && is_new(known)) {
                    Some(known) => known.runs.extend(&of_run),
                    None => self.assets.push(Merged { asset, runs: of_run.clone() }),
                }
            }
        }
    }

    /// The root module: each asset says in which runs it is so, unless it is in all of them.
    pub(super) fn finish(self) -> RootInventory {
        let Self { mut root, runs, assets, several } = self;
        let shown = |merged: Merged| {
            let everywhere = !several || merged.runs.len() == runs.len();
            let numbers = if everywhere { Vec::new() } else { merged.runs };
            let runs = numbers.into_iter().filter_map(|number| runs.get(number).cloned()).collect();
            Asset { runs, ..merged.asset }
        };
        root.assets = assets.into_iter().map(shown).collect();
        if several {
            root.runs = runs;
        }
        root
    }
}
