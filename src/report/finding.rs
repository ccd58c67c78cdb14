//! From what the policies conclude to what people and machines read.

use jiff::civil::Date;

use super::cause;
use super::diagnostic::{Basis, Diagnostic, FactLine, Label, Rule, Step};
use super::exceptions;
use super::fact::Facts;
use super::messages::{Messages, arguments};
use super::resource::{Concerned, resources};
use crate::catalogue::Catalogue;
use crate::evaluation::Cause;
use crate::exception::{Exception, Exceptions};
use crate::inventory::{Asset, AssetKind, Evidence, EvidenceKind, Fact, IMPACTS, Inventory, NATURES, Retention};
use crate::policy::{self, Citation, Doctrine, Field, Finding, Judged, Policy, Verdict};

/// What findings are told with.
#[derive(Clone, Copy)]
pub struct Findings<'a> {
    /// The policies that found them.
    pub doctrine: &'a Doctrine,
    /// What the policies are to the project.
    pub judged: &'a Judged,
    /// The assets that they are about.
    pub inventory: &'a Inventory,
    /// What sets some of them aside.
    pub exceptions: &'a Exceptions,
    /// What is known of clouds.
    pub catalogue: &'a Catalogue,
    /// The words.
    pub messages: &'a Messages,
    /// Day of judgement.
    pub today: Date,
}

impl<'a> Findings<'a> {
    /// The rules by which was judged, in the order of the policies.
    pub fn rules(self) -> Vec<Rule> {
        let language = self.messages.language();
        let verdicts = self.exceptions.tallies(self.judged, self.inventory, self.doctrine.policies.len());
        let rule = |(index, policy): (usize, &Policy)| Rule {
            code: policy.id.to_string(),
            title: policy.title.in_language(language).to_owned(),
            rationale: policy.rationale.as_ref().map(|text| text.in_language(language).to_owned()).unwrap_or_default(),
            remedy: policy.remedy.as_ref().map(|text| text.in_language(language).to_owned()).unwrap_or_default(),
            severity: policy.severity(),
            basis: self.basis(index, &[]),
            verdicts: verdicts.get(index).copied().unwrap_or_default(),
        };
        self.doctrine.policies.iter().enumerate().map(rule).collect()
    }

    /// What to tell of each of `findings`, in their order.
    pub fn diagnostics(self, findings: &[Finding]) -> Vec<Diagnostic> {
        findings.iter().filter_map(|finding| self.diagnostic(finding)).collect()
    }

    fn diagnostic(self, finding: &Finding) -> Option<Diagnostic> {
        let policy = self.doctrine.policies.get(finding.policy)?;
        if !finding.targets.is_empty() {
            return self.of_code(finding, policy);
        }
        let assets: Vec<&Asset> = finding.assets.iter().filter_map(|index| self.inventory.assets.get(*index)).collect();
        let lead = *assets.first()?;
        let span = finding.cause.unwrap_or(lead.span);
        let derogated = matches!(self.exceptions.of(finding), Some(Exception::Derogation(_)));
        let concerned: Vec<Concerned<'_>> = assets.iter().copied().map(Concerned::from).collect();
        let (resources, runs) = resources(&concerned, &self.inventory.runs, self.messages);
        Some(Diagnostic {
            code: policy.id.to_string(),
            severity: finding.severity,
            kind: finding.verdict.into(),
            title: self.title(finding, policy, &assets, resources.len()),
            primary: Some(Label { span, text: self.label(finding, lead) }),
            trace: trace(finding),
            facts: self
                .facts(finding, policy, &assets)
                .into_iter()
                .chain(runs)
                .chain(self.declared(finding, policy))
                .collect(),
            exception: self.exceptions.of(finding).map(exceptions::set_aside),
            resources,
            basis: self.basis(finding.policy, &finding.failed),
            remedy: match finding.verdict {
                _ if derogated => exceptions::derogation_remedy(self.exceptions.of(finding), self.messages),
                Verdict::Undetermined => self.settlement(finding, policy, &assets),
                Verdict::Violation => self.remedy(policy),
                Verdict::Compliant | Verdict::NotApplicable => Vec::new(),
            },
            fingerprint: finding.fingerprint.clone(),
        })
    }

