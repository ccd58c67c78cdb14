//! The parser of native syntax: recursive descent with one token of lookahead, straight into the tree's vectors.
//!
//! An error never ends the reading. In an expression it unwinds to the nearest place where reading can go on: the end of
//! an interpolation, or the end of the argument. A file in which something is never closed is read a second time with
//! the layout as a hint: a line that starts at the first column with a block then ends whatever is open.

mod body;
mod expression;
mod template;

use std::sync::Arc;

use super::ast::{NodeId, Range, RawKind, RawNode, Root, Text, Tree};
use super::error::{SyntaxError, SyntaxErrorKind};
use super::lexer::{Kind, Lexer, Token};
use crate::source::{FileId, Span};

/// How many blocks and expressions may be inside one another.
const MAX_DEPTH: u32 = 256;

/// Parses a file of native syntax. Never fails: see [`Tree::errors`].
pub fn parse(file: FileId, text: &Arc<str>) -> Tree {
    let first = Parser::new(file, text, false).file();
    if first.errors.iter().any(|error| error.kind.is_unclosed()) { Parser::new(file, text, true).file() } else { first }
}

/// Parses `text` as one expression.
pub fn parse_expression(file: FileId, text: &Arc<str>) -> Tree {
    let mut parser = Parser::new(file, text, false);
    let node = parser.ignoring_newlines(Parser::expression).unwrap_or_else(|_| parser.invalid());
    if parser.errors.is_empty() && parser.peek_ignoring_newlines() != Kind::End {
        parser.error_here(SyntaxErrorKind::TrailingText);
    }
    parser.finish(Root::Expression(node))
}

/// Parses `text` as the inside of a template, for `templatefile` and the strings of JSON syntax.
pub fn parse_template(file: FileId, text: &Arc<str>) -> Tree {
    let mut parser = Parser::new(file, text, false);
    let node = parser.bare_template(0);
    parser.finish(Root::Expression(node))
}

impl SyntaxErrorKind {
    /// Whether something was opened and never closed: the rest of the file may then have been read as part of it.
    fn is_unclosed(self) -> bool {
        matches!(
            self,
            Self::UnclosedBlock
                | Self::UnclosedBracket
                | Self::UnclosedString
                | Self::NewlineInString
                | Self::UnclosedInterpolation
                | Self::ExpectedComma
                | Self::ExpectedItemEnd
                | Self::ExpectedItemValue
                | Self::InvalidCall
                | Self::ExpectedExpression
        )
    }
}

/// An expression could not be read; the error is recorded, and the caller looks for a place to go on.
struct Unreadable;

type Parsed<T> = Result<T, Unreadable>;

struct Parser<'t> {
    text: &'t str,
    lexer: Lexer<'t>,
    tree: Tree,
    errors: Vec<SyntaxError>,
    current: Token,
    /// Newlines are blanks inside brackets and interpolations.
    skip_newlines: bool,
    depth: u32,
    /// Brackets and braces that the argument being read has open.
    open: u32,
    /// Whether a block at the first column ends what is open.
    by_layout: bool,
}

impl<'t> Parser<'t> {
    fn new(file: FileId, text: &'t Arc<str>, by_layout: bool) -> Self {
        let mut lexer = Lexer::new(text);
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let current = lexer.token(start);
        let tree = Tree::empty(file, Arc::clone(text));
        let errors = Vec::new();
        Self { text, lexer, tree, errors, current, skip_newlines: false, depth: 0, open: 0, by_layout }
    }

    fn file(mut self) -> Tree {
        let body = self.top_level();
        self.finish(Root::Body(body))
    }

    fn finish(mut self, root: Root) -> Tree {
        self.errors.sort_by_key(|error| error.span);
        self.errors.dedup();
        let comments = self.lexer.comments;
        self.tree.complete(root, comments, self.errors)
    }

    // Tokens.

    /// The kind of the current token, newlines left out where they are blanks.
    fn peek(&mut self) -> Kind {
        while self.skip_newlines && self.current.kind == Kind::Newline {
            self.current = self.lexer.token(self.current.end as usize);
        }
        self.current.kind
    }

