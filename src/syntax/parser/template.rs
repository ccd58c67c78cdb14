//! Templates: quoted strings, heredocs and the insides of JSON strings.
//!
//! A template is read into pieces first, since trim markers and the indentation of heredocs act on neighbours; the
//! pieces are then put into the tree.

use super::{Parsed, Parser, Unreadable, count};
use crate::syntax::ast::{NodeId, Range, RawFor, RawKind, RawLabel, RawPart, Text};
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::lexer::{Kind, Token};

/// Where a template ends.
#[derive(Clone, Copy)]
enum Until<'t> {
    Quote,
    /// A line that holds nothing but this marker.
    Marker(&'t str),
    EndOfText,
}

/// A piece of a template, as written.
enum Piece {
    Literal(Literal),
    Interpolation { node: NodeId, trim: Trim },
    Directive { directive: Directive, trim: Trim, span: Range },
}

/// Text of a template. In heredocs, each line is a literal of its own.
struct Literal {
    span: Range,
    /// What it stands for, when that is not the source text of `span`.
    text: Option<String>,
}

enum Directive {
    If(NodeId),
    Else,
    EndIf,
    For { key: Option<Range>, value: Range, collection: NodeId },
    EndFor,
}

/// Whether the blanks before and after a sequence are left out.
#[derive(Clone, Copy)]
struct Trim {
    before: bool,
    after: bool,
}

