//! From flat pieces to a string, or to parts that nest.

use super::super::super::ast::{Range, RawFor, RawKind, RawPart, Text};
use super::super::super::error::SyntaxErrorKind;
use super::super::super::lexer::offset;
use super::super::{MAX_DEPTH, Parsed, Parser, settle};
use super::{Literal, Piece, PieceKind};

/// The directive around the parts being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    Nothing,
    Then,
    Else,
    For,
}

/// Parts being built out of pieces, from `next` on.
struct Builder {
    pieces: std::vec::IntoIter<Piece>,
}

impl Parser<'_> {
    /// The node of the pieces above `base`, which stand between `start` and `end`.
    pub(super) fn build(&mut self, base: usize, start: u32, end: u32) -> Parsed {
        let pieces = self.pieces.get(base..).unwrap_or_default();
        if pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Broken)) {
            self.pieces.truncate(base);
            return self.invalid(start, end);
        }
        let only_literals =
            self.pieces.get(base..).unwrap_or_default().iter().all(|piece| matches!(piece.kind, PieceKind::Literal(_)));
        if only_literals {
            let mut text = Literal::Source(Range { start: end, end });
            let mut first = true;
            let pieces = self.pieces.split_off(base);
            for piece in pieces {
                if let PieceKind::Literal(literal) = piece.kind {
                    text = if first { literal } else { self.join(text, literal) };
                    first = false;
                }
            }
            return self.string(start, end, text);
        }
        let mut builder = Builder { pieces: self.pieces.split_off(base).into_iter() };
        let (parsed, _) = self.parts(&mut builder, Around::Nothing, start, end);
        parsed
    }

    fn string(&mut self, start: u32, end: u32, literal: Literal) -> Parsed {
        let kind = match self.text(literal) {
            Text::Source(range) => RawKind::StringSource { start: range.start, end: range.end },
            Text::Decoded(index) => RawKind::StringDecoded { index },
        };
        self.leaf(start, end, kind)
    }

    fn text(&mut self, literal: Literal) -> Text {
        match literal {
            Literal::Source(range) => Text::Source(range),
            Literal::Decoded(text) => {
                self.tree.decoded.push(text.into_boxed_str());
                Text::Decoded(offset(self.tree.decoded.len() - 1))
            }
        }
    }

    /// Two literals in a row as one; still a range of the source where they touch.
    fn join(&self, left: Literal, right: Literal) -> Literal {
        match (left, right) {
            (Literal::Source(left), right) if left.start == left.end => right,
            (left, Literal::Source(right)) if right.start == right.end => left,
            (Literal::Source(left), Literal::Source(right)) if left.end == right.start => {
                Literal::Source(Range { start: left.start, end: right.end })
            }
            (left, right) => {
                let mut text = match left {
                    Literal::Decoded(text) => text,
                    Literal::Source(range) => self.lexer.slice(range.start as usize, range.end as usize).to_owned(),
                };
                match right {
                    Literal::Decoded(right) => text.push_str(&right),
                    Literal::Source(range) => {
                        text.push_str(self.lexer.slice(range.start as usize, range.end as usize));
                    }
                }
                Literal::Decoded(text)
            }
        }
    }

    /// The node of the pieces up to the directive that ends `around`, and that directive.
    fn parts(&mut self, builder: &mut Builder, around: Around, start: u32, end: u32) -> (Parsed, Option<Piece>) {
        let base = self.parts.len();
        let mut below = 0;
        let mut literal: Option<Literal> = None;
        let mut terminator = None;
        while let Some(piece) = builder.pieces.next() {
            let part = match piece.kind {
                PieceKind::Literal(next) => {
                    literal = Some(match literal {
                        Some(before) => self.join(before, next),
                        None => next,
                    });
                    continue;
                }
                PieceKind::Broken => continue,
                PieceKind::Interpolation(parsed) => {
                    below = below.max(parsed.height);
                    RawPart::Interpolation(parsed.id)
                }
                PieceKind::Else if around == Around::Then => {
                    terminator = Some(piece);
                    break;
                }
                PieceKind::EndIf if matches!(around, Around::Then | Around::Else) => {
                    terminator = Some(piece);
                    break;
                }
                PieceKind::EndFor if around == Around::For => {
                    terminator = Some(piece);
                    break;
                }
                PieceKind::Else | PieceKind::EndIf | PieceKind::EndFor => {
                    let name = match piece.kind {
                        PieceKind::Else => "else",
                        PieceKind::EndIf => "endif",
                        _ => "endfor",
                    };
                    let kind = SyntaxErrorKind::UnexpectedDirective { name: name.to_owned() };
                    self.note(piece.start, piece.end, kind);
                    continue;
                }
                PieceKind::If(_) | PieceKind::For { .. } if self.depth >= MAX_DEPTH => {
                    self.error(piece.start, piece.end, SyntaxErrorKind::TooDeep);
                    builder.pieces.by_ref().for_each(drop);
                    break;
                }
                PieceKind::If(condition) => {
                    self.flush_literal(&mut literal);
                    self.depth += 1;
                    let (part, height) = self.if_directive(builder, condition, (piece.start, piece.end), end);
                    self.depth -= 1;
                    below = below.max(height);
                    part
                }
                PieceKind::For { key, value, collection } => {
                    self.flush_literal(&mut literal);
                    self.depth += 1;
                    let (body, ended) = self.parts(builder, Around::For, piece.end, end);
                    self.depth -= 1;
                    if ended.is_none() {
                        self.unclosed_directive("for", (piece.start, piece.end));
                    }
                    below = below.max(body.height).max(collection.height);
                    let index = offset(self.tree.loops.len());
                    self.tree.loops.push(RawFor {
                        key,
                        value,
                        collection: collection.id,
                        result_key: None,
                        result: body.id,
                        condition: None,
                        grouping: false,
                    });
                    RawPart::For { index }
                }
            };
            self.flush_literal(&mut literal);
            self.parts.push(part);
        }
        let end = terminator.as_ref().map_or(end, |piece| piece.start);
        if self.parts.len() == base {
            let literal = literal.unwrap_or(Literal::Source(Range { start: end, end }));
            return (self.string(start, end, literal), terminator);
        }
        self.flush_literal(&mut literal);
        let (first, length) = settle(&mut self.parts, base, &mut self.tree.parts);
        (self.branch(start, end, below, RawKind::Template { start: first, length }), terminator)
    }

    fn flush_literal(&mut self, literal: &mut Option<Literal>) {
        // Even when nothing is left of it: beside a literal that was stripped, an interpolation makes a string.
        if let Some(literal) = literal.take() {
            let text = self.text(literal);
            self.parts.push(RawPart::Literal(text));
        }
    }

    fn if_directive(
        &mut self,
        builder: &mut Builder,
        condition: Parsed,
        opening: (u32, u32),
        end: u32,
    ) -> (RawPart, u16) {
        let (then, mut terminator) = self.parts(builder, Around::Then, opening.1, end);
        let mut height = condition.height.max(then.height);
        let mut otherwise = None;
        if let Some(Piece { end: else_end, kind: PieceKind::Else, .. }) = terminator {
            let (parsed, ended) = self.parts(builder, Around::Else, else_end, end);
            height = height.max(parsed.height);
            otherwise = Some(parsed.id);
            terminator = ended;
        }
        if terminator.is_none() {
            self.unclosed_directive("if", opening);
        }
        (RawPart::If { condition: condition.id, then: then.id, otherwise }, height)
    }

    fn unclosed_directive(&mut self, name: &str, (start, end): (u32, u32)) {
        if !self.recovering {
            self.note(start, end, SyntaxErrorKind::UnclosedDirective { name: name.to_owned() });
        }
    }
}

