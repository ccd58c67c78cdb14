//! Tuples, objects and `for`.

use super::super::ast::{Range, RawFor, RawItem, RawKind};
use super::super::error::SyntaxErrorKind;
use super::super::lexer::{Kind, Token, offset};
use super::{Parsed, Parser, settle};

impl Parser<'_> {
    /// Whether the word `word` stands here.
    pub(super) fn at_word(&self, word: &str) -> bool {
        self.token.kind == Kind::Identifier
            && self.lexer.slice(self.token.start as usize, self.token.end as usize) == word
    }

    pub(super) fn tuple(&mut self) -> Parsed {
        let open = self.token;
        let outer = self.enter(false);
        if self.at_word("for") {
            return self.for_expression(open, outer);
        }
        let base = self.node_ids.len();
        let mut below = 0;
        while self.token.kind != Kind::CloseBracket {
            let element = self.expression();
            self.node_ids.push(element.id);
            below = below.max(element.height);
            if !self.separator(Kind::CloseBracket) {
                break;
            }
        }
        let end = self.leave(Kind::CloseBracket, open, outer);
        let (start, length) = settle(&mut self.node_ids, base, &mut self.tree.node_ids);
        self.branch(open.start, end, below, RawKind::Tuple { start, length })
    }

    pub(super) fn object(&mut self) -> Parsed {
        let open = self.token;
        let outer = self.enter(false);
        if self.at_word("for") {
            return self.for_expression(open, outer);
        }
        self.newlines = true;
        let base = self.items.len();
        let mut below = 0;
        loop {
            match self.token.kind {
                Kind::Newline => {
                    self.advance();
                    continue;
                }
                Kind::CloseBrace | Kind::End => break,
                Kind::Identifier if self.at_margin(self.token.start) && self.starts_block() => {
                    // No item looks like that: the object is not closed, and the newline before was one of its tokens.
                    self.token.after_newline = true;
                    break;
                }
                _ => {}
            }
            let (item, height) = self.object_item();
            self.items.push(item);
            below = below.max(height);
            if !self.item_separator() {
                break;
            }
        }
        let end = self.leave(Kind::CloseBrace, open, outer);
        let (start, length) = settle(&mut self.items, base, &mut self.tree.items);
        self.branch(open.start, end, below, RawKind::Object { start, length })
    }

    fn object_item(&mut self) -> (RawItem, u16) {
        let key = self.expression();
        if let Some(node) = self.tree.nodes.get_mut(key.id.0 as usize)
            && matches!(node.kind, RawKind::Variable | RawKind::Null | RawKind::Bool(_))
        {
            node.kind = RawKind::StringSource { start: node.start, end: node.end };
        }
        let value = if self.recovering {
            self.missing()
        } else if matches!(self.token.kind, Kind::Equal | Kind::Colon) {
            self.advance();
            self.expression()
        } else {
            let (start, end) = (self.start_of(key.id), self.previous_end);
            if self.token.kind == Kind::Newline && self.next_line_starts_with(b"=:") {
                self.note(start, end, SyntaxErrorKind::MissingItemValue);
                while matches!(self.token.kind, Kind::Newline | Kind::Equal | Kind::Colon) {
                    self.advance();
                }
                let value = self.expression();
                return (RawItem { key: key.id, value: value.id }, key.height.max(value.height));
            }
            match self.token.kind {
                Kind::Invalid | Kind::UnclosedComment => self.error_here(SyntaxErrorKind::MissingItemValue),
                _ => self.error(start, end, SyntaxErrorKind::MissingItemValue),
            }
            self.invalid(end, end)
        };
        (RawItem { key: key.id, value: value.id }, key.height.max(value.height))
    }

    /// Passes over a comma or newline between two items. Whether the object goes on.
    fn item_separator(&mut self) -> bool {
        if !matches!(self.token.kind, Kind::Comma | Kind::Newline | Kind::CloseBrace | Kind::End) {
            self.error_here(SyntaxErrorKind::MissingItemSeparator);
            while !self.at_boundary() {
                self.skip_one();
            }
        }
        match self.token.kind {
            Kind::Comma | Kind::Newline => {
                self.recovering = false;
                self.advance();
                true
            }
            _ => false,
        }
    }

    /// `for` up to the closing bracket of `open`.
    fn for_expression(&mut self, open: Token, outer: bool) -> Parsed {
        let close = if open.kind == Kind::OpenBrace { Kind::CloseBrace } else { Kind::CloseBracket };
        let Some(intro) = self.for_introduction() else {
            let end = self.leave(close, open, outer);
            return self.invalid(open.start, end);
        };
        let (key, value, collection) = intro;
        let mut below = collection.height;
        if !self.recovering {
            if self.token.kind == Kind::Colon {
                self.advance();
            } else {
                self.error_here(SyntaxErrorKind::InvalidFor);
            }
        }
        let mut result = self.for_part();
        let mut result_key = None;
        below = below.max(result.height);
        if self.token.kind == Kind::Arrow && !self.recovering {
            if close == Kind::CloseBracket {
                self.note(self.token.start, self.token.end, SyntaxErrorKind::KeyInTupleFor);
            }
            self.advance();
            result_key = Some(result.id);
            result = self.for_part();
            below = below.max(result.height);
        } else if close == Kind::CloseBrace && !self.recovering {
            let (start, end) = (self.start_of(result.id), self.previous_end);
            self.note(start, end, SyntaxErrorKind::NoKeyInObjectFor);
        }
        let grouping = self.token.kind == Kind::Ellipsis && !self.recovering;
        if grouping {
            if close == Kind::CloseBracket {
                self.note(self.token.start, self.token.end, SyntaxErrorKind::GroupingInTupleFor);
            }
            self.advance();
        }
        let mut condition = None;
        if self.at_word("if") && !self.recovering {
            self.advance();
            let parsed = self.expression();
            below = below.max(parsed.height);
            condition = Some(parsed.id);
        }
        if self.token.kind != close && !matches!(self.token.kind, Kind::End) {
            self.error_here(SyntaxErrorKind::InvalidFor);
        }
        let end = self.leave(close, open, outer);
        let index = offset(self.tree.loops.len());
        self.tree.loops.push(RawFor {
            key,
            value,
            collection: collection.id,
            result_key,
            result: result.id,
            condition,
            grouping,
        });
        self.branch(open.start, end, below, RawKind::For { index })
    }

    fn for_part(&mut self) -> Parsed {
        if self.recovering { self.missing() } else { self.expression() }
    }

    /// `for name in collection` or `for key, name in collection`, up to what follows the collection.
    pub(super) fn for_introduction(&mut self) -> Option<(Option<Range>, Range, Parsed)> {
        self.advance();
        let mut value = self.for_name()?;
        let mut key = None;
        if self.token.kind == Kind::Comma {
            self.advance();
            key = Some(value);
            value = self.for_name()?;
        }
        if !self.at_word("in") {
            self.error_here(SyntaxErrorKind::InvalidFor);
            return None;
        }
        self.advance();
        let collection = self.expression();
        Some((key, value, collection))
    }

    fn for_name(&mut self) -> Option<Range> {
        if self.token.kind != Kind::Identifier {
            self.error_here(SyntaxErrorKind::InvalidFor);
            return None;
        }
        let range = Range { start: self.token.start, end: self.token.end };
        self.advance();
        Some(range)
    }
}
