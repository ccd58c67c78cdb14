//! One root cause, one finding: a provider's region that makes three hundred resources fail is told once.

use std::collections::BTreeMap;

use super::doctrine::Doctrine;
use super::fingerprint::fingerprint;
use super::gap::Gap;
use super::judge::Judged;
use super::model::Severity;
use super::verdict::{Judgement, Ruling, Verdict};
use super::vocabulary::Field;
use super::wording::Wording;
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::{Asset, AssetKind, Evidence, Fact, Flow, Run};
use crate::source::Span;

/// The judgements of one policy that have one cause.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Index of the policy.
    pub policy: usize,
    /// [`Verdict::Violation`], [`Verdict::Undetermined`], or [`Verdict::Compliant`] with something to say.
    pub verdict: Verdict,
    /// How much it matters.
    pub severity: Severity,
    /// Where the cause stands; without it, the first asset is the place to show.
    pub cause: Option<Span>,
    /// The part of the assets that decides.
    pub deciding: Option<Field>,
    /// The flow that decides, when flows do: an index, in the first asset.
    pub flow: Option<usize>,
    /// What is found: the texts of the demands that are not met, worst first. Empty when undetermined.
    pub messages: Vec<Wording>,
    /// The demands that are not met, or not known to be: indices in the policy, worst first.
    pub failed: Vec<usize>,
    /// What was lacking, when undetermined.
    pub gaps: Vec<Gap>,
    /// Why what was lacking is not known, most useful first.
    pub causes: Vec<Cause>,
    /// Why the deciding part is what it is, for the first asset.
    pub evidence: Vec<Evidence>,
    /// The assets concerned: indices, in the order of their roots and addresses. Never empty, but for what blocks of code are
    /// told for: then the assets of module calls that decide.
    pub assets: Vec<usize>,
    /// The blocks of code concerned, in the same way; none when assets are judged.
    pub targets: Vec<usize>,
    /// The exception that covers all of them, if one does.
    pub exception: Option<u32>,
    /// The derogations that lift some of the texts it rests on, when others still bind.
    pub partial: Option<u32>,
    /// Stable name: the policy, the assets, what decides. Not where it stands, which moves with every edit.
    pub fingerprint: String,
}

/// What the judgements of one finding share.
type GroupKey<'a> =
    (u32, std::cmp::Reverse<Verdict>, Option<Span>, &'a [Wording], &'a [Gap], Severity, [Option<u32>; 2]);

impl Judged {
    /// The findings, by policy, then violations first, then by place. Verdicts that lack only a classification are
    /// counted in [`Judged::tally`], not found here: the policy on classification speaks for them.
    pub fn findings(&self, doctrine: &Doctrine, assets: &[Asset]) -> Vec<Finding> {
        let told = || {
            let told = self.judgements.iter().filter(|judgement| judgement.ruling.is_told());
            told.filter_map(|judgement| Some((judgement, assets.get(judgement.asset as usize)?)))
        };
        // One file that is missing is missed at many places.
        let mut missed: BTreeMap<&str, Span> = BTreeMap::new();
        for (path, span) in told().filter_map(|(judgement, asset)| missing_file(asset, &judgement.ruling)) {
            missed.entry(path).and_modify(|first| *first = span.min(*first)).or_insert(span);
        }
        let cause = |judgement: &Judgement, asset: &Asset| {
            let file = missing_file(asset, &judgement.ruling).map(|(path, _)| path);
            file.and_then(|path| missed.get(path).copied()).or_else(|| judgement.cause(asset))
        };
        let mut groups: BTreeMap<GroupKey<'_>, Vec<&Judgement>> = BTreeMap::new();
        for (judgement, asset) in told() {
            let ruling = &*judgement.ruling;
            let key = (
                judgement.policy,
                std::cmp::Reverse(ruling.verdict),
                cause(judgement, asset),
                ruling.messages.as_slice(),
                ruling.gaps.as_slice(),
                ruling.severity,
                [judgement.exception, judgement.partial],
            );
            groups.entry(key).or_default().push(judgement);
        }
        groups.into_iter().filter_map(|(key, group)| finding(key.2, &group, doctrine, assets)).collect()
    }
}

impl Judgement {
    /// The place to mend of its `asset`.
    pub fn cause(&self, asset: &Asset) -> Option<Span> {
        self.ruling.place.or_else(|| cause(asset, &self.ruling))
    }

    /// Why the part of its `asset` that decides is what it is.
    pub fn evidence<'a>(&self, asset: &'a Asset) -> &'a [Evidence] {
        self.ruling.deciding.map_or(&[], |field| evidence(asset, field, self.ruling.flow))
    }

    /// A name that holds as long as the policy, the verdict, its severity, the asset and what decides are the same.
    pub fn fingerprint(&self, policy: &str, asset: &Asset) -> String {
        let policy = format!("{policy} {:?}", self.ruling.severity);
        let values = self.ruling.values.iter().map(String::as_str);
        finding_fingerprint(&policy, self.ruling.verdict, names(asset).chain(values), self.evidence(asset))
    }
}

