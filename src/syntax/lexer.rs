//! Tokens of native syntax, one at a time: the parser reads templates itself, since what a byte means there depends on
//! what surrounds it.

use unicode_ident::{is_xid_continue, is_xid_start};

use super::ast::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Identifier,
    Number,
    /// `"`: the template that follows is the parser's to read.
    Quote,
    /// `<<` or `<<-` before a heredoc marker.
    Heredoc,
    Newline,
    End,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParenthesis,
    CloseParenthesis,
    /// `~}`, the end of an interpolation that trims what follows.
    TrimClose,
    Assign,
    Arrow,
    Comma,
    Dot,
    Ellipsis,
    Colon,
    DoubleColon,
    Question,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Not,
    /// A character that begins no token, or one half of an operator.
    Unexpected,
    /// `/*` that never ends.
    OpenComment,
}

/// A token: what it is and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Reads tokens from `text`, from wherever the parser asks.
pub(super) struct Lexer<'t> {
    text: &'t str,
    pub(super) comments: Vec<Range>,
}

fn offset(position: usize) -> u32 {
    // Files are at most `source::MAX_FILE_BYTES`.
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, comments: Vec::new() }
    }

    pub(super) fn byte(&self, position: usize) -> u8 {
        self.text.as_bytes().get(position).copied().unwrap_or_default()
    }

    fn character(&self, position: usize) -> Option<char> {
        self.text.get(position..).and_then(|rest| rest.chars().next())
    }

    /// The token that starts at `position` or after blanks and comments. A comment that ends its line is followed by the
    /// newline that ends it.
    pub(super) fn token(&mut self, mut position: usize) -> Token {
        loop {
            let byte = self.byte(position);
            match byte {
                b' ' | b'\t' => position += 1,
                b'\r' if self.byte(position + 1) == b'\n' => position += 1,
                b'#' => position = self.line_comment(position),
                b'/' if self.byte(position + 1) == b'/' => position = self.line_comment(position),
                b'/' if self.byte(position + 1) == b'*' => {
                    let rest = self.text.as_bytes().get(position + 2..).unwrap_or_default();
                    let Some(length) = memchr::memmem::find(rest, b"*/") else {
                        return self.make(Kind::OpenComment, position, self.text.len());
                    };
                    let end = position + 2 + length + 2;
                    self.comments.push(Range { start: offset(position), end: offset(end) });
                    position = end;
                }
                _ => return self.at(position, byte),
            }
        }
    }

    fn line_comment(&mut self, position: usize) -> usize {
        let rest = self.text.as_bytes().get(position..).unwrap_or_default();
        let mut end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |length| position + length);
        let next = end;
        if end > position && self.byte(end - 1) == b'\r' {
            end -= 1;
        }
        self.comments.push(Range { start: offset(position), end: offset(end) });
        next
    }

    #[expect(clippy::unused_self, reason = "reads as the others do")]
    fn make(&self, kind: Kind, start: usize, end: usize) -> Token {
        Token { kind, start: offset(start), end: offset(end) }
    }

    fn at(&self, position: usize, byte: u8) -> Token {
        let next = self.byte(position + 1);
        let one = |kind| self.make(kind, position, position + 1);
        let two = |kind| self.make(kind, position, position + 2);
        match (byte, next) {
            (0, _) if position >= self.text.len() => self.make(Kind::End, self.text.len(), self.text.len()),
            (b'\n', _) => one(Kind::Newline),
            (b'"', _) => one(Kind::Quote),
            (b'{', _) => one(Kind::OpenBrace),
            (b'}', _) => one(Kind::CloseBrace),
            (b'[', _) => one(Kind::OpenBracket),
            (b']', _) => one(Kind::CloseBracket),
            (b'(', _) => one(Kind::OpenParenthesis),
            (b')', _) => one(Kind::CloseParenthesis),
            (b'~', b'}') => two(Kind::TrimClose),
            (b'=', b'=') => two(Kind::Equal),
            (b'=', b'>') => two(Kind::Arrow),
            (b'=', _) => one(Kind::Assign),
            (b',', _) => one(Kind::Comma),
            (b'.', b'.') if self.byte(position + 2) == b'.' => self.make(Kind::Ellipsis, position, position + 3),
            (b'.', _) => one(Kind::Dot),
            (b':', b':') => two(Kind::DoubleColon),
            (b':', _) => one(Kind::Colon),
            (b'?', _) => one(Kind::Question),
            (b'+', _) => one(Kind::Plus),
            (b'-', _) => one(Kind::Minus),
            (b'*', _) => one(Kind::Star),
            (b'/', _) => one(Kind::Slash),
            (b'%', _) => one(Kind::Percent),
            (b'!', b'=') => two(Kind::NotEqual),
            (b'!', _) => one(Kind::Not),
            (b'<', b'=') => two(Kind::LessOrEqual),
            (b'<', b'<') => self.heredoc(position),
            (b'<', _) => one(Kind::Less),
            (b'>', b'=') => two(Kind::GreaterOrEqual),
            (b'>', _) => one(Kind::Greater),
            (b'&', b'&') => two(Kind::And),
            (b'|', b'|') => two(Kind::Or),
            (b'0'..=b'9', _) => self.make(Kind::Number, position, self.number_end(position)),
            _ => self.identifier(position),
        }
    }

    fn heredoc(&self, position: usize) -> Token {
        let marker = position + if self.byte(position + 2) == b'-' { 3 } else { 2 };
        match self.character(marker) {
            Some(first) if is_identifier_start(first) => self.make(Kind::Heredoc, position, marker),
            _ => self.make(Kind::Unexpected, position, position + 2),
        }
    }

    /// Digits, a point followed by digits, a power of ten.
    fn number_end(&self, mut position: usize) -> usize {
        let digits = |mut at: usize| {
            while self.byte(at).is_ascii_digit() {
                at += 1;
            }
            at
        };
        position = digits(position);
        if self.byte(position) == b'.' && self.byte(position + 1).is_ascii_digit() {
            position = digits(position + 1);
        }
        if matches!(self.byte(position), b'e' | b'E') {
            let sign = usize::from(matches!(self.byte(position + 1), b'+' | b'-'));
            if self.byte(position + 1 + sign).is_ascii_digit() {
                position = digits(position + 1 + sign);
            }
        }
        position
    }

    fn identifier(&self, position: usize) -> Token {
        match self.character(position) {
            Some(first) if is_identifier_start(first) => {
                self.make(Kind::Identifier, position, self.identifier_end(position))
            }
            Some(other) => self.make(Kind::Unexpected, position, position + other.len_utf8()),
            None => self.make(Kind::End, self.text.len(), self.text.len()),
        }
    }

    /// Where the identifier that starts at `position` ends.
    pub(super) fn identifier_end(&self, mut position: usize) -> usize {
        loop {
            let byte = self.byte(position);
            if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') {
                position += 1;
            } else if byte < 0x80 {
                return position;
            } else {
                match self.character(position) {
                    Some(next) if is_xid_continue(next) => position += next.len_utf8(),
                    _ => return position,
                }
            }
        }
    }
}

/// `_` may start a name in Terraform, as in HCL's own grammar it may not; `terraform fmt` accepts it.
fn is_identifier_start(character: char) -> bool {
    character == '_' || is_xid_start(character)
}
