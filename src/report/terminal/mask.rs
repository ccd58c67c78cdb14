//! Values that stand near a place and are none of a report's business: secrets are committed in real repositories.

/// What stands for a value that is not shown.
const HIDDEN: char = '…';

/// `text`, part of a line of code that `context` begins, without the contents of its strings, but for labels of blocks
/// and names of properties. Whether it ends inside a string comes with it.
pub(super) fn without_values(context: &str, text: &str) -> (String, bool) {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(quote) = rest.find('"') {
        let (before, from_quote) = rest.split_at(quote);
        shown.push_str(before);
        let Some(length) = string_length(from_quote) else {
            shown.push('"');
            if from_quote.len() > 1 {
                shown.push(HIDDEN);
            }
            return (shown, true);
        };
        let (string, after) = from_quote.split_at(length);
        let before = if shown.trim().is_empty() { context } else { &shown };
        if names(before, after) || string.len() == 2 {
            shown.push_str(string);
        } else {
            shown.extend(['"', HIDDEN, '"']);
        }
        rest = after;
    }
    shown.push_str(rest);
    (shown, false)
}

/// Whether a string between `before` and `after` is a label of a block or the name of a property.
fn names(before: &str, after: &str) -> bool {
    let (before, follows) = (before.trim_end(), after.trim_start());
    let first = before.is_empty() || before.ends_with(['{', ',']);
    let key = first && (follows.starts_with(':') || (follows.starts_with('=') && !follows.starts_with("==")));
    let label = before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '-' | '"'));
    key || label
}

/// How long the string is that `text` starts with, quotes included; `None` if it is not closed.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (position, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(position + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_and_values_are_not() {
        let cases = [
            (r#"resource "aws_s3_bucket" "a" {"#, r#"resource "aws_s3_bucket" "a" {"#),
            (r#"  password = "hunter2""#, r#"  password = "…""#),
            (r#"  "token" : "x", "b": ["y", "z"], "c" = f("w")"#, r#"  "token" : "…", "b": ["…", "…"], "c" = f("…")"#),
            (r#"  a = var.x == "secret" ? "b" : """#, r#"  a = var.x == "…" ? "…" : """#),
            (r#"  a = "x\"y", b = 1"#, r#"  a = "…", b = 1"#),
        ];
        for (text, shown) in cases {
            assert_eq!(without_values("", text), (shown.to_owned(), false));
        }
        assert_eq!(without_values("", r#"  url = "postgres://user:secret@"#), (r#"  url = "…"#.to_owned(), true));
        assert_eq!(without_values("resource", r#" "a" "b" {"#), (r#" "a" "b" {"#.to_owned(), false));
        assert_eq!(without_values("  key =", r#" "a""#), (r#" "…""#.to_owned(), false));
        assert_eq!(without_values("", r#"  url = ""#), (r#"  url = ""#.to_owned(), true));
    }
}
