//! One policy on one asset: the filter, the demands, and every way the facts may be.

use super::constant::of_value;
use super::error::{PolicyError, PolicyErrorKind};
use super::examine::{MAX_CAUSES, agreed};
use super::gap::Gap;
use super::model::{Enforcement, Policy, Severity};
use super::scope::{AssetScope, Circumstances, Evaluated, Subject};
use super::texts::Standing;
use super::verdict::{Ruling, Verdict};
use super::vocabulary::{Field, Fields};
use super::wording::{Language, Wording};
use crate::evaluation::{Cause, CauseKind, EvaluationError, Type, Value, convert};
use crate::inventory::{AssetKind, Fact, Flow};
use crate::syntax::NodeId;

/// The most worlds that are looked at one by one; with more, what is unknown stays so.
const MAX_WORLDS: usize = 64;
/// The most texts of a ruling whose worlds fail for different reasons.
const MAX_MESSAGES: usize = 4;

/// What decides, when several parts of the asset are read: the most specific one.
const DECIDING: [Field; 12] = [
    Field::Flows,
    Field::Zones,
    Field::Retention,
    Field::Detection,
    Field::Placement,
    Field::Offer,
    Field::Classification,
    Field::Environment,
    Field::RootClassification,
    Field::Type,
    Field::HoldsData,
    Field::Identity,
];

/// The ruling of `policy` on `subject`, and what is wrong in the policy.
pub(super) fn rule<'a>(
    policy: &'a Policy,
    subject: Subject<'a>,
    circumstances: Circumstances<'a>,
    standings: &[Standing],
) -> (Ruling, Vec<PolicyError>) {
    let mut errors = Vec::new();
    let mut rulings = worlds(policy, subject)
        .into_iter()
        .map(|world| in_world(policy, world, circumstances, standings, &mut errors))
        .collect::<Vec<_>>();
    let verdict = rulings.iter().map(|ruling| ruling.verdict).reduce(Verdict::or_else);
    let mut ruling = match verdict {
        Some(Verdict::Violation) => every_way(rulings),
        Some(Verdict::Undetermined) if rulings.len() > 1 => {
            let unsupposed = in_world(policy, subject, circumstances, standings, &mut errors);
            // A policy that asks whether a fact is known may conclude when it is not, and the worlds disagree all the same.
            if unsupposed.verdict == Verdict::Undetermined { unsupposed } else { disagreement(policy, subject) }
        }
        Some(verdict) => {
            let position = rulings.iter().position(|ruling| ruling.verdict == verdict).unwrap_or_default();
            rulings.swap_remove(position)
        }
        None => Ruling::not_applicable(),
    };
    if ruling.deciding == Some(Field::Flows) && matches!(ruling.verdict, Verdict::Violation | Verdict::Undetermined) {
        ruling.flow = deciding_flow(policy, subject, circumstances, standings, ruling.verdict);
    }
    // A type that nobody judged never justifies more than a note.
    let asset = subject.asset;
    let guessed = asset.kind == AssetKind::Resource && !asset.judged && policy.reads.contains(Field::HoldsData);
    if guessed {
        ruling.severity = Severity::Note;
    }
    (ruling, errors)
}

/// The first flow that leads to `verdict` by itself.
fn deciding_flow(
    policy: &Policy,
    subject: Subject<'_>,
    circumstances: Circumstances<'_>,
    standings: &[Standing],
    verdict: Verdict,
) -> Option<usize> {
    let alone = |index: &usize| {
        let flows = subject.flows.get(*index..=*index).unwrap_or_default();
        let found = in_world(policy, Subject { flows, ..subject }, circumstances, standings, &mut Vec::new()).verdict;
        // What would be wrong if it happened is a doubt as long as nobody knows whether it does.
        let found = match (found, is_in_doubt(flows)) {
            (Verdict::Violation, true) => Verdict::Undetermined,
            (found, _) => found,
        };
        found == verdict
    };
    (0..subject.flows.len()).find(alone)
}

/// Whether some of `flows` may happen or not.
fn is_in_doubt(flows: &[Flow]) -> bool {
    flows.iter().any(|flow| !flow.doubt.is_empty())
}

