//! What is concluded of provider configurations themselves, for the policies that judge them.

use std::sync::Arc;

use super::declared::{Declarations, Subject};
use super::evaluated::provider_view;
use super::lookup::Lookup;
use super::planned::configurations;
use super::provider::{Named, Provider};
use super::root::{Root, providers_of};
use super::target::{Target, TargetKind};
use super::view::{ProviderView, RootView};
use crate::catalogue::Catalogue;
use crate::evaluation::{Cause, CauseKind, Evaluator, Value};
use crate::plan::Plan;
use crate::source::Sources;

/// Adds to the provider configurations among `targets`, those of `root`, what is concluded of them. Those that no
/// resource uses are `written` in its sources, or in its plan.
pub fn conclude(
    catalogue: &Catalogue,
    declarations: &dyn Declarations,
    root: &RootView<'_>,
    (written, sources): (Option<&Evaluator<'_>>, &Sources),
    plan: Option<&Plan>,
    targets: &mut [Target],
) {
    if !targets.iter().any(|target| target.kind == TargetKind::Provider) {
        return;
    }
    let lookup = Lookup(catalogue);
    let providers = providers_of(lookup, declarations, root);
    let assessment = Root::new(lookup, declarations, root, &providers);
    let planned = plan.map(configurations).unwrap_or_default();
    let all = written.map(|evaluator| evaluator.provider_configurations(&[])).unwrap_or_default();
    for target in targets.iter_mut().filter(|target| target.kind == TargetKind::Provider) {
        let declared = declarations.environment(Subject {
            root: &target.root,
            file: sources.file(target.span.file).path(),
            variable_files: &root.variable_files,
            address: &target.address,
            of_type: &target.of_type,
        });
        let named = Named {
            address: &target.address,
            root: &target.root,
            of_type: &target.of_type,
            span: target.span,
            calls: &target.calls,
        };
        let conclude = |view: &ProviderView<'_>| {
            let provider = Provider::new(lookup, declarations, root, view);
            provider.concluded(lookup, named, declared.clone(), &assessment).map(Arc::new)
        };
        let configuration = all.iter().find(|(own, _)| own.block.is_some_and(|block| block.span == target.span));
        let used = |span| root.providers.iter().find(|view| view.span == span && is_of(view, target));
        let named_in_plan = || planned.iter().find(|view| view.span == Some(target.span) && is_of(view, target));
        let asset = match (used(Some(target.span)), written.zip(configuration)) {
            (Some(view), _) => conclude(view),
            (None, Some((evaluator, (configuration, _)))) => conclude(&provider_view(evaluator, configuration)),
            (None, None) => match named_in_plan().or_else(|| used(None)) {
                Some(view) => conclude(view),
                None => conclude(&unseen(target)),
            },
        };
        target.concluded = asset;
    }
}

/// Whether `target` may be the configuration that `view` shows: two are told apart by where they are written.
fn is_of(view: &ProviderView<'_>, target: &Target) -> bool {
    *view.source == *source(target) && view.alias.as_deref() == text(target, "alias")
}

/// A configuration that a plan names, of which nothing says what is written in it.
fn unseen(target: &Target) -> ProviderView<'static> {
    let name = text(target, "name").unwrap_or(&target.of_type);
    ProviderView {
        name: name.into(),
        source: source(target).into(),
        alias: text(target, "alias").map(Arc::from),
        span: None,
        unseen: Some(Cause { kind: CauseKind::ProviderNotSeen(name.into()), span: None }),
        block: None,
    }
}

/// Its source address in the short form.
fn source(target: &Target) -> &str {
    let full = text(target, "source").unwrap_or_default();
    full.strip_prefix("registry.terraform.io/").unwrap_or(full)
}

fn text<'t>(target: &'t Target, name: &str) -> Option<&'t str> {
    match &target.meta {
        Value::Object(entries) => entries.get(name)?.as_str(),
        _ => None,
    }
}
