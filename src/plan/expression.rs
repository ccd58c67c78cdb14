//! What a plan says of expressions: constants, and what the others refer to.
//!
//! A plan does not hold expressions. One that refers to one variable alone is most often that variable, and may be
//! another value made of it: `replace(var.region, …)`. It is followed to say where the value comes from, and stays unknown.

use serde_json::{Map, Value as Json};

use super::address::parts;
use super::content::value;
use super::document::{Call, Module};
use super::{Called, Plan, address};
use crate::evaluation::{Cause, CauseKind, Limit, TraceStep, Unknown, Value};

/// The most references followed from one to the next: a module's variable, its caller's, and so on.
const MAX_STEPS: usize = 64;

/// An argument, as far as a plan tells how it is written.
#[derive(Debug, Clone)]
pub struct Expressed {
    /// Its value: known when it is constant.
    pub value: Value,
    /// What it refers to, nearest first.
    pub trace: Vec<TraceStep>,
}

/// The arguments of a block, and where what they refer to is found.
#[derive(Debug, Clone)]
pub struct Expressions<'p> {
    arguments: &'p Json,
    scope: Scope<'p>,
    key: Option<&'p Json>,
}

/// A module instance, from the root module down.
#[derive(Debug, Clone)]
pub(super) struct Scope<'p> {
    plan: &'p Plan,
    levels: Vec<Level<'p>>,
}

#[derive(Debug, Clone)]
struct Level<'p> {
    call: &'p Call,
    key: Option<Json>,
    module: Option<&'p Module>,
    /// What precedes the addresses of its objects.
    prefix: String,
}

impl<'p> Scope<'p> {
    /// The module instance that `calls` lead to; `None` when the configuration does not have it.
    pub(super) fn new(plan: &'p Plan, calls: &[address::Step]) -> Option<Self> {
        let mut scope = Self { plan, levels: Vec::new() };
        for step in calls {
            scope = scope.child(&step.name, step.key.clone())?;
        }
        Some(scope)
    }

    pub(super) fn module(&self) -> Option<&'p Module> {
        match self.levels.last() {
            Some(level) => level.module,
            None => Some(&self.plan.root),
        }
    }

    fn prefix(&self) -> &str {
        self.levels.last().map_or("", |level| &level.prefix)
    }

    fn child(&self, name: &str, key: Option<Json>) -> Option<Self> {
        let call = self.module()?.calls.get(name)?;
        let shown = key.as_ref().map(|key| format!("[{key}]")).unwrap_or_default();
        let prefix = format!("{}module.{name}{shown}.", self.prefix());
        let mut child = self.clone();
        child.levels.push(Level { call, key, module: call.module.as_ref(), prefix });
        Some(child)
    }

    /// The module instance that calls this one, and the key of this one; `None` for the root module.
    fn caller(&self) -> Option<(Self, &Level<'p>)> {
        let (level, above) = self.levels.split_last()?;
        Some((Self { plan: self.plan, levels: above.to_vec() }, level))
    }
}

impl<'p> Expressions<'p> {
    /// `arguments` of a block in `scope`, which belongs to the instance `key` of a repeated resource.
    pub(super) fn new(arguments: &'p Json, scope: Scope<'p>, key: Option<&'p Json>) -> Self {
        Self { arguments, scope, key }
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.arguments.as_object().is_none_or(Map::is_empty)
    }

    /// The arguments at `path`, as [`Content::at`](super::Content::at) takes it.
    pub fn at(&self, path: &str) -> Vec<Expressed> {
        let path: Vec<&str> = path.split('.').map(|name| name.trim_end_matches("[]")).collect();
        let mut found = Vec::new();
        if let Some((name, rest)) = path.split_first()
            && let Some(argument) = self.arguments.get(name)
        {
            self.walk(argument, rest, &mut found);
        }
        found
    }

    /// All arguments as an object, nested blocks as lists.
    pub fn whole(&self) -> Value {
        match self.arguments {
            Json::Object(entries) => {
                Value::object(entries.iter().map(|(name, json)| (name.as_str(), self.block(json, &mut Vec::new()))))
            }
            _ => Value::object::<&str>([]),
        }
    }

