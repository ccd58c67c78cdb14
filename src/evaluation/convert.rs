//! Conversion of values to types, by Terraform's rules.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::number::{Number, NumberError};
use super::open::Open;
use super::types::{ObjectAttribute, Type};
use super::unify::unify_all;
use super::unknown::Unknown;
use super::value::{Mapping, Sequence, Value};

/// A value that cannot become of the type that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ConvertError {
    /// Where in the value.
    pub path: Vec<PathStep>,
    /// Why.
    pub kind: ConvertErrorKind,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// An attribute of an object.
    Attribute(Arc<str>),
    /// A key of a map.
    Key(Arc<str>),
    /// An element of a list, tuple or set.
    Index(usize),
}

/// Why a value does not convert.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ConvertErrorKind {
    /// The value is of another kind.
    #[error("{expected} is required, not {found}")]
    Mismatch {
        /// The type that is asked for, as Terraform writes it.
        expected: String,
        /// What the value is.
        found: &'static str,
    },
    /// A string that is not a bool.
    #[error("a bool is required: \"true\" or \"false\"")]
    NotABool,
    /// A string that is not a number, or a number too large.
    #[error("a number is required: {0}")]
    Number(NumberError),
    /// An attribute that must be there is not.
    #[error("the attribute \"{0}\" is required")]
    MissingAttribute(Arc<str>),
    /// A tuple of another length.
    #[error("a tuple of {expected} elements is required, not of {found}")]
    Length {
        /// How many elements the type has.
        expected: usize,
        /// How many the value has.
        found: usize,
    },
    /// The elements of a list, set or map have no type in common.
    #[error("all elements must have the same type")]
    NoCommonType,
}

impl fmt::Display for ConvertError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.path {
            match step {
                PathStep::Attribute(name) => write!(formatter, ".{name}")?,
                PathStep::Key(key) => write!(formatter, "[{key:?}]")?,
                PathStep::Index(index) => write!(formatter, "[{index}]")?,
            }
        }
        if !self.path.is_empty() {
            formatter.write_str(": ")?;
        }
        self.kind.fmt(formatter)
    }
}

impl std::error::Error for ConvertError {}

/// `value` as a value of `of_type`. Null stays null, unknown stays unknown with the type, and marks keep their depth.
/// The defaults of optional attributes are applied, also in place of null.
pub fn convert(value: &Value, of_type: &Type) -> Result<Value, ConvertError> {
    Conversion::new(false).finish(|conversion| conversion.run(value, of_type))
}

/// `value` as a value of the type `common` that it was found to have in common with others. An unknown without a type may
/// have made `common` another one, so that it stays as it is; only a string stays the common type whatever is added.
pub(super) fn convert_to_common(value: &Value, common: &Type) -> Result<Value, ConvertError> {
    Conversion::new(true).finish(|conversion| conversion.run(value, common))
}

struct Conversion {
    path: Vec<PathStep>,
    /// Whether the type is the common one of several values, some of which may be unknown.
    common: bool,
}

type Outcome<T> = Result<T, ConvertErrorKind>;

impl Conversion {
    fn new(common: bool) -> Self {
        Self { path: Vec::new(), common }
    }

    /// What `run` gives; a step that fails leaves its path standing.
    fn finish(mut self, run: impl FnOnce(&mut Self) -> Outcome<Value>) -> Result<Value, ConvertError> {
        run(&mut self).map_err(|kind| ConvertError { path: self.path, kind })
    }

    fn step<T>(&mut self, step: PathStep, inner: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        self.path.push(step);
        let result = inner(self)?;
        self.path.pop();
        Ok(result)
    }

