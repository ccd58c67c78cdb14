//! The tree of one file: flat vectors, `u32` indices, text borrowed from the source.
//!
//! Readers never see the vectors: they hold [`Body`], [`Block`] and [`Node`], which are two words each and `Copy`.

use std::borrow::Cow;
use std::sync::Arc;

use super::composed::Piece;
use super::error::SyntaxError;
use super::json::{decode, source_offset};
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

/// A body: the arguments and blocks of a file or block, or a JSON object read as one.
#[derive(Clone, Copy, Debug)]
pub struct Body<'t> {
    tree: &'t Tree,
    kind: BodyKind,
}

#[derive(Clone, Copy, Debug)]
enum BodyKind {
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

/// An expression with its tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

/// What an expression is. Lists are `Copy` views: [`List`].
#[derive(Clone, Copy, Debug)]
pub enum Expression<'t> {
    /// Nothing readable stands here; an error of the tree says why.
    Invalid,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(&'t str),
    /// A string without interpolation, decoded. A bare object key is one too.
    String(&'t str),
    /// A string with interpolations or directives.
    Template(List<'t, RawPart>),
    /// A bare name: the root of a reference.
    Variable(&'t str),
    /// Steps applied to an expression: `var.list[0].name`, `f(x)[*].id`.
    Postfix(Node<'t>, List<'t, RawStep>),
    /// A call: name (`provider::ns::f` included), arguments, whether the last is followed by `...`.
    Call(&'t str, List<'t, NodeId>, bool),
    /// A unary operation.
    Unary(UnaryOperator, Node<'t>),
    /// A binary operation.
    Binary(BinaryOperator, Node<'t>, Node<'t>),
    /// Condition, value if true, value if false.
    Conditional(Node<'t>, Node<'t>, Node<'t>),
    /// `[a, b]`
    Tuple(List<'t, NodeId>),
    /// `{ k = v }`, duplicates included.
    Object(List<'t, RawItem>),
    /// `[for …]`, `{for …}`
    For(ForExpression<'t>),
    /// `(…)`
    Parenthesized(Node<'t>),
}

/// A list in the tree, read as what its raw elements stand for.
#[derive(Clone, Copy, Debug)]
pub struct List<'t, R> {
    tree: &'t Tree,
    raw: &'t [R],
}

/// What a raw element of the tree's vectors stands for.
pub trait View<'t>: Copy {
    /// What readers see.
    type Viewed;
    /// The element, read in its tree.
    fn view(self, tree: &'t Tree) -> Self::Viewed;
}

impl<'t, R: View<'t>> List<'t, R> {
    /// How many elements.
    pub fn len(self) -> usize {
        self.raw.len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.raw.is_empty()
    }

    /// The element at `index`.
    pub fn get(self, index: usize) -> Option<R::Viewed> {
        self.raw.get(index).map(|raw| raw.view(self.tree))
    }

    /// No element, in the tree of `node`.
    pub fn empty_of(node: Node<'t>) -> Self {
        Self { tree: node.tree, raw: &[] }
    }

    /// `length` elements from `index` on.
    #[must_use]
    pub fn slice(self, index: usize, length: usize) -> Self {
        Self { tree: self.tree, raw: self.raw.get(index..index + length).unwrap_or_default() }
    }

    /// The elements from `index` on.
    #[must_use]
    pub fn from(self, index: usize) -> Self {
        Self { tree: self.tree, raw: self.raw.get(index..).unwrap_or_default() }
    }

    /// The elements, in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = R::Viewed> + DoubleEndedIterator {
        let tree = self.tree;
        self.raw.iter().map(move |raw| raw.view(tree))
    }
}

/// `key = value` in an object expression.
#[derive(Clone, Copy, Debug)]
pub struct Item<'t> {
    /// The key: a string when it is a bare name.
    pub key: Node<'t>,
    /// The value.
    pub value: Node<'t>,
}

/// One step of a traversal.
#[derive(Clone, Copy, Debug)]
pub enum Step<'t> {
    /// `.name`
    Attribute(&'t str, Span),
    /// `[key]`, and `.0`, whose key is a number.
    Index(Node<'t>, Span),
    /// `.*`: the attribute steps that follow apply to each element.
    AttributeSplat(Span),
    /// `[*]`: all the steps that follow apply to each element.
    FullSplat(Span),
}

/// A piece of a template.
#[derive(Clone, Copy, Debug)]
pub enum Part<'t> {
    /// Text, decoded and trimmed.
    Literal(&'t str),
    /// `${…}`
    Interpolation(Node<'t>),
    /// `%{ if … }`: condition, then, else.
    If(Node<'t>, Node<'t>, Option<Node<'t>>),
    /// `%{ for … }`: the result is the body, a template.
    For(ForExpression<'t>),
}

/// A `for` expression or directive.
#[derive(Clone, Copy, Debug)]
pub struct ForExpression<'t> {
    /// The name of the key or index, if asked for.
    pub key: Option<&'t str>,
    /// The name of the value.
    pub value: &'t str,
    /// What is gone through.
    pub collection: Node<'t>,
    /// The key of each element: present when the result is an object.
    pub result_key: Option<Node<'t>>,
    /// The value of each element.
    pub result: Node<'t>,
    /// `if …`
    pub condition: Option<Node<'t>>,
    /// Whether values of equal keys are grouped (`...`).
    pub grouping: bool,
}

impl<'t> View<'t> for NodeId {
    type Viewed = Node<'t>;
    fn view(self, tree: &'t Tree) -> Node<'t> {
        tree.node(self)
    }
}

impl<'t> View<'t> for RawItem {
    type Viewed = Item<'t>;
    fn view(self, tree: &'t Tree) -> Item<'t> {
        Item { key: tree.node(self.key), value: tree.node(self.value) }
    }
}

impl<'t> View<'t> for RawStep {
    type Viewed = Step<'t>;
    fn view(self, tree: &'t Tree) -> Step<'t> {
        let at = |end| tree.span(self.start, end);
        match self.kind {
            RawStepKind::Attribute { end } => {
                let from_dot = tree.span(self.start.saturating_sub(1), end);
                Step::Attribute(tree.slice(self.start, end), from_dot)
            }
            RawStepKind::Index { key } => {
                let key = tree.node(key);
                let end = key.raw().map_or(self.start, |raw| raw.end);
                let bytes = tree.text.as_bytes();
                let mut after = bytes.get(end as usize..).unwrap_or_default().iter();
                // Not after `.0`, which may stand between the brackets of another index.
                let bracket = (bytes.get(self.start as usize) == Some(&b'['))
                    .then(|| after.position(|byte| !byte.is_ascii_whitespace()))
                    .flatten()
                    .map(|blank| end + offset(blank))
                    .filter(|at| bytes.get(*at as usize) == Some(&b']'));
                Step::Index(key, at(bracket.map_or(end, |bracket| bracket + 1)))
            }
            RawStepKind::AttributeSplat { end } => Step::AttributeSplat(at(end)),
            RawStepKind::FullSplat { end } => Step::FullSplat(at(end)),
        }
    }
}

impl<'t> View<'t> for RawPart {
    type Viewed = Part<'t>;
    fn view(self, tree: &'t Tree) -> Part<'t> {
        match self {
            Self::Literal(text) => Part::Literal(tree.str(text)),
            Self::Interpolation(id) => Part::Interpolation(tree.node(id)),
            Self::If { condition, then, otherwise } => {
                Part::If(tree.node(condition), tree.node(then), otherwise.map(|id| tree.node(id)))
            }
            Self::For { index } => match tree.loops.get(index as usize) {
                Some(raw) => Part::For(tree.for_expression(raw)),
                None => Part::Literal(""),
            },
        }
    }
}

impl Tree {
    fn for_expression(&self, raw: &RawFor) -> ForExpression<'_> {
        ForExpression {
            key: raw.key.map(|name| self.slice(name.start, name.end)),
            value: self.slice(raw.value.start, raw.value.end),
            collection: self.node(raw.collection),
            result_key: raw.result_key.map(|id| self.node(id)),
            result: self.node(raw.result),
            condition: raw.condition.map(|id| self.node(id)),
            grouping: raw.grouping,
        }
    }
}

impl<'t> Node<'t> {
    /// The tree it belongs to.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// Its id in the tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.raw().map_or(self.tree.span(0, 0), |raw| self.tree.span(raw.start, raw.end))
    }

    /// Its source text.
    pub fn source(self) -> &'t str {
        self.raw().map_or("", |raw| self.tree.slice(raw.start, raw.end))
    }

    /// What a string of JSON syntax holds where strings are text and not templates, as in the default of a variable.
    pub fn json_text(self) -> Option<Cow<'t, str>> {
        let raw = self.source().strip_prefix('"')?.strip_suffix('"')?;
        decode(raw).ok().filter(|_| self.tree.is_json())
    }

    fn raw(self) -> Option<&'t RawNode> {
        self.tree.nodes.get(self.id.0 as usize)
    }

    /// What it is.
    pub fn expression(self) -> Expression<'t> {
        let Some(raw) = self.raw() else {
            return Expression::Invalid;
        };
        let tree = self.tree;
        match raw.kind {
            RawKind::Invalid => Expression::Invalid,
            RawKind::Null => Expression::Null,
            RawKind::Bool(value) => Expression::Bool(value),
            RawKind::Number => Expression::Number(self.source()),
            RawKind::StringSource { start, end } => Expression::String(tree.slice(start, end)),
            RawKind::StringDecoded { index } => Expression::String(tree.str(Text::Decoded(index))),
            RawKind::Template { start, length } => {
                Expression::Template(List { tree, raw: part_of(&tree.parts, start, length) })
            }
            RawKind::Variable => Expression::Variable(self.source()),
            RawKind::Postfix { base, start, length } => {
                Expression::Postfix(tree.node(base), List { tree, raw: part_of(&tree.steps, start, u32::from(length)) })
            }
            RawKind::Call { start, length, name_length, expand_last } => Expression::Call(
                tree.slice(raw.start, raw.start + u32::from(name_length)),
                List { tree, raw: part_of(&tree.node_ids, start, length) },
                expand_last,
            ),
            RawKind::Unary { operator, operand } => Expression::Unary(operator, tree.node(operand)),
            RawKind::Binary { operator, left, right } => {
                Expression::Binary(operator, tree.node(left), tree.node(right))
            }
            RawKind::Conditional { start } => match part_of(&tree.node_ids, start, 3) {
                [condition, then, otherwise] => {
                    Expression::Conditional(tree.node(*condition), tree.node(*then), tree.node(*otherwise))
                }
                _ => Expression::Invalid,
            },
            RawKind::Tuple { start, length } => {
                Expression::Tuple(List { tree, raw: part_of(&tree.node_ids, start, length) })
            }
            RawKind::Object { start, length } => {
                Expression::Object(List { tree, raw: part_of(&tree.items, start, length) })
            }
            RawKind::For { index } => match tree.loops.get(index as usize) {
                Some(raw) => Expression::For(tree.for_expression(raw)),
                None => Expression::Invalid,
            },
            RawKind::Parenthesized { inner } => Expression::Parenthesized(tree.node(inner)),
        }
    }
}
