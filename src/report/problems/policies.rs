//! Policies and tables of law that cannot be applied. Tables are ours, so their words stay those of the layer.

use super::settings::closest;
use super::values::Values;
use super::{Teller, word};
use crate::policy::{DoctrineError, PolicyError, PolicyErrorKind};
use crate::report::{Diagnostic, Messages, Severity, arguments};
use crate::source::Sources;

/// Tells what is wrong with policies.
pub fn policies(errors: &[PolicyError], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let tell = |error: &PolicyError| {
        let given = arguments([("message", word(&policy_error(error, sources, messages)))]);
        let inside = (error.span.file.0 as usize) < sources.len();
        let path = if inside { &**sources.file(error.span.file).path() } else { "" };
        let code = match error.kind {
            _ if path.ends_with(".policytest.hcl") => "policy-test",
            PolicyErrorKind::NoSuchInput { .. } => "policy-input",
            _ if path.ends_with(".policy.hcl") => "policy",
            _ => "policy-input",
        };
        let told = teller.about(code, Severity::Error, Some(error.span), &given);
        teller.diagnostic(told)
    };
    errors.iter().map(tell).collect()
}

/// What is wrong with a policy, in a few words.
pub fn policy_error(error: &PolicyError, sources: &Sources, messages: &Messages) -> String {
    let inside = (error.span.file.0 as usize) < sources.len();
    let written = if inside { sources.text(error.span) } else { "" };
    Values { messages, written }.policy(&error.kind)
}

/// Tells why the doctrine could not be read.
pub fn doctrine(error: &DoctrineError, sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    if let DoctrineError::Policies(errors) = error {
        return policies(errors, sources, messages);
    }
    let mut teller = Teller::new(sources, messages);
    let told = teller.about("doctrine", Severity::Error, None, &arguments([("message", word(error))]));
    vec![teller.diagnostic(told)]
}

/// Tells that there is no policy file where policies are said to be.
pub fn no_policies(path: &str, sources: &Sources, messages: &Messages) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let mut told = teller.about("no-policies", Severity::Error, None, &arguments([("path", word(path))]));
    path.clone_into(&mut told.about);
    teller.diagnostic(told)
}

/// Tells that there is no test file where tests are said to be.
pub fn no_tests(path: &str, sources: &Sources, messages: &Messages) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let mut told = teller.about("no-tests", Severity::Error, None, &arguments([("path", word(path))]));
    path.clone_into(&mut told.about);
    teller.diagnostic(told)
}

/// Tells that no policy has the id `rule`; `known` are those that exist.
pub fn no_such_rule<'k>(
    rule: &str,
    known: impl IntoIterator<Item = &'k str>,
    sources: &Sources,
    messages: &Messages,
) -> Diagnostic {
    let mut teller = Teller::new(sources, messages);
    let known: Vec<&str> = known.into_iter().collect();
    let given = [("rule", word(rule)), ("known", word(&known.join(", ")))];
    let mut told = teller.about("no-such-rule", Severity::Error, None, &arguments(given));
    if let Some(nearest) = closest(rule, known.iter().copied()) {
        told.remedy.insert(0, teller.say("did-you-mean", [("nearest", word(nearest))]));
    }
    rule.clone_into(&mut told.about);
    teller.diagnostic(told)
}
