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
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// Too many expressions or blocks inside one another.
    #[error("nested too deeply: more than 256 levels")]
    TooDeep,
    /// Neither an argument nor a block.
    #[error("an argument (name = value) or a block is expected here")]
    ExpectedItem,
    /// A quoted argument name.
    #[error("the name of an argument is written without quotes")]
    QuotedName,
    /// A name followed by neither `=`, a label nor `{`.
    #[error("after this name, \"=\" and a value or \"{{\" are expected")]
    ExpectedDefinition,
    /// A label that is not a name or a plain string.
    #[error("a label is a name or a string without interpolation")]
    InvalidLabel,
    /// The same argument twice.
    #[error("this argument is already set in the same block: an argument is set once")]
    DuplicateAttribute,
    /// Something after an argument on its line.
    #[error("a new line is expected after an argument")]
    ExpectedNewline,
    /// Something after a block on its line.
    #[error("a new line is expected after a block")]
    ExpectedNewlineAfterBlock,
    /// More than one argument, or a block, in a block on one line.
    #[error("a block on one line holds at most one argument and no block: write its contents on lines of their own")]
    SingleLineBlock,
    /// A block that never ends.
    #[error("this block is never closed: \"}}\" is missing")]
    UnclosedBlock,
    /// No expression where one is needed.
    #[error("an expression is expected here")]
    ExpectedExpression,
    /// A bracket that never ends.
    #[error("this is never closed: the matching bracket is missing")]
    UnclosedBracket,
    /// Two elements without a comma.
    #[error("a comma is missing between these elements")]
    ExpectedComma,
    /// An object item without `=` or `:`.
    #[error("in an object, a key is followed by \"=\" or \":\" and a value")]
    ExpectedItemValue,
    /// Two object items on one line without a comma.
    #[error("a comma or a new line is missing between these items")]
    ExpectedItemEnd,
    /// `?` without `:`.
    #[error("a conditional is written condition ? value : value")]
    IncompleteConditional,
    /// A `.` or `[` that leads nowhere.
    #[error("after a point, a name or a number is expected")]
    InvalidTraversal,
    /// `for` without `in`, `:` or a name.
    #[error("a for expression is written [for value in list : result] or {{for key, value in map : key => result}}")]
    InvalidFor,
    /// Something that is no part of the language.
    #[error("this character has no meaning here")]
    UnexpectedCharacter,
    /// `'`.
    #[error("strings are written between double quotes")]
    SingleQuote,
    /// A comment that never ends.
    #[error("this comment is never closed: \"*/\" is missing")]
    UnclosedComment,
    /// A string that never ends.
    #[error("this string is never closed: the ending quote is missing")]
    UnclosedString,
    /// A newline in a quoted string.
    #[error("a quoted string ends on its line: use \\n, or a heredoc")]
    NewlineInString,
    /// A backslash followed by something else than an escape.
    #[error("no such escape: \\n, \\r, \\t, \\\", \\\\, \\uNNNN and \\UNNNNNNNN are known")]
    InvalidEscape,
    /// An interpolation that never ends, or holds more than one expression.
    #[error("\"}}\" is expected at the end of this interpolation")]
    UnclosedInterpolation,
    /// A directive that is none.
    #[error("a directive is one of %{{ if }}, %{{ else }}, %{{ endif }}, %{{ for }} and %{{ endfor }}")]
    UnknownDirective,
    /// A directive that ends nothing, or is never ended.
    #[error("%{{ if }} ends with %{{ endif }} and %{{ for }} with %{{ endfor }}: one of them is missing")]
    UnbalancedDirective,
    /// A heredoc whose marker is not alone on its line, or never comes again.
    #[error("this heredoc is never closed: its marker is expected alone on a line")]
    UnclosedHeredoc,
    /// Something after the marker of a heredoc.
    #[error("a new line is expected after the marker of a heredoc")]
    HeredocMarker,
    /// A call that never ends, or whose arguments are not separated.
    #[error("arguments are separated by commas, and a call ends with \")\"")]
    InvalidCall,
    /// A number that is none: `1.`, `0x10`.
    #[error("this is not a number: digits, a point and digits, a power of ten")]
    InvalidNumber,
    /// A byte that is not UTF-8, outside a comment.
    #[error("this text is not UTF-8")]
    InvalidUtf8,
    /// Not JSON.
    #[error("this is not JSON")]
    InvalidJson,
    /// Not a JSON object where configurations need one.
    #[error("a configuration in JSON is an object")]
    JsonNotAnObject,
    /// Something after the end.
    #[error("nothing is expected after the end")]
    TrailingText,
}
