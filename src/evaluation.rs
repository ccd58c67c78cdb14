//! Values: what each expression is worth, with unknowns that say why.

mod convert;
mod equality;
mod number;
mod operators;
mod possibilities;
mod set;
mod types;
mod unify;
mod value;

pub use convert::{ConvertError, ConvertErrorKind, PathStep, convert, kind_of};
pub use number::{Number, NumberError};
pub use operators::{OperatorError, attribute, binary, index, to_template_string, unary, unify_branches};
pub use types::{ObjectAttribute, Type, TypeError, TypeErrorKind};
pub use unify::unify_all;
pub use value::{Cause, CauseKind, MAX_CANDIDATES, Mapping, Sequence, Unknown, Value};
