//! Policies on code: one policy on the blocks of all root modules.

use std::sync::Arc;

use jiff::civil::Date;

use super::code_scope::{CodeScope, Locals};
use super::constant::of_value;
use super::error::{PolicyError, PolicyErrorKind};
use super::model::{Enforcement, Policy, Severity};
use super::population::{DataSource, Population};
use super::ruling::{note, of_evaluation};
use super::texts::Standing;
use super::verdict::{Ruling, Verdict};
use super::wording::Wording;
use crate::evaluation::{Cause, EvaluationError, Type, Unknown, Value, convert};
use crate::inventory::Target;
use crate::syntax::NodeId;

/// The most reasons that a ruling keeps for not knowing.
const MAX_CAUSES: usize = 4;

/// A policy's ruling on a block of code.
#[derive(Clone, Debug)]
pub struct Examination {
    /// Index of the policy.
    pub policy: u32,
    /// Index of the block.
    pub target: u32,
    /// What is concluded, and why.
    pub ruling: Arc<Ruling>,
}

/// What `policy`, whose index is `index`, concludes of the blocks of each of `roots`, and what is wrong in it.
pub(super) fn examine(
    policy: &Policy,
    index: u32,
    standing: Standing,
    roots: &[&[Target]],
    today: Date,
) -> (Vec<Examination>, Vec<PolicyError>) {
    let not_applicable = Arc::new(Ruling::not_applicable());
    let mut found = Vec::new();
    let mut errors: Vec<PolicyError> = Vec::new();
    let mut position = 0;
    for targets in roots {
        let population = Population::new(targets, &[]);
        let shared = Locals::default();
        for target in *targets {
            if policy.selector.looks_at(target) {
                let ruling = if standing < Standing::Invites || !policy.is_about(target.action) {
                    Arc::clone(&not_applicable)
                } else {
                    let scope = CodeScope::new(policy, target, &population, &shared, today);
                    let (mut ruling, wrong) = rule(&scope);
                    note(wrong, &mut errors);
                    if standing == Standing::Invites {
                        ruling.severity = Severity::Note;
                    }
                    Arc::new(ruling)
                };
                found.push(Examination { policy: index, target: position, ruling });
            }
            position += 1;
        }
    }
    (found, errors)
}

/// What the expressions of a policy are evaluated in.
pub(super) trait Evaluating {
    /// The policy.
    fn policy(&self) -> &Policy;

    /// The value of one of its expressions, and what is wrong in it.
    fn evaluate(&self, id: NodeId) -> (Value, Vec<EvaluationError>);
}

impl Evaluating for CodeScope<'_> {
    fn policy(&self) -> &Policy {
        self.policy
    }

    fn evaluate(&self, id: NodeId) -> (Value, Vec<EvaluationError>) {
        Self::evaluate(self, id)
    }
}

/// What `policy` concludes of `target`, one of `targets`, with the data sources `data`; and what is wrong in the policy.
pub(super) fn examine_one(
    policy: &Policy,
    target: &Target,
    targets: &[Target],
    data: &[DataSource],
    today: Date,
) -> (Ruling, Vec<PolicyError>) {
    let population = Population::new(targets, data);
    let shared = Locals::default();
    rule(&CodeScope::new(policy, target, &population, &shared, today))
}

