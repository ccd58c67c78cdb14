//! What one directory declares.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::layers::Layers;
use crate::source::{FileId, Span};
use crate::syntax::Node;

type Named<'s, T> = IndexMap<&'s str, T, FxBuildHasher>;

/// A module: the declarations of one directory.
#[derive(Debug, Default)]
pub struct Module<'s> {
    /// Its directory, relative to the repository; empty at the top.
    pub directory: Arc<str>,
    /// Its configuration files, in the order they are read.
    pub files: Vec<FileId>,
    /// Input variables.
    pub variables: Named<'s, Variable<'s>>,
    /// Local values.
    pub locals: Named<'s, Local<'s>>,
    /// Resources, data sources and ephemeral resources, in order.
    pub resources: Vec<Resource<'s>>,
    /// Where in `resources` each is.
    pub resource_index: FxHashMap<(Mode, &'s str, &'s str), usize>,
    /// Module calls.
    pub calls: Named<'s, ModuleCall<'s>>,
    /// Provider configurations.
    pub providers: Vec<ProviderBlock<'s>>,
    /// Output values.
    pub outputs: Named<'s, Output<'s>>,
    /// `required_providers`, by local name.
    pub required_providers: Named<'s, RequiredProvider<'s>>,
    /// Where its state is kept, when it is a root module.
    pub backend: Option<Backend<'s>>,
    /// What is wrong with its declarations.
    pub errors: Vec<DeclarationError>,
}

impl<'s> Module<'s> {
    /// Whether it declares nothing.
    pub fn is_empty(&self) -> bool {
        self.variables.is_empty()
            && self.locals.is_empty()
            && self.resources.is_empty()
            && self.calls.is_empty()
            && self.providers.is_empty()
            && self.outputs.is_empty()
            && self.required_providers.is_empty()
            && self.backend.is_none()
    }

    /// The resource, data source or ephemeral resource of that type and name.
    pub fn resource(&self, mode: Mode, of_type: &str, name: &str) -> Option<&Resource<'s>> {
        self.resource_index.get(&(mode, of_type, name)).and_then(|index| self.resources.get(*index))
    }
}

/// An input variable.
#[derive(Clone, Debug)]
pub struct Variable<'s> {
    /// Where it is declared.
    pub span: Span,
    /// Its type constraint.
    pub of_type: Option<Node<'s>>,
    /// Its default value.
    pub default: Option<Node<'s>>,
    /// Whether its value must not be shown.
    pub sensitive: bool,
    /// Whether `null` is a value (else it means the default).
    pub nullable: bool,
    /// Conditions of its `validation` blocks.
    pub validations: Vec<Node<'s>>,
}

/// A local value.
#[derive(Clone, Copy, Debug)]
pub struct Local<'s> {
    /// Where its name stands.
    pub span: Span,
    /// Its value.
    pub value: Node<'s>,
}

/// What a resource block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// `resource`
    Managed,
    /// `data`
    Data,
    /// `ephemeral`
    Ephemeral,
}

impl Mode {
    /// What stands before the type in an address.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Managed => "",
            Self::Data => "data.",
            Self::Ephemeral => "ephemeral.",
        }
    }
}

/// A resource, data source or ephemeral resource.
#[derive(Clone, Debug)]
pub struct Resource<'s> {
    /// What it is for.
    pub mode: Mode,
    /// Its type.
    pub of_type: &'s str,
    /// Its name.
    pub name: &'s str,
    /// The block's header.
    pub span: Span,
    /// What is between its braces, meta-arguments included.
    pub body: Layers<'s>,
    /// `count`
    pub count: Option<Node<'s>>,
    /// `for_each`
    pub for_each: Option<Node<'s>>,
    /// `enabled` of its `lifecycle` (OpenTofu).
    pub enabled: Option<Node<'s>>,
    /// `provider = …`
    pub provider: Option<ProviderReference<'s>>,
}

/// A reference to a provider configuration: `aws`, `aws.paris`.
#[derive(Clone, Copy, Debug)]
pub struct ProviderReference<'s> {
    /// Local name.
    pub name: &'s str,
    /// Alias.
    pub alias: Option<&'s str>,
    /// Which one of a configuration that has `for_each` (OpenTofu).
    pub key: Option<Node<'s>>,
    /// Where it is written.
    pub span: Span,
}

