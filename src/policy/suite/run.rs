//! A test file, run.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::asset::{MockScope, project};
use super::read::{Expected, Mock, MockKind, Suite, read};
use super::{Case, Conclusion, Outcome, Tested};
use crate::evaluation::{Budget, EvaluationErrorKind, Value};
use crate::inventory::{Target, TargetKind};
use crate::plan::Action;
use crate::policy::doctrine::{Doctrine, DoctrineError};
use crate::policy::error::{PolicyError, PolicyErrorKind};
use crate::policy::examine::{examine_one, rule};
use crate::policy::judge::applicability;
use crate::policy::loader::{PolicyFile, PolicyInputs};
use crate::policy::model::Policy;
use crate::policy::population::DataSource;
use crate::policy::selector::{Kinds, Selector};
use crate::policy::texts::Standing;
use crate::policy::verdict::{Ruling, Verdict};
use crate::source::{SourceFile, Sources};
use crate::syntax::parse;

/// A policy file that tests may name.
#[derive(Clone, Copy, Debug)]
pub struct OwnPolicy<'a> {
    /// The file.
    pub file: PolicyFile<'a>,
    /// Its path from the directory of the test file, with `/` between its parts.
    pub from_test: &'a str,
    /// Its path from the directory where policies are looked for.
    pub from_policies: &'a str,
}

