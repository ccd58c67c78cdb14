//! Reading `cocarde.toml`: all of it, whatever is wrong in it.

mod derogation;
mod location;

use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use derogation::read_register;

use super::{
    BindRule, ClassifyRule, EnvironmentRule, FailOn, Globs, PackSetting, RuleSetting, ServiceRule, Settings,
    SettingsError, SettingsErrorKind,
};
use crate::inventory::{Classification, Environment, IMPACTS, Level, NATURES};
use crate::policy::{Entity, Severity};
use crate::source::{FileId, Span};

/// Reads `text`, the file `file`, whose paths are relative to `directory` of the repository (empty for its top). What is
/// wrong is left out of the settings and told beside them.
pub fn read(file: FileId, text: &str, directory: &str) -> (Settings, Vec<SettingsError>) {
    let (table, mut reader) = Reader::parse(file, text, directory);
    let settings = reader.settings(table.get_ref());
    reader.errors.sort_by_key(|error| error.span);
    (settings, reader.errors)
}

pub(super) struct Reader {
    file: FileId,
    /// As a glob.
    directory: String,
    pub(super) errors: Vec<SettingsError>,
}

/// Words of environments in `[environments]`.
const ENVIRONMENTS: [(&str, Environment); 5] = [
    ("production", Environment::Production),
    ("recette", Environment::Acceptance),
    ("secours", Environment::Resilience),
    ("developpement", Environment::Development),
    ("bac-a-sable", Environment::Sandbox),
];

const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("off", None),
];

const FAIL_ON: [(&str, FailOn); 4] = [
    ("error", FailOn::Severity(Severity::Error)),
    ("warning", FailOn::Severity(Severity::Warning)),
    ("note", FailOn::Severity(Severity::Note)),
    ("never", FailOn::Never),
];

/// The keys of one table, each looked at once: those that nobody asks for are mistakes.
pub(super) type Table<'i> = DeTable<'i>;

