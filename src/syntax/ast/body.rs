//! What readers see of bodies: arguments and blocks, in native syntax and in JSON syntax alike.

use super::{Expression, Node, NodeId, RawAttribute, RawBlock, Tree, part_of};
use crate::source::Span;

/// A body: the arguments and blocks of a file or block, or a JSON object read as one.
#[derive(Clone, Copy, Debug)]
pub struct Body<'t> {
    pub(super) tree: &'t Tree,
    pub(super) kind: BodyKind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum BodyKind {
    Native(u32),
    /// An object expression, or a list of them whose contents are read one after the other, as JSON syntax allows.
    Object(NodeId),
}

/// `name = value` in a body.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'t> {
    /// Its name.
    pub name: &'t str,
    /// Where the name stands.
    pub name_span: Span,
    /// Its value.
    pub value: Node<'t>,
}

/// A block with its labels.
#[derive(Clone, Debug)]
pub struct Block<'t> {
    /// Its type: `resource`, `provider`, `ingress`…
    pub kind: &'t str,
    /// Its labels, in order.
    pub labels: smallvec::SmallVec<[Label<'t>; 2]>,
    /// From the type to the last label: what a diagnostic underlines.
    pub header: Span,
    /// What is between its braces.
    pub body: Body<'t>,
}

/// A label of a block.
#[derive(Clone, Copy, Debug)]
pub struct Label<'t> {
    /// Its text, without quotes.
    pub text: &'t str,
    /// Where it stands, with its quotes.
    pub span: Span,
}

impl<'t> Body<'t> {
    /// The tree it belongs to.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// The object expression `node` read as a body, as JSON syntax has it for nested blocks.
    pub fn of_object(node: Node<'t>) -> Self {
        Self { tree: node.tree, kind: BodyKind::Object(node.id) }
    }

    /// Whether this is native syntax: there, a block and an argument of the same name are told apart.
    pub fn is_native(self) -> bool {
        matches!(self.kind, BodyKind::Native(_))
    }

    /// From its first byte to its last.
    pub fn span(self) -> Span {
        match self.kind {
            BodyKind::Native(index) => self
                .tree
                .bodies
                .get(index as usize)
                .map_or(self.tree.span(0, 0), |body| self.tree.span(body.start, body.end)),
            BodyKind::Object(id) => self.tree.node(id).span(),
        }
    }

    /// The arguments, in order. In JSON, all properties: only the reader knows which of them are blocks.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'t>> {
        let (native, objects) = match self.kind {
            BodyKind::Native(index) => {
                let range = self.tree.bodies.get(index as usize).map_or((0, 0), |body| body.attributes);
                (part_of(&self.tree.attributes, range.0, range.1), None)
            }
            BodyKind::Object(id) => (&[] as &[RawAttribute], Some(self.tree.node(id))),
        };
        let tree = self.tree;
        native
            .iter()
            .map(move |attribute| Attribute {
                name: tree.slice(attribute.name.start, attribute.name.end),
                name_span: tree.span(attribute.name.start, attribute.name.end),
                value: tree.node(attribute.value),
            })
            .chain(objects.into_iter().flat_map(object_attributes))
    }

    /// The argument `name`: the first, should there be several.
    pub fn attribute(self, name: &str) -> Option<Attribute<'t>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// The blocks of native syntax, in order, whatever their type. None in JSON, where [`Body::blocks_of`] tells.
    pub fn native_blocks(self) -> impl Iterator<Item = Block<'t>> {
        let range = match self.kind {
            BodyKind::Native(index) => self.tree.bodies.get(index as usize).map_or((0, 0), |body| body.blocks),
            BodyKind::Object(_) => (0, 0),
        };
        let tree = self.tree;
        part_of(&tree.blocks, range.0, range.1).iter().map(move |block| tree.block(block))
    }

    /// The blocks of type `kind`. In JSON a property of that name is read as blocks with `labels` labels: one level of
    /// object for each label, then an object or a list of objects.
    pub fn blocks_of(self, kind: &str, labels: usize) -> Vec<Block<'t>> {
        match self.kind {
            BodyKind::Native(index) => {
                let range = self.tree.bodies.get(index as usize).map_or((0, 0), |body| body.blocks);
                part_of(&self.tree.blocks, range.0, range.1)
                    .iter()
                    .filter(|block| self.tree.slice(block.kind.start, block.kind.end) == kind)
                    .map(|block| self.tree.block(block))
                    .collect()
            }
            BodyKind::Object(_) => {
                let mut found = Vec::new();
                for attribute in self.attributes().filter(|attribute| attribute.name == kind) {
                    collect_json_blocks(attribute, labels, &mut smallvec::SmallVec::new(), attribute.value, &mut found);
                }
                found
            }
        }
    }
}

fn object_attributes(node: Node<'_>) -> Vec<Attribute<'_>> {
    match node.expression() {
        Expression::Object(items) => items
            .iter()
            .filter_map(|item| match item.key.expression() {
                // The place for comments in JSON syntax.
                Expression::String("//") => None,
                Expression::String(name) => Some(Attribute { name, name_span: item.key.span(), value: item.value }),
                _ => None,
            })
            .collect(),
        Expression::Tuple(elements) => elements.iter().flat_map(object_attributes).collect(),
        _ => Vec::new(),
    }
}

fn collect_json_blocks<'t>(
    property: Attribute<'t>,
    missing: usize,
    labels: &mut smallvec::SmallVec<[Label<'t>; 2]>,
    node: Node<'t>,
    found: &mut Vec<Block<'t>>,
) {
    match node.expression() {
        Expression::Tuple(elements) => {
            for element in elements.iter() {
                collect_json_blocks(property, missing, labels, element, found);
            }
        }
        Expression::Object(_) if missing == 0 => found.push(Block {
            kind: property.name,
            labels: labels.clone(),
            header: labels.last().map_or(property.name_span, |label| label.span),
            body: Body::of_object(node),
        }),
        Expression::Object(items) => {
            for item in items.iter() {
                if let Expression::String(text) = item.key.expression() {
                    labels.push(Label { text, span: item.key.span() });
                    collect_json_blocks(property, missing - 1, labels, item.value, found);
                    labels.pop();
                }
            }
        }
        _ => {}
    }
}

impl Tree {
    fn block(&self, block: &RawBlock) -> Block<'_> {
        let labels = part_of(&self.labels, block.labels.0, u32::from(block.labels.1));
        let end = labels.last().map_or(block.kind.end, |label| label.span.end);
        Block {
            kind: self.slice(block.kind.start, block.kind.end),
            labels: labels
                .iter()
                .map(|label| Label { text: self.str(label.text), span: self.span(label.span.start, label.span.end) })
                .collect(),
            header: self.span(block.kind.start, end),
            body: Body { tree: self, kind: BodyKind::Native(block.body) },
        }
    }
}
