//! Every kind of expression to its value. Never fails: an error goes to the context, and the value is unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::functions::{self, FunctionError};
use super::limit::Limit;
use super::open::Open;
use super::operators::{OperatorError, attribute, binary, index, unary, unify_branches};
use super::scope::{Context, EvaluationErrorKind, Reference};
use super::template;
use super::{Cause, CauseKind, MAX_CANDIDATES, Number, Type, Unknown, Value, convert};
use crate::source::Span;
use crate::syntax::{BinaryOperator, Expression, ForExpression, Item, List, Node, NodeId, RawItem, RawStep, Step};

/// The value of `node` in `context`.
pub fn evaluate(node: Node<'_>, context: &Context<'_>) -> Value {
    let budget = context.scope.budget();
    if let Err(limit) = budget.enter() {
        return Value::Unknown(context.beyond(node.span(), limit));
    }
    let value = expression(node, context);
    budget.leave();
    bounded(value, node.span(), context)
}

/// `value`, unless it is too large. What an unknown may be is compared, each with each, wherever it goes.
fn bounded(value: Value, span: Span, context: &Context<'_>) -> Value {
    if value.is_too_large() {
        return Value::Unknown(context.beyond(span, Limit::Size));
    }
    match value.as_unknown().and_then(Unknown::candidates) {
        Some(candidates) => match context.walk(value.nodes() * candidates.len() as u64, span) {
            Ok(()) => value,
            Err(beyond) => beyond,
        },
        None => value,
    }
}

/// What an expression in error is worth; the error itself is in the context.
pub(super) fn failed(span: Span) -> Value {
    Value::unknown(Cause::at(CauseKind::Error, span))
}

fn refused(context: &Context<'_>, span: Span, kind: impl Into<EvaluationErrorKind>) -> Value {
    context.error(span, kind.into());
    failed(span)
}

fn expression(node: Node<'_>, context: &Context<'_>) -> Value {
    let span = node.span();
    match node.expression() {
        Expression::Invalid => failed(span),
        Expression::Null => Value::Null,
        Expression::Bool(value) => Value::Bool(value),
        Expression::Number(text) => text.parse::<Number>().map_or_else(|_| failed(span), Value::Number),
        Expression::String(text) => Value::text(text),
        Expression::Template(parts) => template::evaluate(parts, span, context),
        Expression::Variable(name) => reference(name, List::empty_of(node), span, context),
        Expression::Postfix(base, steps) => match base.expression() {
            Expression::Variable(name) => reference(name, steps, span, context),
            _ => apply(evaluate(base, context), steps, span, context),
        },
        Expression::Call(name, arguments, expand) => call(name, arguments, expand, span, context),
        Expression::Unary(operator, operand) => {
            let operand = evaluate(operand, context);
            let marked = if operand.has_sensitive() { operand.nodes() } else { 0 };
            match context.walk(marked, span) {
                Ok(()) => unary(operator, &operand).unwrap_or_else(|error| refused(context, span, error)),
                Err(beyond) => beyond,
            }
        }
        Expression::Binary(operator, left, right) => {
            let left = evaluate(left, context);
            // The other operand cannot change the result, and Terraform 1.12 no longer evaluates it either.
            match (operator, left.unmark().0) {
                (BinaryOperator::And, Value::Bool(false)) | (BinaryOperator::Or, Value::Bool(true)) => return left,
                _ => {}
            }
            let right = evaluate(right, context);
            match context.walk(nodes_compared(&left, &right), span) {
                Ok(()) => binary(operator, &left, &right).unwrap_or_else(|error| refused(context, span, error)),
                Err(beyond) => beyond,
            }
        }
        Expression::Conditional(condition, then, otherwise) => conditional(condition, then, otherwise, context),
        Expression::Tuple(elements) => {
            Value::tuple(elements.iter().map(|element| evaluate(element, context)).collect())
        }
        Expression::Object(items) => object(items, context),
        Expression::For(loop_) => for_expression(&loop_, span, context),
        Expression::Parenthesized(inner) => evaluate(inner, context),
    }
}

