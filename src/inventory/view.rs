//! What the inventory asks of an evaluated root module: blocks with arguments, whoever evaluated them.

use std::sync::Arc;

use super::{Run, TraceStep};
use crate::evaluation::{Cause, Unknown, Value};
use crate::source::Span;

/// A block whose arguments can be read: a resource instance, a provider configuration, a backend.
pub trait Configured {
    /// The arguments at `path` (`region`, `api.region`, `nodes[].region`), through blocks, `dynamic` blocks and
    /// objects. A path that ends at blocks gives each of them as an object.
    fn arguments(&self, path: &str) -> Vec<Written>;

    /// Why it is not known whether there is a block of type `kind` at all, when that is not known.
    fn uncertain_block(&self, _kind: &str) -> Option<Unknown> {
        None
    }

    /// How the value of argument number `index` at `path` came there, nearest first. Asked only for what is reported.
    fn trace(&self, path: &str, index: usize) -> Vec<TraceStep>;
}

/// An argument as it is written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its value.
    pub value: Value,
    /// Where.
    pub span: Span,
    /// Whether nobody wrote it: the provider chose it, as a plan or a state tells.
    pub chosen: bool,
}

/// A root module after evaluation.
pub struct RootView<'v> {
    /// Its directory, relative to the repository; empty at the top.
    pub directory: Arc<str>,
    /// The provider configurations its resource instances use.
    pub providers: Vec<ProviderView<'v>>,
    /// Its managed resource instances.
    pub instances: Vec<InstanceView<'v>>,
    /// Where its state is kept, if it says so.
    pub backend: Option<BackendView<'v>>,
    /// The states of others that it reads.
    pub remote_states: Vec<RemoteStateView<'v>>,
    /// The workspace of the run, when it is given.
    pub workspace: Option<Arc<str>>,
    /// How it is run, when it can be in several ways.
    pub run: Option<Run>,
    /// The variable files that Terraform is told to read, in order: those of the command line, or that of the run.
    pub variable_files: Vec<Arc<str>>,
}

/// A provider configuration.
pub struct ProviderView<'v> {
    /// Local name: `aws`.
    pub name: Arc<str>,
    /// Source address in its short form: `hashicorp/aws`.
    pub source: Arc<str>,
    /// Alias.
    pub alias: Option<Arc<str>>,
    /// The block's header; `None` when nothing is written.
    pub span: Option<Span>,
    /// Why it is not known what is written, if it is not.
    pub unseen: Option<Cause>,
    /// Its arguments; `None` when nothing is written.
    pub block: Option<Box<dyn Configured + 'v>>,
}

/// A managed resource instance.
pub struct InstanceView<'v> {
    /// Full address: `module.db["fr"].scaleway_rdb_instance.main`.
    pub address: Arc<str>,
    /// Its `id`, when it is known: others may refer to it by that alone.
    pub id: Option<Arc<str>>,
    /// Resource type.
    pub of_type: Arc<str>,
    /// The block's header.
    pub span: Span,
    /// File it is declared in, relative to the repository.
    pub file: Arc<str>,
    /// The module calls that lead to it, as far as the sources tell: their headers, innermost first.
    pub calls: Arc<[Span]>,
    /// Its provider configuration: an index into [`RootView::providers`].
    pub provider: usize,
    /// Its arguments.
    pub block: Box<dyn Configured + 'v>,
}

/// A `terraform_remote_state` data source.
pub struct RemoteStateView<'v> {
    /// Full address: `data.terraform_remote_state.network`.
    pub address: Arc<str>,
    /// File it is declared in, relative to the repository.
    pub file: Arc<str>,
    /// The block's header.
    pub span: Span,
    /// Its arguments.
    pub block: Box<dyn Configured + 'v>,
}

/// A backend or `cloud` block.
pub struct BackendView<'v> {
    /// `s3`, `azurerm`…; `cloud` for a `cloud` block.
    pub of_type: Arc<str>,
    /// File it is written in, relative to the repository.
    pub file: Arc<str>,
    /// The block's header.
    pub span: Span,
    /// Its arguments, once for each way that they may be completed. Never empty.
    pub blocks: Vec<Box<dyn Configured + 'v>>,
    /// The files that complete them, in the same order; none when nothing does.
    pub completions: Vec<Arc<str>>,
}
