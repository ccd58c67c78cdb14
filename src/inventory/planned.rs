//! Root modules as a plan or a state has them, with the sources beside it when they are there.
//!
//! A value is the planned one when it is known, else what the configuration says, first in the plan, then in the
//! sources. The sources give the places; without them, the plan's own names do.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::TraceStep;
use super::evaluated::{block, calls, remote_states};
use super::view::{Configured, InstanceView, ProviderView, RootView, Written};
use crate::evaluation::{Cause, CauseKind, Evaluator, ProviderId, ResourceInstance, Unknown, Value};
use crate::plan::{Expressed, Expressions, Instance, Plan};
use crate::source::{Sources, Span};

/// The most values that one is compared with, to find where it is written.
const MAX_COMPARED: usize = 64;

/// A block of a plan.
struct Block<'v> {
    /// The instance whose values they are; `None` for a provider configuration, which has no planned values.
    instance: Option<&'v Instance>,
    /// How it is written, as far as the plan tells.
    expressions: Option<Expressions<'v>>,
    /// The same in the sources.
    written: Option<Box<dyn Configured + 'v>>,
    /// Where to point when an argument has no place of its own.
    span: Span,
}

/// An argument of a [`Block`], with where it comes from.
struct Found {
    value: Value,
    span: Span,
    origin: Origin,
    /// Whether nobody wrote it.
    chosen: bool,
}

enum Origin {
    /// The argument of that number in the sources.
    Written(usize),
    /// What the plan says of the expression.
    Expressed(Vec<TraceStep>),
}

impl Block<'_> {
    fn found(&self, path: &str) -> Vec<Found> {
        let Some(instance) = self.instance else { return self.configured(path) };
        let kind = CauseKind::Computed(Arc::clone(&instance.address), path.into());
        let planned = instance.content.at(path, &Unknown::new(Cause::at(kind, self.span)));
        // The configuration has no marks: a constant of it may be what the plan hides.
        if all_known(planned.iter()) || planned.iter().any(Value::has_sensitive) {
            return self.placed(planned, path);
        }
        let configured = self.configured(path);
        // What nobody wrote is the provider's choice: its configuration, asked next, says more than the plan.
        let unknown = planned.iter().all(|value| matches!(value, Value::Unknown(_)));
        let settled = !configured.is_empty() && all_known(configured.iter().map(|found| &found.value));
        if unknown || settled { configured } else { self.placed(planned, path) }
    }

    /// What the configuration says: values of the sources when they are known, else what the plan says of them.
    fn configured(&self, path: &str) -> Vec<Found> {
        let expressed = self.expressed(path);
        let written = self.written.as_ref().map(|block| block.arguments(path)).unwrap_or_default();
        let told = |value: &Value| match value.as_unknown() {
            Some(unknown) => unknown.candidates().is_some(),
            None => value.is_wholly_known(),
        };
        let better = !expressed.is_empty() && expressed.iter().all(|own| told(&own.value));
        if written.is_empty() || (better && !all_known(written.iter().map(|own| &own.value))) {
            let span = written.first().map_or(self.span, |own| own.span);
            let found =
                |own: Expressed| Found { value: own.value, span, origin: Origin::Expressed(own.trace), chosen: false };
            return expressed.into_iter().map(found).collect();
        }
        let found = |(index, own): (usize, Written)| Found {
            value: own.value,
            span: own.span,
            origin: Origin::Written(index),
            chosen: false,
        };
        written.into_iter().enumerate().map(found).collect()
    }

    fn expressed(&self, path: &str) -> Vec<Expressed> {
        self.expressions.as_ref().map(|expressions| expressions.at(path)).unwrap_or_default()
    }

    /// Planned values, each where the sources write it.
    fn placed(&self, planned: Vec<Value>, path: &str) -> Vec<Found> {
        let written = self.written.as_ref().map(|block| block.arguments(path)).unwrap_or_default();
        let mut left: Vec<(usize, &Written)> = written.iter().enumerate().collect();
        let as_many = planned.len() == written.len();
        let mut found: Vec<Found> = Vec::with_capacity(planned.len());
        for value in planned {
            // Blocks of a set are planned in an order of their own.
            let same = left.iter().take(MAX_COMPARED).position(|(_, own)| agrees(&value, &own.value));
            let own = same.or((as_many && !left.is_empty()).then_some(0)).map(|position| left.remove(position));
            let own = own.or_else(|| written.first().map(|first| (0, first)));
            let place = match own {
                Some((index, own)) => (own.span, Origin::Written(index), false),
                None => {
                    let expressed = self.expressed(path).into_iter().next();
                    // Values alone do not tell who chose them.
                    let chosen = expressed.is_none() && (self.written.is_some() || self.expressions.is_some());
                    (self.span, Origin::Expressed(expressed.map(|own| own.trace).unwrap_or_default()), chosen)
                }
            };
            let (span, origin, chosen) = place;
            found.push(Found { value, span, origin, chosen });
        }
        found
    }
}

