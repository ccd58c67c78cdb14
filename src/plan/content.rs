//! The attributes of a resource instance: their values, what is not known of them, what must not be shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::evaluation::{Number, Unknown, Value};

/// The attributes of a resource instance. Three trees of one shape, as Terraform writes them: in the second and the
/// third, `true` speaks of all that is below.
#[derive(Debug, Default)]
pub struct Content {
    pub(super) values: Json,
    pub(super) unknown: Json,
    pub(super) sensitive: Json,
}

/// The three trees at one place.
#[derive(Clone, Copy)]
struct Layer<'j> {
    value: &'j Json,
    unknown: &'j Json,
    sensitive: &'j Json,
}

impl Content {
    /// The text of the attribute `name`, when it is one, known and not sensitive.
    pub fn text(&self, name: &str) -> Option<&str> {
        let marked = |tree: &Json| tree.as_bool() == Some(true) || tree.get(name).and_then(Json::as_bool) == Some(true);
        let hidden = marked(&self.unknown) || marked(&self.sensitive);
        self.values.get(name).filter(|_| !hidden)?.as_str()
    }

    /// What stands at `path` (`region`, `settings.tier`, `nodes[].region`), through blocks and objects: nothing for
    /// what is null, each of several blocks apart. What is known after apply is `unknown`. A sensitive value stays
    /// behind: its mark is all that is told.
    pub fn at(&self, path: &str, unknown: &Unknown) -> Vec<Value> {
        let path: Vec<&str> = path.split('.').map(|name| name.trim_end_matches("[]")).collect();
        let top = Layer { value: &self.values, unknown: &self.unknown, sensitive: &self.sensitive };
        let mut found = Vec::new();
        top.walk(&path, unknown, &mut found);
        found
    }
}

impl Content {
    /// All attributes as an object, null ones too; each of those that are known after apply is what `unknown` gives for
    /// its name. Nothing when there are none. A sensitive value stays behind: its mark is all that is told.
    pub fn whole(&self, unknown: &dyn Fn(&str) -> Unknown) -> Option<Value> {
        let top = Layer { value: &self.values, unknown: &self.unknown, sensitive: &self.sensitive };
        let names = || [top.value, top.unknown].into_iter().filter_map(Json::as_object).flat_map(serde_json::Map::keys);
        let entries = names().map(|name| (name.as_str(), top.attribute(name).value(&unknown(name))));
        top.is_object().then(|| Value::object(entries.collect::<Vec<_>>()))
    }
}

impl<'j> Layer<'j> {
    fn walk(self, path: &[&str], unknown: &Unknown, found: &mut Vec<Value>) {
        if let Some(whole) = self.whole(unknown) {
            found.extend((whole != Value::Null).then_some(whole));
            return;
        }
        match path.split_first() {
            Some(_) if self.is_list() => self.items().for_each(|item| item.walk(path, unknown, found)),
            Some((name, rest)) => self.attribute(name).walk(rest, unknown, found),
            None if self.is_list() && self.items().next().is_some() && self.items().all(Self::is_object) => {
                found.extend(self.items().map(|item| item.value(unknown)));
            }
            None => {
                let value = self.value(unknown);
                found.extend((value != Value::Null).then_some(value));
            }
        }
    }

    /// What one mark says of all that is here.
    fn whole(self, unknown: &Unknown) -> Option<Value> {
        match (self.sensitive, self.unknown, self.value) {
            (Json::Bool(true), Json::Bool(true), _) => Some(Value::string("").into_sensitive()),
            (Json::Bool(true), _, value) if !value.is_null() => Some(Value::string("").into_sensitive()),
            (_, Json::Bool(true), _) => Some(Value::Unknown(unknown.clone())),
            _ => None,
        }
    }

    fn is_list(self) -> bool {
        self.value.is_array() || (self.value.is_null() && self.unknown.is_array())
    }

    fn is_object(self) -> bool {
        self.value.is_object() || (self.value.is_null() && self.unknown.is_object())
    }

    fn attribute(self, name: &str) -> Self {
        let of = |tree: &'j Json| tree.get(name).unwrap_or(&Json::Null);
        Self { value: of(self.value), unknown: of(self.unknown), sensitive: of(self.sensitive) }
    }

