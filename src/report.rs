//! What people and machines read: one [`Report`], one file per format.

mod diagnostic;
mod messages;
pub mod problems;

pub use diagnostic::*;
pub use messages::{Messages, arguments};
