//! What people and machines read: one [`Report`], one file per format.

pub mod catalogue;
mod cause;
mod code;
mod coverage;
mod credentials;
mod diagnostic;
mod exceptions;
mod explanation;
mod fact;
mod finding;
pub mod gitlab;
pub mod json;
mod messages;
pub mod problems;
mod questions;
pub mod register;
mod resource;
mod rule_page;
pub mod sarif;
pub mod suite;
pub mod terminal;

pub use cause::words as cause_words;
pub use coverage::Extent;
pub use credentials::{hide as hide_credentials, without_credentials};
pub use diagnostic::*;
pub use explanation::Explanation;
pub use finding::Findings;
pub use messages::{Messages, arguments};
pub use questions::Questions;
pub use rule_page::{examples, rule_index, rule_page, rule_sections, set_aside_by, severity as severity_word};
