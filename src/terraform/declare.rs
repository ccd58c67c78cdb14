//! From the trees of one directory to its module.

use std::sync::Arc;

use super::address::provider_source;
use super::layers::Layers;
use super::module::{
    Backend, BackendKind, DeclarationError, DeclarationErrorKind, Local, Mode, Module, ModuleCall, Output,
    ProviderBlock, ProviderReference, RequiredProvider, Resource, Variable,
};
use crate::source::Span;
use crate::syntax::{Attribute, Block, Body, Expression, Node, Step, Tree};

/// Reads the declarations of `primary` files, then merges those of `overrides` into them.
pub(super) fn declare<'s>(directory: Arc<str>, primary: &[&'s Tree], overrides: &[&'s Tree]) -> Module<'s> {
    let files = primary.iter().chain(overrides).map(|tree| tree.file()).collect();
    let mut declarer = Declarer { module: Module { directory, files, ..Module::default() }, overriding: false };
    for tree in primary {
        declarer.file(tree.body());
    }
    declarer.overriding = true;
    for tree in overrides {
        declarer.file(tree.body());
    }
    declarer.module
}

struct Declarer<'s> {
    module: Module<'s>,
    overriding: bool,
}

/// Block types at the top of a file, with their number of labels.
const TOP_LEVEL: [(&str, usize); 9] = [
    ("variable", 1),
    ("locals", 0),
    ("resource", 2),
    ("data", 2),
    ("ephemeral", 2),
    ("module", 1),
    ("provider", 1),
    ("output", 1),
    ("terraform", 0),
];

impl<'s> Declarer<'s> {
    fn file(&mut self, body: Body<'s>) {
        if body.is_native() {
            for block in body.native_blocks() {
                if let Some((_, labels)) = TOP_LEVEL.iter().find(|(kind, _)| *kind == block.kind) {
                    self.block(&block, *labels);
                }
            }
        } else {
            for (kind, labels) in TOP_LEVEL {
                for block in body.blocks_of(kind, labels) {
                    self.block(&block, labels);
                }
            }
        }
    }

    fn block(&mut self, block: &Block<'s>, expected: usize) {
        if block.labels.len() != expected {
            self.error(block.header, DeclarationErrorKind::Labels { kind: block.kind.into(), expected });
            return;
        }
        let first = block.labels.first().map_or("", |label| label.text);
        match (block.kind, block.labels.as_slice()) {
            ("variable", _) => self.variable(first, block),
            ("locals", _) => self.locals(block.body),
            ("resource", [of_type, name]) => self.resource(Mode::Managed, of_type.text, name.text, block),
            ("data", [of_type, name]) => self.resource(Mode::Data, of_type.text, name.text, block),
            ("ephemeral", [of_type, name]) => self.resource(Mode::Ephemeral, of_type.text, name.text, block),
            ("module", _) => self.call(first, block),
            ("provider", _) => self.provider(first, block),
            ("output", _) => self.output(first, block),
            ("terraform", _) => self.settings(block.body),
            _ => {}
        }
    }

    fn error(&mut self, span: Span, kind: DeclarationErrorKind) {
        self.module.errors.push(DeclarationError { span, kind });
    }

    fn duplicate(&mut self, span: Span, first: Span, address: impl Into<Arc<str>>) {
        self.error(span, DeclarationErrorKind::Duplicate { address: address.into(), first });
    }

    /// What an override declares that nothing declares before it is kept all the same: Terraform refuses it, and what it
    /// would make is judged.
    fn base_is_missing(&mut self, span: Span, address: impl Into<Arc<str>>) {
        if self.overriding {
            self.error(span, DeclarationErrorKind::NothingToOverride { address: address.into() });
        }
    }

    fn variable(&mut self, name: &'s str, block: &Block<'s>) {
        let flag = |argument: &str| block.body.attribute(argument).map(|found| is_true(found.value));
        let declared = Variable {
            span: block.header,
            of_type: value_of(block.body, "type"),
            default: value_of(block.body, "default"),
            sensitive: flag("sensitive").unwrap_or(false) || flag("ephemeral").unwrap_or(false),
            nullable: flag("nullable").unwrap_or(true),
            validations: block
                .body
                .blocks_of("validation", 0)
                .iter()
                .filter_map(|validation| value_of(validation.body, "condition"))
                .collect(),
        };
        match self.module.variables.get_mut(name) {
            Some(known) if self.overriding => {
                known.of_type = declared.of_type.or(known.of_type);
                known.default = declared.default.or(known.default);
                known.sensitive = flag("sensitive").unwrap_or(known.sensitive);
                known.nullable = flag("nullable").unwrap_or(known.nullable);
                if !declared.validations.is_empty() {
                    known.validations = declared.validations;
                }
            }
            Some(known) => {
                let first = known.span;
                self.duplicate(block.header, first, format!("var.{name}"));
            }
            None => {
                self.base_is_missing(block.header, format!("var.{name}"));
                self.module.variables.insert(name, declared);
            }
        }
    }

