//! Arguments of blocks: by path, through nested blocks, `dynamic` blocks and objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::evaluator::Evaluator;
use super::expression::elements;
use super::instance::Place;
use super::scope::Binding;
use super::{Cause, CauseKind, Mapping, Unknown, Value};
use crate::source::Span;
use crate::syntax::{Block, Body, Expression, Node};
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

/// Arguments of the language itself, which a resource's provider never sees.
const META_ARGUMENTS: [&str; 5] = ["count", "for_each", "provider", "depends_on", "lifecycle"];

impl<'c> Evaluator<'c> {
    /// The arguments at `path` in `body`: `region`, `api.region`, `tags`. Each step may name a block, a `dynamic` block
    /// or an attribute that holds an object, a map or a list of them; `[]` after a name is allowed and means nothing.
    /// A path that ends at blocks gives each of them as an object.
    pub fn arguments(&self, body: &Layers<'c>, place: &Place<'c>, path: &str) -> Vec<Argument<'c>> {
        let mut found = Vec::new();
        let path: Vec<&str> = path.split('.').map(|name| name.trim_end_matches("[]")).collect();
        self.walk(body, place, &path, &mut found);
        found
    }

    fn walk(&self, body: &Layers<'c>, place: &Place<'c>, path: &[&str], found: &mut Vec<Argument<'c>>) {
        let Some((name, rest)) = path.split_first() else { return };
        if let Some(attribute) = body.attribute(name) {
            self.descend(attribute.value, place, rest, found);
            return;
        }
        for (block, inner) in self.blocks(body, place, name) {
            if rest.is_empty() {
                let value = self.body_value(&Layers::from(block.body), &inner, None);
                found.push(Argument { value, span: block.header, origin: None });
            } else {
                self.walk(&Layers::from(block.body), &inner, rest, found);
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

    /// The blocks of type `kind`, those of `dynamic "kind"` included, each with the place where it is evaluated.
    fn blocks(&self, body: &Layers<'c>, place: &Place<'c>, kind: &str) -> Vec<(Block<'c>, Place<'c>)> {
        let mut found: Vec<_> = body.blocks_of(kind, 0).into_iter().map(|block| (block, place.clone())).collect();
        for dynamic in body.blocks_of("dynamic", 1) {
            if dynamic.labels.first().is_some_and(|label| label.text == kind) {
                self.expand_dynamic(&dynamic, kind, place, &mut found);
            }
        }
        found
    }

    fn expand_dynamic(
        &self,
        dynamic: &Block<'c>,
        kind: &str,
        place: &Place<'c>,
        found: &mut Vec<(Block<'c>, Place<'c>)>,
    ) {
        let contents = dynamic.body.blocks_of("content", 0);
        let (Some(content), Some(for_each)) = (contents.first(), dynamic.body.attribute("for_each")) else { return };
        let iterator = dynamic.body.attribute("iterator").and_then(|iterator| match iterator.value.expression() {
            Expression::Variable(name) | Expression::String(name) => Some(name),
            _ => None,
        });
        let collection = self.evaluate(for_each.value, place);
        let plain = collection.unmark().0;
        let each = elements(plain).unwrap_or_else(|| {
            // A null collection makes no block; an unknown one makes some, of which nothing is known.
            let unknown = plain.unknowns().map(|unknown| Value::Unknown(Unknown::of([&unknown])));
            unknown.map(|unknown| (unknown.clone(), unknown)).into_iter().collect()
        });
        for (key, value) in each {
            let bound = Value::object([("key", key), ("value", value)]);
            let bindings = Some(Binding::new(iterator.unwrap_or(kind), bound, place.bindings.clone()));
            let inner = Place { bindings, ..place.clone() };
            let block = Block { header: dynamic.header, ..content.clone() };
            found.push((block, inner));
        }
    }

    /// A whole body as an object: arguments, and blocks as lists of objects. `rest` is what any other attribute is.
    fn body_value(&self, body: &Layers<'c>, place: &Place<'c>, rest: Option<Unknown>) -> Value {
        let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        for attribute in body.attributes() {
            entries.insert(attribute.name.into(), self.evaluate(attribute.value, place));
        }
        let mut kinds = body.block_kinds();
        for dynamic in body.blocks_of("dynamic", 1) {
            kinds.extend(dynamic.labels.first().map(|label| label.text));
        }
        for kind in kinds {
            if kind == "dynamic" || entries.contains_key(kind) {
                continue;
            }
            let blocks = self.blocks(body, place, kind).into_iter();
            let values = blocks.map(|(block, inner)| self.body_value(&Layers::from(block.body), &inner, None));
            entries.insert(kind.into(), Value::tuple(values.collect()));
        }
        match rest {
            Some(rest) => {
                // What a null argument becomes is the provider's choice.
                entries.retain(|name, value| *value != Value::Null && !META_ARGUMENTS.contains(&&**name));
                Value::Object(Mapping::open(entries, rest))
            }
            None => Value::Object(entries.into()),
        }
    }

    /// An attribute of a resource instance: what the configuration says, or else what only the provider knows.
    pub(super) fn resource_attribute(
        &self,
        resource: &Resource<'c>,
        place: &Place<'c>,
        name: &str,
        span: Span,
    ) -> Value {
        if !META_ARGUMENTS.contains(&name) {
            if let Some(attribute) = resource.body.attribute(name) {
                let value = self.evaluate(attribute.value, place);
                if value != Value::Null {
                    return value;
                }
            } else {
                let blocks = self.blocks(&resource.body, place, name);
                if !blocks.is_empty() {
                    let values = blocks
                        .into_iter()
                        .map(|(block, inner)| self.body_value(&Layers::from(block.body), &inner, None));
                    return Value::tuple(values.collect());
                }
            }
        }
        Value::Unknown(computed(resource, place, name, span))
    }

    /// A whole resource instance.
    pub(super) fn resource_object(&self, resource: &Resource<'c>, place: &Place<'c>, span: Span) -> Value {
        self.body_value(&resource.body, place, Some(computed(resource, place, "", span)))
    }
}

fn computed(resource: &Resource<'_>, place: &Place<'_>, attribute: &str, span: Span) -> Unknown {
    let (prefix, mode) = (&place.instance.prefix, resource.mode.prefix());
    let address: Arc<str> =
        format!("{prefix}{mode}{}.{}{}", resource.of_type, resource.name, place.repetition.key).into();
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
