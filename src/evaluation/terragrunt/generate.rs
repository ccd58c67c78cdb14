//! The files that Terragrunt writes beside a module: `generate` blocks and the backend of `remote_state`.

use super::VALUE;
use super::config::{Config, text};
use super::merge::Entries;
use super::reader::File;
use crate::evaluation::{Cause, CauseKind, Limit, Value, to_template_string};
use crate::source::Span;
use crate::syntax::{Composed, Expression, List, Node, Part, RawPart, Tree, parse};
use crate::terraform::ANY_PROVIDER;

/// What a file holds that is written.
pub(super) enum Content<'r> {
    /// A text, put together from pieces of a Terragrunt file.
    Composed(Composed),
    /// The text of a file, as it is.
    Pasted(File<'r>),
}

impl Content<'_> {
    /// How long it is.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Composed(composed) => composed.text().len(),
            Self::Pasted(file) => file.text().len(),
        }
    }

    /// The tree of the file; `json` says in which syntax.
    pub(super) fn parse(self, json: bool) -> Tree {
        match self {
            Self::Composed(composed) => composed.parse(json),
            Self::Pasted(file) => parse(file.tree().file(), file.text()),
        }
    }
}

/// Values that have no text, gathered while texts are composed.
#[derive(Default)]
pub(super) struct Values(pub(super) Vec<Value>);

impl Values {
    /// The expression that stands for `value` in what is written.
    fn refer(&mut self, value: Value) -> String {
        self.0.push(value);
        format!("terragrunt.{VALUE}{}", self.0.len() - 1)
    }
}

/// How many locals are followed to where a text is written.
const MAX_FOLLOWED: usize = 16;

/// What `contents` makes, or why that is not known.
pub(super) fn contents<'r>(node: Node<'_>, config: &Config<'_, 'r>, values: &mut Values) -> Result<Content<'r>, Cause> {
    let node = written(node, config, MAX_FOLLOWED);
    if let Some(file) = pasted(node, config) {
        return Ok(Content::Pasted(file));
    }
    let parts = match node.expression() {
        Expression::Template(parts) => Some(parts),
        Expression::String(_) => None,
        _ => return computed(node, config),
    };
    match heredoc(node, parts, config, values) {
        Some(composed) => Ok(Content::Composed(composed)),
        None => computed(node, config),
    }
}

/// The expression that gives the text of `node`: through locals and conditions that are known, so that a value inside
/// that is not known does not hide the rest.
fn written<'n>(node: Node<'n>, config: &'n Config<'_, '_>, left: usize) -> Node<'n> {
    let next = match node.expression() {
        Expression::Parenthesized(inner) => Some(inner),
        Expression::Conditional(condition, then, otherwise) => match config.value(condition).as_bool() {
            Some(true) => Some(then),
            Some(false) => Some(otherwise),
            None => None,
        },
        _ => config.local_of(node),
    };
    match (next, left.checked_sub(1)) {
        (Some(next), Some(left)) => written(next, config, left),
        _ => node,
    }
}

/// The file whose text `file("…")` pastes, if it is of native syntax and was not pasted together.
fn pasted<'r>(node: Node<'_>, config: &Config<'_, 'r>) -> Option<File<'r>> {
    let Expression::Call("file", arguments, false) = node.expression() else { return None };
    let path = config.value(arguments.get(0)?);
    let path = super::paths::resolve(config.file.directory(), path.as_str()?).ok()?;
    config.session.reader.open(&path).ok().filter(|file| !file.tree().is_json())
}

/// What is not written as a heredoc has one place: that of the whole expression.
fn computed<'r>(node: Node<'_>, config: &Config<'_, 'r>) -> Result<Content<'r>, Cause> {
    let span = node.span();
    let text = text(&config.value(node), span)?;
    let mut composed = Composed::new(config.file.tree().file());
    composed.compute(&text, span);
    Ok(Content::Composed(composed))
}

/// The same for a text that is a value already.
pub(super) fn from_value<'r>(value: &Value, span: Span) -> Result<Content<'r>, Cause> {
    let text = text(value, span)?;
    let mut composed = Composed::new(span.file);
    composed.compute(&text, span);
    Ok(Content::Composed(composed))
}

/// The text of a heredoc, copied from the file between its interpolations. Its indentation is kept: it means nothing in
/// what is written. `None` when it holds more than text and interpolations, or is no heredoc.
fn heredoc(
    node: Node<'_>,
    parts: Option<List<'_, RawPart>>,
    config: &Config<'_, '_>,
    values: &mut Values,
) -> Option<Composed> {
    let source = node.source();
    let marker = source.strip_prefix("<<")?.lines().next()?.trim_start_matches('-').trim();
    let start = source.find('\n')? + 1;
    let end = source.trim_end().strip_suffix(marker)?.rfind('\n')? + 1;
    let base = node.span().start;
    let at = |position: usize| base + u32::try_from(position).unwrap_or(u32::MAX);
    let mut composed = Composed::new(config.file.tree().file());
    let mut position = start;
    for part in parts.into_iter().flat_map(List::iter) {
        let inner = match part {
            Part::Literal(_) => continue,
            Part::Interpolation(inner) => inner,
            Part::If(..) | Part::For(_) => return None,
        };
        let span = inner.span();
        let (first, last) = (span.start.checked_sub(base)? as usize, span.end.checked_sub(base)? as usize);
        let open = source.get(position..first)?.trim_end().strip_suffix("${")?.len() + position;
        let after = source.get(last..)?;
        let close = last + (after.len() - after.trim_start().strip_prefix('}')?.len());
        copy(source.get(position..open)?, at(position), &mut composed);
        let value = config.value(inner);
        let place = Span::new(span.file, at(open), at(close));
        match to_template_string(&value) {
            Ok(Value::String(text)) => composed.compute(&text, place),
            _ => {
                let reference = values.refer(value);
                let quoted = if in_quotes(composed.text()) { format!("${{{reference}}}") } else { reference };
                composed.compute(&quoted, place);
            }
        }
        position = close;
    }
    copy(source.get(position..end.max(position))?, at(position), &mut composed);
    Some(composed)
}

