//! Terraform's functions.
//!
//! Each file of this module holds one family. A function declares its parameters, and [`call`] does what all have in
//! common: counting and converting arguments, setting marks aside and putting them back, and answering for unknown
//! arguments.

mod arguments;
mod charsets;
mod collections;
mod conversion;
mod dates;
mod encoding;
mod error;
mod files;
mod format;
mod hashes;
mod maps;
mod network;
mod numbers;
mod patterns;
mod sets;
mod signature;
mod strings;
mod yaml;

#[cfg(test)]
mod tests;

pub use error::{FormatReason, FunctionError, Problem};

use std::cell::Cell;

use self::arguments::Arguments;
use self::error::Failure;
use self::signature::{Cost, Function, Takes};
use super::convert::convert;
use super::possibilities::{compute_each, unknowns_of};
use super::types::Type;
use super::unknown::{Cause, CauseKind};
use super::value::Value;
use crate::source::ReadError;

/// The most elements that a function gives.
pub const MAX_ELEMENTS: usize = 1_000_000;
/// The most bytes that a function gives.
pub const MAX_BYTES: usize = 16 << 20;

/// What functions may know of the world: files of the repository.
pub trait Environment {
    /// What the file at `path` holds. `path` is as the configuration writes it.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// The files below the directory `path`, as paths relative to it with `/` between their parts. Those in it are at
    /// depth 1, and `depth` is the largest that is asked for.
    fn list(&self, path: &str, depth: usize) -> Result<Vec<String>, ReadError>;

    /// `path` from the top of the repository, if it has one.
    fn full_path(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }
}

/// Why nothing is known of the file at `path`, as the configuration writes it: `error` says it.
pub(super) fn not_read(environment: &dyn Environment, path: &str, error: &ReadError) -> CauseKind {
    match environment.full_path(path) {
        Some(full) if *error == ReadError::NotFound => CauseKind::NoSuchFile(files::clean(&full).into()),
        _ => CauseKind::FileNotRead(path.into()),
    }
}

/// The families, each in the order of its names.
const FAMILIES: [&[Function]; 14] = [
    charsets::FUNCTIONS,
    collections::FUNCTIONS,
    conversion::FUNCTIONS,
    dates::FUNCTIONS,
    encoding::FUNCTIONS,
    files::FUNCTIONS,
    format::FUNCTIONS,
    hashes::FUNCTIONS,
    maps::FUNCTIONS,
    network::FUNCTIONS,
    numbers::FUNCTIONS,
    patterns::FUNCTIONS,
    sets::FUNCTIONS,
    strings::FUNCTIONS,
];

/// Functions whose result changes from one run to the next.
const IMPURE: [&str; 4] = ["bcrypt", "plantimestamp", "timestamp", "uuid"];

/// Functions that are not evaluated here: they depend on how a library compresses (`base64gzip`), need a private key that
/// should not be in the repository (`rsadecrypt`), are of older releases or of use in a console only, or are no functions of
/// values and evaluated by `expression.rs` and `template.rs`.
const UNSUPPORTED: [&str; 11] = [
    "base64gzip",
    "can",
    "convert",
    "defaults",
    "list",
    "map",
    "rsadecrypt",
    "templatefile",
    "templatestring",
    "try",
    "type",
];

/// What the function `name` gives for `arguments`.
///
/// Unknown arguments make the result unknown, except where Terraform's own function can tell all the same. A function
/// that is impure, or that is not evaluated, gives an unknown that says so.
pub fn call(name: &str, arguments: &[Value], environment: &dyn Environment) -> Result<Value, FunctionError> {
    let plain = name.strip_prefix("core::").unwrap_or(name);
    if let Some(function) = find(plain) {
        return evaluate(function, arguments, environment);
    }
    let kind = if plain.starts_with("provider::") {
        CauseKind::ProviderFunction(plain.into())
    } else if IMPURE.contains(&plain) {
        CauseKind::ImpureFunction(plain.into())
    } else if UNSUPPORTED.contains(&plain) {
        CauseKind::UnsupportedFunction(plain.into())
    } else {
        return Err(FunctionError::NoSuchFunction { name: name.into(), nearest: nearest(plain) });
    };
    let unknown = Value::unknown(Cause { kind, span: None });
    Ok(if arguments.iter().any(Value::has_sensitive) { unknown.into_sensitive() } else { unknown })
}

/// The value of the YAML document `text`, as `yamldecode` reads it; `None` when it is no document.
pub fn decode_yaml(text: &str) -> Option<Value> {
    yaml::decode(text).ok()
}

/// What a call of the function `name` takes, beside its result, in evaluations of an expression.
pub(super) fn work(name: &str, arguments: &[Value]) -> u64 {
    find(name).map_or(1, |function| function.work(arguments))
}