/// Takes off the indentation that the lines of a `<<-` heredoc share. A line of white space alone does not count, and a
/// line starts only after a literal that ends with a newline: after `~}` has eaten one, the next is no new line.
pub(super) fn flush(source: &str, pieces: &mut [Piece]) {
    let text_of = |literal: &Literal| -> String {
        match literal {
            Literal::Source(range) => {
                source.get(range.start as usize..range.end as usize).unwrap_or_default().to_owned()
            }
            Literal::Decoded(text) => text.clone(),
        }
    };
    let mut shared = usize::MAX;
    let mut indented = Vec::new();
    let mut line_start = true;
    for (index, piece) in pieces.iter().enumerate() {
        let PieceKind::Literal(literal) = &piece.kind else {
            if std::mem::take(&mut line_start) {
                shared = 0;
            }
            continue;
        };
        let owned;
        let text = match literal {
            Literal::Source(range) => source.get(range.start as usize..range.end as usize).unwrap_or_default(),
            Literal::Decoded(_) => {
                owned = text_of(literal);
                &owned
            }
        };
        if line_start {
            let rest = text.trim_start();
            if !(rest.is_empty() && text.ends_with('\n')) {
                let spaces = text.chars().take_while(|character| character.is_whitespace()).count();
                shared = shared.min(spaces);
                indented.push(index);
            }
        }
        line_start = text.ends_with('\n');
    }
    if shared == 0 {
        return;
    }
    for index in indented {
        let Some(Piece { kind: PieceKind::Literal(literal), .. }) = pieces.get_mut(index) else {
            continue;
        };
        match literal {
            Literal::Source(range) => {
                let text = source.get(range.start as usize..range.end as usize).unwrap_or_default();
                range.start += offset(prefix(text, shared));
            }
            Literal::Decoded(text) => {
                text.drain(..prefix(text, shared));
            }
        }
    }
}

/// How many bytes the first `count` characters take.
fn prefix(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(index, _)| index)
}
