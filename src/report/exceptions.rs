//! What sets findings aside, in words; and what there is to say of derogations.

use jiff::civil::Date;

use super::diagnostic::{Diagnostic, DiagnosticKind, FactLine, Label, SetAside, SetAsideKind};
use super::finding::{Findings, cited};
use super::messages::{Messages, arguments};
use super::resource::{Concerned, resources};
use crate::exception::{Act, Defect, Deviation, Exception};
use crate::inventory::Asset;
use crate::policy::{Citation, Finding, Selector};

/// What programs read of `exception`.
pub(super) fn set_aside(exception: &Exception) -> SetAside {
    let none = SetAside {
        kind: SetAsideKind::Baseline,
        reference: None,
        basis: None,
        authority: None,
        reason: None,
        until: None,
        span: None,
    };
    match exception {
        // Of several, the one that ends first: the others do not set it aside alone.
        Exception::Derogation(acts) => {
            acts.first().map_or(SetAside { kind: SetAsideKind::Derogation, ..none.clone() }, |act| SetAside {
                kind: SetAsideKind::Derogation,
                reference: Some(act.reference.to_string()),
                basis: Some(act.basis.to_string()),
                authority: Some(act.authority.to_string()),
                until: act.last_day,
                span: Some(act.span),
                ..none.clone()
            })
        }
        Exception::Suppression { reason, until, span } => SetAside {
            kind: SetAsideKind::Suppression,
            reason: Some(reason.to_string()),
            until: *until,
            span: Some(*span),
            ..none
        },
        Exception::Known => none,
    }
}

/// A day in words, or `none`.
fn day(date: Option<Date>, messages: &Messages) -> String {
    date.map_or_else(|| "none".to_owned(), |date| messages.date(date))
}

/// The lines that say what sets a finding aside.
fn facts(exception: &Exception, findings: Findings<'_>, citations: &[&Citation]) -> Vec<FactLine> {
    let messages = findings.messages;
    match exception {
        Exception::Derogation(acts) => acts.iter().flat_map(|act| act_lines(act, findings, citations)).collect(),
        Exception::Suppression { reason, until, span } => {
            let given = arguments([("reason", reason.to_string().into()), ("until", day(*until, messages).into())]);
            let words = messages.format("suppression-text", &given);
            vec![FactLine::new("fact-suppression", words, Some(*span), messages)]
        }
        Exception::Known => vec![FactLine::new("fact-baseline", messages.text("baseline-text"), None, messages)],
    }
}

/// What is told of `act`, which lifts some of the texts of `citations`: what is assumed of it too.
fn act_lines(act: &Act, findings: Findings<'_>, citations: &[&Citation]) -> Vec<FactLine> {
    let messages = findings.messages;
    let given = arguments([
        ("reference", act.reference.to_string().into()),
        ("basis", act.basis.to_string().into()),
        ("authority", act.authority.to_string().into()),
        ("granted", messages.date(act.granted).into()),
        ("until", day(act.last_day, messages).into()),
    ]);
    let words = messages.format("derogation-text", &given);
    let own = FactLine::new("fact-derogation", words, Some(act.span), messages);
    let exemption = |citation: &&Citation| findings.doctrine.derogations.get(&act.basis)?.exemption(&citation.key);
    let assumed = citations.iter().filter_map(exemption).filter_map(|exemption| exemption.note.as_ref());
    let assumed = assumed
        .map(|note| FactLine::new("fact-assumption", note.in_language(messages.language()).to_owned(), None, messages));
    std::iter::once(own).chain(assumed).collect()
}

/// What to do while a derogation holds.
pub(super) fn derogation_remedy(exception: Option<&Exception>, messages: &Messages) -> Vec<String> {
    match exception {
        Some(Exception::Derogation(acts)) => {
            let end = acts.first().and_then(|act| act.last_day);
            vec![messages.format("derogation-remedy", &arguments([("until", day(end, messages).into())]))]
        }
        _ => Vec::new(),
    }
}

