//! Addresses whose credentials are none of a report's business: `https://user:secret@host/path?token=secret`.

use super::diagnostic::{Diagnostic, FactLine, Label, ResourceRef, Step};

/// What stands for what is not shown.
const HIDDEN: char = '…';

/// Takes from all that `diagnostics` say what an address of the code may hold of credentials. Fingerprints stay what they
/// are.
pub fn hide(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        let Diagnostic { title, primary, trace, facts, resources, remedy, exception, .. } = diagnostic;
        let labels = primary.iter_mut().map(|Label { text, .. }| text);
        let steps = trace.iter_mut().map(|Step { text, .. }| text);
        let facts = facts.iter_mut().map(|FactLine { text, .. }| text);
        let addresses = resources.iter_mut().flat_map(|ResourceRef { address, shown, .. }| [address, shown]);
        let reasons = exception.iter_mut().flat_map(|own| [&mut own.reference, &mut own.authority, &mut own.reason]);
        let texts = std::iter::once(title)
            .chain(reasons.flatten())
            .chain(labels)
            .chain(steps)
            .chain(facts)
            .chain(addresses)
            .chain(remedy);
        for text in texts.filter(|text| text.contains("://")) {
            *text = without_credentials(text);
        }
    }
}

/// `text` without the user, the password, the query and the fragment of the addresses in it.
pub fn without_credentials(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(scheme) = rest.find("://") {
        let (before, address) = rest.split_at(scheme + "://".len());
        shown.push_str(before);
        let ends = |character: char| character.is_whitespace() || matches!(character, '"' | '\'' | '`' | '»');
        let (address, after) = address.split_at(address.find(ends).unwrap_or(address.len()));
        let (path, query) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
        let authority = path.split('/').next().unwrap_or_default();
        // A password may hold any character: what is no port is one, up to the last `@`.
        let port = |(_, port): (&str, &str)| port.bytes().all(|byte| byte.is_ascii_digit());
        let whole = authority.contains('@') || authority.rsplit_once(':').is_none_or(port);
        let host = if whole { authority.rfind('@') } else { address.rfind('@') };
        let (kept, cut) = match host.map(|at| at + 1) {
            Some(start) if start <= path.len() => (path.get(start..).unwrap_or_default(), query),
            // The address has no end that can be told.
            Some(_) => ("", address),
            None => (path, query),
        };
        shown.push_str(kept);
        if !cut.is_empty() {
            shown.push(HIDDEN);
        }
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_an_address_leads_is_shown() {
        for (text, shown) in [
            ("the host \"api.example\" is", "the host \"api.example\" is"),
            ("git::https://oauth2:x@git.example/a/b.git//sub?ref=v1", "git::https://git.example/a/b.git//sub…"),
            (
                "\"https://u:x@a.example/b\" and `ftp://c.example:21/d@1`",
                "\"https://a.example/b\" and `ftp://c.example:21/d@1`",
            ),
            ("https://u:p/x@a.example/b", "https://a.example/b"),
            ("https://u:p@x@a.example?t=x", "https://a.example…"),
            ("https://u:p?x@a.example/b", "https://…"),
            ("https://a.example#x", "https://a.example…"),
            ("ssh://git@a.example:22", "ssh://a.example:22"),
            ("a.b[\"://\"]", "a.b[\"://\"]"),
        ] {
            assert_eq!(without_credentials(text), shown, "{text}");
        }
    }
}
