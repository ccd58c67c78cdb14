//! Plans and states that cannot be read, or do not tell all.

use super::{Teller, number, word};
use crate::plan::PlanError;
use crate::report::{Diagnostic, Messages, Severity, arguments};
use crate::source::Sources;

/// Tells that what `path` names is neither a plan nor a state that can be read.
pub fn plan(path: &str, error: &PlanError, sources: &Sources, messages: &Messages) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let (id, (line, column)) = match error {
        PlanError::Binary => ("plan-binary", (0, 0)),
        PlanError::Encoding => ("plan-encoding", (0, 0)),
        PlanError::Log => ("plan-log", (0, 0)),
        PlanError::RawState => ("plan-raw-state", (0, 0)),
        PlanError::NotJson { line, column } => ("plan-not-json", (*line, *column)),
        PlanError::Form { line, column } => ("plan-form", (*line, *column)),
        PlanError::Version => ("plan-version", (0, 0)),
        PlanError::Empty => ("plan-empty", (0, 0)),
    };
    let reason = teller.say(id, [("line", number(line)), ("column", number(column))]);
    let given = [("path", word(path)), ("reason", word(&reason))];
    let mut told = teller.about("plan", Severity::Error, None, &arguments(given));
    told.remedy.clear();
    told.remedy.push(messages.text(match error {
        PlanError::RawState | PlanError::Empty => "plan-state-remedy",
        PlanError::Encoding => "plan-encoding-remedy",
        PlanError::Version => "plan-version-remedy",
        _ => "plan-remedy",
    }));
    path.clone_into(&mut told.about);
    teller.diagnostic(told)
}

/// Tells that the plan `path` leaves out a part of what is to be there.
pub fn partial_plan(path: &str, sources: &Sources, messages: &Messages) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let mut told = teller.about("plan-partial", Severity::Error, None, &arguments([("path", word(path))]));
    path.clone_into(&mut told.about);
    told.facts.push(teller.consequence("consequence-partial"));
    teller.diagnostic(told)
}

/// Tells that the sources in `directory` are not those of the plan.
pub fn foreign_sources(directory: &str, sources: &Sources, messages: &Messages) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let shown = match directory {
        "" => messages.text("top-directory"),
        directory => teller.say("quoted-directory", [("directory", word(directory))]),
    };
    let mut told = teller.about("plan-sources", Severity::Warning, None, &arguments([("directory", word(&shown))]));
    directory.clone_into(&mut told.about);
    told.facts.push(teller.consequence("consequence-sources"));
    teller.diagnostic(told)
}
