//! Tokens of native syntax, outside of templates.
//!
//! The parser asks for one token at a time and reads templates itself, so that no state has to follow brackets here.

use super::ast::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    End,
    Newline,
    Identifier,
    Number,
    /// `"`: a template follows.
    Quote,
    /// `<<NAME` or `<<-NAME` with its end of line: a template follows.
    Heredoc,
    OpenBrace,
    CloseBrace,
    /// `~}`
    StripClose,
    OpenBracket,
    CloseBracket,
    OpenParen,
    CloseParen,
    Dot,
    Ellipsis,
    Comma,
    Colon,
    DoubleColon,
    Equal,
    Arrow,
    Question,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Bang,
    DoubleEqual,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    /// `/*` that nothing closes: the rest of its line.
    UnclosedComment,
    /// One character that starts no token.
    Invalid,
}

/// A token: its kind and its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Whether newlines were passed over to reach it.
    pub(super) after_newline: bool,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Reads tokens from a text.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) position: usize,
    pub(super) comments: Vec<Range>,
    /// Set once a search for `*/` fails, so that a file of `/*` is not searched again and again.
    no_comment_end: bool,
}

/// An offset as the tree keeps it: files are far smaller than 4 GB.
#[expect(clippy::cast_possible_truncation, reason = "files are at most `MAX_FILE_BYTES` long")]
pub(super) fn offset(position: usize) -> u32 {
    position as u32
}

const IDENTIFIER_START: u8 = 1;
const IDENTIFIER_CONTINUE: u8 = 2;

/// What an ASCII byte can be part of.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        classes[byte as usize] = if byte.is_ascii_alphabetic() {
            IDENTIFIER_START | IDENTIFIER_CONTINUE
        } else if byte.is_ascii_digit() || byte == b'_' || byte == b'-' {
            IDENTIFIER_CONTINUE
        } else {
            0
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES.get(byte as usize).copied().unwrap_or_default()
}

impl<'a> Lexer<'a> {
    /// Tokens of `text` from `position` on.
    pub(super) fn new(text: &'a str, position: usize) -> Self {
        Self { text, position, comments: Vec::new(), no_comment_end: false }
    }

    pub(super) fn byte(&self, position: usize) -> Option<u8> {
        self.text.as_bytes().get(position).copied()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn rest(&self, position: usize) -> &'a [u8] {
        self.text.as_bytes().get(position..).unwrap_or_default()
    }

    fn char_at(&self, position: usize) -> Option<char> {
        self.text.get(position..)?.chars().next()
    }

