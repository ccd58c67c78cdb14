//! What is said of an asset in a few words.

use super::Words;
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::{Asset, Classification, Fact};
use crate::report::cause;
use crate::report::credentials::without_credentials;
use crate::report::fact::Facts;
use crate::source::Span;

impl<'a> Words<'a> {
    pub(in crate::report) fn facts(self) -> Facts<'a> {
        Facts { catalogue: self.catalogue, messages: self.messages, today: self.today }
    }

    pub(in crate::report) fn text(self, id: &str) -> String {
        self.messages.text(id)
    }

    /// A path with its line.
    pub(in crate::report) fn place(self, span: Span) -> String {
        let (path, position) = self.sources.position(span);
        format!("{path}:{}", position.line)
    }

    pub(in crate::report) fn level(self, classification: &Classification) -> String {
        let level = self.text(&format!("level-{}", classification.level.name()));
        if classification.and_more { format!("{level}, {}", self.text("perhaps-more")) } else { level }
    }

    pub(in crate::report) fn category(self, asset: &Asset) -> String {
        match asset.category.as_deref() {
            Some(category) => {
                let id = format!("category-{}", category.replace('_', "-"));
                let words = self.text(&id);
                if words == id { category.to_owned() } else { words }
            }
            None => String::new(),
        }
    }

    /// Who operates the asset: the operator, with its country.
    pub(in crate::report) fn operator(self, asset: &Asset) -> Option<String> {
        let offer = asset.offer.known()?;
        Some(match &offer.operator_country {
            Some(code) => format!("{} ({})", offer.operator, self.facts().country(code)),
            None => offer.operator.clone(),
        })
    }

    /// Who operates the asset, and the law of a third State that it is subject to: the first thing to know of an operator.
    pub(in crate::report) fn operator_and_law(self, asset: &Asset) -> String {
        let Some(operator) = self.operator(asset) else { return self.text("register-unknown") };
        let law = asset.offer.known().and_then(|offer| self.facts().third_state_law(offer));
        std::iter::once(operator).chain(law).collect::<Vec<_>>().join(", ")
    }

    /// Why something is not known.
    pub(in crate::report) fn cause(self, kind: &CauseKind) -> String {
        without_credentials(&cause::words(kind, self.messages))
    }
}

/// Whether nobody said anything of the data: there is no reason to tell.
pub(super) fn is_unclassified(fact: &Fact<Classification>) -> bool {
    match fact {
        Fact::Known { .. } => false,
        Fact::Unknown { causes, candidates, .. } => {
            let undeclared = |cause: &Cause| matches!(cause.kind, CauseKind::NotDeclared("classification"));
            candidates.is_empty() && causes.iter().all(undeclared)
        }
    }
}

/// An address whose instance keys are left open: `this["a"]` → `this[…]`.
pub(in crate::report) fn without_keys(address: &str) -> String {
    let mut shown = String::with_capacity(address.len());
    let (mut inside, mut quoted, mut escaped) = (false, false, false);
    for character in address.chars() {
        match character {
            _ if inside && quoted && escaped => escaped = false,
            '\\' if inside && quoted => escaped = true,
            '"' if inside => quoted = !quoted,
            '[' if !inside => {
                inside = true;
                shown.push_str("[…");
            }
            ']' if inside && !quoted => {
                inside = false;
                shown.push(']');
            }
            _ if inside => {}
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::without_keys;

    #[test]
    fn keys_of_instances_are_left_open() {
        let table = [
            ("a.b", "a.b"),
            ("a.b[0]", "a.b[…]"),
            (r#"module.m["x"].a.b["y]z"]"#, "module.m[…].a.b[…]"),
            (r#"a.b["say \"hi\"]"].c"#, "a.b[…].c"),
            ("backend \"s3\"", "backend \"s3\""),
        ];
        for (address, expected) in table {
            assert_eq!(without_keys(address), expected);
        }
    }
}
