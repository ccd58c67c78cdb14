//! What readers see of expressions: nodes, and the lists below them.

use std::borrow::Cow;

use super::super::json::decode;
use super::super::lexer::offset;
use super::{
    BinaryOperator, NodeId, RawFor, RawItem, RawKind, RawNode, RawPart, RawStep, RawStepKind, Text, Tree,
    UnaryOperator, part_of,
};
use crate::source::Span;

/// An expression with its tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    pub(super) tree: &'t Tree,
    pub(super) id: NodeId,
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
