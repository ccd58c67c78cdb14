//! Values that Terraform would refuse.

use super::values::Values;
use super::{Teller, Told};
use crate::evaluation::functions::FunctionError;
use crate::evaluation::{EvaluationError, EvaluationErrorKind, OperatorError};
use crate::report::{Diagnostic, Messages, Severity};
use crate::source::Sources;

/// Tells `errors`: each place once for each thing that is wrong there, however many instances are evaluated at it.
pub fn evaluation(errors: &[EvaluationError], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut errors: Vec<&EvaluationError> = errors.iter().collect();
    errors.sort_by_key(|error| (error.span, code(&error.kind)));
    errors.dedup_by_key(|error| (error.span, code(&error.kind)));
    let mut previous = None;
    let tell = |error: &EvaluationError| {
        // The same follows from all of them: once a file is enough.
        let first = previous.replace(error.span.file) != Some(error.span.file);
        let inside = (error.span.file.0 as usize) < sources.len();
        let written = if inside { sources.text(error.span) } else { "" };
        let code = code(&error.kind);
        let told = Told {
            code,
            severity: Severity::Warning,
            place: Some(error.span),
            about: String::new(),
            title: Values { messages, written }.evaluation(&error.kind),
            facts: first.then(|| teller.consequence("consequence-evaluation")).into_iter().collect(),
            remedy: vec![messages.text(&format!("{code}-remedy"))],
        };
        teller.diagnostic(told)
    };
    errors.into_iter().map(tell).collect()
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