    fn walk(&self, json: &'p Json, path: &[&str], found: &mut Vec<Expressed>) {
        match json {
            Json::Array(blocks) => blocks.iter().for_each(|block| self.walk(block, path, found)),
            // Below an empty object, which may be an empty block, nothing is written.
            Json::Object(entries) if is_expression(entries) && (path.is_empty() || !entries.is_empty()) => {
                let mut trace = Vec::new();
                let whole = self.expression(entries, self.key, &mut trace);
                let values = inside(&whole, path).into_iter().filter(|value| *value != Value::Null);
                found.extend(values.map(|value| Expressed { value: unsettled(value), trace: trace.clone() }));
            }
            Json::Object(block) => match path.split_first() {
                Some((name, rest)) => {
                    if let Some(argument) = block.get(*name) {
                        self.walk(argument, rest, found);
                    }
                }
                None => {
                    let value = self.block(json, &mut Vec::new());
                    found.push(Expressed { value, trace: Vec::new() });
                }
            },
            _ => {}
        }
    }

    /// A block as an object.
    fn block(&self, json: &Json, trace: &mut Vec<TraceStep>) -> Value {
        match json {
            Json::Object(entries) if is_expression(entries) => self.expression(entries, self.key, trace),
            Json::Object(entries) => {
                Value::object(entries.iter().map(|(name, json)| (name.as_str(), self.block(json, trace))))
            }
            Json::Array(blocks) => Value::tuple(blocks.iter().map(|block| self.block(block, trace)).collect()),
            _ => Value::Null,
        }
    }

    fn expression(&self, entries: &Map<String, Json>, key: Option<&Json>, trace: &mut Vec<TraceStep>) -> Value {
        self.scope.expression(entries, key, trace)
    }
}

/// The most module calls inside one another.
const MAX_DEPTH: usize = 64;

/// The module calls of `plan`.
pub(super) fn calls<'p>(plan: &'p Plan, found: &mut Vec<Called<'p>>) {
    Scope { plan, levels: Vec::new() }.calls(found);
}

impl<'p> Scope<'p> {
    fn calls(&self, found: &mut Vec<Called<'p>>) {
        let Some(module) = self.module().filter(|_| self.levels.len() < MAX_DEPTH) else { return };
        let mut names: Vec<&String> = module.calls.keys().collect();
        names.sort();
        for name in names {
            let Some(call) = module.calls.get(name) else { continue };
            let given = call.expressions.iter().flatten();
            let arguments = given.map(|(name, json)| (name.as_str(), self.argument(json)));
            found.push(Called {
                address: format!("{}module.{name}", self.prefix()),
                source: call.source.as_deref(),
                version: call.version_constraint.as_deref(),
                arguments: Value::object(arguments.collect::<Vec<_>>()),
            });
            if let Some(child) = self.child(name, None) {
                child.calls(found);
            }
        }
    }

    fn argument(&self, json: &Json) -> Value {
        match json {
            Json::Object(entries) => self.expression(entries, None, &mut Vec::new()),
            _ => Value::Unknown(unexpressed("…")),
        }
    }
}

