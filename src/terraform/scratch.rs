//! Repositories for tests.

use tempfile::TempDir;

use super::{Loaded, load};
use crate::source::{Repository, Sources, discover};

/// A repository that lasts as long as this.
pub(crate) struct Scratch {
    /// Where it is.
    pub(crate) directory: TempDir,
    pub(crate) repository: Repository,
}

impl Scratch {
    /// One that holds `files`: paths from its top, and what stands in them.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let repository = Repository::new(directory.path()).unwrap();
        Self { directory, repository }
    }

    /// What is found in it.
    pub(crate) fn load(&self) -> Loaded {
        let found = discover(&self.repository, self.directory.path(), &globset::GlobSet::empty());
        load(&self.repository, &found.files, Sources::default())
    }
}
