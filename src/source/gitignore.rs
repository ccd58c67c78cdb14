//! `.gitignore` files: which directories they leave out of a walk.

use std::path::Path;
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::repository::read_regular;

/// The name of the files.
pub(super) const NAME: &str = ".gitignore";

/// The largest file whose patterns count: they are compiled, and nobody writes that many.
const MAX_BYTES: u64 = 256 << 10;

/// The `.gitignore` files that a directory is under.
#[derive(Debug)]
pub(super) struct Rules {
    own: Gitignore,
    above: Option<Arc<Rules>>,
}

impl Rules {
    /// Those of `directory`, below `above`. As for git, a link is no `.gitignore`; neither is what cannot be read, nor a
    /// line that is no pattern: more is walked then.
    pub(super) fn of(directory: &Path, above: Option<Arc<Self>>) -> Option<Arc<Self>> {
        let path = directory.join(NAME);
        let read = path.symlink_metadata().ok().and_then(|metadata| read_regular(&path, &metadata, MAX_BYTES).ok());
        let Some(bytes) = read else { return above };
        let mut builder = GitignoreBuilder::new(directory);
        for line in String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines() {
            let _ = builder.add_line(None, line);
        }
        match builder.build() {
            Ok(own) if !own.is_empty() => Some(Arc::new(Self { own, above })),
            _ => above,
        }
    }

    /// Those of `top` and of the directories from there down to `directory`, but not its own.
    pub(super) fn above(top: &Path, directory: &Path) -> Option<Arc<Self>> {
        let mut directories: Vec<&Path> =
            directory.ancestors().skip(1).take_while(|ancestor| ancestor.starts_with(top)).collect();
        directories.reverse();
        directories.into_iter().fold(None, |above, directory| Self::of(directory, above))
    }

    /// Whether they name `path`, whose directory is not ignored itself. The nearest file that has a word on it decides.
    pub(super) fn ignore(&self, path: &Path, is_directory: bool) -> bool {
        let mut rules = Some(self);
        while let Some(Self { own, above }) = rules {
            let decision = own.matched(path, is_directory);
            if !decision.is_none() {
                return decision.is_ignore();
            }
            rules = above.as_deref();
        }
        false
    }
}
