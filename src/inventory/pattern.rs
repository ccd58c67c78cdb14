//! Names with `*`, which stands for any characters: `aws_s3_*`.

use std::sync::Arc;

/// A name in which `*` stands for any characters, none too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pattern(Arc<str>);

impl Pattern {
    /// The pattern that `text` writes.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What precedes its first `*`; all of it without any.
    pub fn start(&self) -> &str {
        self.0.split('*').next().unwrap_or_default()
    }

    /// Whether `name` is one of those it stands for.
    pub fn matches(&self, name: &str) -> bool {
        let mut parts = self.0.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = name.strip_prefix(first) else { return false };
        let mut parts: Vec<&str> = parts.collect();
        let Some(last) = parts.pop() else { return rest.is_empty() };
        // What stands between is found as early as it can be, so that most is left for what follows.
        for part in parts {
            let Some(at) = rest.find(part) else { return false };
            rest = rest.get(at + part.len()..).unwrap_or_default();
        }
        rest.ends_with(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, name, expected) in [
            ("aws_s3_bucket", "aws_s3_bucket", true),
            ("aws_s3_bucket", "aws_s3_bucket_acl", false),
            ("aws_s3_*", "aws_s3_bucket_acl", true),
            ("aws_s3_*", "aws_sqs_queue", false),
            ("*_bucket", "google_storage_bucket", true),
            ("*_bucket", "google_storage_bucket_iam", false),
            ("*", "anything", true),
            ("a*b*a", "aba", true),
            ("a*b*a", "ab", false),
            ("a*ba*a", "aba", false),
            ("**", "", true),
            ("", "", true),
            ("", "a", false),
            ("é*", "été", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(name), expected, "{pattern} / {name}");
        }
    }
}