    fn locals(&mut self, body: Body<'s>) {
        for Attribute { name, name_span, value } in body.attributes() {
            let local = Local { span: name_span, value };
            match self.module.locals.get(name) {
                Some(known) if !self.overriding => self.duplicate(name_span, known.span, format!("local.{name}")),
                known => {
                    if known.is_none() {
                        self.base_is_missing(name_span, format!("local.{name}"));
                    }
                    self.module.locals.insert(name, local);
                }
            }
        }
    }

    /// `count` and `for_each`. One block cannot have both; a block and its override can, and then `count` holds.
    fn repetition(&mut self, block: &Block<'s>) -> (Option<Node<'s>>, Option<Node<'s>>) {
        let (count, for_each) = (value_of(block.body, "count"), value_of(block.body, "for_each"));
        if let (Some(_), Some(for_each)) = (count, for_each) {
            self.error(for_each.span(), DeclarationErrorKind::CountAndForEach);
        }
        (count, for_each)
    }

    fn resource(&mut self, mode: Mode, of_type: &'s str, name: &'s str, block: &Block<'s>) {
        let (count, for_each) = self.repetition(block);
        let enabled = enabled(block.body);
        let provider = value_of(block.body, "provider").and_then(provider_reference);
        let key = (mode, of_type, name);
        let known = self.module.resource_index.get(&key).and_then(|index| self.module.resources.get_mut(*index));
        match known {
            Some(known) if self.overriding => {
                known.body.push(block.body);
                known.count = count.or(known.count);
                known.for_each = for_each.or(known.for_each);
                known.enabled = enabled.or(known.enabled);
                known.provider = provider.or(known.provider);
            }
            Some(known) => {
                let first = known.span;
                self.duplicate(block.header, first, format!("{}{of_type}.{name}", mode.prefix()));
            }
            None => {
                self.base_is_missing(block.header, format!("{}{of_type}.{name}", mode.prefix()));
                self.module.resource_index.insert(key, self.module.resources.len());
                let body = Layers::from(block.body);
                self.module.resources.push(Resource {
                    mode,
                    of_type,
                    name,
                    span: block.header,
                    body,
                    count,
                    for_each,
                    enabled,
                    provider,
                });
            }
        }
    }

    fn call(&mut self, name: &'s str, block: &Block<'s>) {
        let source = block.body.attribute("source");
        let literal = source.and_then(|source| match source.value.expression() {
            Expression::String(text) => Some(text),
            _ => None,
        });
        let source_span = source.map_or(block.header, |source| source.value.span());
        let enabled = enabled(block.body);
        let providers = value_of(block.body, "providers").map(provider_map).unwrap_or_default();
        let (count, for_each) = self.repetition(block);
        match self.module.calls.get_mut(name) {
            Some(known) if self.overriding => {
                known.body.push(block.body);
                if source.is_some() {
                    (known.source, known.source_span) = (literal, source_span);
                }
                known.count = count.or(known.count);
                known.for_each = for_each.or(known.for_each);
                known.enabled = enabled.or(known.enabled);
                if !providers.is_empty() {
                    known.providers = providers;
                }
            }
            Some(known) => {
                let first = known.span;
                self.duplicate(block.header, first, format!("module.{name}"));
            }
            None => {
                self.base_is_missing(block.header, format!("module.{name}"));
                if source.is_none() {
                    self.error(block.header, DeclarationErrorKind::NoSource { name: name.into() });
                }
                let body = Layers::from(block.body);
                let call = ModuleCall {
                    name,
                    span: block.header,
                    source: literal,
                    source_span,
                    body,
                    count,
                    for_each,
                    enabled,
                    providers,
                };
                self.module.calls.insert(name, call);
            }
        }
    }

    fn provider(&mut self, name: &'s str, block: &Block<'s>) {
        let alias = block.body.attribute("alias").and_then(|alias| match alias.value.expression() {
            Expression::String(text) => Some(text),
            _ => None,
        });
        match self.module.providers.iter_mut().find(|known| known.name == name && known.alias == alias) {
            Some(known) if self.overriding => known.body.push(block.body),
            Some(known) => {
                let first = known.span;
                let address =
                    alias.map_or_else(|| format!("provider {name}"), |alias| format!("provider {name}.{alias}"));
                self.duplicate(block.header, first, address);
            }
            None => {
                // Without a block, a provider has an empty default configuration, which can be overridden.
                if let Some(alias) = alias {
                    self.base_is_missing(block.header, format!("provider {name}.{alias}"));
                }
                let body = Layers::from(block.body);
                self.module.providers.push(ProviderBlock { name, alias, span: block.header, body });
            }
        }
    }

