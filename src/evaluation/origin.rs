//! Which line outside the modules an error comes from: one of a variable file, or of a Terragrunt unit.

use rustc_hash::FxHashMap;

use super::evaluator::Evaluator;
use super::instance::Place;
use super::scope::{EvaluationError, Origin};
use crate::source::{FileId, Span};

/// The most errors whose origin is looked for: whoever has more of them begins with these.
const MAX_FOLLOWED: usize = 64;

impl<'c> Evaluator<'c> {
    /// Adds to `errors` the line that gave the value each is about, when it stands in no module.
    pub(super) fn add_origins(&self, errors: &mut [EvaluationError]) {
        let Some(top) = self.top().filter(|_| !errors.is_empty()) else { return };
        // Of a module that is called several times, nothing tells which of the calls was wrong.
        let mut places: FxHashMap<FileId, Option<Place<'c>>> = FxHashMap::default();
        self.each_module(top, &mut |instance| {
            for file in &instance.module.files {
                let place = || Some(self.place_of(instance));
                places.entry(*file).and_modify(|known| *known = None).or_insert_with(place);
            }
        });
        for error in errors.iter_mut().take(MAX_FOLLOWED) {
            let Some(Some(place)) = places.get(&error.span.file) else { continue };
            let origin = self.given_at(error.span, place);
            error.origin = origin.filter(|origin| !places.contains_key(&origin.span.file));
        }
    }

    /// Where the value of the expression at `span` was written, at `place`, as far as it can be followed.
    fn given_at(&self, span: Span, place: &Place<'c>) -> Option<Origin> {
        let node = self.tree(span.file)?.node_at(span)?;
        let last = self.trace(node, place).pop()?;
        Some(Origin { variable: last.text, span: last.span? })
    }
}
