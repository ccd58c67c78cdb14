//! Bodies, blocks and arguments.

use rustc_hash::FxHashSet;

use super::super::ast::{Range, RawAttribute, RawBlock, RawBody, RawLabel, Root, Text};
use super::super::error::SyntaxErrorKind;
use super::super::lexer::{Kind, Token, offset};
use super::{MAX_DEPTH, Parser, settle};

/// Above this many arguments duplicates are looked for by hash.
const FEW: usize = 12;

impl Parser<'_> {
    /// The whole file.
    pub(super) fn file(&mut self) {
        self.advance();
        let body = self.body(None, false);
        self.tree.root = Root::Body(body);
    }

    /// The items up to the end of the file or, in a block, up to its brace. `header` is where the type of the block
    /// stands. On one line, only one argument is allowed.
    fn body(&mut self, header: Option<Token>, mut one_line: bool) -> u32 {
        let start = self.previous_end;
        let (attributes, blocks) = (self.attributes.len(), self.blocks.len());
        let mut reported = false;
        loop {
            match self.token.kind {
                Kind::End => break,
                Kind::CloseBrace if header.is_some() => break,
                Kind::Newline => {
                    if one_line {
                        self.error_here(SyntaxErrorKind::OneLineBlockContinues);
                        self.recovering = false;
                        one_line = false;
                    }
                    self.advance();
                }
                Kind::Identifier if header.is_some() && self.closed_by_margin() => break,
                Kind::Identifier => {
                    if one_line && self.attributes.len() > attributes && !std::mem::replace(&mut reported, true) {
                        self.error_here(SyntaxErrorKind::SeveralArgumentsOnOneLine);
                        self.recovering = false;
                    }
                    self.item(one_line);
                }
                Kind::Comma if one_line => {
                    if !std::mem::replace(&mut reported, true) {
                        self.error_here(SyntaxErrorKind::SeveralArgumentsOnOneLine);
                        self.recovering = false;
                    }
                    self.advance();
                }
                _ => {
                    self.unexpected_in_body();
                    self.end_item(SyntaxErrorKind::InvalidItem);
                }
            }
        }
        let end = if header.is_some() { self.token.start } else { self.token.end };
        self.check_duplicates(attributes);
        let attributes = settle(&mut self.attributes, attributes, &mut self.tree.attributes);
        let blocks = settle(&mut self.blocks, blocks, &mut self.tree.blocks);
        self.tree.bodies.push(RawBody { start, end: end.max(start), attributes, blocks });
        offset(self.tree.bodies.len() - 1)
    }

    /// Whether an item at the margin ends the open blocks, on the second reading of a file whose braces do not match and
    /// whose blocks start at the margin.
    fn closed_by_margin(&self) -> bool {
        self.trust_margin && self.block_at_margin && self.at_margin(self.token.start) && self.starts_block()
    }

    /// Whether the identifier that stands here is followed by a label or a brace.
    pub(super) fn starts_block(&self) -> bool {
        let rest = self.lexer.text.get(self.token.end as usize..).unwrap_or_default();
        rest.trim_start_matches([' ', '\t']).starts_with(['"', '{'])
    }

    fn unexpected_in_body(&mut self) {
        match self.token.kind {
            Kind::Quote => self.error_here(SyntaxErrorKind::QuotedArgument),
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParen => {
                let bracket = self.character(self.token.start);
                self.error_here(SyntaxErrorKind::UnexpectedClosing { bracket });
                self.advance();
            }
            _ => self.error_here(SyntaxErrorKind::InvalidItem),
        }
    }

    /// An argument or a block, which the identifier that stands here starts.
    fn item(&mut self, one_line: bool) {
        let name = self.token;
        self.advance();
        match self.token.kind {
            Kind::Equal => {
                self.advance();
                let value = self.expression().id;
                self.attributes.push(RawAttribute { name: Range { start: name.start, end: name.end }, value });
                if self.recovering || !one_line {
                    self.end_item(SyntaxErrorKind::MissingNewlineAfterArgument);
                }
            }
            Kind::OpenBrace | Kind::Quote | Kind::Identifier => {
                if one_line {
                    self.note(name.start, name.end, SyntaxErrorKind::NestedBlockOnOneLine);
                }
                self.block(name);
                if self.recovering || !one_line {
                    self.end_item(SyntaxErrorKind::MissingNewlineAfterBlock);
                }
            }
            _ => {
                let name_text = self.lexer.slice(name.start as usize, name.end as usize).to_owned();
                if matches!(self.token.kind, Kind::Invalid | Kind::UnclosedComment) {
                    self.error_here(SyntaxErrorKind::InvalidItem);
                } else {
                    self.error(name.start, name.end, SyntaxErrorKind::InvalidArgument { name: name_text });
                }
                self.end_item(SyntaxErrorKind::InvalidItem);
            }
        }
    }

    /// Checks that the line ends here; recovers up to its end, or to the next item if an unclosed bracket hid the end.
    fn end_item(&mut self, otherwise: SyntaxErrorKind) {
        if !self.recovering {
            if matches!(self.token.kind, Kind::Newline | Kind::End) {
                return;
            }
            self.error_here(otherwise);
            if self.token.kind == Kind::Identifier && self.starts_item() {
                self.recovering = false;
                return;
            }
        }
        loop {
            match self.token.kind {
                Kind::End => break,
                Kind::Newline => {
                    self.advance();
                    // A line that begins no item belongs to what could not be read.
                    if matches!(self.token.kind, Kind::Identifier | Kind::Newline | Kind::CloseBrace) {
                        break;
                    }
                }
                Kind::CloseBrace if self.depth > 0 => break,
                Kind::Identifier if self.token.after_newline && self.starts_item() => break,
                _ => self.skip_one(),
            }
        }
        self.recovering = false;
    }

    fn block(&mut self, name: Token) {
        let labels = self.labels();
        if self.token.kind != Kind::OpenBrace {
            self.missing_brace();
        }
        let kind = Range { start: name.start, end: name.end };
        if self.token.kind != Kind::OpenBrace {
            return;
        }
        self.recovering = false;
        if self.depth >= MAX_DEPTH {
            self.error(name.start, name.end, SyntaxErrorKind::TooDeep);
            self.skip_one();
            return;
        }
        self.advance();
        let one_line = !matches!(self.token.kind, Kind::Newline | Kind::CloseBrace | Kind::End);
        if self.depth == 0 {
            self.block_at_margin |= self.at_margin(name.start);
        }
        self.depth += 1;
        let body = self.body(Some(name), one_line);
        self.depth -= 1;
        self.blocks.push(RawBlock { kind, labels, body });
        if self.token.kind == Kind::CloseBrace {
            self.advance();
        } else {
            self.unclosed_block = true;
            self.note(name.start, name.end, SyntaxErrorKind::UnclosedBlock);
            // The item that closed it, or the end, is where its parent goes on.
            self.recovering = true;
            self.token.after_newline = true;
        }
    }

    fn labels(&mut self) -> (u32, u16) {
        let start = offset(self.tree.labels.len());
        while !self.recovering {
            let label = match self.token.kind {
                Kind::Identifier => {
                    let span = Range { start: self.token.start, end: self.token.end };
                    self.advance();
                    RawLabel { span, text: Text::Source(span) }
                }
                Kind::Quote => self.quoted_label(),
                _ => break,
            };
            self.tree.labels.push(label);
        }
        let length = offset(self.tree.labels.len()) - start;
        (start, u16::try_from(length).unwrap_or(u16::MAX))
    }

    /// Says why no brace follows the labels, and goes to it if it is near.
    fn missing_brace(&mut self) {
        let line = self.lexer.slice(0, self.token.start as usize).trim_end_matches([' ', '\t']);
        if self.recovering && line.ends_with('{') {
            // A label without its closing quote has taken the brace.
            let brace = offset(line.len() - 1);
            if let Some(label) = self.tree.labels.last_mut().filter(|label| label.span.end > brace) {
                label.span.end = offset(line.trim_end_matches(['{', ' ', '\t']).len()).max(label.span.start + 1);
                label.text = Text::Source(Range { start: label.span.start + 1, end: label.span.end });
            }
            self.lexer.go_back(line.len());
            self.token = Token { kind: Kind::OpenBrace, start: brace, end: brace + 1, ..self.token };
            return;
        }
        if self.token.kind == Kind::Newline {
            let at = self.previous_end;
            self.error(at, at, SyntaxErrorKind::BraceOnNextLine);
            if self.next_line_starts_with(b"{") {
                while self.token.kind == Kind::Newline {
                    self.advance();
                }
            }
            return;
        }
        self.error_here(SyntaxErrorKind::InvalidLabel);
        loop {
            match self.token.kind {
                Kind::OpenBrace | Kind::Newline | Kind::End | Kind::CloseBrace => break,
                _ if self.token.after_newline && self.starts_item() => break,
                Kind::Quote => self.lexer.skip_quoted(),
                _ => {}
            }
            self.advance();
        }
    }

    /// Whether the next line that is not empty starts with one of `bytes`.
    pub(super) fn next_line_starts_with(&self, bytes: &[u8]) -> bool {
        let rest = self.lexer.text.as_bytes().get(self.token.end as usize..).unwrap_or_default();
        rest.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| bytes.contains(byte))
    }

    fn check_duplicates(&mut self, base: usize) {
        let attributes = self.attributes.get(base..).unwrap_or_default();
        let text =
            |attribute: &RawAttribute| self.lexer.slice(attribute.name.start as usize, attribute.name.end as usize);
        let mut duplicates = Vec::new();
        if attributes.len() <= FEW {
            for (index, attribute) in attributes.iter().enumerate() {
                if attributes.iter().take(index).any(|other| text(other) == text(attribute)) {
                    duplicates.push(attribute.name);
                }
            }
        } else {
            let mut seen = FxHashSet::default();
            for attribute in attributes {
                if !seen.insert(text(attribute)) {
                    duplicates.push(attribute.name);
                }
            }
        }
        for Range { start, end } in duplicates {
            let name = self.lexer.slice(start as usize, end as usize).to_owned();
            self.note(start, end, SyntaxErrorKind::DuplicateArgument { name });
        }
    }
}
