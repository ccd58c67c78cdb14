//! Finding the files of a repository.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use globset::GlobSet;
use rayon::Scope;
use rustc_hash::FxHashSet;

use super::gitignore::{self, Rules};
use super::{FileKind, ReadError, Repository, is_automatic_variable_file};

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Relative to the repository's root, `/` between its parts.
    pub path: Arc<str>,
    /// What its name says it is.
    pub kind: FileKind,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The files, sorted by path.
    pub files: Vec<Found>,
    /// What could not be followed or read, sorted by path.
    pub problems: Vec<(Arc<str>, ReadError)>,
    /// Directories with configuration files that a `.gitignore` leaves out, sorted: those in an ignored one are not
    /// looked for.
    pub ignored: Vec<Arc<str>>,
}

/// Directories that tools fill: what is in them is read only through what refers to it.
const NEVER_WALKED: [&str; 3] = [".git", ".terraform", ".terragrunt-cache"];

/// The most files and directories that are looked at. The largest public repositories have a few hundred thousand.
pub(super) const MAX_ENTRIES: usize = 4_000_000;

/// Walks `scan`, a directory inside the repository, and leaves out what `exclude` and the `.gitignore` files of the
/// repository name. Of a file, its directory is looked at: Terraform reads the files of a directory together.
///
/// A `.gitignore` leaves out directories. In a directory that is walked, it does not hide the files that Terraform reads
/// with those that it leaves.
///
/// Links are followed inside the repository, and those that lead out of it or nowhere are problems. What is in a directory
/// is found once: under its own name if that is walked, else under that of the first link to it.
pub fn discover(repository: &Repository, scan: &Path, exclude: &GlobSet) -> Discovery {
    let problem = |error| Discovery { problems: vec![(scan.to_string_lossy().into(), error)], ..Discovery::default() };
    let Ok(path) = scan.canonicalize() else { return problem(ReadError::NotFound) };
    if !path.starts_with(repository.root()) {
        return problem(ReadError::Outside);
    }
    let deep = path.is_dir();
    let start = if deep { path.as_path() } else { path.parent().unwrap_or(&path) };
    let (name, unicode) = name_in(repository.root(), start);
    let rules = Rules::above(repository.root(), start);
    let walk = Walk { repository, exclude, deep, entries: AtomicUsize::new(0), state: Mutex::default() };
    walk.all_below(&Directory { path: start.to_owned(), name, unicode, rules });
    while let Some(link) = walk.with(|state| state.links.pop_first()) {
        walk.follow(link);
    }
    let State { mut files, mut problems, mut ignored, .. } =
        walk.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    if walk.entries.into_inner() > MAX_ENTRIES {
        // What was found by then depends on which thread was faster.
        return problem(ReadError::TooMany);
    }
    files.sort();
    problems.sort_by(|(a, _), (b, _)| a.cmp(b));
    problems.dedup();
    ignored.sort();
    ignored.dedup();
    Discovery { files, problems, ignored }
}

/// Whether the directory `path` has configuration files in it.
fn holds_configuration(path: &Path) -> bool {
    let entries = fs::read_dir(path).into_iter().flatten().flatten().take(MAX_ENTRIES);
    let mut names = entries.map(|entry| entry.file_name());
    names.any(|name| name.to_str().and_then(FileKind::of).is_some_and(FileKind::is_configuration))
}

/// The name of `path` below `root`, `/` between its parts, and whether it is Unicode: if not, it only tells of it.
fn name_in(root: &Path, path: &Path) -> (String, bool) {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    (parts.join("/"), inside.to_str().is_some())
}

struct Walk<'a> {
    repository: &'a Repository,
    exclude: &'a GlobSet,
    /// Whether directories are gone into.
    deep: bool,
    entries: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    files: Vec<Found>,
    problems: Vec<(Arc<str>, ReadError)>,
    ignored: Vec<Arc<str>>,
    /// Directories that were walked, whatever the name they were walked under.
    walked: FxHashSet<PathBuf>,
    /// Those that were not looked at yet, in an order that is always the same.
    links: BTreeSet<Link>,
}

/// A link to a directory inside the repository.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    name: String,
    unicode: bool,
    target: PathBuf,
}

/// A directory to walk.
struct Directory {
    /// Where it is, links followed.
    path: PathBuf,
    /// The name that it is walked under, relative to the root.
    name: String,
    /// Whether that name is what it is called.
    unicode: bool,
    /// Those of the directories above it.
    rules: Option<Arc<Rules>>,
}

/// A file of a directory.
struct Candidate {
    name: String,
    path: String,
    unicode: bool,
    kind: FileKind,
    ignored: bool,
}

