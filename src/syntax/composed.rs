//! A text put together from pieces of a file: what stands in its tree has its place in that file all the same.

use std::sync::Arc;

use super::ast::Tree;
use super::json::parse_json;
use super::lexer::offset;
use super::parser::parse;
use crate::source::{FileId, Span};

/// Where a piece of a composed text comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it starts in the text.
    start: u32,
    /// The bytes of the file that gave it.
    from: u32,
    to: u32,
    /// Whether it is those bytes, one for one, rather than what they are worth.
    copied: bool,
}

/// A text under composition.
#[derive(Debug)]
pub struct Composed {
    file: FileId,
    text: String,
    pieces: Vec<Piece>,
}

impl Composed {
    /// Nothing yet, of pieces of `file`.
    pub fn new(file: FileId) -> Self {
        Self { file, text: String::new(), pieces: Vec::new() }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds `text`, which stands at `from` in the file.
    pub fn copy(&mut self, text: &str, from: u32) {
        self.push(text, Piece { start: 0, from, to: from + offset(text.len()), copied: true });
    }

    /// Adds `text`, which what stands at `span` in the file is worth.
    pub fn compute(&mut self, text: &str, span: Span) {
        self.push(text, Piece { start: 0, from: span.start, to: span.end, copied: false });
    }

    fn push(&mut self, text: &str, piece: Piece) {
        if !text.is_empty() {
            self.pieces.push(Piece { start: offset(self.text.len()), ..piece });
            self.text.push_str(text);
        }
    }

    /// The tree of the text, of native or of JSON syntax.
    pub fn parse(self, json: bool) -> Tree {
        let text: Arc<str> = self.text.into();
        let mut tree = if json { parse_json(self.file, &text) } else { parse(self.file, &text) };
        tree.pieces = self.pieces;
        let (mut errors, mut comments) = (std::mem::take(&mut tree.errors), std::mem::take(&mut tree.comments));
        for span in
            errors.iter_mut().map(|error| &mut error.span).chain(comments.iter_mut().map(|comment| &mut comment.span))
        {
            *span = tree.placed(span.start, span.end);
        }
        (tree.errors, tree.comments) = (errors, comments);
        tree
    }
}

impl Tree {
    /// The bytes of the file that gave `start..end` of a composed text.
    pub(super) fn placed(&self, start: u32, end: u32) -> Span {
        let from = self.piece_at(start).map_or(start, |piece| {
            if piece.copied { (piece.from + (start - piece.start)).min(piece.to) } else { piece.from }
        });
        // The end belongs to the piece of the last byte.
        let to = self.piece_at(end.saturating_sub(1).max(start)).map_or(end, |piece| {
            if piece.copied { (piece.from + (end - piece.start)).min(piece.to) } else { piece.to }
        });
        Span::new(self.file, from, to.max(from))
    }

    fn piece_at(&self, position: u32) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= position);
        after.checked_sub(1).and_then(|index| self.pieces.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Expression;

    #[test]
    fn what_is_written_keeps_its_place_and_what_is_computed_has_that_of_its_source() {
        let source = "region = \"${local.region}\" # here\nzone = }\n";
        let at = |part: &str| offset(source.find(part).unwrap());
        let mut composed = Composed::new(FileId(7));
        composed.copy("region = \"", 0);
        composed.compute("fr-par", Span::new(FileId(7), at("${"), at("\" #")));
        composed.copy("\" # here\nzone = }\n", at("\" #"));
        let tree = composed.parse(false);
        let region = tree.body().attribute("region").unwrap();
        assert!(matches!(region.value.expression(), Expression::String("fr-par")));
        let text = |span: Span| &source[span.start as usize..span.end as usize];
        assert_eq!(text(region.value.span()), "\"${local.region}\"");
        assert_eq!(text(tree.comments()[0].span).trim_end(), "# here");
        assert_eq!(text(tree.errors()[0].span), "}");
        assert_eq!(tree.errors()[0].span.file, FileId(7));
    }

    #[test]
    fn a_computed_text_of_json_syntax_has_the_place_of_its_source() {
        let mut composed = Composed::new(FileId(0));
        composed.compute("{\"locals\": {\"a\": \"x\\n${local.b}\"}}", Span::new(FileId(0), 20, 30));
        let tree = composed.parse(true);
        let locals = tree.body().blocks_of("locals", 0);
        let value = locals[0].body.attribute("a").unwrap().value;
        assert_eq!(value.span(), Span::new(FileId(0), 20, 30));
    }
}
