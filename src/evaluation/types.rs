//! Type constraints, and conversion to them.
use std::sync::Arc;
use super::value::Value;

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
