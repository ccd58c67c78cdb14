//! Finding the files of a repository.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use globset::GlobSet;
use rayon::Scope;
use rustc_hash::FxHashSet;

use super::gitignore::{self, Rules};
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
    ///
    /// Terraform passes over configuration files whose names begin with a dot, and not over such variable files. The
    /// copies that editors leave, `main.tf~` and `#main.tf#`, do not end as either.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.rsplit('/').next().unwrap_or(name);
        match name {
            "terragrunt.hcl" => return Some(Self::Terragrunt),
            "terragrunt.hcl.json" => return Some(Self::TerragruntJson),
            "terragrunt.stack.hcl" => return Some(Self::TerragruntStack),
            _ => {}
        }
        let kind = Self::ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind);
        kind.filter(|kind| !(kind.is_configuration() && name.starts_with('.')))
    }

    /// Whether a module is made of such files.
    pub fn is_configuration(self) -> bool {
        matches!(self, Self::Terraform | Self::TerraformJson | Self::Tofu | Self::TofuJson)
    }

    /// Whether it gives values to variables.
    pub fn is_variables(self) -> bool {
        matches!(self, Self::Variables | Self::VariablesJson)
    }

    /// Whether the name says that the file is Terraform's: other tools have `.hcl` and `.conf` files too.
    fn is_ours(self) -> bool {
        self != Self::Backend
    }

    /// Whether it is Terragrunt's, to be evaluated.
    pub fn is_terragrunt(self) -> bool {
        matches!(self, Self::Terragrunt | Self::TerragruntJson)
    }
}

