//! The tree of one file: flat vectors, `u32` indices, text borrowed from the source.
//!
//! Readers never see the vectors: they hold [`Body`], [`Block`] and [`Node`], which are two words each and `Copy`.

mod body;
mod expression;

use std::sync::Arc;

pub use body::{Attribute, Block, Body, Label};
pub use expression::{Expression, ForExpression, Item, List, Node, Part, Step, View};

use body::BodyKind;

use super::composed::Piece;
use super::error::SyntaxError;
use super::json::source_offset;
use super::lexer::offset;
use crate::source::{FileId, Span};

/// What one file holds, as written.
#[derive(Debug)]
pub struct Tree {
    pub(super) file: FileId,
    /// The source. In JSON syntax, the templates that its strings hold escaped follow it, decoded.
    pub(super) text: Arc<str>,
    pub(super) root: Root,
    pub(super) nodes: Vec<RawNode>,
    pub(super) node_ids: Vec<NodeId>,
    pub(super) items: Vec<RawItem>,
    pub(super) steps: Vec<RawStep>,
    pub(super) parts: Vec<RawPart>,
    pub(super) loops: Vec<RawFor>,
    pub(super) bodies: Vec<RawBody>,
    pub(super) attributes: Vec<RawAttribute>,
    pub(super) blocks: Vec<RawBlock>,
    pub(super) labels: Vec<RawLabel>,
    /// Strings that differ from their source text: escapes, trimmed templates, flushed heredocs.
    pub(super) decoded: Vec<Box<str>>,
    /// Where what follows the source in `text` comes from, in order.
    pub(super) origins: Vec<Origin>,
    /// Where the text comes from, in order, when it is no file of its own.
    pub(super) pieces: Vec<Piece>,
    pub(super) comments: Vec<Comment>,
    pub(super) errors: Vec<SyntaxError>,
}

/// A decoded string of JSON syntax, which stands after the source in the text of its tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// Where it starts there.
    pub(super) start: u32,
    /// What it was decoded from, without quotes.
    pub(super) source: Range,
}

/// What the text is at its top: a body or an expression of native syntax, or a JSON value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Root {
    Body(u32),
    Expression(NodeId),
    Json(NodeId),
}

/// An expression of one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// A byte range of the file.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A string: a range of the source text, or an index into `Tree::decoded`.
#[derive(Clone, Copy, Debug)]
pub enum Text {
    /// As it stands in the source.
    Source(Range),
    /// With its escapes resolved.
    Decoded(u32),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawNode {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: RawKind,
}

/// Lists are `start` and `length` in the vector that the variant names.
#[derive(Clone, Copy, Debug)]
pub(super) enum RawKind {
    /// What stands where an expression could not be read.
    Invalid,
    Null,
    Bool(bool),
    /// Its text is the node's range.
    Number,
    /// A string without interpolation, equal to a range of the source.
    StringSource {
        start: u32,
        end: u32,
    },
    /// A string without interpolation, `Tree::decoded[index]`.
    StringDecoded {
        index: u32,
    },
    /// `parts`.
    Template {
        start: u32,
        length: u32,
    },
    /// A bare name at the start of a traversal; its text is the node's range.
    Variable,
    /// `steps` applied to `base`.
    Postfix {
        base: NodeId,
        start: u32,
        length: u16,
    },
    /// `node_ids`; the name is the first `name_length` bytes of the node's own range.
    Call {
        start: u32,
        length: u32,
        name_length: u16,
        expand_last: bool,
    },
    Unary {
        operator: UnaryOperator,
        operand: NodeId,
    },
    Binary {
        operator: BinaryOperator,
        left: NodeId,
        right: NodeId,
    },
    /// Condition, then, else: three of `node_ids`.
    Conditional {
        start: u32,
    },
    /// `node_ids`.
    Tuple {
        start: u32,
        length: u32,
    },
    /// `items`.
    Object {
        start: u32,
        length: u32,
    },
    /// `loops`.
    For {
        index: u32,
    },
    Parenthesized {
        inner: NodeId,
    },
}

/// An item of an object, as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct RawItem {
    pub(super) key: NodeId,
    pub(super) value: NodeId,
}

/// A step of a traversal, as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct RawStep {
    /// Where the name starts, or the `.` or `[` of another step.
    pub(super) start: u32,
    pub(super) kind: RawStepKind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum RawStepKind {
    Attribute { end: u32 },
    Index { key: NodeId },
    AttributeSplat { end: u32 },
    FullSplat { end: u32 },
}