/// Undetermined for want of the facts that may be one of several.
fn disagreement(policy: &Policy, subject: Subject<'_>) -> Ruling {
    fn open<T>(fact: &Fact<T>) -> bool {
        matches!(fact, Fact::Unknown { candidates, .. } if !candidates.is_empty())
    }
    let asset = subject.asset;
    let facts = [
        (Field::Flows, is_in_doubt(&asset.flows)),
        (Field::Environment, open(&asset.environment)),
        (Field::Offer, open(&asset.offer)),
        (Field::Placement, open(&asset.placement)),
        (Field::Zones, asset.measures.several_zones.as_ref().is_some_and(open)),
        (Field::Retention, asset.measures.retention.as_ref().is_some_and(open)),
        (Field::Detection, asset.measures.detection.as_ref().is_some_and(open)),
        (Field::Classification, open(&asset.classification)),
    ];
    let open = facts.into_iter().filter(|(field, open)| *open && policy.reads.contains(*field));
    let gaps: Vec<Gap> = open.map(|(field, _)| Gap::Fact(field)).collect();
    Ruling {
        verdict: Verdict::Undetermined,
        severity: policy.on_unknown,
        deciding: gaps.first().map(|gap| gap.field()),
        gaps,
        ..Ruling::not_applicable()
    }
}

/// The ways the facts may be: one for each combination of candidates of the facts that the policy reads.
fn worlds<'a>(policy: &Policy, subject: Subject<'a>) -> Vec<Subject<'a>> {
    let (asset, reads) = (subject.asset, |field| policy.reads.contains(field));
    let mut worlds = vec![subject];
    // First, since what may not happen must never be taken for what does, however many worlds there are.
    if reads(Field::Flows) && is_in_doubt(subject.flows) {
        worlds.push(Subject { doubted: false, ..subject });
    }
    if reads(Field::Environment) {
        spread(&mut worlds, &asset.environment, |world, environment| world.environment = Some(*environment));
    }
    if reads(Field::Offer) {
        spread(&mut worlds, &asset.offer, |world, offer| world.offer = Some(offer));
    }
    if reads(Field::Placement) {
        spread(&mut worlds, &asset.placement, |world, placement| world.placement = Some(placement));
    }
    if let (true, Some(zones)) = (reads(Field::Zones), &asset.measures.several_zones) {
        spread(&mut worlds, zones, |world, several| world.several_zones = Some(*several));
    }
    if let (true, Some(retention)) = (reads(Field::Retention), &asset.measures.retention) {
        spread(&mut worlds, retention, |world, kept| world.retention = Some(*kept));
    }
    if let (true, Some(detection)) = (reads(Field::Detection), &asset.measures.detection) {
        spread(&mut worlds, detection, |world, on| world.detection = Some(*on));
    }
    if reads(Field::Classification) {
        spread(&mut worlds, &asset.classification, |world, candidate| world.classification = Some(candidate));
    }
    worlds
}

/// Replaces each world by one for each candidate of `fact`, as long as they are not too many.
fn spread<'a, T>(worlds: &mut Vec<Subject<'a>>, fact: &'a Fact<T>, suppose: impl Fn(&mut Subject<'a>, &'a T)) {
    let Fact::Unknown { candidates, .. } = fact else { return };
    if candidates.is_empty() || worlds.len() * candidates.len() > MAX_WORLDS {
        return;
    }
    *worlds = worlds
        .iter()
        .flat_map(|world| {
            candidates.iter().map(|candidate| {
                let mut world = *world;
                suppose(&mut world, candidate);
                world
            })
        })
        .collect();
}

/// A violation whichever way: all that fails in some world, as severe as in the mildest one.
fn every_way(rulings: Vec<Ruling>) -> Ruling {
    let mut rulings = rulings.into_iter();
    let mut all = rulings.next().unwrap_or_else(Ruling::not_applicable);
    for ruling in rulings {
        all.severity = all.severity.min(ruling.severity);
        for failed in ruling.failed {
            if !all.failed.contains(&failed) {
                all.failed.push(failed);
            }
        }
        for message in ruling.messages {
            if !all.messages.contains(&message) && all.messages.len() < MAX_MESSAGES {
                all.messages.push(message);
            }
        }
    }
    all
}

