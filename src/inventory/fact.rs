//! Making facts.

use super::{Evidence, Fact};
use crate::evaluation::Cause;

impl<T> Fact<T> {
    /// Established by `evidence`.
    pub fn established(value: T, evidence: Vec<Evidence>) -> Self {
        Self::Known { value, evidence }
    }

    /// Not established, and nothing is known of what it may be.
    pub fn unknown(causes: Vec<Cause>, evidence: Vec<Evidence>) -> Self {
        Self::Unknown { causes, candidates: Vec::new(), evidence }
    }
}
