//! Root modules as [`Evaluator`] has them.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::view::{BackendView, Configured, InstanceView, ProviderView, RemoteStateView, RootView, Written};
use super::{Run, TraceStep};
use crate::evaluation::{Evaluator, Place, ProviderConfiguration, ResourceInstance, Unknown, Value};
use crate::source::{FileId, Sources, Span};
use crate::terraform::{Backend, BackendKind, Layers};

/// A block, where its arguments are evaluated.
struct Block<'e, 'c> {
    evaluator: &'e Evaluator<'c>,
    body: Cow<'c, Layers<'c>>,
    place: Place<'c>,
}

impl Configured for Block<'_, '_> {
    fn arguments(&self, path: &str) -> Vec<Written> {
        let found = self.evaluator.arguments(&self.body, &self.place, path).into_iter();
        found.map(|argument| Written { value: argument.value, span: argument.span, chosen: false }).collect()
    }

    fn uncertain_block(&self, kind: &str) -> Option<Unknown> {
        self.evaluator.uncertain_block(&self.body, &self.place, kind)
    }

    fn trace(&self, path: &str, index: usize) -> Vec<TraceStep> {
        let found = self.evaluator.arguments(&self.body, &self.place, path).into_iter().nth(index);
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
    Box::new(Block { evaluator, body: Cow::Borrowed(body), place })
}

/// The module calls that lead to `place`, innermost first.
pub(super) fn calls(place: &Place<'_>) -> Arc<[Span]> {
    let chain = std::iter::successors(place.instance.caller(), |caller| caller.instance.caller());
    chain.map(|caller| caller.call.span).collect()
}

/// Where the root module of `evaluator` keeps its state.
pub(super) fn backend<'v, 'c: 'v>(evaluator: &'v Evaluator<'c>, sources: &Sources) -> Option<BackendView<'v>> {
    let top = evaluator.top()?;
    let backend = top.module.backend.as_ref()?;
    let path = |file: FileId| Arc::clone(sources.file(file).path());
    Some(backend_view(evaluator, backend, &evaluator.place_of(top), &path))
}

/// The states of others that the root module of `evaluator` reads.
pub(super) fn remote_states<'v, 'c: 'v>(evaluator: &'v Evaluator<'c>, sources: &Sources) -> Vec<RemoteStateView<'v>> {
    let found = evaluator.data_instances("terraform_remote_state").into_iter();
    let view = |instance: ResourceInstance<'c>| RemoteStateView {
        address: instance.address,
        file: Arc::clone(sources.file(instance.resource.span.file).path()),
        span: instance.resource.span,
        block: block(evaluator, &instance.resource.body, instance.place),
    };
    found.map(view).collect()
}

/// A provider configuration as `evaluator` has it.
pub(super) fn provider_view<'v, 'c: 'v>(
    evaluator: &'v Evaluator<'c>,
    configuration: &ProviderConfiguration<'c>,
) -> ProviderView<'v> {
    ProviderView {
        name: Arc::clone(&configuration.name),
        source: Arc::clone(&configuration.source),
        alias: configuration.alias.clone(),
        unseen: None,
        span: configuration.block.map(|block| block.span),
        block: configuration.body().map(|body| block(evaluator, body, configuration.place.clone())),
    }
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
                providers.push(provider_view(evaluator, &configuration));
            }
            let resource = instance.resource;
            instances.push(InstanceView {
                address: instance.address,
                id: None,
                of_type: resource.of_type.into(),
                span: resource.span,
                file: path(resource.span.file),
                calls: calls(&instance.place),
                provider,
                block: block(evaluator, &resource.body, instance.place),
            });
        }
        let backend = backend(evaluator, sources);
        let remote_states = remote_states(evaluator, sources);
        let directory = Arc::clone(&evaluator.root().directory);
        let run = Run::of(evaluator, sources);
        let variable_files = match run.as_ref().and_then(Run::file) {
            Some(file) => vec![Arc::clone(file)],
            None if evaluator.is_told_its_files() => evaluator.inputs().files().map(|tree| path(tree.file())).collect(),
            None => Vec::new(),
        };
        Self { directory, providers, instances, backend, remote_states, workspace, run, variable_files }
    }
}

/// The backend of the root module of `evaluator`, completed in each way that it may be.
fn backend_view<'v, 'c: 'v>(
    evaluator: &'v Evaluator<'c>,
    backend: &'c Backend<'c>,
    place: &Place<'c>,
    path: &dyn Fn(FileId) -> Arc<str>,
) -> BackendView<'v> {
    let block = |body: Layers<'c>| Block { evaluator, body: Cow::Owned(body), place: place.clone() };
    let (given, span) = (&evaluator.inputs().backend, backend.span);
    let of_type: Arc<str> = match backend.kind {
        BackendKind::Backend(of_type) => of_type.into(),
        BackendKind::Cloud => "cloud".into(),
    };
    let view = |blocks, completions| BackendView { of_type, file: path(span.file), span, blocks, completions };
    // Terragrunt gives its own to its units.
    if !given.is_empty() && backend.kind != BackendKind::Cloud && !evaluator.root().is_unit() {
        let mut body = backend.body.clone();
        given.files.iter().for_each(|file| body.push(file.body()));
        let block = CommandLine { arguments: &given.arguments, span, block: block(body) };
        return view(vec![Box::new(block)], Vec::new());
    }
    let files = evaluator.root().backend_files.iter().filter_map(|file| Some((*file, evaluator.tree(*file)?)));
    let mut blocks: Vec<Box<dyn Configured + 'v>> = Vec::new();
    let mut completions = Vec::new();
    for (file, tree) in files {
        let mut body = backend.body.clone();
        body.push(tree.body());
        blocks.push(Box::new(block(body)));
        completions.push(path(file));
    }
    if blocks.is_empty() {
        blocks.push(Box::new(block(backend.body.clone())));
    }
    view(blocks, completions)
}

/// A backend with arguments of `--backend-config`.
struct CommandLine<'e, 'c> {
    arguments: &'e [(Arc<str>, Arc<str>)],
    /// The block's header: the command line has no place of its own.
    span: Span,
    block: Block<'e, 'c>,
}

impl CommandLine<'_, '_> {
    /// What is given for `path`: `region`, or a part of an object as `endpoints={s3="…"}`; null when the object that is
    /// given has no such part.
    fn given(&self, path: &str) -> Option<Value> {
        let mut steps = path.split('.');
        let first = steps.next()?;
        let (_, text) = self.arguments.iter().rev().find(|(name, _)| &**name == first)?;
        let value = self.block.evaluator.given_value(text);
        Some(steps.fold(value, |value, step| match value {
            Value::Object(entries) => entries.get(step).cloned().unwrap_or(Value::Null),
            _ => Value::Null,
        }))
    }
}

impl Configured for CommandLine<'_, '_> {
    fn arguments(&self, path: &str) -> Vec<Written> {
        match self.given(path) {
            Some(Value::Null) => Vec::new(),
            Some(value) => vec![Written { value, span: self.span, chosen: false }],
            None => self.block.arguments(path),
        }
    }

    fn trace(&self, path: &str, index: usize) -> Vec<TraceStep> {
        match self.given(path) {
            Some(_) => vec![TraceStep { text: format!("--backend-config {path}").into(), span: None }],
            None => self.block.trace(path, index),
        }
    }
}
