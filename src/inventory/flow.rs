//! Where data go from an asset: copies, backups, logs, names, images, what programs are told to call.
//!
//! Which arguments make flows is data, in `catalogue/flows.csv`; whom a host leads to, in `catalogue/hosts.csv` and
//! `catalogue/destinations.csv`. A flow is no judgement: only rules say whether it may be.

mod chosen;
mod document;
mod elsewhere;
mod gather;
mod reading;

use std::sync::Arc;

pub(super) use gather::Edge;

use super::{Evidence, EvidenceKind, Fact, Placement};
pub use crate::catalogue::FlowKind;
use crate::catalogue::Offer;
use crate::evaluation::Cause;

/// Data that go from an asset to a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// What flows, and what for.
    pub kind: FlowKind,
    /// What receives it, as far as that may be shown: a host, a region, the address of a resource.
    pub target: Option<Arc<str>>,
    /// Who operates what receives it, when that is known, be it without the contract.
    pub operator: Option<Arc<str>>,
    /// What contract that falls under.
    pub offer: Fact<Arc<Offer>>,
    /// Where that is.
    pub placement: Fact<Placement>,
    /// Why it is not known whether the data go there; empty when they do.
    pub doubt: Vec<Cause>,
    /// Where it is written.
    pub evidence: Evidence,
}

impl Flow {
    /// Whether it is known who operates what receives it.
    pub fn is_identified(&self) -> bool {
        self.operator.is_some() || self.offer.known().is_some()
    }

    /// Whether what receives it is a resource of the same root module, which is an asset of its own.
    pub fn leads_to_resource(&self) -> bool {
        self.evidence.kind == EvidenceKind::Reference && self.evidence.value.is_some()
    }

    /// Why it is not known whether anything goes there, who receives it, or where.
    pub fn causes(&self) -> impl Iterator<Item = &Cause> {
        fn of<T>(fact: &Fact<T>) -> &[Cause] {
            match fact {
                Fact::Known { .. } => &[],
                Fact::Unknown { causes, .. } => causes,
            }
        }
        let offer = of(&self.offer);
        let place = of(&self.placement).iter().filter(move |cause| !offer.contains(cause));
        self.doubt.iter().chain(offer).chain(place)
    }
}
