//! Values that stand near a place and are none of a report's business: secrets are committed in real repositories.

use std::ops::Range;

use crate::inventory::host_of;
use crate::syntax::{Values, values};

/// What stands for a value that is not shown.
const HIDDEN: char = '…';

/// What of an excerpt is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Masked {
    /// Everything is: no settings are secret.
    Nothing,
    /// Values, but for a string that is the place.
    Around,
    /// Values.
    Everywhere,
    /// Values, and what may be one without its quotes.
    Broken,
}

/// `range` of `text`, whose values are `values`.
pub(super) fn shown(text: &str, values: &Values, masked: Masked, range: Range<usize>) -> String {
    let own = || text.get(range.clone()).unwrap_or_default();
    if masked == Masked::Nothing {
        return own().to_owned();
    }
    let mut hidden: Vec<Range<usize>> = within(&values.literals, &range).collect();
    if masked == Masked::Broken {
        hidden.extend(within(&values.words, &range));
        hidden.sort_unstable_by_key(|range| range.start);
    }
    let mut shown = String::new();
    let mut from = range.start;
    for value in hidden {
        shown.push_str(text.get(from..value.start).unwrap_or_default());
        match text.get(value.clone()).unwrap_or_default() {
            // Before a word of a comment.
            blank if blank.trim().is_empty() => shown.push_str(blank),
            _ => shown.push(HIDDEN),
        }
        from = value.end;
    }
    shown.push_str(text.get(from..range.end).unwrap_or_default());
    shown
}

/// The place `range` of `text`, which may be in a value itself: then what it refers to is shown.
pub(super) fn place(text: &str, known: &Values, masked: Masked, range: Range<usize>) -> String {
    let own = text.get(range.clone()).unwrap_or_default();
    let inside: Vec<Range<usize>> = within(&known.literals, &range).collect();
    let string = own.len() > 1 && own.starts_with('"') && own.ends_with('"');
    let content = range.start + 1..range.end.saturating_sub(1);
    match (masked, inside.as_slice()) {
        (Masked::Nothing, _) => own.to_owned(),
        // What is in question is that string.
        (Masked::Around, [only]) if string && *only == content => harmless(own),
        (_, [only]) if *only == range && is_part(&known.literals, &range) => {
            shown(own, &values(own), masked, 0..own.len())
        }
        _ => shown(text, known, masked, range),
    }
}

/// The parts of `ranges` that are in `range`.
fn within<'r>(ranges: &'r [Range<u32>], range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'r> {
    let first = ranges.partition_point(|own| own.end as usize <= range.start);
    let parts = ranges.iter().skip(first).map(|own| own.start as usize..own.end as usize);
    let (start, end) = (range.start, range.end);
    parts.take_while(move |own| own.start < end).map(move |own| own.start.max(start)..own.end.min(end))
}

/// Whether `range` is in one of `ranges`, and not all of it.
fn is_part(ranges: &[Range<u32>], range: &Range<usize>) -> bool {
    let first = ranges.partition_point(|own| (own.end as usize) <= range.start);
    ranges.get(first).is_some_and(|own| (own.end - own.start) as usize > range.len())
}

/// A string in its quotes; of one that is an address, the host: the rest may hold credentials.
fn harmless(string: &str) -> String {
    let content = string.trim_matches('"');
    let address = content.contains("://") || content.split_once('@').is_some_and(|(before, _)| before.contains(':'));
    match host_of(content) {
        _ if !address => string.to_owned(),
        Some(host) if host == content => string.to_owned(),
        Some(host) => format!("\"{HIDDEN}{host}{HIDDEN}\""),
        None => format!("\"{HIDDEN}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(text: &str, place: &str, masked: Masked) -> String {
        let start = text.find(place).unwrap();
        super::place(text, &values(text), masked, start..start + place.len())
    }

    #[test]
    fn a_string_in_question_is_shown_and_no_credentials() {
        let address = "\"https://user:secret@api.example/v3?t=secret\"";
        for (text, place, shown) in [
            ("region = \"fr-par\"", "\"fr-par\"", "\"fr-par\""),
            ("region = \"${var.x}-1\"", "\"${var.x}-1\"", "\"${var.x}-1\""),
            ("region = \"a${var.x}\"", "var.x", "var.x"),
            ("region = \"${f(\"secret\")}\"", "f(\"secret\")", "f(\"…\")"),
            ("region = \"\"", "\"\"", "\"\""),
            (&format!("url = {address}"), address, "\"…api.example…\""),
            ("url = \"user:secret@api.example\"", "\"user:secret@api.example\"", "\"…api.example…\""),
            ("tags = { a = \"b\", pin = 4242 }", "{ a = \"b\", pin = 4242 }", "{ a = \"…\", pin = … }"),
            ("provider \"aws\" {", "provider \"aws\"", "provider \"aws\""),
            ("x = <<E\nsecret ${lower(1, 2)} secret\nE\n", "lower(1, 2)", "lower(…, …)"),
        ] {
            assert_eq!(place_of(text, place, Masked::Around), shown, "{text}");
        }
        assert_eq!(place_of("region = \"fr-par\"", "\"fr-par\"", Masked::Everywhere), "\"…\"");
        assert_eq!(place_of("a = secret b", "secret", Masked::Broken), "…");
    }
}