    fn run(&mut self, value: &Value, of_type: &Type) -> Outcome<Value> {
        match (value, of_type) {
            (_, Type::Any) | (Value::Null, _) => Ok(value.clone()),
            (Value::Sensitive(inner), _) => self.run(inner, of_type).map(Value::into_sensitive),
            (Value::Unknown(unknown), _) if self.common && unknown.of_type().is_none() && *of_type != Type::String => {
                Ok(value.clone())
            }
            (Value::Unknown(unknown), _) => match unknown.of_type() {
                Some(known) if never_converts(known, of_type) => {
                    Err(ConvertErrorKind::Mismatch { expected: of_type.to_string(), found: kind_of(value) })
                }
                _ => Ok(settled(unknown, convert_unknown(unknown, of_type))),
            },
            (Value::String(_), Type::String) | (Value::Number(_), Type::Number) | (Value::Bool(_), Type::Bool) => {
                Ok(value.clone())
            }
            (Value::Number(number), Type::String) => Ok(Value::string(number.to_string())),
            (Value::Bool(flag), Type::String) => Ok(Value::string(if *flag { "true" } else { "false" })),
            (Value::String(text), Type::Number) => {
                text.parse::<Number>().map(Value::Number).map_err(ConvertErrorKind::Number)
            }
            (Value::String(text), Type::Bool) => match &**text {
                "true" | "1" => Ok(Value::Bool(true)),
                "false" | "0" => Ok(Value::Bool(false)),
                _ => Err(ConvertErrorKind::NotABool),
            },
            // Unknown members may turn out to be equal, and may stand anywhere in the order.
            (Value::Set(items), Type::List(_)) if items.len() > 1 => match value.unknowns() {
                Some(unknown) => Ok(Value::Unknown(unknown.with_type(of_type.clone()))),
                None => self.items(items, of_type),
            },
            (Value::List(items) | Value::Tuple(items) | Value::Set(items), Type::List(_) | Type::Set(_)) => {
                self.items(items, of_type)
            }
            (Value::Tuple(items), Type::Tuple(types)) => self.tuple(items, types),
            (Value::Map(entries) | Value::Object(entries), Type::Map(element)) => {
                let is_object = matches!(value, Value::Object(_));
                self.map(entries, element, is_object)
            }
            (Value::Map(entries) | Value::Object(entries), Type::Object(attributes)) => {
                self.object(entries, attributes)
            }
            _ => Err(ConvertErrorKind::Mismatch { expected: of_type.to_string(), found: kind_of(value) }),
        }
    }

    fn items(&mut self, items: &Sequence, of_type: &Type) -> Outcome<Value> {
        let (Type::List(element) | Type::Set(element)) = of_type else {
            return Err(ConvertErrorKind::NoCommonType);
        };
        let converted = items
            .iter()
            .enumerate()
            .map(|(index, item)| self.step(PathStep::Index(index), |inner| inner.run(item, element)))
            .collect::<Outcome<Vec<_>>>()?;
        let alike = self.alike(converted, element)?;
        Ok(if matches!(of_type, Type::Set(_)) { Value::set(alike) } else { Value::List(alike.into()) })
    }

    /// Makes elements of a type with `any` in it of one type.
    fn alike(&mut self, values: Vec<Value>, element: &Type) -> Outcome<Vec<Value>> {
        if !element.has_any() {
            return Ok(values);
        }
        let types: Vec<Type> = values.iter().map(Type::of).collect();
        if types.windows(2).all(|pair| matches!(pair, [left, right] if left == right)) {
            return Ok(values);
        }
        let common = unify_all(&types.iter().collect::<Vec<_>>()).ok_or(ConvertErrorKind::NoCommonType)?;
        let open = Open::of(&values.iter().collect::<Vec<_>>());
        let before = std::mem::replace(&mut self.common, true);
        let alike = values
            .iter()
            .enumerate()
            .map(|(index, value)| {
                self.step(PathStep::Index(index), |inner| inner.run(value, &common).map(|value| open.loosen(value)))
            })
            .collect();
        self.common = before;
        alike
    }

    fn tuple(&mut self, items: &Sequence, types: &[Type]) -> Outcome<Value> {
        if items.len() != types.len() {
            return Err(ConvertErrorKind::Length { expected: types.len(), found: items.len() });
        }
        items
            .iter()
            .zip(types)
            .enumerate()
            .map(|(index, (item, of_type))| self.step(PathStep::Index(index), |inner| inner.run(item, of_type)))
            .collect::<Outcome<Vec<_>>>()
            .map(Value::tuple)
    }

