//! Reading files inside the repository, and nowhere else.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::MAX_FILE_BYTES;
use super::discovery::MAX_ENTRIES;

/// The tree that may be read: nothing outside it is ever opened.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
    /// Directories by where they are once links are followed. Files have siblings: to follow each path from the top of
    /// the file system costs more than to read what is there.
    directories: RwLock<FxHashMap<PathBuf, PathBuf>>,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The path leaves the repository, directly or through a link.
    #[error("outside the repository, which is all that is read")]
    Outside,
    /// There is no such file; for a link, nothing where it leads.
    #[error("no such file")]
    NotFound,
    /// A link that leads nowhere.
    #[error("a link to nothing")]
    Dangling,
    /// Not a regular file: a directory, a pipe, a device.
    #[error("not a regular file")]
    NotAFile,
    /// Larger than [`MAX_FILE_BYTES`].
    #[error("larger than {} MiB", MAX_FILE_BYTES >> 20)]
    TooLarge,
    /// More files and directories than are looked at.
    #[error("more than {MAX_ENTRIES} files and directories")]
    TooMany,
    /// A name that is not Unicode: it could not be written in a report.
    #[error("a file name that is not Unicode")]
    NotUnicode,
    /// A stack of Terragrunt, which makes units where it is generated.
    #[error("a stack of Terragrunt, which is not read")]
    Stack,
    /// The system refused; its words.
    #[error("{0}")]
    Io(String),
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            kind => Self::Io(kind.to_string()),
        }
    }
}

impl Repository {
    /// The repository whose root is `root`, made canonical.
    pub fn new(root: &Path) -> Result<Self, ReadError> {
        Ok(Self::at(root.canonicalize()?))
    }

    /// The repository that `path` is in: the nearest directory upward with `.git`, else `path` itself, or its directory
    /// when it is a file.
    pub fn locate(path: &Path) -> Result<Self, ReadError> {
        let path = path.canonicalize()?;
        let directory = if path.is_dir() { path } else { path.parent().map(Path::to_path_buf).unwrap_or(path) };
        let marked = |candidate: &&Path| candidate.join(".git").exists();
        let root = directory.ancestors().find(marked).map_or_else(|| directory.clone(), Path::to_path_buf);
        Ok(Self::at(root))
    }

    fn at(root: PathBuf) -> Self {
        Self { root, directories: RwLock::default() }
    }

    /// Its root, canonical.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How what the user calls `path` is named from the root, with `/` between its parts; `None` when it is not inside, or
    /// not there.
    pub fn path_of(&self, path: &Path) -> Option<String> {
        let path = path.canonicalize().ok()?;
        Some(path.strip_prefix(&self.root).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// The file or directory at `path`, relative to the root with `/` between its parts; `.` and `..` are resolved by
    /// name first, so that a path that leaves the tree is refused before anything is asked of the system. What it is comes
    /// with it: a file or directory, no link.
    fn resolve(&self, path: &str) -> Result<(PathBuf, fs::Metadata), ReadError> {
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop().ok_or(ReadError::Outside)?;
                }
                part => parts.push(part),
            }
        }
        let mut full = match parts.split_last() {
            Some((name, parents)) => self.directory(parents)?.join(name),
            None => self.root.clone(),
        };
        let mut metadata = fs::symlink_metadata(&full)?;
        if metadata.is_symlink() {
            full = self.inside(&full)?;
            metadata = fs::symlink_metadata(&full)?;
        }
        Ok((full, metadata))
    }

    /// The directory that `parts` lead to from the root.
    fn directory(&self, parts: &[&str]) -> Result<PathBuf, ReadError> {
        let mut path = self.root.clone();
        path.extend(parts);
        // A thread that panics leaves the map as it was: it only holds what was found.
        if let Some(known) = self.directories.read().unwrap_or_else(PoisonError::into_inner).get(&path) {
            return Ok(known.clone());
        }
        let found = self.inside(&path)?;
        self.directories.write().unwrap_or_else(PoisonError::into_inner).insert(path, found.clone());
        Ok(found)
    }

    /// Where `path` leads when links are followed.
    fn inside(&self, path: &Path) -> Result<PathBuf, ReadError> {
        let canonical = path.canonicalize()?;
        if canonical.starts_with(&self.root) { Ok(canonical) } else { Err(ReadError::Outside) }
    }

    /// Reads the file at `path`.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let (path, metadata) = self.resolve(path)?;
        read_regular(&path, &metadata, MAX_FILE_BYTES)
    }

    /// Whether there is a file or a directory at `path`, inside the repository.
    pub fn exists(&self, path: &str) -> bool {
        self.resolve(path).is_ok()
    }

    /// The names of the files in the directory `path`, sorted.
    pub fn list(&self, path: &str) -> Result<Vec<String>, ReadError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.resolve(path)?.0)? {
            let entry = entry?;
            let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_directory && let Ok(name) = entry.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// The files below the directory `path` down to `depth` (1: those in it), as paths relative to it, sorted. Links are
    /// not followed.
    pub fn list_below(&self, path: &str, depth: usize) -> Result<Vec<String>, ReadError> {
        let (start, _) = self.resolve(path)?;
        let walk = ignore::WalkBuilder::new(&start).standard_filters(false).max_depth(Some(depth)).build();
        let mut files = Vec::new();
        for (count, entry) in walk.enumerate() {
            if count >= MAX_LISTED {
                return Err(ReadError::TooLarge);
            }
            // What cannot be read is not there for Terraform either.
            let Ok(entry) = entry else { continue };
            let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
            if is_file && let Some(relative) = entry.path().strip_prefix(&start).ok().and_then(Path::to_str) {
                files.push(relative.replace(std::path::MAIN_SEPARATOR, "/"));
            }
        }
        files.sort();
        Ok(files)
    }
}