    fn title(self, finding: &Finding, policy: &Policy, assets: &[&Asset], count: usize) -> String {
        let title = policy.title.in_language(self.messages.language());
        // What complies must not be headed by what the rule finds.
        if finding.verdict == Verdict::Compliant
            && let Some(message) = finding.messages.first()
        {
            return message.in_language(self.messages.language()).to_owned();
        }
        if finding.verdict != Verdict::Undetermined {
            return title.to_owned();
        }
        let Some(gap) = finding.gaps.first() else {
            return if finding.causes.is_empty() { title.to_owned() } else { self.open(title, "resource", count) };
        };
        let states = assets.iter().all(|asset| asset.kind == AssetKind::State);
        let kind = if states { "state" } else { "resource" };
        let of = arguments([("kind", kind.into()), ("count", count.into())]);
        let of = self.messages.format("of-assets", &of);
        let id = match gap {
            policy::Gap::HdsConditional | policy::Gap::HdsNotRead => "undetermined-hds",
            policy::Gap::ConditionalAdequacy => "undetermined-adequacy",
            policy::Gap::NotAPlace => "undetermined-place",
            policy::Gap::SeveralServices | policy::Gap::OtherKindsElsewhere => "undetermined-other",
            policy::Gap::OperatorCountry => "undetermined-operator-country",
            policy::Gap::QualificationScope => "undetermined-qualification",
            _ => match gap.field() {
                Field::Placement => "undetermined-placement",
                Field::Offer => "undetermined-offer",
                Field::Environment => "undetermined-environment",
                Field::Classification => "undetermined-classification",
                Field::HoldsData => "undetermined-holds-data",
                Field::RootClassification => "undetermined-root-classification",
                Field::Flows => "undetermined-flows",
                Field::Identity | Field::Type | Field::Zones | Field::Retention | Field::Detection => {
                    "undetermined-other"
                }
            },
        };
        self.messages.format(id, &arguments([("of", of.into()), ("title", title.to_owned().into())]))
    }

    /// What is said at the place: the value read there; why there is none.
    pub(super) fn label(self, finding: &Finding, lead: &Asset) -> String {
        if let Some(cause) = leading_cause(finding) {
            return cause::words(&cause.kind, self.messages);
        }
        let evidence = finding.evidence.first().filter(|evidence| evidence.span == finding.cause);
        match evidence {
            Some(Evidence { kind: EvidenceKind::Provider, .. }) => {
                lead.offer.known().map(|offer| offer.name.clone()).unwrap_or_default()
            }
            Some(Evidence { kind: EvidenceKind::ProviderDefault, value: Some(value), .. }) => {
                self.unwritten(finding, value, lead)
            }
            Some(Evidence { value: Some(value), .. }) => format!("{value:?}"),
            _ => String::new(),
        }
    }

    /// What the provider does of its own accord, in the place of what nobody wrote: `value` is the argument that is not
    /// there, or the place that is taken.
    fn unwritten(self, finding: &Finding, value: &str, lead: &Asset) -> String {
        let effect = match finding.deciding {
            Some(Field::Zones) => {
                lead.measures.several_zones.as_ref().and_then(Fact::known).map(|several| {
                    self.messages.text(if *several { "default-several-zones" } else { "default-one-zone" })
                })
            }
            Some(Field::Retention) => lead.measures.retention.as_ref().and_then(Fact::known).map(|kept| match kept {
                Retention::Days(days) => {
                    self.messages.format("default-days", &arguments([("count", u64::from(*days).into())]))
                }
                Retention::Unlimited => self.messages.text("default-unlimited"),
            }),
            Some(Field::Detection) => lead
                .measures
                .detection
                .as_ref()
                .and_then(Fact::known)
                .map(|on| self.messages.text(if *on { "default-on" } else { "default-off" })),
            Some(Field::Flows) => finding
                .flow
                .and_then(|index| lead.flows.get(index))
                .map(|flow| self.messages.text(&format!("flow-{}", flow.kind.name()))),
            _ => {
                return self.messages.format("default-place", &arguments([("value", value.to_owned().into())]));
            }
        };
        let given = arguments([("name", value.to_owned().into()), ("effect", effect.unwrap_or("none".into()).into())]);
        self.messages.format("default-argument", &given)
    }

