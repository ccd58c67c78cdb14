//! Why a value is refused, in words. Keys and paths are quoted only where the code itself writes them: the others are
//! values, and may be secret.

use fluent_bundle::FluentValue;

use super::{Argument, number, phrase, word};
use crate::evaluation::{
    ConvertError, ConvertErrorKind, EvaluationErrorKind, NumberError, OperatorError, PathStep, TemplateError,
    TypeErrorKind,
};
use crate::report::{Messages, arguments};

/// The words for what is wrong at one place.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) messages: &'a Messages,
    /// The code at that place.
    pub(super) written: &'a str,
}

impl Values<'_> {
    pub(super) fn say<const N: usize>(self, id: &str, given: [Argument; N]) -> String {
        self.messages.format(id, &arguments(given))
    }

    /// An English phrase of an error, as an argument.
    pub(super) fn phrase(self, english: &str) -> FluentValue<'static> {
        word(&phrase(english, self.messages))
    }

    fn is_written(self, name: &str) -> bool {
        !name.is_empty() && self.written.contains(name)
    }

    pub(super) fn evaluation(self, kind: &EvaluationErrorKind) -> String {
        match kind {
            EvaluationErrorKind::Function { name, error } => {
                self.say("evaluation-call", [("name", word(name)), ("problem", word(&self.function(error)))])
            }
            EvaluationErrorKind::Operator(error) => self.operator(error),
            EvaluationErrorKind::Conversion { name, error } => {
                self.say("evaluation-conversion", [("name", word(name)), ("problem", word(&self.conversion(error)))])
            }
            EvaluationErrorKind::Type(error) => self.of_type(error),
            EvaluationErrorKind::Undeclared(name) => self.say("evaluation-undeclared", [("name", word(name))]),
            EvaluationErrorKind::NotHere(name) => self.say("evaluation-not-here", [("name", word(name))]),
            EvaluationErrorKind::MissingArgument { call, argument } => {
                self.say("evaluation-missing-argument", [("call", word(call)), ("argument", word(argument))])
            }
            EvaluationErrorKind::UnsupportedArgument { call, argument } => {
                self.say("evaluation-unsupported-argument", [("call", word(call)), ("argument", word(argument))])
            }
            EvaluationErrorKind::GivenNoValue(name) => self.say("evaluation-given-no-value", [("name", word(name))]),
            EvaluationErrorKind::NullVariable(name) => self.say("evaluation-null-variable", [("name", word(name))]),
            EvaluationErrorKind::Count => self.say("evaluation-count", []),
            EvaluationErrorKind::ForEach => self.say("evaluation-for-each", []),
            EvaluationErrorKind::SensitiveForEach => self.say("evaluation-sensitive-for-each", []),
            EvaluationErrorKind::NotIterable => self.say("evaluation-iteration", []),
            EvaluationErrorKind::Key => self.say("evaluation-key", []),
            EvaluationErrorKind::DuplicateKey(_) => self.say("evaluation-duplicate-key", []),
            EvaluationErrorKind::Condition => self.say("evaluation-condition", []),
            EvaluationErrorKind::Cycle(name) => self.say("evaluation-cycle", [("name", word(name))]),
            EvaluationErrorKind::NoInstance(_) => self.say("evaluation-no-instance", []),
            EvaluationErrorKind::Try => self.say("evaluation-try", []),
            EvaluationErrorKind::Can => self.say("evaluation-can", []),
            EvaluationErrorKind::Expansion => self.say("evaluation-expansion", []),
            EvaluationErrorKind::Lookup => self.say("evaluation-lookup", []),
            EvaluationErrorKind::NoVersion(text) | EvaluationErrorKind::NoConstraint(text) => {
                self.say("evaluation-version", [("text", word(text))])
            }
            EvaluationErrorKind::Template { path, reason } => self.template(path, reason),
        }
    }

    fn template(self, path: &str, reason: &TemplateError) -> String {
        let reason = match reason {
            TemplateError::Arguments => self.say("template-arguments", []),
            TemplateError::NotAString => self.say("template-not-a-string", []),
            TemplateError::Syntax(kind) => {
                let argument = kind.argument().unwrap_or_default();
                self.say(kind.id(), [("argument", word(&argument))])
            }
            TemplateError::Evaluation(kind) if let EvaluationErrorKind::Undeclared(name) = &**kind => {
                self.say("template-variable", [("name", word(name))])
            }
            // What stands in the template does not stand in the code that calls it.
            TemplateError::Evaluation(kind) => Self { written: "", ..self }.evaluation(kind),
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        if self.is_written(name) {
            self.say("evaluation-template-file", [("name", word(name)), ("problem", word(&reason))])
        } else {
            self.say("evaluation-template", [("problem", word(&reason))])
        }
    }

    fn operator(self, error: &OperatorError) -> String {
        match error {
            OperatorError::Left(error) => self.say("operand-left", [("problem", word(&self.conversion(error)))]),
            OperatorError::Right(error) => self.say("operand-right", [("problem", word(&self.conversion(error)))]),
            OperatorError::NullOperand => self.say("operand-null", []),
            OperatorError::Number(error) => self.number(error),
            OperatorError::Branches(one, other) => {
                self.say("evaluation-branches", [("one", self.phrase(one)), ("other", self.phrase(other))])
            }
            OperatorError::NullInTemplate => self.say("interpolation-null", []),
            OperatorError::CollectionInTemplate(kind) => {
                self.say("interpolation-collection", [("kind", self.phrase(kind))])
            }
            OperatorError::NullTraversal => self.say("evaluation-null", []),
            OperatorError::NoAttributes(kind) => self.say("attribute-none", [("kind", self.phrase(kind))]),
            OperatorError::NoElements(kind) => self.say("element-none", [("kind", self.phrase(kind))]),
            OperatorError::MissingAttribute(name) if self.is_written(name) => {
                self.say("attribute-missing", [("name", word(name))])
            }
            OperatorError::MissingAttribute(_) => self.say("attribute-missing-unnamed", []),
            OperatorError::OutOfRange { length, .. } => self.say("index-out-of-range", [("count", number(*length))]),
            OperatorError::NotAnIndex => self.say("index-not-whole", []),
            OperatorError::NullKey => self.say("index-null", []),
            OperatorError::Key(error) => self.say("index-key", [("problem", word(&self.conversion(error)))]),
        }
    }

    pub(super) fn number(self, error: &NumberError) -> String {
        self.messages.text(match error {
            NumberError::Syntax => "number-syntax",
            NumberError::Magnitude => "number-magnitude",
            NumberError::DivisionByZero => "number-division-by-zero",
            NumberError::NotFinite => "number-not-finite",
        })
    }

    pub(super) fn conversion(self, error: &ConvertError) -> String {
        let why = match &error.kind {
            ConvertErrorKind::Mismatch { expected, found } => {
                self.say("convert-mismatch", [("expected", word(expected)), ("found", self.phrase(found))])
            }
            ConvertErrorKind::NotABool => self.say("convert-not-a-bool", []),
            ConvertErrorKind::Number(error) => self.say("convert-number", [("problem", word(&self.number(error)))]),
            ConvertErrorKind::MissingAttribute(name) => self.say("convert-missing-attribute", [("name", word(name))]),
            ConvertErrorKind::Length { expected, found } => {
                self.say("convert-length", [("expected", number(*expected)), ("found", number(*found))])
            }
            ConvertErrorKind::NoCommonType => self.say("convert-no-common-type", []),
        };
        let path: String = error.path.iter().map(|step| self.step(step)).collect();
        if path.is_empty() { why } else { self.say("convert-at", [("path", word(&path)), ("problem", word(&why))]) }
    }

    fn step(self, step: &PathStep) -> String {
        match step {
            PathStep::Attribute(name) if self.is_written(name) => format!(".{name}"),
            PathStep::Attribute(_) => ".…".to_owned(),
            PathStep::Key(key) if self.is_written(key) => format!("[\"{key}\"]"),
            PathStep::Key(_) => "[…]".to_owned(),
            PathStep::Index(index) => format!("[{index}]"),
        }
    }

    pub(super) fn of_type(self, error: &TypeErrorKind) -> String {
        match error {
            TypeErrorKind::NotAType => self.say("type-not-a-type", []),
            TypeErrorKind::Arguments(name, takes) => {
                self.say("type-arguments", [("name", word(*name)), ("takes", self.phrase(takes))])
            }
            TypeErrorKind::AttributeName => self.say("type-attribute-name", []),
            TypeErrorKind::DuplicateAttribute(name) => self.say("type-duplicate-attribute", [("name", word(name))]),
            TypeErrorKind::MisplacedOptional => self.say("type-misplaced-optional", []),
            TypeErrorKind::Default(error) => self.say("type-default", [("problem", word(&self.conversion(error)))]),
        }
    }
}
