//! Which rules are judged by, and how much what they find matters.

use std::sync::Arc;

use jiff::civil::Date;

use super::analysis::{AnalysisError, Request};
use super::policies::GivenPolicies;
use crate::exception::{Deviation, Nameable};
use crate::inventory::{Inventory, Run};
use crate::policy::{Doctrine, Finding, Policy, Selection, Selector, Severity, Verdict};
use crate::settings::{RuleSetting, Settings, SettingsError, SettingsErrorKind};

/// A rule by which was not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its id.
    pub id: Arc<str>,
    /// What leaves it out.
    pub by: LeftOutBy,
}

/// What leaves a rule out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutBy {
    /// `--only`, which names others.
    Only,
    /// `--skip`
    Skip,
    /// `severity = "off"`
    Settings,
    /// Its texts are brought by packs that are off.
    Packs,
}

impl LeftOutBy {
    /// What people and programs read of it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Only => "--only",
            Self::Skip => "--skip",
            Self::Settings => "cocarde.toml",
            Self::Packs => "[packs]",
        }
    }
}

/// Whether a finding holds only when a root module that has variable files is run on its defaults.
pub(super) fn may_be_nowhere(finding: &Finding, inventory: &Inventory) -> bool {
    let asset = |index: &usize| inventory.assets.get(*index).is_some_and(|asset| asset.runs == [Run::OnDefaults]);
    let block = |index: &usize| inventory.targets.get(*index).is_some_and(|target| target.run == Some(Run::OnDefaults));
    finding.assets.iter().all(asset) && finding.targets.iter().all(block)
}

/// Gives findings the severity that the settings want. A verdict that is not one never weighs more than it did. What
/// holds only when a root module that has variable files is run on its defaults may be nowhere: it is no more than a note.
pub(super) fn weigh(
    findings: &mut [Finding],
    deviations: &mut [Deviation],
    inventory: &Inventory,
    doctrine: &Doctrine,
    settings: &Settings,
) {
    let register = doctrine.policies.iter().find(|policy| policy.selector == Selector::Register);
    let register = settings.rules.iter().find(|rule| register.is_some_and(|policy| policy.id == rule.id));
    if let Some(wanted) = register.and_then(|rule| rule.severity) {
        for deviation in deviations {
            // What is a warning because it does little harm is none the more for that.
            deviation.severity = if wanted == Severity::Error { deviation.severity } else { wanted };
        }
    }
    for finding in findings {
        let Some(policy) = doctrine.policies.get(finding.policy) else { continue };
        let wanted = settings.rules.iter().find(|rule| *rule.id == *policy.id).and_then(|rule| rule.severity);
        finding.severity = match (wanted, finding.verdict) {
            (Some(wanted), Verdict::Violation) => wanted,
            (Some(wanted), _) => finding.severity.min(wanted),
            (None, _) => finding.severity,
        };
        if may_be_nowhere(finding, inventory) {
            finding.severity = finding.severity.min(Severity::Note);
        }
    }
}

/// The rules that the settings speak of and that do not exist: a wrong letter must not leave a rule as it was. Those that
/// come with the program exist even when the run leaves them out.
pub(super) fn unknown_rules(doctrine: &Doctrine, policies: &GivenPolicies, settings: &Settings) -> Vec<SettingsError> {
    let left_out = policies.left_out();
    let left_out = left_out.iter().flat_map(|doctrine| &doctrine.policies);
    let known: Vec<Arc<str>> = doctrine.policies.iter().chain(left_out).map(|policy| Arc::clone(&policy.id)).collect();
    let unknown = settings.rules.iter().filter(|rule| !known.contains(&rule.id));
    let error = |rule: &RuleSetting| SettingsError {
        span: rule.span,
        kind: SettingsErrorKind::NoSuchRule { rule: Arc::clone(&rule.id), known: known.clone() },
    };
    let mut errors: Vec<SettingsError> = unknown.map(error).collect();
    for derogation in &settings.derogations {
        let (basis, span) = &derogation.basis;
        if doctrine.derogations.get(basis).is_none() {
            let known = doctrine.derogations.iter().map(|basis| basis.key.as_str().into()).collect();
            let kind = SettingsErrorKind::UnknownValue { value: Arc::clone(basis), known };
            errors.push(SettingsError { span: *span, kind });
        }
        for (rule, span) in derogation.rules.iter().filter(|(rule, _)| !known.contains(rule)) {
            let kind = SettingsErrorKind::NoSuchRule { rule: Arc::clone(rule), known: known.clone() };
            errors.push(SettingsError { span: *span, kind });
        }
    }
    errors.sort_by_key(|error| error.span);
    errors
}

