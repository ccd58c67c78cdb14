//! What can be wrong with a text.

use crate::source::Span;

/// A place that could not be read. Reading goes on after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: SyntaxErrorKind,
}

/// What is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// Too deep for the parser's limit.
    #[error("nested too deeply")]
    TooDeep,
}
