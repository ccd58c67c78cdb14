//! Declarations, unevaluated: what Terraform and OpenTofu understand of a directory of configuration files.
//!
//! [`load`] reads and parses; [`Configuration`] tells which directories are modules, what each declares and which of
//! them are root modules. Nothing here knows a value: a `source`, a `backend`, a `count` is still an expression.

mod address;
mod backend;
mod configuration;
mod declare;
mod files;
mod installed;
mod layers;
mod load;
mod module;
mod run;
#[cfg(test)]
pub(crate) mod scratch;
mod unit;

pub use address::{ModuleSource, provider_source};
pub use backend::required_backend_arguments;
pub use configuration::{Configuration, RootModule};
pub use layers::Layers;
pub use load::{Loaded, configuration_files, load};
pub use module::{
    Backend, BackendKind, DeclarationError, DeclarationErrorKind, Local, Mode, Module, ModuleCall, Output,
    ProviderBlock, ProviderReference, RequiredProvider, Resource, Variable,
};
pub use run::{Run, RunFiles};
pub use unit::{ANY_PROVIDER, Generated, Unit, UnitSource};
