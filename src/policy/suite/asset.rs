//! An asset as a test gives it: what a policy asks of it is what the mock says.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::read::Mock;
use crate::evaluation::functions::Environment;
use crate::evaluation::{
    Budget, Cause, CauseKind, Context, EvaluationError, EvaluationErrorKind, Reference, Scope, Value, evaluate,
};
use crate::policy::constant::NoFiles;
use crate::policy::examine::Evaluating;
use crate::policy::functions::{self, HAS};
use crate::policy::model::Policy;
use crate::policy::project::{Entity, Project};
use crate::policy::references::{names, presence};
use crate::policy::vocabulary::Term;
use crate::source::Span;
use crate::syntax::{List, NodeId};

/// The scope of a policy on a mock of an asset.
pub(super) struct MockScope<'a> {
    pub(super) policy: &'a Policy,
    pub(super) mock: &'a Mock,
    pub(super) project: &'a Project,
    pub(super) today: Date,
    pub(super) budget: Budget,
}

impl Evaluating for MockScope<'_> {
    fn policy(&self) -> &Policy {
        self.policy
    }

    fn evaluate(&self, id: NodeId) -> (Value, Vec<EvaluationError>) {
        let errors = RefCell::default();
        let node = self.policy.tree.node(id);
        let value = evaluate(node, &Context { scope: self, bindings: None, errors: &errors, attempted: false });
        (value, errors.into_inner())
    }
}

impl MockScope<'_> {
    /// What the mock says at `path`; `None` when it does not.
    fn said(&self, root: &str, path: &[&str]) -> Option<Value> {
        if root == "today" {
            return Some(Value::string(self.today.to_string()));
        }
        if root == "project" {
            let name = path.first()?;
            return self.mock.project.get(*name).cloned().or_else(|| Some(self.assumed(name)));
        }
        let mut value = match root {
            "asset" => self.mock.asset.clone(),
            _ => return None,
        };
        for name in path {
            value = match value {
                Value::Object(entries) | Value::Map(entries) => entries.get(*name)?.clone(),
                // Of what is not known, no part is.
                unknown @ Value::Unknown(_) => unknown,
                _ => return None,
            };
        }
        Some(value)
    }

    fn assumed(&self, name: &str) -> Value {
        match name {
            "entity" => Value::string(self.project.entity().name()),
            "major_change" => Value::Bool(self.project.major_change),
            "prototype" => Value::Bool(self.project.prototype),
            _ => Value::Null,
        }
    }

    fn term(&self, root: &str, path: &[&str], span: Span, context: &Context<'_>) -> Value {
        self.said(root, path).unwrap_or_else(|| {
            let name = std::iter::once(root).chain(path.iter().copied()).collect::<Vec<_>>().join(".");
            context.error(span, EvaluationErrorKind::Undeclared(name.into()));
            Value::unknown(Cause::at(CauseKind::Error, span))
        })
    }
}

impl Scope for MockScope<'_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let (span, context) = (reference.span, reference.context);
        let path: Vec<&str> = names(reference.steps).collect();
        match (reference.root, path.first()) {
            ("local", Some(name)) => match self.policy.locals.get(*name) {
                Some(id) => {
                    let outside = Context { scope: self, bindings: None, errors: context.errors, attempted: false };
                    (evaluate(self.policy.tree.node(*id), &outside), 1)
                }
                None => (self.term("local", &path, span, context), path.len()),
            },
            ("input", Some(name)) => match self.policy.inputs.get(*name) {
                Some(value) => (value.clone(), 1),
                None => (self.term("input", &path, span, context), path.len()),
            },
            // What a mock writes is all that there is; what it does not write at all, it does not say.
            ("attrs", _) if self.mock.attributes != Value::Null => (self.mock.attributes.clone(), 0),
            ("meta", _) if !self.mock.meta.is_empty() => (Value::Object(self.mock.meta.clone().into()), 0),
            (root, _) => {
                // What follows a term are steps into its value.
                let length = (1..=path.len())
                    .rev()
                    .find(|length| path.get(..*length).is_some_and(|path| Term::parse(root, path).is_some()));
                let length = length.unwrap_or(0);
                (self.term(root, path.get(..length).unwrap_or_default(), span, context), length)
            }
        }
    }

    fn call(&self, name: &str, arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Option<Value> {
        if !name.starts_with("core::") {
            // A plugin is a program, which is never run.
            return Some(Value::unknown(Cause::at(CauseKind::UnsupportedFunction(Arc::from(name)), span)));
        }
        if name != HAS {
            return functions::call(name, arguments, span, context, self.today);
        }
        if let (Some(object), Some(key)) = (arguments.get(0), arguments.get(1))
            && let Some(path) = presence(object, key)
            && let Some((root, path)) = path.split_first()
        {
            return Some(functions::present(&self.said(root, path).unwrap_or(Value::Null)));
        }
        Some(functions::has(arguments, context))
    }

    fn environment(&self) -> &dyn Environment {
        &NoFiles
    }

    fn budget(&self) -> &Budget {
        &self.budget
    }
}

/// The project that a mock gives; an administration's, begun at an unknown time, without more.
pub(super) fn project(given: &BTreeMap<Arc<str>, Value>) -> Project {
    let text = |name: &str| given.get(name).and_then(Value::as_str);
    let flag = |name: &str| given.get(name).and_then(Value::as_bool).unwrap_or(false);
    Project {
        entity: text("entity").and_then(|name| Entity::ALL.into_iter().find(|entity| entity.name() == name)),
        started: text("started").and_then(|day| day.parse().ok()),
        major_change: flag("major_change"),
        prototype: flag("prototype"),
    }
}