/// A module call.
#[derive(Clone, Debug)]
pub struct ModuleCall<'s> {
    /// Its name.
    pub name: &'s str,
    /// The block's header.
    pub span: Span,
    /// `source`, if it is a plain string.
    pub source: Option<&'s str>,
    /// Where the source is written.
    pub source_span: Span,
    /// What is between its braces, meta-arguments included.
    pub body: Layers<'s>,
    /// `count`
    pub count: Option<Node<'s>>,
    /// `for_each`
    pub for_each: Option<Node<'s>>,
    /// `enabled` of its `lifecycle` (OpenTofu).
    pub enabled: Option<Node<'s>>,
    /// `providers = { name-in-the-module = reference }`
    pub providers: Vec<(ProviderReference<'s>, ProviderReference<'s>)>,
}

/// A provider configuration.
#[derive(Clone, Debug)]
pub struct ProviderBlock<'s> {
    /// Local name.
    pub name: &'s str,
    /// `alias`
    pub alias: Option<&'s str>,
    /// The block's header.
    pub span: Span,
    /// What is between its braces.
    pub body: Layers<'s>,
}

/// An output value.
#[derive(Clone, Copy, Debug)]
pub struct Output<'s> {
    /// The block's header.
    pub span: Span,
    /// Its value.
    pub value: Option<Node<'s>>,
    /// Whether it must not be shown.
    pub sensitive: bool,
}

/// An entry of `required_providers`.
#[derive(Clone, Debug)]
pub struct RequiredProvider<'s> {
    /// Source address in its short form: `hashicorp/aws`.
    pub source: Arc<str>,
    /// Where it is written.
    pub span: Span,
    /// Version constraint, as written.
    pub version: Option<&'s str>,
}

/// Where a root module keeps its state.
#[derive(Clone, Debug)]
pub struct Backend<'s> {
    /// `backend "…"` or `cloud`.
    pub kind: BackendKind<'s>,
    /// The block's header.
    pub span: Span,
    /// What is between its braces.
    pub body: Layers<'s>,
}

/// Which block says where the state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackendKind<'s> {
    /// `backend "TYPE"`
    Backend(&'s str),
    /// `cloud`
    Cloud,
}

/// A declaration that Terraform would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationError {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: DeclarationErrorKind,
}

/// What is wrong with a declaration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeclarationErrorKind {
    /// Two declarations of the same address.
    #[error("{address} is declared twice in this module")]
    Duplicate {
        /// The address.
        address: Arc<str>,
        /// Where it is declared first.
        first: Span,
    },
    /// An override of something that nothing declares.
    #[error("{address} is only declared in an override file")]
    NothingToOverride {
        /// The address.
        address: Arc<str>,
    },
    /// A block with both `count` and `for_each`.
    #[error("count and for_each exclude each other")]
    CountAndForEach,
    /// A block with too few or too many labels.
    #[error("a {kind} block takes {expected} label(s)")]
    Labels {
        /// Block type.
        kind: Arc<str>,
        /// How many.
        expected: usize,
    },
    /// A call without a source.
    #[error("module {name} has no source")]
    NoSource {
        /// The call's name.
        name: Arc<str>,
    },
    /// A local module whose directory is not there or has no configuration file.
    #[error("module {name}: no configuration file in {directory}")]
    ModuleMissing {
        /// The call's name.
        name: Arc<str>,
        /// The directory.
        directory: Arc<str>,
    },
    /// A local module that a Terragrunt unit names, whose directory is not there or has no configuration file.
    #[error("the source of this unit: no configuration file in {directory}")]
    UnitSourceMissing {
        /// The directory.
        directory: Arc<str>,
    },
    /// A local module outside the repository.
    #[error("module {name}: {source_address} is outside the repository, which is not read")]
    ModuleOutside {
        /// The call's name.
        name: Arc<str>,
        /// The source.
        source_address: Arc<str>,
    },
    /// A module that calls itself, directly or not.
    #[error("module {name} calls itself through {directory}")]
    ModuleCycle {
        /// The call's name.
        name: Arc<str>,
        /// The directory.
        directory: Arc<str>,
    },
}
