//! Addresses in documents: the values of a chart, a manifest of Kubernetes.
//!
//! A document is written for a program that is not known, so that few of its texts are what that program calls. Only a
//! text that is an address as a whole, with its scheme, is read, and only a host that the catalogue has is told: what
//! is left is names of the cluster, examples and links for people.

use std::sync::Arc;

use super::reading::{MAX_FLOWS, beginning, host_of_url};
use crate::evaluation::Value;
use crate::evaluation::functions::decode_yaml;

/// An address in a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// What it is called there.
    pub(super) name: Option<Arc<str>>,
    /// Its host.
    pub(super) host: Arc<str>,
}

/// What holds links for people, and what is of the cluster alone, in capitals without separators.
const NOT_CALLED: [&str; 3] = ["ANNOTATIONS", "$SCHEMA", "$ID"];

/// The addresses in `value`: a text is a document in YAML, or several in a list.
pub(super) fn addresses(value: &Value) -> Vec<Address> {
    let mut found = Vec::new();
    read(value, &mut found);
    found
}

fn read(value: &Value, found: &mut Vec<Address>) {
    match value.unmark() {
        (Value::String(text), false) => {
            if let Some(document) = decode_yaml(text) {
                walk(&document, None, found);
            }
        }
        (Value::List(items) | Value::Set(items) | Value::Tuple(items), false) => {
            items.items().iter().for_each(|item| read(item, found));
        }
        _ => walk(value, None, found),
    }
}

/// `name` is what the nearest key, or the entry of a list, calls `value`.
fn walk(value: &Value, name: Option<&Arc<str>>, found: &mut Vec<Address>) {
    if found.len() >= MAX_FLOWS {
        return;
    }
    match value.unmark() {
        (Value::String(text), false) => found.extend(address(name, host_of_url(text))),
        (Value::Unknown(unknown), false) => found.extend(address(name, beginning(unknown).and_then(host_of_url))),
        (Value::List(items) | Value::Set(items) | Value::Tuple(items), false) => {
            items.items().iter().for_each(|item| walk(item, name, found));
        }
        (Value::Map(entries) | Value::Object(entries), false) => {
            let text = |key: &str| entries.entries().get(key).filter(|value| !value.unmark().1)?.as_str();
            // What a secret holds is not to be told; a definition of types calls nothing.
            if matches!(text("kind"), Some("Secret" | "CustomResourceDefinition")) {
                return;
            }
            // `{ name = "SENTRY_DSN", value = "…" }` is an entry of a list that stands for a map.
            let named: Option<Arc<str>> = text("name").map(Arc::from);
            for (key, value) in entries.entries() {
                let own = if key.starts_with("value") { named.as_ref().unwrap_or(key) } else { key };
                if is_called(own) {
                    walk(value, Some(own), found);
                }
            }
        }
        _ => {}
    }
}

fn address(name: Option<&Arc<str>>, host: Option<&str>) -> Option<Address> {
    host.map(|host| Address { name: name.cloned(), host: host.into() })
}

/// Whether what a key of this name holds may be what a program calls, and not who may call it.
fn is_called(key: &str) -> bool {
    let key = key.to_ascii_uppercase().replace(['_', '-'], "");
    !NOT_CALLED.contains(&key.as_str()) && !["CORS", "ORIGIN", "ALLOWEDHOSTS"].iter().any(|part| key.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::fake::list;

    fn of(value: &Value) -> Vec<String> {
        let told = |one: &Address| format!("{}: {}", one.name.as_deref().unwrap_or("-"), one.host);
        addresses(value).iter().map(told).collect()
    }

    fn yaml(text: &str) -> Vec<String> {
        of(&list(&[text]))
    }

    #[test]
    fn only_a_text_that_is_an_address_is_read() {
        let text = "
# https://docs.example.org tells the rest
loki:
  url: https://user:secret@logs.grafana.net/loki/api/v1/push?token=secret
  help: see https://example.org/help
  inside: http://loki.svc.cluster.local:3100
  corsAllowedOrigins: [https://app.example.org]
  annotations:
    runbook: https://wiki.example.org
env:
  - name: SENTRY_DSN
    value: https://key@o1.ingest.sentry.io/2
  - name: CORS_ORIGIN
    value: https://app.example.org
hosts: [https://one.example.org, two.example.org]
";
        let found = ["SENTRY_DSN: o1.ingest.sentry.io", "hosts: one.example.org", "url: logs.grafana.net"];
        assert_eq!(yaml(text), found);
        assert_eq!(yaml("https://api.example.org"), ["-: api.example.org"]);
    }

    #[test]
    fn what_is_no_document_is_not_read() {
        assert_eq!(yaml("a: [https://example.org"), [""; 0]);
        assert_eq!(yaml(""), [""; 0]);
        assert_eq!(yaml("a: &a [*a, https://example.org]"), [""; 0]);
        assert_eq!(of(&Value::Null), [""; 0]);
    }

    #[test]
    fn secrets_are_not_told() {
        let url = || Value::string("https://o1.ingest.sentry.io/2");
        assert_eq!(of(&Value::object([("a", url())])), ["a: o1.ingest.sentry.io"]);
        assert_eq!(of(&Value::object([("a", url().into_sensitive())])), [""; 0]);
        assert_eq!(of(&list(&["a: https://o1.ingest.sentry.io/2"]).into_sensitive()), [""; 0]);
        assert_eq!(yaml("{kind: Secret, stringData: {dsn: 'https://o1.ingest.sentry.io/2'}}"), [""; 0]);
    }
}