impl Scope<'_> {
    /// An expression of this module, inside a block that the instance `key` repeats.
    fn expression(&self, entries: &Map<String, Json>, key: Option<&Json>, trace: &mut Vec<TraceStep>) -> Value {
        if let Some(constant) = entries.get("constant_value") {
            return value(constant);
        }
        let references: Vec<&str> =
            entries.get("references").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
        let Some(first) = references.first() else { return Value::Unknown(unexpressed("…")) };
        // After a reference come its beginnings: `var.o.region`, then `var.o`.
        let others = || references.iter().filter(|other| !begins_with(first, other));
        if others().next().is_none() {
            return self.reference(first, key, trace);
        }
        // Following each of several would be work without bound.
        let all: Vec<Unknown> =
            std::iter::once(first).chain(others()).map(|reference| self.object(&parts(reference), reference)).collect();
        Value::Unknown(Unknown::of(&all))
    }

    /// Why the object that `reference` names is not known.
    fn object(&self, parts: &[&str], reference: &str) -> Unknown {
        let kind = match parts {
            ["var" | "each" | "count" | "local" | "path" | "terraform" | "self" | "module" | "ephemeral", ..] => {
                return unexpressed(reference);
            }
            ["data", of_type, name, ..] => {
                CauseKind::DataSource(format!("{}data.{of_type}.{name}", self.prefix()).into())
            }
            [of_type, name, path @ ..] => {
                CauseKind::Computed(format!("{}{of_type}.{name}", self.prefix()).into(), path.join(".").into())
            }
            _ => return unexpressed(reference),
        };
        Unknown::new(Cause { kind, span: None })
    }

    /// What an expression that refers to `reference` alone is, as far as can be told.
    fn reference(&self, reference: &str, key: Option<&Json>, trace: &mut Vec<TraceStep>) -> Value {
        let parts = parts(reference);
        let unknown = || Value::Unknown(unexpressed(reference));
        if trace.len() >= MAX_STEPS {
            return Value::Unknown(Unknown::new(Cause { kind: CauseKind::Limit(Limit::Work), span: None }));
        }
        match parts.as_slice() {
            ["var", name, path @ ..] => {
                let span = self.levels.is_empty().then(|| self.plan.variables.get(*name)).flatten();
                trace.push(TraceStep { text: format!("var.{name}").into(), span: span.map(|variable| variable.span) });
                self.variable(name, path, trace).unwrap_or_else(unknown)
            }
            ["each", "key"] | ["count", "index"] => {
                trace.push(TraceStep { text: reference.into(), span: None });
                key.map_or_else(unknown, |key| candidate(reference, value(key)))
            }
            ["module", call, output, ..] => {
                trace.push(TraceStep { text: format!("module.{call}").into(), span: None });
                self.output(call, output, trace).unwrap_or_else(unknown)
            }
            [first, second, ..] => {
                let third = parts.get(2).filter(|_| *first == "data").map(|name| format!(".{name}"));
                let text = format!("{first}.{second}{}", third.unwrap_or_default());
                trace.push(TraceStep { text: text.into(), span: None });
                Value::Unknown(self.object(&parts, reference))
            }
            _ => unknown(),
        }
    }

    fn variable(&self, name: &str, path: &[&str], trace: &mut Vec<TraceStep>) -> Option<Value> {
        let declared = self.module()?.variables.get(name);
        let default = || declared.and_then(|variable| variable.default.as_ref()).map(value);
        let whole = match self.caller() {
            None => self.plan.variables.get(name).map(|given| value(&given.value)).or_else(default)?,
            Some((caller, level)) => match level.call.expressions.as_ref().and_then(|all| all.get(name)) {
                Some(Json::Object(entries)) => caller.expression(entries, level.key.as_ref(), trace),
                Some(_) => return None,
                None => default()?,
            },
        };
        if declared.is_some_and(|variable| variable.sensitive) {
            return Some(Value::string("").into_sensitive());
        }
        let value = inside(&whole, path).into_iter().next().unwrap_or(Value::Null);
        Some(candidate(&format!("var.{name}"), value))
    }

    fn output(&self, call: &str, output: &str, trace: &mut Vec<TraceStep>) -> Option<Value> {
        let (name, key) = match call.split_once('[') {
            Some((name, key)) => (name, Some(serde_json::from_str(key.strip_suffix(']')?).ok()?)),
            None => (call, None),
        };
        let child = self.child(name, key)?;
        let declared = child.module()?.outputs.get(output)?;
        if declared.sensitive {
            return Some(Value::string("").into_sensitive());
        }
        let entries = declared.expression.as_ref()?.as_object()?;
        Some(child.expression(entries, None, trace))
    }
}

/// Whether `object` is an expression rather than a block.
fn is_expression(object: &Map<String, Json>) -> bool {
    object.keys().all(|name| name == "constant_value" || name == "references")
}

fn begins_with(reference: &str, other: &str) -> bool {
    reference.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn unexpressed(reference: &str) -> Unknown {
    Unknown::new(Cause { kind: CauseKind::Unexpressed(reference.into()), span: None })
}

/// Most likely `value`, which `reference` has. What is not known of it stays so; a sensitive value stays behind.
fn candidate(reference: &str, value: Value) -> Value {
    match value {
        Value::Unknown(_) | Value::Sensitive(_) | Value::Null => value,
        known => Value::Unknown(unexpressed(reference).with_candidates(vec![known])),
    }
}

/// `value` without what it most likely is.
fn unsettled(value: Value) -> Value {
    match value {
        Value::Unknown(unknown) => Value::Unknown(Unknown::of([&unknown])),
        known => known,
    }
}

/// What stands at `path` of a value, lists on the way passed through.
fn inside(value: &Value, path: &[&str]) -> Vec<Value> {
    let Some((name, rest)) = path.split_first() else { return vec![value.clone()] };
    match value.unmark().0 {
        Value::Map(entries) | Value::Object(entries) => {
            entries.get(*name).map(|value| inside(value, rest)).unwrap_or_default()
        }
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
            items.iter().flat_map(|item| inside(item, path)).collect()
        }
        Value::Unknown(unknown) => match unknown.candidates() {
            Some([only]) => {
                let found = inside(only, path).into_iter();
                found.map(|value| Value::Unknown(unknown.with_candidates(vec![value]))).collect()
            }
            _ => vec![Value::Unknown(Unknown::of([unknown]))],
        },
        _ => Vec::new(),
    }
}
