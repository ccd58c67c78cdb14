//! The values of input variables, local values and outputs.

use std::rc::Rc;
use std::sync::Arc;

use super::evaluator::Evaluator;
use super::expansion::Repetition;
use super::expression::failed;
use super::functions::Environment;
use super::inputs::Given;
use super::instance::{ModuleInstance, Place};
use super::scope::{Budget, Context, EvaluationError, EvaluationErrorKind, Reference, Scope};
use super::types::{TypeError, TypeErrorKind};
use super::{Cause, CauseKind, Type, Unknown, Value, convert, evaluate, validation};
use crate::source::{FileId, Span};
use crate::syntax::{Attribute, Expression, List, Node, NodeId, parse_expression};
use crate::terraform::Variable;

impl<'c> Evaluator<'c> {
    /// Where expressions of `instance` outside any repeated block are evaluated.
    pub fn place_of(&self, instance: &Rc<ModuleInstance<'c>>) -> Place<'c> {
        Place { instance: Rc::clone(instance), repetition: Repetition::single(), bindings: None }
    }

    pub(super) fn variable(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        name: &str,
        span: Span,
        context: &Context<'_>,
    ) -> Value {
        let Some((name, variable)) = instance.module.variables.get_key_value(name) else {
            context.error(span, EvaluationErrorKind::Undeclared(format!("var.{name}").into()));
            return failed(span);
        };
        let compute = || {
            let value = match &instance.caller {
                Some(_) => self.argument_value(instance, name, variable),
                None => self.root_value(name, variable),
            };
            if variable.sensitive { value.into_sensitive() } else { value }
        };
        instance.variables.get(name, compute).unwrap_or_else(|()| self.cycle(variable.span, format!("var.{name}")))
    }

    pub(super) fn local(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        name: &str,
        span: Span,
        context: &Context<'_>,
    ) -> Value {
        let Some((name, local)) = instance.module.locals.get_key_value(name) else {
            context.error(span, EvaluationErrorKind::Undeclared(format!("local.{name}").into()));
            return failed(span);
        };
        let compute = || self.evaluate(local.value, &self.place_of(instance));
        instance.locals.get(name, compute).unwrap_or_else(|()| self.cycle(local.span, format!("local.{name}")))
    }

    pub(super) fn output(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        name: &str,
        span: Span,
        context: &Context<'_>,
    ) -> Value {
        let Some((name, output)) = instance.module.outputs.get_key_value(name) else {
            let address = format!("{}{name}", instance.prefix);
            context.error(span, EvaluationErrorKind::Undeclared(address.into()));
            return failed(span);
        };
        let compute = || {
            let value =
                output.value.map_or_else(|| failed(output.span), |node| self.evaluate(node, &self.place_of(instance)));
            if output.sensitive { value.into_sensitive() } else { value }
        };
        instance.outputs.get(name, compute).unwrap_or_else(|()| self.cycle(output.span, format!("output.{name}")))
    }

    fn cycle(&self, span: Span, address: String) -> Value {
        self.error(span, EvaluationErrorKind::Cycle(address.into()));
        Value::unknown(Cause::at(CauseKind::Cycle, span))
    }

    /// The value that a caller gives, or the default.
    fn argument_value(&self, instance: &Rc<ModuleInstance<'c>>, name: &str, variable: &Variable<'c>) -> Value {
        let given = caller_argument(instance, name)
            .map(|(argument, place)| (self.evaluate(argument.value, &place), argument.value.span()));
        match given {
            Some((value, span)) => self.assigned_value(name, variable, value, span),
            None if variable.default.is_some() => self.default_value(name, variable),
            None => {
                if let Some(caller) = &instance.caller {
                    let kind =
                        EvaluationErrorKind::MissingArgument { call: caller.call.name.into(), argument: name.into() };
                    self.error(caller.call.span, kind);
                }
                failed(variable.span)
            }
        }
    }

    /// The value that a root module's variable is given from outside, or its default.
    fn root_value(&self, name: &str, variable: &Variable<'c>) -> Value {
        match self.given(name, variable) {
            (Given::OneOf, Some(value)) => value,
            (Given::Nowhere | Given::Default(_), _) if variable.default.is_some() => self.default_value(name, variable),
            (given, Some(value)) => {
                let span = if let Given::File(_, span) | Given::Unit(span) = given { span } else { variable.span };
                self.assigned_value(name, variable, value, span)
            }
            _ => {
                let cause = Cause::at(CauseKind::VariableWithoutValue(name.into()), variable.span);
                let of_type = self.type_of(variable);
                let unknown = match &of_type {
                    Some(of_type) => Unknown::new(cause).with_type((**of_type).clone()),
                    None => Unknown::new(cause),
                };
                let constant = |node| Some(self.alone(node, true).0).filter(Value::is_wholly_known);
                let of_type = of_type.as_deref().unwrap_or(&Type::Any);
                let allowed = validation::allowed(name, of_type, &variable.validations, &constant);
                Value::Unknown(match allowed {
                    Some(values) => unknown.with_candidates(values),
                    None => unknown,
                })
            }
        }
    }

    /// A value that is given to a variable: of its type, and the default instead of a null that is no value.
    pub(super) fn assigned_value(&self, name: &str, variable: &Variable<'c>, value: Value, span: Span) -> Value {
        let typed = self.typed(name, variable, value, span);
        if variable.nullable {
            return typed;
        }
        let instead = || match self.default_value(name, variable) {
            Value::Null => {
                self.error(span, EvaluationErrorKind::NullVariable(name.into()));
                failed(span)
            }
            value => value,
        };
        let (plain, sensitive) = typed.unmark();
        let value = match plain {
            Value::Null => instead(),
            Value::Unknown(unknown) => match unknown.candidates() {
                Some(values) if values.contains(&Value::Null) => {
                    let or_default = |value: &Value| if *value == Value::Null { instead() } else { value.clone() };
                    Value::Unknown(unknown.with_candidates(values.iter().map(or_default).collect()))
                }
                _ => return typed,
            },
            _ => return typed,
        };
        if sensitive { value.into_sensitive() } else { value }
    }

    /// The value of an expression that may neither refer to anything nor call a function.
    pub(super) fn literal(&self, node: Node<'_>) -> Value {
        if node.tree().is_json() { self.json_literal(node) } else { self.reported(node, false) }
    }

    /// The value of `node`, which may refer to nothing, as outside of any module.
    pub fn constant(&self, node: Node<'_>) -> Value {
        self.reported(node, true)
    }

    fn reported(&self, node: Node<'_>, functions: bool) -> Value {
        let (value, errors) = self.alone(node, functions);
        for error in errors {
            self.error(error.span, error.kind);
        }
        value
    }

    /// The value of `node` where nothing can be referred to, and what hinders it. `functions`: whether they can be called.
    fn alone(&self, node: Node<'_>, functions: bool) -> (Value, Vec<EvaluationError>) {
        let scope = Nothing { evaluator: self, no_function: (!functions).then(|| node.span()) };
        let errors = std::cell::RefCell::default();
        let context = Context { scope: &scope, bindings: None, errors: &errors, attempted: false };
        let value = self.budget.shared(|| evaluate(node, &context));
        (value, errors.into_inner())
    }

    /// The same in JSON syntax, where strings are then text, whatever they hold.
    fn json_literal(&self, node: Node<'_>) -> Value {
        match node.expression() {
            Expression::Null | Expression::Invalid => Value::Null,
            Expression::Bool(value) => Value::Bool(value),
            Expression::Tuple(elements) => {
                Value::tuple(elements.iter().map(|element| self.json_literal(element)).collect())
            }
            Expression::Object(items) => Value::object(items.iter().filter_map(|item| {
                let key: Arc<str> = item.key.json_text()?.into();
                Some((key, self.json_literal(item.value)))
            })),
            _ => match node.json_text() {
                Some(text) => Value::text(&text),
                None => self.reported(node, false),
            },
        }
    }

    /// A value given as text: a string for a variable of a primitive type or without a type, else an expression.
    pub(super) fn parse_given(&self, text: &Arc<str>, name: &str, variable: &Variable<'c>) -> Value {
        let primitive = variable.of_type.is_none_or(|node| {
            matches!(
                node.expression(),
                Expression::Variable("string" | "number" | "bool") | Expression::String("string")
            )
        });
        if primitive {
            return Value::text(text);
        }
        self.parse_literal(text).unwrap_or_else(|| {
            self.error(variable.span, EvaluationErrorKind::GivenNoValue(name.into()));
            failed(variable.span)
        })
    }

    /// The value of an expression that is given as text, if it has one.
    fn parse_literal(&self, text: &Arc<str>) -> Option<Value> {
        let tree = parse_expression(FileId(u32::MAX), text);
        let node = tree.expression().filter(|_| tree.errors().is_empty())?;
        Some(self.alone(node, false).0).filter(Value::is_wholly_known)
    }

    /// The value of an argument that is given as text, whatever its type: an object when it reads as one.
    pub fn given_value(&self, text: &Arc<str>) -> Value {
        let object = text.trim_start().starts_with('{').then(|| self.parse_literal(text)).flatten();
        object.unwrap_or_else(|| Value::text(text))
    }

    pub(super) fn default_value(&self, name: &str, variable: &Variable<'c>) -> Value {
        variable.default.map_or(Value::Null, |node| {
            let compute = || match self.typed(name, variable, self.literal(node), node.span()) {
                Value::Null if !variable.nullable => {
                    self.error(node.span(), EvaluationErrorKind::NullVariable(name.into()));
                    failed(node.span())
                }
                value => value,
            };
            self.defaults.get(node.span(), compute).unwrap_or_else(|()| failed(node.span()))
        })
    }

    fn type_of(&self, variable: &Variable<'c>) -> Option<Rc<Type>> {
        let node = variable.of_type?;
        let read = || match node.json_text() {
            Some(text) => self.json_type(node.span(), &text),
            None => Type::from_node(node, &mut |default| self.literal(default)),
        };
        let compute = || match read() {
            Ok(of_type) => Some(Rc::new(of_type)),
            Err(error) => {
                self.error(error.span, EvaluationErrorKind::Type(error.kind));
                None
            }
        };
        self.types.get(node.span(), compute).unwrap_or_default()
    }

    /// The type constraint that a string of JSON syntax holds in native syntax.
    fn json_type(&self, span: Span, text: &str) -> Result<Type, TypeError> {
        let tree = parse_expression(FileId(u32::MAX), &text.into());
        let node = tree.expression().filter(|_| tree.errors().is_empty());
        let read = node.map(|node| Type::from_node(node, &mut |default| self.literal(default)));
        let kind = match read {
            Some(Ok(of_type)) => return Ok(of_type),
            Some(Err(error)) => error.kind,
            None => TypeErrorKind::NotAType,
        };
        Err(TypeError { span, kind })
    }

    fn typed(&self, name: &str, variable: &Variable<'c>, value: Value, span: Span) -> Value {
        let Some(of_type) = self.type_of(variable) else { return value };
        if *of_type != Type::Any
            && let Err(limit) = self.budget.shared(|| self.budget.spend(value.nodes()))
        {
            return Value::Unknown(self.budget.beyond(span, limit));
        }
        convert(&value, &of_type).unwrap_or_else(|error| {
            self.error(span, EvaluationErrorKind::Conversion { name: format!("var.{name}").into(), error });
            failed(span)
        })
    }
}

/// The argument that the caller of `instance` gives to its variable `name`, and where it is evaluated.
pub(super) fn caller_argument<'c>(instance: &ModuleInstance<'c>, name: &str) -> Option<(Attribute<'c>, Place<'c>)> {
    let caller = instance.caller.as_ref()?;
    let argument = caller.call.body.attribute(name)?;
    let place =
        Place { instance: Rc::clone(&caller.instance), repetition: Rc::clone(&caller.repetition), bindings: None };
    Some((argument, place))
}

/// The scope of variable files and defaults: nothing can be referred to.
struct Nothing<'e, 'c> {
    evaluator: &'e Evaluator<'c>,
    /// Where that is, when functions cannot be called either.
    no_function: Option<Span>,
}

impl Scope for Nothing<'_, '_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        reference.context.error(reference.span, EvaluationErrorKind::NotHere(reference.root.into()));
        (failed(reference.span), reference.steps.len())
    }

    fn call(&self, name: &str, _: List<'_, NodeId>, _: Span, context: &Context<'_>) -> Option<Value> {
        let span = self.no_function?;
        context.error(span, EvaluationErrorKind::NotHere(format!("{name}()").into()));
        Some(failed(span))
    }

    fn environment(&self) -> &dyn Environment {
        &self.evaluator.files
    }

    fn budget(&self) -> &Budget {
        &self.evaluator.budget
    }
}
