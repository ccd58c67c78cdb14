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

/// Declares the kinds with their stable ids, so that none can be forgotten.
macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident $({ $field:ident: $type:ty })? = $id:literal, $message:literal;)+) => {
        /// What is wrong there, and what to do about it.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum SyntaxErrorKind {
            $(
                $(#[$meta])*
                #[error($message)]
                $name $({
                    /// What the text names there.
                    $field: $type
                })?,
            )+
        }

        impl SyntaxErrorKind {
            /// Every id, in the order of the kinds: what translations are checked against.
            pub const IDS: &[&str] = &[$($id),+];

            /// The stable name of this kind: the key of its translations.
            pub fn id(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $id,)+
                }
            }

            /// The name, marker or character that the message quotes, if it quotes one.
            pub fn argument(&self) -> Option<String> {
                match self {
                    $($(Self::$name { $field } => Some($field.to_string()),)?)+
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    /// Deeper than [`super::MAX_DEPTH`].
    TooDeep = "syntax-too-deep", "this is nested too deeply to be read; split it into local values or modules";
    /// A character that no construct uses.
    UnexpectedCharacter { character: String } = "syntax-unexpected-character", "the character `{character}` means nothing here; remove it";
    /// `'`
    SingleQuote = "syntax-single-quote", "strings are written between double quotes; replace `'` by `\"`";
    /// `&`, `|`, `^`, `~`
    UnsupportedOperator { operator: char } = "syntax-unsupported-operator", "`{operator}` is not an operator; logical operators are `&&`, `||` and `!`";
    /// No `"` before the end of line.
    UnclosedString = "syntax-unclosed-string", "this string is not closed on its line; add `\"`, write `\\n` for a line break, or use a heredoc";
    /// No line holds the marker.
    UnclosedHeredoc { marker: String } = "syntax-unclosed-heredoc", "this heredoc is not closed; write `{marker}` alone on a line after its text";
    /// The marker ends the file: Terraform wants a newline after it.
    HeredocAtEnd { marker: String } = "syntax-heredoc-at-end", "the end marker `{marker}` must be followed by a line break; add one at the end of the file";
    /// `<<` that opens no heredoc.
    HeredocOpening = "syntax-heredoc-opening", "a heredoc opens with `<<` and a name that ends the line, such as `<<EOT`";
    /// `/*` without `*/`.
    UnclosedComment = "syntax-unclosed-comment", "this comment is not closed; add `*/`";
    /// `${` or `%{` without `}`.
    UnclosedSequence = "syntax-unclosed-sequence", "this template sequence is not closed; add `}}`";
    /// Something between the expression and `}`.
    ExtraInSequence = "syntax-extra-in-sequence", "only one expression fits in a template sequence; close it with `}}` before this";
    /// `(`, `[` or `{` without its counterpart.
    UnclosedBracket { bracket: char } = "syntax-unclosed-bracket", "this `{bracket}` is never closed";
    /// A block that the end of the file closes.
    UnclosedBlock = "syntax-unclosed-block", "this block is never closed; add `}}` on a line of its own";
    /// A closing bracket too many.
    UnexpectedClosing { bracket: char } = "syntax-unexpected-closing", "this `{bracket}` closes nothing; remove it";
    /// After a backslash.
    InvalidEscape = "syntax-invalid-escape", "this escape does not exist; the escapes are \\n, \\r, \\t, \\\", \\\\, \\uNNNN and \\UNNNNNNNN";
    /// More than one dot, or an exponent out of reach.
    MalformedNumber = "syntax-malformed-number", "this number cannot be read; write digits with at most one decimal point and one exponent";
    /// No expression where one must be.
    MissingExpression = "syntax-missing-expression", "an expression must stand here";
    /// Text after the only expression of a text.
    ExtraAfterExpression = "syntax-extra-after-expression", "the expression ends before this; remove what follows";
    /// Two arguments on a line.
    MissingNewlineAfterArgument = "syntax-missing-newline-after-argument", "an argument ends its line; put what follows on the next one";
    /// Something after `}`.
    MissingNewlineAfterBlock = "syntax-missing-newline-after-block", "a block ends its line; put what follows its `}}` on the next one";
    /// The same argument twice in one body.
    DuplicateArgument { name: String } = "syntax-duplicate-argument", "the argument `{name}` is already set in this block; remove one of the two";
    /// What begins neither an argument nor a block.
    InvalidItem = "syntax-invalid-item", "an argument (`name = value`) or a block (`type {{`) must begin here";
    /// A name followed by neither `=` nor a block.
    InvalidArgument { name: String } = "syntax-invalid-argument", "`{name}` must be followed by `=` and a value, or by labels and `{{`";
    /// `"name" = …` in a body.
    QuotedArgument = "syntax-quoted-argument", "argument names are written without quotes";
    /// A label that is neither a name nor a string.
    InvalidLabel = "syntax-invalid-label", "labels are names or quoted strings, followed by `{{`";
    /// `${` in a label.
    TemplateInLabel = "syntax-template-in-label", "labels are literal; to write `$` or `%` before a brace, double it";
    /// The block's `{` is on another line.
    BraceOnNextLine = "syntax-brace-on-next-line", "the opening `{{` must be on the line of the block's type and labels";
    /// `a { b { } }`
    NestedBlockOnOneLine = "syntax-nested-block-on-one-line", "a block written on one line holds one argument at most; put the nested block on its own lines";
    /// `a { x = 1, y = 2 }`
    SeveralArgumentsOnOneLine = "syntax-several-arguments-on-one-line", "a block written on one line holds one argument at most; put each argument on its own line";
    /// `a { x = 1` and the rest below.
    OneLineBlockContinues = "syntax-one-line-block-continues", "a block that starts with an argument on its first line must close on that line";
    /// Between elements or arguments.
    MissingComma = "syntax-missing-comma", "a comma must separate these";
    /// Between items of an object.
    MissingItemSeparator = "syntax-missing-item-separator", "a comma or a line break must separate the items of an object";
    /// A key alone.
    MissingItemValue = "syntax-missing-item-value", "this key must be followed by `=` and a value";
    /// After `...`
    EllipsisNotLast = "syntax-ellipsis-not-last", "`...` must be the last thing before `)`";
    /// After `provider::`
    MissingCall = "syntax-missing-call", "a name with `::` is a function's; it must be followed by its arguments in parentheses";
    /// `a ? b`
    MissingElse = "syntax-missing-else", "a conditional needs a value for the other case: `condition ? value : value`";
    /// In a `for`.
    InvalidFor = "syntax-invalid-for", "a `for` is written `for name in collection : result` or `for key, name in collection : result`";
    /// `[for … : k => v]`
    KeyInTupleFor = "syntax-key-in-tuple-for", "`=>` is for objects; use braces, or give only a value";
    /// `[for … : v...]`
    GroupingInTupleFor = "syntax-grouping-in-tuple-for", "`...` groups the values of an object; use braces, or remove it";
    /// `{for … : v}`
    NoKeyInObjectFor = "syntax-no-key-in-object-for", "an object needs a key for each value: `{{for … : key => value}}`";
    /// After a dot.
    MissingAttributeName = "syntax-missing-attribute-name", "a name, an index or `*` must follow the dot";
    /// `.0.1.2`
    InvalidLegacyIndex = "syntax-invalid-legacy-index", "write these indices between brackets: `[0][1]`";
    /// `[*` without `]`.
    UnclosedSplat = "syntax-unclosed-splat", "`[*` must be closed by `]`";
    /// `%{ name }`
    UnknownDirective = "syntax-unknown-directive", "the directives of a template are if, else, endif, for and endfor";
    /// `%{ endif }` without `%{ if }`…
    UnexpectedDirective { name: String } = "syntax-unexpected-directive", "`%{{{name}}}` ends nothing that is open here";
    /// `%{ if }` without `%{ endif }`…
    UnclosedDirective { name: String } = "syntax-unclosed-directive", "`%{{{name}}}` is not closed by `%{{end{name}}}`";
    /// In JSON: nothing that is a value.
    JsonValue = "syntax-json-value", "a JSON value must stand here: an object, an array, a string, a number, true, false or null";
    /// In a JSON object.
    JsonKey = "syntax-json-key", "the name of a property must stand here, between double quotes";
    /// After the name of a JSON property.
    JsonColon = "syntax-json-colon", "`:` and a value must follow the name of a property";
    /// Before the closing bracket, in JSON.
    JsonTrailingComma = "syntax-json-trailing-comma", "JSON has no comma after the last element; remove it";
    /// No `"` before the end of line, or a control character, in JSON.
    JsonString = "syntax-json-string", "this string is not closed on its line; add `\"`, and write `\\n` for a line break";
    /// After a backslash, in JSON.
    JsonEscape = "syntax-json-escape", "this escape does not exist in JSON; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uNNNN";
    /// A JSON file that holds something else.
    JsonRoot = "syntax-json-root", "a file of JSON syntax holds an object, or an array of objects";
}

impl SyntaxErrorKind {
    /// The character where it can be seen, else its number in Unicode.
    pub(super) fn unexpected(character: char) -> Self {
        let visible =
            !character.is_control() && !character.is_whitespace() && character != '\u{feff}' && character != '\u{200b}';
        let character = if visible { character.to_string() } else { format!("U+{:04X}", u32::from(character)) };
        Self::UnexpectedCharacter { character }
    }
}
