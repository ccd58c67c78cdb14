//! Assets: who operates each resource, where it is and what data it holds.

mod asset;

pub use asset::*;
