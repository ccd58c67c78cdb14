//! Arguments of blocks: by path, through nested blocks, `dynamic` blocks and objects.

use std::rc::Rc;
use std::sync::Arc;

use super::evaluator::Evaluator;
use super::expression::{count_of, elements};
use super::instance::{Entries, Place};
use super::limit::Limit;
use super::scope::{Binding, EvaluationErrorKind};
use super::{Cause, CauseKind, Mapping, Unknown, Value};
use crate::source::Span;
use crate::syntax::{Attribute, Block, Body, Expression, Node};
use crate::terraform::{Layers, Mode, Resource};

/// An argument found by its path.
#[derive(Clone, Debug)]
pub struct Argument<'c> {
    /// Its value.
    pub value: Value,
    /// Where it is written.
    pub span: Span,
    /// The expression that gives it, and where that is evaluated: to trace it.
    pub origin: Option<(Node<'c>, Place<'c>)>,
}

/// A resource instance, as it is written.
pub(super) struct WrittenResource<'a, 'c> {
    pub(super) resource: &'a Resource<'c>,
    /// The resource's position in its module.
    pub(super) position: usize,
    /// The instance's position in the resource's expansion.
    pub(super) one: usize,
    pub(super) place: Place<'c>,
}

/// A block of a body, written or made by a `dynamic` block.
pub(super) struct Nested<'c> {
    pub(super) block: Block<'c>,
    /// Where it is evaluated.
    pub(super) place: Place<'c>,
    /// Why it is not known how many blocks it stands for.
    pub(super) unknown: Option<Unknown>,
}

/// Arguments and blocks of the language itself, which a resource's provider never sees. Their names mean other things
/// than values: `provider = aws.east` is no resource, and `depends_on` would evaluate what it names for nothing.
pub(super) const META_ARGUMENTS: [&str; 8] =
    ["count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner", DYNAMIC];
/// In JSON syntax, `dynamic` blocks are not told from arguments.
pub(super) const DYNAMIC: &str = "dynamic";