/// How many values an operator on these two walks through at most.
fn nodes_compared(left: &Value, right: &Value) -> u64 {
    let (of_left, of_right) = (left.nodes(), right.nodes());
    // The marks inside are set aside first.
    let marked = if left.has_sensitive() || right.has_sensitive() { of_left + of_right } else { 0 };
    // What one of them may be is compared with what the other may be.
    let known = left.is_wholly_known() && right.is_wholly_known();
    marked + of_left.min(of_right) * if known { 1 } else { MAX_CANDIDATES as u64 }
}

fn reference(root: &str, steps: List<'_, RawStep>, span: Span, context: &Context<'_>) -> Value {
    if let Some(value) = context.bound(root) {
        return apply(value.clone(), steps, span, context);
    }
    let (value, included) = context.scope.resolve(&Reference { root, steps, span, context });
    apply(value, steps.from(included), span, context)
}

/// Applies `steps` to `value`.
pub(super) fn apply(mut value: Value, steps: List<'_, RawStep>, span: Span, context: &Context<'_>) -> Value {
    let mut position = 0;
    while let Some(step) = steps.get(position) {
        position += 1;
        value = match step {
            Step::Attribute(name, at) => match unwritten(&value, name, at, context) {
                Some(unwritten) => unwritten,
                None => attribute(&value, name).unwrap_or_else(|error| refused(context, at, error)),
            },
            Step::Index(key, at) => {
                let key = evaluate(key, context);
                if let Some(unwritten) = key.as_str().and_then(|name| unwritten(&value, name, at, context)) {
                    value = unwritten;
                    continue;
                }
                match index(&value, &key) {
                    // Then another argument of `try` counts.
                    Ok(Value::Unknown(unknown)) if context.attempted && may_miss(&value, &key) => {
                        Value::Unknown(Unknown::of([&unknown]))
                    }
                    Ok(found) => found,
                    Err(error) => refused(context, at, error),
                }
            }
            Step::FullSplat(_) => return splat(&value, steps.from(position), span, context),
            Step::AttributeSplat(_) => {
                let attributes =
                    steps.from(position).iter().take_while(|step| matches!(step, Step::Attribute(..))).count();
                let each = steps.slice(position, attributes);
                position += attributes;
                splat(&value, each, span, context)
            }
        };
    }
    value
}

/// What the argument `name` of a block is that does not write it: not known, but that another argument of `try` counts.
fn unwritten(value: &Value, name: &str, at: Span, context: &Context<'_>) -> Option<Value> {
    let (Value::Object(entries) | Value::Map(entries)) = value.unmark().0 else { return None };
    let cause = entries.rest().and_then(|rest| rest.causes().first()).filter(|_| !entries.contains_key(name))?;
    match &cause.kind {
        CauseKind::NotWritten(_) if context.attempted => {
            Some(refused(context, at, OperatorError::MissingAttribute(name.into())))
        }
        CauseKind::NotWritten(_) => {
            Some(Value::unknown(Cause { kind: CauseKind::NotWritten(name.into()), span: cause.span }))
        }
        _ => None,
    }
}

/// Whether an unknown key may be one that `value` has not.
fn may_miss(value: &Value, key: &Value) -> bool {
    let there = |keys: &[Value]| value.as_unknown().is_none() && keys.iter().all(|key| index(value, key).is_ok());
    key.as_unknown().is_some_and(|unknown| !unknown.candidates().is_some_and(there))
}

fn splat(value: &Value, each: List<'_, RawStep>, span: Span, context: &Context<'_>) -> Value {
    let (plain, sensitive) = value.unmark();
    let all =
        |items: &[Value]| -> Vec<Value> { items.iter().map(|item| apply(item.clone(), each, span, context)).collect() };
    if let Some(items) = plain.items()
        && let Err(beyond) = context.spend(items.len() as u64, span)
    {
        return beyond;
    }
    let result = match plain {
        Value::Null => Value::tuple(Vec::new()),
        Value::Unknown(unknown) => return Value::Unknown(Unknown::of([unknown])),
        Value::List(items) | Value::Set(items) => Value::List(all(items).into()),
        Value::Tuple(items) => Value::tuple(all(items)),
        single => Value::tuple(vec![apply(single.clone(), each, span, context)]),
    };
    if sensitive { result.into_sensitive() } else { result }
}