    fn output(&mut self, name: &'s str, block: &Block<'s>) {
        let sensitive = value_of(block.body, "sensitive").map(is_true);
        let declared =
            Output { span: block.header, value: value_of(block.body, "value"), sensitive: sensitive.unwrap_or(false) };
        match self.module.outputs.get_mut(name) {
            Some(known) if self.overriding => {
                known.value = declared.value.or(known.value);
                known.sensitive = sensitive.unwrap_or(known.sensitive);
            }
            Some(known) => {
                let first = known.span;
                self.duplicate(block.header, first, format!("output.{name}"));
            }
            None => {
                self.base_is_missing(block.header, format!("output.{name}"));
                self.module.outputs.insert(name, declared);
            }
        }
    }

    /// A `terraform` block: backend, `cloud` and `required_providers`.
    fn settings(&mut self, body: Body<'s>) {
        let backends = body.blocks_of("backend", 1);
        let found = backends
            .first()
            .map(|block| (BackendKind::Backend(block.labels.first().map_or("", |label| label.text)), block.clone()))
            .or_else(|| body.blocks_of("cloud", 0).into_iter().next().map(|block| (BackendKind::Cloud, block)));
        if let Some((kind, block)) = found {
            // An override replaces the whole backend; a second one is Terraform's error, and the first stands.
            if self.overriding || self.module.backend.is_none() {
                self.module.backend = Some(Backend { kind, span: block.header, body: Layers::from(block.body) });
            }
        }
        for block in body.blocks_of("required_providers", 0) {
            for attribute in block.body.attributes() {
                if let Some(required) = required_provider(attribute) {
                    self.module.required_providers.insert(attribute.name, required);
                }
            }
        }
    }
}

fn value_of<'s>(body: Body<'s>, name: &str) -> Option<Node<'s>> {
    body.attribute(name).map(|attribute| attribute.value)
}

fn enabled(body: Body<'_>) -> Option<Node<'_>> {
    body.blocks_of("lifecycle", 0).iter().find_map(|lifecycle| value_of(lifecycle.body, "enabled"))
}

fn is_true(node: Node<'_>) -> bool {
    matches!(node.expression(), Expression::Bool(true) | Expression::String("true"))
}

/// `{ source = "…", version = "…" }`, or the older `"version constraint"`.
fn required_provider<'s>(attribute: Attribute<'s>) -> Option<RequiredProvider<'s>> {
    let text = |node: Node<'s>| match node.expression() {
        Expression::String(text) => Some(text),
        _ => None,
    };
    let body = match attribute.value.expression() {
        Expression::Object(_) => Body::of_object(attribute.value),
        Expression::String(version) => {
            let source = provider_source(attribute.name).into();
            return Some(RequiredProvider { source, span: attribute.name_span, version: Some(version) });
        }
        _ => return None,
    };
    let source = body.attribute("source").and_then(|source| Some((text(source.value)?, source.value.span())));
    let (written, span) = source.unwrap_or((attribute.name, attribute.name_span));
    let version = body.attribute("version").and_then(|version| text(version.value));
    Some(RequiredProvider { source: provider_source(written).into(), span, version })
}

/// `aws`, `aws.paris`, or the same in quotes as older configurations and JSON have it.
fn provider_reference(node: Node<'_>) -> Option<ProviderReference<'_>> {
    let span = node.span();
    match node.expression() {
        Expression::Variable(name) => Some(ProviderReference { name, alias: None, key: None, span }),
        Expression::Postfix(base, steps) => match (base.expression(), steps.get(0)) {
            (Expression::Variable(name), Some(Step::Attribute(alias, _))) => {
                let key = match steps.get(1) {
                    Some(Step::Index(key, _)) => Some(key),
                    _ => None,
                };
                Some(ProviderReference { name, alias: Some(alias), key, span })
            }
            _ => None,
        },
        Expression::String(text) => {
            let (name, alias) = text.split_once('.').map_or((text, None), |(name, alias)| (name, Some(alias)));
            Some(ProviderReference { name, alias, key: None, span })
        }
        // JSON: "${aws.paris}".
        Expression::Template(parts) if parts.len() == 1 => match parts.get(0) {
            Some(crate::syntax::Part::Interpolation(inner)) => provider_reference(inner),
            _ => None,
        },
        Expression::Parenthesized(inner) => provider_reference(inner),
        _ => None,
    }
}

fn provider_map(node: Node<'_>) -> Vec<(ProviderReference<'_>, ProviderReference<'_>)> {
    let Expression::Object(items) = node.expression() else { return Vec::new() };
    items.iter().filter_map(|item| Some((provider_reference(item.key)?, provider_reference(item.value)?))).collect()
}
