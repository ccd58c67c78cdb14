//! What an entry of a register is about: assets, by where they are declared and by their addresses.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::Circumstances;
use crate::settings::DerogationRule;
use crate::source::FileId;

/// The places that assets are declared in: assets are many, and their files and root modules few.
pub(super) struct Places<'a> {
    circumstances: Circumstances<'a>,
    distinct: Vec<(&'a str, &'a str)>,
    /// The place of each asset: an index.
    of: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(circumstances: Circumstances<'a>) -> Self {
        let mut indices: FxHashMap<(FileId, &str), usize> = FxHashMap::default();
        let mut distinct = Vec::new();
        let of = circumstances.assets.iter().map(|asset| {
            *indices.entry((asset.span.file, &*asset.root)).or_insert_with(|| {
                distinct.push((&**circumstances.sources.file(asset.span.file).path(), &*asset.root));
                distinct.len() - 1
            })
        });
        let of = of.collect();
        Self { circumstances, distinct, of }
    }

    /// What is judged, and by what.
    pub(super) fn circumstances(&self) -> Circumstances<'a> {
        self.circumstances
    }

    /// What `rule` is about.
    pub(super) fn scope<'r>(&'r self, rule: &'r DerogationRule) -> Scope<'r> {
        let covered = self.distinct.iter().map(|(file, root)| rule.covers_place(file, root)).collect();
        Scope { places: self, rule, covered }
    }
}

/// What a derogation is about.
pub(super) struct Scope<'r> {
    places: &'r Places<'r>,
    rule: &'r DerogationRule,
    /// Whether it is about each place.
    covered: Vec<bool>,
}

impl<'r> Scope<'r> {
    /// The entry.
    pub(super) fn rule(&self) -> &'r DerogationRule {
        self.rule
    }

    /// What is judged, and by what.
    pub(super) fn circumstances(&self) -> Circumstances<'r> {
        self.places.circumstances
    }

    /// Whether it has the asset at `index`.
    pub(super) fn has(&self, index: usize) -> bool {
        let Some(asset) = self.places.circumstances.assets.get(index) else { return false };
        let place = self.places.of.get(index).and_then(|place| self.covered.get(*place));
        (place == Some(&true) || self.rule.covers_runs(&asset.runs))
            && self.rule.covers_address(&asset.address, &asset.of_type)
    }

    pub(super) fn has_any(&self) -> bool {
        (0..self.places.of.len()).into_par_iter().any(|index| self.has(index))
    }
}
