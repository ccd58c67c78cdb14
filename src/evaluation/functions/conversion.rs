//! Conversions to a type, and marks.

use super::arguments::Arguments;
use super::error::{Failure, Problem};
use super::signature::{Cost, Function, Kind, Parameter, Takes};
use crate::evaluation::convert::convert;
use crate::evaluation::types::Type;
use crate::evaluation::unknown::Unknown;
use crate::evaluation::value::Value;

const VALUE: Parameter = Parameter::new("v", Kind::Any).taking(Takes::Raw).nullable();
const MARKED: Parameter = Parameter::new("value", Kind::Any).taking(Takes::Raw).nullable();

pub(super) const FUNCTIONS: &[Function] = &[
    // Nothing that is analysed is ephemeral: that is for values that Terraform has while it runs.
    Function::new("ephemeralasnull", &[MARKED], Kind::Any, |call| Ok(call.value(0).clone())).costing(Cost::Little),
    Function::new("issensitive", &[MARKED], Kind::Bool, |call| {
        let (value, marked) = call.value(0).unmark();
        Ok(match value {
            // Whether an unknown value is sensitive may not be known either.
            Value::Unknown(unknown) if !marked => Value::Unknown(unknown_bool(unknown)),
            _ => Value::Bool(marked),
        })
    }),
    Function::new("nonsensitive", &[MARKED], Kind::Any, |call| Ok(call.value(0).unmark().0.clone()))
        .costing(Cost::Little),
    Function::new("sensitive", &[MARKED], Kind::Any, |call| Ok(call.value(0).clone().into_sensitive()))
        .costing(Cost::Little),
    Function::new("tobool", &[VALUE], Kind::Bool, |call| to(call, &Type::Bool)),
    Function::new("tolist", &[VALUE], Kind::List, |call| to(call, &Type::list(Type::Any))),
    Function::new("tomap", &[VALUE], Kind::Any, |call| to(call, &Type::map(Type::Any))),
    Function::new("tonumber", &[VALUE], Kind::Number, |call| to(call, &Type::Number)),
    Function::new("toset", &[VALUE], Kind::Set, |call| to(call, &Type::set(Type::Any))),
    Function::new("tostring", &[VALUE], Kind::String, |call| to(call, &Type::String)),
];

fn to(call: &Arguments<'_>, of_type: &Type) -> Result<Value, Failure> {
    convert(call.value(0), of_type).map_err(|error| Problem::Conversion(error).at(0))
}

fn unknown_bool(unknown: &Unknown) -> Unknown {
    Unknown::of([unknown]).with_type(Type::Bool)
}