/// A part of a template, as it is kept.
#[derive(Clone, Copy, Debug)]
pub enum RawPart {
    /// Text.
    Literal(Text),
    /// `${ }`
    Interpolation(NodeId),
    /// `%{ if }`: both branches are templates; `otherwise` is absent without `%{ else }`.
    If {
        /// What is tested.
        condition: NodeId,
        /// The template when it holds.
        then: NodeId,
        /// The template when it does not.
        otherwise: Option<NodeId>,
    },
    /// `%{ for }`: the body is a template.
    For {
        /// Index into `loops`.
        index: u32,
    },
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawFor {
    pub(super) key: Option<Range>,
    pub(super) value: Range,
    pub(super) collection: NodeId,
    /// The key expression of an object `for`.
    pub(super) result_key: Option<NodeId>,
    pub(super) result: NodeId,
    pub(super) condition: Option<NodeId>,
    pub(super) grouping: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawBody {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) attributes: (u32, u32),
    pub(super) blocks: (u32, u32),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawAttribute {
    pub(super) name: Range,
    pub(super) value: NodeId,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawBlock {
    pub(super) kind: Range,
    /// First label and how many.
    pub(super) labels: (u32, u16),
    pub(super) body: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawLabel {
    /// With its quotes, if it has some.
    pub(super) span: Range,
    pub(super) text: Text,
}

/// A comment, kept for suppressions.
#[derive(Clone, Copy, Debug)]
pub struct Comment {
    /// From `#`, `//` or `/*` to its end, without the end of line.
    pub span: Span,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-`
    Negate,
    /// `!`
    Not,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

impl Tree {
    pub(super) fn empty(file: FileId, text: Arc<str>) -> Self {
        Self {
            file,
            text,
            root: Root::Body(0),
            nodes: Vec::new(),
            node_ids: Vec::new(),
            items: Vec::new(),
            steps: Vec::new(),
            parts: Vec::new(),
            loops: Vec::new(),
            bodies: Vec::new(),
            attributes: Vec::new(),
            blocks: Vec::new(),
            labels: Vec::new(),
            decoded: Vec::new(),
            origins: Vec::new(),
            pieces: Vec::new(),
            comments: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Gives back the memory that the vectors do not use: trees live as long as the run.
    pub(super) fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
        self.node_ids.shrink_to_fit();
        self.items.shrink_to_fit();
        self.steps.shrink_to_fit();
        self.parts.shrink_to_fit();
        self.loops.shrink_to_fit();
        self.bodies.shrink_to_fit();
        self.attributes.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.labels.shrink_to_fit();
        self.decoded.shrink_to_fit();
        self.origins.shrink_to_fit();
        self.comments.shrink_to_fit();
        self.errors.shrink_to_fit();
    }

    /// The file this tree was read from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The source text.
    pub fn text(&self) -> &str {
        let end = self.origins.first().map_or(self.text.len(), |first| first.start as usize - 1);
        self.text.get(..end).unwrap_or_default()
    }

    /// What the file holds at its top.
    pub fn body(&self) -> Body<'_> {
        match self.root {
            Root::Body(index) => Body { tree: self, kind: BodyKind::Native(index) },
            Root::Expression(id) | Root::Json(id) => Body { tree: self, kind: BodyKind::Object(id) },
        }
    }

    /// The whole file as one expression: for [`super::parse_expression`], [`super::parse_template`] and JSON.
    pub fn expression(&self) -> Option<Node<'_>> {
        match self.root {
            Root::Body(_) => None,
            Root::Expression(id) | Root::Json(id) => Some(self.node(id)),
        }
    }

    /// The expression `id`, which must come from this tree.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    /// The outermost expression that stands at `span`. Every expression is looked at: for what is reported only.
    pub fn node_at(&self, span: Span) -> Option<Node<'_>> {
        let ids = (0..self.nodes.len()).rev().filter_map(|index| u32::try_from(index).ok());
        ids.map(|index| self.node(NodeId(index))).find(|node| node.span() == span)
    }

    /// Whether the file is of JSON syntax, where only the reader tells a block from an argument.
    pub fn is_json(&self) -> bool {
        matches!(self.root, Root::Json(_))
    }

    /// Comments, in order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// What could not be read, in order. The rest of the tree stands.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Bytes of memory that the tree takes beside the source text.
    pub fn memory(&self) -> usize {
        fn of<T>(list: &Vec<T>) -> usize {
            list.capacity() * size_of::<T>()
        }
        of(&self.nodes)
            + of(&self.node_ids)
            + of(&self.items)
            + of(&self.steps)
            + of(&self.parts)
            + of(&self.loops)
            + of(&self.bodies)
            + of(&self.attributes)
            + of(&self.blocks)
            + of(&self.labels)
            + of(&self.decoded)
            + of(&self.origins)
            + of(&self.pieces)
            + of(&self.comments)
            + self.decoded.iter().map(|text| text.len()).sum::<usize>()
    }

    /// The bytes of the file that `start..end` of the tree's text are, or come from.
    pub(super) fn span(&self, start: u32, end: u32) -> Span {
        let (start, end) = match self.origins.first() {
            Some(first) if end >= first.start => (self.origin(start), self.origin(end)),
            _ => (start, end),
        };
        if self.pieces.is_empty() { Span::new(self.file, start, end) } else { self.placed(start, end) }
    }

    fn origin(&self, position: u32) -> u32 {
        let after = self.origins.partition_point(|origin| origin.start <= position);
        let Some(origin) = after.checked_sub(1).and_then(|index| self.origins.get(index)) else { return position };
        let raw = self.slice(origin.source.start, origin.source.end);
        origin.source.start + offset(source_offset(raw, (position - origin.start) as usize))
    }

    fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn str(&self, text: Text) -> &str {
        match text {
            Text::Source(range) => self.slice(range.start, range.end),
            Text::Decoded(index) => self.decoded.get(index as usize).map_or("", |text| text),
        }
    }
}

/// `list[start..start + length]`, empty when out of range: indices come from the parser, but a panic is never worth it.
fn part_of<T>(list: &[T], start: u32, length: u32) -> &[T] {
    list.get(start as usize..start as usize + length as usize).unwrap_or_default()
}
