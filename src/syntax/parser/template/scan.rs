//! Cutting a template into pieces.

use super::super::super::ast::Range;
use super::super::super::error::SyntaxErrorKind;
use super::super::super::lexer::{Kind, Token, offset};
use super::super::Parser;
use super::{Cut, Literal, Mode, Piece, PieceKind};

/// Where the scan of literal text stopped.
enum Stop {
    Sequence,
    Closed,
    Broken,
    End,
}

/// A literal being read: the source as long as it says the same.
struct Reading {
    start: usize,
    /// Where the bytes not yet in `decoded` start.
    pending: usize,
    decoded: Option<String>,
}

impl<'a> Parser<'a> {
    /// Cuts the template at the lexer's position into pieces, above `base`.
    pub(super) fn cut(&mut self, mode: Mode<'a>, base: usize) -> Cut {
        let mut strip_next = false;
        let mut line_start = true;
        let mut outside = None;
        loop {
            let first = self.pieces.len();
            let stop = match mode {
                Mode::Heredoc { marker } => self.heredoc_lines(marker, line_start, &mut outside),
                Mode::Quoted | Mode::Bare => self.literal(mode),
            };
            if strip_next && let Some(piece) = self.pieces.get_mut(first) {
                strip(self.lexer.text, piece, Side::Start);
            }
            match stop {
                Stop::Closed => return Cut::Closed,
                Stop::Broken => return Cut::Broken,
                Stop::End => {
                    return if matches!(mode, Mode::Bare) { Cut::Closed } else { Cut::Unclosed { outside } };
                }
                Stop::Sequence => {}
            }
            line_start = false;
            let start = self.lexer.position;
            let Some(strip_end) = self.sequence(mode, base) else {
                return match mode {
                    Mode::Heredoc { marker } => self.rest_of_heredoc(marker, start, outside),
                    Mode::Quoted | Mode::Bare => Cut::Broken,
                };
            };
            strip_next = strip_end;
            let brace = self.lexer.position - 1;
            if self.at_margin(offset(brace)) {
                // More likely that of the block around a heredoc whose end marker the sequence has taken.
                outside = outside.or(Some(brace));
            }
        }
    }

    /// After an error in a heredoc: its lines up to its marker, from that of the error on.
    pub(super) fn rest_of_heredoc(&mut self, marker: &str, start: usize, mut outside: Option<usize>) -> Cut {
        if self.heredoc_retries > 0 {
            self.heredoc_retries -= 1;
            self.lexer.go_back(start);
        }
        loop {
            let rest = self.lexer.text.as_bytes().get(self.lexer.position..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'\n', rest) else {
                self.lexer.position = self.lexer.text.len();
                return Cut::Unclosed { outside };
            };
            self.lexer.position += length + 1;
            if self.at_marker(marker) {
                return Cut::Broken;
            }
            self.note_outside(&mut outside);
        }
    }

    fn note_outside(&self, outside: &mut Option<usize>) {
        if outside.is_none() && self.lexer.byte(self.lexer.position) == Some(b'}') {
            *outside = Some(self.lexer.position);
        }
    }

    /// Whether the line that starts here is the end marker; if so, moves to the end of that line.
    fn at_marker(&mut self, marker: &str) -> bool {
        let start = self.lexer.position;
        let mut first = start;
        while matches!(self.lexer.byte(first), Some(b' ' | b'\t')) {
            first += 1;
        }
        let rest = self.lexer.text.get(first..).unwrap_or_default();
        // A line that starts with a wider space is rare, but trimmed too.
        let rest = rest.trim_start_matches(|character: char| character.is_whitespace() && character != '\n');
        let Some(after) = rest.strip_prefix(marker) else {
            return false;
        };
        let blank = after.find(|character: char| character == '\n' || !character.is_whitespace());
        let end = self.lexer.text.len() - after.len() + blank.unwrap_or(after.len());
        match self.lexer.byte(end) {
            Some(b'\n') => {
                self.lexer.position = end - usize::from(self.lexer.byte(end - 1) == Some(b'\r'));
                true
            }
            Some(_) => false,
            None => {
                self.lexer.position = end;
                let at = self.lexer.text.len() - rest.len();
                let kind = SyntaxErrorKind::HeredocAtEnd { marker: marker.to_owned() };
                self.note(offset(at), offset(at + marker.len()), kind);
                true
            }
        }
    }

