//! What is told to people, in the two languages of the project.

use serde::Deserialize;

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

    /// Each run of spaces and line ends becomes one space: long texts are written over several lines.
    #[must_use]
    pub(super) fn folded(&self) -> Self {
        let fold = |text: &str| text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        Self { fr: fold(&self.fr), en: fold(&self.en) }
    }
}
