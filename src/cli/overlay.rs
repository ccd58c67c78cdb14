//! The catalogue with what the repository adds to it.

use std::path::Path;
use std::sync::Arc;

use super::analysis::AnalysisError;
use crate::catalogue::{Catalogue, Overlay};
use crate::settings::{Settings, SettingsError, SettingsErrorKind, read_overlay};
use crate::source::{ReadError, Repository, SourceFile, Sources};

/// The catalogue for `settings`, which stand in `directory` of `repository`, or in the file `config` that the user named.
pub(super) fn catalogue(
    settings: &Settings,
    repository: &Repository,
    directory: &str,
    config: Option<&Path>,
    sources: &mut Sources,
) -> Result<Catalogue, AnalysisError> {
    let mut own = Overlay::default();
    let mut errors: Vec<SettingsError> = Vec::new();
    if let Some((path, span)) = &settings.overlay {
        let (shown, bytes) = match config {
            Some(config) => beside(config, path),
            None => {
                let path = if directory.is_empty() { path.to_string() } else { format!("{directory}/{path}") };
                let bytes = repository.read(&path);
                (path, bytes)
            }
        };
        match bytes {
            Ok(bytes) => {
                let file = sources.add(SourceFile::from_bytes(shown, bytes));
                let text = Arc::clone(sources.file(file).text());
                (own, errors) = read_overlay(file, &text);
                own.file = Some(path.to_string());
            }
            Err(error) => {
                let kind = SettingsErrorKind::Unreadable { path: path.to_string(), error };
                errors.push(SettingsError { span: *span, kind });
            }
        }
    }
    let catalogue = Catalogue::with(own);
    // Rows that could not be read would make the offers that they are about unknown.
    if errors.is_empty() {
        errors = settings.unknown_offers(&catalogue);
    }
    if errors.is_empty() { Ok(catalogue) } else { Err(AnalysisError::Settings(std::mem::take(sources), errors)) }
}

/// The file `path` beside the settings `config`: the user chose these, not what they name, which has to be in the same
/// repository.
fn beside(config: &Path, path: &str) -> (String, Result<Vec<u8>, ReadError>) {
    let shown = config.with_file_name(path).display().to_string();
    let read = || {
        let repository = Repository::locate(config)?;
        let config = config.canonicalize()?;
        let inside = config.parent().and_then(|parent| parent.strip_prefix(repository.root()).ok());
        let directory = inside.and_then(Path::to_str).ok_or(ReadError::NotUnicode)?;
        repository.read(&format!("{}/{path}", directory.replace(std::path::MAIN_SEPARATOR, "/")))
    };
    (shown, read())
}
