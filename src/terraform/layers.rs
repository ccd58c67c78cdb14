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

    /// The types of native blocks, each once, in order.
    pub fn block_kinds(&self) -> Vec<&'s str> {
        let mut kinds = Vec::new();
        for block in self.bodies().flat_map(|body| body.native_blocks()) {
            if !kinds.contains(&block.kind) {
                kinds.push(block.kind);
            }
        }
        kinds
    }
}
