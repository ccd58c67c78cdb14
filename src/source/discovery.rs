//! Finding the files of a repository.

use std::path::Path;
use std::sync::{Arc, Mutex};

use globset::GlobSet;
use ignore::{DirEntry, WalkBuilder, WalkState};

use super::{ReadError, Repository};

/// What the name of a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `.tf`
    Terraform,
    /// `.tf.json`
    TerraformJson,
    /// `.tofu`
    Tofu,
    /// `.tofu.json`
    TofuJson,
    /// `.tfvars`
    Variables,
    /// `.tfvars.json`
    VariablesJson,
    /// `terragrunt.hcl`
    Terragrunt,
    /// `terragrunt.hcl.json`
    TerragruntJson,
    /// `terragrunt.stack.hcl`
    TerragruntStack,
    /// `.tfbackend`, `.hcl`, `.conf`, `.config`: what completes a backend may be in it. It is read only where a backend
    /// is to be completed, and counts only if it does.
    Backend,
}

impl FileKind {
    /// The longest first: `.tf.json` also ends with `.json`.
    const ENDINGS: [(&str, FileKind); 10] = [
        (".tfvars.json", FileKind::VariablesJson),
        (".tofu.json", FileKind::TofuJson),
        (".tf.json", FileKind::TerraformJson),
        (".tfvars", FileKind::Variables),
        (".tofu", FileKind::Tofu),
        (".tf", FileKind::Terraform),
        (".tfbackend", FileKind::Backend),
        (".hcl", FileKind::Backend),
        (".conf", FileKind::Backend),
        (".config", FileKind::Backend),
    ];

    /// What the file name `name` says, if it may be a file that Terraform reads.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.rsplit('/').next().unwrap_or(name);
        match name {
            "terragrunt.hcl" => return Some(Self::Terragrunt),
            "terragrunt.hcl.json" => return Some(Self::TerragruntJson),
            "terragrunt.stack.hcl" => return Some(Self::TerragruntStack),
            _ => {}
        }
        Self::ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind)
    }

    /// Whether a module is made of such files.
    pub fn is_configuration(self) -> bool {
        matches!(self, Self::Terraform | Self::TerraformJson | Self::Tofu | Self::TofuJson)
    }

    /// Whether it gives values to variables.
    pub fn is_variables(self) -> bool {
        matches!(self, Self::Variables | Self::VariablesJson)
    }

    /// Whether it is Terragrunt's, to be evaluated.
    pub fn is_terragrunt(self) -> bool {
        matches!(self, Self::Terragrunt | Self::TerragruntJson)
    }
}

/// Whether `name` says that the file is Terraform's: other tools have `.hcl` and `.conf` files too.
fn is_ours(name: &str) -> bool {
    FileKind::of(name).is_some_and(|kind| kind != FileKind::Backend)
}

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
}

/// Directories that tools fill: what is in them is read only through what refers to it.
const NEVER_WALKED: [&str; 3] = [".git", ".terraform", ".terragrunt-cache"];

/// Walks `scan`, a directory or a file inside the repository, and leaves out what `.gitignore` or `exclude` names.
///
/// Links are followed inside the repository; those that lead out of it or nowhere are problems.
pub fn discover(repository: &Repository, scan: &Path, exclude: &GlobSet) -> Discovery {
    let Ok(start) = scan.canonicalize() else {
        return Discovery { files: Vec::new(), problems: vec![(scan.to_string_lossy().into(), ReadError::NotFound)] };
    };
    if !start.starts_with(repository.root()) {
        return Discovery { files: Vec::new(), problems: vec![(scan.to_string_lossy().into(), ReadError::Outside)] };
    }
    let found = Mutex::new(Discovery::default());
    let walk = Walk { repository, exclude, found: &found };
    let walker = WalkBuilder::new(&start)
        .hidden(false)
        .follow_links(true)
        .require_git(false)
        .threads(std::thread::available_parallelism().map_or(1, usize::from))
        .build_parallel();
    walker.run(|| Box::new(|entry| walk.visit(entry)));
    let mut found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    found.files.sort();
    found.problems.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.problems.dedup();
    found
}

struct Walk<'a> {
    repository: &'a Repository,
    exclude: &'a GlobSet,
    found: &'a Mutex<Discovery>,
}

