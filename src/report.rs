//! What people and machines read: one [`Diagnostic`] model, one file per format.
mod diagnostic;
pub use diagnostic::*;
