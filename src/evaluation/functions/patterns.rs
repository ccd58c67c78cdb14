//! Regular expressions, in the syntax of Go's RE2.

use std::sync::Arc;

use regex::{Captures, Regex, RegexBuilder};

use super::MAX_BYTES;
use super::arguments::{Arguments, list, string};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::value::Value;

/// The most memory that a compiled pattern takes.
const MAX_COMPILED: usize = 4 << 20;

const PATTERN: &[Parameter] = &[Parameter::new("pattern", Kind::String), Parameter::new("string", Kind::String)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("regex", PATTERN, Kind::Any, |call| {
        let regex = compile(call.text(0), 0)?;
        let groups = Groups::of(&regex)?;
        let captures = regex.captures(call.text(1)).ok_or(Problem::NoMatch)?;
        groups.read(&captures)
    }),
    Function::new("regexall", PATTERN, Kind::List, |call| {
        let regex = compile(call.text(0), 0)?;
        let groups = Groups::of(&regex)?;
        let matches = regex.captures_iter(call.text(1)).map(|captures| groups.read(&captures));
        list(matches.collect::<Result<_, _>>()?)
    }),
    Function::new(
        "replace",
        &[
            Parameter::new("str", Kind::String),
            Parameter::new("substr", Kind::String),
            Parameter::new("replace", Kind::String),
        ],
        Kind::String,
        replace,
    ),
];

/// What a pattern's groups give: the whole match, a tuple of groups, or an object of named groups.
enum Groups {
    Whole,
    Numbered,
    Named(Vec<Arc<str>>),
}

impl Groups {
    fn of(regex: &Regex) -> Result<Self, Failure> {
        let groups: Vec<Option<&str>> = regex.capture_names().skip(1).collect();
        let named: Vec<Arc<str>> = groups.iter().flatten().map(|name| Arc::from(*name)).collect();
        match named.len() {
            0 if groups.is_empty() => Ok(Self::Whole),
            0 => Ok(Self::Numbered),
            count if count == groups.len() => Ok(Self::Named(named)),
            _ => Err(Problem::MixedGroups.at(0)),
        }
    }

    /// A group that took no part in the match is null.
    fn read(&self, captures: &Captures<'_>) -> Result<Value, Failure> {
        let group = |index| captures.get(index).map_or(Ok(Value::Null), |found| string(found.as_str()));
        match self {
            Self::Whole => group(0),
            Self::Numbered => (1..captures.len()).map(group).collect::<Result<_, _>>().map(Value::tuple),
            Self::Named(groups) => groups
                .iter()
                .zip(1..)
                .map(|(name, index)| Ok((Arc::clone(name), group(index)?)))
                .collect::<Result<Vec<_>, Failure>>()
                .map(Value::object),
        }
    }
}

fn compile(pattern: &str, argument: usize) -> Result<Regex, Failure> {
    RegexBuilder::new(&translate(pattern)).size_limit(MAX_COMPILED).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Problem::Limit("the size of a regular expression").into(),
        _ => Problem::Pattern.at(argument),
    })
}

/// The same pattern in the syntax of this crate. In RE2, classes such as `\d` are of ASCII, a brace that repeats nothing
/// stands for itself, and so does any escaped sign; classes have no operations.
fn translate(pattern: &str) -> String {
    let mut translated = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    let mut in_class = false;
    let mut class_start = false;
    while let Some(character) = rest.chars().next() {
        let following = rest.get(character.len_utf8()..).unwrap_or_default();
        let at_start = std::mem::take(&mut class_start);
        let mut taken = character.len_utf8();
        match character {
            '\\' => {
                let escaped = following.chars().next();
                taken += escaped.map_or(0, char::len_utf8);
                match (escaped, in_class) {
                    (Some('d'), false) => translated.push_str("[0-9]"),
                    (Some('d'), true) => translated.push_str("0-9"),
                    (Some('w'), false) => translated.push_str("[0-9A-Za-z_]"),
                    (Some('w'), true) => translated.push_str("0-9A-Za-z_"),
                    (Some('s'), false) => translated.push_str(r"[\t\n\f\r ]"),
                    (Some('s'), true) => translated.push_str(r"\t\n\f\r\x20"),
                    (Some('D'), _) => translated.push_str("[^0-9]"),
                    (Some('W'), _) => translated.push_str("[^0-9A-Za-z_]"),
                    (Some('S'), _) => translated.push_str(r"[^\t\n\f\r ]"),
                    (Some('b'), false) => translated.push_str(r"(?-u:\b)"),
                    (Some(sign @ ('<' | '>')), _) => translated.push(sign),
                    (Some(other), _) => {
                        translated.push('\\');
                        translated.push(other);
                    }
                    (None, _) => translated.push('\\'),
                }
            }
            '[' if !in_class => {
                in_class = true;
                class_start = true;
                translated.push('[');
                if following.starts_with('^') {
                    translated.push('^');
                    taken += 1;
                }
            }
            '[' if following.starts_with(':') => {
                let end = following.find(":]").map_or(0, |end| end + 2);
                translated.push('[');
                translated.push_str(following.get(..end).unwrap_or_default());
                taken += end;
            }
            '[' => translated.push_str(r"\["),
            // First in a class, it stands for itself.
            ']' if in_class && at_start => translated.push_str(r"\]"),
            ']' if in_class => {
                in_class = false;
                translated.push(']');
            }
            '&' | '~' if in_class => {
                translated.push('\\');
                translated.push(character);
            }
            '-' if in_class && following.starts_with('-') => translated.push_str(r"\-"),
            '{' if !in_class && !is_repetition(following) => translated.push_str(r"\{"),
            _ => translated.push(character),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    translated
}

/// Whether what follows `{` makes it a count: `2}`, `2,}` or `2,3}`.
fn is_repetition(following: &str) -> bool {
    let Some((inside, _)) = following.split_once('}') else {
        return false;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match inside.split_once(',') {
        Some((least, most)) => is_number(least) && (most.is_empty() || is_number(most)),
        None => is_number(inside),
    }
}

/// A text between slashes is a regular expression, any other is replaced as it stands.
fn replace(call: &Arguments<'_>) -> Result<Value, Failure> {
    let (text, searched, replacement) = (call.text(0), call.text(1), call.text(2));
    let pattern = searched.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let Some(pattern) = pattern else {
        let count = if searched.is_empty() { text.len() + 1 } else { text.matches(searched).count() };
        if count.saturating_mul(replacement.len()).saturating_add(text.len()) > MAX_BYTES {
            return Err(Problem::Limit("the length of a string").into());
        }
        return string(&text.replace(searched, replacement));
    };
    let regex = compile(pattern, 1)?;
    let mut replaced = String::new();
    let mut end = 0;
    for captures in regex.captures_iter(text) {
        let Some(found) = captures.get(0) else { continue };
        replaced.push_str(text.get(end..found.start()).unwrap_or_default());
        captures.expand(replacement, &mut replaced);
        end = found.end();
        if replaced.len() > MAX_BYTES {
            return Err(Problem::Limit("the length of a string").into());
        }
    }
    replaced.push_str(text.get(end..).unwrap_or_default());
    string(&replaced)
}
