//! Strings of JSON: where they end, what they hold, and where in the source what they hold comes from.

use std::borrow::Cow;

use memchr::memchr2;

/// Where the string that starts at `start`, after its quote, has its closing quote. Nothing if a control character or
/// the end of the text comes first.
pub(super) fn end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut position = start;
    loop {
        let found = position + memchr2(b'"', b'\\', bytes.get(position..)?)?;
        if bytes.get(position..found)?.iter().any(|byte| *byte < b' ') {
            return None;
        }
        if bytes.get(found) == Some(&b'"') {
            return Some(found);
        }
        // Whatever is escaped, it does not close the string.
        position = found + 1 + usize::from(bytes.get(found + 1).is_some_and(|byte| *byte >= b' '));
    }
}

/// What the string between its quotes holds, or where an escape that does not exist starts.
pub(in super::super) fn decode(raw: &str) -> Result<Cow<'_, str>, usize> {
    if !raw.contains('\\') {
        return Ok(Cow::Borrowed(raw));
    }
    let mut decoded = String::with_capacity(raw.len());
    for unit in (Units { raw, position: 0 }) {
        decoded.push(unit.character.ok_or(unit.start)?);
    }
    Ok(Cow::Owned(decoded))
}

/// Where in `raw`, a string between its quotes, the byte `offset` of what it holds comes from.
pub(in super::super) fn source_offset(raw: &str, offset: usize) -> usize {
    let mut decoded = 0;
    for unit in (Units { raw, position: 0 }) {
        if decoded >= offset {
            return unit.start;
        }
        decoded += unit.character.map_or(0, char::len_utf8);
    }
    raw.len()
}

/// A character of a string, with where it starts as written. No character: an escape that does not exist.
struct Unit {
    start: usize,
    character: Option<char>,
}

struct Units<'t> {
    raw: &'t str,
    position: usize,
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let start = self.position;
        let rest = self.raw.get(start..)?;
        let first = rest.chars().next()?;
        self.position += first.len_utf8();
        if first != '\\' {
            return Some(Unit { start, character: Some(first) });
        }
        let escaped = rest.chars().nth(1);
        self.position += escaped.map_or(0, char::len_utf8);
        let character = match escaped {
            Some(plain @ ('"' | '\\' | '/')) => Some(plain),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('u') => self.code_point(),
            _ => None,
        };
        Some(Unit { start, character })
    }
}

impl Units<'_> {
    /// The character whose four digits stand here, with the second half of a surrogate pair. Half a pair is no
    /// character: it becomes U+FFFD, as in Go, whose reading of JSON is Terraform's.
    fn code_point(&mut self) -> Option<char> {
        let first = self.digits(self.position)?;
        self.position += 4;
        if !(0xD800..0xDC00).contains(&first) {
            return Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let second = self.raw.get(self.position..).filter(|rest| rest.starts_with("\\u"));
        match second.and_then(|_| self.digits(self.position + 2)) {
            Some(second @ 0xDC00..0xE000) => {
                self.position += 6;
                char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            }
            _ => Some(char::REPLACEMENT_CHARACTER),
        }
    }

    fn digits(&self, start: usize) -> Option<u32> {
        let digits = self.raw.get(start..start + 4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    }
}
