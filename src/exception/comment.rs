//! What a comment says to Cocarde: `cocarde:ignore[CAC-TAGS] reason="…" until=2027-01-31 address='module.a["b"]'`.

use std::sync::Arc;

use globset::GlobSet;
use jiff::civil::Date;

use crate::settings;

/// What stands before all that comments say to Cocarde.
const PREFIX: &str = "cocarde:";

/// The most characters of an address: longer ones are no addresses.
const MAX_ADDRESS: usize = 1000;

/// What a comment asks for.
#[derive(Clone, Debug)]
pub(super) struct Directive {
    /// The rules, as written.
    pub(super) rules: Vec<Arc<str>>,
    pub(super) reason: Arc<str>,
    pub(super) until: Option<Date>,
    /// The instances it is restricted to.
    pub(super) addresses: Option<GlobSet>,
}

/// Why what a comment asks for is not understood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Malformed {
    /// Not `ignore`.
    #[error("no such directive; cocarde:ignore is the one that there is")]
    Directive,
    /// No rules between brackets.
    #[error("the rules stand between brackets: cocarde:ignore[CAC-TAGS]")]
    Rules,
    /// No reason, or an empty one.
    #[error("a reason is needed: reason=\"…\"")]
    Reason,
    /// An argument that there is not.
    #[error("no such argument {0:?}; known: reason, until, address")]
    Argument(Arc<str>),
    /// An argument twice.
    #[error("{0} stands twice")]
    Twice(&'static str),
    /// A value without its quotes.
    #[error("the value of {0} stands between quotes, which are closed")]
    Quotes(&'static str),
    /// Not a day.
    #[error("a date is written 2026-11-23")]
    Date,
    /// Not an address.
    #[error("not an address")]
    Address,
}

/// What the lines of `comment` ask for, each with the bytes it takes there.
pub(super) fn directives(comment: &str) -> Vec<(std::ops::Range<usize>, Result<Directive, Malformed>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in comment.split_inclusive('\n') {
        let text = line.trim_end();
        let text = text.strip_suffix("*/").unwrap_or(text).trim_end();
        if let Some((offset, read)) = directive(text) {
            found.push((start + offset..start + text.len(), read));
        }
        start += line.len();
    }
    found
}

/// What a line of a comment asks for, and where that begins.
fn directive(line: &str) -> Option<(usize, Result<Directive, Malformed>)> {
    let begin = line.find(|character: char| !(character.is_whitespace() || matches!(character, '#' | '/' | '*')))?;
    // Other tools have their own words in comments, before or after ours. In a sentence, ours has no bracket.
    let offset = line.match_indices(PREFIX).map(|(offset, _)| offset).find(|offset| {
        let before = line.get(..*offset).unwrap_or_default();
        let apart =
            before.ends_with(|character: char| character.is_whitespace() || matches!(character, '#' | '/' | '*'));
        let asks = line.get(*offset..).is_some_and(|rest| rest.starts_with("cocarde:ignore["));
        *offset == begin || (apart && asks)
    })?;
    let rest = line.get(offset + PREFIX.len()..).unwrap_or_default();
    // A comment about Cocarde may begin with its name.
    if rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some((offset, read(rest)))
}

fn read(text: &str) -> Result<Directive, Malformed> {
    let name =
        text.find(|character: char| !character.is_ascii_alphanumeric() && character != '-').unwrap_or(text.len());
    let (name, rest) = text.split_at(name);
    if name != "ignore" {
        return Err(Malformed::Directive);
    }
    let (rules, rest) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).ok_or(Malformed::Rules)?;
    let rules: Vec<Arc<str>> = rules.split(',').map(|rule| rule.trim().into()).collect();
    let word = |rule: &Arc<str>| {
        !rule.is_empty() && rule.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    if !rules.iter().all(word) {
        return Err(Malformed::Rules);
    }
    let (mut reason, mut until, mut address) = (None, None, None);
    let mut rest = rest.trim_start();
    while !(rest.is_empty() || rest.starts_with('#') || rest.starts_with("//")) {
        let (name, value) = rest.split_once('=').ok_or_else(|| unknown(rest))?;
        let (place, name, bare) = match name.trim_end() {
            "reason" => (&mut reason, "reason", false),
            "until" => (&mut until, "until", true),
            "address" => (&mut address, "address", false),
            _ => return Err(unknown(rest)),
        };
        let (value, after) = quoted(value.trim_start(), bare).ok_or(Malformed::Quotes(name))?;
        if place.replace(value).is_some() {
            return Err(Malformed::Twice(name));
        }
        rest = after.trim_start();
    }
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let until = until.map(|until| until.parse::<Date>().map_err(|_| Malformed::Date)).transpose()?;
    let globs = |address: String| {
        let short = Some(address.trim()).filter(|address| !address.is_empty() && address.len() <= MAX_ADDRESS);
        short.and_then(settings::addresses).ok_or(Malformed::Address)
    };
    Ok(Directive {
        rules,
        reason: reason.ok_or(Malformed::Reason)?.into(),
        until,
        addresses: address.map(globs).transpose()?,
    })
}

/// The word that `text` begins with, which is no argument.
fn unknown(text: &str) -> Malformed {
    let end = text.find(|character: char| character.is_whitespace() || character == '=').unwrap_or(text.len());
    Malformed::Argument(text.get(..end).unwrap_or_default().chars().take(40).collect::<String>().into())
}

/// The value that `text` begins with, between `"` with escapes, between `'` as it stands, or a bare word where that may be;
/// and what follows.
fn quoted(text: &str, bare: bool) -> Option<(String, &str)> {
    if let Some(rest) = text.strip_prefix('\'') {
        let (value, after) = rest.split_once('\'')?;
        return Some((value.to_owned(), after));
    }
    let Some(rest) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return (bare && !value.is_empty()).then(|| (value.to_owned(), after));
    };
    let mut value = String::new();
    let mut characters = rest.char_indices();
    while let Some((offset, character)) = characters.next() {
        match character {
            '"' => return Some((value, rest.get(offset + 1..).unwrap_or_default())),
            '\\' => value.push(characters.next()?.1),
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(comment: &str) -> Result<Directive, Malformed> {
        let mut found = directives(comment);
        assert_eq!(found.len(), 1, "{comment}");
        found.remove(0).1
    }

    #[test]
    fn every_form_of_comment_is_read() {
        for comment in [
            "# cocarde:ignore[CAC-TAGS, CAC-STATE] reason=\"vu\" until=2027-01-31",
            "#cocarde:ignore[CAC-TAGS,CAC-STATE] until=\"2027-01-31\" reason='vu'",
            "// cocarde:ignore[CAC-TAGS,CAC-STATE] reason = \"vu\" until = 2027-01-31 # and more",
            "/* cocarde:ignore[CAC-TAGS,CAC-STATE] reason=\"vu\" until=2027-01-31 */",
            "/*\n * cocarde:ignore[CAC-TAGS,CAC-STATE] reason=\"vu\" until=2027-01-31\n */",
            "# checkov:skip=X cocarde:ignore[CAC-TAGS,CAC-STATE] reason=\"vu\" until=2027-01-31",
        ] {
            let read = one(comment).unwrap();
            assert_eq!((read.rules.len(), &*read.reason), (2, "vu"), "{comment}");
            assert_eq!(read.until, Some(jiff::civil::date(2027, 1, 31)), "{comment}");
        }
    }

    #[test]
    fn an_address_is_written_with_either_quotes() {
        for comment in [
            r#"# cocarde:ignore[X] reason="r" address='module.a["b"]'"#,
            r#"# cocarde:ignore[X] reason="r" address="module.a[\"b\"]""#,
        ] {
            let addresses = one(comment).unwrap().addresses.unwrap();
            assert!(addresses.is_match(r#"module.a["b"].x.y"#) && !addresses.is_match(r#"module.a["c"].x.y"#));
        }
    }

    #[test]
    fn what_is_not_understood_is_told() {
        for (comment, wrong) in [
            ("# cocarde:ignor[X] reason=\"r\"", Malformed::Directive),
            ("# cocarde:", Malformed::Directive),
            ("# cocarde:ignore reason=\"r\"", Malformed::Rules),
            ("# cocarde:ignore[] reason=\"r\"", Malformed::Rules),
            ("# cocarde:ignore[*] reason=\"r\"", Malformed::Rules),
            ("# cocarde:ignore[X reason=\"r\"", Malformed::Rules),
            ("# cocarde:ignore[X]", Malformed::Reason),
            ("# cocarde:ignore[X] reason=\"  \"", Malformed::Reason),
            ("# cocarde:ignore[X] reason=r", Malformed::Quotes("reason")),
            ("# cocarde:ignore[X] reason=\"r", Malformed::Quotes("reason")),
            ("# cocarde:ignore[X] because it is so", Malformed::Argument("because".into())),
            ("# cocarde:ignore[X] cause=\"r\"", Malformed::Argument("cause".into())),
            ("# cocarde:ignore[X] reason=\"a\" reason=\"b\"", Malformed::Twice("reason")),
            ("# cocarde:ignore[X] reason=\"r\" until=2026-02-30", Malformed::Date),
            ("# cocarde:ignore[X] reason=\"r\" until=99999999-01-01", Malformed::Date),
            ("# cocarde:ignore[X] reason=\"r\" address=\"\"", Malformed::Address),
        ] {
            assert_eq!(one(comment).unwrap_err(), wrong, "{comment}");
        }
    }

    #[test]
    fn a_sentence_about_it_asks_for_nothing() {
        for comment in ["# see cocarde:ignore in the manual", "# cocarde: judged in CI", "# mycocarde:ignore[X]", "# x"]
        {
            assert!(directives(comment).is_empty(), "{comment}");
        }
    }

    proptest! {
        #[test]
        fn any_comment_is_read(text in r"(#|//|/\*)? ?(cocarde:)?(ignore)?[\[\]A-Z,-]{0,8}(.|\n){0,40}") {
            for (range, _) in directives(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
