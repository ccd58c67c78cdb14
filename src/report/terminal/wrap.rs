//! Where lines may break: at spaces only. People copy paths, addresses, dates and commands from a terminal: what is too
//! long for a line goes beyond it rather than come out with a break inside.

use std::borrow::Cow;

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

pub(super) const SEPARATOR: WordSeparator = WordSeparator::Custom(words);
pub(super) const SPLITTER: WordSplitter = WordSplitter::NoHyphenation;

/// `text` in lines of at most `width` columns, the indent included, unless a word is longer.
pub(crate) fn wrap<'t>(text: &'t str, width: usize, indent: &'t str) -> Vec<Cow<'t, str>> {
    let options = Options::new(width)
        .initial_indent(indent)
        .subsequent_indent(indent)
        .break_words(false)
        .word_separator(SEPARATOR)
        .word_splitter(SPLITTER);
    textwrap::wrap(text, options)
}

fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut rest = line;
    Box::new(std::iter::from_fn(move || {
        let (word, left) = rest.split_at(end_of_word(rest));
        rest = left;
        (!word.is_empty()).then(|| Word::from(word))
    }))
}

/// Where the first word of `text` ends, its spaces included. What stands between backquotes is one word, French signs
/// stay with what they close or open, an arrow with the place that it leads to, and a quoted name with what it names, as
/// in the address `backend "s3"`.
fn end_of_word(text: &str) -> usize {
    let (mut quoted, mut before) = (false, ' ');
    for (index, character) in text.char_indices() {
        let after = text.get(index + character.len_utf8()..).unwrap_or_default();
        match character {
            '`' => quoted = !quoted && after.contains('`'),
            ' ' if !quoted && !after.starts_with(' ') && !matches!(before, '«' | '←' | '°') && !closes(after) => {
                return index + 1;
            }
            _ => {}
        }
        if character != ' ' {
            before = character;
        }
    }
    text.len()
}

fn closes(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some('»' | '"') => true,
        Some(';' | ':' | '?' | '!' | '·') => characters.next().is_none_or(|next| next == ' '),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_only() {
        let text = "données ← infra/prod-secours/base-de-donnees.tf:12, catalogue du 2026-11-22";
        assert_eq!(
            wrap(text, 20, ""),
            ["données", "← infra/prod-secours/base-de-donnees.tf:12,", "catalogue du", "2026-11-22"]
        );
    }

    #[test]
    fn french_signs_do_not_begin_a_line() {
        let text = "une offre qualifiée : oui ; un « nuage » interne";
        assert_eq!(wrap(text, 20, ""), ["une offre", "qualifiée : oui ; un", "« nuage » interne"]);
        assert_eq!(wrap("loi n° 2024-449", 6, ""), ["loi", "n° 2024-449"]);
        assert_eq!(wrap("12 conformes · 3 sans objet", 14, ""), ["12 conformes ·", "3 sans objet"]);
    }

    #[test]
    fn what_stands_between_backquotes_is_copied() {
        assert_eq!(
            wrap("écrire `impact = [\"aucun\"]` ou `nature`", 12, "  "),
            ["  écrire", "  `impact = [\"aucun\"]`", "  ou", "  `nature`"]
        );
        assert_eq!(wrap("un état, backend \"s3\"", 16, ""), ["un état,", "backend \"s3\""]);
        assert_eq!(wrap("a lone ` breaks as any other", 12, ""), ["a lone `", "breaks as", "any other"]);
    }
}