    fn facts(self, finding: &Finding, policy: &Policy, assets: &[&Asset]) -> Vec<FactLine> {
        let language = self.messages.language();
        let facts = Facts { catalogue: self.catalogue, messages: self.messages, today: self.today };
        let line = |id: &'static str, text: String| FactLine::new(id, text, None, self.messages);
        let flow = finding.flow.zip(assets.first()).and_then(|(index, asset)| asset.flows.get(index));
        let flow = flow.map(|flow| {
            let id = if flow.kind.is_read() { "fact-flow-read" } else { "fact-flow" };
            FactLine { key: "flow", ..line(id, facts.flow(flow)) }
        });
        // The first text of a notice is its title.
        let told = usize::from(finding.verdict == Verdict::Compliant);
        // A message that cannot be written leaves the title, which is told.
        let messages = finding.messages.iter().skip(told).filter(|text| **text != policy.title);
        let found = messages.map(|text| line("fact-found", text.in_language(language).to_owned()));
        let missing = finding.gaps.iter().filter_map(|gap| gap.wording());
        let missing = missing.map(|text| line("fact-missing", text.in_language(language).to_owned()));
        // The first reason is said at the place itself.
        let said = usize::from(leading_cause(finding).is_some());
        let more = finding
            .causes
            .iter()
            .skip(said)
            .map(|cause| line("fact-missing", cause::words(&cause.kind, self.messages)));
        let candidates = self.candidates(finding, assets);
        let established = self.established(policy, assets);
        let set_aside = self.set_aside(finding).into_iter();
        set_aside.chain(found).chain(flow).chain(missing).chain(more).chain(candidates).chain(established).collect()
    }

    /// What that is lacking first may be.
    pub(super) fn candidates(self, finding: &Finding, assets: &[&Asset]) -> Option<FactLine> {
        let facts = Facts { catalogue: self.catalogue, messages: self.messages, today: self.today };
        let (gap, asset) = finding.gaps.first().zip(assets.first())?;
        facts.candidates(gap.field(), asset)
    }

    /// What is established of `assets` that `policy` reads.
    pub(super) fn established(self, policy: &Policy, assets: &[&Asset]) -> Vec<FactLine> {
        let facts = Facts { catalogue: self.catalogue, messages: self.messages, today: self.today };
        let order = [Field::Placement, Field::Offer, Field::Classification, Field::Environment];
        let read = order.into_iter().filter(|field| policy.reads(*field));
        read.filter_map(|field| facts.line(field, assets)).collect()
    }

    fn remedy(self, policy: &Policy) -> Vec<String> {
        policy.remedy.iter().map(|text| text.in_language(self.messages.language()).to_owned()).collect()
    }

