//! What policies on code find: each finding points into the configuration, and into the policy.

use super::cause;
use super::diagnostic::{Diagnostic, FactLine, Label};
use super::exceptions;
use super::finding::Findings;
use super::messages::arguments;
use super::resource::{Concerned, resources};
use crate::evaluation::CauseKind;
use crate::inventory::{Target, TargetKind};
use crate::policy::{Finding, Policy, Selector, Verdict};

impl Findings<'_> {
    /// What to tell of a finding of a policy on code.
    pub(super) fn of_code(self, finding: &Finding, policy: &Policy) -> Option<Diagnostic> {
        let language = self.messages.language();
        let targets: Vec<&Target> =
            finding.targets.iter().filter_map(|index| self.inventory.targets.get(*index)).collect();
        let lead = *targets.first()?;
        let span = finding.cause.unwrap_or(lead.span);
        let concerned: Vec<Concerned<'_>> = targets.iter().copied().map(Concerned::from).collect();
        let (resources, runs) = resources(&concerned, &self.inventory.runs, self.messages);
        let mut messages = finding.messages.iter().map(|text| text.in_language(language).to_owned());
        let title = policy.title.in_language(language);
        let title = match finding.verdict {
            Verdict::Undetermined => {
                let of = [("kind", kind(policy).into()), ("count", resources.len().into())];
                let of = self.messages.format("of-blocks", &arguments(of));
                let given = [("title", title.to_owned().into()), ("of", of.into())];
                self.messages.format("undetermined-code", &arguments(given))
            }
            Verdict::Compliant => messages.next().unwrap_or_default(),
            // An error message is a sentence of its own.
            Verdict::Violation | Verdict::NotApplicable => title.to_owned(),
        };
        let line = |id: &'static str, text: String| FactLine::new(id, text, None, self.messages);
        let why = finding.causes.first();
        let label = why.map(|cause| cause::words(&cause.kind, self.messages)).unwrap_or_default();
        let found = messages.filter(|text| *text != title).map(|text| line("fact-found", text)).collect::<Vec<_>>();
        let more =
            finding.causes.iter().skip(1).map(|own| line("fact-missing", cause::words(&own.kind, self.messages)));
        let more = more.filter(|line| line.text != label).collect::<Vec<_>>();
        let demand = finding.failed.first().and_then(|index| policy.enforcements.get(*index));
        let asked = demand.map_or(policy.span, |demand| demand.span);
        let by = FactLine::new("fact-policy", declared(policy), Some(asked), self.messages);
        let exception = self.exceptions.of(finding);
        let set_aside = self.set_aside(finding);
        Some(Diagnostic {
            code: policy.id.to_string(),
            severity: finding.severity,
            kind: finding.verdict.into(),
            title,
            primary: Some(Label { span, text: label }),
            trace: Vec::new(),
            facts: found.into_iter().chain(more).chain(set_aside).chain(runs).chain([by]).collect(),
            resources,
            basis: self.basis(finding.policy, &finding.failed),
            exception: exception.map(exceptions::set_aside),
            remedy: match finding.verdict {
                Verdict::Undetermined => self.settled_by(why.map(|cause| &cause.kind)),
                Verdict::Violation => policy.remedy.iter().map(|text| text.in_language(language).to_owned()).collect(),
                Verdict::Compliant | Verdict::NotApplicable => Vec::new(),
            },
            fingerprint: finding.fingerprint.clone(),
        })
    }

    /// What would settle a verdict of a policy on code.
    fn settled_by(self, cause: Option<&CauseKind>) -> Vec<String> {
        let Some(cause) = cause else { return Vec::new() };
        let own = match cause {
            CauseKind::NotWritten(name) => {
                let given = arguments([("name", name.to_string().into())]);
                Some(self.messages.format("settle-code-not-written", &given))
            }
            CauseKind::Computed(..) | CauseKind::DataSource(_) | CauseKind::Operation(_) => {
                Some(self.messages.text("settle-code-plan"))
            }
            CauseKind::VersionChosen(_) => Some(self.messages.text("settle-code-version")),
            other => cause::by_code(other, self.messages),
        };
        own.into_iter().collect()
    }
}

fn kind(policy: &Policy) -> &'static str {
    match &policy.selector {
        Selector::Code(TargetKind::Provider, _) => "provider",
        Selector::Code(TargetKind::Module, _) => "module",
        _ => "resource",
    }
}

/// A policy as its file declares it.
fn declared(policy: &Policy) -> String {
    match &policy.selector {
        Selector::Code(_, pattern) => format!("{}_policy {:?} {:?}", kind(policy), pattern.as_str(), policy.name),
        _ => policy.name.to_string(),
    }
}
