//! Globs that remember which of them have matched: one that never does is a mistake that nobody would notice.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};

use globset::GlobSet;

use crate::source::Span;

/// The globs of one key, each with its place.
#[derive(Debug, Default)]
pub struct Globs {
    set: GlobSet,
    /// Where each glob is written, and whether it has matched.
    written: Vec<(Span, AtomicBool)>,
    /// By spelling in the set, the glob that it is a spelling of.
    glob_of: Vec<usize>,
}

impl Globs {
    /// The globs of `set`, whose spellings are those of the globs `glob_of`, written at `spans`.
    pub(super) fn new(set: GlobSet, spans: Vec<Span>, glob_of: Vec<usize>) -> Self {
        let written = spans.into_iter().map(|span| (span, AtomicBool::new(false))).collect();
        Self { set, written, glob_of }
    }

    /// Notes which globs match `name`.
    pub(super) fn note(&self, name: &str) {
        if self.written.iter().all(|(_, used)| used.load(Ordering::Relaxed)) {
            return;
        }
        for spelling in self.set.matches(name) {
            if let Some((_, used)) = self.glob_of.get(spelling).and_then(|glob| self.written.get(*glob)) {
                used.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Where the globs stand that have matched nothing so far.
    pub(super) fn unmatched(&self) -> impl Iterator<Item = Span> {
        self.written.iter().filter(|(_, used)| !used.load(Ordering::Relaxed)).map(|(span, _)| *span)
    }
}

impl Deref for Globs {
    type Target = GlobSet;

    fn deref(&self) -> &GlobSet {
        &self.set
    }
}
