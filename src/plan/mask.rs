//! What of a plan may be shown: names. Everything else is blanked, so that no report can quote a secret.

use std::ops::Range;

use super::document::{Given, Named};

/// The text without what is outside `kept`, which is in order. Line breaks stay, and each character becomes a blank of
/// its length: places keep their offsets, their lines and their columns.
pub(super) fn mask(text: &str, kept: &[Range<usize>]) -> String {
    keep(text, kept, |character| match character.len_utf8() {
        1 if character == '\n' => "\n",
        1 => " ",
        2 => "\u{a0}",
        3 => "\u{2003}",
        // No blank is that long.
        _ => "\u{a0}\u{a0}",
    })
}

fn keep(text: &str, kept: &[Range<usize>], blank: impl Fn(char) -> &'static str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut position = 0;
    for range in kept {
        let Some(shown) = text.get(range.clone()).filter(|_| range.start >= position) else { continue };
        masked.extend(text.get(position..range.start).unwrap_or_default().chars().map(&blank));
        masked.push_str(shown);
        position = range.end;
    }
    masked.extend(text.get(position..).unwrap_or_default().chars().map(&blank));
    masked
}

/// Where `part` is in `text`, which it was cut from.
pub(super) fn range_of(text: &str, part: &str) -> Option<Range<usize>> {
    let start = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let end = start.checked_add(part.len())?;
    (text.get(start..end)? == part).then_some(start..end)
}

/// The input variables of a plan as a file of values: each name and each value where it stands in `text`, so that
/// what is traced to a variable is traced into the plan. `None` without variables.
pub(super) fn variable_file(text: &str, variables: Option<&Named<'_, Given<'_>>>) -> Option<String> {
    let entries: Vec<(Range<usize>, Range<usize>)> = variables?
        .0
        .iter()
        .filter_map(|(name, given)| {
            let std::borrow::Cow::Borrowed(name) = name.0 else { return None };
            let name = range_of(text, name)?;
            // With the quotes around it.
            Some((name.start.checked_sub(1)?..name.end + 1, range_of(text, given.value?.get())?))
        })
        .collect();
    let (first, last) = (entries.first()?.0.start, entries.last()?.1.end);
    let kept: Vec<_> = entries.iter().flat_map(|(name, value)| [name.clone(), value.clone()]).collect();
    // To JSON, blanks are those of ASCII.
    let blank = |character: char| "    ".get(..character.len_utf8()).unwrap_or_default();
    let mut file = keep(text, &kept, blank).into_bytes();
    let mut put = |at: Option<usize>, byte: u8| {
        if let Some(place) = at.and_then(|at| file.get_mut(at)) {
            *place = byte;
        }
    };
    for (name, _) in &entries {
        put(name.start.checked_sub(1), b',');
        put(Some(name.end), b':');
    }
    put(first.checked_sub(1), b'{');
    put(Some(last), b'}');
    String::from_utf8(file).ok()
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::*;

    #[test]
    fn only_what_is_kept_is_shown_and_where_it_was() {
        assert_eq!(mask("aé\nbcd", &[0..1, 4..5]), "a\u{a0}\nb  ");
        assert_eq!(mask("abc", &[]), "   ");
        assert_eq!(mask("abc", &[0..2, 1..3, 2..9]), "ab ");
    }

    #[test]
    fn variables_are_a_file_of_values_at_their_places() {
        let text = r#"{"x": "é", "variables":{"a":{"value":"é"},"b":{ "value": [1, {"c": 2}] }}, "secret":1}"#;
        let document: Document<'_> = serde_json::from_str(text).unwrap();
        let file = variable_file(text, document.variables.as_ref()).unwrap();
        let values: serde_json::Value = serde_json::from_str(&file).unwrap();
        assert_eq!(values, serde_json::json!({ "a": "é", "b": [1, { "c": 2 }] }));
        assert_eq!(file.len(), text.len());
        assert_eq!(file.find("\"é\""), text.rfind("\"é\""));
    }
}