fn finding(cause: Option<Span>, group: &[&Judgement], doctrine: &Doctrine, assets: &[Asset]) -> Option<Finding> {
    let first = group.first()?;
    let policy = first.policy as usize;
    let ruling = &*first.ruling;
    let mut indices: Vec<usize> = group.iter().map(|judgement| judgement.asset as usize).collect();
    indices.sort_by_key(|index| assets.get(*index).map(|asset| (&asset.root, &asset.address)));
    let lead = assets.get(*indices.first()?)?;
    let evidence = ruling.deciding.map_or(&[] as &[Evidence], |field| evidence(lead, field, ruling.flow)).to_vec();
    let mut causes: Vec<Cause> = Vec::new();
    let reasons = ruling.gaps.iter().flat_map(|gap| gap_causes(lead, *gap, ruling.flow));
    for cause in reasons.chain(&ruling.causes) {
        if !causes.contains(cause) {
            causes.push(cause.clone());
        }
    }
    let fingerprint = finding_fingerprint(
        &doctrine.policies.get(policy)?.id,
        ruling.verdict,
        indices.iter().filter_map(|index| assets.get(*index)).flat_map(names),
        &evidence,
    );
    Some(Finding {
        policy,
        verdict: ruling.verdict,
        severity: ruling.severity,
        cause,
        deciding: ruling.deciding,
        flow: ruling.flow,
        messages: ruling.messages.clone(),
        failed: ruling.failed.clone(),
        gaps: ruling.gaps.clone(),
        causes,
        evidence,
        assets: indices,
        targets: Vec::new(),
        exception: first.exception,
        partial: first.partial,
        fingerprint,
    })
}

/// What names an asset: its root module and address, and the variable files with which it is what it is.
fn names(asset: &Asset) -> impl Iterator<Item = &str> {
    let files = asset.runs.iter().filter_map(Run::file).map(|file| &**file);
    [&*asset.root, &*asset.address].into_iter().chain(files)
}

/// Why a part of the asset is what it is.
pub(super) fn evidence(asset: &Asset, field: Field, flow: Option<usize>) -> &[Evidence] {
    match field {
        Field::Environment => asset.environment.evidence(),
        Field::Offer => asset.offer.evidence(),
        Field::Placement => asset.placement.evidence(),
        Field::Classification => asset.classification.evidence(),
        Field::Zones => asset.measures.several_zones.as_ref().map_or(&[], Fact::evidence),
        Field::Retention => asset.measures.retention.as_ref().map_or(&[], Fact::evidence),
        Field::Detection => asset.measures.detection.as_ref().map_or(&[], Fact::evidence),
        Field::Flows => flow_of(asset, flow).map_or(&[], |flow| std::slice::from_ref(&flow.evidence)),
        Field::Identity | Field::Type | Field::HoldsData | Field::RootClassification => &[],
    }
}

fn flow_of(asset: &Asset, flow: Option<usize>) -> Option<&Flow> {
    asset.flows.get(flow?)
}

pub(super) fn gap_causes(asset: &Asset, gap: Gap, flow: Option<usize>) -> Vec<&Cause> {
    fn of<T>(fact: &Fact<T>) -> Vec<&Cause> {
        match fact {
            Fact::Known { .. } => Vec::new(),
            Fact::Unknown { causes, .. } => causes.iter().collect(),
        }
    }
    match gap {
        Gap::Fact(Field::Environment) => of(&asset.environment),
        Gap::Fact(Field::Offer) => of(&asset.offer),
        Gap::Fact(Field::Placement) => of(&asset.placement),
        Gap::Fact(Field::Classification) | Gap::StatementNotRead => of(&asset.classification),
        Gap::Fact(Field::Zones) => asset.measures.several_zones.as_ref().map(of).unwrap_or_default(),
        Gap::Fact(Field::Retention) => asset.measures.retention.as_ref().map(of).unwrap_or_default(),
        Gap::Fact(Field::Detection) => asset.measures.detection.as_ref().map(of).unwrap_or_default(),
        Gap::Fact(Field::Flows) => flow_of(asset, flow).map(|flow| flow.causes().collect()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The file that is not there and for want of which the verdict is undetermined, and where it is asked for.
fn missing_file<'a>(asset: &'a Asset, ruling: &Ruling) -> Option<(&'a str, Span)> {
    let field = ruling.deciding.filter(|_| ruling.verdict == Verdict::Undetermined && ruling.place.is_none())?;
    match gap_causes(asset, Gap::Fact(field), ruling.flow).first()? {
        Cause { kind: CauseKind::NoSuchFile(path), span: Some(span) } => Some((&**path, *span)),
        _ => None,
    }
}

/// The place to mend: for what is not known, where the reason stands; else the evidence of what decides. What nobody
/// declared stands nowhere: all assets that lack it are one finding.
pub(super) fn cause(asset: &Asset, ruling: &Ruling) -> Option<Span> {
    let field = ruling.deciding?;
    if ruling.verdict == Verdict::Undetermined {
        let causes = gap_causes(asset, Gap::Fact(field), ruling.flow);
        if let Some(span) = causes.first().and_then(|cause| cause.span) {
            return Some(span);
        }
    }
    match field {
        // The type of a resource stands wherever it is used: those of one type are one finding.
        Field::Type if asset.kind == AssetKind::Resource => None,
        // The backend block itself, or the resource.
        Field::Type | Field::Identity => Some(asset.span),
        _ => evidence(asset, field, ruling.flow).first().and_then(|evidence| evidence.span),
    }
}

/// A name that holds as long as the policy, what it is about and what decides are the same.
pub(super) fn finding_fingerprint<'a>(
    policy: &'a str,
    verdict: Verdict,
    names: impl Iterator<Item = &'a str>,
    evidence: &'a [Evidence],
) -> String {
    let verdict = match verdict {
        Verdict::Violation => "violation",
        Verdict::Undetermined => "undetermined",
        Verdict::Compliant => "compliant",
        Verdict::NotApplicable => "not-applicable",
    };
    let values = evidence.iter().map(|evidence| evidence.value.as_deref().unwrap_or_default());
    fingerprint([policy, verdict].into_iter().chain(names).chain(values))
}