fn conditional(condition: Node<'_>, then: Node<'_>, otherwise: Node<'_>, context: &Context<'_>) -> Value {
    let tested = evaluate(condition, context);
    let (plain, sensitive) = tested.unmark();
    let result = match convert(plain, &Type::Bool) {
        Ok(Value::Bool(true)) => chosen(then, otherwise, context),
        Ok(Value::Bool(false)) => chosen(otherwise, then, context),
        Ok(Value::Unknown(unknown)) => {
            let branches = [evaluate(then, context), evaluate(otherwise, context)];
            match context.walk(branches.iter().map(Value::nodes).sum(), condition.span()) {
                Ok(()) => either(&unknown, branches),
                Err(beyond) => beyond,
            }
        }
        _ => refused(context, condition.span(), EvaluationErrorKind::Condition),
    };
    if sensitive { result.into_sensitive() } else { result }
}

/// The result that a condition chose, converted to the type that it has in common with the other one: `true ? 1 : "a"` is
/// `"1"`. Of the other one only the type and the mark count, not its errors: what these leave open is of any type.
fn chosen(result: Node<'_>, other: Node<'_>, context: &Context<'_>) -> Value {
    let value = evaluate(result, context);
    let (other, failed) = quietly(other, context);
    // What is in error may be of any type, whatever it was to become.
    if failed && other.as_unknown().is_some() {
        return value;
    }
    if let Err(beyond) = context.walk(value.nodes() + other.nodes(), result.span()) {
        return beyond;
    }
    match unify_branches(&value, &other) {
        Err(_) if failed => value,
        Ok(unified) if !failed && !other.is_wholly_known() => {
            let unified = Open::of(&[&value, &other]).loosen(unified);
            if other.unmark().1 { unified.into_sensitive() } else { unified }
        }
        Ok(unified) if other.unmark().1 => unified.into_sensitive(),
        Ok(unified) => unified,
        Err(error) => refused(context, result.span(), error),
    }
}

/// One of two values, and it is not known which.
fn either(why: &Unknown, [then, otherwise]: [Value; 2]) -> Value {
    if then == otherwise && then.is_wholly_known() {
        return then;
    }
    let both = Unknown::of([Some(why.clone()), then.unknowns(), otherwise.unknowns()].iter().flatten());
    // Both are made of the type that they have in common, whichever is chosen.
    let branches = [unify_branches(&then, &otherwise), unify_branches(&otherwise, &then)];
    let [Ok(one), Ok(other)] = branches else { return Value::Unknown(both) };
    let open = Open::of(&[&then, &otherwise]);
    let (then, otherwise) = (open.loosen(one), open.loosen(other));
    let both = match Type::of(&then) {
        of_type if of_type == Type::of(&otherwise) && !of_type.has_any() => both.with_type(of_type),
        _ => both,
    };
    if then.has_sensitive() || otherwise.has_sensitive() {
        return Value::Unknown(both).into_sensitive();
    }
    Value::Unknown(both.with_candidates(vec![then, otherwise]))
}

fn object(items: List<'_, RawItem>, context: &Context<'_>) -> Value {
    let mut entries = BTreeMap::new();
    let mut sensitive = false;
    for Item { key, value } in items.iter() {
        let name = evaluate(key, context);
        sensitive |= name.unmark().1;
        match key_text(&name) {
            Ok(name) => {
                entries.insert(name, evaluate(value, context));
            }
            // What is known of the key is not known of the object.
            Err(Some(unknown)) => return Value::Unknown(Unknown::of([&unknown])),
            Err(None) => {
                context.error(key.span(), EvaluationErrorKind::Key);
                return failed(key.span());
            }
        }
    }
    let object = Value::Object(entries.into());
    if sensitive { object.into_sensitive() } else { object }
}

/// The text of a key; the unknown it is; or nothing when it cannot be a key.
pub(super) fn key_text(key: &Value) -> Result<Arc<str>, Option<Unknown>> {
    match convert(key.unmark().0, &Type::String) {
        Ok(Value::String(text)) => Ok(text),
        Ok(Value::Unknown(unknown)) => Err(Some(unknown)),
        _ => Err(None),
    }
}

