//! What a comment is attached to: the argument or block on its line, or on the line after when it stands alone.

use rustc_hash::FxHashMap;

use crate::source::{LineIndex, Span};
use crate::syntax::{Body, Tree};

/// Where arguments and blocks begin and end in a file, and what comments stand before.
pub(super) struct Attachments<'t> {
    tree: &'t Tree,
    lines: &'t LineIndex,
    /// By line, from 0: the outermost item that begins there.
    beginning: FxHashMap<usize, (u32, u32)>,
    /// By line: the outermost item that ends there.
    ending: FxHashMap<usize, (u32, u32)>,
    /// By line that a comment alone takes first: the line after the comments that follow each other there.
    after: FxHashMap<usize, usize>,
}

impl<'t> Attachments<'t> {
    pub(super) fn new(tree: &'t Tree, lines: &'t LineIndex) -> Self {
        let mut own = Self {
            tree,
            lines,
            beginning: FxHashMap::default(),
            ending: FxHashMap::default(),
            after: FxHashMap::default(),
        };
        own.items(tree.body());
        for comment in tree.comments().iter().rev() {
            if !own.is_alone(comment.span) {
                continue;
            }
            let (first, last) = (own.lines.line_of(comment.span.start), own.lines.line_of(comment.span.end));
            let after = own.after.get(&(last + 1)).copied().unwrap_or(last + 1);
            own.after.insert(first, after);
        }
        own
    }

    fn items(&mut self, body: Body<'_>) {
        for attribute in body.attributes() {
            self.item(attribute.name_span.start, attribute.value.span().end);
        }
        for block in body.native_blocks() {
            let end = block.body.span().end;
            let rest = self.tree.text().get(end as usize..).unwrap_or_default();
            let blank = rest.len() - rest.trim_start().len();
            let closed = rest.trim_start().starts_with('}');
            let end = if closed { end.saturating_add(u32::try_from(blank + 1).unwrap_or(u32::MAX)) } else { end };
            self.item(block.header.start, end);
            self.items(block.body);
        }
    }

    fn item(&mut self, start: u32, end: u32) {
        let outer = |known: &mut (u32, u32)| {
            if start < known.0 || (start == known.0 && end > known.1) {
                *known = (start, end);
            }
        };
        self.beginning.entry(self.lines.line_of(start)).and_modify(outer).or_insert((start, end));
        self.ending.entry(self.lines.line_of(end)).and_modify(outer).or_insert((start, end));
    }

    /// The text of the line `line`, and where it starts.
    fn line(&self, line: usize) -> Option<(u32, &'t str)> {
        let range = self.lines.range(line);
        Some((range.start, self.tree.text().get(range.start as usize..range.end as usize)?))
    }

    /// Whether nothing else is on the lines of `comment`.
    fn is_alone(&self, comment: Span) -> bool {
        let text = self.tree.text();
        let before = text.get(..comment.start as usize).unwrap_or_default();
        let after = text.get(comment.end as usize..).unwrap_or_default();
        let blank = |character: char| matches!(character, ' ' | '\t' | '\r' | '\u{feff}');
        let before = before.trim_end_matches(blank);
        let after = after.trim_start_matches(blank);
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
    }

    /// What `comment` is attached to, if to anything: a range of the file.
    pub(super) fn target(&self, comment: Span) -> Option<Span> {
        let alone = self.is_alone(comment);
        let line = self.lines.line_of(comment.start);
        let line = if alone { *self.after.get(&line)? } else { line };
        let (start, text) = self.line(line)?;
        if text.trim().is_empty() {
            return None;
        }
        let ending = || if alone { None } else { self.ending.get(&line) };
        // In the middle of an argument of several lines, the line is meant.
        let line_end = start.saturating_add(u32::try_from(text.trim_end().len()).unwrap_or(u32::MAX));
        let (start, end) = self.beginning.get(&line).or_else(ending).copied().unwrap_or((start, line_end));
        Some(Span::new(comment.file, start, end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::FileId;
    use crate::syntax::parse;

    /// The first line of what each comment of `text` is attached to.
    fn targets(text: &str) -> Vec<String> {
        let tree = parse(FileId(0), &text.into());
        let lines = LineIndex::new(text);
        let attachments = Attachments::new(&tree, &lines);
        let first = |span: Span| text[span.start as usize..span.end as usize].lines().next().unwrap_or("").to_owned();
        tree.comments().iter().map(|comment| attachments.target(comment.span).map_or("-".to_owned(), first)).collect()
    }

    #[test]
    fn a_comment_speaks_of_its_line_or_of_the_next() {
        let text =
            "# a\nresource \"x\" \"y\" { # b\n  # c\n  # d\n  region = \"r\" # e\n  /* f */ zone = \"z\"\n} # g\n";
        let block = "resource \"x\" \"y\" {".to_owned() + " # b";
        let expected = [&block, &block, "region = \"r\"", "region = \"r\"", "region = \"r\"", "zone = \"z\"", &block];
        assert_eq!(targets(text), expected);
    }

    #[test]
    fn a_comment_before_nothing_is_attached_to_nothing() {
        assert_eq!(targets("# a\n\nx = 1\n# b\n"), ["-", "-"]);
        assert_eq!(targets("# a"), ["-"]);
    }

    #[test]
    fn several_lines_make_one_argument_and_each_is_a_place_in_it() {
        let text = "x = merge({\n  a = 1 # a\n}, y) # b\nz {\n  # c\n}\n";
        assert_eq!(targets(text), ["  a = 1 # a", "x = merge({", "}"]);
    }

    proptest! {
        #[test]
        fn what_a_comment_is_attached_to_is_in_its_file(
            parts in proptest::collection::vec(
                prop_oneof![
                    Just("# cocarde:ignore[X]"), Just("/* é */"), Just("// x"), Just("/*\n*/"), Just("\n"), Just("\r\n"), Just(" "),
                    Just("x = 1"), Just("é {"), Just("b \"l\" {"), Just("}"), Just("["), Just("]"), Just("{"), Just("<<E\n"), Just("E\n"),
                ],
                0..24,
            )
        ) {
            let text = parts.concat();
            let tree = parse(FileId(0), &text.as_str().into());
            let lines = LineIndex::new(&text);
            let attachments = Attachments::new(&tree, &lines);
            for comment in tree.comments() {
                if let Some(target) = attachments.target(comment.span) {
                    prop_assert!(text.get(target.start as usize..target.end as usize).is_some(), "{target:?} in {text:?}");
                }
            }
        }
    }

    #[test]
    fn a_block_on_one_line_is_meant_as_a_whole() {
        assert_eq!(targets("provider \"x\" { region = \"r\" } # a\n"), ["provider \"x\" { region = \"r\" }"]);
    }
}