    /// The lines of a heredoc, a piece each, up to its marker or a sequence.
    fn heredoc_lines(&mut self, marker: &str, mut line_start: bool, outside: &mut Option<usize>) -> Stop {
        loop {
            if line_start {
                if self.at_marker(marker) {
                    return Stop::Closed;
                }
                self.note_outside(outside);
            }
            let start = self.lexer.position;
            let rest = self.lexer.text.as_bytes().get(start..).unwrap_or_default();
            let (length, ended) = match memchr::memchr(b'\n', rest) {
                Some(length) => (length + 1, true),
                None => (rest.len(), false),
            };
            let line = rest.get(..length).unwrap_or_default();
            let mut reading = Reading { start, pending: start, decoded: None };
            let mut searched = 0;
            let mut sequence = false;
            while let Some(found) = memchr::memchr3(b'$', b'%', b'\r', line.get(searched..).unwrap_or_default()) {
                let at = searched + found;
                if line.get(at) == Some(&b'\r') {
                    self.carriage_return(start + at);
                    searched = at + 1;
                    continue;
                }
                match self.dollar(start + at, &mut reading) {
                    Some(escape) => searched = at + escape,
                    None => {
                        self.lexer.position = start + at;
                        sequence = true;
                        break;
                    }
                }
            }
            if !sequence {
                self.lexer.position = start + length;
            }
            self.push_literal(reading);
            if sequence {
                return Stop::Sequence;
            }
            if !ended {
                return Stop::End;
            }
            line_start = true;
        }
    }

    /// Literal text up to a sequence or the end of the template.
    fn literal(&mut self, mode: Mode<'a>) -> Stop {
        let quoted = matches!(mode, Mode::Quoted);
        let mut position = self.lexer.position;
        let mut reading = Reading { start: position, pending: position, decoded: None };
        let stop = loop {
            match self.lexer.byte(position) {
                None => break if quoted { Stop::Broken } else { Stop::End },
                Some(b'"') if quoted => break Stop::Closed,
                Some(b'\n') if quoted => break Stop::Broken,
                Some(b'\\') if quoted => position += self.escape(position, &mut reading),
                Some(b'$' | b'%') => match self.dollar(position, &mut reading) {
                    Some(length) => position += length,
                    None => break Stop::Sequence,
                },
                Some(b'\r') => {
                    self.carriage_return(position);
                    position += 1;
                }
                Some(_) => position += 1,
            }
        };
        self.lexer.position = position;
        let start = reading.start;
        self.push_literal(reading);
        match stop {
            Stop::Closed => self.lexer.position += 1,
            Stop::Broken => {
                let end = position - usize::from(self.lexer.byte(position.wrapping_sub(1)) == Some(b'\r'));
                self.error(offset(start.saturating_sub(1)), offset(end), SyntaxErrorKind::UnclosedString);
                self.end_template(offset(start), end);
            }
            Stop::Sequence | Stop::End => {}
        }
        stop
    }

    /// A carriage return belongs before a newline: elsewhere Terraform does not read it.
    fn carriage_return(&mut self, position: usize) {
        if self.lexer.byte(position + 1) != Some(b'\n') {
            let kind = SyntaxErrorKind::unexpected('\r');
            self.note(offset(position), offset(position + 1), kind);
        }
    }

    fn push_literal(&mut self, reading: Reading) {
        let (start, end) = (reading.start, self.lexer.position);
        if start == end {
            return;
        }
        let range = Range { start: offset(start), end: offset(end) };
        let literal = match reading.decoded {
            None => Literal::Source(range),
            Some(mut text) => {
                text.push_str(self.lexer.slice(reading.pending, end));
                Literal::Decoded(text)
            }
        };
        self.pieces.push(Piece { start: range.start, end: range.end, kind: PieceKind::Literal(literal) });
    }

    /// At `$` or `%`: how many bytes of literal text it makes with what follows, or nothing if it opens a sequence.
    fn dollar(&self, position: usize, reading: &mut Reading) -> Option<usize> {
        let sign = self.lexer.byte(position);
        let next = self.lexer.byte(position + 1);
        if next == Some(b'{') {
            return None;
        }
        if next == sign && self.lexer.byte(position + 2) == Some(b'{') {
            // `$${` is a literal `${`.
            let decoded = reading.decoded.get_or_insert_default();
            decoded.push_str(self.lexer.slice(reading.pending, position));
            reading.pending = position + 1;
            return Some(3);
        }
        Some(1)
    }

