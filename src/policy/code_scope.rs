//! What `attrs`, `prior_attrs`, `meta`, `input` and `local` are worth while one block is judged.

use std::cell::RefCell;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::constant::NoFiles;
use super::functions::{self, HAS, LOOK_UP, READ};
use super::model::Policy;
use super::population::Population;
use super::references::names;
use crate::evaluation::functions::Environment as Files;
use crate::evaluation::{
    Budget, Cause, CauseKind, Context, EvaluationError, EvaluationErrorKind, Mapping, Reference, Scope, Unknown, Value,
    evaluate,
};
use crate::inventory::Target;
use crate::source::Span;
use crate::syntax::{List, NodeId};

/// Values of locals, with what is wrong in them: whoever reads one meets its errors.
pub(super) type Locals = RefCell<FxHashMap<NodeId, (Value, Vec<EvaluationError>)>>;

/// The scope of one policy on one block.
pub(super) struct CodeScope<'a> {
    pub(super) policy: &'a Policy,
    pub(super) target: &'a Target,
    pub(super) population: &'a Population<'a>,
    /// The locals that are the same for all blocks of the root module.
    pub(super) shared: &'a Locals,
    pub(super) today: Date,
    locals: Locals,
    budget: Budget,
}

impl<'a> CodeScope<'a> {
    pub(super) fn new(
        policy: &'a Policy,
        target: &'a Target,
        population: &'a Population<'a>,
        shared: &'a Locals,
        today: Date,
    ) -> Self {
        Self { policy, target, population, shared, today, locals: Locals::default(), budget: Budget::default() }
    }

    /// The value of the expression `id` of the policy, and what is wrong in it.
    pub(super) fn evaluate(&self, id: NodeId) -> (Value, Vec<EvaluationError>) {
        let errors = RefCell::default();
        let value = evaluate(
            self.policy.tree.node(id),
            &Context { scope: self, bindings: None, errors: &errors, attempted: false },
        );
        (value, errors.into_inner())
    }

    fn local(&self, name: &str, span: Span, context: &Context<'_>) -> Value {
        let Some(id) = self.policy.locals.get(name) else {
            context.error(span, EvaluationErrorKind::Undeclared(format!("local.{name}").into()));
            return failed(span);
        };
        let values = if self.policy.shared.contains(id) { self.shared } else { &self.locals };
        let known = values.borrow().get(id).cloned();
        // Cycles were refused when the policy was read.
        let (value, errors) = known.unwrap_or_else(|| {
            let found = self.evaluate(*id);
            values.borrow_mut().insert(*id, found.clone());
            found
        });
        for error in errors {
            context.error(error.span, error.kind);
        }
        value
    }

    /// `core::getresources(type, filter)`
    fn resources(&self, arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Value {
        let Some(of_type) = arguments.get(0) else { return wrong(span, context) };
        let of_type = evaluate(of_type, context);
        let filter = arguments.get(1).map_or(Value::Null, |filter| evaluate(filter, context));
        let unknown = of_type.as_unknown().or(filter.as_unknown());
        match (of_type.as_str(), filter.unmark().0, unknown) {
            (_, _, Some(unknown)) => Value::Unknown(Unknown::of([unknown])),
            (Some(of_type), Value::Null, _) => {
                self.population.resources(of_type, &Mapping::from(std::collections::BTreeMap::new()), span)
            }
            (Some(of_type), Value::Object(filter) | Value::Map(filter), _) => {
                self.population.resources(of_type, filter, span)
            }
            _ => wrong(span, context),
        }
    }

    /// `core::getdatasource(type, configuration)`
    fn data_source(&self, arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Value {
        let (Some(of_type), Some(filter)) = (arguments.get(0), arguments.get(1)) else {
            return wrong(span, context);
        };
        let (of_type, filter) = (evaluate(of_type, context), evaluate(filter, context));
        match (of_type.as_str(), of_type.as_unknown()) {
            (Some(of_type), _) => self.population.data_source(of_type, &filter, span),
            (None, Some(unknown)) => Value::Unknown(Unknown::of([unknown])),
            (None, None) => wrong(span, context),
        }
    }
}

impl Scope for CodeScope<'_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let (span, context) = (reference.span, reference.context);
        match (reference.root, names(reference.steps).next()) {
            ("attrs", _) => (self.target.attributes.clone(), 0),
            ("prior_attrs", _) => (self.target.prior.clone(), 0),
            ("meta", _) => (self.target.meta.clone(), 0),
            ("local", Some(name)) => (self.local(name, span, context), 1),
            ("input", Some(name)) => match self.policy.inputs.get(name) {
                Some(value) => (value.clone(), 1),
                None => {
                    context.error(span, EvaluationErrorKind::Undeclared(format!("input.{name}").into()));
                    (failed(span), reference.steps.len())
                }
            },
            (root, _) => {
                context.error(span, EvaluationErrorKind::NotHere(root.into()));
                (failed(span), reference.steps.len())
            }
        }
    }

    fn call(&self, name: &str, arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Option<Value> {
        match name {
            HAS => Some(functions::has(arguments, context)),
            LOOK_UP => Some(self.resources(arguments, span, context)),
            READ => Some(self.data_source(arguments, span, context)),
            _ if !name.starts_with("core::") => {
                // A plugin is a program, which is never run.
                Some(Value::unknown(Cause::at(CauseKind::UnsupportedFunction(Arc::from(name)), span)))
            }
            _ => functions::call(name, arguments, span, context, self.today),
        }
    }

    fn environment(&self) -> &dyn Files {
        &NoFiles
    }

    fn budget(&self) -> &Budget {
        &self.budget
    }
}

fn wrong(span: Span, context: &Context<'_>) -> Value {
    context.error(span, EvaluationErrorKind::Lookup);
    failed(span)
}

fn failed(span: Span) -> Value {
    Value::unknown(Cause::at(CauseKind::Error, span))
}
