//! Type constraints: what they are, how they are read and written.

use std::fmt;
use std::sync::Arc;

use super::convert::{ConvertError, convert};
use super::unify::unify_all;
use super::unknown::Unknown;
use super::value::Value;
use crate::source::Span;
use crate::syntax::{Expression, List, Node, NodeId};

/// A type constraint.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `any`: whatever the value is.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(T)`
    List(Box<Type>),
    /// `set(T)`
    Set(Box<Type>),
    /// `map(T)`
    Map(Box<Type>),
    /// `tuple([…])`
    Tuple(Vec<Type>),
    /// `object({…})`, attributes in the order of their names.
    Object(Vec<ObjectAttribute>),
}

/// An attribute of an object type.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectAttribute {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub of_type: Type,
    /// Whether it is `optional(…)`.
    pub optional: bool,
    /// The default of `optional(T, default)`.
    pub default: Option<Value>,
}

/// A type constraint that could not be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct TypeError {
    /// Where.
    pub span: Span,
    /// Why.
    pub kind: TypeErrorKind,
}

/// What is wrong with a type constraint.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TypeErrorKind {
    /// Neither a type nor a type constructor.
    #[error("not a type: one of any, bool, number, string, list(…), set(…), map(…), tuple([…]), object({{…}})")]
    NotAType,
    /// A type constructor with too few or too many arguments, or the wrong kind of them: its name.
    #[error("the type constructor \"{0}\" takes {1}")]
    Arguments(&'static str, &'static str),
    /// An attribute name that is not a plain name.
    #[error("the name of an attribute must be a plain name or a string")]
    AttributeName,
    /// An attribute that is declared twice.
    #[error("the attribute \"{0}\" is declared twice")]
    DuplicateAttribute(Arc<str>),
    /// `optional(…)` that is not the type of an attribute.
    #[error("optional(…) is only allowed for an attribute of an object type")]
    MisplacedOptional,
    /// A default that is not of the attribute's type.
    #[error("the default is not of the attribute's type: {0}")]
    Default(ConvertError),
}

impl Type {
    /// `list(T)`
    pub fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    /// `set(T)`
    pub fn set(element: Self) -> Self {
        Self::Set(Box::new(element))
    }

    /// `map(T)`
    pub fn map(element: Self) -> Self {
        Self::Map(Box::new(element))
    }

    /// `object({…})` without optional attributes; put in the order of their names.
    pub fn object<K: Into<Arc<str>>>(attributes: impl IntoIterator<Item = (K, Self)>) -> Self {
        let mut attributes: Vec<_> = attributes
            .into_iter()
            .map(|(name, of_type)| ObjectAttribute { name: name.into(), of_type, optional: false, default: None })
            .collect();
        attributes.sort_by(|left, right| left.name.cmp(&right.name));
        Self::Object(attributes)
    }

    /// Reads the type constraint `node`. `default_of` evaluates the second argument of `optional`.
    pub fn from_node<'t>(node: Node<'t>, default_of: &mut dyn FnMut(Node<'t>) -> Value) -> Result<Self, TypeError> {
        let wrong = |kind| Err(TypeError { span: node.span(), kind });
        match node.expression() {
            Expression::Parenthesized(inner) => Self::from_node(inner, default_of),
            // Before Terraform 0.12 a type was one of three quoted words.
            Expression::Variable(name) | Expression::String(name) => match name {
                "any" => Ok(Self::Any),
                "bool" => Ok(Self::Bool),
                "number" => Ok(Self::Number),
                "string" => Ok(Self::String),
                "list" => Ok(Self::list(Self::Any)),
                "map" => Ok(Self::map(Self::Any)),
                _ => wrong(TypeErrorKind::NotAType),
            },
            Expression::Call(name, arguments, false) => match name {
                "list" => Ok(Self::list(Self::element(node, "list", arguments, default_of)?)),
                "set" => Ok(Self::set(Self::element(node, "set", arguments, default_of)?)),
                "map" => Ok(Self::map(Self::element(node, "map", arguments, default_of)?)),
                "tuple" => match sole(arguments).map(Node::expression) {
                    Some(Expression::Tuple(elements)) => elements
                        .iter()
                        .map(|element| Self::from_node(element, default_of))
                        .collect::<Result<_, _>>()
                        .map(Self::Tuple),
                    _ => wrong(TypeErrorKind::Arguments("tuple", "one argument: a list of types in brackets")),
                },
                "object" => match sole(arguments) {
                    Some(argument) => Self::object_from_node(argument, default_of),
                    None => wrong(OBJECT_ARGUMENTS),
                },
                "optional" => wrong(TypeErrorKind::MisplacedOptional),
                _ => wrong(TypeErrorKind::NotAType),
            },
            _ => wrong(TypeErrorKind::NotAType),
        }
    }

