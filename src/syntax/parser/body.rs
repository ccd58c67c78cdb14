//! Bodies: arguments and blocks.

use rustc_hash::FxHashSet;

use super::{Parser, count};
use crate::syntax::ast::{NodeId, Range, RawAttribute, RawBlock, RawBody, RawLabel};
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::lexer::{Kind, Token};

/// What a body holds while it is read: nested bodies are written to the tree before it.
#[derive(Default)]
struct Contents {
    attributes: Vec<RawAttribute>,
    blocks: Vec<RawBlock>,
}

/// Bodies with more arguments than this look names up in a set.
const FEW: usize = 16;

impl Parser<'_> {
    /// The whole file.
    pub(super) fn top_level(&mut self) -> u32 {
        let mut contents = Contents::default();
        let start = self.current.start;
        loop {
            match self.peek() {
                Kind::End => break,
                Kind::Newline => {
                    self.advance();
                }
                Kind::CloseBrace => {
                    self.error_here(SyntaxErrorKind::ExpectedItem);
                    self.advance();
                }
                _ => self.item(&mut contents),
            }
        }
        let end = self.current.end;
        self.body(start, end, contents)
    }

    fn body(&mut self, start: u32, end: u32, contents: Contents) -> u32 {
        self.report_duplicates(&contents.attributes);
        let attributes = (count(self.tree.attributes.len()), count(contents.attributes.len()));
        self.tree.attributes.extend(contents.attributes);
        let blocks = (count(self.tree.blocks.len()), count(contents.blocks.len()));
        self.tree.blocks.extend(contents.blocks);
        self.tree.bodies.push(RawBody { start, end, attributes, blocks });
        count(self.tree.bodies.len() - 1)
    }

    fn report_duplicates(&mut self, attributes: &[RawAttribute]) {
        let name = |attribute: &RawAttribute| {
            self.text.get(attribute.name.start as usize..attribute.name.end as usize).unwrap_or_default()
        };
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut duplicates = Vec::new();
        for (position, attribute) in attributes.iter().enumerate() {
            let known = if attributes.len() <= FEW {
                attributes.iter().take(position).any(|other| name(other) == name(attribute))
            } else {
                !seen.insert(name(attribute))
            };
            if known {
                duplicates.push(attribute.name);
            }
        }
        for range in duplicates {
            self.error(range.start, range.end, SyntaxErrorKind::DuplicateAttribute);
        }
    }

    /// An argument or a block, with the end of its line.
    fn item(&mut self, contents: &mut Contents) {
        match self.peek() {
            Kind::Identifier => {
                let name = self.advance();
                match self.peek() {
                    Kind::Assign => self.argument(name, contents),
                    Kind::OpenBrace | Kind::Identifier | Kind::Quote => self.block(name, contents),
                    _ => {
                        self.error_here(SyntaxErrorKind::ExpectedDefinition);
                        self.recover(0);
                    }
                }
            }
            Kind::Quote => {
                self.error_here(SyntaxErrorKind::QuotedName);
                self.recover(0);
            }
            _ => {
                self.error_here(SyntaxErrorKind::ExpectedItem);
                self.recover(0);
            }
        }
    }

    fn argument(&mut self, name: Token, contents: &mut Contents) {
        self.advance();
        let before = std::mem::take(&mut self.open);
        let value = self.value();
        let name = Range { start: name.start, end: name.end };
        match value {
            Some(value) => {
                contents.attributes.push(RawAttribute { name, value });
                if !matches!(self.peek(), Kind::Newline | Kind::End) {
                    self.error_here(SyntaxErrorKind::ExpectedNewline);
                    self.recover(0);
                }
            }
            None => {
                let value = self.invalid();
                contents.attributes.push(RawAttribute { name, value });
                self.recover(self.open);
            }
        }
        self.open = before;
    }

    fn value(&mut self) -> Option<NodeId> {
        self.with_newlines(false, Self::expression).ok()
    }

    fn block(&mut self, kind: Token, contents: &mut Contents) {
        let first_label = count(self.tree.labels.len());
        let mut labels: u16 = 0;
        while self.peek() != Kind::OpenBrace {
            let label = match self.peek() {
                Kind::Identifier => {
                    let token = self.advance();
                    let span = Range { start: token.start, end: token.end };
                    Some(RawLabel { span, text: super::Text::Source(span) })
                }
                Kind::Quote => self.quoted_label(),
                _ => None,
            };
            let Some(label) = label else {
                self.error_here(SyntaxErrorKind::InvalidLabel);
                self.recover(0);
                return;
            };
            self.tree.labels.push(label);
            labels = labels.saturating_add(1);
        }
        let open = self.advance();
        self.open = 0;
        let Ok(body) = self.deeper(|parser| Ok(parser.block_body(open))) else {
            self.recover(1);
            return;
        };
        let kind = Range { start: kind.start, end: kind.end };
        contents.blocks.push(RawBlock { kind, labels: (first_label, labels), body });
        if !matches!(self.peek(), Kind::Newline | Kind::End) && !(self.by_layout && self.at_first_column()) {
            self.error_here(SyntaxErrorKind::ExpectedNewlineAfterBlock);
            self.recover(0);
        }
    }

    /// What follows `{`.
    fn block_body(&mut self, open: Token) -> u32 {
        let mut contents = Contents::default();
        if self.peek() != Kind::Newline {
            self.single_line(&mut contents);
        }
        loop {
            match self.peek() {
                Kind::CloseBrace => {
                    let close = self.advance();
                    return self.body(open.start, close.end, contents);
                }
                Kind::End => break,
                Kind::Newline => {
                    self.advance();
                }
                Kind::Identifier if self.by_layout && self.at_first_column() && self.is_block_header() => break,
                _ => self.item(&mut contents),
            }
        }
        self.error(open.start, open.end, SyntaxErrorKind::UnclosedBlock);
        let end = self.current.start;
        self.body(open.start, end, contents)
    }

    /// `{ name = value }`: at most one argument, and the end on the same line.
    fn single_line(&mut self, contents: &mut Contents) {
        if self.peek() != Kind::Identifier {
            if !matches!(self.peek(), Kind::CloseBrace | Kind::End) {
                self.error_here(SyntaxErrorKind::SingleLineBlock);
                self.recover_in_block();
            }
            return;
        }
        let name = self.advance();
        if self.peek() != Kind::Assign {
            self.error(name.start, name.end, SyntaxErrorKind::SingleLineBlock);
            self.recover_in_block();
            return;
        }
        self.advance();
        let value = self.value();
        let readable = value.is_some();
        let value = value.unwrap_or_else(|| self.invalid());
        contents.attributes.push(RawAttribute { name: Range { start: name.start, end: name.end }, value });
        if !readable {
            self.recover_in_block();
        } else if self.peek() != Kind::CloseBrace {
            self.error_here(SyntaxErrorKind::SingleLineBlock);
            self.recover_in_block();
        }
    }

    /// Whether the line that starts here reads as the header of a block.
    fn is_block_header(&self) -> bool {
        let rest = self.text.get(self.current.start as usize..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default().trim_end();
        let header = line.split(['{', '#']).next().unwrap_or_default();
        line.contains('{') && !header.contains(['=', '(', '['])
    }

    /// Skips to the end of the line on which nothing more is open, or before the brace that closes the body.
    fn recover(&mut self, mut open: u32) {
        self.skip_newlines = false;
        loop {
            match self.peek() {
                Kind::End => return,
                Kind::Newline if open == 0 => return,
                Kind::CloseBrace if open == 0 => return,
                Kind::Identifier if self.by_layout && self.at_first_column() && self.is_block_header() => return,
                Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis => open += 1,
                Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis => open = open.saturating_sub(1),
                Kind::Quote => {
                    self.skip_string();
                    continue;
                }
                Kind::Heredoc => {
                    self.skip_heredoc();
                    continue;
                }
                _ => {}
            }
            self.advance();
        }
    }

    /// Skips the rest of a block on one line.
    fn recover_in_block(&mut self) {
        self.recover(0);
    }
}
