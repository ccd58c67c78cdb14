//! Functions.

use std::sync::Arc;

use super::{Cause, CauseKind, Value};
use crate::source::ReadError;

/// Files that functions may read.
pub trait Environment {
    /// The bytes of the file at `path`.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;
    /// The names of the files in `directory`.
    fn list(&self, directory: &str) -> Result<Vec<String>, ReadError>;
}

/// Why a function refuses its arguments.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FunctionError {
    /// A limit of the analysis was reached.
    #[error("{0}")]
    Limit(&'static str),
}

/// The value of the function `name` for `arguments`.
pub fn call(name: &str, arguments: &[Value], environment: &dyn Environment) -> Result<Value, FunctionError> {
    let _ = (arguments, environment);
    Ok(Value::unknown(Cause { kind: CauseKind::UnsupportedFunction(Arc::from(name)), span: None }))
}
