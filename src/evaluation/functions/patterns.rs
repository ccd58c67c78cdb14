//! Regular expressions, in the syntax of Go's RE2.

use std::sync::Arc;

use regex::{Captures, Regex, RegexBuilder};

use super::MAX_BYTES;
use super::arguments::{Arguments, check_elements, list, string};
use super::error::{Failure, Problem};
use super::signature::{Cost, Function, Kind, Parameter};
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
    })
    .costing(Cost::Pattern(0)),
    Function::new("regexall", PATTERN, Kind::List, |call| {
        let regex = compile(call.text(0), 0)?;
        let groups = Groups::of(&regex)?;
        let mut found = Vec::new();
        for captures in regex.captures_iter(call.text(1)) {
            found.push(groups.read(&captures)?);
            check_elements(found.len() * regex.captures_len())?;
        }
        list(found)
    })
    .costing(Cost::Pattern(0)),
    Function::new(
        "replace",
        &[
            Parameter::new("str", Kind::String),
            Parameter::new("substr", Kind::String),
            Parameter::new("replace", Kind::String),
        ],
        Kind::String,
        replace,
    )
    .costing(Cost::Pattern(1)),
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
    let translated = translate(pattern).ok_or_else(|| Problem::Pattern.at(argument))?;
    RegexBuilder::new(&translated).size_limit(MAX_COMPILED).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Problem::Limit("the size of a regular expression").into(),
        _ => Problem::Pattern.at(argument),
    })
}

/// The same pattern in the syntax of this crate. In RE2, classes such as `\d` are of ASCII, a brace that repeats nothing
/// stands for itself, and so does any escaped sign; classes have no operations.
///
/// `None` for what RE2 does not take: a repetition of a repetition, flags of its own making.
fn translate(pattern: &str) -> Option<String> {
    let mut translated = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    let mut in_class = false;
    let mut class_start = false;
    // What the next sign would repeat: nothing that is repeated already, except to make it lazy.
    let mut repeated = 0;
    while let Some(character) = rest.chars().next() {
        let following = rest.get(character.len_utf8()..).unwrap_or_default();
        let at_start = std::mem::take(&mut class_start);
        let repeats =
            !in_class && (matches!(character, '*' | '+' | '?') || character == '{' && is_repetition(following));
        repeated = match repeats {
            false => 0,
            true if repeated == 0 => 1,
            true if repeated == 1 && character == '?' => 2,
            true => return None,
        };
        if !in_class && character == '(' && !has_known_flags(following) {
            return None;
        }
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
                    (Some('Q'), false) => {
                        let quoted = following.get(1..).unwrap_or_default();
                        let (text, _) = quoted.split_once("\\E").unwrap_or((quoted, ""));
                        translated.push_str(&regex::escape(text));
                        taken += text.len() + if text.len() < quoted.len() { 2 } else { 0 };
                    }
                    (Some(letter @ ('p' | 'P' | 'x')), _)
                        if following.get(1..).is_some_and(|rest| rest.starts_with('{')) =>
                    {
                        let name = following.get(1..).and_then(|rest| rest.split_once('}'))?.0;
                        translated.push_str(&format!("\\{letter}{name}}}"));
                        taken += name.len() + 1;
                    }
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
        // The sign that a count ends with does not repeat anything.
        if repeats && character == '{' {
            let end = following.find('}')?;
            translated.push_str(following.get(..=end)?);
            taken += end + 1;
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    Some(translated)
}

/// Whether what follows `(` is a group that RE2 has too: of flags, it knows `i`, `m`, `s` and `U`.
fn has_known_flags(following: &str) -> bool {
    let Some(flags) = following.strip_prefix('?') else { return true };
    let end = flags.find([':', ')', '<']).unwrap_or(flags.len());
    let flags = flags.get(..end).unwrap_or_default();
    flags == "P" || flags.chars().all(|flag| matches!(flag, 'i' | 'm' | 's' | 'U' | '-'))
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
        // Each reference to a group puts some of the match there.
        let longest = replacement.matches('$').count().saturating_mul(found.len()).saturating_add(replacement.len());
        if longest > MAX_BYTES {
            return Err(Problem::Limit("the length of a string").into());
        }
        captures.expand(replacement, &mut replaced);
        end = found.end();
        if replaced.len() > MAX_BYTES {
            return Err(Problem::Limit("the length of a string").into());
        }
    }
    replaced.push_str(text.get(end..).unwrap_or_default());
    string(&replaced)
}