fn in_world(
    policy: &Policy,
    subject: Subject<'_>,
    circumstances: Circumstances<'_>,
    standings: &[Standing],
    errors: &mut Vec<PolicyError>,
) -> Ruling {
    let scope = AssetScope::new(policy, subject, circumstances);
    let mut lacks = Lacking::default();
    let mut wrong = Vec::new();
    let bound = match policy.filter {
        Some(filter) => three_valued("filter", policy, filter, &scope, &mut lacks, &mut wrong),
        None => Some(true),
    };
    // What is demanded of each resource that a module call holds is not demanded when it holds none.
    if bound == Some(false) || (bound.is_none() && lacks.gaps.contains(&Gap::HoldsNothing)) {
        return Ruling::not_applicable();
    }
    let bound = if subject.doubtful { None } else { bound };
    if subject.doubtful {
        lacks.gaps.push(Gap::Nature);
    }
    let mut demands: Vec<Demand<'_>> = Vec::new();
    // Whether something other than a classification is lacking, by itself.
    let mut otherwise_open = false;
    let unclassified = |gaps: &[Gap]| gaps.contains(&Gap::Fact(Field::Classification));
    let filter_lacks = unclassified(&lacks.gaps);
    for (index, enforcement) in policy.enforcements.iter().enumerate() {
        let standing = standings.get(index).copied().unwrap_or(Standing::Binds);
        if standing < Standing::Invites {
            continue;
        }
        let mut lacking = Lacking::default();
        let when = match enforcement.when {
            Some(when) => three_valued("when", policy, when, &scope, &mut lacking, &mut wrong),
            None => Some(true),
        };
        if when == Some(false) {
            continue;
        }
        let met = three_valued("condition", policy, enforcement.condition, &scope, &mut lacking, &mut wrong);
        if (when.is_none() || met.is_none()) && lacking.gaps.contains(&Gap::HoldsNothing) {
            continue;
        }
        // What is met is, whether or not it is demanded.
        let met = if when.is_none() && met == Some(false) { None } else { met };
        otherwise_open |= met != Some(true) && !filter_lacks && !unclassified(&lacking.gaps);
        lacks.extend(lacking);
        // A text that only invites never justifies more than a note.
        let severity = if standing == Standing::Invites { Severity::Note } else { enforcement.severity };
        demands.push(Demand { index, enforcement, met, severity, standing });
    }
    if !wrong.is_empty() {
        // A wrong policy concludes nothing.
        note(wrong, errors);
        return Ruling { verdict: Verdict::Undetermined, severity: policy.on_unknown, ..Ruling::not_applicable() };
    }
    if demands.is_empty() {
        return Ruling::not_applicable();
    }
    if demands.iter().all(|demand| demand.met == Some(true)) {
        // Whether or not the policy binds it, nothing is wrong.
        let messages = if bound == Some(true) { notices(&demands, &scope, errors) } else { Vec::new() };
        let first = demands.first().map(|demand| demand.enforcement).filter(|_| !messages.is_empty());
        let deciding = first.and_then(|first| decides(policy, Some(first)));
        let attributes = first.map(|first| first.attributes.clone()).unwrap_or_default();
        return Ruling { verdict: Verdict::Compliant, messages, deciding, attributes, ..Ruling::not_applicable() };
    }
    if bound.is_none() || demands.iter().all(|demand| demand.met != Some(false)) {
        let Lacking { gaps, causes } = lacks;
        let deciding = gaps.first().map(|gap| gap.field());
        let open = demands.iter().filter(|demand| demand.met != Some(true));
        let open: Vec<&Demand<'_>> = open.collect();
        let first = open.iter().find(|demand| demand.met.is_none()).filter(|_| bound.is_some());
        let attributes =
            first.map_or_else(|| policy.filter_attributes.clone(), |demand| demand.enforcement.attributes.clone());
        let invited = open.iter().map(|demand| demand.standing).max() == Some(Standing::Invites);
        let on_unknown = open.iter().map(|demand| demand.enforcement.on_unknown.unwrap_or(policy.on_unknown)).max();
        return Ruling {
            verdict: Verdict::Undetermined,
            failed: open.iter().map(|demand| demand.index).collect(),
            severity: if invited { Severity::Note } else { on_unknown.unwrap_or(policy.on_unknown) },
            deciding,
            // The policy on classification speaks of what holds data: of the rest, nobody else would.
            because_unclassified: unclassified(&gaps) && !otherwise_open && subject.asset.holds_data != Some(false),
            gaps,
            causes,
            attributes,
            ..Ruling::not_applicable()
        };
    }
    demands.retain(|demand| demand.met == Some(false));
    demands.sort_by_key(|demand| std::cmp::Reverse(demand.severity));
    let worst = demands.first();
    Ruling {
        verdict: Verdict::Violation,
        severity: worst.map_or(Severity::Error, |demand| demand.severity),
        messages: demands
            .iter()
            .map(|demand| {
                let own = demand.enforcement.error_message.and_then(|id| message(id, &scope, errors));
                own.unwrap_or_else(|| policy.title.clone())
            })
            .collect(),
        failed: demands.iter().map(|demand| demand.index).collect(),
        deciding: decides(policy, worst.map(|demand| demand.enforcement)),
        attributes: worst.map(|demand| demand.enforcement.attributes.clone()).unwrap_or_default(),
        ..Ruling::not_applicable()
    }
}

