//! Mistakes in `cocarde.toml`.

use super::{Teller, Told, phrase, word};
use crate::policy::{Citation, Grounds};
use crate::report::{Diagnostic, Messages, Severity, arguments};
use crate::settings::{SettingsError, SettingsErrorKind};
use crate::source::Sources;

/// How alike two names must be, from 0 to 1, for one to be what the other should have been.
const ALIKE: f64 = 0.8;

/// Tells `errors`, with what is known at each place and what is nearest to what was written.
pub fn settings(errors: &[SettingsError], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let told: Vec<Told> = errors.iter().map(|error| tell(error, &teller)).collect();
    told.into_iter().map(|told| teller.diagnostic(told)).collect()
}

/// The texts by which the law wants a place, those that were not read marked.
fn cited(law: &Grounds, messages: &Messages) -> String {
    let one = |citation: &Citation| {
        let text = citation.words.in_language(messages.language());
        if citation.verified { text.to_owned() } else { format!("{text} {}", messages.text("unverified")) }
    };
    let place = one(&law.place);
    let Some(demanding) = &law.demanded_by else { return place };
    let texts = [("place", place.into()), ("demanding", one(demanding).into())];
    messages.format("settings-law-demanded", &arguments(texts))
}

fn tell(error: &SettingsError, teller: &Teller<'_>) -> Told {
    let messages = teller.messages;
    let mut nearest = None;
    let (code, given) = match &error.kind {
        SettingsErrorKind::Toml(message) => ("settings-toml", vec![("message", word(message))]),
        SettingsErrorKind::UnknownKey { key, known } => {
            nearest = closest(key, known.iter().copied());
            ("settings-unknown-key", vec![("key", word(key)), ("known", word(&known.join(", ")))])
        }
        SettingsErrorKind::WrongType { expected } => {
            ("settings-wrong-type", vec![("expected", word(&phrase(expected, messages)))])
        }
        SettingsErrorKind::UnknownValue { value, known } => {
            nearest = closest(value, known.iter().map(|name| &**name));
            ("settings-unknown-value", vec![("value", word(value)), ("known", word(&known.join(", ")))])
        }
        SettingsErrorKind::NoSuchRule { rule, known } => {
            nearest = closest(rule, known.iter().map(|id| &**id));
            ("no-such-rule", vec![("rule", word(rule)), ("known", word(&known.join(", ")))])
        }
        SettingsErrorKind::NoSuchPack { pack, known } => {
            nearest = closest(pack, known.iter().map(|key| &**key));
            ("settings-no-such-pack", vec![("pack", word(pack)), ("known", word(&known.join(", ")))])
        }
        SettingsErrorKind::LooserThanLaw { level, wanted, minimum, law } => {
            let language = messages.language();
            let given = vec![
                ("level", word(level)),
                ("wanted", word(&wanted.words(language))),
                ("minimum", word(&minimum.words(language))),
                ("name", word(&minimum.name())),
                ("law", word(&cited(law, messages))),
            ];
            ("settings-looser-than-law", given)
        }
        SettingsErrorKind::Glob { glob, reason } => {
            ("settings-glob", vec![("glob", word(glob)), ("reason", word(reason))])
        }
        SettingsErrorKind::Date => ("settings-date", Vec::new()),
        SettingsErrorKind::Country(code) => ("settings-country", vec![("code", word(code))]),
        SettingsErrorKind::Host(suffix) => ("settings-host", vec![("suffix", word(suffix))]),
        SettingsErrorKind::Address(address) => ("settings-address", vec![("address", word(address))]),
        SettingsErrorKind::Twice(value) => ("settings-twice", vec![("value", word(value))]),
        SettingsErrorKind::TooManyRows(count) => ("settings-too-many-rows", vec![("count", word(count))]),
        SettingsErrorKind::Unreadable { path, error } => {
            ("settings-overlay", vec![("path", word(path)), ("reason", word(&super::files::reason(error, messages)))])
        }
        SettingsErrorKind::Missing(key) => ("settings-missing", vec![("key", word(key))]),
        SettingsErrorKind::NothingOfEnvironment => ("settings-nothing-of-environment", Vec::new()),
        SettingsErrorKind::NothingClassified => ("settings-nothing-classified", Vec::new()),
        SettingsErrorKind::NothingDerogated => ("settings-nothing-derogated", Vec::new()),
        SettingsErrorKind::TooManyDerogations(most) => {
            ("settings-too-many-derogations", vec![("most", super::number(*most))])
        }
        SettingsErrorKind::NotARegister => ("settings-not-a-register", Vec::new()),
        SettingsErrorKind::Register { path, reason } => {
            ("settings-register", vec![("path", word(path)), ("reason", word(&super::files::reason(reason, messages)))])
        }
        SettingsErrorKind::NothingBound => ("settings-nothing-bound", Vec::new()),
    };
    let mut told = teller.about(code, Severity::Error, Some(error.span), &arguments(given));
    if let Some(nearest) = nearest {
        told.remedy.insert(0, teller.say("did-you-mean", [("nearest", word(nearest))]));
    }
    told
}

/// The one of `known` that `written` was meant to be, if one is near.
pub(super) fn closest<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // The measure takes time in proportion to both lengths, and no name is that long.
    if written.len() > 100 {
        return None;
    }
    let written = written.to_lowercase();
    known
        .map(|name| (strsim::jaro_winkler(&written, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}