    pub(super) fn settlement(self, finding: &Finding, policy: &Policy, assets: &[&Asset]) -> Vec<String> {
        let cause = leading_cause(finding).map(|cause| &cause.kind);
        let Some(gap) = finding.gaps.first() else {
            return if cause.is_some() { self.settled_by(cause) } else { self.remedy(policy) };
        };
        let fixed = |id: &str| vec![self.messages.text(id)];
        match gap {
            policy::Gap::OperatorCountry => fixed("settle-catalogue-offer"),
            policy::Gap::QualificationScope => {
                ["settle-catalogue-offer", "settle-own-catalogue"].map(|id| self.messages.text(id)).into()
            }
            policy::Gap::HdsConditional | policy::Gap::HdsNotRead => {
                let check = self.messages.text("settle-catalogue-offer");
                std::iter::once(check).chain(cause::contract(assets, self.messages)).collect()
            }
            policy::Gap::NotAPlace | policy::Gap::EssentialRegions => fixed("settle-place"),
            policy::Gap::SeveralServices | policy::Gap::OtherKindsElsewhere => {
                let what = match gap {
                    policy::Gap::OtherKindsElsewhere => "settle-other-kinds",
                    _ => "settle-services",
                };
                let mut roots: Vec<&str> = assets.iter().map(|asset| &*asset.root).collect();
                roots.sort_unstable();
                roots.dedup();
                cause::service_of(what, &roots, self.messages)
            }
            policy::Gap::AuditElsewhere
            | policy::Gap::AuditPerhaps
            | policy::Gap::NetworkFlowsElsewhere
            | policy::Gap::NetworkFlowsPerhaps => fixed("settle-detection"),
            policy::Gap::ConditionalAdequacy => fixed("settle-adequacy"),
            policy::Gap::NatureOrImpact => {
                let words = [("natures", NATURES.join(", ").into()), ("impacts", IMPACTS.join(", ").into())];
                vec![self.messages.format("settle-nature", &arguments(words))]
            }
            policy::Gap::TypeNotInCatalogue => {
                let mut types: Vec<&str> = assets.iter().map(|asset| &*asset.of_type).collect();
                types.sort_unstable();
                types.dedup();
                let arguments = arguments([("types", types.join(", ").into()), ("count", types.len().into())]);
                let check = self.messages.format("settle-catalogue-type", &arguments);
                std::iter::once(check)
                    .chain(types.first().into_iter().flat_map(|of_type| cause::service(of_type)))
                    .collect()
            }
            policy::Gap::Nature => fixed("settle-nature-of-provider"),
            policy::Gap::Arguments => fixed("settle-arguments"),
            policy::Gap::ModuleAbsent | policy::Gap::HoldsNothing => self.settled_by(cause),
            policy::Gap::Fact(_) | policy::Gap::StatementNotRead => {
                let told = cause::settlement(gap.field(), cause, assets, self.messages);
                if told.is_empty() && gap.field() == Field::Flows { fixed("settle-flow") } else { told }
            }
        }
    }

    /// The texts that `failed` of the policy's demands rest on; all of the policy's without any.
    pub(super) fn citations(self, index: usize, failed: &[usize]) -> Vec<&'a Citation> {
        let own = self.judged.applicability.get(index).zip(self.doctrine.policies.get(index));
        own.map(|(applicability, policy)| applicability.citations_of(policy, failed)).unwrap_or_default()
    }

    pub(super) fn basis(self, policy: usize, failed: &[usize]) -> Vec<Basis> {
        self.citations(policy, failed).into_iter().map(|citation| cited(citation, self.messages)).collect()
    }
}

/// The cause that is said at the place: that of what is lacking first. What has its own words has no cause to be said
/// there, and those of what else is lacking would mislead.
pub(super) fn leading_cause(finding: &Finding) -> Option<&Cause> {
    let explained = finding.gaps.first().is_some_and(|gap| gap.wording().is_some());
    finding.causes.first().filter(|_| !explained)
}

/// An article as a report cites it.
pub(super) fn cited(citation: &Citation, messages: &Messages) -> Basis {
    Basis {
        citation: citation.words.in_language(messages.language()).to_owned(),
        url: citation.url.clone(),
        verified: citation.verified,
    }
}

/// How the value at the place of the finding came there.
pub(super) fn trace(finding: &Finding) -> Vec<Step> {
    let evidence = finding.evidence.first();
    let steps = evidence.map(|evidence| evidence.trace.as_slice()).unwrap_or_default();
    steps.iter().map(|step| Step { text: step.text.to_string(), span: step.span }).collect()
}