    fn map(&mut self, entries: &Mapping, element: &Type, is_object: bool) -> Outcome<Value> {
        let mut values = Vec::with_capacity(entries.len());
        for (key, value) in entries.iter() {
            let step = if is_object { PathStep::Attribute(Arc::clone(key)) } else { PathStep::Key(Arc::clone(key)) };
            values.push(self.step(step, |inner| inner.run(value, element))?);
        }
        let alike = self.alike(values, element)?;
        let converted: BTreeMap<_, _> = entries.keys().cloned().zip(alike).collect();
        Ok(Value::Map(match entries.rest() {
            Some(rest) => Mapping::open(converted, convert_unknown(rest, element)),
            None => converted.into(),
        }))
    }

    /// Attributes that the type lacks are dropped.
    fn object(&mut self, entries: &Mapping, attributes: &[ObjectAttribute]) -> Outcome<Value> {
        let mut converted = BTreeMap::new();
        for attribute in attributes {
            let value = match entries.get(&attribute.name) {
                Some(value) if *value != Value::Null => {
                    let step = PathStep::Attribute(Arc::clone(&attribute.name));
                    or_default(self.step(step, |inner| inner.run(value, &attribute.of_type))?, attribute)
                }
                Some(_) => attribute.default.clone().unwrap_or(Value::Null),
                None => match entries.rest() {
                    Some(rest) => Value::Unknown(convert_unknown(rest, &attribute.of_type)),
                    None if attribute.optional => attribute.default.clone().unwrap_or(Value::Null),
                    None => return Err(ConvertErrorKind::MissingAttribute(Arc::clone(&attribute.name))),
                },
            };
            converted.insert(Arc::clone(&attribute.name), value);
        }
        Ok(Value::Object(converted.into()))
    }
}

/// What may turn out to be null may turn out to be the default.
fn or_default(value: Value, attribute: &ObjectAttribute) -> Value {
    let (Value::Unknown(unknown), Some(default)) = (&value, &attribute.default) else { return value };
    match unknown.candidates() {
        Some(values) if values.contains(&Value::Null) => {
            let or_default = |value: &Value| if *value == Value::Null { default.clone() } else { value.clone() };
            Value::Unknown(unknown.with_candidates(values.iter().map(or_default).collect()))
        }
        _ => value,
    }
}

/// Whether no value of the type `known` is one of `of_type` or can become one.
fn never_converts(known: &Type, of_type: &Type) -> bool {
    match (known, of_type) {
        (Type::Any, _) | (_, Type::Any) => false,
        (Type::Bool, Type::Number) | (Type::Number, Type::Bool) => true,
        _ => known.is_primitive() != of_type.is_primitive(),
    }
}

/// The same unknown, with the type. Candidates are converted; should one not convert, nothing is left that is sure.
fn convert_unknown(unknown: &Unknown, of_type: &Type) -> Unknown {
    let told = unknown.of_type().is_some_and(|known| {
        known == of_type || of_type.has_any() && std::mem::discriminant(known) == std::mem::discriminant(of_type)
    });
    if told || *of_type == Type::Any {
        return unknown.clone();
    }
    let typed = Unknown::of([unknown]).with_type(of_type.clone());
    let converted = unknown
        .candidates()
        .and_then(|candidates| candidates.iter().map(|value| convert(value, of_type).ok()).collect::<Option<Vec<_>>>());
    match converted {
        Some(candidates) => typed.with_candidates(candidates),
        None => typed,
    }
}

/// What `before` becomes: known, when all that it may be becomes the same.
fn settled(before: &Unknown, after: Unknown) -> Value {
    match (before.candidates(), after.candidates()) {
        (Some([_, _, ..]), Some([one])) if one.is_wholly_known() => one.clone(),
        _ => Value::Unknown(after),
    }
}

/// What kind of value it is, for people.
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a bool",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::List(_) => "a list",
        Value::Set(_) => "a set",
        Value::Tuple(_) => "a tuple",
        Value::Map(_) => "a map",
        Value::Object(_) => "an object",
        Value::Unknown(_) => "an unknown value",
        Value::Sensitive(inner) => kind_of(inner),
    }
}
