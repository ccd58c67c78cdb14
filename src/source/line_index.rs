//! From byte offsets to lines and columns, in logarithmic time.

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
    length: u32,
}

impl LineIndex {
    /// Indexes `text`. Lines end with `\n`; a `\r` before it belongs to the line.
    pub fn new(text: &str) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let starts = std::iter::once(0)
            .chain(memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1)))
            .collect();
        Self { starts, length: offset(text.len()) }
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
        let before = text.as_bytes().get(start..offset as usize).unwrap_or_default();
        // Continuation bytes do not start a character.
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        Position {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
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
}
