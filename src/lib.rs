//! Cocarde reads Terraform and OpenTofu repositories, works out for every declared resource who operates it, where it
//! is and what data it holds, and judges that against the French State's cloud doctrine.
//!
//! Data flows one way, and each module uses only those above it in this list (`tests/architecture.rs` holds it):
//! `ARCHITECTURE.md` tells the whole story.

pub mod source;
pub mod syntax;
pub mod terraform;
pub mod evaluation;
pub mod catalogue;
pub mod settings;
pub mod inventory;
pub mod policy;
pub mod exception;
pub mod report;
pub mod cli;
