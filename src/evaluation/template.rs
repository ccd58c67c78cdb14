//! Templates: interpolation, directives, and the functions that evaluate a template of their own.

use super::expression::{count_of, elements, evaluate as evaluate_node, failed};
use super::functions::{Environment, not_read};
use super::limit::Limit;
use super::operators::to_template_string;
use super::scope::{Budget, Context, EvaluationErrorKind, Reference, Scope, TemplateError};
use super::{Cause, CauseKind, MAX_CANDIDATES, Type, Unknown, Value, convert};
use crate::source::{FileId, Span};
use crate::syntax::{List, NodeId, Part, RawPart, parse_template};

/// The longest string that a template may make, in bytes.
const MAX_LENGTH: usize = 16 << 20;

/// How many bytes are written in the time of one evaluation.
const BYTES_PER_WORK: usize = 32;

/// How many bytes are parsed in that time.
const BYTES_PER_TOKEN: usize = 4;

/// The longest beginning that is kept of a template whose rest is not known: an address tells its host before.
const MAX_PREFIX: usize = 512;

/// The value of a template. `"${x}"` alone is `x` itself, whatever its type.
pub(super) fn evaluate(parts: List<'_, RawPart>, span: Span, context: &Context<'_>) -> Value {
    if let (1, Some(Part::Interpolation(inner))) = (parts.len(), parts.get(0)) {
        return evaluate_node(inner, context);
    }
    let mut text = Text::default();
    write(parts, span, context, &mut text);
    text.finish(span, context)
}

/// A string in the making: one, several when parts have candidates, or none when a part is not known.
struct Text {
    candidates: Vec<String>,
    unknown: Vec<Unknown>,
    unbounded: bool,
    /// What it begins with, whatever follows.
    prefix: Option<String>,
    sensitive: bool,
    too_long: bool,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            candidates: vec![String::new()],
            unknown: Vec::new(),
            unbounded: false,
            prefix: None,
            sensitive: false,
            too_long: false,
        }
    }
}

impl Text {
    fn push(&mut self, text: &str, span: Span, context: &Context<'_>) {
        let bytes = text.len().saturating_mul(self.candidates.len());
        if let Err(limit) = context.scope.budget().spend((bytes / BYTES_PER_WORK) as u64) {
            return self.push_unknown(&context.beyond(span, limit), span, context);
        }
        for candidate in &mut self.candidates {
            if candidate.len() + text.len() > MAX_LENGTH {
                self.too_long = true;
                return;
            }
            candidate.push_str(text);
        }
    }

    fn push_unknown(&mut self, unknown: &Unknown, span: Span, context: &Context<'_>) {
        self.unknown.push(unknown.clone());
        if let ([start], None) = (self.candidates.as_slice(), &self.prefix)
            && unknown.candidates().is_none()
        {
            self.prefix = Some(start.chars().take(MAX_PREFIX).collect());
        }
        // Each of the texts so far is written anew for each candidate.
        let bytes: usize = self.candidates.iter().map(String::len).sum();
        if let Err(limit) = context.scope.budget().spend((bytes * MAX_CANDIDATES / BYTES_PER_WORK) as u64) {
            self.unknown.push(context.beyond(span, limit));
            self.unbounded = true;
            return;
        }
        let strings = unknown.candidates().map(|candidates| {
            candidates
                .iter()
                .map(|candidate| to_template_string(candidate).ok().and_then(|value| value.as_str().map(String::from)))
        });
        match strings.map(Iterator::collect::<Option<Vec<String>>>) {
            Some(Some(strings)) if strings.len() * self.candidates.len() <= MAX_CANDIDATES => {
                let longer =
                    |start: &String| strings.iter().map(move |end| format!("{start}{end}")).collect::<Vec<_>>();
                self.candidates = self.candidates.iter().flat_map(longer).collect();
            }
            _ => self.unbounded = true,
        }
    }