    fn peek_ignoring_newlines(&mut self) -> Kind {
        let outer = std::mem::replace(&mut self.skip_newlines, true);
        let kind = self.peek();
        self.skip_newlines = outer;
        kind
    }

    /// Takes the current token and reads the next one.
    fn advance(&mut self) -> Token {
        let token = self.current;
        match token.kind {
            Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis => self.open += 1,
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis | Kind::TrimClose => {
                self.open = self.open.saturating_sub(1);
            }
            _ => {}
        }
        self.current = self.lexer.token(token.end as usize);
        token
    }

    /// Takes the current token if it is a `kind`.
    fn take(&mut self, kind: Kind) -> Option<Token> {
        (self.peek() == kind).then(|| self.advance())
    }

    /// Reads on from `position`, after a template that the parser has read by itself.
    fn resume(&mut self, position: usize) {
        self.current = self.lexer.token(position);
    }

    /// Runs `read` where newlines are blanks.
    fn ignoring_newlines<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.with_newlines(true, read)
    }

    fn with_newlines<T>(&mut self, skip: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.skip_newlines, skip);
        let result = read(self);
        self.skip_newlines = outer;
        result
    }

    fn slice(&self, token: Token) -> &'t str {
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// Whether the current token begins at the first column of its line.
    fn at_first_column(&self) -> bool {
        let start = self.current.start as usize;
        start == 0 || self.lexer.byte(start - 1) == b'\n'
    }

    // Errors.

    fn error(&mut self, start: u32, end: u32, kind: SyntaxErrorKind) {
        self.errors.push(SyntaxError { span: Span::new(self.tree.file(), start, end), kind });
    }

    /// Records that the current token is not what is expected.
    fn error_here(&mut self, kind: SyntaxErrorKind) {
        self.peek();
        let Token { kind: found, start, end } = self.current;
        let kind = match found {
            Kind::OpenComment => SyntaxErrorKind::UnclosedComment,
            Kind::Unexpected if self.lexer.byte(start as usize) == b'\'' => SyntaxErrorKind::SingleQuote,
            Kind::Unexpected => SyntaxErrorKind::UnexpectedCharacter,
            _ => kind,
        };
        self.error(start, end, kind);
    }

    /// The same, and gives up the expression.
    fn unreadable<T>(&mut self, kind: SyntaxErrorKind) -> Parsed<T> {
        self.error_here(kind);
        Err(Unreadable)
    }

    /// Runs `read` one level deeper; refuses when there are too many.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            return self.unreadable(SyntaxErrorKind::TooDeep);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    // Nodes.

    fn node(&mut self, start: u32, end: u32, kind: RawKind) -> NodeId {
        self.tree.nodes.push(RawNode { start, end, kind });
        NodeId(u32::try_from(self.tree.nodes.len() - 1).unwrap_or(u32::MAX))
    }

    /// What stands for an expression that could not be read.
    fn invalid(&mut self) -> NodeId {
        let Token { start, .. } = self.current;
        self.node(start, start, RawKind::Invalid)
    }

    fn start_of(&self, node: NodeId) -> u32 {
        self.tree.nodes.get(node.0 as usize).map_or(0, |raw| raw.start)
    }

    fn end_of(&self, node: NodeId) -> u32 {
        self.tree.nodes.get(node.0 as usize).map_or(0, |raw| raw.end)
    }

    fn list(&mut self, nodes: &[NodeId]) -> (u32, u32) {
        let start = self.tree.node_ids.len();
        self.tree.node_ids.extend_from_slice(nodes);
        (count(start), count(nodes.len()))
    }

    fn decoded(&mut self, text: String) -> Text {
        self.tree.decoded.push(text.into_boxed_str());
        Text::Decoded(count(self.tree.decoded.len() - 1))
    }

    fn string_node(&mut self, start: u32, end: u32, text: Text) -> NodeId {
        let kind = match text {
            Text::Source(Range { start, end }) => RawKind::StringSource { start, end },
            Text::Decoded(index) => RawKind::StringDecoded { index },
        };
        self.node(start, end, kind)
    }
}

/// An index or a length: a file has fewer bytes than `u32` counts, and nothing in a tree is more numerous than bytes.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
