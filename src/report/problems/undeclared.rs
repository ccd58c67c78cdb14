//! Values on the command line for variables that do not exist.

use super::settings::closest;
use super::{Teller, word};
use crate::report::{Diagnostic, Messages, Severity, arguments};
use crate::source::Sources;

/// Tells that `--var` gives a value to `name`, which no root module declares; they declare `known`.
pub fn no_such_variable<'k>(
    name: &str,
    known: impl Iterator<Item = &'k str>,
    sources: &Sources,
    messages: &Messages,
) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let given = [("name", word(name))];
    let mut told = teller.about("no-such-variable", Severity::Error, None, &arguments(given));
    if let Some(nearest) = closest(name, known) {
        told.remedy.insert(0, teller.say("did-you-mean", [("nearest", word(nearest))]));
    }
    name.clone_into(&mut told.about);
    teller.diagnostic(told)
}
