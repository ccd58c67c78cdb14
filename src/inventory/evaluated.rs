//! Root modules as [`Evaluator`] has them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::TraceStep;
use super::view::{BackendView, Configured, InstanceView, ProviderView, RootView, Written};
use crate::evaluation::{Evaluator, Place};
use crate::source::{FileId, Sources};
use crate::terraform::{BackendKind, Layers};

/// A block, where its arguments are evaluated.
struct Block<'e, 'c> {
    evaluator: &'e Evaluator<'c>,
    body: &'c Layers<'c>,
    place: Place<'c>,
}

impl Configured for Block<'_, '_> {
    fn arguments(&self, path: &str) -> Vec<Written> {
        let found = self.evaluator.arguments(self.body, &self.place, path).into_iter();
        found.map(|argument| Written { value: argument.value, span: argument.span, chosen: false }).collect()
    }

    fn trace(&self, path: &str, index: usize) -> Vec<TraceStep> {
        let found = self.evaluator.arguments(self.body, &self.place, path).into_iter().nth(index);
        let origin = found.and_then(|argument| argument.origin);
        origin.map(|(node, place)| self.evaluator.trace(node, &place)).unwrap_or_default()
    }
}

/// `body`, evaluated at `place`.
pub(super) fn block<'v, 'c: 'v>(
    evaluator: &'v Evaluator<'c>,
    body: &'c Layers<'c>,
    place: Place<'c>,
) -> Box<dyn Configured + 'v> {
    Box::new(Block { evaluator, body, place })
}

/// Where the root module of `evaluator` keeps its state.
pub(super) fn backend<'v, 'c: 'v>(evaluator: &'v Evaluator<'c>, sources: &Sources) -> Option<BackendView<'v>> {
    let top = evaluator.top()?;
    let module = top.module;
    let backend = module.backend.as_ref()?;
    let of_type = match backend.kind {
        BackendKind::Backend(of_type) => of_type.into(),
        BackendKind::Cloud => "cloud".into(),
    };
    let block = block(evaluator, &backend.body, evaluator.place_of(top));
    let file = Arc::clone(sources.file(backend.span.file).path());
    Some(BackendView { of_type, span: backend.span, file, block })
}

impl<'v> RootView<'v> {
    /// The root module of `evaluator`, run in `workspace`.
    pub fn new<'c: 'v>(evaluator: &'v Evaluator<'c>, sources: &Sources, workspace: Option<Arc<str>>) -> Self {
        let path = |file: FileId| Arc::clone(sources.file(file).path());
        let mut providers = Vec::new();
        let mut indices = FxHashMap::default();
        let mut instances = Vec::new();
        for instance in evaluator.resource_instances() {
            let id = evaluator.provider_of(&instance);
            let provider = *indices.entry(id).or_insert(providers.len());
            if provider == providers.len() {
                let Some(configuration) = evaluator.provider(id) else { continue };
                providers.push(ProviderView {
                    name: Arc::clone(&configuration.name),
                    source: Arc::clone(&configuration.source),
                    alias: configuration.alias.clone(),
                    unseen: None,
                    span: configuration.block.map(|block| block.span),
                    block: configuration.body().map(|body| block(evaluator, body, configuration.place.clone())),
                });
            }
            let resource = instance.resource;
            instances.push(InstanceView {
                address: instance.address,
                id: None,
                of_type: resource.of_type.into(),
                span: resource.span,
                file: path(resource.span.file),
                provider,
                block: block(evaluator, &resource.body, instance.place),
            });
        }
        let backend = backend(evaluator, sources);
        Self { directory: Arc::clone(&evaluator.root().directory), providers, instances, backend, workspace }
    }
}