/// Copies `text`, where `$${` and `%%{` stand for what they escape.
fn copy(text: &str, from: u32, composed: &mut Composed) {
    let mut from = from;
    let mut rest = text;
    while let Some(found) = ["$${", "%%{"].iter().filter_map(|escape| rest.find(escape)).min() {
        let (before, after) = rest.split_at(found);
        composed.copy(before, from);
        from += u32::try_from(found + 1).unwrap_or(u32::MAX);
        rest = after.get(1..).unwrap_or_default();
        // What is left of it is copied as it is.
        let (escaped, after) = rest.split_at(2.min(rest.len()));
        composed.copy(escaped, from);
        from += u32::try_from(escaped.len()).unwrap_or(u32::MAX);
        rest = after;
    }
    composed.copy(rest, from);
}

/// Whether the last line of `text` leaves a string open.
fn in_quotes(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or(text);
    let mut escaped = false;
    let mut open = false;
    for character in line.chars() {
        match character {
            '\\' if open => escaped = !escaped,
            '"' if !escaped => open = !open,
            _ => escaped = false,
        }
    }
    open
}

/// The `terraform` block that says where `remote_state` keeps the state: a backend of type `of_type`, at `header`.
pub(super) fn backend(of_type: &str, header: Span, mut arguments: Entries, values: &mut Values) -> Composed {
    let mut composed = Composed::new(header.file);
    let mut quoted = String::new();
    write_string(of_type, &mut quoted);
    composed.compute("terraform {\n", header);
    composed.compute(&format!("backend {quoted} "), header);
    composed.compute("{\n", header);
    if let Some((unknown, span)) = arguments.rest {
        // Each argument that tells where the state is may be among those that are not known.
        for name in ["region", "endpoint", "address", "hostname"] {
            arguments.values.entry(name.into()).or_insert_with(|| (Value::Unknown(unknown.clone()), span));
        }
    }
    for (name, (value, span)) in arguments.values {
        write_argument(&name, value, span, values, &mut composed);
    }
    composed.compute("}\n}\n", header);
    composed
}

/// Arguments that say where a provider's resources are and whom it talks to.
const PROVIDER_ARGUMENTS: [&str; 16] = [
    "address",
    "api_endpoint",
    "api_url",
    "auth_url",
    "base_url",
    "endpoint",
    "endpoints",
    "environment",
    "host",
    "hostname",
    "location",
    "metadata_host",
    "region",
    "universe_domain",
    "url",
    "zone",
];

/// A provider configuration of which nothing is known, because of `cause` at `span`.
pub(super) fn unknown_provider(cause: Cause, span: Span, values: &mut Values) -> Composed {
    let value = Value::unknown(cause);
    let mut composed = Composed::new(span.file);
    composed.compute(&format!("provider \"{ANY_PROVIDER}\" "), span);
    composed.compute("{\n", span);
    for name in PROVIDER_ARGUMENTS {
        write_argument(name, value.clone(), span, values, &mut composed);
    }
    composed.compute("}\n", span);
    composed
}

fn write_argument(name: &str, value: Value, span: Span, values: &mut Values, composed: &mut Composed) {
    let named =
        !name.is_empty() && name.chars().all(|character| character.is_alphanumeric() || "_-".contains(character));
    if !named {
        return;
    }
    let mut text = String::new();
    write_value(value, values, &mut text);
    if text.len() > MAX_WRITTEN {
        text = values.refer(Value::unknown(Cause::at(CauseKind::Limit(Limit::Size), span)));
    }
    composed.compute(&format!("{name} = "), span);
    composed.compute(&text, span);
    composed.compute("\n", span);
}

/// The longest text that is written for a value, which may be far larger than what makes it.
const MAX_WRITTEN: usize = 1 << 20;

/// Writes `value` as an expression.
fn write_value(value: Value, values: &mut Values, text: &mut String) {
    if text.len() > MAX_WRITTEN {
        text.push_str("null");
        return;
    }
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if value { "true" } else { "false" }),
        Value::String(string) => write_string(&string, text),
        Value::Number(_) => match to_template_string(&value) {
            Ok(Value::String(number)) => text.push_str(&number),
            _ => text.push_str("null"),
        },
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
            text.push('[');
            for item in items.iter() {
                write_value(item.clone(), values, text);
                text.push_str(", ");
            }
            text.push(']');
        }
        Value::Map(entries) | Value::Object(entries) => {
            text.push('{');
            for (key, value) in entries.iter() {
                write_string(key, text);
                text.push_str(" = ");
                write_value(value.clone(), values, text);
                text.push_str(", ");
            }
            text.push('}');
        }
        Value::Unknown(_) | Value::Sensitive(_) => text.push_str(&values.refer(value)),
    }
}

fn write_string(string: &str, text: &mut String) {
    text.push('"');
    let mut characters = string.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '$' | '%' if characters.peek() == Some(&'{') => text.extend([character, character]),
            character => text.push(character),
        }
    }
    text.push('"');
}