impl Configured for Block<'_> {
    fn arguments(&self, path: &str) -> Vec<Written> {
        self.found(path)
            .into_iter()
            .map(|found| Written { value: found.value, span: found.span, chosen: found.chosen })
            .collect()
    }

    fn trace(&self, path: &str, index: usize) -> Vec<TraceStep> {
        match self.found(path).into_iter().nth(index).map(|found| found.origin) {
            Some(Origin::Written(index)) => {
                self.written.as_ref().map(|block| block.trace(path, index)).unwrap_or_default()
            }
            Some(Origin::Expressed(trace)) => trace,
            None => Vec::new(),
        }
    }
}

fn all_known<'a>(mut values: impl Iterator<Item = &'a Value>) -> bool {
    values.all(Value::is_wholly_known)
}

/// Whether what is written may be what is planned: the provider adds what nobody writes, and no value is compared that
/// is not known.
fn agrees(planned: &Value, written: &Value) -> bool {
    match (planned.unmark().0, written.unmark().0) {
        (_, Value::Unknown(_)) => true,
        (Value::Map(all) | Value::Object(all), Value::Map(own) | Value::Object(own)) => {
            own.entries().iter().all(|(name, own)| match all.get(name) {
                Some(planned) => agrees(planned, own),
                None => *own == Value::Null,
            })
        }
        (
            Value::List(all) | Value::Set(all) | Value::Tuple(all),
            Value::List(own) | Value::Set(own) | Value::Tuple(own),
        ) => {
            let has = |own: &Value| all.iter().take(MAX_COMPARED).any(|planned| agrees(planned, own));
            all.len() == own.len() && own.iter().take(MAX_COMPARED).all(has)
        }
        (planned, written) => planned == written,
    }
}

/// Which provider configuration an instance uses: by its name in the plan, in the sources, or by its source alone.
type ProviderKey<'v> = (Option<&'v str>, Option<ProviderId>, &'v str);

/// What the sources beside a plan declare, by address.
struct Declared<'v, 'c> {
    evaluator: &'v Evaluator<'c>,
    sources: &'v Sources,
    instances: FxHashMap<Arc<str>, ResourceInstance<'c>>,
}

impl<'v, 'c> Declared<'v, 'c> {
    fn new(evaluator: &'v Evaluator<'c>, sources: &'v Sources) -> Self {
        let instances = evaluator.resource_instances().into_iter();
        let instances = instances.map(|instance| (Arc::clone(&instance.address), instance)).collect();
        Self { evaluator, sources, instances }
    }

    /// The instance of that address, or the one that stands for all when the sources do not tell how many there are.
    fn instance(&self, address: &str) -> Option<&ResourceInstance<'c>> {
        self.instances.get(address).or_else(|| self.instances.get(&*symbolic(address)))
    }
}

/// `module.a["x"].b.c[0]` → `module.a["*"].b.c["*"]`
fn symbolic(address: &str) -> String {
    let mut shown = String::with_capacity(address.len());
    let (mut inside, mut quoted, mut escaped) = (false, false, false);
    for character in address.chars() {
        match character {
            '[' if !inside => {
                inside = true;
                shown.push_str("[\"*\"]");
            }
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if inside => quoted = !quoted,
            ']' if inside && !quoted => inside = false,
            _ if inside => {}
            other => shown.push(other),
        }
    }
    shown
}

/// Whether `evaluator` has the root module that `plan` is of: it declares some resource of it, if there is any, or calls
/// the module of one, which may not be installed.
pub fn is_of(plan: &Plan, evaluator: &Evaluator<'_>) -> bool {
    let declared = evaluator.resource_instances();
    let declared: FxHashSet<&str> = declared.iter().map(|instance| &*instance.address).collect();
    let has = |address: &str| declared.contains(address) || declared.contains(&*symbolic(address));
    let called = |name: &str| evaluator.top().is_some_and(|top| top.module.calls.contains_key(name));
    let known = |instance: &Instance| has(&instance.address) || instance.root_call().is_some_and(called);
    plan.instances.is_empty() || plan.instances.iter().any(known)
}

