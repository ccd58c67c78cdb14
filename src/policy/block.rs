//! Policies on assets where these are blocks of code: provider configurations, and module calls by what they hold.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::arguments::{place, weight};
use super::error::PolicyError;
use super::examine::Examination;
use super::finding::{cause, evidence, gap_causes};
use super::gap::Gap;
use super::judge::Judging;
use super::model::Policy;
use super::ruling::{note, rule};
use super::scope::Subject;
use super::subjects::Key;
use super::texts::Standing;
use super::verdict::Ruling;
use super::vocabulary::Field;
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::{Asset, AssetKind, Evidence, Fact, Measures, Target, TargetKind};

/// The most texts of a module call whose resources fail for different reasons.
const MAX_MESSAGES: usize = 4;

/// What the policy concludes of the provider configurations and the module calls among `targets`.
pub(super) fn of_blocks(judging: &Judging<'_>, targets: &[Target]) -> (Vec<Examination>, Vec<PolicyError>) {
    let policy = judging.policy;
    let absent: Vec<&Target> = targets.iter().filter(|target| target.absent.is_some()).collect();
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for (position, target) in (0..).zip(targets).filter(|(_, target)| policy.selector.looks_at(target)) {
        let mut examination = Examination::new(judging.index, position, Arc::new(Ruling::not_applicable()));
        if judging.applicability.standing >= Standing::Invites {
            let held = match target.kind {
                TargetKind::Module => of_call(judging, target, &absent),
                _ => of_provider(judging, target),
            };
            note(held.errors, &mut errors);
            examination.ruling = Arc::new(held.ruling);
            examination.assets = held.assets;
            examination.evidence = held.evidence;
        }
        found.push(examination);
    }
    (found, errors)
}

/// A ruling on a block, with what decides it.
struct Concluded {
    ruling: Ruling,
    /// Indices of the assets that decide.
    assets: Vec<u32>,
    evidence: Vec<Evidence>,
    errors: Vec<PolicyError>,
}

/// What the policy concludes of `subject`, with the block that it is judged for.
fn conclude(judging: &Judging<'_>, subject: Subject<'_>, block: &Target) -> Concluded {
    let subject = Subject { block: Some(block), ..subject };
    let (mut ruling, errors) = rule(judging.policy, subject, judging.circumstances, &judging.applicability.demands);
    let evidence = ruling.deciding.map_or(&[] as &[_], |field| evidence(subject.asset, field, ruling.flow)).to_vec();
    ruling.place = cause(subject.asset, &ruling).or_else(|| place(&ruling, block));
    let reasons: Vec<&Cause> =
        ruling.gaps.iter().flat_map(|gap| gap_causes(subject.asset, *gap, ruling.flow)).collect();
    for reason in reasons.into_iter().rev() {
        ruling.causes.retain(|known| known != reason);
        ruling.causes.insert(0, reason.clone());
    }
    // A fact that an argument of the block itself tells: whoever looks for its arguments finds it.
    let told = evidence.first().and_then(|evidence| evidence.span);
    let argument = block.places.iter().find(|(_, span)| Some(*span) == told).map(|(name, _)| name);
    ruling.attributes.extend(argument.filter(|name| !ruling.attributes.contains(name)).cloned());
    Concluded { ruling, assets: Vec::new(), evidence, errors }
}

fn of_provider(judging: &Judging<'_>, target: &Target) -> Concluded {
    match &target.concluded {
        Some(asset) => conclude(judging, judging.subjects.other(asset), target),
        None => {
            Concluded { ruling: Ruling::not_applicable(), assets: Vec::new(), evidence: Vec::new(), errors: Vec::new() }
        }
    }
}