/// The elements of a collection with their keys, as `for`, `for_each` and `dynamic` see them.
pub(super) fn elements(collection: &Value) -> Option<Vec<(Value, Value)>> {
    match collection {
        Value::List(items) | Value::Tuple(items) => Some((0..).map(Value::int).zip(items.iter().cloned()).collect()),
        Value::Set(items) => Some(items.iter().map(|item| (item.clone(), item.clone())).collect()),
        Value::Map(entries) | Value::Object(entries) if entries.rest().is_none() => {
            Some(entries.iter().map(|(key, value)| (Value::String(Arc::clone(key)), value.clone())).collect())
        }
        _ => None,
    }
}

/// How many of them there are.
pub(super) fn count_of(collection: &Value) -> u64 {
    match collection {
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => items.len() as u64,
        Value::Map(entries) | Value::Object(entries) => entries.len() as u64,
        _ => 0,
    }
}

fn for_expression(loop_: &ForExpression<'_>, span: Span, context: &Context<'_>) -> Value {
    let collection = evaluate(loop_.collection, context);
    let (plain, mut sensitive) = collection.unmark();
    if let Err(beyond) = context.spend(count_of(plain), span) {
        return beyond;
    }
    let Some(found) = elements(plain) else {
        return match plain.unknowns() {
            Some(unknown) => Value::Unknown(unknown),
            None => refused(context, loop_.collection.span(), EvaluationErrorKind::NotIterable),
        };
    };
    let mut results = Results::new(loop_);
    for (key, value) in found {
        if context.scope.budget().is_spent() {
            return Value::Unknown(context.beyond(span, Limit::Work));
        }
        let mut inner = match loop_.key {
            Some(name) => context.with(name, key),
            None => context.clone(),
        };
        inner = inner.with(loop_.value, value);
        if let Some(condition) = loop_.condition {
            let tested = evaluate(condition, &inner);
            sensitive |= tested.unmark().1;
            match convert(tested.unmark().0, &Type::Bool) {
                Ok(Value::Bool(true)) => {}
                Ok(Value::Bool(false)) => continue,
                Ok(Value::Unknown(unknown)) => return Value::Unknown(Unknown::of([&unknown])),
                _ => return refused(context, condition.span(), EvaluationErrorKind::Condition),
            }
        }
        if let Err(stop) = results.add(loop_, &inner, span) {
            return stop;
        }
    }
    sensitive |= results.sensitive;
    let result = results.finish();
    if sensitive { result.into_sensitive() } else { result }
}

/// What a `for` expression gathers, and whether a key of it is sensitive.
struct Results {
    gathered: Gathered,
    sensitive: bool,
}

enum Gathered {
    List(Vec<Value>),
    Single(BTreeMap<Arc<str>, Value>),
    Grouped(BTreeMap<Arc<str>, Vec<Value>>),
}

impl Results {
    fn new(loop_: &ForExpression<'_>) -> Self {
        let gathered = match (loop_.result_key, loop_.grouping) {
            (None, _) => Gathered::List(Vec::new()),
            (Some(_), false) => Gathered::Single(BTreeMap::new()),
            (Some(_), true) => Gathered::Grouped(BTreeMap::new()),
        };
        Self { gathered, sensitive: false }
    }

    /// Adds the result for one element, or tells what the whole expression is instead.
    fn add(&mut self, loop_: &ForExpression<'_>, context: &Context<'_>, span: Span) -> Result<(), Value> {
        let key = match loop_.result_key.map(|key| (key.span(), evaluate(key, context))) {
            None => None,
            Some((at, key)) => {
                self.sensitive |= key.unmark().1;
                match key_text(&key) {
                    Ok(key) => Some(key),
                    Err(Some(unknown)) => return Err(Value::Unknown(Unknown::of([&unknown]))),
                    Err(None) => return Err(refused(context, at, EvaluationErrorKind::Key)),
                }
            }
        };
        let value = evaluate(loop_.result, context);
        match (&mut self.gathered, key) {
            (Gathered::List(items), _) => items.push(value),
            (Gathered::Grouped(entries), Some(key)) => entries.entry(key).or_default().push(value),
            (Gathered::Single(entries), Some(key)) => {
                if entries.insert(Arc::clone(&key), value).is_some() {
                    return Err(refused(context, span, EvaluationErrorKind::DuplicateKey(key)));
                }
            }
            (_, None) => {}
        }
        Ok(())
    }

