//! A TOML file, read value by value: what is wrong is noted at its place, and left out.

use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{SettingsError, SettingsErrorKind};
use crate::source::{FileId, Span};

/// What is read of a file, and what is wrong in it.
pub(super) struct Reader {
    file: FileId,
    /// The directory that its paths are relative to, as a glob.
    pub(super) directory: String,
    pub(super) errors: Vec<SettingsError>,
}

/// One table of the file: its keys, and what they are worth with their places.
pub(super) type Table<'i> = DeTable<'i>;

impl Reader {
    /// The table that `text` is, as far as it is one.
    pub(super) fn parse<'i>(file: FileId, text: &'i str, directory: &str) -> (Spanned<DeTable<'i>>, Self) {
        let (table, errors) = DeTable::parse_recoverable(text);
        (table, Self::new(file, directory, errors))
    }

    /// A reader of `file`, which told `errors` of its TOML.
    pub(super) fn new(file: FileId, directory: &str, errors: Vec<toml::de::Error>) -> Self {
        let mut reader = Self { file, directory: globset::escape(directory), errors: Vec::new() };
        for error in errors {
            let range = error.span().unwrap_or(0..0);
            reader.error(range, SettingsErrorKind::Toml(error.message().to_owned()));
        }
        reader
    }

    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        let offset = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        Span::new(self.file, offset(range.start), offset(range.end))
    }

    pub(super) fn error(&mut self, range: std::ops::Range<usize>, kind: SettingsErrorKind) {
        let span = self.span(range);
        self.errors.push(SettingsError { span, kind });
    }

    /// Reports the keys of `table` that are not among `known`.
    pub(super) fn only(&mut self, table: &Table<'_>, known: &[&'static str]) {
        for (key, _) in table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let kind = SettingsErrorKind::UnknownKey { key: name.into(), known: known.to_vec() };
                self.error(key.span(), kind);
            }
        }
    }

    pub(super) fn wrong(&mut self, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        self.error(value.span(), SettingsErrorKind::WrongType { expected });
    }

    pub(super) fn as_table<'v, 'i>(&mut self, value: &'v Spanned<DeValue<'i>>) -> Option<&'v Table<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.wrong(value, "a table");
                None
            }
        }
    }

    pub(super) fn table<'v, 'i>(&mut self, table: &'v Table<'i>, key: &str) -> Option<&'v Table<'i>> {
        self.as_table(table.get(key)?)
    }

    /// The tables of `[[key]]`, with their places.
    pub(super) fn entries<'v, 'i>(&mut self, table: &'v Table<'i>, key: &str) -> Vec<(&'v Table<'i>, Span)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let DeValue::Array(entries) = value.get_ref() else {
            self.wrong(value, "a list of tables, each under its [[…]]");
            return Vec::new();
        };
        let entries = entries.iter().filter_map(|entry| {
            let span = self.span(entry.span());
            Some((self.as_table(entry)?, span))
        });
        entries.collect()
    }

    pub(super) fn text(&mut self, table: &Table<'_>, key: &str) -> Option<(Arc<str>, Span)> {
        let value = table.get(key)?;
        self.as_text(value)
    }

    pub(super) fn as_text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<(Arc<str>, Span)> {
        match value.get_ref() {
            DeValue::String(text) => Some((text.as_ref().into(), self.span(value.span()))),
            _ => {
                self.wrong(value, "a string");
                None
            }
        }
    }

    pub(super) fn texts(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<(Arc<str>, Span)>> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::Array(items) => Some(items.iter().filter_map(|item| self.as_text(item)).collect()),
            _ => {
                self.wrong(value, "a list of strings");
                None
            }
        }
    }

    pub(super) fn flag(&mut self, table: &Table<'_>, key: &str) -> bool {
        match table.get(key).map(|value| (value, value.get_ref())) {
            None => false,
            Some((_, DeValue::Boolean(flag))) => *flag,
            Some((value, _)) => {
                self.wrong(value, "true or false");
                false
            }
        }
    }

    pub(super) fn days(&mut self, table: &Table<'_>, key: &str) -> Option<u16> {
        let value = table.get(key)?;
        let days = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        if days.is_none() {
            self.wrong(value, "a number of days");
        }
        days
    }

    pub(super) fn date(&mut self, table: &Table<'_>, key: &str) -> Option<Date> {
        let value = table.get(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let date = text.parse().ok();
        if date.is_none() {
            self.error(value.span(), SettingsErrorKind::Date);
        }
        date
    }

    pub(super) fn word<T: Copy>(&mut self, table: &Table<'_>, key: &str, known: &[(&'static str, T)]) -> Option<T> {
        let (word, span) = self.text(table, key)?;
        let found = known.iter().find(|(name, _)| *name == &*word).map(|(_, value)| *value);
        if found.is_none() {
            let known = known.iter().map(|(name, _)| (*name).into()).collect();
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::UnknownValue { value: word, known } });
        }
        found
    }

    /// `word`, if it is one of `known`.
    pub(super) fn known(&mut self, word: Arc<str>, span: Span, known: &[&'static str]) -> Option<Arc<str>> {
        if known.contains(&&*word) {
            return Some(word);
        }
        let known = known.iter().map(|name| (*name).into()).collect();
        self.errors.push(SettingsError { span, kind: SettingsErrorKind::UnknownValue { value: word, known } });
        None
    }
}
