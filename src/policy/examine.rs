//! Policies on code: one policy on the blocks of all root modules.

use std::sync::Arc;

use jiff::civil::Date;

use super::code_scope::{CodeScope, Locals};
use super::constant::of_value;
use super::error::{PolicyError, PolicyErrorKind};
use super::judge::Applicability;
use super::model::{Enforcement, Policy, Severity};
use super::population::{DataSource, Population};
use super::ruling::{note, of_evaluation};
use super::texts::Standing;
use super::verdict::{Ruling, Verdict};
use super::wording::Wording;
use crate::evaluation::{Cause, EvaluationError, Type, Unknown, Value, convert};
use crate::inventory::{Evidence, Target};
use crate::syntax::NodeId;

/// The most reasons that a ruling keeps for not knowing.
pub(super) const MAX_CAUSES: usize = 4;

/// A policy's ruling on a block of code.
#[derive(Clone, Debug)]
pub struct Examination {
    /// Index of the policy.
    pub policy: u32,
    /// Index of the block.
    pub target: u32,
    /// What is concluded, and why.
    pub ruling: Arc<Ruling>,
    /// Of a module call that is judged by what it holds: the assets that decide, indices.
    pub assets: Vec<u32>,
    /// Why the fact that decides is what it is, when a fact decides.
    pub evidence: Vec<Evidence>,
    /// The exception that covers it, if one does: a number that the module of exceptions gives and reads.
    pub exception: Option<u32>,
}

impl Examination {
    /// The ruling of the policy `policy` on the block `target`, indices both.
    pub(super) fn new(policy: u32, target: u32, ruling: Arc<Ruling>) -> Self {
        Self { policy, target, ruling, assets: Vec::new(), evidence: Vec::new(), exception: None }
    }
}

/// What `policy`, whose index is `index`, concludes of the blocks of each of `roots`, and what is wrong in it.
pub(super) fn examine(
    policy: &Policy,
    index: u32,
    applicability: &Applicability,
    roots: &[&[Target]],
    today: Date,
) -> (Vec<Examination>, Vec<PolicyError>) {
    let standing = applicability.standing;
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
                    let (mut ruling, wrong) = rule(&scope, &applicability.demands);
                    note(wrong, &mut errors);
                    if standing == Standing::Invites {
                        ruling.severity = Severity::Note;
                    }
                    Arc::new(ruling)
                };
                found.push(Examination::new(index, position, ruling));
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
    rule(&CodeScope::new(policy, target, &population, &shared, today), &[])
}

/// What the policy of `scope` concludes there, and what is wrong in it; `standings` are those of its demands, which all
/// bind without any.
pub(super) fn rule(scope: &dyn Evaluating, standings: &[Standing]) -> (Ruling, Vec<PolicyError>) {
    let policy = scope.policy();
    let mut causes = Vec::new();
    let mut wrong = Vec::new();
    let bound = policy.filter.map_or(Some(true), |id| three_valued("filter", id, scope, &mut causes, &mut wrong));
    if bound == Some(false) {
        return (Ruling::not_applicable(), wrong);
    }
    let mut demands: Vec<Demand<'_>> = Vec::with_capacity(policy.enforcements.len());
    for (index, enforcement) in policy.enforcements.iter().enumerate() {
        let standing = standings.get(index).copied().unwrap_or(Standing::Binds);
        if standing < Standing::Invites {
            continue;
        }
        let when = enforcement.when.map_or(Some(true), |id| three_valued("when", id, scope, &mut causes, &mut wrong));
        if when == Some(false) {
            continue;
        }
        let met = three_valued("condition", enforcement.condition, scope, &mut causes, &mut wrong);
        // What is met is, whether or not it is demanded.
        let met = if when.is_none() && met == Some(false) { None } else { met };
        let severity = if standing == Standing::Invites { Severity::Note } else { enforcement.severity };
        demands.push(Demand { index, enforcement, met, severity });
    }
    if !wrong.is_empty() {
        // A wrong policy concludes nothing.
        let ruling = Ruling { verdict: Verdict::Undetermined, severity: policy.on_unknown, ..Ruling::not_applicable() };
        return (ruling, wrong);
    }
    if demands.is_empty() {
        return (Ruling::not_applicable(), wrong);
    }
    if demands.iter().all(|demand| demand.met == Some(true)) {
        let told = if bound == Some(true) { demands.as_slice() } else { &[] };
        let notices = told.iter().filter_map(|demand| demand.enforcement.info_message);
        let messages: Vec<Wording> = notices.filter_map(|id| message(id, scope)).collect();
        let first = demands.first().filter(|_| !messages.is_empty());
        let attributes = first.map(|demand| demand.enforcement.attributes.clone()).unwrap_or_default();
        return (Ruling { verdict: Verdict::Compliant, messages, attributes, ..Ruling::not_applicable() }, wrong);
    }
    if bound.is_none() || demands.iter().all(|demand| demand.met != Some(false)) {
        let open: Vec<&Demand<'_>> = demands.iter().filter(|demand| demand.met != Some(true)).collect();
        let first = open.iter().find(|demand| demand.met.is_none());
        let attributes = match bound {
            None => policy.filter_attributes.clone(),
            Some(_) => first.map(|demand| demand.enforcement.attributes.clone()).unwrap_or_default(),
        };
        let ruling = Ruling {
            verdict: Verdict::Undetermined,
            severity: policy.on_unknown,
            failed: open.iter().map(|demand| demand.index).collect(),
            causes,
            attributes,
            ..Ruling::not_applicable()
        };
        return (ruling, wrong);
    }
    demands.retain(|demand| demand.met == Some(false));
    demands.sort_by_key(|demand| std::cmp::Reverse(demand.severity));
    let worst = demands.first();
    let message = |demand: &Demand<'_>| {
        let own = demand.enforcement.error_message.and_then(|id| message(id, scope));
        own.unwrap_or_else(|| policy.title.clone())
    };
    let mut messages: Vec<Wording> = Vec::new();
    for text in demands.iter().map(message) {
        if !messages.contains(&text) {
            messages.push(text);
        }
    }
    let ruling = Ruling {
        verdict: Verdict::Violation,
        severity: worst.map_or(Severity::Error, |demand| demand.severity),
        messages,
        attributes: worst.map(|demand| demand.enforcement.attributes.clone()).unwrap_or_default(),
        failed: demands.iter().map(|demand| demand.index).collect(),
        ..Ruling::not_applicable()
    };
    (ruling, wrong)
}

/// A demand made of the block.
struct Demand<'p> {
    index: usize,
    enforcement: &'p Enforcement,
    /// Whether it is met; `None` when that, or whether it is demanded, is not known.
    met: Option<bool>,
    /// How much it matters to the project.
    severity: Severity,
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
pub(super) fn agreed(unknown: &Unknown) -> Option<bool> {
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