    /// Goes back to `position`, and forgets the comments that reading on from there finds again.
    pub(super) fn go_back(&mut self, position: usize) {
        while self.comments.last().is_some_and(|comment| comment.end as usize > position) {
            self.comments.pop();
        }
        self.position = position;
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Token {
        loop {
            let start = self.position;
            let Some(byte) = self.byte(start) else {
                return Token { kind: Kind::End, after_newline: false, start: offset(start), end: offset(start) };
            };
            let next = self.byte(start + 1);
            let (kind, length) = match byte {
                b' ' | b'\t' => {
                    self.position += 1;
                    continue;
                }
                b'\n' => (Kind::Newline, 1),
                b'\r' if next == Some(b'\n') => (Kind::Newline, 2),
                b'#' => {
                    self.line_comment();
                    continue;
                }
                b'/' if next == Some(b'/') => {
                    self.line_comment();
                    continue;
                }
                b'/' if next == Some(b'*') => match self.block_comment() {
                    Some(length) => (Kind::UnclosedComment, length),
                    None => continue,
                },
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => (Kind::Identifier, self.identifier(start) - start),
                b'0'..=b'9' => (Kind::Number, self.number(start) - start),
                b'"' => (Kind::Quote, 1),
                b'{' => (Kind::OpenBrace, 1),
                b'}' => (Kind::CloseBrace, 1),
                b'[' => (Kind::OpenBracket, 1),
                b']' => (Kind::CloseBracket, 1),
                b'(' => (Kind::OpenParen, 1),
                b')' => (Kind::CloseParen, 1),
                b',' => (Kind::Comma, 1),
                b'.' if next == Some(b'.') && self.byte(start + 2) == Some(b'.') => (Kind::Ellipsis, 3),
                b'.' => (Kind::Dot, 1),
                b'=' => match next {
                    Some(b'=') => (Kind::DoubleEqual, 2),
                    Some(b'>') => (Kind::Arrow, 2),
                    _ => (Kind::Equal, 1),
                },
                b':' if next == Some(b':') => (Kind::DoubleColon, 2),
                b':' => (Kind::Colon, 1),
                b'?' => (Kind::Question, 1),
                b'+' => (Kind::Plus, 1),
                b'-' => (Kind::Minus, 1),
                b'*' => (Kind::Star, 1),
                b'/' => (Kind::Slash, 1),
                b'%' => (Kind::Percent, 1),
                b'!' if next == Some(b'=') => (Kind::NotEqual, 2),
                b'!' => (Kind::Bang, 1),
                b'<' => match next {
                    Some(b'=') => (Kind::LessOrEqual, 2),
                    Some(b'<') => self.heredoc_opening(start).map_or((Kind::Less, 1), |length| (Kind::Heredoc, length)),
                    _ => (Kind::Less, 1),
                },
                b'>' if next == Some(b'=') => (Kind::GreaterOrEqual, 2),
                b'>' => (Kind::Greater, 1),
                b'&' if next == Some(b'&') => (Kind::And, 2),
                b'|' if next == Some(b'|') => (Kind::Or, 2),
                b'~' if next == Some(b'}') => (Kind::StripClose, 2),
                _ => match self.char_at(start) {
                    Some(character) if unicode_ident::is_xid_start(character) => {
                        (Kind::Identifier, self.identifier(start) - start)
                    }
                    Some(character) => (Kind::Invalid, character.len_utf8()),
                    None => (Kind::Invalid, 1),
                },
            };
            self.position = start + length;
            return Token { kind, after_newline: false, start: offset(start), end: offset(start + length) };
        }
    }

    fn line_comment(&mut self) {
        let start = self.position;
        let rest = self.rest(start);
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        self.position = start + length;
        let text = rest.get(..length).unwrap_or_default();
        let end = start + length - usize::from(text.ends_with(b"\r"));
        self.comments.push(Range { start: offset(start), end: offset(end) });
    }

    /// Passes over a block comment; the length of its line if it has no end.
    fn block_comment(&mut self) -> Option<usize> {
        let start = self.position;
        let rest = self.rest(start);
        if !self.no_comment_end
            && let Some(length) = memchr::memmem::find(rest.get(2..).unwrap_or_default(), b"*/")
        {
            self.position = start + length + 4;
            self.comments.push(Range { start: offset(start), end: offset(self.position) });
            return None;
        }
        self.no_comment_end = true;
        Some(memchr::memchr(b'\n', rest).unwrap_or(rest.len()))
    }

    /// The end of the identifier that starts at `position`.
    pub(super) fn identifier(&self, mut position: usize) -> usize {
        loop {
            match self.byte(position) {
                Some(byte) if class(byte) & IDENTIFIER_CONTINUE != 0 => position += 1,
                Some(byte) if byte >= 0x80 => match self.char_at(position) {
                    Some(character) if unicode_ident::is_xid_continue(character) => position += character.len_utf8(),
                    _ => return position,
                },
                _ => return position,
            }
        }
    }

    /// The end of the number that starts at `position`. Dots are taken as long as a digit or an exponent follows, so
    /// that `1.2.3` is one malformed number and `.0.1` one legacy index.
    fn number(&self, position: usize) -> usize {
        let mut end = position + 1;
        let mut ahead = end;
        loop {
            match self.byte(ahead) {
                Some(b'0'..=b'9') => {
                    ahead += 1;
                    end = ahead;
                }
                Some(b'.') => ahead += 1,
                Some(b'e' | b'E') => {
                    let sign = usize::from(matches!(self.byte(ahead + 1), Some(b'+' | b'-')));
                    if !self.byte(ahead + 1 + sign).is_some_and(|byte| byte.is_ascii_digit()) {
                        return end;
                    }
                    ahead += 2 + sign;
                    end = ahead;
                }
                _ => return end,
            }
        }
    }

    /// The length of `<<NAME` with its end of line, if that is what starts at `start`.
    fn heredoc_opening(&self, start: usize) -> Option<usize> {
        let name = start + 2 + usize::from(self.byte(start + 2) == Some(b'-'));
        let first = self.char_at(name)?;
        if first != '_' && !unicode_ident::is_xid_start(first) {
            return None;
        }
        let end = self.identifier(name);
        match (self.byte(end), self.byte(end + 1)) {
            (Some(b'\n'), _) => Some(end + 1 - start),
            (Some(b'\r'), Some(b'\n')) => Some(end + 2 - start),
            _ => None,
        }
    }

    /// Passes over the rest of a quoted template whose contents nobody will read, up to its closing quote or the end of
    /// its line. Without recursion: recovery must work at any depth.
    pub(super) fn skip_quoted(&mut self) {
        // `true` is inside quotes, `false` inside the braces of a sequence.
        let mut stack = vec![true];
        while let Some(&quoted) = stack.last() {
            let Some(byte) = self.byte(self.position) else { return };
            let next = self.byte(self.position + 1);
            let length = match byte {
                b'\n' => return,
                b'\\' if quoted => 1 + usize::from(next.is_some_and(|next| next != b'\n')),
                b'$' | b'%' if quoted && next == Some(byte) && self.byte(self.position + 2) == Some(b'{') => 3,
                b'$' | b'%' if quoted && next == Some(b'{') => {
                    stack.push(false);
                    2
                }
                b'"' if quoted => {
                    stack.pop();
                    1
                }
                b'"' => {
                    stack.push(true);
                    1
                }
                b'{' if !quoted => {
                    stack.push(false);
                    1
                }
                b'}' if !quoted => {
                    stack.pop();
                    1
                }
                _ => 1,
            };
            self.position += length;
        }
    }
}