    fn finish(mut self, span: Span, context: &Context<'_>) -> Value {
        let value = if self.too_long {
            Value::Unknown(context.beyond(span, Limit::Text))
        } else if self.unknown.is_empty() {
            Value::text(&self.candidates.pop().unwrap_or_default())
        } else {
            let unknown = Unknown::of(&self.unknown).with_type(Type::String);
            let prefix = self.prefix.as_deref().filter(|prefix| !prefix.is_empty());
            Value::Unknown(if self.sensitive {
                unknown
            } else if self.unbounded {
                prefix.map_or_else(|| unknown.clone(), |prefix| unknown.with_prefix(prefix))
            } else {
                unknown.with_candidates(self.candidates.into_iter().map(Value::string).collect())
            })
        };
        if self.sensitive { value.into_sensitive() } else { value }
    }
}

fn write(parts: List<'_, RawPart>, span: Span, context: &Context<'_>, text: &mut Text) {
    for part in parts.iter() {
        if text.too_long {
            return;
        }
        match part {
            Part::Literal(literal) => text.push(literal, span, context),
            Part::Interpolation(inner) => {
                let value = evaluate_node(inner, context);
                interpolate(&value, inner.span(), context, text);
            }
            Part::If(condition, then, otherwise) => {
                let tested = evaluate_node(condition, context);
                text.sensitive |= tested.has_sensitive();
                match convert(tested.unmark().0, &Type::Bool) {
                    Ok(Value::Bool(true)) => interpolate(&evaluate_node(then, context), then.span(), context, text),
                    Ok(Value::Bool(false)) => {
                        if let Some(otherwise) = otherwise {
                            interpolate(&evaluate_node(otherwise, context), otherwise.span(), context, text);
                        }
                    }
                    Ok(Value::Unknown(unknown)) => {
                        let without = otherwise.map_or(Value::string(""), |node| evaluate_node(node, context));
                        let either =
                            Unknown::of([&unknown]).with_candidates(vec![evaluate_node(then, context), without]);
                        text.push_unknown(&either, condition.span(), context);
                    }
                    _ => {
                        context.error(condition.span(), EvaluationErrorKind::Condition);
                        text.push_unknown(
                            &Unknown::new(Cause::at(CauseKind::Error, condition.span())),
                            condition.span(),
                            context,
                        );
                    }
                }
            }
            Part::For(loop_) => {
                let collection = evaluate_node(loop_.collection, context);
                let (plain, sensitive) = collection.unmark();
                text.sensitive |= sensitive;
                if let Err(limit) = context.scope.budget().spend(count_of(plain)) {
                    let beyond = context.beyond(loop_.collection.span(), limit);
                    text.push_unknown(&beyond, loop_.collection.span(), context);
                    continue;
                }
                let Some(found) = elements(plain) else {
                    let unknown = plain.unknowns().unwrap_or_else(|| {
                        context.error(loop_.collection.span(), EvaluationErrorKind::NotIterable);
                        Unknown::new(Cause::at(CauseKind::Error, loop_.collection.span()))
                    });
                    text.push_unknown(&Unknown::of([&unknown]), loop_.collection.span(), context);
                    continue;
                };
                for (key, value) in found {
                    if text.too_long {
                        return;
                    }
                    if context.scope.budget().is_spent() {
                        let beyond = context.beyond(loop_.result.span(), Limit::Work);
                        text.push_unknown(&beyond, loop_.result.span(), context);
                        return;
                    }
                    let inner = match loop_.key {
                        Some(name) => context.with(name, key),
                        None => context.clone(),
                    };
                    let inner = inner.with(loop_.value, value);
                    interpolate(&evaluate_node(loop_.result, &inner), loop_.result.span(), context, text);
                }
            }
        }
    }
}

fn interpolate(value: &Value, span: Span, context: &Context<'_>, text: &mut Text) {
    text.sensitive |= value.has_sensitive();
    match to_template_string(value.unmark().0) {
        Ok(Value::String(string)) => text.push(&string, span, context),
        Ok(other) => match other.as_unknown() {
            Some(unknown) => text.push_unknown(unknown, span, context),
            None => text.push_unknown(&Unknown::new(Cause::at(CauseKind::Error, span)), span, context),
        },
        Err(error) => {
            context.error(span, error.into());
            text.push_unknown(&Unknown::new(Cause::at(CauseKind::Error, span)), span, context);
        }
    }
}

