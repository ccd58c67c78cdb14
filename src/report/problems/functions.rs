//! Why a function has no result, in words.

use super::values::Values;
use super::{files, number, word};
use crate::evaluation::functions::{FormatReason, FunctionError, Problem};

impl Values<'_> {
    pub(super) fn function(self, error: &FunctionError) -> String {
        match error {
            FunctionError::NoSuchFunction { nearest: Some(nearest), .. } => {
                self.say("function-unknown-nearest", [("nearest", word(*nearest))])
            }
            FunctionError::NoSuchFunction { nearest: None, .. } => self.say("function-unknown", []),
            FunctionError::TooFewArguments { least, given, .. } => {
                self.say("function-too-few", [("least", number(*least)), ("given", number(*given))])
            }
            FunctionError::TooManyArguments { most, given, .. } => {
                self.say("function-too-many", [("most", number(*most)), ("given", number(*given))])
            }
            FunctionError::Argument { position, parameter, problem, .. } => self.say(
                "function-argument",
                [
                    ("position", number(*position)),
                    ("parameter", word(*parameter)),
                    ("problem", word(&self.problem(problem))),
                ],
            ),
            FunctionError::Failed { problem, .. } => self.problem(problem),
            FunctionError::Limit(limit) => self.say("problem-limit", [("limit", self.phrase(limit))]),
        }
    }

    fn problem(self, problem: &Problem) -> String {
        let plain = match problem {
            Problem::Conversion(error) => return self.conversion(error),
            Problem::Number(error) => return self.number(error),
            Problem::Read(error) => return files::reason(error, self.messages),
            Problem::Kind(kind) => return self.say("problem-kind", [("kind", self.phrase(kind))]),
            Problem::Limit(limit) => return self.say("problem-limit", [("limit", self.phrase(limit))]),
            Problem::OutOfRange { least, most } => {
                return self.say("problem-out-of-range", [("least", word(least)), ("most", word(most))]);
            }
            Problem::Lengths { left, right } => {
                return self.say("problem-lengths", [("left", number(*left)), ("right", number(*right))]);
            }
            Problem::Format(byte) => return self.say("problem-format", [("byte", number(*byte))]),
            Problem::MissingFormatArgument(argument) => {
                return self.say("problem-format-missing", [("argument", number(*argument))]);
            }
            Problem::UnusedFormatArguments(used) => {
                return self.say("problem-format-unused", [("count", number(*used))]);
            }
            Problem::FormatArgument { offset, reason } => {
                let reason = self.format_reason(reason);
                return self.say("problem-format-argument", [("byte", number(*offset)), ("problem", word(&reason))]);
            }
            Problem::Json { line, column } => {
                return self.say("problem-json", [("line", number(*line)), ("column", number(*column))]);
            }
            Problem::Csv(line) => return self.say("problem-csv", [("line", word(line))]),
            Problem::Null => "problem-null",
            Problem::NullElement => "problem-null-element",
            Problem::NotWhole => "problem-not-whole",
            Problem::Negative => "problem-negative",
            Problem::Empty => "problem-empty",
            Problem::AllEmpty => "problem-all-empty",
            Problem::NoCommonType => "problem-no-common-type",
            Problem::NotFound => "problem-not-found",
            Problem::NoSuchKey => "problem-no-such-key",
            Problem::MoreThanOne => "problem-more-than-one",
            Problem::Bounds => "problem-bounds",
            Problem::Step => "problem-step",
            Problem::NotInBase => "problem-not-in-base",
            Problem::Pattern => "problem-pattern",
            Problem::MixedGroups => "problem-mixed-groups",
            Problem::NoMatch => "problem-no-match",
            Problem::Base64 => "problem-base64",
            Problem::Families => "problem-families",
            Problem::Percent => "problem-percent",
            Problem::Gzip => "problem-gzip",
            Problem::Encoding => "problem-encoding",
            Problem::NotInEncoding => "problem-not-in-encoding",
            Problem::Home => "problem-home",
            Problem::NotText => "problem-not-text",
            Problem::Yaml => "problem-yaml",
            Problem::CsvHeader => "problem-csv-header",
            Problem::CsvDuplicate => "problem-csv-duplicate",
            Problem::Cidr => "problem-cidr",
            Problem::Ipv6Netmask => "problem-ipv6-netmask",
            Problem::NoRoom => "problem-no-room",
            Problem::Timestamp => "problem-timestamp",
            Problem::Duration => "problem-duration",
            Problem::DateRange => "problem-date-range",
            Problem::Namespace => "problem-namespace",
            Problem::Glob => "problem-glob",
        };
        self.messages.text(plain)
    }

    fn format_reason(self, reason: &FormatReason) -> String {
        match reason {
            FormatReason::Verb => self.say("format-verb", []),
            FormatReason::Null => self.say("problem-null", []),
            FormatReason::Conversion(error) => self.conversion(error),
            FormatReason::NotWhole => self.say("problem-not-whole", []),
        }
    }
}