/// A demand made of the asset.
struct Demand<'p> {
    index: usize,
    enforcement: &'p Enforcement,
    /// Whether it is met; `None` when that, or whether it is demanded, is not known.
    met: Option<bool>,
    /// How much it matters to the project.
    severity: Severity,
    standing: Standing,
}

/// The part of the asset that a demand is about, or else the one that the filter looked at.
fn decides(policy: &Policy, enforcement: Option<&Enforcement>) -> Option<Field> {
    let most_specific = |fields: Fields| DECIDING.into_iter().find(|field| fields.contains(*field));
    match enforcement {
        Some(enforcement) if enforcement.reads.is_empty() && !enforcement.attributes.is_empty() => None,
        Some(enforcement) => most_specific(enforcement.reads).or_else(|| most_specific(policy.filter_reads)),
        None => most_specific(policy.filter_reads),
    }
}

/// What expressions lack: parts of the asset, and why arguments are not known.
#[derive(Default)]
struct Lacking {
    gaps: Vec<Gap>,
    causes: Vec<Cause>,
}

impl Lacking {
    fn extend(&mut self, other: Self) {
        for gap in other.gaps {
            if !self.gaps.contains(&gap) {
                self.gaps.push(gap);
            }
        }
        for cause in other.causes {
            if self.causes.len() < MAX_CAUSES && !self.causes.contains(&cause) {
                self.causes.push(cause);
            }
        }
    }
}

fn three_valued(
    name: &'static str,
    policy: &Policy,
    id: NodeId,
    scope: &AssetScope<'_>,
    lacks: &mut Lacking,
    errors: &mut Vec<PolicyError>,
) -> Option<bool> {
    let Evaluated { value, gaps: lacking, errors: wrong } = scope.evaluate(id);
    if !wrong.is_empty() {
        errors.extend(wrong.into_iter().map(of_evaluation));
        return None;
    }
    match convert(value.unmark().0, &Type::Bool) {
        Ok(Value::Bool(known)) => Some(known),
        Ok(Value::Unknown(unknown)) => {
            let settled = agreed(&unknown);
            if settled.is_none() {
                // What stands for a part of the asset has no reason of its own.
                let of_code = |cause: &&Cause| lacking.is_empty() || cause.kind != CauseKind::Error;
                let causes = unknown.causes().iter().filter(of_code).cloned().collect();
                lacks.extend(Lacking { gaps: lacking, causes });
            }
            settled
        }
        _ => {
            errors.push(PolicyError::new(policy.tree.node(id).span(), PolicyErrorKind::NotABool(name)));
            None
        }
    }
}

pub(super) fn of_evaluation(error: EvaluationError) -> PolicyError {
    PolicyError::new(error.span, PolicyErrorKind::Evaluation(Box::new(error.kind)))
}

/// Adds to `errors` those that it does not have.
pub(super) fn note(wrong: Vec<PolicyError>, errors: &mut Vec<PolicyError>) {
    for error in wrong {
        if !errors.contains(&error) {
            errors.push(error);
        }
    }
}

fn notices(demands: &[Demand<'_>], scope: &AssetScope<'_>, errors: &mut Vec<PolicyError>) -> Vec<Wording> {
    let messages = demands.iter().filter_map(|demand| demand.enforcement.info_message);
    messages.filter_map(|id| message(id, scope, errors)).collect()
}

/// The text `id` in both languages; nothing when it is null or not known.
fn message(id: NodeId, scope: &AssetScope<'_>, errors: &mut Vec<PolicyError>) -> Option<Wording> {
    let mut texts = [Language::French, Language::English].into_iter().map(|language| {
        let evaluated = scope.evaluate_text(id, language);
        if !evaluated.errors.is_empty() {
            note(evaluated.errors.into_iter().map(of_evaluation).collect(), errors);
            return None;
        }
        Some(of_value(&evaluated.value)?.in_language(language).to_owned())
    });
    Some(Wording { fr: texts.next()??, en: texts.next()?? })
}
