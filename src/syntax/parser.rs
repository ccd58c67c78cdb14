//! The parser of native syntax: recursive descent over a token at a time, in one pass.
//!
//! It never fails. Where the text cannot be read it records an error, leaves an invalid node and *recovers*: tokens are
//! passed over up to one that an enclosing construct can go on from. While it recovers no other error is recorded, so
//! that one mistake is one diagnostic.

mod body;
mod collection;
mod expression;
mod template;

use std::sync::Arc;

use super::ast::{
    NodeId, Range, RawAttribute, RawBlock, RawBody, RawItem, RawKind, RawNode, RawPart, RawStep, Root, Tree,
};
use super::error::{SyntaxError, SyntaxErrorKind};
use super::lexer::{Kind, Lexer, Token, offset};
use crate::source::{FileId, Span};

/// How deep blocks, brackets, templates and operands nest in a tree at most, so that whoever walks it may recurse.
pub const MAX_DEPTH: u16 = 256;

/// Parses a file of native syntax. Never fails: see [`Tree::errors`].
pub fn parse(file: FileId, text: &Arc<str>) -> Tree {
    let mut parser = Parser::new(file, text, after_bom(text));
    parser.file();
    if parser.unclosed_block && is_indented(&parser.tree) {
        // Where the braces do not tell where a block ends, the margin does: blocks that start their line close the
        // unclosed one before them.
        let mut second = Parser::new(file, text, after_bom(text));
        second.trust_margin = true;
        second.file();
        parser = second;
    }
    parser.finish()
}

/// Whether most of the arguments in blocks are indented: the margin says nothing where they are not.
fn is_indented(tree: &Tree) -> bool {
    // The body of the file is complete last.
    let nested = tree.bodies.split_last().map_or(&[] as &[RawBody], |(_, nested)| nested);
    let (mut at_margin, mut all) = (0_usize, 0_usize);
    for body in nested {
        let (start, length) = (body.attributes.0 as usize, body.attributes.1 as usize);
        for attribute in tree.attributes.get(start..start + length).unwrap_or_default() {
            let before = (attribute.name.start as usize).checked_sub(1);
            at_margin += usize::from(before.and_then(|before| tree.text.as_bytes().get(before)) == Some(&b'\n'));
            all += 1;
        }
    }
    2 * at_margin <= all
}

/// Parses `text` as one expression.
pub fn parse_expression(file: FileId, text: &Arc<str>) -> Tree {
    let mut parser = Parser::new(file, text, after_bom(text));
    parser.newlines = false;
    parser.advance();
    let expression = parser.expression();
    if parser.token.kind != Kind::End {
        parser.error_here(SyntaxErrorKind::ExtraAfterExpression);
    }
    parser.tree.root = Root::Expression(expression.id);
    parser.finish()
}

/// Parses `text` as the inside of a template, for `templatefile` and JSON strings.
pub fn parse_template(file: FileId, text: &Arc<str>) -> Tree {
    let mut parser = Parser::new(file, text, 0);
    let template = parser.bare_template();
    parser.tree.root = Root::Expression(template.id);
    parser.finish()
}

/// Parses the template between the bounds of `range` in the text of `tree`, as strings of JSON syntax hold them. Its
/// nodes and errors are added to the tree.
pub(super) fn template_between(tree: &mut Tree, range: Range) -> Parsed {
    let text = Arc::clone(&tree.text);
    let before = std::mem::replace(tree, Tree::empty(tree.file, Arc::clone(&text)));
    let mut parser = Parser::over(before, text.get(..range.end as usize).unwrap_or_default(), range.start as usize);
    let template = parser.bare_template();
    *tree = parser.tree;
    template
}

fn after_bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A node and how many levels it holds, itself included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parsed {
    pub(super) id: NodeId,
    pub(super) height: u16,
}

/// The state of parsing one text. The lists that a construct collects grow at the end of a shared vector, above those of
/// the constructs around it, and move to the tree together once complete: this keeps each contiguous there.
#[expect(clippy::struct_excessive_bools, reason = "each tells of another construct that is being read")]
#[derive(Debug)]
pub(super) struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token,
    /// Where the last token before `token` ended.
    previous_end: u32,
    /// Whether a newline is a token here, or a mere space.
    newlines: bool,
    recovering: bool,
    depth: u16,
    trust_margin: bool,
    /// Whether an outermost block has started its line.
    block_at_margin: bool,
    unclosed_block: bool,
    /// How many more heredocs may be read again as unclosed, which keeps the whole linear.
    heredoc_retries: u8,
    pub(super) tree: Tree,
    node_ids: Vec<NodeId>,
    items: Vec<RawItem>,
    steps: Vec<RawStep>,
    parts: Vec<RawPart>,
    attributes: Vec<RawAttribute>,
    blocks: Vec<RawBlock>,
    unary: Vec<expression::Prefix>,
    binary: Vec<expression::Pending>,
    pieces: Vec<template::Piece>,
}