/// What the policy of `scope` concludes there, and what is wrong in it.
pub(super) fn rule(scope: &dyn Evaluating) -> (Ruling, Vec<PolicyError>) {
    let policy = scope.policy();
    let mut causes = Vec::new();
    let mut wrong = Vec::new();
    let bound = policy.filter.map_or(Some(true), |id| three_valued("filter", id, scope, &mut causes, &mut wrong));
    if bound == Some(false) {
        return (Ruling::not_applicable(), wrong);
    }
    let mut met: Vec<(usize, &Enforcement, Option<bool>)> = Vec::with_capacity(policy.enforcements.len());
    for (index, enforcement) in policy.enforcements.iter().enumerate() {
        let holds = three_valued("condition", enforcement.condition, scope, &mut causes, &mut wrong);
        met.push((index, enforcement, holds));
    }
    if !wrong.is_empty() {
        // A wrong policy concludes nothing.
        let ruling = Ruling { verdict: Verdict::Undetermined, severity: policy.on_unknown, ..Ruling::not_applicable() };
        return (ruling, wrong);
    }
    if met.iter().all(|(_, _, holds)| *holds == Some(true)) {
        let told = if bound == Some(true) { policy.enforcements.as_slice() } else { &[] };
        let messages: Vec<Wording> =
            told.iter().filter_map(|own| own.info_message).filter_map(|id| message(id, scope)).collect();
        let first = policy.enforcements.first().filter(|_| !messages.is_empty());
        let attributes = first.map(|own| own.attributes.clone()).unwrap_or_default();
        return (Ruling { verdict: Verdict::Compliant, messages, attributes, ..Ruling::not_applicable() }, wrong);
    }
    let mut failed: Vec<(usize, &Enforcement)> =
        met.iter().filter(|(_, _, holds)| *holds == Some(false)).map(|(index, own, _)| (*index, *own)).collect();
    if bound.is_none() || failed.is_empty() {
        let open = met.iter().find(|(_, _, holds)| holds.is_none());
        let attributes = match bound {
            None => policy.filter_attributes.clone(),
            Some(_) => open.map(|(_, own, _)| own.attributes.clone()).unwrap_or_default(),
        };
        let ruling = Ruling {
            verdict: Verdict::Undetermined,
            severity: policy.on_unknown,
            causes,
            attributes,
            ..Ruling::not_applicable()
        };
        return (ruling, wrong);
    }
    failed.sort_by_key(|(_, enforcement)| std::cmp::Reverse(enforcement.severity));
    let worst = failed.first().map(|(_, enforcement)| *enforcement);
    let message = |(_, enforcement): &(usize, &Enforcement)| {
        let own = enforcement.error_message.and_then(|id| message(id, scope));
        own.unwrap_or_else(|| policy.title.clone())
    };
    let mut messages: Vec<Wording> = Vec::new();
    for text in failed.iter().map(message) {
        if !messages.contains(&text) {
            messages.push(text);
        }
    }
    let ruling = Ruling {
        verdict: Verdict::Violation,
        severity: worst.map_or(Severity::Error, |enforcement| enforcement.severity),
        messages,
        attributes: worst.map(|enforcement| enforcement.attributes.clone()).unwrap_or_default(),
        failed: failed.into_iter().map(|(index, _)| index).collect(),
        ..Ruling::not_applicable()
    };
    (ruling, wrong)
}

fn three_valued(
    name: &'static str,
    id: NodeId,
    scope: &dyn Evaluating,
    causes: &mut Vec<Cause>,
    wrong: &mut Vec<PolicyError>,
) -> Option<bool> {
    let (value, errors) = scope.evaluate(id);
    if !errors.is_empty() {
        wrong.extend(errors.into_iter().map(of_evaluation));
        return None;
    }
    match convert(value.unmark().0, &Type::Bool) {
        Ok(Value::Bool(known)) => Some(known),
        Ok(Value::Unknown(unknown)) => {
            let settled = agreed(&unknown);
            if settled.is_none() {
                let new = unknown.causes().iter().filter(|cause| !causes.contains(cause)).cloned().collect::<Vec<_>>();
                let room = MAX_CAUSES.saturating_sub(causes.len());
                causes.extend(new.into_iter().take(room));
            }
            settled
        }
        _ => {
            wrong.push(PolicyError::new(scope.policy().tree.node(id).span(), PolicyErrorKind::NotABool(name)));
            None
        }
    }
}

/// What all that `unknown` may be agree on.
fn agreed(unknown: &Unknown) -> Option<bool> {
    let candidates = unknown.candidates()?;
    let first = candidates.first()?.as_bool()?;
    candidates.iter().all(|candidate| candidate.as_bool() == Some(first)).then_some(first)
}

/// The text `id`; nothing when it is null, sensitive or not known, or cannot be written.
fn message(id: NodeId, scope: &dyn Evaluating) -> Option<Wording> {
    let (value, errors) = scope.evaluate(id);
    let text = match &value {
        // `"${local.count}"` alone is a number.
        Value::Number(_) | Value::Bool(_) => convert(&value, &Type::String).ok()?,
        _ => value,
    };
    of_value(&text).filter(|_| errors.is_empty()).map(|wording| wording.folded())
}
