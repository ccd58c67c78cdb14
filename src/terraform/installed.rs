//! `.terraform/modules/modules.json`: where `terraform init` put remote modules.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::address::join;

/// Where the manifest stands in a root module's directory.
pub(super) const MANIFEST: &str = ".terraform/modules/modules.json";

#[derive(Deserialize)]
struct Manifest {
    #[serde(rename = "Modules", default)]
    modules: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "Key")]
    key: String,
    #[serde(rename = "Dir")]
    directory: String,
}

/// The directories of the modules that a root module has installed, by module path (`vpc`, `vpc.subnets`).
#[derive(Debug, Default)]
pub(super) struct Installed {
    directories: FxHashMap<Arc<str>, Arc<str>>,
}

impl Installed {
    /// Reads the manifest of the root module in `root`; nothing is installed if it cannot be read.
    pub(super) fn parse(root: &str, manifest: &[u8]) -> Self {
        let Ok(manifest) = serde_json::from_slice::<Manifest>(manifest) else { return Self::default() };
        let directories = manifest
            .modules
            .into_iter()
            .filter(|entry| !entry.key.is_empty())
            // On Windows `terraform init` writes backslashes.
            .filter_map(|entry| Some((entry.key.into(), join(root, &entry.directory.replace('\\', "/"))?.into())))
            .collect();
        Self { directories }
    }

    /// The directory of the module at `path`.
    pub(super) fn directory(&self, path: &str) -> Option<&Arc<str>> {
        self.directories.get(path)
    }

    /// All directories, sorted.
    pub(super) fn directories(&self) -> Vec<&Arc<str>> {
        let mut all: Vec<_> = self.directories.values().collect();
        all.sort();
        all
    }
}
