//! What is wrong with a policy, in words.

use super::values::Values;
use super::word;
use crate::policy::{InputProblem, PolicyErrorKind, TypeHint, Within};

impl Values<'_> {
    pub(in crate::report) fn policy(self, kind: &PolicyErrorKind) -> String {
        let plain = match kind {
            PolicyErrorKind::Syntax(kind) => {
                return self.say(kind.id(), [("argument", word(&kind.argument().unwrap_or_default()))]);
            }
            PolicyErrorKind::UnknownBlock { name, known } => {
                return self.unknown("wrong-block", name, known);
            }
            PolicyErrorKind::UnknownArgument { name, block, known } => {
                let given = [("name", word(name)), ("block", self.phrase(block)), ("known", word(&self.names(known)))];
                return self.say("wrong-argument", given);
            }
            PolicyErrorKind::MissingArgument { name, block } => {
                return self.say("wrong-missing", [("name", word(*name)), ("block", self.phrase(block))]);
            }
            PolicyErrorKind::Conflict(one, other) => {
                return self.say("wrong-conflict", [("one", word(*one)), ("other", word(*other))]);
            }
            PolicyErrorKind::Labels { block, expected } => {
                return self.say("wrong-labels", [("block", self.phrase(block)), ("expected", word(expected))]);
            }
            PolicyErrorKind::UnknownSelector { name, known } => return self.unknown("wrong-selector", name, known),
            PolicyErrorKind::NotOfKind { name, kind } => {
                return self.say("wrong-of-kind", [("name", word(name)), ("kind", word(kind))]);
            }
            PolicyErrorKind::OnCodeOnly(name) => return self.named("wrong-on-code-only", name),
            PolicyErrorKind::Choice { name, known } => return self.unknown("wrong-choice", name, known),
            PolicyErrorKind::NotAWording(name) => return self.named("wrong-wording", name),
            PolicyErrorKind::NotAList(name) => return self.named("wrong-list", name),
            PolicyErrorKind::DuplicateId(id) => return self.named("wrong-id-twice", id),
            PolicyErrorKind::Duplicate(name) => return self.named("wrong-twice", name),
            PolicyErrorKind::BadId(id) => return self.named("wrong-id", id),
            PolicyErrorKind::UnknownBasis(key) => return self.named("wrong-basis", key),
            PolicyErrorKind::UnknownPolicy(id) => return self.named("wrong-policy", id),
            PolicyErrorKind::UnknownReference { name, known: Within { start, names } } => {
                let known = word(&self.names(names));
                return match start {
                    None => self.say("wrong-reference", [("name", word(name)), ("known", known)]),
                    Some(start) => {
                        let given = [("name", word(name)), ("start", word(start)), ("known", known)];
                        self.say("wrong-reference-in", given)
                    }
                };
            }
            PolicyErrorKind::NoSuchType { name, hint } => {
                return match hint {
                    TypeHint::Near(of_type) => {
                        self.say("wrong-type-near", [("name", word(name)), ("nearest", word(of_type))])
                    }
                    TypeHint::NoneOf(provider) => {
                        self.say("wrong-type", [("name", word(name)), ("provider", word(provider))])
                    }
                };
            }
            PolicyErrorKind::NoSuchInput { name, known } => return self.unknown("wrong-no-input", name, known),
            PolicyErrorKind::NoTarget(name) => return self.named("wrong-target", name),
            PolicyErrorKind::NotAnObject(name) => return self.named("wrong-object", name),
            PolicyErrorKind::NotMocked(name) => return self.named("wrong-not-mocked", name),
            PolicyErrorKind::Prefix(name) => return self.named("wrong-prefix", name),
            PolicyErrorKind::NoSuchFunction(error) => return self.function(error),
            PolicyErrorKind::InputWithoutValue(name) => return self.named("wrong-input-without-value", name),
            PolicyErrorKind::Input { name, reason } => {
                let reason = match &**reason {
                    InputProblem::Type(error) => self.of_type(error),
                    InputProblem::Conversion(error) => self.conversion(error),
                    InputProblem::NoValue => self.say("wrong-input-no-value", []),
                };
                return self.say("wrong-input", [("name", word(name)), ("problem", word(&reason))]);
            }
            PolicyErrorKind::Evaluation(kind) => return self.evaluation(kind),
            PolicyErrorKind::NotABool(name) => return self.named("wrong-bool", name),
            PolicyErrorKind::NoEnforcement => "wrong-no-enforcement",
            PolicyErrorKind::Operations => "wrong-operations",
            PolicyErrorKind::PriorAttributes => "wrong-prior-attributes",
            PolicyErrorKind::NothingTested => "wrong-nothing-tested",
            PolicyErrorKind::Expectation => "wrong-expectation",
            PolicyErrorKind::NoAttributes => "wrong-no-attributes",
            PolicyErrorKind::NotADay => "wrong-day",
        };
        self.say(plain, [])
    }

    fn named(self, id: &str, name: &str) -> String {
        self.say(id, [("name", word(name))])
    }

    fn unknown(self, id: &str, name: &str, known: &str) -> String {
        self.say(id, [("name", word(name)), ("known", word(&self.names(known)))])
    }

    /// Names to choose from, of which there may be none.
    fn names(self, known: &str) -> String {
        if known.is_empty() { self.say("wrong-none-known", []) } else { known.to_owned() }
    }
}
