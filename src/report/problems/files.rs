//! Files that cannot be read, or not as text.

use std::sync::Arc;

use super::{Argument, MAX_LISTED, Teller, number, word};
use crate::report::{Diagnostic, FactLine, Messages, Severity, arguments};
use crate::source::{MAX_FILE_BYTES, ReadError, Sources, Span};

/// Tells files that could not be read: one problem for each reason, that lists its files.
pub fn unreadable(files: &[(Arc<str>, ReadError)], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut files: Vec<(&str, String, &'static str)> =
        files.iter().map(|(path, error)| (&**path, reason(error, messages), id(error))).collect();
    files.sort_by(|one, other| (one.2, &one.1, one.0).cmp(&(other.2, &other.1, other.0)));
    files.dedup();
    let same = |one: &(&str, String, &str), other: &(&str, String, &str)| (one.2, &one.1) == (other.2, &other.1);
    let mut problems = Vec::new();
    for group in files.chunk_by(same) {
        let Some((path, reason, id)) = group.first() else { continue };
        let given = [("count", number(group.len())), ("path", word(path)), ("reason", word(reason))];
        let mut told = teller.about("unreadable", Severity::Error, None, &arguments(given));
        told.remedy = vec![messages.text(&format!("unreadable-{id}-remedy"))];
        told.about = group.iter().map(|(path, ..)| *path).collect::<Vec<_>>().join("\n");
        if group.len() > 1 {
            let line = |text: String| FactLine::new("path-label", text, None, messages);
            told.facts.extend(group.iter().take(MAX_LISTED).map(|(path, ..)| line((*path).to_owned())));
            let more = group.len().saturating_sub(MAX_LISTED);
            if more > 0 {
                told.facts.push(line(teller.say("and-more", [("count", number(more))])));
            }
        }
        told.facts.push(teller.consequence("consequence-unreadable"));
        problems.push(teller.diagnostic(told));
    }
    problems
}

/// Tells the directories with configuration files that a `.gitignore` leaves out: what nobody sees is not judged.
pub fn ignored(directories: &[Arc<str>], sources: &Sources, messages: &Messages) -> Option<Diagnostic> {
    paths("ignored-configuration", Severity::Warning, directories, sources, messages)
}

/// Tells the variable files that no root module is run with: what they make is not judged.
pub fn unread_variable_files(files: &[Arc<str>], sources: &Sources, messages: &Messages) -> Option<Diagnostic> {
    paths("variable-files-unread", Severity::Note, files, sources, messages)
}

/// A problem of several paths.
fn paths(
    code: &'static str,
    severity: Severity,
    paths: &[Arc<str>],
    sources: &Sources,
    messages: &Messages,
) -> Option<Diagnostic> {
    let first = paths.first()?;
    let mut teller = Teller::new(sources, messages);
    let name = |path: &str| if path.is_empty() { ".".to_owned() } else { path.to_owned() };
    let given = [("count", number(paths.len())), ("path", word(&name(first)))];
    let mut told = teller.about(code, severity, None, &arguments(given));
    told.about = paths.join("\n");
    if paths.len() > 1 {
        let line = |text: String| FactLine::new("path-label", text, None, messages);
        told.facts.extend(paths.iter().take(MAX_LISTED).map(|path| line(name(path))));
        let more = paths.len().saturating_sub(MAX_LISTED);
        if more > 0 {
            told.facts.push(line(teller.say("and-more", [("count", number(more))])));
        }
    }
    Some(teller.diagnostic(told))
}

/// Tells files that are not UTF-8: `spans` are the first wrong bytes of each.
pub fn encoding(spans: &[Span], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let files = spans.iter().filter(|span| (span.file.0 as usize) < sources.len());
    let problems = files.map(|span| {
        let count = sources.file(span.file).invalid_utf8().len();
        let mut told = teller.about("encoding", Severity::Warning, Some(*span), &arguments([("count", number(count))]));
        told.facts.push(teller.consequence("consequence-encoding"));
        teller.diagnostic(told)
    });
    problems.collect()
}

/// Tells that `path`, which the user named, cannot be read.
pub fn path(path: &str, error: &ReadError, sources: &Sources, messages: &Messages) -> Diagnostic {
    about_path("path", path, vec![("reason", word(&reason(error, messages)))], sources, messages)
}

/// Tells that the settings at `path`, which the user did not name, cannot be read.
pub fn settings_file(path: &str, error: &ReadError, sources: &Sources, messages: &Messages) -> Diagnostic {
    about_path("settings-unreadable", path, vec![("reason", word(&reason(error, messages)))], sources, messages)
}

/// Tells that there is nothing to analyse at `path`.
pub fn no_configuration(path: &str, sources: &Sources, messages: &Messages) -> Diagnostic {
    about_path("no-configuration", path, Vec::new(), sources, messages)
}

fn about_path(
    code: &'static str,
    path: &str,
    given: Vec<Argument>,
    sources: &Sources,
    messages: &Messages,
) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let given = given.into_iter().chain([("path", word(path))]);
    let mut told = teller.about(code, Severity::Error, None, &arguments(given));
    path.clone_into(&mut told.about);
    teller.diagnostic(told)
}

fn id(error: &ReadError) -> &'static str {
    match error {
        ReadError::Outside => "outside",
        ReadError::NotFound => "not-found",
        ReadError::Dangling => "dangling",
        ReadError::TooMany => "too-many",
        ReadError::NotAFile => "not-a-file",
        ReadError::TooLarge => "too-large",
        ReadError::NotUnicode => "not-unicode",
        ReadError::Stack => "stack",
        ReadError::Io(_) => "io",
    }
}

/// Why a file could not be read, in words.
pub(super) fn reason(error: &ReadError, messages: &Messages) -> String {
    let message = match error {
        ReadError::Io(message) => message.as_str(),
        _ => "",
    };
    let given = [("megabytes", super::word(&(MAX_FILE_BYTES >> 20))), ("message", word(message))];
    messages.format(&format!("read-{}", id(error)), &arguments(given))
}