impl Walk<'_> {
    fn visit(&self, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                self.failed(&error);
                return WalkState::Continue;
            }
        };
        let name = entry.file_name().to_str();
        if entry.depth() > 0 && name.is_some_and(|name| NEVER_WALKED.contains(&name)) {
            return WalkState::Skip;
        }
        let Some(relative) = self.relative(entry.path()) else {
            self.problem(&entry.path().to_string_lossy(), ReadError::NotUnicode);
            return WalkState::Skip;
        };
        if self.exclude.is_match(&*relative) {
            return WalkState::Skip;
        }
        if entry.path_is_symlink() {
            match entry.path().canonicalize() {
                Ok(target) if target.starts_with(self.repository.root()) => {}
                // A link to a file that is not of ours is nobody's concern.
                Ok(target) if target.is_file() && !is_ours(&relative) => return WalkState::Skip,
                Ok(_) => {
                    self.problem(&relative, ReadError::Outside);
                    return WalkState::Skip;
                }
                Err(_) => {
                    self.problem(&relative, ReadError::Dangling);
                    return WalkState::Skip;
                }
            }
        }
        let Some(kind) = name.and_then(FileKind::of) else { return WalkState::Continue };
        if entry.file_type().is_some_and(|file| file.is_file()) {
            self.with(|found| found.files.push(Found { path: relative.as_str().into(), kind }));
        } else if is_ours(&relative) && !entry.file_type().is_some_and(|file| file.is_dir()) {
            self.problem(&relative, ReadError::NotAFile);
        }
        WalkState::Continue
    }

    /// `path` relative to the root, `/` between its parts; `None` when it is not Unicode.
    fn relative(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(self.repository.root()).unwrap_or(path);
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/"))
    }

    fn failed(&self, error: &ignore::Error) {
        match error {
            ignore::Error::WithPath { path, err } => self.failed_at(path, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => self.failed(err),
            ignore::Error::Partial(errors) => errors.iter().for_each(|error| self.failed(error)),
            ignore::Error::Loop { child, .. } => self.failed_at(child, error),
            _ => {}
        }
    }

    fn failed_at(&self, path: &Path, error: &ignore::Error) {
        let relative = self.relative(path).unwrap_or_else(|| path.to_string_lossy().into_owned());
        let problem = match error {
            ignore::Error::Loop { .. } => ReadError::Loop,
            _ => match error.io_error().map(std::io::Error::kind) {
                // Only following a link finds a name with nothing behind it; one that leads to itself has another
                // error, whose kind is not stable. Dangling links to other files than ours are nobody's concern.
                Some(kind)
                    if kind == std::io::ErrorKind::NotFound
                        || (kind != std::io::ErrorKind::PermissionDenied && path.is_symlink()) =>
                {
                    if !is_ours(&relative) {
                        return;
                    }
                    ReadError::Dangling
                }
                Some(kind) => ReadError::Io(kind.to_string()),
                None => return,
            },
        };
        self.problem(&relative, problem);
    }

    fn problem(&self, path: &str, error: ReadError) {
        self.with(|found| found.problems.push((path.into(), error)));
    }

    fn with(&self, change: impl FnOnce(&mut Discovery)) {
        change(&mut self.found.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn walk(root: &Path) -> (Vec<String>, Vec<(String, ReadError)>) {
        let repository = Repository::new(root).unwrap();
        let found = discover(&repository, root, &GlobSet::empty());
        let files = found.files.iter().map(|file| file.path.to_string()).collect();
        (files, found.problems.into_iter().map(|(path, error)| (path.to_string(), error)).collect())
    }

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn finds_configuration_and_variable_files_only() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        for path in
            ["a/main.tf", "a/x.tf.json", "b.tofu", "b.tofu.json", "c/d/e.auto.tfvars", "f.tfvars.json", ".hidden/g.tf"]
        {
            write(root, path, "");
        }
        for path in ["README.md", "a/.terraform/modules/x/main.tf", ".git/x.tf", "main.tf.bak", "ignored/h.tf"] {
            write(root, path, "");
        }
        write(root, ".gitignore", "ignored/\n");
        let (files, problems) = walk(root);
        assert_eq!(
            files,
            [".hidden/g.tf", "a/main.tf", "a/x.tf.json", "b.tofu", "b.tofu.json", "c/d/e.auto.tfvars", "f.tfvars.json"]
        );
        assert_eq!(problems, []);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_and_reported_otherwise() {
        use std::os::unix::fs::symlink;
        let directory = tempfile::tempdir().unwrap();
        let root = &directory.path().join("repository");
        write(root, "modules/x/main.tf", "");
        write(directory.path(), "outside/y.tf", "");
        symlink("modules/x/main.tf", root.join("inside.tf")).unwrap();
        symlink("modules", root.join("shared")).unwrap();
        symlink("../outside/y.tf", root.join("outside.tf")).unwrap();
        symlink("../outside", root.join("elsewhere")).unwrap();
        symlink("nothing.tf", root.join("dangling.tf")).unwrap();
        symlink("..", root.join("modules/up")).unwrap();
        let (files, problems) = walk(root);
        assert_eq!(files, ["inside.tf", "modules/x/main.tf", "shared/x/main.tf"]);
        let problem = |path: &str, error| (path.to_owned(), error);
        assert_eq!(
            problems,
            [
                problem("dangling.tf", ReadError::Dangling),
                problem("elsewhere", ReadError::Outside),
                problem("modules/up", ReadError::Loop),
                problem("outside.tf", ReadError::Outside),
                problem("shared/up", ReadError::Loop),
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_opened() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("main.tf");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(walk(directory.path()), (vec![], vec![("main.tf".to_owned(), ReadError::NotAFile)]));
        }
    }
}
