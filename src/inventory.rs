//! Assets: who operates each resource, where it is and what data it holds.

mod asset;
mod classification;
mod environment;
#[cfg(test)]
mod fake;
mod fact;
mod tags;
mod text;
mod view;

pub use asset::*;
pub use view::{BackendView, Configured, InstanceView, ProviderView, RootView, Written};
