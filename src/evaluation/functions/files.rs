//! Files of the repository, and paths.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use globset::GlobBuilder;
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::MAX_BYTES;
use super::arguments::{Arguments, check_elements, string};
use super::error::{Failure, Problem};
use super::hashes::{base64_digest, digest};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::unknown::{Cause, CauseKind};
use crate::evaluation::value::Value;
use crate::source::ReadError;

const PATH: Parameter = Parameter::new("path", Kind::String);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abspath", &[PATH], Kind::String, |call| match call.text(0) {
        path if path.starts_with('/') => string(&clean(path)),
        _ => Ok(of_the_machine("abspath")),
    }),
    Function::new("basename", &[PATH], Kind::String, |call| string(base_name(call.text(0)))),
    Function::new("dirname", &[PATH], Kind::String, |call| {
        let path = call.text(0);
        let end = path.rfind('/').map_or(0, |slash| slash + 1);
        string(&clean(path.get(..end).unwrap_or_default()))
    }),
    Function::new("file", &[PATH], Kind::String, |call| {
        with_contents(call, |bytes| std::str::from_utf8(bytes).map_err(|_| Problem::NotText.into()).and_then(string))
    }),
    Function::new("filebase64", &[PATH], Kind::String, |call| {
        with_contents(call, |bytes| string(&STANDARD.encode(bytes)))
    }),
    Function::new("filebase64sha256", &[PATH], Kind::String, |call| {
        with_contents(call, |bytes| Ok(base64_digest::<Sha256>(bytes)))
    }),
    Function::new("filebase64sha512", &[PATH], Kind::String, |call| {
        with_contents(call, |bytes| Ok(base64_digest::<Sha512>(bytes)))
    }),
    Function::new("fileexists", &[PATH], Kind::Bool, |call| {
        match call.environment.read(call.text(0)) {
            Ok(_) | Err(ReadError::TooLarge) => Ok(Value::Bool(true)),
            // A file that is not there now may be made before Terraform runs, but so may any other; Terraform says no too.
            Err(ReadError::NotFound) => Ok(Value::Bool(false)),
            Err(ReadError::NotAFile) => Err(Problem::Read(ReadError::NotAFile).at(0)),
            Err(error) => Ok(not_read(call, &error)),
        }
    }),
    Function::new("filemd5", &[PATH], Kind::String, |call| with_contents(call, |bytes| Ok(digest::<Md5>(bytes)))),
    Function::new("fileset", &[PATH, Parameter::new("pattern", Kind::String)], Kind::SetOfStrings, file_set),
    Function::new("filesha1", &[PATH], Kind::String, |call| with_contents(call, |bytes| Ok(digest::<Sha1>(bytes)))),
    Function::new("filesha256", &[PATH], Kind::String, |call| with_contents(call, |bytes| Ok(digest::<Sha256>(bytes)))),
    Function::new("filesha512", &[PATH], Kind::String, |call| with_contents(call, |bytes| Ok(digest::<Sha512>(bytes)))),
    Function::new("pathexpand", &[PATH], Kind::String, |call| match call.text(0).strip_prefix('~') {
        None => string(call.text(0)),
        Some("") => Ok(of_the_machine("pathexpand")),
        Some(rest) if rest.starts_with('/') => Ok(of_the_machine("pathexpand")),
        Some(_) => Err(Problem::Home.at(0)),
    }),
];

/// What depends on the directory or the user that runs Terraform.
fn of_the_machine(function: &str) -> Value {
    Value::unknown(Cause { kind: CauseKind::UnsupportedFunction(function.into()), span: None })
}

/// What `compute` makes of the file's contents. A file that cannot be read is not an error of the configuration: it may
/// be made by a step that runs before Terraform, or lie where Terraform runs.
fn with_contents(
    call: &Arguments<'_>,
    compute: impl FnOnce(&[u8]) -> Result<Value, Failure>,
) -> Result<Value, Failure> {
    match call.environment.read(call.text(0)) {
        Ok(bytes) if bytes.len() > MAX_BYTES => Err(Problem::Limit("the size of a file").into()),
        Ok(bytes) => compute(&bytes),
        Err(error) => Ok(not_read(call, &error)),
    }
}

fn not_read(call: &Arguments<'_>, error: &ReadError) -> Value {
    Value::unknown(Cause { kind: super::not_read(call.environment, call.text(0), error), span: None })
}

fn base_name(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    match (path, trimmed) {
        ("", _) => ".",
        (_, "") => "/",
        _ => trimmed.rsplit('/').next().unwrap_or(trimmed),
    }
}

/// The shortest path that is the same, by its text alone.
pub(super) fn clean(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if absolute => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (absolute, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// The files below a directory that match a pattern, where `*` stops at `/` and `**` does not.
fn file_set(call: &Arguments<'_>) -> Result<Value, Failure> {
    let pattern = clean(call.text(1));
    let glob = GlobBuilder::new(&pattern).literal_separator(true).empty_alternates(true).build();
    let matcher = glob.map_err(|_| Problem::Glob.at(1))?.compile_matcher();
    // Parts without wildcards before the others are a directory: nothing beside it needs to be looked at.
    let fixed = pattern.find(['*', '?', '[', '{', '\\']).unwrap_or(pattern.len());
    let (directory, below) = match pattern.get(..fixed).and_then(|start| start.rfind('/')) {
        Some(slash) => (pattern.get(..=slash).unwrap_or_default(), pattern.get(slash + 1..).unwrap_or_default()),
        None => ("", &*pattern),
    };
    let depth = if below.contains("**") { usize::MAX } else { below.matches('/').count() + 1 };
    let start = if directory.is_empty() { call.text(0).to_owned() } else { format!("{}/{directory}", call.text(0)) };
    let files = match call.environment.list(&start, depth) {
        Ok(files) => files,
        Err(ReadError::NotFound) => Vec::new(),
        Err(error) => return Ok(not_read(call, &error)),
    };
    let matching: Vec<String> =
        files.into_iter().map(|file| format!("{directory}{file}")).filter(|file| matcher.is_match(file)).collect();
    check_elements(matching.len())?;
    matching.iter().map(|file| string(file)).collect::<Result<Vec<Value>, Failure>>().map(Value::set)
}
