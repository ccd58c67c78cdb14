//! What can be wrong with a call.

use crate::evaluation::convert::ConvertError;
use crate::evaluation::number::NumberError;
use crate::source::ReadError;

/// A call without a result. The messages leave the name of the function to whoever reports them.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FunctionError {
    /// There is no function of that name.
    #[error("there is no such function{}", suggestion(*.nearest))]
    NoSuchFunction {
        /// The name.
        name: String,
        /// A function of nearly that name.
        nearest: Option<&'static str>,
    },
    /// Arguments are missing.
    #[error("it takes at least {least} argument(s), not {given}")]
    TooFewArguments {
        /// The function.
        function: &'static str,
        /// How many it takes at least.
        least: usize,
        /// How many were given.
        given: usize,
    },
    /// There are arguments too many.
    #[error("it takes at most {most} argument(s), not {given}")]
    TooManyArguments {
        /// The function.
        function: &'static str,
        /// How many it takes at most.
        most: usize,
        /// How many were given.
        given: usize,
    },
    /// One argument is not suitable.
    #[error("argument {position} ({parameter}): {problem}")]
    Argument {
        /// The function.
        function: &'static str,
        /// Which argument, from 1 on.
        position: usize,
        /// The parameter that it is for.
        parameter: &'static str,
        /// Why.
        problem: Problem,
    },
    /// The arguments together have no result.
    #[error("{problem}")]
    Failed {
        /// The function.
        function: &'static str,
        /// Why.
        problem: Problem,
    },
    /// The result would take more than the analysis allows, so that it is not known: what is limited.
    #[error("it goes beyond the limit on {0}")]
    Limit(&'static str),
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"))
}

