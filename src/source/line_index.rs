//! From byte offsets to lines and columns, in logarithmic time, however long the lines are.

use memchr::memchr_iter;

/// A place as people and report formats name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// Where each line of a file starts.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each multiple of [`STRIDE`]: a file may be one line of megabytes.
    characters: Vec<u32>,
    length: u32,
}

/// The most bytes whose characters are counted to find a column, times two.
const STRIDE: usize = 4096;

impl LineIndex {
    /// Indexes `text`. Lines end with `\n`; a `\r` before it belongs to the line.
    pub fn new(text: &str) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let starts = std::iter::once(0).chain(memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1))).collect();
        let mut characters = vec![0];
        for stride in text.as_bytes().chunks(STRIDE) {
            let before = characters.last().copied().unwrap_or_default();
            characters.push(before + offset(beginning(stride)));
        }
        Self { starts, characters, length: offset(text.len()) }
    }

    /// How many characters of `text` begin before `offset`.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let stride = (offset / STRIDE).min(self.characters.len().saturating_sub(1));
        let rest = text.as_bytes().get(stride * STRIDE..offset).unwrap_or_default();
        self.characters.get(stride).map_or(0, |before| *before as usize) + beginning(rest)
    }

    /// The line that holds `offset`, from 0.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// How many lines there are (at least one).
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: an empty file has one line. Kept beside [`LineIndex::len`] for readers who expect it.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The byte range of `line` (from 0), its end of line included.
    pub fn range(&self, line: usize) -> std::ops::Range<u32> {
        let start = self.starts.get(line).copied().unwrap_or(self.length);
        start..self.starts.get(line + 1).copied().unwrap_or(self.length)
    }

    /// Line and column of `offset` in `text`, which must be the text that was indexed.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.range(line).start as usize;
        let end = (offset as usize).clamp(start, text.len().max(start));
        let column = self.characters_before(text, end) - self.characters_before(text, start);
        Position {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
}

/// How many characters begin in `bytes`: continuation bytes begin none.
fn beginning(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let text = "a\né = 1\r\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(text, 5), Position { line: 2, column: 3 });
        assert_eq!(lines.position(text, 10), Position { line: 3, column: 1 });
        assert_eq!(lines.range(1), 2..10);
    }

    #[test]
    fn columns_of_a_long_line_are_those_of_a_short_one() {
        let text = format!("x\n{}", "é1".repeat(STRIDE));
        let lines = LineIndex::new(&text);
        for characters in [0, 1, 2 * STRIDE / 3, STRIDE, STRIDE + 1, 2 * STRIDE] {
            let offset: usize = text.chars().take(2 + characters).map(char::len_utf8).sum();
            let column = u32::try_from(characters + 1).unwrap();
            let position = lines.position(&text, u32::try_from(offset).unwrap());
            assert_eq!(position, Position { line: 2, column });
        }
    }
}
