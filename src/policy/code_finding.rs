//! Findings on blocks of code: those that have one cause are told once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::doctrine::Doctrine;
use super::examine::Examination;
use super::finding::{Finding, finding_fingerprint};
use super::judge::Judged;
use super::model::Severity;
use super::verdict::{Ruling, Verdict};
use super::wording::Wording;
use crate::evaluation::{Cause, Type, Value, convert};
use crate::inventory::{Run, Target};
use crate::source::Span;

/// What the examinations of one finding share: the text of the causes stands for them, which have no order.
type GroupKey = (u32, Reverse<Verdict>, Span, String, Option<usize>, Severity, Option<u32>);

/// The most texts of a finding: instances of one block may each have their own.
const MAX_MESSAGES: usize = 4;

impl Judged {
    /// The findings on blocks of code, by policy, then violations first, then by place.
    pub fn code_findings(&self, doctrine: &Doctrine, targets: &[Target]) -> Vec<Finding> {
        let mut groups: BTreeMap<GroupKey, Vec<&Examination>> = BTreeMap::new();
        for examination in self.examinations.iter().filter(|examination| examination.ruling.is_told()) {
            let Some(target) = targets.get(examination.target as usize) else { continue };
            let ruling = &*examination.ruling;
            let key = (
                examination.policy,
                Reverse(ruling.verdict),
                place(ruling, target),
                ruling.causes.iter().map(described).collect(),
                ruling.failed.first().copied(),
                ruling.severity,
                examination.exception,
            );
            groups.entry(key).or_default().push(examination);
        }
        groups.into_iter().filter_map(|(key, group)| finding(key.2, &group, doctrine, targets)).collect()
    }
}

impl Examination {
    /// A name that holds as long as the policy, the verdict, the block of code, the variable file with which it is seen, the
    /// demands that are not met and the arguments that decide are the same.
    pub fn fingerprint(&self, policy: &str, target: &Target) -> String {
        let file = target.run.as_ref().and_then(Run::file);
        let demands = self.ruling.failed.iter().map(ToString::to_string);
        let arguments = self.ruling.attributes.iter().filter_map(|name| scalar(target, name));
        let deciding: Vec<String> = demands.chain(arguments).collect();
        let names = [&*target.root, &*target.address].into_iter().chain(file.map(|file| &**file));
        finding_fingerprint(policy, self.ruling.verdict, names.chain(deciding.iter().map(String::as_str)), &[])
    }
}

/// The argument `name` of `target`, or what `meta` tells of it, when it is known and but one value.
pub(super) fn scalar(target: &Target, name: &str) -> Option<String> {
    let (object, key) = match name.strip_prefix("meta.") {
        Some(key) => (&target.meta, key),
        None => (&target.attributes, name),
    };
    let Value::Object(entries) = object else { return None };
    match entries.get(key)? {
        value @ (Value::String(_) | Value::Number(_) | Value::Bool(_)) => {
            convert(value, &Type::String).ok()?.as_str().map(str::to_owned)
        }
        _ => None,
    }
}

/// A cause without its place, which the resource that it is of has.
fn described(cause: &Cause) -> String {
    format!("{:?};", cause.kind)
}

/// The place to mend: why something is not known; else the argument that decides, or the block that lacks it.
fn place(ruling: &Ruling, target: &Target) -> Span {
    let cause = ruling.causes.first().and_then(|cause| cause.span);
    let argument = ruling.attributes.iter().find_map(|name| target.place(name));
    ruling.place.or(cause).or(argument).unwrap_or(target.span)
}

fn finding(cause: Span, group: &[&Examination], doctrine: &Doctrine, targets: &[Target]) -> Option<Finding> {
    let first = group.first()?;
    let policy = first.policy as usize;
    let ruling = &*first.ruling;
    let mut indices: Vec<usize> = group.iter().map(|examination| examination.target as usize).collect();
    indices.sort_by_key(|index| targets.get(*index).map(|target| (&target.root, &target.address)));
    let mut messages: Vec<Wording> = Vec::new();
    for message in group.iter().flat_map(|examination| &examination.ruling.messages) {
        if messages.len() < MAX_MESSAGES && !messages.contains(message) {
            messages.push(message.clone());
        }
    }
    let mut assets: Vec<usize> = group.iter().flat_map(|own| &own.assets).map(|asset| *asset as usize).collect();
    assets.sort_unstable();
    assets.dedup();
    let addresses = indices.iter().filter_map(|index| targets.get(*index));
    // Of the runs of a root module, all have the same addresses.
    let mut named: Vec<(&str, &str)> = addresses.map(|target| (&*target.root, &*target.address)).collect();
    named.dedup();
    let parts = named.into_iter().flat_map(|(root, address)| [root, address]);
    Some(Finding {
        policy,
        verdict: ruling.verdict,
        severity: ruling.severity,
        cause: Some(cause),
        deciding: ruling.deciding,
        flow: ruling.flow.filter(|_| !first.assets.is_empty()),
        messages,
        failed: ruling.failed.clone(),
        gaps: ruling.gaps.clone(),
        causes: ruling.causes.clone(),
        evidence: first.evidence.clone(),
        fingerprint: finding_fingerprint(&doctrine.policies.get(policy)?.id, ruling.verdict, parts, &[]),
        assets,
        targets: indices,
        exception: first.exception,
        partial: None,
    })
}
