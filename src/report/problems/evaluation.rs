//! Values that Terraform would refuse.

use rustc_hash::FxHashMap;

use super::values::Values;
use super::{Teller, Told};
use crate::evaluation::functions::FunctionError;
use crate::evaluation::{EvaluationError, EvaluationErrorKind, OperatorError};
use crate::report::{Diagnostic, FactLine, Messages, Severity};
use crate::source::{Sources, Span};

/// Tells `errors`: each place once for each thing that is wrong there, however many instances are evaluated at it; what one
/// line of a variable file makes wrong in several places, once.
pub fn evaluation(errors: &[EvaluationError], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut errors: Vec<&EvaluationError> = errors.iter().collect();
    errors.sort_by_key(|error| (error.span, code(&error.kind), given_at(error)));
    errors.dedup_by_key(|error| (error.span, code(&error.kind), given_at(error)));
    let mut together: Vec<(&EvaluationError, Vec<Span>)> = Vec::new();
    let mut of_origin: FxHashMap<(Span, &str), usize> = FxHashMap::default();
    for error in errors {
        let known =
            given_at(error).map(|origin| *of_origin.entry((origin, code(&error.kind))).or_insert(together.len()));
        match known.and_then(|index| together.get_mut(index)) {
            Some((_, others)) => others.push(error.span),
            None => together.push((error, Vec::new())),
        }
    }
    let mut previous = None;
    let tell = |(error, others): (&EvaluationError, Vec<Span>)| {
        // The same follows from all of them: once a file is enough.
        let first = previous.replace(error.span.file) != Some(error.span.file);
        let inside = |span: Span| (span.file.0 as usize) < sources.len();
        let written = if inside(error.span) { sources.text(error.span) } else { "" };
        let code = code(&error.kind);
        let origin = error.origin.as_ref().filter(|origin| inside(origin.span));
        let given =
            origin.map(|origin| FactLine::new("given-label", origin.variable.to_string(), Some(origin.span), messages));
        let consequence = first.then(|| teller.consequence("consequence-evaluation"));
        let facts = given.into_iter().chain(teller.also(&others)).chain(consequence).collect();
        let told = Told {
            code,
            severity: Severity::Warning,
            place: Some(error.span),
            about: String::new(),
            title: Values { messages, written }.evaluation(&error.kind),
            facts,
            remedy: vec![messages.text(remedy(&error.kind).unwrap_or(&format!("{code}-remedy")))],
        };
        teller.diagnostic(told)
    };
    together.into_iter().map(tell).collect()
}

/// Where the value that an error is about was given, when that stands in no module.
fn given_at(error: &EvaluationError) -> Option<Span> {
    error.origin.as_ref().map(|origin| origin.span)
}

/// What to do about an error that is not mended as the others of its code are.
fn remedy(kind: &EvaluationErrorKind) -> Option<&'static str> {
    match kind {
        EvaluationErrorKind::Operator(OperatorError::NullInTemplate) => Some("evaluation-null-remedy"),
        _ => None,
    }
}

fn code(kind: &EvaluationErrorKind) -> &'static str {
    match kind {
        EvaluationErrorKind::Function { error, .. } => match error {
            FunctionError::NoSuchFunction { .. } => "evaluation-no-such-function",
            FunctionError::TooFewArguments { .. } | FunctionError::TooManyArguments { .. } => {
                "evaluation-function-arguments"
            }
            FunctionError::Argument { .. } | FunctionError::Failed { .. } | FunctionError::Limit(_) => {
                "evaluation-function"
            }
        },
        EvaluationErrorKind::Operator(error) => match error {
            OperatorError::Left(_)
            | OperatorError::Right(_)
            | OperatorError::NullOperand
            | OperatorError::Number(_) => "evaluation-operand",
            OperatorError::Branches(..) => "evaluation-branches",
            OperatorError::NullInTemplate | OperatorError::CollectionInTemplate(_) => "evaluation-interpolation",
            OperatorError::NullTraversal => "evaluation-null",
            OperatorError::NoAttributes(_) | OperatorError::NoElements(_) | OperatorError::MissingAttribute(_) => {
                "evaluation-attribute"
            }
            OperatorError::OutOfRange { .. }
            | OperatorError::NotAnIndex
            | OperatorError::NullKey
            | OperatorError::Key(_) => "evaluation-index",
        },
        EvaluationErrorKind::Conversion { .. } => "evaluation-conversion",
        EvaluationErrorKind::Type(_) => "evaluation-type",
        EvaluationErrorKind::Undeclared(_) => "evaluation-undeclared",
        EvaluationErrorKind::NotHere(_) => "evaluation-not-here",
        EvaluationErrorKind::MissingArgument { .. } => "evaluation-missing-argument",
        EvaluationErrorKind::UnsupportedArgument { .. } => "evaluation-unsupported-argument",
        EvaluationErrorKind::GivenNoValue(_) => "evaluation-given-no-value",
        EvaluationErrorKind::NullVariable(_) => "evaluation-null-variable",
        EvaluationErrorKind::Count => "evaluation-count",
        EvaluationErrorKind::ForEach => "evaluation-for-each",
        EvaluationErrorKind::SensitiveForEach => "evaluation-sensitive-for-each",
        EvaluationErrorKind::NotIterable => "evaluation-iteration",
        EvaluationErrorKind::Key => "evaluation-key",
        EvaluationErrorKind::DuplicateKey(_) => "evaluation-duplicate-key",
        EvaluationErrorKind::Condition => "evaluation-condition",
        EvaluationErrorKind::Cycle(_) => "evaluation-cycle",
        EvaluationErrorKind::NoInstance(_) => "evaluation-no-instance",
        EvaluationErrorKind::Try => "evaluation-try",
        EvaluationErrorKind::Can => "evaluation-can",
        EvaluationErrorKind::Expansion => "evaluation-expansion",
        EvaluationErrorKind::Lookup => "evaluation-lookup",
        EvaluationErrorKind::NoVersion(_) | EvaluationErrorKind::NoConstraint(_) => "evaluation-version",
        EvaluationErrorKind::Template { .. } => "evaluation-template",
    }
}
