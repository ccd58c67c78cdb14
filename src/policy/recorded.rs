//! What the resources of a repository record of clouds and networks: absence is no proof, since that is often done in
//! another repository, for a whole organisation. Neither is what may be absent, off, or of something else.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalogue::{Catalogue, Records};
use crate::inventory::{self, Asset, Run};

/// Whether what happens is recorded by a resource of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Recorded {
    /// It is not recorded by a resource of its own, as far as the catalogue knows.
    Otherwise,
    /// One does.
    Here,
    /// One may: whether it exists, is on, or is of this, depends on what is not known or on the variable file.
    Perhaps,
    /// None does here.
    NotHere,
}

/// What is recorded of an asset by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct RecordedOf {
    /// What is done in its cloud: by a resource of the repository.
    pub(super) audit: Recorded,
    /// What flows in it, a network: by a resource of its root module.
    pub(super) network: Recorded,
}

/// What all assets record.
#[derive(Debug, Default)]
pub(super) struct Recorders<'a> {
    /// Providers whose audit log a resource type records.
    separate: FxHashSet<&'a str>,
    /// Types of networks whose flows one records.
    networks: FxHashSet<&'a str>,
    /// What records the audit log, by provider.
    audits: FxHashMap<&'a str, Audits<'a>>,
    /// What records flows, by root module and address of the network.
    flows: FxHashMap<(&'a str, &'a str), Vec<Recorder<'a>>>,
    /// The same where the network is not known, by root module and type of the network.
    somewhere: FxHashMap<(&'a str, &'a str), Vec<Recorder<'a>>>,
}

/// What records the audit log of one provider.
#[derive(Debug, Default)]
struct Audits<'a> {
    /// Whether something does, in all runs of its root module.
    surely: bool,
    /// Whether something may.
    perhaps: bool,
    /// What does in some runs of a root module, by root module.
    by_root: FxHashMap<&'a str, Vec<Recorder<'a>>>,
}

/// A resource that records something, and is not known to be off.
#[derive(Clone, Copy, Debug)]
struct Recorder<'a> {
    asset: &'a Asset,
    /// Whether it is on.
    on: bool,
}

impl<'a> Recorders<'a> {
    /// Those among `assets`.
    pub(super) fn of(assets: &'a [Asset]) -> Self {
        let mut found = Self::default();
        let mut of_networks: FxHashMap<&str, &'a [String]> = FxHashMap::default();
        for recorder in Catalogue::embedded().recorders() {
            match &recorder.records {
                Records::Audit(_) => {
                    found.separate.insert(&recorder.provider);
                }
                Records::Network(networks) => {
                    of_networks.insert(&recorder.resource_type, networks);
                    found.networks.extend(networks.iter().map(String::as_str));
                }
            }
        }
        for asset in assets {
            let Some(recording) = asset.recording.as_ref().filter(|recording| recording.on != Some(false)) else {
                continue;
            };
            let recorder = Recorder { asset, on: recording.on == Some(true) };
            let networks = of_networks.get(&*asset.of_type).copied();
            match (&recording.of, networks) {
                (inventory::Recorded::Cloud, None) => found.audits.entry(&asset.provider).or_default().add(recorder),
                (inventory::Recorded::Unknown, None) => found.audits.entry(&asset.provider).or_default().perhaps = true,
                (inventory::Recorded::Resource(network), Some(_)) => {
                    found.flows.entry((&asset.root, network)).or_default().push(recorder);
                }
                (inventory::Recorded::Unknown, Some(networks)) => {
                    for network in networks {
                        found.somewhere.entry((&asset.root, network)).or_default().push(recorder);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// What is recorded of `asset`.
    pub(super) fn about(&self, asset: &Asset) -> RecordedOf {
        let provider = &*asset.provider;
        let audit = match (self.separate.contains(provider), self.audits.get(provider)) {
            (false, _) => Recorded::Otherwise,
            (true, None) => Recorded::NotHere,
            (true, Some(audits)) => audits.about(asset),
        };
        RecordedOf { audit, network: self.network(asset) }
    }

    fn network(&self, asset: &Asset) -> Recorded {
        if !self.networks.contains(&*asset.of_type) {
            return Recorded::Otherwise;
        }
        let own = self.flows.get(&(&*asset.root, &*asset.address)).map(Vec::as_slice).unwrap_or_default();
        if in_all_runs(asset, &own.iter().filter(|own| own.on && own.exists_with(&asset.address))) {
            return Recorded::Here;
        }
        let somewhere = self.somewhere.get(&(&*asset.root, &*asset.of_type)).map(Vec::as_slice).unwrap_or_default();
        let perhaps = own.iter().chain(somewhere).any(|own| own.meets(asset));
        if perhaps { Recorded::Perhaps } else { Recorded::NotHere }
    }
}

impl<'a> Audits<'a> {
    fn add(&mut self, recorder: Recorder<'a>) {
        if !recorder.on || !recorder.exists_with("") {
            self.perhaps = true;
        } else if recorder.asset.runs.is_empty() {
            self.surely = true;
        } else {
            self.by_root.entry(&recorder.asset.root).or_default().push(recorder);
        }
    }

    fn about(&self, asset: &Asset) -> Recorded {
        let own = self.by_root.get(&*asset.root).map(Vec::as_slice).unwrap_or_default();
        if self.surely || in_all_runs(asset, &own.iter()) {
            return Recorded::Here;
        }
        // The variable files of another root module are not those of this one.
        let elsewhere = self.by_root.keys().any(|root| **root != *asset.root);
        if self.perhaps || elsewhere || own.iter().any(|own| own.meets(asset)) {
            Recorded::Perhaps
        } else {
            Recorded::NotHere
        }
    }
}

impl Recorder<'_> {
    /// Whether it is there when what stands at `address` is: the instances of its block and of the modules around it
    /// are known, or those of the modules are those of the other.
    fn exists_with(&self, address: &str) -> bool {
        const ANY: &str = "[\"*\"]";
        let own = &*self.asset.address;
        let block = own.rfind(&format!("{}.", self.asset.of_type)).unwrap_or_default();
        let (modules, rest) = own.split_at_checked(block).unwrap_or(("", own));
        !rest.contains(ANY) && (!modules.contains(ANY) || address.starts_with(modules))
    }

    /// Whether it is in some run in which `asset` is.
    fn meets(&self, asset: &Asset) -> bool {
        asset.runs.is_empty() || asset.runs.iter().any(|run| self.asset.is_in(run))
    }
}

/// Whether one of `recorders`, all of the root module of `asset`, is in each of its runs.
fn in_all_runs<'r, 'a: 'r>(asset: &Asset, recorders: &(impl Iterator<Item = &'r Recorder<'a>> + Clone)) -> bool {
    let is_in = |run: &Run| recorders.clone().any(|recorder| recorder.asset.is_in(run));
    // What is in some runs only leaves out another, whichever these are.
    let everywhere = recorders.clone().any(|recorder| recorder.asset.runs.is_empty());
    everywhere || (!asset.runs.is_empty() && asset.runs.iter().all(is_in))
}
