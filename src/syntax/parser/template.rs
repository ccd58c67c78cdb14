//! Templates: quoted strings, heredocs and bare text.
//!
//! First the text is cut into flat pieces — one literal a line in a heredoc, since strip markers and indentation work on
//! those — then the pieces become a string, or parts that nest as the directives do.

mod build;
mod scan;

use super::super::ast::{Range, RawKind, RawLabel, Text};
use super::super::error::SyntaxErrorKind;
use super::super::lexer::{Kind, Token, offset};
use super::{Parsed, Parser};

/// A piece of a template, with its bytes.
#[derive(Debug)]
pub(super) struct Piece {
    start: u32,
    end: u32,
    kind: PieceKind,
}

#[derive(Debug)]
enum PieceKind {
    Literal(Literal),
    Interpolation(Parsed),
    If(Parsed),
    Else,
    EndIf,
    For {
        key: Option<Range>,
        value: Range,
        collection: Parsed,
    },
    EndFor,
    /// A directive that could not be read.
    Broken,
}

/// The text of a literal piece.
#[derive(Debug)]
enum Literal {
    Source(Range),
    Decoded(String),
}

/// What a template is written in.
#[derive(Clone, Copy, Debug)]
enum Mode<'a> {
    Quoted,
    Heredoc { marker: &'a str },
    Bare,
}

/// How the cutting of a template ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// At its end; the lexer stands after it.
    Closed,
    /// At an error, after which the lexer stands anywhere.
    Broken,
    /// At the end of the file, which is not the end of a heredoc. A line that may be outside of it starts there.
    Unclosed { outside: Option<usize> },
}

impl Parser<'_> {
    /// The template whose opening quote stands here.
    pub(super) fn quoted_template(&mut self) -> Parsed {
        let open = self.token;
        let mut position = open.end as usize;
        // Most strings hold nothing to decode.
        loop {
            match self.lexer.byte(position) {
                Some(b'"') => {
                    let (start, end) = (open.end, offset(position));
                    self.end_template(open.start, position + 1);
                    return self.leaf(open.start, end + 1, RawKind::StringSource { start, end });
                }
                Some(b'\\' | b'\n' | b'\r') | None => break,
                Some(b'$' | b'%') if matches!(self.lexer.byte(position + 1), Some(b'{' | b'$' | b'%')) => break,
                Some(_) => position += 1,
            }
        }
        let base = self.pieces.len();
        self.lexer.position = open.end as usize;
        if self.cut(Mode::Quoted, base) == Cut::Closed {
            let end = self.lexer.position;
            self.end_template(open.start, end);
            return self.build(base, open.start, offset(end));
        }
        self.pieces.truncate(base);
        self.invalid(open.start, self.previous_end)
    }

    /// The label whose opening quote stands here: a template without sequences.
    pub(super) fn quoted_label(&mut self) -> RawLabel {
        let parsed = self.quoted_template();
        let (span, kind) =
            self.tree.nodes.get(parsed.id.0 as usize).map_or((Range { start: 0, end: 0 }, RawKind::Invalid), |node| {
                (Range { start: node.start, end: node.end }, node.kind)
            });
        let text = match kind {
            RawKind::StringSource { start, end } => Text::Source(Range { start, end }),
            RawKind::StringDecoded { index } => Text::Decoded(index),
            RawKind::Template { .. } => {
                self.note(span.start, span.end, SyntaxErrorKind::TemplateInLabel);
                Text::Source(Range { start: span.start + 1, end: span.end - 1 })
            }
            _ => Text::Source(Range { start: span.end, end: span.end }),
        };
        if matches!(kind, RawKind::StringSource { .. }) {
            // The label holds all that the node did.
            self.tree.nodes.pop();
        }
        RawLabel { span, text }
    }

    /// The template whose heredoc opening stands here.
    pub(super) fn heredoc(&mut self) -> Parsed {
        let open = self.token;
        let opening = self.lexer.slice(open.start as usize, open.end as usize).trim_end();
        let flush = opening.starts_with("<<-");
        let marker = opening.trim_start_matches(['<', '-']);
        let base = self.pieces.len();
        let errors = self.tree.errors.len();
        match self.cut(Mode::Heredoc { marker }, base) {
            Cut::Closed => {
                if flush {
                    build::flush(self.lexer.text, self.pieces.get_mut(base..).unwrap_or_default());
                }
                let end = self.lexer.position;
                self.end_template(open.start, end);
                self.build(base, open.start, offset(end))
            }
            Cut::Broken => {
                self.pieces.truncate(base);
                self.end_template(open.start, self.lexer.position);
                self.recovering = true;
                self.invalid(open.start, self.previous_end)
            }
            Cut::Unclosed { outside } => {
                self.pieces.truncate(base);
                if self.heredoc_retries > 0
                    && let Some(outside) = outside
                {
                    self.heredoc_retries -= 1;
                    self.lexer.go_back(outside);
                }
                self.tree.errors.truncate(errors);
                self.recovering = false;
                let end = open.start + offset(opening.len());
                self.error(open.start, end, SyntaxErrorKind::UnclosedHeredoc { marker: marker.to_owned() });
                self.end_template(open.start, self.lexer.position);
                self.invalid(open.start, end)
            }
        }
    }

    /// `<<` that opens no heredoc: when a line holds the name after it, the lines up to there are not expressions.
    pub(super) fn bad_heredoc(&mut self) -> Parsed {
        let start = self.token.start;
        let end = start + 2;
        self.error(start, end, SyntaxErrorKind::HeredocOpening);
        let after = self.lexer.text.get(end as usize..).unwrap_or_default().trim_start_matches(['-', '"', '\'', ' ']);
        let name = self.lexer.text.len() - after.len();
        let marker = self.lexer.slice(name, self.lexer.identifier(name));
        let position = self.lexer.position;
        if !marker.is_empty() && self.heredoc_retries > 0 {
            if self.rest_of_heredoc(marker, name, None) == Cut::Broken {
                self.end_template(start, self.lexer.position);
                self.recovering = true;
                return self.invalid(start, self.previous_end);
            }
            self.lexer.position = position;
        }
        self.missing()
    }

    /// A template that is the whole of the lexer's text from its position on.
    pub(in super::super) fn bare_template(&mut self) -> Parsed {
        let base = self.pieces.len();
        let start = offset(self.lexer.position);
        let end = offset(self.lexer.text.len());
        match self.cut(Mode::Bare, base) {
            Cut::Closed => self.build(base, start, end),
            Cut::Broken | Cut::Unclosed { .. } => {
                self.pieces.truncate(base);
                self.invalid(start, end)
            }
        }
    }

    /// Goes on with tokens after a template, which counts as one.
    fn end_template(&mut self, start: u32, end: usize) {
        self.lexer.position = end;
        self.token = Token { kind: Kind::Quote, after_newline: false, start, end: offset(end) };
        self.advance();
    }
}