impl<'c> Evaluator<'c> {
    /// The arguments at `path` in `body`: `region`, `api.region`, `tags`. Each step may name a block, a `dynamic` block
    /// or an attribute that holds an object, a map or a list of them; `[]` after a name is allowed and means nothing.
    /// A path that ends at blocks gives each of them as an object.
    pub fn arguments(&self, body: &Layers<'c>, place: &Place<'c>, path: &str) -> Vec<Argument<'c>> {
        let mut found = Vec::new();
        let path: Vec<&str> = path.split('.').map(|name| name.trim_end_matches("[]")).collect();
        self.walk(body, place, &path, &mut found);
        for argument in &mut found {
            let value = &argument.value;
            let limit = if value.is_too_large() {
                Err(Limit::Size)
            } else {
                self.budget.shared(|| self.budget.spend(value.nodes()))
            };
            if let Err(limit) = limit {
                argument.value = Value::Unknown(self.budget.beyond(argument.span, limit));
            }
        }
        found
    }

    /// Why it is not known whether `body` has a block of type `kind`: the `dynamic` block that makes them stands for an
    /// unknown number.
    pub fn uncertain_block(&self, body: &Layers<'c>, place: &Place<'c>, kind: &str) -> Option<Unknown> {
        self.blocks(body, place, kind).into_iter().find_map(|nested| nested.unknown)
    }

    fn walk(&self, body: &Layers<'c>, place: &Place<'c>, path: &[&str], found: &mut Vec<Argument<'c>>) {
        let Some((name, rest)) = path.split_first() else { return };
        if let Some(attribute) = body.attribute(name) {
            self.descend(attribute.value, place, rest, found);
            return;
        }
        for Nested { block, place, .. } in self.blocks(body, place, name) {
            if rest.is_empty() {
                let value = self.body_value(&Layers::from(block.body), &place, None);
                found.push(Argument { value, span: block.header, origin: None });
            } else {
                self.walk(&Layers::from(block.body), &place, rest, found);
            }
        }
    }

    /// Follows `path` into an expression: by its source where it is a literal object, so that spans stay precise.
    fn descend(&self, node: Node<'c>, place: &Place<'c>, path: &[&str], found: &mut Vec<Argument<'c>>) {
        match (node.expression(), path.split_first()) {
            (_, None) => {
                let value = self.evaluate(node, place);
                found.push(Argument { value, span: node.span(), origin: Some((node, place.clone())) });
            }
            (Expression::Object(_), Some((name, rest))) => {
                if let Some(attribute) = Body::of_object(node).attribute(name) {
                    self.descend(attribute.value, place, rest, found);
                }
            }
            (Expression::Tuple(items), Some(_)) => {
                items.iter().for_each(|item| self.descend(item, place, path, found));
            }
            (_, Some(_)) => {
                let value = self.evaluate(node, place);
                inside(&value, path, &mut |value| {
                    found.push(Argument { value, span: node.span(), origin: Some((node, place.clone())) });
                });
            }
        }
    }

    /// The blocks of type `kind`, those of `dynamic "kind"` included.
    pub(super) fn blocks(&self, body: &Layers<'c>, place: &Place<'c>, kind: &str) -> Vec<Nested<'c>> {
        let mut found = Vec::new();
        for block in body.repeated(kind) {
            if block.kind == DYNAMIC {
                self.expand_dynamic(&block, kind, place, &mut found);
            } else {
                found.push(Nested { block, place: place.clone(), unknown: None });
            }
        }
        found
    }

    fn expand_dynamic(&self, dynamic: &Block<'c>, kind: &str, place: &Place<'c>, found: &mut Vec<Nested<'c>>) {
        let contents = dynamic.body.blocks_of("content", 0);
        let (Some(content), Some(for_each)) = (contents.first(), dynamic.body.attribute("for_each")) else { return };
        let iterator = dynamic.body.attribute("iterator").and_then(|iterator| match iterator.value.expression() {
            Expression::Variable(name) | Expression::String(name) => Some(name),
            _ => None,
        });
        let collection = self.evaluate(for_each.value, place);
        let (plain, sensitive) = collection.unmark();
        let mark = |value: Value| if sensitive { value.into_sensitive() } else { value };
        let (elements, unknown) = match self.budget.shared(|| self.budget.spend(count_of(plain))) {
            Ok(()) => (elements(plain), plain.unknowns()),
            Err(limit) => (None, Some(self.budget.beyond(for_each.value.span(), limit))),
        };
        let mut add = |key, value, unknown| {
            let bound = Value::object([("key", mark(key)), ("value", mark(value))]);
            let bindings = Some(Binding::new(iterator.unwrap_or(kind), bound, place.bindings.clone()));
            let block = Block { header: dynamic.header, ..content.clone() };
            found.push(Nested { block, place: Place { bindings, ..place.clone() }, unknown });
        };
        match elements {
            Some(elements) => elements.into_iter().for_each(|(key, value)| add(key, value, None)),
            // A null collection makes no block; an unknown one makes some, of which nothing is known.
            None => {
                if let Some(unknown) = unknown {
                    add(Value::Unknown(unknown.clone()), Value::Unknown(unknown.clone()), Some(unknown));
                }
            }
        }
    }

    /// A nested block as an object: arguments, and blocks as lists of objects. `rest` is what any other attribute is.
    fn body_value(&self, body: &Layers<'c>, place: &Place<'c>, rest: Option<&Unknown>) -> Value {
        let mut entries = Entries::new();
        for attribute in body.attributes().into_iter().filter(|attribute| attribute.name != DYNAMIC) {
            let value = self.evaluate(attribute.value, place);
            // In a resource, what a null argument becomes is the provider's choice.
            if rest.is_none() || value != Value::Null {
                entries.insert(attribute.name.into(), value);
            }
        }
        for kind in body.block_kinds() {
            if !entries.contains_key(kind) {
                let blocks = self.block_values(body, place, kind, rest);
                entries.insert(kind.into(), blocks.unwrap_or_else(|| Value::tuple(Vec::new())));
            }
        }
        Value::Object(match rest {
            Some(rest) => Mapping::open(entries, rest.clone()),
            None => entries.into(),
        })
    }

    /// The blocks of type `kind` as one value, if there are some.
    fn block_values(&self, body: &Layers<'c>, place: &Place<'c>, kind: &str, rest: Option<&Unknown>) -> Option<Value> {
        let blocks = self.blocks(body, place, kind);
        // There may be any number of them, none too.
        if let Some(unknown) = blocks.iter().find_map(|nested| nested.unknown.as_ref()) {
            return Some(Value::Unknown(unknown.clone()));
        }
        let values = blocks.iter().map(|nested| self.body_value(&Layers::from(nested.block.body), &nested.place, rest));
        (!blocks.is_empty()).then(|| Value::tuple(values.collect()))
    }

    /// An attribute of a resource instance: what the configuration says, or else what only the provider knows.
    pub(super) fn resource_attribute(&self, of: &WrittenResource<'_, 'c>, name: &str, span: Span) -> Value {
        let body = &of.resource.body;
        let written = if META_ARGUMENTS.contains(&name) {
            None
        } else if let Some(attribute) = body.attribute(name) {
            self.written_argument(of, &attribute)
        } else {
            let kind = body.block_kinds().into_iter().find(|kind| *kind == name);
            kind.and_then(|kind| self.written_blocks(of, kind))
        };
        written.unwrap_or_else(|| Value::Unknown(computed(of.resource, &of.place, name, span)))
    }

    /// A whole resource instance.
    pub(super) fn resource_object(&self, of: &WrittenResource<'_, 'c>, span: Span) -> Value {
        let known = of.place.instance.bodies.get((of.position, of.one), || Rc::new(self.written_body(of)));
        match known {
            Ok(entries) => match self.budget.spend(entries.len() as u64) {
                Ok(()) => Value::Object(Mapping::open((*entries).clone(), computed(of.resource, &of.place, "", span))),
                Err(limit) => Value::Unknown(self.budget.beyond(span, limit)),
            },
            Err(()) => self.depends_on_itself(of),
        }
    }

    /// What is written of a resource instance.
    fn written_body(&self, of: &WrittenResource<'_, 'c>) -> Entries {
        let body = &of.resource.body;
        let seen = |name: &str| !META_ARGUMENTS.contains(&name);
        let attributes = body.attributes();
        let mut entries: Entries = attributes
            .iter()
            .filter(|attribute| seen(attribute.name))
            .filter_map(|attribute| Some((attribute.name.into(), self.written_argument(of, attribute)?)))
            .collect();
        for kind in body.block_kinds() {
            if seen(kind) && !attributes.iter().any(|attribute| attribute.name == kind) {
                let value = self.written_blocks(of, kind).unwrap_or_else(|| Value::tuple(Vec::new()));
                entries.insert(kind.into(), value);
            }
        }
        entries
    }

    /// The value of an argument of a resource instance. What a null argument becomes is the provider's choice.
    fn written_argument(&self, of: &WrittenResource<'_, 'c>, attribute: &Attribute<'c>) -> Option<Value> {
        let compute = || Some(self.evaluate(attribute.value, &of.place)).filter(|value| *value != Value::Null);
        self.written(of, attribute.name, compute)
    }

    /// The blocks of type `kind` of a resource instance, if there are some.
    fn written_blocks(&self, of: &WrittenResource<'_, 'c>, kind: &'c str) -> Option<Value> {
        let compute = || {
            // The provider gives attributes to blocks too: `identity[0].principal_id`.
            let rest = computed(of.resource, &of.place, kind, of.resource.span);
            self.block_values(&of.resource.body, &of.place, kind, Some(&rest))
        };
        self.written(of, kind, compute)
    }

    fn written(
        &self,
        of: &WrittenResource<'_, 'c>,
        name: &'c str,
        compute: impl FnOnce() -> Option<Value>,
    ) -> Option<Value> {
        let known = of.place.instance.arguments.get((of.position, of.one, name), compute);
        known.unwrap_or_else(|()| Some(self.depends_on_itself(of)))
    }

    fn depends_on_itself(&self, of: &WrittenResource<'_, 'c>) -> Value {
        self.error(of.resource.span, EvaluationErrorKind::Cycle(address(of.resource, &of.place)));
        Value::unknown(Cause::at(CauseKind::Cycle, of.resource.span))
    }
}

