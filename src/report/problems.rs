//! What hindered the analysis, told in the language of the run: one function per layer that can be hindered.
//!
//! Each problem says what is wrong, where, what follows from it and what to do. A label has no words of its own: the
//! title speaks of its place. Values are not quoted, only what the code itself writes at the place.

mod declarations;
mod evaluation;
mod exceptions;
mod files;
mod functions;
mod limits;
mod modules;
mod plans;
mod policies;
mod policy_words;
mod settings;
mod syntax;
mod undeclared;
mod units;
mod values;

use fluent_bundle::{FluentArgs, FluentValue};
use rustc_hash::FxHashMap;

pub use declarations::{declarations, unmatched};
pub use evaluation::evaluation;
pub use exceptions::{baseline_file, stale, suppressions};
pub use files::{encoding, ignored, no_configuration, path, settings_file, unread_variable_files, unreadable};
pub use limits::limits;
pub use modules::modules_not_installed;
pub use plans::{foreign_sources, partial_plan, plan};
pub use policies::{doctrine, no_policies, no_such_rule, no_tests, policies, policy_error};
pub use settings::settings;
pub use syntax::syntax;
pub use undeclared::no_such_variable;
pub use units::units;

use super::{Diagnostic, DiagnosticKind, FactLine, Label, Messages, Severity, arguments};
use crate::policy::fingerprint;
use crate::source::{Sources, Span};

type Argument = (&'static str, FluentValue<'static>);

/// The most facts that list what a problem is about: the title counts the rest.
const MAX_LISTED: usize = 20;

/// What is common to the problems of one kind: the words, the texts and the fingerprints given so far.
struct Teller<'a> {
    sources: &'a Sources,
    messages: &'a Messages,
    told: FxHashMap<String, usize>,
}

/// A problem before it has its fingerprint.
struct Told {
    /// Stable name; the key of its messages, too.
    code: &'static str,
    severity: Severity,
    place: Option<Span>,
    /// What names it instead of its place: the paths of what it gathers.
    about: String,
    title: String,
    facts: Vec<FactLine>,
    remedy: Vec<String>,
}

impl<'a> Teller<'a> {
    fn new(sources: &'a Sources, messages: &'a Messages) -> Self {
        Self { sources, messages, told: FxHashMap::default() }
    }

    fn say(&self, id: &str, pairs: impl IntoIterator<Item = Argument>) -> String {
        self.messages.format(id, &arguments(pairs))
    }

    /// The problem `code` at `place`: its title, its remedy and what follows, from the messages of that name.
    fn about(&self, code: &'static str, severity: Severity, place: Option<Span>, arguments: &FluentArgs<'_>) -> Told {
        Told {
            code,
            severity,
            place,
            about: String::new(),
            title: self.messages.format(code, arguments),
            facts: Vec::new(),
            remedy: vec![self.messages.format(&format!("{code}-remedy"), arguments)],
        }
    }

    fn consequence(&self, id: &str) -> FactLine {
        FactLine::new("consequence", self.messages.text(id), None, self.messages)
    }

    /// Where else the same is so: the first places of many.
    fn also(&self, spans: &[Span]) -> Vec<FactLine> {
        let line = |text: String| FactLine::new("also-label", text, None, self.messages);
        let inside = spans.iter().filter(|span| (span.file.0 as usize) < self.sources.len());
        let places = inside.take(MAX_LISTED).map(|span| {
            let (path, position) = self.sources.position(*span);
            line(format!("{path}:{}", position.line))
        });
        let more = spans.len().saturating_sub(MAX_LISTED);
        let rest = (more > 0).then(|| line(self.say("and-more", [("count", number(more))])));
        places.chain(rest).collect()
    }

    fn diagnostic(&mut self, told: Told) -> Diagnostic {
        // A place in a file that is not of the run cannot be shown.
        let place = told.place.filter(|span| (span.file.0 as usize) < self.sources.len());
        let fingerprint = self.fingerprint(told.code, place, &told.about);
        Diagnostic {
            code: told.code.to_owned(),
            severity: told.severity,
            kind: DiagnosticKind::Problem,
            title: told.title,
            primary: place.map(|span| Label { span, text: String::new() }),
            trace: Vec::new(),
            facts: told.facts,
            resources: Vec::new(),
            basis: Vec::new(),
            remedy: told.remedy,
            exception: None,
            fingerprint,
        }
    }

    /// A name that holds while the line does, wherever it moves in its file. The same problem on an equal line is
    /// numbered.
    fn fingerprint(&mut self, code: &str, place: Option<Span>, about: &str) -> String {
        let (path, line) = place.filter(|_| about.is_empty()).map_or(("", ""), |span| {
            let file = self.sources.file(span.file);
            (&**file.path(), line_around(file.text(), span.start as usize))
        });
        let first = fingerprint([code, path, line, about]);
        let count = self.told.entry(first.clone()).or_default();
        *count += 1;
        if *count == 1 { first } else { fingerprint([&*first, &count.to_string()]) }
    }
}

/// The line of `text` that `offset` is in, without the blanks around it, as far as it is near: files on one line exist,
/// with as many errors.
fn line_around(text: &str, offset: usize) -> &str {
    const NEAR: usize = 256;
    let offset = text.floor_char_boundary(offset);
    let before = text.get(text.ceil_char_boundary(offset.saturating_sub(NEAR))..offset).unwrap_or_default();
    let after = text.get(offset..text.floor_char_boundary(offset + NEAR)).unwrap_or_default();
    let start = before.rfind('\n').map_or(offset - before.len(), |newline| offset - before.len() + newline + 1);
    let end = after.find('\n').map_or(offset + after.len(), |newline| offset + newline);
    text.get(start..end).unwrap_or_default().trim()
}

/// The words that an error gives in English (`a list or tuple`), in the language of `messages`.
fn phrase(english: &str, messages: &Messages) -> String {
    let id = phrase_id(english);
    let text = messages.text(&id);
    if text == id { english.to_owned() } else { text }
}

/// `a list or tuple` → `words-a-list-or-tuple`
fn phrase_id(english: &str) -> String {
    let parts = english.split(|character: char| !character.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.fold("words".to_owned(), |id, part| id + "-" + &part.to_lowercase())
}

/// A name of the code as an argument of a message.
fn word(text: &(impl ToString + ?Sized)) -> FluentValue<'static> {
    FluentValue::from(text.to_string())
}

/// A number as an argument of a message.
fn number(count: usize) -> FluentValue<'static> {
    FluentValue::from(count)
}

#[cfg(test)]
mod tests;
