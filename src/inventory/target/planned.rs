//! Targets as a plan tells them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Depth, Place, Target, TargetKind, Wanted, chosen, of_module, of_provider, of_resource, planned, targets};
use crate::evaluation::{Cause, CauseKind, Evaluator, Mapping, Unknown, Value};
use crate::plan::{Action, Content, Instance, Plan};
use crate::source::{Sources, Span};

/// What `wanted` asks for of `plan`; what the sources beside it say of providers, of module calls and of places comes from
/// `written`.
pub fn planned_targets(
    plan: &Plan,
    written: Option<(&Evaluator<'_>, &Sources)>,
    directory: &Arc<str>,
    wanted: &Wanted,
) -> Vec<Target> {
    if wanted.is_nothing() {
        return Vec::new();
    }
    let beside = written.map(|(evaluator, sources)| targets(evaluator, sources, wanted)).unwrap_or_default();
    let (declared, mut found): (Vec<Target>, Vec<Target>) =
        beside.into_iter().partition(|target| target.kind == TargetKind::Resource);
    // What a module holds is in the plan, whether or not its sources are here.
    for target in &mut found {
        target.absent = None;
    }
    let declared: BTreeMap<&str, &Target> = declared.iter().map(|target| (&*target.address, target)).collect();
    let start = Span::new(plan.file, 0, 0);
    if written.is_none() && wanted.providers > Depth::Nothing {
        found.extend(plan.providers().map(|(provider, arguments)| {
            let place = Place { root: directory, prefix: "", span: provider.span, calls: Arc::default() };
            let version = chosen(&provider.source, None, provider.span);
            let (name, alias) = (&provider.name, provider.alias.as_ref());
            of_provider(name, alias, &provider.source, version, &place, open(arguments, provider.span), Vec::new())
        }));
    }
    if written.is_none() && wanted.modules {
        found.extend(plan.calls().into_iter().map(|call| {
            let version = match (call.version, call.source) {
                (Some(constraint), _) => chosen(&call.address, Some(constraint), start),
                _ => Value::Null,
            };
            let source = call.source.map_or(Value::Null, Value::string);
            let place = Place { root: directory, prefix: "", span: start, calls: Arc::default() };
            of_module(call.address.into(), source, version, &place, open(call.arguments, start), Vec::new())
        }));
    }
    let instances = plan.instances.iter().chain(&plan.going).filter(|instance| wanted.wants(&instance.of_type));
    found.extend(instances.map(|instance| of_instance(instance, declared.get(&*instance.address).copied(), directory)));
    found
}

/// Of what a plan does not write, nothing is known.
fn open(arguments: Value, span: Span) -> Value {
    match arguments {
        Value::Object(entries) => {
            let unwritten = Unknown::new(Cause::at(CauseKind::NotWritten("".into()), span));
            Value::Object(Mapping::open(entries.entries().clone(), unwritten))
        }
        other => other,
    }
}

fn of_instance(instance: &Instance, declared: Option<&Target>, directory: &Arc<str>) -> Target {
    let span = declared.map_or(instance.span, |declared| declared.span);
    let whole = |content: &Content| {
        let unknown =
            |name: &str| Unknown::new(Cause::at(CauseKind::Computed(Arc::clone(&instance.address), name.into()), span));
        content.whole(&unknown).map_or(Value::Null, |value| without_sensitive(&value, "…"))
    };
    let prefix = instance.module();
    Target {
        kind: TargetKind::Resource,
        of_type: Arc::clone(&instance.of_type),
        written: None,
        address: Arc::clone(&instance.address),
        root: Arc::clone(directory),
        run: None,
        span,
        calls: declared.map(|declared| Arc::clone(&declared.calls)).unwrap_or_default(),
        attributes: if instance.action == Action::Delete { Value::Null } else { whole(&instance.content) },
        prior: instance.prior.as_ref().map_or(Value::Null, whole),
        meta: of_resource(&instance.of_type, prefix, planned(instance.action)),
        action: Some(instance.action),
        concluded: None,
        absent: None,
        places: declared.map(|declared| declared.places.clone()).unwrap_or_default(),
    }
}

/// A sensitive value of a plan stays behind: here it is not known, so that no verdict rests on what stands for it.
fn without_sensitive(value: &Value, name: &str) -> Value {
    match value {
        Value::Sensitive(_) => Value::unknown(Cause { kind: CauseKind::Sensitive(name.into()), span: None }),
        _ if !value.has_sensitive() => value.clone(),
        Value::Tuple(items) => Value::tuple(items.iter().map(|item| without_sensitive(item, name)).collect()),
        Value::Object(entries) => {
            Value::object(entries.iter().map(|(name, value)| (Arc::clone(name), without_sensitive(value, name))))
        }
        other => other.clone(),
    }
}