impl<'a> Parser<'a> {
    fn new(file: FileId, text: &'a Arc<str>, position: usize) -> Self {
        Self::over(Tree::empty(file, Arc::clone(text)), text, position)
    }

    /// Reads `text` from `position` on, and adds to `tree`.
    fn over(tree: Tree, text: &'a str, position: usize) -> Self {
        Self {
            lexer: Lexer::new(text, position),
            token: Token { kind: Kind::Newline, after_newline: false, start: offset(position), end: offset(position) },
            previous_end: offset(position),
            newlines: true,
            recovering: false,
            depth: 0,
            trust_margin: false,
            block_at_margin: false,
            unclosed_block: false,
            heredoc_retries: 16,
            tree,
            node_ids: Vec::new(),
            items: Vec::new(),
            steps: Vec::new(),
            parts: Vec::new(),
            attributes: Vec::new(),
            blocks: Vec::new(),
            unary: Vec::new(),
            binary: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// The finished tree, its vectors as small as they can be.
    pub(super) fn finish(mut self) -> Tree {
        let file = self.tree.file;
        self.tree.comments = self
            .lexer
            .comments
            .iter()
            .map(|range| super::ast::Comment { span: Span::new(file, range.start, range.end) })
            .collect();
        self.tree.errors.sort_by_key(|error| (error.span.start, error.span.end));
        self.tree.shrink();
        self.tree
    }

    /// Moves to the next token that counts.
    fn advance(&mut self) {
        self.previous_end = self.token.end;
        let mut after_newline = false;
        loop {
            self.token = self.lexer.next();
            if self.token.kind == Kind::Newline && !self.newlines {
                after_newline = true;
                continue;
            }
            self.token.after_newline = after_newline;
            return;
        }
    }

    /// Moves past an opening bracket: newlines count inside it or not. What to give back to [`Parser::leave`].
    fn enter(&mut self, newlines: bool) -> bool {
        let outer = std::mem::replace(&mut self.newlines, newlines);
        self.advance();
        outer
    }

    /// Moves past a closing bracket if `kind` stands here, else says that `open` is not closed and recovers up to it.
    /// Newlines count again as they did around the bracket. Gives the end of the construct.
    fn leave(&mut self, kind: Kind, open: Token, outer: bool) -> u32 {
        if self.token.kind != kind {
            self.error_unclosed(open);
            while self.token.kind == Kind::Comma || !self.at_boundary() {
                self.skip_one();
            }
        }
        self.newlines = outer;
        if self.token.kind == kind {
            self.recovering = false;
            self.advance();
        }
        self.previous_end
    }

    fn error_unclosed(&mut self, open: Token) {
        if self.recovering {
            return;
        }
        match self.token.kind {
            Kind::Invalid | Kind::UnclosedComment => self.error_here(SyntaxErrorKind::MissingComma),
            _ => {
                let bracket = self.character(open.start);
                self.error(open.start, open.end, SyntaxErrorKind::UnclosedBracket { bracket });
            }
        }
    }

    fn character(&self, start: u32) -> char {
        self.lexer.text.get(start as usize..).and_then(|rest| rest.chars().next()).unwrap_or_default()
    }

    /// Whether an enclosing construct may go on from the current token: a comma, a closing bracket, a newline where it
    /// counts, the end, or what can only be the next item of a body.
    fn at_boundary(&self) -> bool {
        match self.token.kind {
            Kind::End | Kind::Comma | Kind::CloseBrace | Kind::StripClose | Kind::CloseBracket | Kind::CloseParen => {
                true
            }
            Kind::Newline => self.newlines,
            Kind::Identifier => self.token.after_newline && self.starts_item(),
            _ => false,
        }
    }

    /// Whether the identifier that stands here is followed by what follows the name of an item of a body.
    fn starts_item(&self) -> bool {
        let rest = self.lexer.text.as_bytes().get(self.token.end as usize..).unwrap_or_default();
        let mut rest = rest.iter().skip_while(|byte| matches!(byte, b' ' | b'\t'));
        match rest.next() {
            Some(b'=') => !matches!(rest.next(), Some(b'=' | b'>')),
            Some(b'{' | b'"') => true,
            _ => false,
        }
    }

    /// Passes over a token, or over a whole bracket that opens here.
    fn skip_one(&mut self) {
        let mut nesting = 0_usize;
        loop {
            match self.token.kind {
                Kind::End => return,
                Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParen => nesting += 1,
                Kind::CloseBrace | Kind::StripClose | Kind::CloseBracket | Kind::CloseParen => {
                    nesting = nesting.saturating_sub(1);
                }
                // A missing bracket must not hide what follows.
                Kind::Identifier if nesting > 0 && self.at_margin(self.token.start) && self.starts_item() => {
                    // The newline was one of the tokens passed over.
                    self.token.after_newline = true;
                    return;
                }
                Kind::Quote => self.lexer.skip_quoted(),
                _ => {}
            }
            self.advance();
            if nesting == 0 {
                return;
            }
        }
    }

    /// Whether what starts at `start` starts its line.
    fn at_margin(&self, start: u32) -> bool {
        match start.checked_sub(1) {
            None => true,
            Some(before) => self.lexer.byte(before as usize) == Some(b'\n'),
        }
    }

    fn error(&mut self, start: u32, end: u32, kind: SyntaxErrorKind) {
        if !self.recovering {
            self.note(start, end, kind);
        }
        self.recovering = true;
    }

    /// Records an error that reading needs not recover from.
    fn note(&mut self, start: u32, end: u32, kind: SyntaxErrorKind) {
        let span = Span::new(self.tree.file, start, end.max(start));
        self.tree.errors.push(SyntaxError { span, kind });
    }

    /// An error at the current token; a token that is wrong wherever it stands says so itself.
    fn error_here(&mut self, kind: SyntaxErrorKind) {
        let Token { start, end, .. } = self.token;
        let (start, end) = match self.token.kind {
            Kind::Newline => (start, start),
            // The next item is not what is wrong.
            Kind::Identifier if self.token.after_newline && self.at_margin(start) && self.starts_item() => {
                (self.previous_end, self.previous_end)
            }
            _ => (start, end),
        };
        let kind = match self.token.kind {
            Kind::UnclosedComment => SyntaxErrorKind::UnclosedComment,
            Kind::Invalid => match self.character(start) {
                '\'' => SyntaxErrorKind::SingleQuote,
                operator @ ('&' | '|' | '^' | '~') => SyntaxErrorKind::UnsupportedOperator { operator },
                character => SyntaxErrorKind::unexpected(character),
            },
            _ => kind,
        };
        self.error(start, end, kind);
    }

    fn node(&mut self, start: u32, end: u32, kind: RawKind) -> NodeId {
        let id = NodeId(offset(self.tree.nodes.len()));
        self.tree.nodes.push(RawNode { start, end: end.max(start), kind });
        id
    }

    fn leaf(&mut self, start: u32, end: u32, kind: RawKind) -> Parsed {
        Parsed { id: self.node(start, end, kind), height: 1 }
    }

    fn invalid(&mut self, start: u32, end: u32) -> Parsed {
        self.leaf(start, end, RawKind::Invalid)
    }

    /// What stands for an expression that is not there: after the last token, so that it is inside the construct that
    /// lacks it, which ends there.
    fn missing(&mut self) -> Parsed {
        self.invalid(self.previous_end, self.previous_end)
    }

    /// A node above others that hold `below` levels at most; an invalid one if that makes too many.
    fn branch(&mut self, start: u32, end: u32, below: u16, kind: RawKind) -> Parsed {
        if below >= MAX_DEPTH {
            let said = |error: &SyntaxError| error.kind == SyntaxErrorKind::TooDeep && error.span.start >= start;
            if !self.tree.errors.last().is_some_and(said) {
                self.error(start, end, SyntaxErrorKind::TooDeep);
            }
            return self.invalid(start, end);
        }
        Parsed { id: self.node(start, end, kind), height: below + 1 }
    }
}

/// Moves the end of a shared vector, from `base` on, to the tree: where it starts there, and its length.
pub(super) fn settle<T>(shared: &mut Vec<T>, base: usize, tree: &mut Vec<T>) -> (u32, u32) {
    let start = offset(tree.len());
    tree.extend(shared.drain(base..));
    (start, offset(tree.len()) - start)
}
