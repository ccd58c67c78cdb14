//! Cocarde reads Terraform and OpenTofu repositories, works out for every declared resource who operates it, where it
//! is and what data it holds, and judges that against the French State's cloud doctrine.
//!
//! Data flows one way: `source` → `syntax` → `terraform` → `evaluation` → `plan` → `catalogue` → `inventory` →
//! `policy` → `settings` → `exception` → `report` → `cli`. Each module uses only those before it, and `tests/architecture.rs` holds it.
//! `ARCHITECTURE.md` tells the whole story.

pub mod catalogue;
pub mod cli;
pub mod evaluation;
pub mod exception;
pub mod inventory;
pub mod plan;
pub mod policy;
pub mod report;
pub mod settings;
pub mod source;
pub mod syntax;
pub mod terraform;