/// What making `result` took, and reading the files that it is made of.
pub(super) fn work_done(name: &str, result: &Value, environment: &Metered<'_>) -> u64 {
    let made = match find(name).map(|function| function.cost) {
        // It was there before.
        None | Some(Cost::Little) => 0,
        Some(Cost::Linear | Cost::Pattern(_)) => result.nodes(),
    };
    environment.work.get().saturating_add(made)
}

/// An environment that keeps account of what is read.
pub(super) struct Metered<'a> {
    environment: &'a dyn Environment,
    work: Cell<u64>,
}

impl<'a> Metered<'a> {
    pub(super) fn new(environment: &'a dyn Environment) -> Self {
        Self { environment, work: Cell::default() }
    }

    fn add(&self, work: usize) {
        self.work.set(self.work.get().saturating_add(WORK_PER_FILE + work as u64));
    }
}

/// What it takes to look for a file, in evaluations of an expression.
const WORK_PER_FILE: u64 = 100;

impl Environment for Metered<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let read = self.environment.read(path);
        self.add(read.as_ref().map_or(0, |bytes| bytes.len() / BYTES_PER_WORK));
        read
    }

    fn list(&self, path: &str, depth: usize) -> Result<Vec<String>, ReadError> {
        let listed = self.environment.list(path, depth);
        self.add(listed.as_ref().map_or(0, |files| files.len().saturating_mul(WORK_PER_LISTED)));
        listed
    }

    fn full_path(&self, path: &str) -> Option<String> {
        self.environment.full_path(path)
    }
}

/// What it takes to find a file in a directory.
const WORK_PER_LISTED: usize = 20;
/// How many bytes functions go through in the time of one evaluation.
const BYTES_PER_WORK: usize = 16;

fn find(name: &str) -> Option<&'static Function> {
    FAMILIES.iter().find_map(|family| {
        let position = family.binary_search_by(|function| function.name.cmp(name)).ok()?;
        family.get(position)
    })
}

/// The function whose name is the most like `name`, if one is close.
fn nearest(name: &str) -> Option<&'static str> {
    let known = FAMILIES.iter().flat_map(|family| family.iter().map(|function| function.name));
    let others = IMPURE.into_iter().chain(UNSUPPORTED);
    known
        .chain(others)
        // Names that are too long to be meant are not worth comparing.
        .filter(|_| name.len() <= 32)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

fn evaluate(
    function: &'static Function,
    arguments: &[Value],
    environment: &dyn Environment,
) -> Result<Value, FunctionError> {
    function.check_count(arguments.len())?;
    let mut sensitive = false;
    let mut blocked = false;
    let mut prepared = Vec::with_capacity(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        let Some(parameter) = function.parameter(index) else { break };
        let fail = |problem| function.failure(Failure { argument: Some(index), problem });
        let value = match parameter.takes {
            Takes::Raw => {
                prepared.push(argument.clone());
                continue;
            }
            Takes::Known | Takes::Open => argument.clone(),
            Takes::Structure | Takes::OpenStructure => {
                let (value, marked) = argument.unmark();
                sensitive |= marked;
                value.clone()
            }
        };
        if *value.unmark().0 == Value::Null && !parameter.nullable {
            return Err(fail(Problem::Null));
        }
        let converted = convert(&value, &parameter.kind.of_type()).map_err(|error| fail(Problem::Conversion(error)))?;
        let (unmarked, marked) = match parameter.takes {
            Takes::Known | Takes::Open => converted.unmark_deep(),
            // A set takes over the marks of its elements.
            _ => (converted.unmark().0.clone(), converted.unmark().1),
        };
        sensitive |= marked;
        blocked |= match parameter.takes {
            Takes::Known => !unmarked.is_wholly_known(),
            Takes::Structure => !is_settled(&unmarked),
            Takes::Open | Takes::OpenStructure | Takes::Raw => false,
        };
        prepared.push(unmarked);
    }
    let unknown = if blocked { unknowns_of(&prepared) } else { None };
    let result = match unknown {
        Some(unknown) => {
            let of_type = function.result.of_type();
            let typed = if of_type == Type::Any { unknown } else { unknown.with_type(of_type) };
            compute_each(&typed, &prepared, |values| evaluate(function, values, environment))
        }
        None => (function.call)(&Arguments { values: &prepared, environment })
            .map_err(|failure| function.failure(failure))?,
    };
    Ok(if sensitive { result.into_sensitive() } else { result })
}

/// Whether it is known which elements the value has, though not what these are.
fn is_settled(value: &Value) -> bool {
    match value {
        Value::Unknown(_) => false,
        Value::Sensitive(inner) => is_settled(inner),
        Value::Set(items) => items.len() < 2 || value.is_wholly_known(),
        Value::Map(entries) | Value::Object(entries) => entries.rest().is_none(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) | Value::Tuple(_) => true,
    }
}