/// Why a function has no result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// Null.
    #[error("it must not be null")]
    Null,
    /// Null inside a collection.
    #[error("it must not hold null")]
    NullElement,
    /// Not of the parameter's type.
    #[error("{0}")]
    Conversion(ConvertError),
    /// Of a kind that the function does not take: what it takes.
    #[error("{0} is required")]
    Kind(&'static str),
    /// A number with a fraction, or too large.
    #[error("a whole number is required")]
    NotWhole,
    /// A number below zero.
    #[error("it must not be negative")]
    Negative,
    /// A number outside its range.
    #[error("it must be between {least} and {most}")]
    OutOfRange {
        /// The least that is allowed.
        least: i64,
        /// The most that is allowed.
        most: i64,
    },
    /// Nothing to choose from.
    #[error("it must not be empty")]
    Empty,
    /// No argument that could be the result.
    #[error("all arguments are null or empty")]
    AllEmpty,
    /// Arguments whose types have nothing in common.
    #[error("all arguments must have the same type")]
    NoCommonType,
    /// A value that is not in the list.
    #[error("there is no such element")]
    NotFound,
    /// A key that is neither there nor has a default.
    #[error("there is no such key, and no default")]
    NoSuchKey,
    /// More than one element.
    #[error("it must have no element or one")]
    MoreThanOne,
    /// Two collections of different lengths.
    #[error("the lengths {left} and {right} differ")]
    Lengths {
        /// One length.
        left: usize,
        /// The other one.
        right: usize,
    },
    /// A slice whose bounds are not in order or not in the list.
    #[error("it is not within the list, or after the end of the slice")]
    Bounds,
    /// A range that would never end.
    #[error("the step must lead from the start to the end")]
    Step,
    /// Arithmetic without a result.
    #[error("{0}")]
    Number(#[from] NumberError),
    /// Digits that are not of the base.
    #[error("not a whole number in that base")]
    NotInBase,
    /// A regular expression that cannot be read.
    #[error("not a regular expression that can be read")]
    Pattern,
    /// A regular expression with both named and other groups.
    #[error("groups must be all named or all without a name")]
    MixedGroups,
    /// A regular expression that matches nowhere.
    #[error("the pattern matches no part of the string")]
    NoMatch,
    /// A format string that cannot be read.
    #[error("the format cannot be read at byte {0}")]
    Format(usize),
    /// A verb without an argument: the number of the argument.
    #[error("the format needs argument {0}, which is not there")]
    MissingFormatArgument(usize),
    /// Arguments that the format does not use: how many it uses.
    #[error("the format uses {0} argument(s) only")]
    UnusedFormatArguments(usize),
    /// A value that its verb cannot write.
    #[error("the verb at byte {offset} of the format cannot write this: {reason}")]
    FormatArgument {
        /// Where the verb stands in the format.
        offset: usize,
        /// Why.
        reason: FormatReason,
    },
    /// Not Base64.
    #[error("not standard Base64")]
    Base64,
    /// Not compressed by gzip.
    #[error("not compressed by gzip")]
    Gzip,
    /// A character encoding that has no name of its own, or that is not known.
    #[error("not the name of a character encoding")]
    Encoding,
    /// Text or bytes that an encoding does not have.
    #[error("the encoding has no such characters")]
    NotInEncoding,
    /// The home directory of another user.
    #[error("the home directory of a user is not known")]
    Home,
    /// Bytes that are not text.
    #[error("the result is not valid UTF-8")]
    NotText,
    /// Not JSON.
    #[error("not JSON: line {line}, column {column}")]
    Json {
        /// Line, from 1 on.
        line: usize,
        /// Column, from 1 on.
        column: usize,
    },
    /// Not YAML, or with something that Terraform does not take.
    #[error("not YAML that can be read")]
    Yaml,
    /// Not CSV: the line.
    #[error("not CSV: line {0}")]
    Csv(u64),
    /// CSV without a line of column names.
    #[error("the line of column names is missing")]
    CsvHeader,
    /// CSV with two columns of one name.
    #[error("two columns have the same name")]
    CsvDuplicate,
    /// Not an address range.
    #[error("not an address range in CIDR notation")]
    Cidr,
    /// IPv4 and IPv6 together.
    #[error("one is of IPv4 and the other of IPv6")]
    Families,
    /// A `%` in a URL that encodes nothing.
    #[error("a % must be followed by two hexadecimal digits")]
    Percent,
    /// IPv6 where IPv4 is required.
    #[error("an IPv6 range has no netmask")]
    Ipv6Netmask,
    /// A range that does not hold what is asked for.
    #[error("the address range has no room for this")]
    NoRoom,
    /// Not a date and time.
    #[error("not a date and time of RFC 3339")]
    Timestamp,
    /// Not a duration.
    #[error("not a duration, such as \"1h30m\"")]
    Duration,
    /// A date outside of what is computed with.
    #[error("the date is out of range")]
    DateRange,
    /// Not a UUID or one of the names that stand for one.
    #[error("not a UUID, \"dns\", \"url\", \"oid\" or \"x500\"")]
    Namespace,
    /// A file that could not be read.
    #[error("{0}")]
    Read(#[from] ReadError),
    /// A file pattern that cannot be read.
    #[error("not a file pattern that can be read")]
    Glob,
    /// A limit: on what.
    #[error("it goes beyond the limit on {0}")]
    Limit(&'static str),
}

/// Why a format verb cannot write a value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FormatReason {
    /// The verb is not known.
    #[error("there is no such verb")]
    Verb,
    /// Null.
    #[error("it is null")]
    Null,
    /// Of another type.
    #[error("{0}")]
    Conversion(ConvertError),
    /// A number with a fraction.
    #[error("a whole number is required")]
    NotWhole,
}

/// A problem, and the argument that has it, if it is one.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) argument: Option<usize>,
    pub(super) problem: Problem,
}

impl Problem {
    /// This problem of the argument at `index`.
    pub(super) fn at(self, index: usize) -> Failure {
        Failure { argument: Some(index), problem: self }
    }
}

impl<P: Into<Problem>> From<P> for Failure {
    fn from(problem: P) -> Self {
        Self { argument: None, problem: problem.into() }
    }
}