impl Findings<'_> {
    /// The lines that say what sets `finding` aside, or which of its texts a derogation lifts and which still bind.
    pub(super) fn set_aside(self, finding: &Finding) -> Vec<FactLine> {
        let citations = self.citations(finding.policy, &finding.failed);
        let exception = self.exceptions.of(finding);
        let mut lines = exception.map(|exception| facts(exception, self, &citations)).unwrap_or_default();
        if let Some(partial) = self.exceptions.partial_of(finding) {
            lines.extend(partial.acts.iter().flat_map(|act| act_lines(act, self, &citations)));
            let binding = citations.iter().filter(|citation| partial.binding.contains(&citation.key));
            lines.extend(binding.map(|citation| {
                let words = citation.words.in_language(self.messages.language()).to_owned();
                let words = self.messages.format("derogation-other-text", &arguments([("citation", words.into())]));
                FactLine::new("fact-other-text", words, None, self.messages)
            }));
        }
        lines
    }

    /// What is told of derogations, by the rule on them.
    pub fn deviations(self) -> Vec<Diagnostic> {
        let rule = self.doctrine.policies.iter().find(|policy| policy.selector == Selector::Register);
        let Some(rule) = rule else { return Vec::new() };
        self.exceptions.deviations.iter().map(|deviation| self.deviation(&rule.id, deviation)).collect()
    }

    fn deviation(self, code: &str, deviation: &Deviation) -> Diagnostic {
        let messages = self.messages;
        let mut given = arguments([
            ("reference", deviation.reference.to_string().into()),
            ("basis", deviation.basis.to_string().into()),
        ]);
        match &deviation.defect {
            Defect::NotValidated | Defect::MatchesNothing | Defect::Unused | Defect::OtherTexts => {}
            Defect::EngagedTooLate { until, engaged } => {
                given.set("until", messages.date(*until));
                given.set("engaged", messages.date(*engaged));
            }
            Defect::GrantedBeforeText { from, granted } => {
                given.set("from", messages.date(*from));
                given.set("granted", messages.date(*granted));
            }
            Defect::GrantedBeforeProject { engaged, granted } => {
                given.set("engaged", messages.date(*engaged));
                given.set("granted", messages.date(*granted));
            }
            Defect::NotGrantedYet { granted } => given.set("granted", messages.date(*granted)),
            Defect::Expired { last_day, by_law } => {
                given.set("last", messages.date(*last_day));
                given.set("law", if *by_law { "yes" } else { "no" });
            }
            Defect::TooLong { last_day, months } => {
                given.set("last", messages.date(*last_day));
                given.set("months", *months);
            }
            Defect::OutOfReach { rule, known } => {
                given.set("rule", rule.to_string());
                given.set("known", known.join(", "));
            }
            Defect::EndsSoon { last_day, days } => {
                given.set("last", messages.date(*last_day));
                given.set("days", *days);
            }
        }
        let assets: Vec<&Asset> =
            deviation.assets.iter().filter_map(|index| self.inventory.assets.get(*index)).collect();
        let concerned: Vec<Concerned<'_>> = assets.into_iter().map(Concerned::from).collect();
        let (resources, runs) = resources(&concerned, &self.inventory.runs, messages);
        let authority = FactLine::new("fact-authority", deviation.authority.to_string(), None, messages);
        let assumption = deviation.assumption.as_ref().map(|note| {
            FactLine::new("fact-assumption", note.in_language(messages.language()).to_owned(), None, messages)
        });
        let keys = std::iter::once(&deviation.text).chain(&deviation.procedure);
        let id = format!("derogation-{}", deviation.defect.id());
        Diagnostic {
            code: code.to_owned(),
            severity: deviation.severity,
            kind: match deviation.defect {
                Defect::EndsSoon { .. } => DiagnosticKind::Notice,
                _ => DiagnosticKind::Violation,
            },
            title: messages.format(&id, &given),
            primary: Some(Label { span: deviation.span, text: String::new() }),
            trace: Vec::new(),
            facts: std::iter::once(authority).chain(assumption).chain(runs).collect(),
            resources,
            basis: keys
                .filter_map(|key| self.doctrine.texts.citation(key, self.today))
                .map(|citation| cited(&citation, messages))
                .collect(),
            remedy: match deviation.defect.voids() && !deviation.needed {
                false => vec![messages.format(&format!("{id}-remedy"), &given)],
                true => vec![messages.text("derogation-unused-remedy")],
            },
            exception: None,
            fingerprint: deviation.fingerprint.clone(),
        }
    }
}
