//! A block with its overrides.

use smallvec::SmallVec;

use crate::syntax::{Attribute, Block, Body};

/// The bodies of one object: its own, then those of override files, the last of which wins.
///
/// An argument of an override replaces the argument; its blocks replace all blocks of the same type.
/// Source: Terraform language, "Override Files", "Merging Behavior".
#[derive(Clone, Debug)]
pub struct Layers<'s> {
    bodies: SmallVec<[Body<'s>; 1]>,
}

impl<'s> From<Body<'s>> for Layers<'s> {
    fn from(body: Body<'s>) -> Self {
        Self { bodies: smallvec::smallvec![body] }
    }
}

impl<'s> Layers<'s> {
    /// Adds an override.
    pub fn push(&mut self, body: Body<'s>) {
        self.bodies.push(body);
    }

    /// The body as first declared.
    pub fn base(&self) -> Option<Body<'s>> {
        self.bodies.first().copied()
    }

    /// The argument `name`.
    pub fn attribute(&self, name: &str) -> Option<Attribute<'s>> {
        self.bodies.iter().rev().find_map(|body| body.attribute(name))
    }

    /// All arguments, each once.
    pub fn attributes(&self) -> Vec<Attribute<'s>> {
        let mut found: Vec<Attribute<'s>> = Vec::new();
        for attribute in self.bodies.iter().flat_map(|body| body.attributes()) {
            match found.iter_mut().find(|known| known.name == attribute.name) {
                Some(known) if self.bodies.len() > 1 => *known = attribute,
                _ => found.push(attribute),
            }
        }
        found
    }

    /// The blocks of type `kind`, with `labels` labels.
    pub fn blocks_of(&self, kind: &str, labels: usize) -> Vec<Block<'s>> {
        self.bodies
            .iter()
            .rev()
            .map(|body| body.blocks_of(kind, labels))
            .find(|blocks| !blocks.is_empty())
            .unwrap_or_default()
    }

    /// The types of native blocks, each once, in order.
    pub fn block_kinds(&self) -> Vec<&'s str> {
        let mut kinds = Vec::new();
        for block in self.bodies.iter().flat_map(|body| body.native_blocks()) {
            if !kinds.contains(&block.kind) {
                kinds.push(block.kind);
            }
        }
        kinds
    }
}