    fn items(self) -> impl Iterator<Item = Self> {
        let length = |tree: &Json| tree.as_array().map_or(0, Vec::len);
        let of = |tree: &'j Json, index: usize| tree.get(index).unwrap_or(&Json::Null);
        (0..length(self.value).max(length(self.unknown))).map(move |index| Self {
            value: of(self.value, index),
            unknown: of(self.unknown, index),
            sensitive: of(self.sensitive, index),
        })
    }

    fn value(self, unknown: &Unknown) -> Value {
        if let Some(whole) = self.whole(unknown) {
            return whole;
        }
        if self.is_list() {
            return Value::tuple(self.items().map(|item| item.value(unknown)).collect());
        }
        if self.is_object() {
            let names = |tree: &'j Json| tree.as_object().into_iter().flat_map(serde_json::Map::keys);
            let entries: BTreeMap<Arc<str>, Value> = names(self.value)
                .chain(names(self.unknown))
                .map(|name| (Arc::from(name.as_str()), self.attribute(name).value(unknown)))
                .collect();
            return Value::Object(entries.into());
        }
        scalar(self.value)
    }
}

/// A whole JSON value, of which nothing is unknown or sensitive.
pub(super) fn value(json: &Json) -> Value {
    match json {
        Json::Array(items) => Value::tuple(items.iter().map(value).collect()),
        Json::Object(entries) => Value::object(entries.iter().map(|(name, json)| (name.as_str(), value(json)))),
        other => scalar(other),
    }
}

fn scalar(json: &Json) -> Value {
    match json {
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => number.to_string().parse::<Number>().map_or(Value::Null, Value::Number),
        Json::String(text) => Value::text(text),
        Json::Null | Json::Array(_) | Json::Object(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::evaluation::{Cause, CauseKind};

    fn content(values: Json, unknown: Json, sensitive: Json) -> Content {
        Content { values, unknown, sensitive }
    }

    fn unknown() -> Unknown {
        Unknown::new(Cause { kind: CauseKind::Computed("a.b".into(), "c".into()), span: None })
    }

    #[test]
    fn values_are_found_through_blocks_and_lists() {
        let nodes = json!({ "region": "fr-par", "zone": null, "nodes": [{ "zone": "a" }, { "zone": "b" }] });
        let content = content(nodes, json!({}), json!({}));
        assert_eq!(content.at("region", &unknown()), [Value::string("fr-par")]);
        assert_eq!((content.text("region"), content.text("nodes")), (Some("fr-par"), None));
        assert_eq!(content.at("nodes[].zone", &unknown()), [Value::string("a"), Value::string("b")]);
        assert_eq!(content.at("nodes", &unknown()).len(), 2, "each block apart");
        assert!(content.at("zone", &unknown()).is_empty());
        assert!(content.at("region.deeper", &unknown()).is_empty());
    }

    #[test]
    fn what_is_known_after_apply_is_unknown_at_any_depth() {
        let after = json!({ "tags": [{ "key": "env" }], "name": "x" });
        let content = content(after, json!({ "region": true, "tags": [{ "value": true }] }), json!({}));
        let value = || Value::Unknown(unknown());
        assert_eq!(content.at("region", &unknown()), [value()]);
        assert_eq!(content.at("region.deeper", &unknown()), [value()]);
        let tag = Value::object([("key", Value::string("env")), ("value", value())]);
        assert_eq!(content.at("tags", &unknown()), [tag]);
    }

    #[test]
    fn a_sensitive_value_stays_behind() {
        let after = json!({ "password": "hunter2", "user": null, "tags": { "a": "hunter2", "b": "x" } });
        let marks = json!({ "password": true, "user": true, "tags": { "a": true }, "key": true });
        let content = content(after, json!({ "key": true }), marks);
        let hidden = || Value::string("").into_sensitive();
        assert_eq!(content.at("password", &unknown()), [hidden()]);
        assert_eq!(content.text("password"), None);
        assert_eq!(content.at("password.deeper", &unknown()), [hidden()]);
        assert_eq!(content.at("key", &unknown()), [hidden()]);
        assert!(content.at("user", &unknown()).is_empty(), "a mark makes no value");
        let tags = Value::object([("a", hidden()), ("b", Value::string("x"))]);
        assert_eq!(content.at("tags", &unknown()), [tags]);
    }
}