/// A module call is judged once for each asset that it holds, its own name and arguments aside: the gravest verdict is
/// that of the call.
fn of_call(judging: &Judging<'_>, call: &Target, absent: &[&Target]) -> Concluded {
    let (policy, subjects) = (judging.policy, judging.subjects);
    let placeholder = placeholder(call);
    let unknown = |gap| conclude(judging, Subject { missing: gap, ..subjects.other(&placeholder) }, call);
    if !reads_facts(policy) {
        return unknown(None);
    }
    let mut alike: FxHashMap<Key, usize> = FxHashMap::default();
    let mut groups: Vec<(Subject<'_>, Vec<u32>)> = Vec::new();
    for (index, subject, key) in subjects.of_root(&call.root) {
        let asset = subject.asset;
        let is_in = call.run.as_ref().is_none_or(|run| asset.is_in(run));
        if !is_in || !call.holds(&asset.address) {
            continue;
        }
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let group = *alike.entry(key.in_call(policy)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, held)) => held.push(index),
            None => groups.push((*subject, vec![index])),
        }
    }
    let mut concluded: Vec<Concluded> =
        groups.into_iter().map(|(subject, assets)| Concluded { assets, ..conclude(judging, subject, call) }).collect();
    if let Some(cause) = absent_in(call, absent) {
        let mut open = unknown(Some(Gap::ModuleAbsent));
        if open.ruling.gaps.contains(&Gap::ModuleAbsent) {
            open.ruling.causes.insert(0, cause.clone());
            open.ruling.place = cause.span;
        }
        concluded.push(open);
    }
    if concluded.is_empty() {
        concluded.push(unknown(Some(Gap::HoldsNothing)));
    }
    gravest(concluded)
}

/// The gravest of `all`, with the texts and the assets of those that are as grave.
fn gravest(all: Vec<Concluded>) -> Concluded {
    let mut all = all.into_iter();
    let mut gravest =
        Concluded { ruling: Ruling::not_applicable(), assets: Vec::new(), evidence: Vec::new(), errors: Vec::new() };
    for own in all.by_ref() {
        let (known, weight) = (weight(&gravest.ruling), weight(&own.ruling));
        let mut errors = std::mem::take(&mut gravest.errors);
        note(own.errors.clone(), &mut errors);
        if weight > known {
            gravest = own;
        } else if weight == known && gravest.ruling.is_told() {
            gravest.assets.extend(own.assets);
            for message in own.ruling.messages {
                let messages = &mut gravest.ruling.messages;
                if messages.len() < MAX_MESSAGES && !messages.contains(&message) {
                    messages.push(message);
                }
            }
        }
        gravest.errors = errors;
    }
    gravest.assets.sort_unstable();
    gravest
}

/// Whether `policy` reads more than what a module call is called.
fn reads_facts(policy: &Policy) -> bool {
    policy.reads.iter().any(|field| field != Field::Identity)
}

/// Why it is not known what `call` holds, or what a call in its module does, when that is one of `absent`.
fn absent_in<'t>(call: &Target, absent: &[&'t Target]) -> Option<&'t Cause> {
    let inside = |other: &&&Target| {
        other.root == call.root
            && other.run == call.run
            && (other.address == call.address || call.holds(&other.address))
    };
    absent.iter().filter(inside).find_map(|other| other.absent.as_ref())
}

/// What stands for the assets of a call of which none is there to be asked.
fn placeholder(call: &Target) -> Asset {
    fn unknown<T>(call: &Target, what: &'static str) -> Fact<T> {
        let cause = Cause::at(CauseKind::NotDeclared(what), call.span);
        Fact::Unknown { causes: vec![cause], candidates: Vec::new(), evidence: Vec::new() }
    }
    Asset {
        address: Arc::clone(&call.address),
        root: Arc::clone(&call.root),
        kind: AssetKind::Resource,
        of_type: "".into(),
        span: call.span,
        calls: Arc::clone(&call.calls),
        provider: "".into(),
        provider_source: "".into(),
        nature: None,
        category: None,
        holds_data: None,
        judged: true,
        taggable: false,
        runs: call.run.iter().cloned().collect(),
        service: None,
        environment: unknown(call, "environment"),
        offer: unknown(call, "offer"),
        placement: unknown(call, "placement"),
        classification: unknown(call, "classification"),
        flows: Vec::new(),
        measures: Measures::default(),
        recording: None,
    }
}