impl<'v> RootView<'v> {
    /// The root module in `directory` as `plan`, which is `file` in the repository, has it; `written` is what the
    /// sources beside it say, with the texts they are in. Where its state is kept, only they tell.
    pub fn planned<'c: 'v>(
        plan: &'v Plan,
        file: &Arc<str>,
        written: Option<(&'v Evaluator<'c>, &'v Sources)>,
        directory: Arc<str>,
        workspace: Option<Arc<str>>,
        variable_files: Vec<Arc<str>>,
    ) -> Self {
        let backend = written.and_then(|(evaluator, sources)| super::evaluated::backend(evaluator, sources));
        let remote_states = written.map(|(evaluator, sources)| remote_states(evaluator, sources)).unwrap_or_default();
        let declared = written.map(|(evaluator, sources)| Declared::new(evaluator, sources));
        let mut providers = Vec::new();
        let mut indices: FxHashMap<ProviderKey<'v>, usize> = FxHashMap::default();
        let mut instances = Vec::with_capacity(plan.instances.len());
        for instance in &plan.instances {
            let own = declared.as_ref().and_then(|all| Some((all, all.instance(&instance.address)?)));
            let id = own.map(|(all, resource)| all.evaluator.provider_of(resource));
            let key = (plan.provider_key(instance), id, &*instance.source);
            let provider = *indices.entry(key).or_insert_with(|| {
                providers.push(provider(plan, key, written.map(|(evaluator, _)| evaluator)));
                providers.len() - 1
            });
            let span = own.map_or(instance.span, |(_, own)| own.resource.span);
            let file = own.map_or(file, |(all, own)| all.sources.file(own.resource.span.file).path());
            instances.push(InstanceView {
                address: Arc::clone(&instance.address),
                id: instance.id(),
                of_type: Arc::clone(&instance.of_type),
                span,
                file: Arc::clone(file),
                calls: own.map(|(_, own)| calls(&own.place)).unwrap_or_default(),
                provider,
                block: Box::new(Block {
                    instance: Some(instance),
                    expressions: plan.expressions(instance),
                    written: own.map(|(all, own)| block(all.evaluator, &own.resource.body, own.place.clone())),
                    span,
                }),
            });
        }
        Self { directory, providers, instances, backend, remote_states, workspace, run: None, variable_files }
    }
}

/// The provider configurations that `plan` has, as it has them.
pub(super) fn configurations(plan: &Plan) -> Vec<ProviderView<'_>> {
    let known = plan.provider_keys().filter_map(|key| Some((key, plan.provider(key)?.0)));
    known.map(|(key, own)| provider(plan, (Some(key), None, &own.source), None)).collect()
}

fn provider<'v, 'c: 'v>(
    plan: &'v Plan,
    (key, id, source): ProviderKey<'v>,
    evaluator: Option<&'v Evaluator<'c>>,
) -> ProviderView<'v> {
    let (planned, expressions) = key.and_then(|key| plan.provider(key)).unzip();
    let expressions = expressions.flatten();
    let configured = evaluator.zip(id).and_then(|(evaluator, id)| Some((evaluator, evaluator.provider(id)?)));
    let (name, alias) = match (planned, &configured) {
        (Some(own), _) => (Arc::clone(&own.name), own.alias.clone()),
        (None, Some((_, own))) => (Arc::clone(&own.name), own.alias.clone()),
        (None, None) => (source.rsplit('/').next().unwrap_or(source).into(), None),
    };
    let written = configured
        .as_ref()
        .and_then(|(evaluator, own)| Some((own.block?.span, block(evaluator, own.body()?, own.place.clone()))));
    let in_plan = planned.filter(|_| expressions.is_some()).map(|own| own.span);
    let span = written.as_ref().map(|(span, _)| *span).or(in_plan);
    let unseen = planned.is_none() && configured.is_none();
    ProviderView {
        source: source.into(),
        alias,
        span,
        unseen: unseen.then(|| Cause { kind: CauseKind::ProviderNotSeen(Arc::clone(&name)), span: None }),
        name,
        block: span.map(|span| -> Box<dyn Configured + 'v> {
            Box::new(Block { instance: None, expressions, written: written.map(|(_, block)| block), span })
        }),
    }
}
