//! The module calls in an address: `module.db["fr"].scaleway_rdb_instance.main`.

use serde_json::Value as Json;

/// A call on the way to a module instance, with the key of that instance.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) key: Option<Json>,
}

/// The calls that `address` begins with, and how long they are with the dots that follow them.
pub(super) fn calls(address: &str) -> (Vec<Step>, usize) {
    let mut steps = Vec::new();
    let mut rest = address;
    while let Some((step, after)) = call(rest) {
        steps.push(step);
        rest = after;
    }
    (steps, address.len() - rest.len())
}

fn call(text: &str) -> Option<(Step, &str)> {
    let rest = text.strip_prefix("module.")?;
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let (key, rest) = match rest.strip_prefix('[') {
        Some(rest) => {
            let end = key_end(rest)?;
            let (key, rest) = rest.split_at(end);
            (Some(serde_json::from_str(key).ok()?), rest.get(1..)?)
        }
        None => (None, rest),
    };
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix('.')? };
    Some((Step { name: name.to_owned(), key }, rest))
}

/// Where the key that `text` begins with ends: at the first `]` outside its quotes.
fn key_end(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted => return Some(offset),
            _ => {}
        }
    }
    None
}

/// The parts of a reference: `google_x.y["a.b"].id` → `google_x`, `y["a.b"]`, `id`.
pub(super) fn parts(reference: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut offset) = (0, 0);
    while let Some(found) = reference.get(offset..).and_then(|rest| rest.find(['.', '['])) {
        let at = offset + found;
        if reference.as_bytes().get(at) == Some(&b'[') {
            match reference.get(at + 1..).and_then(key_end) {
                Some(length) => offset = at + 1 + length,
                None => break,
            }
        } else {
            parts.extend(reference.get(start..at));
            (start, offset) = (at + 1, at + 1);
        }
    }
    parts.extend(reference.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_hold_anything() {
        let address = r#"module.a["x].y \"z\""].module.b[1].aws_instance.c["module.d"]"#;
        let (steps, length) = calls(address);
        let step = |name: &str, key: Json| Step { name: name.to_owned(), key: Some(key) };
        assert_eq!(steps, [step("a", json!("x].y \"z\"")), step("b", json!(1))]);
        assert_eq!(&address[length..], "aws_instance.c[\"module.d\"]");
        assert_eq!(calls("aws_instance.c"), (Vec::new(), 0));
        assert_eq!(calls("module.a").0.len(), 1);
        for broken in ["module.a[", "module.a[\"x", "module.a[x].b.c", "module.a[0]b"] {
            assert_eq!(calls(broken), (Vec::new(), 0), "{broken}");
        }
    }

    #[test]
    fn references_have_parts() {
        assert_eq!(parts("google_x.y[\"a.b\"].id"), ["google_x", "y[\"a.b\"]", "id"]);
        assert_eq!(parts("var.o"), ["var", "o"]);
        assert_eq!(parts("a.b[\"c"), ["a", "b[\"c"]);
    }
}