/// Reads a file that the user names, wherever it is.
pub fn read_named(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_regular(path, &fs::metadata(path)?, MAX_FILE_BYTES)
}

/// The files below the directory that the user names whose names end with `suffix`, in the order of their paths; the
/// path itself when it is a file. Links are not followed.
pub fn list_named(path: &Path, suffix: &str) -> Result<Vec<PathBuf>, ReadError> {
    if fs::metadata(path)?.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    for (count, entry) in ignore::WalkBuilder::new(path).standard_filters(false).build().enumerate() {
        if count >= MAX_LISTED {
            return Err(ReadError::TooMany);
        }
        let entry = entry.map_err(|error| ReadError::Io(error.to_string()))?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(|name| name.ends_with(suffix)) {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files)
}

/// The most files and directories that are looked at to list a directory.
const MAX_LISTED: usize = 200_000;

/// Reads `path` if it is a regular file of at most `limit` bytes. A pipe is never opened: it could block for ever.
pub(super) fn read_regular(path: &Path, metadata: &fs::Metadata, limit: u64) -> Result<Vec<u8>, ReadError> {
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    // It may have grown since.
    fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

/// The text of `bytes`, and the offsets of those that are not UTF-8: each of them becomes `?`, so that offsets in the
/// text are offsets in the file.
pub(super) fn text_of(bytes: Vec<u8>) -> (String, Box<[u32]>) {
    let mut bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, Box::default()),
        Err(error) => error.into_bytes(),
    };
    let mut invalid = Vec::new();
    let mut checked = 0;
    while let Err(error) = std::str::from_utf8(bytes.get(checked..).unwrap_or_default()) {
        let start = checked + error.valid_up_to();
        let length = error.error_len().unwrap_or(bytes.len() - start);
        for (offset, byte) in bytes.iter_mut().enumerate().skip(start).take(length) {
            *byte = b'?';
            invalid.push(u32::try_from(offset).unwrap_or(u32::MAX));
        }
        checked = start + length;
    }
    (String::from_utf8(bytes).unwrap_or_default(), invalid.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_read() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().join("repository");
        fs::create_dir_all(root.join("a")).unwrap();
        fs::write(directory.path().join("secret"), "x").unwrap();
        fs::write(root.join("a/main.tf"), "x").unwrap();
        let repository = Repository::new(&root).unwrap();
        assert_eq!(repository.read("a/../a/./main.tf"), Ok(b"x".to_vec()));
        assert_eq!(repository.read("a/../../secret"), Err(ReadError::Outside));
        assert_eq!(repository.read("/etc/hostname"), Err(ReadError::NotFound));
        assert_eq!(repository.read("a"), Err(ReadError::NotAFile));
        assert_eq!(repository.list("a"), Ok(vec!["main.tf".to_owned()]));
        assert_eq!(repository.list(".."), Err(ReadError::Outside));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_repository_is_not_followed() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().join("repository");
        fs::create_dir_all(&root).unwrap();
        fs::write(directory.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink("../secret", root.join("main.tf")).unwrap();
        std::os::unix::fs::symlink("..", root.join("up")).unwrap();
        let repository = Repository::new(&root).unwrap();
        // Twice: what is found of directories is kept.
        for _ in 0..2 {
            assert_eq!(repository.read("main.tf"), Err(ReadError::Outside));
            assert_eq!(repository.read("up/secret"), Err(ReadError::Outside));
            assert_eq!(repository.read("up/repository/main.tf"), Err(ReadError::Outside));
        }
    }

    #[test]
    fn large_files_are_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("main.tf");
        fs::write(&path, "12345").unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!(read_regular(&path, &metadata, 4), Err(ReadError::TooLarge));
        assert_eq!(read_regular(&path, &metadata, 5), Ok(b"12345".to_vec()));
    }

    #[test]
    fn bytes_that_are_not_utf8_keep_their_place() {
        let (text, invalid) = text_of(b"a\xE9b\xFF\xC3".to_vec());
        assert_eq!((text.as_str(), &*invalid), ("a?b??", &[1, 3, 4][..]));
    }
}
