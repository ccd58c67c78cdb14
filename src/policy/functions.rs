//! Functions that policies have beside those of Terraform.

use std::sync::Arc;

use jiff::civil::Date;

use super::constant::NoFiles;
use super::version::{Version, meets};
use crate::evaluation::functions::{self as terraform, FunctionError};
use crate::evaluation::{
    Cause, CauseKind, Context, EvaluationErrorKind, Type, Unknown, Value, computed_on, convert, evaluate, to_json,
};
use crate::source::Span;
use crate::syntax::{List, NodeId};

/// Tells whether an attribute is there, without evaluating it.
pub(super) const HAS: &str = "core::has";
/// Gives the resources of a type.
pub(super) const LOOK_UP: &str = "core::getresources";
/// Gives a data source.
pub(super) const READ: &str = "core::getdatasource";

/// All of them, with the number of their arguments.
const ALL: [(&str, usize); 10] = [
    (HAS, 2),
    (LOOK_UP, 2),
    (READ, 2),
    ("core::contains_substring", 2),
    ("core::gethttprequest", 2),
    ("core::plantimestamp", 0),
    ("core::regex_match", 2),
    ("core::semvercmp", 2),
    ("core::semverconstraint", 2),
    ("core::timestamp", 0),
];

/// Gives the text that a value is written as.
const TO_TEXT: &str = "core::valuetostring";

/// Whether `name` is one of them.
pub(super) fn is_known(name: &str) -> bool {
    name == TO_TEXT || ALL.iter().any(|(known, _)| *known == name)
}

/// What a call of one of them gives, those apart that depend on what is judged; `None` for a function of Terraform.
pub(super) fn call(
    name: &str,
    arguments: List<'_, NodeId>,
    span: Span,
    context: &Context<'_>,
    today: Date,
) -> Option<Value> {
    let refused = |kind: EvaluationErrorKind| {
        context.error(span, kind);
        Value::unknown(Cause::at(CauseKind::Error, span))
    };
    let plain = name.strip_prefix("core::")?;
    if !is_known(name) || name == HAS || name == LOOK_UP || name == READ {
        return None;
    }
    if let Err(error) = count(name, arguments.len()) {
        return Some(refused(EvaluationErrorKind::Function { name: plain.into(), error }));
    }
    let values: Vec<Value> = arguments.iter().map(|argument| evaluate(argument, context)).collect();
    let delegated = |name: &'static str, arguments: &[Value]| {
        terraform::call(name, arguments, &NoFiles)
            .map_err(|error| Box::new(EvaluationErrorKind::Function { name: plain.into(), error }))
    };
    let result = match (name, values.as_slice()) {
        ("core::contains_substring", _) => delegated("strcontains", &values),
        ("core::regex_match", [text, pattern]) => delegated("regexall", &[pattern.clone(), text.clone()])
            .and_then(|found| delegated("length", &[found]))
            .and_then(|length| {
                computed_on(&[length], |length| Ok(Value::Bool(length.first() != Some(&Value::int(0)))))
            }),
        ("core::semverconstraint", _) => computed_on(&values, |values| {
            let version = version(values.first())?;
            let constraint = text(values.get(1))?;
            let met = meets(&version, &constraint);
            met.map(Value::Bool).ok_or_else(|| Box::new(EvaluationErrorKind::NoConstraint(constraint)))
        }),
        ("core::semvercmp", _) => computed_on(&values, |values| {
            let order = version(values.first())?.cmp(&version(values.get(1))?);
            Ok(Value::int(order as i64))
        }),
        ("core::timestamp" | "core::plantimestamp", _) => Ok(now(plain, today, span)),
        (TO_TEXT, _) => computed_on(&values, |values| {
            Ok(match values.first().unwrap_or(&Value::Null) {
                Value::String(text) => Value::String(Arc::clone(text)),
                other => Value::text(&to_json(other).to_string()),
            })
        }),
        // No service is ever asked.
        _ => Ok(Value::unknown(Cause::at(CauseKind::UnsupportedFunction(plain.into()), span))),
    };
    Some(result.unwrap_or_else(|kind| refused(*kind)))
}

fn count(name: &str, given: usize) -> Result<(), FunctionError> {
    let (function, wanted) = ALL.into_iter().find(|(known, _)| *known == name).unwrap_or((TO_TEXT, 1));
    let function = function.strip_prefix("core::").unwrap_or(function);
    // What is never run takes anything.
    match given {
        _ if function == "gethttprequest" => Ok(()),
        given if given < wanted => Err(FunctionError::TooFewArguments { function, least: wanted, given }),
        given if given > wanted => Err(FunctionError::TooManyArguments { function, most: wanted, given }),
        _ => Ok(()),
    }
}

fn text(value: Option<&Value>) -> Result<Arc<str>, Box<EvaluationErrorKind>> {
    let value = value.unwrap_or(&Value::Null);
    match convert(value, &Type::String) {
        Ok(Value::String(text)) => Ok(text),
        Ok(_) => Err(Box::new(EvaluationErrorKind::NoVersion("null".into()))),
        Err(error) => Err(Box::new(EvaluationErrorKind::Conversion { name: "version".into(), error })),
    }
}

fn version(value: Option<&Value>) -> Result<Version, Box<EvaluationErrorKind>> {
    let text = text(value)?;
    Version::parse(&text).ok_or_else(|| Box::new(EvaluationErrorKind::NoVersion(text)))
}

/// `core::has(object, "attribute")`: whether the attribute is there and not null. What code does not write is not there.
pub(super) fn has(arguments: List<'_, NodeId>, context: &Context<'_>) -> Value {
    let (Some(object), Some(key)) = (arguments.get(0), arguments.get(1)) else { return Value::Bool(false) };
    let (object, key) = (evaluate(object, context), evaluate(key, context));
    match (object.unmark().0, key.as_str()) {
        (Value::Map(entries) | Value::Object(entries), Some(key)) => match (entries.get(key), entries.rest()) {
            (Some(value), _) => present(value),
            (None, Some(rest)) if is_unwritten(rest) => Value::Bool(false),
            (None, Some(rest)) => Value::Unknown(rest.clone()),
            (None, None) => Value::Bool(false),
        },
        (Value::Unknown(unknown), _) => Value::Unknown(Unknown::of([unknown])),
        _ => Value::Bool(false),
    }
}

/// Whether a value is there: neither absent nor null.
pub(super) fn present(value: &Value) -> Value {
    match value.unmark().0 {
        Value::Unknown(unknown) => Value::Unknown(Unknown::of([unknown])),
        value => Value::Bool(*value != Value::Null),
    }
}

fn is_unwritten(rest: &Unknown) -> bool {
    rest.causes().first().is_some_and(|cause| matches!(cause.kind, CauseKind::NotWritten(_)))
}

/// Some moment of the day of judgement: its first and last seconds, and hours between them. What they agree on is known.
fn now(name: &str, today: Date, span: Span) -> Value {
    let unknown = Unknown::new(Cause::at(CauseKind::ImpureFunction(name.into()), span)).with_type(Type::String);
    let hours = (0..24).step_by(2).map(|hour| format!("{today}T{hour:02}:00:00Z"));
    let moments = hours.chain([format!("{today}T23:59:59Z")]).map(Value::string);
    Value::Unknown(unknown.with_candidates(moments.collect()))
}
