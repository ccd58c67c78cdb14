//! What can be wrong with a policy. Every error has its place: a wrong policy is never half applied.

use std::fmt;

use crate::evaluation::functions::FunctionError;
use crate::evaluation::{ConvertError, EvaluationErrorKind, TypeErrorKind};
use crate::source::Span;
use crate::syntax::SyntaxErrorKind;

/// Something wrong in a policy file.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyError {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: PolicyErrorKind,
}

impl PolicyError {
    pub(super) fn new(span: Span, kind: PolicyErrorKind) -> Self {
        Self { span, kind }
    }
}

/// Names for people to choose from.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().collect::<Vec<&str>>().join(", ")
}

/// Names for people to choose from, and what they may follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// What stands before the dot, when they are those that may follow it.
    pub start: Option<String>,
    /// The names, separated by commas; empty when there are none.
    pub names: String,
}

impl From<String> for Within {
    fn from(names: String) -> Self {
        Self { start: None, names }
    }
}

impl fmt::Display for Within {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.start {
            Some(start) => write!(out, "in {start}: {}", self.names),
            None => out.write_str(shown(&self.names)),
        }
    }
}

/// Names to choose from, of which there may be none.
fn shown(names: &str) -> &str {
    if names.is_empty() { "none" } else { names }
}

/// What a resource type that there is not may mean.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TypeHint {
    /// This type.
    #[error("did you mean `{0}`?")]
    Near(String),
    /// None of this provider, whose types are known.
    #[error("there is no such type of {0}")]
    NoneOf(String),
}

/// Why a value does not fit an input.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum InputProblem {
    /// The type of the input is none.
    #[error("{0}")]
    Type(TypeErrorKind),
    /// It is not of the type of the input.
    #[error("{0}")]
    Conversion(ConvertError),
    /// What is given is no value.
    #[error("not a value of the language")]
    NoValue,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PolicyErrorKind {
    /// The file is not HCL there; the parser's words.
    #[error("{0}")]
    Syntax(SyntaxErrorKind),
    /// A block type that the language does not have.
    #[error("there is no block `{name}` here; known: {}", shown(.known))]
    UnknownBlock {
        /// As written.
        name: String,
        /// Those that may stand there.
        known: String,
    },
    /// An argument that the block does not have.
    #[error("there is no argument `{name}` in {block}; known: {}", shown(.known))]
    UnknownArgument {
        /// As written.
        name: String,
        /// The block.
        block: &'static str,
        /// Those that it has.
        known: String,
    },
    /// An argument that the block needs.
    #[error("{block} needs the argument `{name}`")]
    MissingArgument {
        /// The argument.
        name: &'static str,
        /// The block.
        block: &'static str,
    },
    /// Two arguments that say the same thing.
    #[error("`{0}` and `{1}` cannot stand together")]
    Conflict(&'static str, &'static str),
    /// The number of labels is wrong.
    #[error("{block} takes {expected} labels")]
    Labels {
        /// The block.
        block: &'static str,
        /// How many it takes.
        expected: usize,
    },
    /// A policy without `enforce` demands nothing.
    #[error("a policy needs at least one `enforce` block")]
    NoEnforcement,
    /// A kind of asset that does not exist.
    #[error("no asset is a `{name}`; known: {}", shown(.known))]
    UnknownSelector {
        /// As written.
        name: String,
        /// Those that exist.
        known: String,
    },
    /// Something that the assets of a kind do not have.
    #[error("no `{kind}` has `{name}`")]
    NotOfKind {
        /// As written.
        name: String,
        /// The kind.
        kind: String,
    },
    /// A function that looks up code, in a policy on assets.
    #[error("{0}() is for resource_policy, provider_policy and module_policy")]
    OnCodeOnly(String),
    /// A word where one of a few is expected.
    #[error("`{name}` must be one of {known}")]
    Choice {
        /// The argument.
        name: &'static str,
        /// What it may be.
        known: &'static str,
    },
    /// Not a text.
    #[error("`{0}` must be a text, or an object {{ fr = \"…\", en = \"…\" }}")]
    NotAWording(String),
    /// Not a list of texts.
    #[error("`{0}` must be a list of texts")]
    NotAList(&'static str),
    /// Two policies with the same id.
    #[error("the id `{0}` is already that of another policy")]
    DuplicateId(String),
    /// Two declarations of the same name.
    #[error("`{0}` is declared twice")]
    Duplicate(String),
    /// An id that is not made of capitals, digits and hyphens.
    #[error("the id `{0}` must be made of capitals, digits and hyphens")]
    BadId(String),
    /// A key that no text of law has.
    #[error("no text of law has the key `{0}`")]
    UnknownBasis(String),
    /// An id that no policy has.
    #[error("no policy has the id `{0}`")]
    UnknownPolicy(String),
    /// A reference to something that a policy does not see.
    #[error("`{name}` is not known here; known: {known}")]
    UnknownReference {
        /// As written.
        name: String,
        /// What is.
        known: Within,
    },
    /// A word that is no operation, or no word at all.
    #[error("`operations` must be a list of create, update and delete, with one of them at least")]
    Operations,
    /// What was before, of what may be new.
    #[error("prior_attrs is there only when `operations` leaves out create")]
    PriorAttributes,
    /// A type of a provider whose types are all known, that is none of them.
    #[error("no resource type that is known matches `{name}`: {hint}")]
    NoSuchType {
        /// As written.
        name: String,
        /// What may be meant.
        hint: TypeHint,
    },
    /// A value for an input that no policy declares.
    #[error("no policy declares the input `{name}`; known: {}", shown(.known))]
    NoSuchInput {
        /// As given.
        name: String,
        /// Those that are declared.
        known: String,
    },
    /// A policy file that a test names and that is not there.
    #[error("no policy file is called `{0}` here")]
    NoTarget(String),
    /// A test file that tests nothing.
    #[error("nothing is tested here: no policy looks at what this file gives")]
    NothingTested,
    /// A verdict that there is not.
    #[error("`expect` must be one of compliant, violation, undetermined, not-applicable")]
    Expectation,
    /// Not an object.
    #[error("`{0}` must be an object")]
    NotAnObject(&'static str),
    /// A mock of a resource that is neither there nor was.
    #[error("a resource needs `attrs`, or `prior_attrs` for what is destroyed")]
    NoAttributes,
    /// Not a day.
    #[error("`today` must be a day, as \"2026-11-24\"")]
    NotADay,
    /// What a policy asks of an asset that its mock does not say.
    #[error("the mock does not say what `{0}` is; write core::unknown() for what is not known")]
    NotMocked(String),
    /// A function without its prefix.
    #[error("functions are called with the prefix core::, as in core::{0}()")]
    Prefix(String),
    /// A function that does not exist.
    #[error("{0}")]
    NoSuchFunction(Box<FunctionError>),
    /// An input without value.
    #[error("the input `{0}` has neither a value nor a default")]
    InputWithoutValue(String),
    /// A value that does not fit the type of its input.
    #[error("the input `{name}`: {reason}")]
    Input {
        /// The input.
        name: String,
        /// Why it does not fit.
        reason: Box<InputProblem>,
    },
    /// An expression that cannot be evaluated.
    #[error("{0}")]
    Evaluation(Box<EvaluationErrorKind>),
    /// A filter or a condition that is neither true nor false.
    #[error("`{0}` must be true or false")]
    NotABool(&'static str),
}