/// Runs the test file `text`, named `path` in what is told, on those of `policies` that it names, or on `beside` when it
/// names none.
pub fn run(
    path: &str,
    text: &str,
    policies: &[OwnPolicy<'_>],
    beside: &[PolicyFile<'_>],
    inputs: &PolicyInputs,
    today: Date,
    sources: &mut Sources,
) -> Result<Tested, DoctrineError> {
    let text: Arc<str> = text.into();
    let id = sources.add(SourceFile::new(path, Arc::clone(&text)));
    let suite = match read(&parse(id, &text)) {
        Ok(suite) => suite,
        Err(errors) => return Ok(Tested { cases: Vec::new(), errors }),
    };
    let files = match files(&suite, policies, beside) {
        Ok(files) => files,
        Err(errors) => return Ok(Tested { cases: Vec::new(), errors }),
    };
    let mut tested = Tested::default();
    let mut doctrines: Vec<(BTreeMap<Arc<str>, Value>, Doctrine)> = Vec::new();
    let data: Vec<DataSource> = data(&suite);
    for (index, mock) in suite.mocks.iter().enumerate().filter(|(_, mock)| mock.kind != MockKind::Data) {
        let mut own = suite.inputs.clone();
        own.extend(mock.inputs.iter().map(|(name, value)| (Arc::clone(name), value.clone())));
        let known = doctrines.iter().position(|(inputs, _)| *inputs == own);
        let position = match known {
            Some(position) => position,
            None => match Doctrine::of(&files, &inputs.overridden_by(&own), sources) {
                Ok(doctrine) => {
                    doctrines.push((own, doctrine));
                    doctrines.len() - 1
                }
                Err(DoctrineError::Policies(errors)) => {
                    return Ok(Tested { cases: Vec::new(), errors: at_mock(errors, mock) });
                }
                Err(other) => return Err(other),
            },
        };
        let Some((_, doctrine)) = doctrines.get(position) else { continue };
        tested.cases.push(case(mock, index, &suite, doctrine, &data, mock.today.unwrap_or(today)));
    }
    let judged = |case: &Case| !case.conclusions.is_empty();
    if !tested.cases.iter().any(judged) {
        tested.errors.push(PolicyError::new(suite.span, PolicyErrorKind::NothingTested));
    }
    Ok(tested)
}

/// What is given for an input stands in the test, if it stands nowhere.
fn at_mock(errors: Vec<PolicyError>, mock: &Mock) -> Vec<PolicyError> {
    let placed = |mut error: PolicyError| {
        if matches!(error.kind, PolicyErrorKind::NoSuchInput { .. }) {
            error.span = mock.span;
        }
        error
    };
    errors.into_iter().map(placed).collect()
}

/// The policy files that `suite` tests.
fn files<'a>(
    suite: &Suite,
    policies: &[OwnPolicy<'a>],
    beside: &[PolicyFile<'a>],
) -> Result<Vec<PolicyFile<'a>>, Vec<PolicyError>> {
    if suite.targets.is_empty() {
        return Ok(beside.to_vec());
    }
    let mut found: Vec<PolicyFile<'a>> = Vec::new();
    let mut errors = Vec::new();
    for (target, span) in &suite.targets {
        let target = target.trim_start_matches("./");
        let within = |path: &str| {
            path == target || path.strip_prefix(target.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'))
        };
        let named: Vec<&OwnPolicy<'a>> =
            policies.iter().filter(|own| within(own.from_test) || within(own.from_policies)).collect();
        if named.is_empty() {
            errors.push(PolicyError::new(*span, PolicyErrorKind::NoTarget(target.to_owned())));
        }
        for own in named {
            if !found.iter().any(|known| known.path == own.file.path) {
                found.push(own.file);
            }
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

fn data(suite: &Suite) -> Vec<DataSource> {
    let mocks = suite.mocks.iter().filter(|mock| mock.kind == MockKind::Data);
    mocks.map(|mock| DataSource { of_type: Arc::clone(&mock.of_type), attributes: mock.attributes.clone() }).collect()
}

fn case(mock: &Mock, index: usize, suite: &Suite, doctrine: &Doctrine, data: &[DataSource], today: Date) -> Case {
    let mut case =
        Case { name: mock.name.clone(), span: mock.span, outcome: Outcome::Skipped, conclusions: Vec::new() };
    if mock.skip {
        return case;
    }
    let targets: Vec<Target> = suite.mocks.iter().filter_map(target).collect();
    let own = suite.mocks.iter().take(index).filter(|mock| target(mock).is_some()).count();
    for policy in &doctrine.policies {
        let judged = match (&policy.selector, mock.kind) {
            (Selector::Code(..), MockKind::Asset) => None,
            (Selector::Code(..), _) => targets
                .get(own)
                .filter(|target| policy.selector.looks_at(target))
                .map(|target| on_code(policy, target, &targets, data, today)),
            (_, MockKind::Asset) => on_asset(policy, mock, doctrine, today),
            _ => None,
        };
        if let Some((ruling, errors)) = judged {
            let demand = ruling.failed.first().and_then(|index| policy.enforcements.get(*index));
            case.conclusions.push(Conclusion {
                policy: Arc::clone(&policy.id),
                verdict: ruling.verdict,
                span: demand.map_or(policy.span, |demand| demand.span),
                messages: ruling.messages,
                causes: ruling.causes,
                errors,
            });
        }
    }
    case.outcome = outcome(&case, mock);
    case
}

fn outcome(case: &Case, mock: &Mock) -> Outcome {
    if case.conclusions.iter().any(|conclusion| !conclusion.errors.is_empty()) {
        return Outcome::Broken;
    }
    // A violation weighs more than what cannot be determined, and so on down.
    let actual = case.conclusions.iter().map(|conclusion| conclusion.verdict).max().unwrap_or(Verdict::NotApplicable);
    let (expected, passed) = match mock.expected {
        Expected::Pass => (Verdict::Compliant, matches!(actual, Verdict::Compliant | Verdict::NotApplicable)),
        Expected::Verdict(expected) => (expected, actual == expected),
    };
    if passed { Outcome::Passed } else { Outcome::Failed { expected, actual } }
}

fn on_code(
    policy: &Policy,
    target: &Target,
    targets: &[Target],
    data: &[DataSource],
    today: Date,
) -> (Ruling, Vec<PolicyError>) {
    if !policy.is_about(target.action) {
        return (Ruling::not_applicable(), Vec::new());
    }
    examine_one(policy, target, targets, data, today)
}

/// What `policy` concludes of an asset; nothing when it does not look at its kind.
fn on_asset(policy: &Policy, mock: &Mock, doctrine: &Doctrine, today: Date) -> Option<(Ruling, Vec<PolicyError>)> {
    let Selector::Assets(kinds) = policy.selector else { return None };
    // What software as a service keeps is a resource as well.
    let own = Kinds::parse(&mock.of_type)?;
    let looks = kinds.meets(own) || (own == Kinds::SAAS && kinds.meets(Kinds::RESOURCE));
    if !looks {
        return None;
    }
    let project = project(&mock.project);
    let applicability = applicability(policy, &doctrine.texts, &project, today);
    if applicability.standing < Standing::Invites {
        return Some((Ruling::not_applicable(), Vec::new()));
    }
    let scope = MockScope { policy, mock, project: &project, today, budget: Budget::default() };
    let (ruling, errors) = rule(&scope, &applicability.demands);
    Some((ruling, errors.into_iter().map(said).collect()))
}

/// What is wrong on a mock is first of all what the mock does not say.
fn said(mut error: PolicyError) -> PolicyError {
    if let PolicyErrorKind::Evaluation(kind) = &error.kind
        && let EvaluationErrorKind::Undeclared(name) = &**kind
    {
        error.kind = PolicyErrorKind::NotMocked(name.to_string());
    }
    error
}

/// The block of code that a mock stands for.
fn target(mock: &Mock) -> Option<Target> {
    let kind = match mock.kind {
        MockKind::Resource => TargetKind::Resource,
        MockKind::Provider => TargetKind::Provider,
        MockKind::Module => TargetKind::Module,
        MockKind::Data | MockKind::Asset => return None,
    };
    let mut meta: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    let mut assume = |name: &str, value: Value| {
        meta.insert(name.into(), value);
    };
    let of_type = || Value::String(Arc::clone(&mock.of_type));
    let (there, before) = (mock.attributes != Value::Null, mock.prior != Value::Null);
    let mut action = match (there, before) {
        (true, true) => Action::Update,
        (false, true) => Action::Delete,
        (_, false) => Action::Create,
    };
    match kind {
        TargetKind::Resource => {
            action = match mock.meta.get("operation").and_then(Value::as_str) {
                Some("create") => Action::Create,
                Some("update") => Action::Update,
                Some("delete") => Action::Delete,
                Some("replace") => Action::Replace,
                _ => action,
            };
            assume("type", of_type());
            assume("provider_type", Value::string(mock.of_type.split('_').next().unwrap_or_default()));
            assume("module_path", Value::string("."));
            assume(
                "operation",
                Value::string(match action {
                    Action::Update => "update",
                    Action::Delete => "delete",
                    Action::Replace => "replace",
                    Action::Create | Action::Keep => "create",
                }),
            );
        }
        TargetKind::Provider => {
            assume("type", of_type());
            assume("name", of_type());
            assume("alias", Value::Null);
        }
        TargetKind::Module => assume("source", of_type()),
    }
    meta.extend(mock.meta.iter().map(|(name, value)| (Arc::clone(name), value.clone())));
    Some(Target {
        kind,
        of_type: Arc::clone(&mock.of_type),
        written: None,
        address: mock.name.as_str().into(),
        root: "".into(),
        run: None,
        span: mock.span,
        calls: Arc::default(),
        attributes: mock.attributes.clone(),
        prior: mock.prior.clone(),
        meta: Value::Object(meta.into()),
        action: (kind == TargetKind::Resource).then_some(action),
        concluded: None,
        absent: None,
        places: Vec::new(),
    })
}