    fn finish(self) -> Value {
        match self.gathered {
            Gathered::List(items) => Value::tuple(items),
            Gathered::Single(entries) => Value::Object(entries.into()),
            Gathered::Grouped(entries) => {
                Value::object(entries.into_iter().map(|(key, group)| (key, Value::tuple(group))))
            }
        }
    }
}

fn call(name: &str, arguments: List<'_, NodeId>, expand: bool, span: Span, context: &Context<'_>) -> Value {
    if let Some(value) = context.scope.call(name, arguments, span, context) {
        return value;
    }
    let name = name.strip_prefix("core::").unwrap_or(name);
    match name {
        "try" => return attempt(arguments, span, context),
        "can" => return can(arguments, span, context),
        "templatefile" => return template::from_file(arguments, span, context),
        "templatestring" => return template::from_string(arguments, span, context),
        _ => {}
    }
    let mut values: Vec<Value> = arguments.iter().map(|argument| evaluate(argument, context)).collect();
    if expand && let Some(last) = values.pop() {
        let (plain, sensitive) = last.unmark();
        match plain {
            Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
                if let Err(beyond) = context.spend(items.len() as u64, span) {
                    return beyond;
                }
                let mark = |item: &Value| if sensitive { item.clone().into_sensitive() } else { item.clone() };
                values.extend(items.iter().map(mark));
            }
            Value::Unknown(unknown) => return Value::Unknown(Unknown::of([unknown])),
            _ => return refused(context, span, EvaluationErrorKind::Expansion),
        }
    }
    if let Err(beyond) = context.spend(functions::work(name, &values), span) {
        return beyond;
    }
    let environment = functions::Metered::new(context.scope.environment());
    match functions::call(name, &values, &environment) {
        // Without a default, there may be no such key, and then another argument of `try` counts.
        Ok(Value::Unknown(unknown)) if context.attempted && name == "lookup" && values.len() == 2 => {
            Value::Unknown(Unknown::of([&unknown]))
        }
        Ok(value) => match context.spent(functions::work_done(name, &value, &environment), span) {
            Ok(()) => located(value, span),
            Err(beyond) => beyond,
        },
        Err(FunctionError::Limit(what)) => Value::Unknown(context.beyond(span, Limit::Function(what))),
        Err(error) => refused(context, span, EvaluationErrorKind::Function { name: name.into(), error }),
    }
}

/// A function does not know where it was called: an unknown that it makes is given the place of the call.
fn located(value: Value, span: Span) -> Value {
    match &value {
        Value::Unknown(unknown)
            if unknown.candidates().is_none() && unknown.causes().iter().all(|cause| cause.span.is_none()) =>
        {
            let causes = unknown.causes().iter().map(|cause| Unknown::new(Cause::at(cause.kind.clone(), span)));
            Value::Unknown(Unknown::of(&causes.collect::<Vec<_>>()))
        }
        _ => value,
    }
}

/// `try`: the first argument that can be evaluated.
fn attempt(arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Value {
    for argument in arguments.iter() {
        let (value, failed) = quietly(argument, context);
        match value {
            _ if failed => {}
            // It may still fail when it becomes known, and the next one be of another type.
            Value::Unknown(unknown) if unknown.candidates().is_none() => return Value::Unknown(unknown.without_type()),
            value => return value,
        }
    }
    refused(context, span, EvaluationErrorKind::Try)
}

/// `can`: whether its argument can be evaluated. An unknown may still fail when it becomes known.
fn can(arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Value {
    let (Some(argument), 1) = (arguments.get(0), arguments.len()) else {
        return refused(context, span, EvaluationErrorKind::Can);
    };
    let (value, failed) = quietly(argument, context);
    match value.as_unknown() {
        _ if failed => Value::Bool(false),
        Some(unknown) => {
            Value::Unknown(Unknown::of([unknown]).with_candidates(vec![Value::Bool(true), Value::Bool(false)]))
        }
        None => Value::Bool(true),
    }
}

/// Evaluates without reporting errors; tells whether there were some.
fn quietly(node: Node<'_>, context: &Context<'_>) -> (Value, bool) {
    let errors = std::cell::RefCell::default();
    let inner = Context { scope: context.scope, bindings: context.bindings.clone(), errors: &errors, attempted: true };
    let value = evaluate(node, &inner);
    let failed = !errors.borrow().is_empty();
    (value, failed)
}
