//! What of the verdicts is set aside in a run: derogations, comments, what was there before.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::analysis::AnalysisError;
use crate::exception::{Baseline, Circumstances, Entry, Exceptions, Suppressions};
use crate::inventory::Inventory;
use crate::policy::{Doctrine, Judged};
use crate::settings::Settings;
use crate::source::{FileId, Repository, Sources, read_named};

/// How many days before its end a derogation is told, unless the settings say it.
const DEROGATION_WARNING_DAYS: u16 = 90;

/// What is judged.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) doctrine: &'a Doctrine,
    pub(super) inventory: &'a Inventory,
    pub(super) sources: &'a Sources,
    pub(super) today: Date,
}

/// What is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) settings: &'a Settings,
    /// `--baseline`
    pub(super) known: Option<&'a Baseline>,
    /// `--write-baseline`
    pub(super) write: bool,
}

/// How far the run goes: beyond that, nothing can be said to serve nothing or to be gone.
pub(super) struct Scope {
    /// Whether it reads all that the sources say, not a plan.
    pub(super) sources: bool,
    /// Whether it judges all that the settings are about.
    pub(super) whole: bool,
    /// The files whose comments it judges, from the first to before the last.
    pub(super) files: (FileId, FileId),
    /// The directory whose root modules it judges, relative to the repository; none when it judges a file.
    pub(super) directory: Option<PathBuf>,
}

impl Scope {
    /// Whether a verdict like `entry` would have been found.
    fn has(&self, entry: &Entry, doctrine: &Doctrine) -> bool {
        let below = |directory: &PathBuf| Path::new(&entry.root).starts_with(directory);
        self.sources
            && self.directory.as_ref().is_some_and(below)
            && doctrine.policies.iter().any(|policy| *policy.id == *entry.rule)
    }
}

/// Sets aside what is to be; and what is known once the run is over, if that is asked for.
pub(super) fn apply(
    judged: &mut Judged,
    suppressions: Suppressions,
    asked: Asked<'_>,
    about: About<'_>,
    scope: &Scope,
) -> (Exceptions, Option<Baseline>) {
    let About { doctrine, inventory, sources, today } = about;
    let circumstances = Circumstances {
        doctrine,
        assets: &inventory.assets,
        targets: &inventory.targets,
        sources,
        today,
        warning_days: asked.settings.derogation_warning_days.unwrap_or(DEROGATION_WARNING_DAYS),
        whole: scope.sources && scope.whole,
        searched: if scope.sources { scope.files } else { (FileId(0), FileId(0)) },
    };
    let mut exceptions = Exceptions::apply(judged, &asked.settings.derogations, suppressions, circumstances);
    if let Some(known) = asked.known {
        exceptions.set_known(judged, known, circumstances, |entry| scope.has(entry, doctrine));
    }
    let baseline = asked.write.then(|| {
        let elsewhere = |entry: &&Entry| !scope.has(entry, doctrine);
        let others = asked.known.into_iter().flat_map(Baseline::entries).filter(elsewhere).cloned();
        let baseline = exceptions.baseline(judged, circumstances).with(others);
        exceptions.set_known(judged, &baseline, circumstances, |_| false);
        baseline
    });
    (exceptions, baseline)
}

/// The findings that the file `path`, the user's own choice, knows.
pub(super) fn read_baseline(path: &Path) -> Result<Baseline, AnalysisError> {
    let shown = || path.display().to_string();
    let bytes = read_named(path).map_err(|error| AnalysisError::Path { path: shown(), error })?;
    Baseline::parse(&bytes).map_err(|error| AnalysisError::Baseline { path: shown(), error })
}

/// The directory `path` relative to the repository, when it is one.
pub(super) fn judged_directory(repository: &Repository, path: &Path) -> Option<PathBuf> {
    let path = path.canonicalize().ok()?;
    path.strip_prefix(repository.root()).ok().map(Path::to_path_buf)
}
