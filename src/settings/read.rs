//! Reading `cocarde.toml`: all of it, whatever is wrong in it.

mod derogation;
mod globs;
mod location;
#[cfg(test)]
mod tests;

pub use derogation::read_register;
pub use globs::addresses;

use super::reader::{Reader, Table};
use super::{
    BindRule, ClassifyRule, EnvironmentRule, FailOn, PackSetting, RuleSetting, ServiceRule, Settings, SettingsError,
    SettingsErrorKind,
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

impl Reader {
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
            self.errors.push(SettingsError { span, kind: SettingsErrorKind::NothingOfEnvironment });
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
        let classification = Classification { nature, impact, ..Classification::of_level(level) };
        Some(ClassifyRule { paths, modules, resources, classification, span })
    }
}
