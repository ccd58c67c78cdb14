//! `[location]`: where the organisation wants its data.

use std::sync::Arc;

use toml::de::DeValue;

use super::super::{LocationSetting, SettingsError, SettingsErrorKind};
use crate::inventory::Level;
use crate::policy::Area;
use crate::settings::reader::{Reader, Table};
use crate::source::Span;

impl Reader {
    /// Where data of each level may be: a name, the code of a country, or a list of codes.
    pub(super) fn location(&mut self, table: &Table<'_>) -> Vec<LocationSetting> {
        let levels: Vec<&'static str> = std::iter::once("everywhere").chain(Level::ALL.map(Level::name)).collect();
        self.only(table, &levels);
        let mut entries = Vec::new();
        for (key, value) in table {
            let level = Level::ALL.into_iter().find(|level| level.name() == key.get_ref().as_ref());
            let words = match value.get_ref() {
                DeValue::Array(_) => self.texts(table, key.get_ref()),
                _ => self.as_text(value).map(|text| vec![text]),
            };
            let Some(words) = words else { continue };
            if words.is_empty() {
                self.wrong(value, "a list of strings");
            }
            let listed = words.len() > 1;
            let areas: Vec<Area> = words.iter().filter_map(|(word, span)| self.area(word, *span, listed)).collect();
            let known = level.is_some() || key.get_ref() == "everywhere";
            if areas.len() == words.len() && known {
                let area = areas.into_iter().reduce(Area::with);
                entries.extend(area.map(|area| LocationSetting { level, area, span: self.span(value.span()) }));
            }
        }
        entries
    }

    /// The place that `word` names; in a list, a country.
    fn area(&mut self, word: &Arc<str>, span: Span, listed: bool) -> Option<Area> {
        let area = Area::parse(word).filter(|area| !listed || area.is_countries());
        if area.is_none() {
            let names = Area::NAMED.iter().map(|(name, _)| *name).filter(|_| !listed);
            let known = names.chain(["FR, DE… (ISO 3166-1)"]).map(Into::into).collect();
            let kind = SettingsErrorKind::UnknownValue { value: Arc::clone(word), known };
            self.errors.push(SettingsError { span, kind });
        }
        area
    }
}