/// The rules that comments in the code may name: all that there are, whether by them is judged or not.
pub(super) fn nameable(doctrine: &Doctrine, policies: &GivenPolicies) -> Vec<Nameable> {
    let left_out = policies.left_out();
    let left_out = left_out.iter().flat_map(|doctrine| &doctrine.policies);
    let rule = |policy: &Policy| Nameable { id: Arc::clone(&policy.id), ignorable: policy.is_partly_ignorable() };
    doctrine.policies.iter().chain(left_out).map(rule).collect()
}

/// Packs that do not exist, and places that the law does not allow.
pub(super) fn packs_and_places(doctrine: &Doctrine, settings: &Settings, today: Date) -> Vec<SettingsError> {
    let known: Vec<Arc<str>> = doctrine.pack_keys().into_iter().map(Arc::from).collect();
    let unknown = settings.packs.iter().filter(|pack| !known.contains(&pack.key));
    let mut errors: Vec<SettingsError> = unknown
        .map(|pack| SettingsError {
            span: pack.span,
            kind: SettingsErrorKind::NoSuchPack { pack: Arc::clone(&pack.key), known: known.clone() },
        })
        .collect();
    let switched = switched(settings);
    let is_on = |key: &str| doctrine.is_on(key, &switched);
    for entry in &settings.location {
        let Some(level) = entry.level else { continue };
        if let Some((minimum, law)) = doctrine.looser_than_law(level, &entry.area, &settings.project, today, &is_on) {
            let wanted = entry.area.clone();
            let kind = SettingsErrorKind::LooserThanLaw { level: level.name(), wanted, minimum, law: Box::new(law) };
            errors.push(SettingsError { span: entry.span, kind });
        }
    }
    errors
}

fn switched(settings: &Settings) -> Vec<(Arc<str>, bool)> {
    settings.packs.iter().map(|pack| (Arc::clone(&pack.key), pack.on)).collect()
}

/// Keeps the policies that are asked for, and tells the others. Those of packs that are off from the start are not told.
pub(super) fn select(
    doctrine: &mut Doctrine,
    request: &Request,
    settings: &Settings,
) -> Result<Vec<LeftOut>, AnalysisError> {
    if let Some(unknown) = doctrine.unknown_name(request.only.iter().chain(&request.skip)) {
        let packs = doctrine.pack_keys().into_iter().map(Arc::from);
        let known = doctrine.policies.iter().map(|policy| Arc::clone(&policy.id)).chain(packs).collect();
        return Err(AnalysisError::NoSuchRule { name: unknown.clone(), known });
    }
    let off: Vec<Arc<str>> =
        settings.rules.iter().filter(|rule| rule.severity.is_none()).map(|rule| Arc::clone(&rule.id)).collect();
    let switched = switched(settings);
    let named = |names: &[String], policy: &Policy| {
        names.iter().any(|name| policy.id.eq_ignore_ascii_case(name) || policy.is_in(&name.to_lowercase()))
    };
    let reason = |policy: &Policy| match () {
        () if !request.only.is_empty() && !named(&request.only, policy) => Some(LeftOutBy::Only),
        () if named(&request.skip, policy) => Some(LeftOutBy::Skip),
        () if off.contains(&policy.id) || switched.iter().any(|(pack, on)| !on && policy.is_in(pack)) => {
            Some(LeftOutBy::Settings)
        }
        // Whoever gives a policy must know that by it is not judged.
        () if doctrine.packs.iter().all(|pack| pack.key != *policy.pack) => Some(LeftOutBy::Packs),
        // Its own pack is on, and its texts are those of another that is not.
        () if doctrine.is_on(&policy.pack, &switched) => Some(LeftOutBy::Packs),
        () => None,
    };
    let reasons: Vec<(Arc<str>, Option<LeftOutBy>)> =
        doctrine.policies.iter().map(|policy| (Arc::clone(&policy.id), reason(policy))).collect();
    doctrine.select(Selection { packs: &switched, off: &off, only: &request.only, skip: &request.skip });
    let kept = |id: &Arc<str>| doctrine.policies.iter().any(|policy| policy.id == *id);
    let left_out = reasons.into_iter().filter(|(id, _)| !kept(id));
    Ok(left_out.filter_map(|(id, by)| Some(LeftOut { id, by: by? })).collect())
}
