//! `[[derogation]]`, in `cocarde.toml` or in a register that it names.

use std::sync::Arc;

use globset::GlobSet;
use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::settings::reader::{Reader, Table};
use crate::settings::{DerogationRule, SettingsError, SettingsErrorKind};
use crate::source::{FileId, Span};

const KEYS: [&str; 13] = [
    "basis",
    "reference",
    "authority",
    "pm-validated",
    "project-engaged",
    "granted",
    "acceptable-offer",
    "until",
    "rules",
    "addresses",
    "modules",
    "paths",
    "reason",
];

/// Reads `text`, the file `file`, a register of derogations whose paths are relative to `directory` of the repository.
pub fn read_register(file: FileId, text: &str, directory: &str) -> (Vec<DerogationRule>, Vec<SettingsError>) {
    let (table, mut reader) = Reader::parse(file, text, directory);
    let top = table.get_ref();
    reader.only(top, &["derogation"]);
    let derogations = reader.derogations(top);
    reader.errors.sort_by_key(|error| error.span);
    (derogations, reader.errors)
}

impl Reader {
    /// The entries `[[derogation]]` of `top`.
    pub(super) fn derogations(&mut self, top: &DeTable<'_>) -> Vec<DerogationRule> {
        let entries = self.entries(top, "derogation");
        entries.into_iter().filter_map(|(entry, span)| self.derogation(entry, span)).collect()
    }

    /// The registers that `derogations` names: a path, or a list of them.
    pub(super) fn registers(&mut self, top: &DeTable<'_>) -> Vec<(Arc<str>, Span)> {
        let Some(value) = top.get("derogations") else { return Vec::new() };
        let named = match value.get_ref() {
            DeValue::String(text) => vec![(text.as_ref().into(), self.span(value.span()))],
            DeValue::Array(_) => self.texts(top, "derogations").unwrap_or_default(),
            _ => {
                self.wrong(value, "a path or a list of paths");
                Vec::new()
            }
        };
        let (named, others): (Vec<(Arc<str>, Span)>, Vec<_>) =
            named.into_iter().partition(|(path, _)| path.ends_with(".toml"));
        let wrong = |(_, span)| SettingsError { span, kind: SettingsErrorKind::NotARegister };
        self.errors.extend(others.into_iter().map(wrong));
        named
    }

    fn derogation(&mut self, entry: &Table<'_>, span: Span) -> Option<DerogationRule> {
        self.only(entry, &KEYS);
        self.text(entry, "reason");
        let basis = self.required(entry, span, "basis", Self::text);
        let reference = self.required(entry, span, "reference", Self::text);
        let authority = self.required(entry, span, "authority", Self::text);
        let validated = self.required(entry, span, "pm-validated", |reader, table, key| {
            let span = reader.span(table.get(key)?.span());
            let wrong = reader.errors.len();
            let flag = reader.flag(table, key);
            (reader.errors.len() == wrong).then_some((flag, span))
        });
        let engaged = self.required(entry, span, "project-engaged", Self::day);
        let granted = self.required(entry, span, "granted", Self::day);
        let acceptable_offer = self.day(entry, "acceptable-offer");
        let until = self.day(entry, "until");
        let rules = self.texts(entry, "rules").unwrap_or_default();
        let mut globs =
            |key: &str, spellings| -> Option<GlobSet> { self.globs(entry, key, spellings).map(|(globs, _)| globs) };
        let paths = globs("paths", Self::path_globs);
        let modules = globs("modules", Self::address_globs);
        let addresses = globs("addresses", Self::address_globs);
        if !["paths", "modules", "addresses"].iter().any(|key| entry.contains_key(*key)) {
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::NothingDerogated });
            return None;
        }
        Some(DerogationRule {
            basis: basis?,
            reference: reference?.0,
            authority: authority?.0,
            validated: validated?,
            engaged: engaged?,
            granted: granted?,
            acceptable_offer,
            until,
            rules,
            paths,
            modules,
            addresses,
            span,
        })
    }

    fn day(&mut self, table: &Table<'_>, key: &str) -> Option<(Date, Span)> {
        let span = self.span(table.get(key)?.span());
        self.date(table, key).map(|date| (date, span))
    }

    /// What `read` finds at `key`, which must be there.
    fn required<T>(
        &mut self,
        entry: &Table<'_>,
        span: Span,
        key: &'static str,
        read: impl Fn(&mut Self, &Table<'_>, &str) -> Option<T>,
    ) -> Option<T> {
        if !entry.contains_key(key) {
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::Missing(key) });
            return None;
        }
        read(self, entry, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        [[derogation]]
        basis            = "R9"
        reference        = "2026-12"
        authority        = "ministre chargé de la santé"
        pm-validated     = true
        project-engaged  = 2021-02-01
        granted          = 2026-01-15
        acceptable-offer = 2026-07-31
        until            = "2026-12-31"
        rules            = ["CAC-R9-SECNUMCLOUD"]
        addresses        = ["module.legacy.*"]
    "#;

    fn errors(text: &str) -> Vec<String> {
        let (_, errors) = read_register(FileId(0), text, "");
        let place = |error: &SettingsError| &text[error.span.start as usize..error.span.end as usize];
        errors.iter().map(|error| format!("{}: {}", place(error), error.kind)).collect()
    }

    #[test]
    fn all_of_an_entry_is_read() {
        let (read, errors) = read_register(FileId(0), WHOLE, "infra");
        assert_eq!(errors, []);
        let [rule] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((&*rule.basis.0, rule.validated.0), ("R9", true));
        assert_eq!(rule.until.map(|(day, _)| day.to_string()).as_deref(), Some("2026-12-31"));
        assert!(rule.addresses.as_ref().is_some_and(|globs| globs.is_match("module.legacy.a.b[\"x\"]")));
    }

    #[test]
    fn each_key_that_is_needed_is_asked_for() {
        for key in ["basis", "reference", "authority", "pm-validated", "project-engaged", "granted"] {
            let without: String =
                WHOLE.lines().filter(|line| !line.trim().starts_with(key)).collect::<Vec<_>>().join("\n");
            let told = errors(&without);
            assert!(told.len() == 1 && told[0].ends_with(&format!("{key} is needed here")), "{key}: {told:?}");
        }
        let without: String = WHOLE.lines().filter(|line| !line.contains("addresses")).collect::<Vec<_>>().join("\n");
        assert!(
            errors(&without)[0].contains("one of addresses, modules and paths is needed"),
            "{:?}",
            errors(&without)
        );
    }

    #[test]
    fn what_is_no_date_is_told_at_its_place() {
        for wrong in ["\"999999999-12-31\"", "\"2026-02-30\"", "true", "\"\""] {
            let told = errors(&WHOLE.replace("2026-07-31", wrong));
            assert_eq!(told, [format!("{wrong}: a date is written 2026-11-23")]);
        }
        // TOML has dates of its own, and refuses what is none.
        assert!(!errors(&WHOLE.replace("2026-07-31", "2026-13-99")).is_empty());
    }
}