    fn element<'t>(
        node: Node<'t>,
        name: &'static str,
        arguments: List<'t, NodeId>,
        default_of: &mut dyn FnMut(Node<'t>) -> Value,
    ) -> Result<Self, TypeError> {
        match sole(arguments) {
            Some(argument) => Self::from_node(argument, default_of),
            None => Err(TypeError {
                span: node.span(),
                kind: TypeErrorKind::Arguments(name, "one argument: the type of its elements"),
            }),
        }
    }

    fn object_from_node<'t>(node: Node<'t>, default_of: &mut dyn FnMut(Node<'t>) -> Value) -> Result<Self, TypeError> {
        let Expression::Object(items) = node.expression() else {
            return Err(TypeError { span: node.span(), kind: OBJECT_ARGUMENTS });
        };
        let mut attributes: Vec<ObjectAttribute> = Vec::with_capacity(items.len());
        for item in items.iter() {
            let Expression::String(name) = item.key.expression() else {
                return Err(TypeError { span: item.key.span(), kind: TypeErrorKind::AttributeName });
            };
            attributes.push(ObjectAttribute::from_node(name.into(), item.value, default_of)?);
        }
        attributes.sort_by(|left, right| left.name.cmp(&right.name));
        let duplicate = attributes.windows(2).find_map(|pair| match pair {
            [left, right] if left.name == right.name => Some(Arc::clone(&left.name)),
            _ => None,
        });
        match duplicate {
            Some(name) => Err(TypeError { span: node.span(), kind: TypeErrorKind::DuplicateAttribute(name) }),
            None => Ok(Self::Object(attributes)),
        }
    }

    /// The type of `value`. [`Type::Any`] stands for what it does not tell: that of `null`, of an unknown without a type,
    /// of the elements of an empty list.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Any,
            Value::Bool(_) => Self::Bool,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::List(items) => Self::list(common(items.iter())),
            Value::Set(items) => Self::set(common(items.iter())),
            Value::Map(entries) => Self::map(common(entries.values())),
            Value::Tuple(items) => Self::Tuple(items.iter().map(Self::of).collect()),
            // A type cannot say that there may be more attributes.
            Value::Object(entries) if entries.rest().is_some() => Self::Any,
            Value::Object(entries) => Self::Object(
                entries
                    .iter()
                    .map(|(name, value)| ObjectAttribute {
                        name: Arc::clone(name),
                        of_type: Self::of(value),
                        optional: false,
                        default: None,
                    })
                    .collect(),
            ),
            Value::Unknown(unknown) => unknown.of_type().cloned().unwrap_or_else(|| of_candidates(unknown)),
            Value::Sensitive(inner) => Self::of(inner),
        }
    }

    /// Whether `any` stands somewhere in it.
    pub fn has_any(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Bool | Self::Number | Self::String => false,
            Self::List(element) | Self::Set(element) | Self::Map(element) => element.has_any(),
            Self::Tuple(elements) => elements.iter().any(Self::has_any),
            Self::Object(attributes) => attributes.iter().any(|attribute| attribute.of_type.has_any()),
        }
    }

    /// Whether it is made of `most` types at most.
    pub(super) fn is_at_most(&self, most: usize) -> bool {
        fn count(of_type: &Type, left: &mut usize) -> bool {
            let Some(less) = left.checked_sub(1) else { return false };
            *left = less;
            match of_type {
                Type::Any | Type::Bool | Type::Number | Type::String => true,
                Type::List(element) | Type::Set(element) | Type::Map(element) => count(element, left),
                Type::Tuple(elements) => elements.iter().all(|element| count(element, left)),
                Type::Object(attributes) => attributes.iter().all(|attribute| count(&attribute.of_type, left)),
            }
        }
        count(self, &mut { most })
    }

    /// Whether it is `bool`, `number` or `string`.
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }
}

