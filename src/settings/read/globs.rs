//! Globs of paths and of addresses.

use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::settings::reader::{Reader, Table};
use crate::settings::{Globs, SettingsError, SettingsErrorKind};
use crate::source::Span;

impl Reader {
    pub(super) fn globs(
        &mut self,
        table: &Table<'_>,
        key: &str,
        spellings: fn(&Self, &str) -> Vec<String>,
    ) -> Option<(GlobSet, Span)> {
        let texts = self.texts(table, key)?;
        let (set, _) = self.spelled(texts, spellings);
        let span = table.get(key).map(|value| self.span(value.span()))?;
        Some((set, span))
    }

    /// The same, of which those that match nothing are to be told.
    pub(super) fn noted_globs(
        &mut self,
        table: &Table<'_>,
        key: &str,
        spellings: fn(&Self, &str) -> Vec<String>,
    ) -> Option<(Globs, Span)> {
        let texts = self.texts(table, key)?;
        let span = table.get(key).map(|value| self.span(value.span()))?;
        let spans = texts.iter().map(|(_, span)| *span).collect();
        let (set, glob_of) = self.spelled(texts, spellings);
        Some((Globs::new(set, spans, glob_of), span))
    }

    /// The set of all spellings of `texts`, and the text that each is a spelling of.
    fn spelled(
        &mut self,
        texts: Vec<(Arc<str>, Span)>,
        spellings: fn(&Self, &str) -> Vec<String>,
    ) -> (GlobSet, Vec<usize>) {
        let mut set = GlobSetBuilder::new();
        let mut glob_of = Vec::new();
        for (index, (text, span)) in texts.into_iter().enumerate() {
            for spelling in spellings(self, &text) {
                match GlobBuilder::new(&spelling).literal_separator(true).build() {
                    Ok(glob) => {
                        set.add(glob);
                        glob_of.push(index);
                    }
                    Err(error) => {
                        let kind =
                            SettingsErrorKind::Glob { glob: Arc::clone(&text), reason: error.kind().to_string() };
                        self.errors.push(SettingsError { span, kind });
                        break;
                    }
                }
            }
        }
        (set.build().unwrap_or_default(), glob_of)
    }

    /// A directory stands for all that is in it.
    pub(super) fn path_globs(&self, glob: &str) -> Vec<String> {
        let glob = glob.trim_end_matches('/').trim_start_matches("./");
        let glob = if self.directory.is_empty() { glob.to_owned() } else { format!("{}/{glob}", self.directory) };
        // What is in a directory stands for the directory too: a root module is one.
        let own = glob.strip_suffix("/**").map(str::to_owned);
        own.into_iter().chain([glob.clone(), format!("{glob}/**")]).collect()
    }

    pub(super) fn address_globs(_: &Self, glob: &str) -> Vec<String> {
        address_globs(glob)
    }
}

/// Addresses are not paths: `*` crosses points, and the brackets of an instance key are literal. An address stands for
/// its instances and for what is inside it.
fn address_globs(glob: &str) -> Vec<String> {
    let literal: String = glob
        .chars()
        .flat_map(|character| match character {
            '[' | ']' | '{' | '}' => vec!['[', character, ']'],
            character => vec![character],
        })
        .collect();
    vec![literal.clone(), format!("{literal}[[]*"), format!("{literal}.*")]
}

/// The addresses that `glob` stands for, as in `[[classify]]` and `[[derogation]]`; `None` if it is no glob.
pub fn addresses(glob: &str) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for spelling in address_globs(glob) {
        set.add(GlobBuilder::new(&spelling).literal_separator(true).build().ok()?);
    }
    set.build().ok()
}