/// `templatefile(path, variables)`.
pub(super) fn from_file(arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Value {
    let values: Vec<Value> = arguments.iter().map(|argument| evaluate_node(argument, context)).collect();
    let [path, variables] = values.as_slice() else { return wrong(context, span, "", TemplateError::Arguments) };
    let (path, sensitive) = path.unmark();
    let result = match path {
        Value::String(path) => match context.scope.environment().read(path) {
            Ok(bytes) if context.scope.budget().spent((bytes.len() / BYTES_PER_TOKEN) as u64).is_err() => {
                Value::Unknown(context.beyond(span, Limit::Work))
            }
            Ok(bytes) => match std::str::from_utf8(&bytes) {
                Ok(text) => from_text(text, path, variables, span, context),
                Err(_) => wrong(context, span, path, TemplateError::NotAString),
            },
            Err(error) => Value::unknown(Cause::at(not_read(context.scope.environment(), path, &error), span)),
        },
        Value::Unknown(unknown) => Value::Unknown(Unknown::of([unknown])),
        _ => wrong(context, span, "", TemplateError::NotAString),
    };
    if sensitive { result.into_sensitive() } else { result }
}

/// `templatestring(template, variables)`.
pub(super) fn from_string(arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Value {
    let values: Vec<Value> = arguments.iter().map(|argument| evaluate_node(argument, context)).collect();
    let [template, variables] = values.as_slice() else {
        return wrong(context, span, "", TemplateError::Arguments);
    };
    let (template, sensitive) = template.unmark();
    let result = match template {
        Value::String(text) => match context.spend((text.len() / BYTES_PER_TOKEN) as u64, span) {
            Ok(()) => from_text(text, "templatestring", variables, span, context),
            Err(beyond) => beyond,
        },
        Value::Unknown(unknown) => Value::Unknown(Unknown::of([unknown])),
        _ => wrong(context, span, "", TemplateError::NotAString),
    };
    if sensitive { result.into_sensitive() } else { result }
}

fn wrong(context: &Context<'_>, span: Span, path: &str, reason: TemplateError) -> Value {
    context.error(span, EvaluationErrorKind::Template { path: path.into(), reason });
    failed(span)
}

fn from_text(text: &str, path: &str, variables: &Value, span: Span, context: &Context<'_>) -> Value {
    let (plain, sensitive) = variables.unmark();
    if let Value::Unknown(unknown) = plain {
        return Value::Unknown(Unknown::of([unknown]));
    }
    // The template is no file of the run: nothing in it is pointed at, its errors are told at the call.
    let tree = parse_template(FileId(u32::MAX), &text.into());
    if let Some(error) = tree.errors().first() {
        return wrong(context, span, path, TemplateError::Syntax(error.kind.clone()));
    }
    let errors = std::cell::RefCell::default();
    let scope = Variables { values: plain, outer: context.scope };
    let value = match tree.expression() {
        Some(node) => {
            evaluate_node(node, &Context { scope: &scope, bindings: None, errors: &errors, attempted: false })
        }
        None => Value::string(""),
    };
    if let Some(error) = errors.borrow().first() {
        return wrong(context, span, path, TemplateError::Evaluation(Box::new(error.kind.clone())));
    }
    let value = at_call(value, span);
    if sensitive { value.into_sensitive() } else { value }
}

/// Causes inside the template have no place in a file of the run.
fn at_call(value: Value, span: Span) -> Value {
    match value.unknowns() {
        None => value,
        Some(unknown) => {
            let moved = unknown.causes().iter().map(|cause| {
                let place = cause.span.filter(|place| place.file != FileId(u32::MAX)).unwrap_or(span);
                Unknown::new(Cause::at(cause.kind.clone(), place))
            });
            Value::Unknown(Unknown::of(&moved.collect::<Vec<_>>()).with_type(Type::String))
        }
    }
}

/// The scope of a template of its own: its variables and nothing else.
struct Variables<'a> {
    values: &'a Value,
    outer: &'a dyn Scope,
}

impl Scope for Variables<'_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let found = match self.values {
            Value::Map(entries) | Value::Object(entries) => entries.get(reference.root).cloned(),
            _ => None,
        };
        let value = found.unwrap_or_else(|| {
            reference.context.error(reference.span, EvaluationErrorKind::Undeclared(reference.root.into()));
            failed(reference.span)
        });
        (value, 0)
    }

    fn environment(&self) -> &dyn Environment {
        self.outer.environment()
    }

    fn budget(&self) -> &Budget {
        self.outer.budget()
    }
}