impl Reader {
    /// The table that `text` is, as far as it is one.
    fn parse<'i>(file: FileId, text: &'i str, directory: &str) -> (Spanned<DeTable<'i>>, Self) {
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

    fn span(&self, range: std::ops::Range<usize>) -> Span {
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

    fn settings(&mut self, top: &Table<'_>) -> Settings {
        self.only(
            top,
            &[
                "project",
                "environments",
                "environment",
                "services",
                "bind",
                "classify",
                "derogation",
                "derogations",
                "rules",
                "packs",
                "location",
                "exclude",
                "report",
                "catalogue",
            ],
        );
        let mut settings = Settings::default();
        if let Some(project) = self.table(top, "project") {
            self.only(project, &["entity", "started", "major-change", "prototype"]);
            let entities: Vec<_> = Entity::ALL.iter().map(|entity| (entity.name(), *entity)).collect();
            settings.project.entity = self.word(project, "entity", &entities);
            settings.project.started = self.date(project, "started");
            settings.project.major_change = self.flag(project, "major-change");
            settings.project.prototype = self.flag(project, "prototype");
        }
        settings.environments = self.environments(top);
        for (entry, span) in self.entries(top, "environment") {
            settings.environments.extend(self.environment(entry, span));
        }
        if let Some(services) = self.table(top, "services") {
            for name in services.keys() {
                let name: &str = name.get_ref();
                let paths = self.noted_globs(services, name, Self::path_globs);
                settings.services.extend(paths.map(|(paths, span)| ServiceRule { name: name.into(), paths, span }));
            }
        }
        for (entry, span) in self.entries(top, "bind") {
            settings.bindings.extend(self.binding(entry, span));
        }
        for (entry, span) in self.entries(top, "classify") {
            settings.classifications.extend(self.classification(entry, span));
        }
        settings.derogations = self.derogations(top);
        settings.registers = self.registers(top);
        if let Some(rules) = self.table(top, "rules") {
            for (id, value) in rules {
                let Some(rule) = self.as_table(value) else { continue };
                self.only(rule, &["severity"]);
                if let Some(severity) = self.word(rule, "severity", &SEVERITIES) {
                    let span = self.span(id.span());
                    settings.rules.push(RuleSetting { id: id.get_ref().as_ref().into(), severity, span });
                }
            }
        }
        if let Some(packs) = self.table(top, "packs") {
            for key in packs.keys() {
                let on = self.flag(packs, key.get_ref());
                settings.packs.push(PackSetting {
                    key: key.get_ref().as_ref().into(),
                    on,
                    span: self.span(key.span()),
                });
            }
        }
        if let Some(location) = self.table(top, "location") {
            settings.location = self.location(location);
        }
        settings.exclude = self.globs(top, "exclude", Self::path_globs).map(|(globs, _)| globs).unwrap_or_default();
        if let Some(catalogue) = self.table(top, "catalogue") {
            self.only(catalogue, &["overlay"]);
            settings.overlay = self.text(catalogue, "overlay");
        }
        self.report(top, &mut settings);
        settings
    }

    /// `[environments]`: which paths are of which environment.
    fn environments(&mut self, top: &Table<'_>) -> Vec<EnvironmentRule> {
        let mut found = Vec::new();
        if let Some(environments) = self.table(top, "environments") {
            self.only(environments, &ENVIRONMENTS.map(|(name, _)| name));
            // Of two as precise the later one holds, and production is never left for less.
            for (name, environment) in ENVIRONMENTS.into_iter().rev() {
                if let Some((paths, span)) =
                    self.noted_globs(environments, name, Self::path_globs).filter(|(paths, _)| !paths.is_empty())
                {
                    let (modules, resources) = (None, None);
                    found.push(EnvironmentRule { environment, paths: Some(paths), modules, resources, span });
                }
            }
        }
        found
    }

    fn report(&mut self, top: &Table<'_>, settings: &mut Settings) {
        let Some(report) = self.table(top, "report") else { return };
        self.only(
            report,
            &[
                "fail-on",
                "fail-on-undetermined",
                "allow-missing-modules",
                "no-inline-ignores",
                "derogation-warning-days",
            ],
        );
        settings.fail_on = self.word(report, "fail-on", &FAIL_ON);
        settings.derogation_warning_days = self.days(report, "derogation-warning-days");
        settings.fail_on_undetermined = self.flag(report, "fail-on-undetermined");
        settings.no_inline_ignores = self.flag(report, "no-inline-ignores");
        settings.allow_missing_modules = self.flag(report, "allow-missing-modules");
    }

    fn environment(&mut self, entry: &Table<'_>, span: Span) -> Option<EnvironmentRule> {
        self.only(entry, &["name", "paths", "modules", "resources"]);
        let environment = self.word(entry, "name", &ENVIRONMENTS);
        let mut globs = |key, spellings| self.noted_globs(entry, key, spellings).map(|(globs, _)| globs);
        let paths = globs("paths", Self::path_globs);
        let (modules, resources) = (globs("modules", Self::address_globs), globs("resources", Self::address_globs));
        if !["paths", "modules", "resources"].iter().any(|key| entry.contains_key(*key)) {
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::Missing("paths") });
            return None;
        }
        let Some(environment) = environment else {
            if !entry.contains_key("name") {
                self.errors.push(SettingsError { span, kind: SettingsErrorKind::Missing("name") });
            }
            return None;
        };
        Some(EnvironmentRule { environment, paths, modules, resources, span })
    }

    fn binding(&mut self, entry: &Table<'_>, span: Span) -> Option<BindRule> {
        self.only(entry, &["provider", "paths", "offer", "region", "hds", "reason"]);
        let reason = self.text(entry, "reason");
        let hds = entry.contains_key("hds").then(|| self.flag(entry, "hds"));
        let provider = self.text(entry, "provider");
        let paths = self.noted_globs(entry, "paths", Self::path_globs).map(|(globs, _)| globs);
        let offer = self.text(entry, "offer");
        let region = self.text(entry, "region");
        let Some((provider, _)) = provider else {
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::Missing("provider") });
            return None;
        };
        let hds = match (hds, reason) {
            (Some(hds), Some((reason, _))) => Some((hds, reason)),
            (Some(_), None) => {
                self.errors.push(SettingsError { span, kind: SettingsErrorKind::Missing("reason") });
                return None;
            }
            (None, _) => None,
        };
        if !["offer", "region", "hds"].iter().any(|key| entry.contains_key(*key)) {
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::NothingBound });
            return None;
        }
        Some(BindRule { provider, paths, offer, region, hds, span })
    }

    fn classification(&mut self, entry: &Table<'_>, span: Span) -> Option<ClassifyRule> {
        self.only(entry, &["paths", "modules", "resources", "level", "nature", "impact", "reason"]);
        self.text(entry, "reason");
        let paths = self.noted_globs(entry, "paths", Self::path_globs).map(|(globs, _)| globs);
        let modules = self.noted_globs(entry, "modules", Self::address_globs).map(|(globs, _)| globs);
        let resources = self.noted_globs(entry, "resources", Self::address_globs).map(|(globs, _)| globs);
        let levels: Vec<_> = Level::ALL.iter().map(|level| (level.name(), *level)).collect();
        let level = self.word(entry, "level", &levels);
        let nature = self.text(entry, "nature").and_then(|(word, span)| self.known(word, span, &NATURES));
        let impacts = self.texts(entry, "impact").unwrap_or_default();
        let impact = impacts.into_iter().filter_map(|(word, span)| self.known(word, span, &IMPACTS)).collect();
        if !["paths", "modules", "resources"].iter().any(|key| entry.contains_key(*key)) {
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::NothingClassified });
            return None;
        }
        let Some(level) = level else {
            if !entry.contains_key("level") {
                self.errors.push(SettingsError { span, kind: SettingsErrorKind::Missing("level") });
            }
            return None;
        };
        let classification = Classification { level, nature, impact };
        Some(ClassifyRule { paths, modules, resources, classification, span })
    }

    // Values of one kind.

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        self.error(value.span(), SettingsErrorKind::WrongType { expected });
    }

    fn as_table<'v, 'i>(&mut self, value: &'v Spanned<DeValue<'i>>) -> Option<&'v Table<'i>> {
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

    fn as_text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<(Arc<str>, Span)> {
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

    fn days(&mut self, table: &Table<'_>, key: &str) -> Option<u16> {
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

    fn globs(
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
    fn noted_globs(
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
}

impl Reader {
    /// A directory stands for all that is in it.
    fn path_globs(&self, glob: &str) -> Vec<String> {
        let glob = glob.trim_end_matches('/').trim_start_matches("./");
        let glob = if self.directory.is_empty() { glob.to_owned() } else { format!("{}/{glob}", self.directory) };
        // What is in a directory stands for the directory too: a root module is one.
        let own = glob.strip_suffix("/**").map(str::to_owned);
        own.into_iter().chain([glob.clone(), format!("{glob}/**")]).collect()
    }

    fn address_globs(_: &Self, glob: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<String> {
        let (settings, mut errors) = read(FileId(0), text, "");
        errors.extend(settings.unknown_offers(crate::catalogue::Catalogue::embedded()));
        errors
            .into_iter()
            .map(|error| format!("{}: {}", &text[error.span.start as usize..error.span.end as usize], error.kind))
            .collect()
    }

    #[test]
    fn everything_known_is_read() {
        let text = r#"
            exclude = ["examples"]
            [project]
            entity = "operateur"
            started = 2024-03-01
            [environments]
            production = ["**/prod/**"]
            [services]
            portail = ["prod/portail", "prod/base"]
            [[bind]]
            provider = "openstack"
            offer = "nubo"
            [[classify]]
            resources = ["scaleway_rdb_instance.*", 'module.exports["fr"].*']
            level = "sensibilite-particuliere"
            nature = "secret-medical"
            impact = ["sante-vie"]
            [packs]
            pssie = true
            [location]
            everywhere = "France"
            personnelle = "UE"
            public = ["FR", "CH"]
            [rules.CAC-TAGS]
            severity = "off"
            [report]
            fail-on = "warning"
        "#;
        let (settings, errors) = read(FileId(0), text, "");
        assert_eq!(errors, []);
        assert_eq!(settings.project.entity, Some(Entity::Operator));
        assert!(settings.environments[0].paths.as_ref().unwrap().is_match("infra/prod/main.tf"));
        let portail = &settings.services[0];
        assert!(&*portail.name == "portail" && portail.paths.is_match("prod/base"));
        assert!(settings.exclude.is_match("examples/a/main.tf"));
        let resources = settings.classifications[0].resources.as_ref().unwrap();
        assert!(resources.is_match(r#"scaleway_rdb_instance.db["a"]"#));
        assert!(resources.is_match(r#"module.exports["fr"].scaleway_object_bucket.b"#));
        assert!(!resources.is_match("scaleway_rdb_instances.db"));
        assert_eq!(settings.rules[0].severity, None);
        assert!(&*settings.packs[0].key == "pssie" && settings.packs[0].on);
        let location = settings.location();
        assert_eq!(location.everywhere, Some(crate::policy::Area::France));
        assert_eq!(location.levels[&Level::Personal], crate::policy::Area::Eu);
        assert_eq!(location.levels[&Level::Public], crate::policy::Area::Countries(vec!["FR".into(), "CH".into()]));
        assert_eq!(settings.fail_on, Some(FailOn::Severity(Severity::Warning)));
    }

    #[test]
    fn every_mistake_is_told_at_its_place() {
        let text = r#"
            exlude = []
            [project]
            entity = "ministere"
            started = "hier"
            prototype = "oui"
            [environments]
            prod = ["a"]
            production = ["[a"]
            [[bind]]
            offer = "nubo"
            [[bind]]
            provider = "openstack"
            offer = "nuage"
            [[classify]]
            level = "secret"
            [packs]
            pssie = "oui"
            [location]
            partout = "France"
            sante = "Europe"
            public = ["FR", "EU"]
            interne = []
        "#;
        insta::assert_snapshot!(errors(text).join("\n"));
    }

    #[test]
    fn a_file_that_is_not_toml_is_read_as_far_as_it_goes() {
        assert!(!errors("[project\nentity = 'x'").is_empty());
    }
}
