//! Files: where they are, what they hold, and how a place in one is named.
//!
//! Everything read is untrusted: a path is opened only when it resolves inside the repository, and only regular files
//! up to [`MAX_FILE_BYTES`] are read.

mod discovery;
mod file_kind;
mod gitignore;
mod line_index;
mod repository;

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

pub use discovery::{Discovery, Found, discover};
pub use file_kind::{FileKind, is_automatic_variable_file};
pub use line_index::{LineIndex, Position};
pub use repository::{ReadError, Repository, list_named, read_named};

/// The largest file that is read, in bytes. Spans are `u32`, and no hand-written configuration comes near it.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// A file of the run: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A half-open range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`.
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }
}

/// A file that was read.
#[derive(Debug)]
pub struct SourceFile {
    path: Arc<str>,
    text: Arc<str>,
    invalid_utf8: Box<[u32]>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A file named `path` (relative to the repository, `/` between its parts) that holds `text`.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), invalid_utf8: Box::default(), lines: OnceLock::new() }
    }

    /// The same from bytes. A byte that is not UTF-8 becomes `?`, so that offsets in the text are offsets in the file;
    /// [`SourceFile::invalid_utf8`] tells where that happened.
    pub fn from_bytes(path: impl Into<Arc<str>>, bytes: Vec<u8>) -> Self {
        let (text, invalid_utf8) = repository::text_of(bytes);
        Self { path: path.into(), text: text.into(), invalid_utf8, lines: OnceLock::new() }
    }

    /// The path relative to the repository, with `/` between its parts.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// What the file holds.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Offsets of the bytes that are not UTF-8.
    pub fn invalid_utf8(&self) -> &[u32] {
        &self.invalid_utf8
    }

    /// The line index, built when first asked for: only files with something to report pay for it.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// The files of a run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives it its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// Reads `found` in parallel and adds what could be read, in that order. What could be read and what could not:
    /// positions in `found` of the files added, and paths with their errors.
    pub fn read(&mut self, repository: &Repository, found: &[Found]) -> (Vec<usize>, Vec<(Arc<str>, ReadError)>) {
        let read = |file: &Found| {
            let bytes = repository.read(&file.path)?;
            Ok(SourceFile::from_bytes(Arc::clone(&file.path), bytes))
        };
        let results: Vec<Result<SourceFile, ReadError>> = found.par_iter().with_min_len(16).map(read).collect();
        let (mut added, mut unreadable) = (Vec::new(), Vec::new());
        for (position, (result, file)) in results.into_iter().zip(found).enumerate() {
            match result {
                Ok(source) => {
                    self.add(source);
                    added.push(position);
                }
                Err(error) => unreadable.push((Arc::clone(&file.path), error)),
            }
        }
        (added, unreadable)
    }

    /// The file `id`.
    ///
    /// # Panics
    /// If `id` comes from another `Sources`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The text of `span`; empty if the span is not inside its file.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Where `span` starts, for people: path, line and column.
    pub fn position(&self, span: Span) -> (&Arc<str>, Position) {
        let file = self.file(span.file);
        (&file.path, file.lines().position(&file.text, span.start))
    }
}
