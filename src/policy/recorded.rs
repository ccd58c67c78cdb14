//! What the resources of a repository record of clouds and networks: absence is no proof, since that is often done in
//! another repository, for a whole organisation.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalogue::{Catalogue, Records};
use crate::inventory::{Asset, Fact};

/// Whether what happens is recorded by a resource of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Recorded {
    /// It is not recorded by a resource of its own, as far as the catalogue knows.
    Otherwise,
    /// One does.
    Here,
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
    /// Those of which a resource does.
    audited: FxHashSet<&'a str>,
    /// Types of networks, and the types that record them.
    by_network: FxHashMap<&'a str, Vec<&'a str>>,
    /// By root module and type, how many there are.
    counts: FxHashMap<(&'a str, &'a str), usize>,
}

impl<'a> Recorders<'a> {
    /// Those among `assets`.
    pub(super) fn of(assets: &'a [Asset]) -> Self {
        let mut found = Self::default();
        let mut audits: FxHashMap<&str, &'a str> = FxHashMap::default();
        let mut flows: FxHashSet<&str> = FxHashSet::default();
        for recorder in Catalogue::embedded().recorders() {
            match &recorder.records {
                Records::Audit => {
                    found.separate.insert(&recorder.provider);
                    audits.insert(&recorder.resource_type, &recorder.provider);
                }
                Records::Network(networks) => {
                    flows.insert(&recorder.resource_type);
                    for network in networks {
                        found.by_network.entry(network).or_default().push(&recorder.resource_type);
                    }
                }
            }
        }
        for asset in assets {
            let of_type = &*asset.of_type;
            // What is switched off records nothing.
            let off = asset.measures.detection.as_ref().and_then(Fact::known) == Some(&false);
            if let Some(provider) = audits.get(of_type)
                && !(off && asset.measures.detection_written())
            {
                found.audited.insert(provider);
            }
            if (flows.contains(of_type) && !off) || found.by_network.contains_key(of_type) {
                *found.counts.entry((&asset.root, of_type)).or_default() += 1;
            }
        }
        found
    }

    /// What is recorded of `asset`.
    pub(super) fn about(&self, asset: &Asset) -> RecordedOf {
        let provider = &*asset.provider;
        let audit = match self.separate.contains(provider) {
            false => Recorded::Otherwise,
            true if self.audited.contains(provider) => Recorded::Here,
            true => Recorded::NotHere,
        };
        RecordedOf { audit, network: self.network(asset) }
    }

    /// As many that record as there are networks: fewer leave one out, whichever that is.
    fn network(&self, asset: &Asset) -> Recorded {
        let root = &*asset.root;
        let count = |of_type: &&str| self.counts.get(&(root, *of_type)).copied().unwrap_or_default();
        let Some(recorders) = self.by_network.get(&*asset.of_type) else { return Recorded::Otherwise };
        let alike = self.by_network.iter().filter(|(_, others)| others.iter().any(|other| recorders.contains(other)));
        let networks: usize = alike.map(|(of_type, _)| count(of_type)).sum();
        let recording: usize = recorders.iter().map(count).sum();
        if recording >= networks { Recorded::Here } else { Recorded::NotHere }
    }
}
