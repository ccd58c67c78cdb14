//! What is bounded, so that no configuration makes the analysis last or grow without end.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::source::Span;

/// A bound of the analysis. An honest configuration reaches none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// How much work the values of a root module take.
    Work,
    /// How deep evaluations are inside one another.
    Depth,
    /// How many instances a block, or all resources of a root module, have.
    Instances,
    /// How many module instances a root module has.
    Modules,
    /// How many module calls are inside one another.
    ModuleDepth,
    /// How many values a value is made of, or how deep they are inside one another.
    Size,
    /// How long a string is.
    Text,
    /// How many variable files make runs of a root module.
    Runs,
    /// What a function takes or gives: what of it, in English.
    Function(&'static str),
}

/// The limits reached in one root module. Each leaves something unknown that Terraform would know, so that what is not
/// found is not said to be absent.
#[derive(Debug, Default)]
pub(super) struct Ledger(RefCell<BTreeSet<(Span, Limit)>>);

impl Ledger {
    pub(super) fn note(&self, span: Span, limit: Limit) {
        self.0.borrow_mut().insert((span, limit));
    }

    /// Each once, in the order of the places.
    pub(super) fn all(&self) -> Vec<(Span, Limit)> {
        self.0.borrow().iter().copied().collect()
    }
}
