//! Reading YAML: the parser's events to a value, and what plain words mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use granit_parser::{Event, Options, Parser, ScalarStyle, StrInput, Tag};
use rustc_hash::FxHashMap;

use super::super::arguments::{check_elements, normalized};
use super::super::dates::read_yaml_moment;
use super::super::error::{Failure, Problem};
use crate::evaluation::number::{Number, NumberError};
use crate::evaluation::value::Value;

/// The most collections in collections.
const MAX_DEPTH: usize = 128;

/// The value of one document. An empty text is not one.
pub(in crate::evaluation::functions) fn decode(text: &str) -> Result<Value, Failure> {
    let mut options = Options::default();
    options.block_scalar_eof_without_line_feed = true;
    let parser = Parser::new_from_str_with_options(text, options);
    let mut reader = Reader { parser, anchors: FxHashMap::default(), elements: 0 };
    let mut found = None;
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            Event::StreamEnd => return found.ok_or_else(invalid),
            _ if found.is_some() => return Err(invalid()),
            event => found = Some(reader.node(event, 0)?),
        }
    }
}

fn invalid() -> Failure {
    Problem::Yaml.at(0)
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    /// What an alias stands for; nothing while that is being read.
    anchors: FxHashMap<usize, Option<Value>>,
    /// How many values were made, those of aliases included.
    elements: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Event<'t>, Failure> {
        loop {
            return match self.parser.next() {
                Some(Ok((Event::Comment(..), _))) => continue,
                Some(Ok((event, _))) => Ok(event),
                Some(Err(_)) => Err(invalid()),
                None => Ok(Event::StreamEnd),
            };
        }
    }

    fn node(&mut self, event: Event<'t>, depth: usize) -> Result<Value, Failure> {
        self.elements += 1;
        check_elements(self.elements)?;
        if depth > MAX_DEPTH {
            return Err(Problem::Limit("the depth of a document").into());
        }
        let (anchor, value) = match event {
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).cloned().flatten().ok_or_else(invalid)?;
                self.elements = self.elements.saturating_add(count(&value));
                check_elements(self.elements)?;
                return Ok(value);
            }
            Event::Scalar(text, style, anchor, tag) => (anchor, scalar(&text, style, tag.as_deref())?),
            Event::SequenceStart(_, anchor, tag) => {
                check_tag(tag.as_ref(), "seq")?;
                self.anchors.insert(anchor, None);
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => items.push(self.node(event, depth + 1)?),
                    }
                }
                (anchor, Value::tuple(items))
            }
            Event::MappingStart(_, anchor, tag) => {
                check_tag(tag.as_ref(), "map")?;
                self.anchors.insert(anchor, None);
                (anchor, self.mapping(depth)?)
            }
            _ => return Err(invalid()),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, Some(value.clone()));
        }
        Ok(value)
    }

    /// Of entries with the same key the last one counts; those of a merged mapping count as if they stood there.
    fn mapping(&mut self, depth: usize) -> Result<Value, Failure> {
        let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        loop {
            let event = self.next()?;
            let is_merge = match &event {
                Event::MappingEnd => return Ok(Value::Object(entries.into())),
                Event::Scalar(text, _, _, tag) => match tag {
                    None => text == "<<",
                    Some(tag) => tag.is_yaml_core_schema_tag("merge"),
                },
                _ => false,
            };
            let key = if is_merge { Value::Null } else { self.node(event, depth + 1)? };
            let event = self.next()?;
            let value = self.node(event, depth + 1)?;
            match key {
                Value::Null if is_merge => merge(&value, &mut entries)?,
                Value::String(key) => _ = entries.insert(key, value),
                Value::Number(number) => _ = entries.insert(number.to_string().into(), value),
                Value::Bool(flag) => _ = entries.insert(flag.to_string().into(), value),
                _ => return Err(invalid()),
            }
        }
    }
}

/// Puts the entries of `value`, a mapping, among `entries`.
fn merge(value: &Value, entries: &mut BTreeMap<Arc<str>, Value>) -> Result<(), Failure> {
    match value {
        Value::Object(merged) => {
            entries.extend(merged.iter().map(|(key, value)| (Arc::clone(key), value.clone())));
            Ok(())
        }
        _ => Err(invalid()),
    }
}

/// How many values stand in `value`.
fn count(value: &Value) -> usize {
    match value {
        Value::Tuple(items) => items.iter().map(count).fold(1, usize::saturating_add),
        Value::Object(entries) => entries.values().map(count).fold(1, usize::saturating_add),
        _ => 1,
    }
}

/// A collection takes no other tag than its own.
fn check_tag(tag: Option<&Cow<'_, Tag>>, own: &str) -> Result<(), Failure> {
    if tag.is_none_or(|tag| tag.is_yaml_core_schema_tag(own)) { Ok(()) } else { Err(invalid()) }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, Failure> {
    let string = || Value::String(normalized(text));
    let tag = match tag {
        None => None,
        Some(tag) => Some(tag.suffix_in_namespace("tag:yaml.org,2002:").ok_or_else(invalid)?),
    };
    match tag.as_deref() {
        // Quotes win over the tag.
        None | Some("bool" | "int" | "float" | "null" | "timestamp")
            if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) =>
        {
            Ok(string())
        }
        None if style != ScalarStyle::Plain => Ok(string()),
        None => Ok(plain(text)?.unwrap_or_else(string)),
        Some("str") => Ok(string()),
        Some("binary") => STANDARD.decode(text).map(|_| string()).map_err(|_| invalid()),
        Some("timestamp") => read_yaml_moment(text).map(Value::string).ok_or_else(invalid),
        Some(wanted @ ("bool" | "int" | "float" | "null")) => match (wanted, plain(text)?) {
            ("bool", Some(value @ Value::Bool(_)))
            | ("null", Some(value @ Value::Null))
            | ("int" | "float", Some(value @ Value::Number(_))) => Ok(value),
            _ => Err(invalid()),
        },
        Some(_) => Err(invalid()),
    }
}

/// What a plain word means: those of YAML 1.1 for bools, the numbers of YAML 1.2, dates. `None` when it is but a text.
fn plain(text: &str) -> Result<Option<Value>, Failure> {
    Ok(Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Value::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Value::Bool(false),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF" => {
            return Err(Problem::Limit("the size of a number").into());
        }
        ".nan" | ".NaN" | ".NAN" => return Err(invalid()),
        _ if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) => {
            return Ok(None);
        }
        _ => match read_yaml_moment(text) {
            Some(moment) => Value::string(moment),
            None => return number(text),
        },
    }))
}

fn number(text: &str) -> Result<Option<Value>, Failure> {
    let radix = |digits: &str, radix| {
        let read = num_bigint::BigInt::parse_bytes(digits.as_bytes(), radix);
        read.filter(|_| digits.bytes().all(|byte| byte.is_ascii_alphanumeric())).map(Number::from_integer)
    };
    let read = match (text.strip_prefix("0o"), text.strip_prefix("0x")) {
        (Some(digits), _) => radix(digits, 8),
        (_, Some(digits)) => radix(digits, 16),
        _ => Some(text.parse::<Number>()),
    };
    match read {
        Some(Ok(number)) => Ok(Some(Value::Number(number))),
        Some(Err(NumberError::Magnitude)) => Err(Problem::Limit("the size of a number").into()),
        _ => Ok(None),
    }
}
