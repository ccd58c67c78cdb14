//! What is told to people, in the two languages of the project.

use serde::Deserialize;

/// What stands between two paragraphs of a text.
const PARAGRAPHS: &str = "\n\n";

/// A text in French and English.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// A language that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
}

impl Wording {
    /// The same text in both languages: a policy may be written in one only.
    pub fn same(text: &str) -> Self {
        Self { fr: text.to_owned(), en: text.to_owned() }
    }

    /// The text in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::French => &self.fr,
            Language::English => &self.en,
        }
    }

    /// Long texts are written over several lines: each run of spaces and line ends becomes one space, and blank lines
    /// part paragraphs.
    #[must_use]
    pub(super) fn folded(&self) -> Self {
        Self { fr: folded(&self.fr), en: folded(&self.en) }
    }
}

fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut parts = false;
    for line in text.lines() {
        let mut words = line.split_ascii_whitespace().peekable();
        parts |= words.peek().is_none();
        for word in words {
            if !folded.is_empty() {
                folded.push_str(if parts { PARAGRAPHS } else { " " });
            }
            folded.push_str(word);
            parts = false;
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn lines_are_joined_and_paragraphs_kept_apart() {
        let text = "\n  One\n  two,  three.\n\n   \n  Four\n  five.\n\n";
        assert_eq!(folded(text), "One two, three.\n\nFour five.");
        assert_eq!(folded("one"), "one");
        assert_eq!(folded(" \n "), "");
    }
}
