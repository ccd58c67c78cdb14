//! Values: what each expression is worth, with unknowns that say why.

mod number;
mod types;
mod value;

pub use number::Number;
pub use types::{ObjectAttribute, Type};
pub use value::{Cause, CauseKind, MAX_CANDIDATES, Mapping, Sequence, Unknown, Value};
