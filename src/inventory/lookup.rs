//! What the inventory asks of the catalogue.

use std::sync::Arc;

use super::placement::LocationDefault;
use crate::catalogue::{Offer, Region};

/// The catalogue, as the inventory reads it.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'c>(pub(super) std::marker::PhantomData<&'c ()>);

/// A provider's row.
#[derive(Debug, Clone)]
pub(super) struct ProviderRow {
    /// Its key in the catalogue.
    pub(super) key: Arc<str>,
    /// Whether no cloud is behind it: random values, files, keys.
    pub(super) utility: bool,
    /// Where its resources are when nothing says where.
    pub(super) default_region: Option<Arc<str>>,
}

/// A host's row.
#[derive(Debug, Clone)]
pub(super) struct HostRow {
    /// The provider whose regions it names.
    pub(super) key: Option<Arc<str>>,
    /// The region in its name.
    pub(super) region: Option<Arc<str>>,
}

/// A resource type's row.
#[derive(Debug, Clone)]
pub(super) struct ServiceRow {
    pub(super) category: Arc<str>,
    pub(super) holds_data: bool,
    pub(super) judged: bool,
    /// Arguments that say where it is, the most precise first.
    pub(super) location: Vec<Arc<str>>,
    pub(super) default: LocationDefault,
    /// Arguments that name what it belongs to.
    pub(super) parents: Vec<Arc<str>>,
    /// Arguments that hold tags or labels.
    pub(super) tags: Vec<Arc<str>>,
}

/// What is asked to find an offer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OfferQuestion<'q> {
    pub(super) provider: Option<&'q str>,
    pub(super) of_type: Option<&'q str>,
    pub(super) region: Option<&'q str>,
    pub(super) host: Option<&'q str>,
}

/// What the catalogue answers.
#[derive(Debug, Clone)]
pub(super) enum OfferAnswer {
    One(Arc<Offer>),
    /// One of these, depending on the region.
    Several(Vec<Arc<Offer>>),
    /// Only a declaration can tell.
    Declared,
    /// The catalogue has none.
    None,
}

impl Lookup<'_> {
    pub(super) fn provider(self, _source: &str, _name: &str) -> Option<ProviderRow> {
        None
    }
    pub(super) fn service(self, _of_type: &str) -> Option<ServiceRow> {
        None
    }
    pub(super) fn region(self, _key: &str, _written: &str) -> Option<Arc<Region>> {
        None
    }
    pub(super) fn host(self, _host: &str) -> Option<HostRow> {
        None
    }
    pub(super) fn offer(self, _question: OfferQuestion<'_>) -> OfferAnswer {
        OfferAnswer::None
    }
    pub(super) fn offer_named(self, _id: &str) -> Option<Arc<Offer>> {
        None
    }
}