/// Whether Terraform loads a variable file of this name without being told to.
pub fn is_automatic_variable_file(name: &str) -> bool {
    matches!(name, "terraform.tfvars" | "terraform.tfvars.json")
        || name.ends_with(".auto.tfvars")
        || name.ends_with(".auto.tfvars.json")
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
        symlink("nothing", root.join("dangling")).unwrap();
        let (files, problems) = walk(root);
        // What is in a directory is found once, under its own name.
        assert_eq!(files, ["inside.tf", "modules/x/main.tf"]);
        let problem = |path: &str, error| (path.to_owned(), error);
        assert_eq!(
            problems,
            [
                problem("dangling.tf", ReadError::Dangling),
                problem("elsewhere", ReadError::Outside),
                problem("outside.tf", ReadError::Outside),
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_only_links_lead_to_is_found_under_the_first_of_them() {
        use std::os::unix::fs::symlink;
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        write(root, ".gitignore", "/made\n");
        write(root, "made/x/main.tf", "");
        write(root, "apart/main.tf", "");
        write(root, "a/.terraform/modules/m/main.tf", "");
        write(root, "left/main.tf", "");
        symlink("../made", root.join("a/second")).unwrap();
        symlink("../made", root.join("a/first")).unwrap();
        symlink("../made/x", root.join("a/third")).unwrap();
        symlink("../../apart", root.join("made/x/on")).unwrap();
        symlink(".terraform", root.join("a/installed")).unwrap();
        symlink(".terraform/modules/m", root.join("a/m")).unwrap();
        symlink("../left", root.join("a/kept")).unwrap();
        let repository = Repository::new(root).unwrap();
        let exclude = globset::GlobSetBuilder::new().add(globset::Glob::new("left").unwrap()).build().unwrap();
        let found = discover(&repository, &root.join("a"), &exclude);
        let files: Vec<_> = found.files.iter().map(|file| &*file.path).collect();
        assert_eq!((files, found.problems), (vec!["a/first/x/main.tf", "a/first/x/on/main.tf"], vec![]));
    }

    #[cfg(unix)]
    #[test]
    fn links_that_multiply_are_not_followed_again_and_again() {
        use std::os::unix::fs::symlink;
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        for level in 0..40 {
            write(root, &format!("d{level}/main.tf"), "");
            for name in ["a", "b"] {
                symlink(format!("../d{}", level + 1), root.join(format!("d{level}/{name}"))).unwrap();
            }
        }
        write(root, "d40/main.tf", "");
        let (files, problems) = walk(root);
        assert_eq!((files.len(), problems), (41, vec![]));
        // The same from the first of them, which leads to all the others.
        let repository = Repository::new(root).unwrap();
        let found = discover(&repository, &root.join("d0"), &GlobSet::empty());
        assert_eq!((found.files.len(), found.problems), (41, vec![]));
    }

    #[test]
    fn gitignore_leaves_out_directories_and_what_terraform_does_not_read_there() {
        let directory = tempfile::tempdir().unwrap();
        let root = &directory.path().join("repository");
        // Above the repository, and of others than git: none of them counts.
        write(directory.path(), ".gitignore", "*\n");
        write(root, ".ignore", "*\n");
        write(root, ".git/info/exclude", "*\n");
        write(root, ".gitignore", "*_override.tf\n*.tfvars\nbuild/\n/out/*\n!build/kept\n[\n");
        write(root, "a/.gitignore", "!*_override.tf\nb\n");
        for path in ["main.tf", "x_override.tf", "terraform.tfvars", "prod.tfvars", "build/main.tf", "out/main.tf"] {
            write(root, path, "");
        }
        for path in ["a/y_override.tf", "a/b/main.tf", "a/c/main.tf", "vars/x.auto.tfvars", "a/c/build/main.tf"] {
            write(root, path, "");
        }
        let expected = ["a/c/main.tf", "a/y_override.tf", "main.tf", "terraform.tfvars", "x_override.tf"];
        assert_eq!(walk(root), (expected.map(String::from).to_vec(), vec![]));
        // Of a part, the files above it count too.
        let found = discover(&Repository::new(root).unwrap(), &root.join("a"), &GlobSet::empty());
        let files: Vec<_> = found.files.iter().map(|file| &*file.path).collect();
        assert_eq!(files, ["a/c/main.tf", "a/y_override.tf"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_gitignore_that_is_a_link_or_huge_is_none() {
        let directory = tempfile::tempdir().unwrap();
        let root = &directory.path().join("repository");
        write(directory.path(), "patterns", "a\n");
        write(root, "a/main.tf", "");
        std::os::unix::fs::symlink("../patterns", root.join(".gitignore")).unwrap();
        assert_eq!(walk(root).0, ["a/main.tf"]);
        fs::remove_file(root.join(".gitignore")).unwrap();
        write(root, ".gitignore", &"a\n".repeat(200_000));
        assert_eq!(walk(root).0, ["a/main.tf"]);
    }

    #[test]
    fn terraform_passes_over_hidden_configuration_and_not_over_hidden_variables() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        for path in [".x_override.tf", ".x.tf.json", ".x.tofu", ".tf", "main.tf~", "#main.tf#", ".x.auto.tfvars"] {
            write(root, path, "");
        }
        assert_eq!(walk(root), (vec![".x.auto.tfvars".to_owned()], vec![]));
    }

    #[test]
    fn of_a_file_the_directory_is_looked_at() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        for path in ["a/main.tf", "a/variables.tf", "a/terraform.tfvars", "a/b/main.tf", "main.tf"] {
            write(root, path, "");
        }
        let found = discover(&Repository::new(root).unwrap(), &root.join("a/main.tf"), &GlobSet::empty());
        let files: Vec<_> = found.files.iter().map(|file| &*file.path).collect();
        assert_eq!(files, ["a/main.tf", "a/terraform.tfvars", "a/variables.tf"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_not_unicode_matter_in_files_of_ours_only() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        let odd = root.join("a").join(OsStr::from_bytes(b"caf\xe9"));
        fs::create_dir_all(&odd).unwrap();
        for name in [&b"caf\xe9.png"[..], b"main.tf", b"th\xe9.tf", b"README.md"] {
            fs::write(odd.join(OsStr::from_bytes(name)), "").unwrap();
        }
        fs::write(root.join(OsStr::from_bytes(b"caf\xe9.png")), "").unwrap();
        let problem = |path: &str| (path.to_owned(), ReadError::NotUnicode);
        assert_eq!(
            walk(root),
            (vec![], vec![problem("a/caf\u{fffd}/main.tf"), problem("a/caf\u{fffd}/th\u{fffd}.tf")])
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
