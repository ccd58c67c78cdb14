//! Policies of the user's own: where they are, and the values of their inputs.
//!
//! What is named on the command line is the user's word, wherever it stands. The repository that is judged has none: it
//! adds no policy, and gives no input a value.

use std::path::{Path, PathBuf};

use super::analysis::AnalysisError;
use crate::policy::{
    Doctrine, DoctrineError, InputValue, Location, PolicyError, PolicyErrorKind, PolicyFile, PolicyInputs, constant,
};
use crate::source::{SourceFile, Sources, list_named, read_named};
use crate::syntax::{parse, parse_json_values};

/// What the names of policy files end with.
pub(super) const POLICY_FILE: &str = ".policy.hcl";
/// What the names of environment variables begin with that offer inputs a value.
const ENVIRONMENT: &str = "TFPOLICY_INPUT_";

/// What is given of policies.
#[derive(Clone, Debug, Default)]
pub struct GivenPolicies {
    /// `--policies`
    pub paths: Vec<PathBuf>,
    /// `--no-packs`
    pub alone: bool,
    /// `--input`
    pub inputs: Vec<(String, String)>,
    /// `--input-file`
    pub input_files: Vec<PathBuf>,
}

/// A policy file that was read.
pub(super) struct OwnFile {
    pub(super) path: String,
    pack: String,
    text: String,
}

impl OwnFile {
    /// Reads the file at `path`.
    pub(super) fn read(path: &Path) -> Result<Self, AnalysisError> {
        let shown = path.display().to_string();
        let bytes = read_named(path).map_err(|error| AnalysisError::Path { path: shown.clone(), error })?;
        let directory = directory(path);
        // A directory that has the name of a pack of the program is none the less its own: that one may be off.
        let taken = Doctrine::has_pack(&directory);
        let shown = shown.replace(std::path::MAIN_SEPARATOR, "/");
        Ok(Self {
            pack: if taken { format!("own-{directory}") } else { directory },
            text: String::from_utf8_lossy(&bytes).into_owned(),
            path: shown.trim_start_matches("./").to_owned(),
        })
    }

    /// What a doctrine takes.
    pub(super) fn as_file(&self) -> PolicyFile<'_> {
        PolicyFile { pack: &self.pack, path: &self.path, text: &self.text }
    }
}

/// The name of the directory that the file at `path` is in, however it is written: `.` and `..` are no names.
fn directory(path: &Path) -> String {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let resolved = parent.file_name().is_none().then(|| parent.canonicalize().ok()).flatten();
    let name = resolved.as_deref().unwrap_or(parent).file_name().and_then(|name| name.to_str());
    name.unwrap_or(".").to_owned()
}

impl GivenPolicies {
    /// The policies that come with the program, unless these are to be left out, with data where `location` wants them,
    /// and those that are given.
    pub(super) fn load(&self, location: &Location, sources: &mut Sources) -> Result<Doctrine, AnalysisError> {
        let mut files = Vec::new();
        for path in &self.paths {
            let found = list_named(path, POLICY_FILE)
                .map_err(|error| AnalysisError::Path { path: path.display().to_string(), error })?;
            if found.is_empty() {
                return Err(AnalysisError::NoPolicies(path.display().to_string()));
            }
            for file in found {
                files.push(OwnFile::read(&file)?);
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files.dedup_by(|one, other| one.path == other.path);
        let mut inputs = inputs(&self.inputs, &self.input_files, sources)?;
        for (name, value) in location.inputs() {
            inputs.settle(&name, value);
        }
        let files: Vec<PolicyFile<'_>> = files.iter().map(OwnFile::as_file).collect();
        let loaded =
            if self.alone { Doctrine::of(&files, &inputs, sources) } else { Doctrine::load(&files, &inputs, sources) };
        loaded.map_err(|error| AnalysisError::Doctrine(std::mem::take(sources), error))
    }
}

impl GivenPolicies {
    /// The policies that come with the program, when they are to be left out.
    pub(super) fn left_out(&self) -> Option<Doctrine> {
        let embedded = || Doctrine::load(&[], &PolicyInputs::new(), &mut Sources::default()).ok();
        self.alone.then(embedded).flatten()
    }
}

/// Values for inputs: of the command line, else of the environment, else of files.
pub(super) fn inputs(
    given: &[(String, String)],
    files: &[PathBuf],
    sources: &mut Sources,
) -> Result<PolicyInputs, AnalysisError> {
    let mut inputs = PolicyInputs::new();
    for path in files {
        let failed = |error| AnalysisError::Path { path: path.display().to_string(), error };
        let bytes = read_named(path).map_err(failed)?;
        let id = sources.add(SourceFile::from_bytes(path.display().to_string(), bytes));
        let text = std::sync::Arc::clone(sources.file(id).text());
        let json = path.extension().is_some_and(|extension| extension == "json");
        let tree = if json { parse_json_values(id, &text) } else { parse(id, &text) };
        let wrong = tree.errors().iter();
        let mut wrong: Vec<PolicyError> = wrong
            .map(|error| PolicyError { span: error.span, kind: PolicyErrorKind::Syntax(error.kind.clone()) })
            .collect();
        for attribute in tree.body().attributes() {
            match constant(attribute.value) {
                Ok(value) => inputs.give_by_file(attribute.name, value, attribute.name_span),
                Err(error) => wrong.push(error),
            }
        }
        if !wrong.is_empty() {
            return Err(AnalysisError::Doctrine(std::mem::take(sources), DoctrineError::Policies(wrong)));
        }
    }
    let offered = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.to_str()?.strip_prefix(ENVIRONMENT)?.to_owned();
        Some((name, value.to_str()?.to_owned()))
    });
    for (name, value) in offered {
        inputs.offer(&name, InputValue::Text(value.as_str().into()));
    }
    for (name, value) in given {
        inputs.give(name, InputValue::Text(value.as_str().into()));
    }
    Ok(inputs)
}