impl Parser<'_> {
    /// A quoted string, from its opening quote.
    pub(super) fn quoted(&mut self) -> Parsed<NodeId> {
        let open = self.current;
        let inside = open.end as usize;
        // Most strings are plain: one look for anything that is not.
        let rest = self.text.as_bytes().get(inside..).unwrap_or_default();
        let special = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'$' | b'%'));
        if let Some(length) = special
            && rest.get(length) == Some(&b'"')
        {
            let end = inside + length + 1;
            self.resume(end);
            let text = Text::Source(Range { start: open.end, end: count(end - 1) });
            return Ok(self.string_node(open.start, count(end), text));
        }
        let (pieces, end) = self.pieces(inside, Until::Quote)?;
        let closed = self.lexer.byte(end) == b'"' && end < self.text.len();
        if !closed {
            let kind =
                if end >= self.text.len() { SyntaxErrorKind::UnclosedString } else { SyntaxErrorKind::NewlineInString };
            self.error(open.start, count(end), kind);
            self.resume(end);
            return Err(Unreadable);
        }
        self.resume(end + 1);
        Ok(self.assemble(pieces, Range { start: open.start, end: count(end + 1) }))
    }

    /// A quoted label: a string without interpolation. `None` when it is something else.
    pub(super) fn quoted_label(&mut self) -> Option<RawLabel> {
        let open = self.current;
        let node = self.quoted().ok()?;
        let raw = self.tree.nodes.get(node.0 as usize)?;
        let text = match raw.kind {
            RawKind::StringSource { start, end } => Text::Source(Range { start, end }),
            RawKind::StringDecoded { index } => Text::Decoded(index),
            _ => return None,
        };
        Some(RawLabel { span: Range { start: open.start, end: raw.end }, text })
    }

    /// A heredoc, from `<<`.
    pub(super) fn heredoc(&mut self) -> Parsed<NodeId> {
        let open = self.current;
        let flush = self.lexer.byte(open.end as usize - 1) == b'-';
        let name_end = self.lexer.identifier_end(open.end as usize);
        let marker = self.text.get(open.end as usize..name_end).unwrap_or_default();
        let line_end = name_end + usize::from(self.lexer.byte(name_end) == b'\r');
        if self.lexer.byte(line_end) != b'\n' {
            self.error(open.start, count(name_end), SyntaxErrorKind::HeredocMarker);
            self.resume(name_end);
            return Err(Unreadable);
        }
        let (mut pieces, end) = self.pieces(line_end + 1, Until::Marker(marker))?;
        let line = self.text.get(end..).unwrap_or_default().lines().next().unwrap_or_default();
        if line.trim() != marker {
            self.error(open.start, count(name_end), SyntaxErrorKind::UnclosedHeredoc);
            self.resume(self.text.len());
            return Err(Unreadable);
        }
        // The marker ends the expression; what follows it on the line, the end of the line included, is read as usual.
        let after = end + line.trim_end().len();
        if after == self.text.len() {
            self.error(open.start, count(name_end), SyntaxErrorKind::UnclosedHeredoc);
        }
        self.resume(after);
        if flush {
            self.flush(&mut pieces);
        }
        Ok(self.assemble(pieces, Range { start: open.start, end: count(after) }))
    }

    /// The whole text as a template.
    pub(super) fn bare_template(&mut self, position: usize) -> NodeId {
        let span = Range { start: count(position), end: count(self.text.len()) };
        match self.pieces(position, Until::EndOfText) {
            Ok((pieces, _)) => self.assemble(pieces, span),
            Err(Unreadable) => self.node(span.start, span.end, RawKind::Invalid),
        }
    }

    /// Skips a string whose contents do not matter.
    pub(super) fn skip_string(&mut self) {
        let mut position = self.current.end as usize;
        loop {
            match self.lexer.byte(position) {
                b'\\' => position += 2,
                b'"' => {
                    position += 1;
                    break;
                }
                b'\n' => break,
                0 if position >= self.text.len() => break,
                _ => position += 1,
            }
        }
        self.resume(self.boundary(position));
    }

    /// Skips a heredoc whose contents do not matter.
    pub(super) fn skip_heredoc(&mut self) {
        let start = self.current.end as usize;
        let name_end = self.lexer.identifier_end(start);
        let marker = self.text.get(start..name_end).unwrap_or_default();
        let mut position = name_end;
        for line in self.text.get(name_end..).unwrap_or_default().split_inclusive('\n') {
            if position > name_end && line.trim() == marker {
                self.resume(position + line.trim_end().len());
                return;
            }
            position += line.len();
        }
        self.resume(name_end);
    }

    /// `position`, moved forward to where a character starts.
    fn boundary(&self, mut position: usize) -> usize {
        while position < self.text.len() && !self.text.is_char_boundary(position) {
            position += 1;
        }
        position.min(self.text.len())
    }

    /// Reads pieces from `position`; also where they end: at the quote, the line of the marker or the end of the text,
    /// or at the newline that a quoted string may not contain.
    fn pieces(&mut self, mut position: usize, until: Until<'_>) -> Parsed<(Vec<Piece>, usize)> {
        let mut pieces = Vec::new();
        let mut literal = position;
        let mut text: Option<String> = None;
        let mut line_start = true;
        let bytes = self.text.as_bytes();
        loop {
            if let Until::Marker(marker) = until
                && line_start
                && literal == position
            {
                let line = self.text.get(position..).unwrap_or_default().lines().next().unwrap_or_default();
                if line.trim() == marker {
                    return Ok((pieces, position));
                }
            }
            let Some(&byte) = bytes.get(position) else { break };
            let next = self.lexer.byte(position + 1);
            match byte {
                b'"' if matches!(until, Until::Quote) => break,
                b'\n' if matches!(until, Until::Quote) => break,
                b'\n' => {
                    position += 1;
                    if let Until::Marker(_) = until {
                        self.end_literal(&mut pieces, literal, position, text.take());
                        literal = position;
                    }
                    line_start = true;
                    continue;
                }
                b'\\' if matches!(until, Until::Quote) => {
                    let mut decoded = self.text_so_far(text.take(), literal, position);
                    position = self.escape(position, &mut decoded);
                    text = Some(decoded);
                }
                b'$' | b'%' if next == byte && self.lexer.byte(position + 2) == b'{' => {
                    let mut decoded = self.text_so_far(text.take(), literal, position);
                    decoded.push(char::from(byte));
                    decoded.push('{');
                    text = Some(decoded);
                    position += 3;
                }
                b'$' | b'%' if next == b'{' => {
                    self.end_literal(&mut pieces, literal, position, text.take());
                    let piece = if byte == b'$' {
                        self.interpolation(position, until)
                    } else {
                        self.directive(position, until)
                    };
                    let (piece, end) = piece?;
                    pieces.extend(piece);
                    (position, literal) = (end, end);
                }
                _ => {
                    let end = self.boundary(position + 1);
                    if let Some(decoded) = &mut text {
                        decoded.push_str(self.text.get(position..end).unwrap_or_default());
                    }
                    position = end;
                }
            }
            line_start = false;
        }
        self.end_literal(&mut pieces, literal, position, text);
        Ok((pieces, position))
    }

    fn text_so_far(&self, text: Option<String>, start: usize, end: usize) -> String {
        text.unwrap_or_else(|| self.text.get(start..end).unwrap_or_default().to_owned())
    }

    #[expect(clippy::unused_self, reason = "reads as the others do")]
    fn end_literal(&self, pieces: &mut Vec<Piece>, start: usize, end: usize, text: Option<String>) {
        if start < end {
            pieces.push(Piece::Literal(Literal { span: Range { start: count(start), end: count(end) }, text }));
        }
    }

    /// Decodes the escape at `position` into `text`; the offset after it.
    fn escape(&mut self, position: usize, text: &mut String) -> usize {
        let plain = match self.lexer.byte(position + 1) {
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'"' => Some('"'),
            b'\\' => Some('\\'),
            _ => None,
        };
        if let Some(character) = plain {
            text.push(character);
            return position + 2;
        }
        let digits = match self.lexer.byte(position + 1) {
            b'u' => 4,
            b'U' => 8,
            _ => 0,
        };
        let end = position + 2 + digits;
        let code = self
            .text
            .get(position + 2..end)
            .filter(|code| digits > 0 && code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        if let Some(character) = code {
            text.push(character);
            return end;
        }
        let after = self.boundary(position + 2);
        // A newline ends the string, and is reported as such.
        let after = if self.lexer.byte(position + 1) == b'\n' { position + 1 } else { after };
        self.error(count(position), count(after), SyntaxErrorKind::InvalidEscape);
        after
    }

    /// `${ … }` at `position`: the piece, and the offset after it.
    fn interpolation(&mut self, position: usize, until: Until<'_>) -> Parsed<(Option<Piece>, usize)> {
        let before = self.lexer.byte(position + 2) == b'~';
        let inside = position + 2 + usize::from(before);
        let (node, after, end) = self.sequence(position, inside, until, Self::expression)?;
        let node = node.unwrap_or_else(|| self.node(count(position), count(end), RawKind::Invalid));
        Ok((Some(Piece::Interpolation { node, trim: Trim { before, after } }), end))
    }

    /// `%{ … }` at `position`.
    fn directive(&mut self, position: usize, until: Until<'_>) -> Parsed<(Option<Piece>, usize)> {
        let before = self.lexer.byte(position + 2) == b'~';
        let inside = position + 2 + usize::from(before);
        let (directive, after, end) = self.sequence(position, inside, until, Self::directive_inside)?;
        let span = Range { start: count(position), end: count(end) };
        Ok((directive.map(|directive| Piece::Directive { directive, trim: Trim { before, after }, span }), end))
    }

    fn directive_inside(&mut self) -> Parsed<Directive> {
        if self.peek() != Kind::Identifier {
            return self.unreadable(SyntaxErrorKind::UnknownDirective);
        }
        let keyword = self.slice(self.current);
        if !matches!(keyword, "if" | "else" | "endif" | "for" | "endfor") {
            return self.unreadable(SyntaxErrorKind::UnknownDirective);
        }
        self.advance();
        Ok(match keyword {
            "if" => Directive::If(self.expression()?),
            "else" => Directive::Else,
            "endif" => Directive::EndIf,
            "for" => {
                let (key, value) = self.for_names()?;
                Directive::For { key, value, collection: self.expression()? }
            }
            _ => Directive::EndFor,
        })
    }

    /// Reads what is inside a sequence, from `inside`, and its closing brace: what was read, whether the blanks after it
    /// are trimmed, and the offset after it.
    fn sequence<T>(
        &mut self,
        position: usize,
        inside: usize,
        until: Until<'_>,
        read: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<(Option<T>, bool, usize)> {
        self.resume(inside);
        let outer = (self.open, self.skip_newlines);
        (self.open, self.skip_newlines) = (0, true);
        let mut read = self.deeper(read).ok();
        let found = self.peek();
        if read.is_some() && !matches!(found, Kind::CloseBrace | Kind::TrimClose) {
            self.error(count(position), self.current.start, SyntaxErrorKind::UnclosedInterpolation);
            read = None;
        }
        if read.is_none() {
            self.recover_sequence(until);
        }
        (self.open, self.skip_newlines) = outer;
        let Token { kind, end, .. } = self.current;
        match kind {
            Kind::CloseBrace | Kind::TrimClose => Ok((read, kind == Kind::TrimClose, end as usize)),
            _ => Err(Unreadable),
        }
    }

    /// Skips to the brace that closes the sequence. In a quoted string, the end of the line ends the search.
    fn recover_sequence(&mut self, until: Until<'_>) {
        let mut open = self.open;
        self.skip_newlines = false;
        loop {
            match self.peek() {
                Kind::End => return,
                Kind::Newline | Kind::Quote if open == 0 && matches!(until, Until::Quote) => return,
                Kind::CloseBrace | Kind::TrimClose if open == 0 => return,
                Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis => open += 1,
                Kind::CloseBrace | Kind::TrimClose | Kind::CloseBracket | Kind::CloseParenthesis => {
                    open = open.saturating_sub(1);
                }
                Kind::Quote => {
                    self.skip_string();
                    continue;
                }
                _ => {}
            }
            self.advance();
        }
    }

    /// `<<-`: leaves out of each line the blanks that all lines begin with.
    fn flush(&self, pieces: &mut [Piece]) {
        let mut least = usize::MAX;
        let mut starts = Vec::new();
        let mut line_start = true;
        for (position, piece) in pieces.iter().enumerate() {
            if line_start {
                line_start = false;
                match piece {
                    Piece::Literal(literal) => {
                        let text = self.literal_text(literal);
                        let blanks = text.chars().take_while(|character| character.is_whitespace()).count();
                        // A line of blanks alone does not count.
                        if !(text.ends_with('\n') && text.trim().is_empty()) {
                            least = least.min(blanks);
                            starts.push(position);
                        }
                    }
                    _ => least = 0,
                }
            }
            if let Piece::Literal(literal) = piece {
                line_start = self.literal_text(literal).ends_with('\n');
            }
        }
        for position in starts {
            if let Some(Piece::Literal(literal)) = pieces.get_mut(position) {
                let text = self.literal_text(literal);
                let cut = text.char_indices().nth(least).map_or(text.len(), |(offset, _)| offset);
                let kept = text.get(cut..).unwrap_or_default().to_owned();
                literal.text = Some(kept);
            }
        }
    }

    fn literal_text<'a>(&'a self, literal: &'a Literal) -> &'a str {
        match &literal.text {
            Some(text) => text,
            None => self.text.get(literal.span.start as usize..literal.span.end as usize).unwrap_or_default(),
        }
    }

    /// Puts pieces into the tree: a string when there is nothing but text, else a template.
    fn assemble(&mut self, mut pieces: Vec<Piece>, span: Range) -> NodeId {
        self.trim(&mut pieces);
        let mut remaining = pieces.into_iter().peekable();
        let mut frames = vec![Frame::new(Opened::Top, span.start)];
        for piece in remaining.by_ref() {
            match piece {
                Piece::Literal(literal) => {
                    frames.last_mut().into_iter().for_each(|frame| frame.literals.push_back(&literal, self.text))
                }
                Piece::Interpolation { node, .. } => {
                    self.settle(&mut frames);
                    if let Some(frame) = frames.last_mut() {
                        frame.parts.push(RawPart::Interpolation(node));
                    }
                }
                Piece::Directive { directive, span, .. } => self.directive_piece(&mut frames, directive, span),
            }
        }
        // Directives that are never ended are closed here, with what they hold.
        while frames.len() > 1 {
            self.error(span.start, span.end.min(span.start + 1), SyntaxErrorKind::UnbalancedDirective);
            let inner = self.close_frame(&mut frames, span.end);
            if let (Some(frame), Some((_, node))) = (frames.last_mut(), inner) {
                frame.parts.push(RawPart::Interpolation(node));
            }
        }
        match self.close_frame(&mut frames, span.end) {
            Some((_, node)) => {
                if let Some(raw) = self.tree.nodes.get_mut(node.0 as usize) {
                    (raw.start, raw.end) = (span.start, span.end);
                }
                node
            }
            None => self.node(span.start, span.end, RawKind::Invalid),
        }
    }

    fn directive_piece(&mut self, frames: &mut Vec<Frame>, directive: Directive, span: Range) {
        match directive {
            Directive::If(condition) => {
                self.settle(frames);
                frames.push(Frame::new(Opened::If { condition, then: None }, span.end));
            }
            Directive::For { key, value, collection } => {
                self.settle(frames);
                frames.push(Frame::new(Opened::For { key, value, collection }, span.end));
            }
            Directive::Else => match frames.last().map(|frame| &frame.opened) {
                Some(Opened::If { condition, then: None }) => {
                    let condition = *condition;
                    if let Some((_, then)) = self.close_frame(frames, span.start) {
                        frames.push(Frame::new(Opened::If { condition, then: Some(then) }, span.end));
                    }
                }
                _ => self.error(span.start, span.end, SyntaxErrorKind::UnbalancedDirective),
            },
            Directive::EndIf if matches!(frames.last(), Some(Frame { opened: Opened::If { .. }, .. })) => {
                if let Some((Opened::If { condition, then }, node)) = self.close_frame(frames, span.start) {
                    let part = match then {
                        Some(then) => RawPart::If { condition, then, otherwise: Some(node) },
                        None => RawPart::If { condition, then: node, otherwise: None },
                    };
                    frames.last_mut().into_iter().for_each(|frame| frame.parts.push(part));
                }
            }
            Directive::EndFor if matches!(frames.last(), Some(Frame { opened: Opened::For { .. }, .. })) => {
                if let Some((Opened::For { key, value, collection }, result)) = self.close_frame(frames, span.start) {
                    let raw =
                        RawFor { key, value, collection, result_key: None, result, condition: None, grouping: false };
                    self.tree.loops.push(raw);
                    let part = RawPart::For { index: count(self.tree.loops.len() - 1) };
                    frames.last_mut().into_iter().for_each(|frame| frame.parts.push(part));
                }
            }
            Directive::EndIf | Directive::EndFor => {
                self.error(span.start, span.end, SyntaxErrorKind::UnbalancedDirective);
            }
        }
    }

    /// Turns the text gathered so far in the innermost frame into a part.
    fn settle(&mut self, frames: &mut [Frame]) {
        if let Some(frame) = frames.last_mut()
            && let Some(text) = self.gathered(&mut frame.literals)
        {
            frame.parts.push(RawPart::Literal(text));
        }
    }

    fn gathered(&mut self, literals: &mut Gathered) -> Option<Text> {
        match std::mem::take(literals) {
            Gathered::Nothing => None,
            Gathered::Source(range) => Some(Text::Source(range)),
            Gathered::Text(text) => Some(self.decoded(text)),
        }
    }

    /// Ends the innermost frame: what opened it, and its node.
    fn close_frame(&mut self, frames: &mut Vec<Frame>, end: u32) -> Option<(Opened, NodeId)> {
        let mut frame = frames.pop()?;
        let text = self.gathered(&mut frame.literals);
        let node = if frame.parts.is_empty() {
            let text = text.unwrap_or(Text::Source(Range { start: frame.start, end: frame.start }));
            self.string_node(frame.start, end, text)
        } else {
            frame.parts.extend(text.map(RawPart::Literal));
            let start = count(self.tree.parts.len());
            let length = count(frame.parts.len());
            self.tree.parts.extend(frame.parts);
            self.node(frame.start, end, RawKind::Template { start, length })
        };
        Some((frame.opened, node))
    }

    /// Leaves out the blanks that trim markers point at.
    fn trim(&self, pieces: &mut [Piece]) {
        for position in 0..pieces.len() {
            let (before, after) = match pieces.get(position) {
                Some(Piece::Interpolation { trim, .. } | Piece::Directive { trim, .. }) => (trim.before, trim.after),
                _ => continue,
            };
            if before && let Some(Piece::Literal(literal)) = position.checked_sub(1).and_then(|at| pieces.get_mut(at)) {
                let kept = self.literal_text(literal).trim_end().to_owned();
                literal.text = Some(kept);
            }
            if after && let Some(Piece::Literal(literal)) = pieces.get_mut(position + 1) {
                let kept = self.literal_text(literal).trim_start().to_owned();
                literal.text = Some(kept);
            }
        }
    }
}

/// A template in the making: the whole, or the inside of a directive.
struct Frame {
    opened: Opened,
    start: u32,
    parts: Vec<RawPart>,
    literals: Gathered,
}

enum Opened {
    Top,
    If { condition: NodeId, then: Option<NodeId> },
    For { key: Option<Range>, value: Range, collection: NodeId },
}

impl Frame {
    fn new(opened: Opened, start: u32) -> Self {
        Self { opened, start, parts: Vec::new(), literals: Gathered::Nothing }
    }
}

/// Neighbouring literals as one: a range of the source as long as they are one.
#[derive(Default)]
enum Gathered {
    #[default]
    Nothing,
    Source(Range),
    Text(String),
}

impl Gathered {
    fn push_back(&mut self, literal: &Literal, source: &str) {
        let slice = |range: Range| source.get(range.start as usize..range.end as usize).unwrap_or_default();
        *self = match (std::mem::take(self), &literal.text) {
            (Self::Nothing, None) => Self::Source(literal.span),
            (Self::Source(range), None) if range.end == literal.span.start => {
                Self::Source(Range { start: range.start, end: literal.span.end })
            }
            (Self::Nothing, Some(text)) => Self::Text(text.clone()),
            (Self::Source(range), text) => {
                Self::Text(slice(range).to_owned() + text.as_deref().unwrap_or(slice(literal.span)))
            }
            (Self::Text(start), text) => Self::Text(start + text.as_deref().unwrap_or(slice(literal.span))),
        };
    }
}
