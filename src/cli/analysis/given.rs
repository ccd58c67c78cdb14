//! What an analysis is given: settings, variables, the workspace, what completes backends.

use std::path::Path;
use std::sync::Arc;

use super::{AnalysisError, Problems};
use crate::catalogue::Catalogue;
use crate::cli::variables::GivenVariable;
use crate::evaluation::{self, Inputs};
use crate::settings::{self, Settings, SettingsError, SettingsErrorKind};
use crate::source::{FileId, Repository, SourceFile, Sources, read_named};
use crate::syntax::{parse, parse_json_values};

/// The most derogations: each is compared with all that is judged.
const MAX_DEROGATIONS: usize = 200;

/// The settings, and the directory of the repository that their paths are relative to.
pub(in crate::cli) fn read_settings(
    path: &Path,
    config: Option<&Path>,
    no_config: bool,
    repository: &Repository,
    sources: &mut Sources,
) -> Result<(Settings, String), AnalysisError> {
    let found = match (config, no_config) {
        (_, true) => None,
        (Some(path), _) => {
            let text =
                read_named(path).map_err(|error| AnalysisError::Path { path: path.display().to_string(), error })?;
            Some((path.display().to_string(), text, String::new()))
        }
        (None, false) => match settings::nearest(path, repository) {
            None => None,
            Some((path, Err(error))) => return Err(AnalysisError::SettingsFile { path, error }),
            Some((path, Ok(text))) => {
                let directory = path.rsplit_once('/').map_or_else(String::new, |(directory, _)| directory.to_owned());
                Some((path, text, directory))
            }
        },
    };
    let Some((path, bytes, directory)) = found else { return Ok((Settings::default(), String::new())) };
    let file = sources.add(SourceFile::from_bytes(path, bytes));
    let text = Arc::clone(sources.file(file).text());
    let (mut settings, mut errors) = settings::read(file, &text, &directory);
    // With a catalogue of the repository's own, that is told once it is read.
    if !errors.is_empty() && settings.overlay.is_none() {
        errors.extend(settings.unknown_offers(Catalogue::embedded()));
        errors.sort_by_key(|error| error.span);
    }
    for (name, span) in std::mem::take(&mut settings.registers) {
        let path: Arc<str> = if directory.is_empty() { name } else { format!("{directory}/{name}").into() };
        match repository.read(&path) {
            Ok(bytes) => {
                let register = sources.add(SourceFile::from_bytes(path, bytes));
                let text = Arc::clone(sources.file(register).text());
                let (derogations, wrong) = settings::read_register(register, &text, &directory);
                settings.derogations.extend(derogations);
                errors.extend(wrong);
            }
            Err(reason) => errors.push(SettingsError { span, kind: SettingsErrorKind::Register { path, reason } }),
        }
    }
    if let Some(extra) = settings.derogations.get(MAX_DEROGATIONS) {
        errors.push(SettingsError { span: extra.span, kind: SettingsErrorKind::TooManyDerogations(MAX_DEROGATIONS) });
    }
    if errors.is_empty() {
        Ok((settings, directory))
    } else {
        Err(AnalysisError::Settings(std::mem::take(sources), errors))
    }
}

/// What is given to every root module.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Given<'a> {
    /// `--var` and `--var-file`
    pub(in crate::cli) variables: &'a [GivenVariable],
    /// `--backend-config`
    pub(in crate::cli) backend_configuration: &'a [String],
    /// `--workspace`
    pub(in crate::cli) workspace: Option<&'a str>,
}

/// Variables, workspace and what completes backends. A file is the user's own choice: it may be anywhere.
pub(in crate::cli) fn inputs(
    given: Given<'_>,
    repository: &Repository,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Result<Inputs, AnalysisError> {
    let mut inputs = Inputs {
        environment: std::env::vars_os()
            .filter_map(|(name, value)| {
                let name = name.to_str()?.strip_prefix("TF_VAR_")?;
                Some((name.into(), value.to_str()?.into()))
            })
            .collect(),
        workspace: given.workspace.map(Arc::from),
        ..Inputs::default()
    };
    let mut read = |path: &Path| {
        let failed = |error| AnalysisError::Path { path: path.display().to_string(), error };
        let bytes = read_named(path).map_err(failed)?;
        let name = repository.path_of(path).unwrap_or_else(|| path.display().to_string());
        let id: FileId = sources.add(SourceFile::from_bytes(name, bytes));
        let text = sources.file(id).text();
        let json = path.extension().is_some_and(|extension| extension == "json");
        let tree = if json { parse_json_values(id, text) } else { parse(id, text) };
        problems.syntax.extend(tree.errors().iter().cloned());
        Ok(tree)
    };
    for given in given.variables {
        inputs.variables.push(match given {
            GivenVariable::Value(name, value) => {
                evaluation::GivenVariable::Value(name.as_str().into(), value.as_str().into())
            }
            GivenVariable::File(path) => evaluation::GivenVariable::File(Box::new(read(path)?)),
        });
    }
    for completing in given.backend_configuration {
        match completing.split_once('=') {
            Some((name, value)) => inputs.backend.arguments.push((name.trim().into(), value.into())),
            None => inputs.backend.push_file(read(Path::new(completing))?),
        }
    }
    Ok(inputs)
}