    /// At a backslash: decodes the escape; how many bytes it is.
    fn escape(&mut self, position: usize, reading: &mut Reading) -> usize {
        let (value, length) = match self.lexer.byte(position + 1) {
            Some(b'n') => (Some('\n'), 2),
            Some(b'r') => (Some('\r'), 2),
            Some(b't') => (Some('\t'), 2),
            Some(b'"') => (Some('"'), 2),
            Some(b'\\') => (Some('\\'), 2),
            Some(b'u') => (self.code_point(position + 2, 4), 6),
            Some(b'U') => (self.code_point(position + 2, 8), 10),
            _ => (None, 2),
        };
        let Some(value) = value else {
            let text = self.lexer.text.get(position + 1..).unwrap_or_default();
            let length = 1 + text.chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8);
            self.note(offset(position), offset(position + length), SyntaxErrorKind::InvalidEscape);
            return length;
        };
        let decoded = reading.decoded.get_or_insert_default();
        decoded.push_str(self.lexer.slice(reading.pending, position));
        decoded.push(value);
        reading.pending = position + length;
        length
    }

    fn code_point(&self, start: usize, digits: usize) -> Option<char> {
        let text = self.lexer.text.get(start..start + digits)?;
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        char::from_u32(u32::from_str_radix(text, 16).ok()?)
    }

    /// `${…}` or `%{…}`, which stands at the lexer's position. Whether it strips the text after it; nothing if it could
    /// not be read up to its brace.
    fn sequence(&mut self, mode: Mode<'_>, base: usize) -> Option<bool> {
        let start = self.lexer.position;
        let directive = self.lexer.byte(start) == Some(b'%');
        let mut opened = start + 2;
        if self.lexer.byte(opened) == Some(b'~') {
            opened += 1;
            if self.pieces.len() > base
                && let Some(piece) = self.pieces.last_mut()
            {
                strip(self.lexer.text, piece, Side::End);
            }
        }
        let open = Token { kind: Kind::OpenBrace, after_newline: false, start: offset(start), end: offset(opened) };
        self.lexer.position = opened;
        self.token = open;
        let outer = self.enter(false);
        let kind = if directive {
            self.directive()
        } else {
            let parsed = self.expression();
            Some(PieceKind::Interpolation(parsed))
        };
        let closed = self.close_sequence(mode, open);
        self.newlines = outer;
        let strip_next = closed?;
        let kind = kind.unwrap_or(PieceKind::Broken);
        self.pieces.push(Piece { start: open.start, end: offset(self.lexer.position), kind });
        Some(strip_next)
    }

    /// Checks that a brace closes the sequence here, and recovers up to one on the same line.
    fn close_sequence(&mut self, mode: Mode<'_>, open: Token) -> Option<bool> {
        let mut crossed = false;
        if !matches!(self.token.kind, Kind::CloseBrace | Kind::StripClose) {
            let unclosed = match self.token.kind {
                Kind::End | Kind::Quote => true,
                Kind::Identifier => self.token.after_newline && self.starts_item(),
                _ => false,
            };
            match unclosed {
                true => self.error(open.start, open.end, SyntaxErrorKind::UnclosedSequence),
                false => self.error_here(SyntaxErrorKind::ExtraInSequence),
            }
        }
        if self.recovering {
            crossed = self.token.after_newline;
            while !crossed && !matches!(self.token.kind, Kind::CloseBrace | Kind::StripClose | Kind::End) {
                self.skip_one();
                crossed = self.token.after_newline;
            }
        }
        match self.token.kind {
            Kind::CloseBrace | Kind::StripClose if !crossed => {
                self.recovering = false;
                Some(self.token.kind == Kind::StripClose)
            }
            _ => {
                if matches!(mode, Mode::Bare) {
                    self.recovering = false;
                }
                None
            }
        }
    }

    /// The inside of `%{…}`: nothing if it is not a directive.
    fn directive(&mut self) -> Option<PieceKind> {
        let Token { start, end, .. } = self.token;
        let word =
            if self.token.kind == Kind::Identifier { self.lexer.slice(start as usize, end as usize) } else { "" };
        match word {
            "if" => {
                self.advance();
                let condition = self.expression();
                Some(PieceKind::If(condition))
            }
            "for" => {
                let (key, value, collection) = self.for_introduction()?;
                Some(PieceKind::For { key, value, collection })
            }
            "else" | "endif" | "endfor" => {
                self.advance();
                Some(match word {
                    "else" => PieceKind::Else,
                    "endif" => PieceKind::EndIf,
                    _ => PieceKind::EndFor,
                })
            }
            _ => {
                self.error_here(SyntaxErrorKind::UnknownDirective);
                None
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// Takes the white space off one side of a literal piece, as `~` does.
fn strip(source: &str, piece: &mut Piece, side: Side) {
    match &mut piece.kind {
        PieceKind::Literal(Literal::Source(range)) => {
            let text = source.get(range.start as usize..range.end as usize).unwrap_or_default();
            match side {
                Side::Start => range.start = range.end - offset(text.trim_start().len()),
                Side::End => range.end = range.start + offset(text.trim_end().len()),
            }
        }
        PieceKind::Literal(Literal::Decoded(text)) => {
            *text = match side {
                Side::Start => text.trim_start().to_owned(),
                Side::End => text.trim_end().to_owned(),
            };
        }
        _ => {}
    }
}
