//! Which rules are judged by, and how much what they find matters.

use std::sync::Arc;

use super::analysis::{AnalysisError, Request};
use crate::exception::Deviation;
use crate::inventory::{Asset, Run};
use crate::policy::{Doctrine, Finding, Selector, Severity, Verdict};
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
}

impl LeftOutBy {
    /// What people and programs read of it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Only => "--only",
            Self::Skip => "--skip",
            Self::Settings => "cocarde.toml",
        }
    }
}

/// Whether a finding holds only when a root module that has variable files is run on its defaults.
pub(super) fn may_be_nowhere(finding: &Finding, assets: &[Asset]) -> bool {
    finding.assets.iter().all(|index| assets.get(*index).is_some_and(|asset| asset.runs == [Run::OnDefaults]))
}

/// Gives findings the severity that the settings want. A verdict that is not one never weighs more than it did. What
/// holds only when a root module that has variable files is run on its defaults may be nowhere: it is no more than a note.
pub(super) fn weigh(
    findings: &mut [Finding],
    deviations: &mut [Deviation],
    assets: &[Asset],
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
        if may_be_nowhere(finding, assets) {
            finding.severity = finding.severity.min(Severity::Note);
        }
    }
}

/// The rules that the settings speak of and that do not exist: a wrong letter must not leave a rule as it was.
pub(super) fn unknown_rules(doctrine: &Doctrine, settings: &Settings) -> Vec<SettingsError> {
    let known: Vec<Arc<str>> = doctrine.policies.iter().map(|policy| Arc::clone(&policy.id)).collect();
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

/// Keeps the policies that are asked for, and tells the others.
pub(super) fn select(
    doctrine: &mut Doctrine,
    request: &Request,
    settings: &Settings,
) -> Result<Vec<LeftOut>, AnalysisError> {
    let known = |id: &str| doctrine.policies.iter().any(|policy| policy.id.eq_ignore_ascii_case(id));
    if let Some(unknown) = request.only.iter().chain(&request.skip).find(|id| !known(id)) {
        let known = doctrine.policies.iter().map(|policy| Arc::clone(&policy.id)).collect();
        return Err(AnalysisError::NoSuchRule { name: unknown.clone(), known });
    }
    let named = |ids: &[String], id: &str| ids.iter().any(|asked| asked.eq_ignore_ascii_case(id));
    let mut left_out = Vec::new();
    doctrine.policies.retain(|policy| {
        let off = settings.rules.iter().any(|rule| *rule.id == *policy.id && rule.severity.is_none());
        let asked = request.only.is_empty() || named(&request.only, &policy.id);
        let by = match () {
            () if !asked => LeftOutBy::Only,
            () if named(&request.skip, &policy.id) => LeftOutBy::Skip,
            () if off => LeftOutBy::Settings,
            () => return true,
        };
        left_out.push(LeftOut { id: Arc::clone(&policy.id), by });
        false
    });
    Ok(left_out)
}
