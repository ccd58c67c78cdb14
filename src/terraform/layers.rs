//! A block with its overrides.

use crate::syntax::{Attribute, Block, Body};

/// The bodies of one object: its own, then those of override files, the last of which wins.
///
/// An argument of an override replaces the argument; its blocks replace all blocks of the same type.
/// Source: Terraform language, "Override Files", "Merging Behavior".
///
/// Covariant in `'s`, which a `SmallVec` of bodies would not be: a configuration must be borrowable for less than its
/// sources live.
#[derive(Clone, Debug)]
pub struct Layers<'s> {
    base: Body<'s>,
    overrides: Vec<Body<'s>>,
}

impl<'s> From<Body<'s>> for Layers<'s> {
    fn from(body: Body<'s>) -> Self {
        Self { base: body, overrides: Vec::new() }
    }
}

impl<'s> Layers<'s> {
    /// Adds an override.
    pub fn push(&mut self, body: Body<'s>) {
        self.overrides.push(body);
    }

    fn bodies(&self) -> impl DoubleEndedIterator<Item = &Body<'s>> {
        std::iter::once(&self.base).chain(&self.overrides)
    }

    /// The body as first declared.
    pub fn base(&self) -> Option<Body<'s>> {
        Some(self.base)
    }

    /// The argument `name`.
    pub fn attribute(&self, name: &str) -> Option<Attribute<'s>> {
        self.bodies().rev().find_map(|body| body.attribute(name))
    }

    /// All arguments, each once.
    pub fn attributes(&self) -> Vec<Attribute<'s>> {
        let mut found: Vec<Attribute<'s>> = Vec::new();
        for attribute in self.bodies().flat_map(|body| body.attributes()) {
            match found.iter_mut().find(|known| known.name == attribute.name) {
                Some(known) if !self.overrides.is_empty() => *known = attribute,
                _ => found.push(attribute),
            }
        }
        found
    }

    /// The blocks of type `kind`, with `labels` labels.
    pub fn blocks_of(&self, kind: &str, labels: usize) -> Vec<Block<'s>> {
        self.bodies()
            .rev()
            .map(|body| body.blocks_of(kind, labels))
            .find(|blocks| !blocks.is_empty())
            .unwrap_or_default()
    }

    /// The blocks of type `kind` and the `dynamic` blocks that make some, in the order in which they are written. An
    /// override with either replaces both.
    pub fn repeated(&self, kind: &str) -> Vec<Block<'s>> {
        let both = |body: &Body<'s>| {
            let mut blocks = body.blocks_of(kind, 0);
            let plain = blocks.len();
            blocks.extend(body.blocks_of("dynamic", 1).into_iter().filter(|dynamic| made_by(dynamic) == Some(kind)));
            if (1..blocks.len()).contains(&plain) {
                blocks.sort_by_key(|block| block.header);
            }
            blocks
        };
        self.bodies().rev().map(both).find(|blocks| !blocks.is_empty()).unwrap_or_default()
    }

    /// The types of native blocks and of those that `dynamic` blocks make, each once, in order.
    pub fn block_kinds(&self) -> Vec<&'s str> {
        let mut kinds = Vec::new();
        for body in self.bodies() {
            let native = body.native_blocks().map(|block| block.kind).filter(|kind| *kind != "dynamic");
            let dynamic = body.blocks_of("dynamic", 1);
            for kind in native.chain(dynamic.iter().filter_map(made_by)) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        kinds
    }
}

/// The type of the blocks that `dynamic` makes.
fn made_by<'s>(dynamic: &Block<'s>) -> Option<&'s str> {
    dynamic.labels.first().map(|label| label.text)
}
