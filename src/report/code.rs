//! What is found of blocks of code: each finding points into the configuration, and into the policy.

use rustc_hash::FxHashSet;

use super::cause;
use super::diagnostic::{Diagnostic, FactLine, Label};
use super::exceptions;
use super::finding::{Findings, leading_cause, trace};
use super::messages::arguments;
use super::resource::{Concerned, resources};
use crate::evaluation::CauseKind;
use crate::inventory::{Asset, Target, TargetKind};
use crate::policy::{Finding, Policy, Selector, Verdict};

/// The most resources of a module call that are named.
const MAX_HELD: usize = 4;

impl Findings<'_> {
    /// What to tell of a finding on blocks of code.
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
            Verdict::Undetermined => self.open(title, kind(lead.kind), resources.len()),
            Verdict::Compliant => messages.next().unwrap_or_default(),
            // An error message is a sentence of its own.
            Verdict::Violation | Verdict::NotApplicable => title.to_owned(),
        };
        let line = |id: &'static str, text: String| FactLine::new(id, text, None, self.messages);
        let why = leading_cause(finding);
        let held: Vec<&Asset> = finding.assets.iter().filter_map(|index| self.inventory.assets.get(*index)).collect();
        let concluded = targets.iter().filter_map(|target| target.concluded.as_deref());
        let by_held = (!held.is_empty()).then(|| line("fact-held", addresses(&held)));
        let assets: Vec<&Asset> = if held.is_empty() { concluded.collect() } else { held };
        let label = match (why, assets.first()) {
            (None, Some(asset)) => self.label(finding, asset),
            _ => why.map(|cause| cause::words(&cause.kind, self.messages)).unwrap_or_default(),
        };
        let found = messages.filter(|text| *text != title).map(|text| line("fact-found", text)).collect::<Vec<_>>();
        let missing = finding.gaps.iter().filter_map(|gap| gap.wording());
        let missing = missing.map(|text| line("fact-missing", text.in_language(language).to_owned()));
        let said = usize::from(why.is_some());
        let more =
            finding.causes.iter().skip(said).map(|own| line("fact-missing", cause::words(&own.kind, self.messages)));
        let more = more.filter(|line| line.text != label).collect::<Vec<_>>();
        let exception = self.exceptions.of(finding);
        let set_aside = self.set_aside(finding);
        let facts = found.into_iter().chain(missing).chain(more).chain(self.candidates(finding, &assets));
        let facts = facts.chain(by_held).chain(self.established(policy, &assets)).chain(set_aside).chain(runs);
        Some(Diagnostic {
            code: policy.id.to_string(),
            severity: finding.severity,
            kind: finding.verdict.into(),
            title,
            primary: Some(Label { span, text: label }),
            trace: trace(finding),
            facts: facts.chain(self.declared(finding, policy)).collect(),
            resources,
            basis: self.basis(finding.policy, &finding.failed),
            exception: exception.map(exceptions::set_aside),
            remedy: match finding.verdict {
                Verdict::Undetermined if finding.gaps.is_empty() => self.settled_by(why.map(|cause| &cause.kind)),
                Verdict::Undetermined => self.settlement(finding, policy, &assets),
                Verdict::Violation => policy.remedy.iter().map(|text| text.in_language(language).to_owned()).collect(),
                Verdict::Compliant | Verdict::NotApplicable => Vec::new(),
            },
            fingerprint: finding.fingerprint.clone(),
        })
    }

    /// That what `title` says cannot be determined for `count` blocks of a kind.
    pub(super) fn open(self, title: &str, kind: &'static str, count: usize) -> String {
        let of = [("kind", kind.into()), ("count", count.into())];
        let of = self.messages.format("of-blocks", &arguments(of));
        let given = [("title", title.to_owned().into()), ("of", of.into())];
        self.messages.format("undetermined-code", &arguments(given))
    }

    /// The policy as its file declares it, and where it asks for what is not met; nothing of one that comes with the
    /// program, which has a page.
    pub(super) fn declared(self, finding: &Finding, policy: &Policy) -> Option<FactLine> {
        let words = match &policy.selector {
            Selector::Code(of, pattern) => format!("{}_policy {:?} {:?}", kind(*of), pattern.as_str(), policy.name),
            Selector::Assets(kinds) => format!("asset_policy \"{kinds}\" {:?}", policy.name),
            Selector::Register => return None,
        };
        let demand = finding.failed.first().and_then(|index| policy.enforcements.get(*index));
        let asked = demand.map_or(policy.span, |demand| demand.span);
        policy.is_own().then(|| FactLine::new("fact-policy", words, Some(asked), self.messages))
    }

    /// What would settle a verdict of a policy on code.
    pub(super) fn settled_by(self, cause: Option<&CauseKind>) -> Vec<String> {
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

fn kind(of: TargetKind) -> &'static str {
    match of {
        TargetKind::Provider => "provider",
        TargetKind::Module => "module",
        TargetKind::Resource => "resource",
    }
}

/// The addresses of `assets`, the first ones of many.
fn addresses(assets: &[&Asset]) -> String {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut all: Vec<&str> = assets.iter().map(|asset| &*asset.address).collect();
    // What is not the same in all runs is there several times.
    all.retain(|address| seen.insert(*address));
    let more = all.len().saturating_sub(MAX_HELD);
    all.truncate(MAX_HELD);
    let shown = all.join(", ");
    if more == 0 { shown } else { format!("{shown}, + {more}") }
}