fn address(resource: &Resource<'_>, place: &Place<'_>) -> Arc<str> {
    let (prefix, mode) = (&place.instance.prefix, resource.mode.prefix());
    format!("{prefix}{mode}{}.{}{}", resource.of_type, resource.name, place.repetition.key).into()
}

fn computed(resource: &Resource<'_>, place: &Place<'_>, attribute: &str, span: Span) -> Unknown {
    let address = address(resource, place);
    let kind = match resource.mode {
        Mode::Managed => CauseKind::Computed(address, attribute.into()),
        Mode::Data | Mode::Ephemeral => CauseKind::DataSource(address),
    };
    Unknown::new(Cause::at(kind, span))
}

/// What stands at `path` inside a value; a list or map on the way gives what stands in each of its elements.
fn inside(value: &Value, path: &[&str], found: &mut dyn FnMut(Value)) {
    let (plain, sensitive) = value.unmark();
    let Some((name, rest)) = path.split_first() else {
        found(value.clone());
        return;
    };
    let mark = |value: &Value| if sensitive { value.clone().into_sensitive() } else { value.clone() };
    match plain {
        Value::Map(entries) | Value::Object(entries) => match (entries.get(*name), entries.rest()) {
            (Some(value), _) => inside(&mark(value), rest, found),
            (None, Some(unknown)) => found(Value::Unknown(unknown.clone())),
            (None, None) => {}
        },
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
            items.iter().for_each(|item| inside(&mark(item), path, found));
        }
        Value::Unknown(unknown) => found(Value::Unknown(Unknown::of([unknown]))),
        _ => {}
    }
}