impl Walk<'_> {
    fn all_below(&self, start: &Directory) {
        rayon::scope(|scope| self.directory(scope, start));
    }

    /// Looks at what is in `directory`, and leaves the directories in it to other threads.
    fn directory<'s>(&'s self, scope: &Scope<'s>, directory: &Directory) {
        if !self.with(|state| state.walked.insert(directory.path.clone())) {
            return;
        }
        let read = fs::read_dir(&directory.path);
        let entries: Vec<_> = match read.and_then(|entries| entries.take(MAX_ENTRIES + 1).collect()) {
            Ok(entries) => entries,
            Err(error) => return self.problem(&directory.name, error.into()),
        };
        if self.entries.fetch_add(entries.len(), Ordering::Relaxed) > MAX_ENTRIES {
            return;
        }
        let rules = match entries.iter().any(|entry| entry.file_name() == gitignore::NAME) {
            true => Rules::of(&directory.path, directory.rules.clone()),
            false => directory.rules.clone(),
        };
        let ignored = |path: &Path, is_directory| rules.as_ref().is_some_and(|rules| rules.ignore(path, is_directory));
        let mut candidates = Vec::new();
        for entry in entries {
            let (file_name, path) = (entry.file_name(), entry.path());
            let unicode = directory.unicode && file_name.to_str().is_some();
            let file_name = file_name.to_string_lossy();
            let name = if directory.name.is_empty() {
                file_name.to_string()
            } else {
                format!("{}/{file_name}", directory.name)
            };
            if NEVER_WALKED.contains(&&*file_name) || self.exclude.is_match(&name) {
                continue;
            }
            let Ok(file_type) = entry.file_type() else { continue };
            let kind = FileKind::of(&file_name);
            let ours = kind.is_some_and(FileKind::is_ours);
            if file_type.is_dir() {
                if self.deep && ignored(&path, true) {
                    if holds_configuration(&path) {
                        self.with(|state| state.ignored.push(name.into()));
                    }
                } else if self.deep {
                    let below = Directory { path, name, unicode, rules: rules.clone() };
                    scope.spawn(move |scope| self.directory(scope, &below));
                }
                continue;
            }
            let is_file = if file_type.is_symlink() {
                match self.target(&path, ours) {
                    Ok(Some(target)) if target.is_dir() => {
                        if self.deep && !ignored(&path, true) {
                            self.with(|state| state.links.insert(Link { name, unicode, target }));
                        }
                        continue;
                    }
                    Ok(Some(target)) => target.is_file(),
                    Ok(None) => continue,
                    // What git would not take along is not looked at, wherever it leads.
                    Err(_) if !ours && (!self.deep || ignored(&path, true)) => continue,
                    Err(error) => {
                        self.problem(&name, error);
                        continue;
                    }
                }
            } else {
                file_type.is_file()
            };
            let Some(kind) = kind else { continue };
            if is_file {
                let ignored = ignored(&path, false);
                let candidate = Candidate { name: file_name.into_owned(), path: name, unicode, kind, ignored };
                candidates.push(candidate);
            } else if ours {
                self.problem(&name, ReadError::NotAFile);
            }
        }
        self.files_of(&directory.name, candidates);
    }

    /// Adds those of the `candidates`, which are in one directory, that are read.
    fn files_of(&self, directory: &str, candidates: Vec<Candidate>) {
        let is_module = candidates.iter().any(|file| !file.ignored && file.kind.is_configuration());
        if !is_module && candidates.iter().any(|file| file.kind.is_configuration()) {
            self.with(|state| state.ignored.push(directory.into()));
        }
        for Candidate { name, path, unicode, kind, ignored } in candidates {
            // What Terraform reads only when it is told to is not missed.
            let on_demand = kind == FileKind::Backend || (kind.is_variables() && !is_automatic_variable_file(&name));
            if ignored && (on_demand || !is_module) {
                continue;
            }
            if unicode {
                self.with(|state| state.files.push(Found { path: path.into(), kind }));
            } else if kind.is_ours() {
                self.problem(&path, ReadError::NotUnicode);
            }
        }
    }

    /// Where the link at `path` leads; nowhere in particular when that is nobody's concern: a link to nothing, or to a file
    /// outside of the repository, that is not named as one of `ours`.
    fn target(&self, path: &Path, ours: bool) -> Result<Option<PathBuf>, ReadError> {
        match path.canonicalize() {
            Ok(target) if target.starts_with(self.repository.root()) => Ok(Some(target)),
            Ok(target) if !ours && !target.is_dir() => Ok(None),
            Ok(_) => Err(ReadError::Outside),
            Err(_) if !ours => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(error.into()),
            // One that leads to itself has an error whose kind is not stable.
            Err(_) => Err(ReadError::Dangling),
        }
    }

    /// Walks what `link` leads to, unless it was walked, or would not be under its own name.
    fn follow(&self, link: Link) {
        let Link { name, unicode, target } = link;
        let (own_name, _) = name_in(self.repository.root(), &target);
        let filled = own_name.split('/').any(|part| NEVER_WALKED.contains(&part));
        if filled || self.exclude.is_match(&own_name) {
            return;
        }
        let rules = Rules::above(self.repository.root(), &target);
        self.all_below(&Directory { path: target, name, unicode, rules });
    }

    fn problem(&self, path: &str, error: ReadError) {
        let path = if path.is_empty() { "." } else { path };
        self.with(|state| state.problems.push((path.into(), error)));
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