const OBJECT_ARGUMENTS: TypeErrorKind =
    TypeErrorKind::Arguments("object", "one argument: attribute names and their types in braces");

fn sole(arguments: List<'_, NodeId>) -> Option<Node<'_>> {
    if arguments.len() == 1 { arguments.get(0) } else { None }
}

/// The type of an unknown that is not told its type: that of all its candidates. A null may be of any.
fn of_candidates(unknown: &Unknown) -> Type {
    let mut types = unknown.candidates().unwrap_or_default().iter().map(Type::of);
    match types.next() {
        Some(first) if types.all(|other| other == first) => first,
        _ => Type::Any,
    }
}

/// The type of the elements of a collection, which have the same one; the first that leaves nothing open tells it.
fn common<'v>(elements: impl Iterator<Item = &'v Value>) -> Type {
    let mut partial = Vec::new();
    for element in elements {
        let of_type = Type::of(element);
        if !of_type.has_any() {
            return of_type;
        }
        if partial.last() != Some(&of_type) {
            partial.push(of_type);
        }
    }
    unify_all(&partial.iter().collect::<Vec<_>>()).unwrap_or(Type::Any)
}

impl ObjectAttribute {
    fn from_node<'t>(
        name: Arc<str>,
        node: Node<'t>,
        default_of: &mut dyn FnMut(Node<'t>) -> Value,
    ) -> Result<Self, TypeError> {
        let Expression::Call("optional", arguments, false) = node.expression() else {
            return Ok(Self { name, of_type: Type::from_node(node, default_of)?, optional: false, default: None });
        };
        let of_type = match arguments.get(0) {
            Some(argument) if arguments.len() <= 2 => Type::from_node(argument, default_of)?,
            _ => {
                let kind = TypeErrorKind::Arguments("optional", "one or two arguments: a type and a default");
                return Err(TypeError { span: node.span(), kind });
            }
        };
        let default = match arguments.get(1) {
            Some(argument) => {
                let default = convert(&default_of(argument), &of_type)
                    .map_err(|error| TypeError { span: argument.span(), kind: TypeErrorKind::Default(error) })?;
                // As if there were none.
                (default != Value::Null).then_some(default)
            }
            None => None,
        };
        Ok(Self { name, of_type, optional: true, default })
    }
}

/// As Terraform writes it, without the defaults.
impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => formatter.write_str("any"),
            Self::Bool => formatter.write_str("bool"),
            Self::Number => formatter.write_str("number"),
            Self::String => formatter.write_str("string"),
            Self::List(element) => write!(formatter, "list({element})"),
            Self::Set(element) => write!(formatter, "set({element})"),
            Self::Map(element) => write!(formatter, "map({element})"),
            Self::Tuple(elements) => {
                formatter.write_str("tuple([")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(formatter, "{}{element}", if index == 0 { "" } else { ", " })?;
                }
                formatter.write_str("])")
            }
            Self::Object(attributes) => {
                formatter.write_str("object({")?;
                for (index, attribute) in attributes.iter().enumerate() {
                    write!(formatter, "{}{attribute}", if index == 0 { "" } else { ", " })?;
                }
                formatter.write_str("})")
            }
        }
    }
}

impl fmt::Display for ObjectAttribute {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |character: char| character.is_alphanumeric() || character == '_' || character == '-';
        if self.name.chars().all(plain) && self.name.starts_with(|first: char| !first.is_ascii_digit()) {
            formatter.write_str(&self.name)?;
        } else {
            write!(formatter, "{:?}", self.name)?;
        }
        if self.optional {
            write!(formatter, " = optional({})", self.of_type)
        } else {
            write!(formatter, " = {}", self.of_type)
        }
    }
}
