//! What was found before: an old repository starts from there, and only what is new fails its runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Circumstances;
use super::found::{self, Found};
use crate::policy::{Judged, Verdict};

/// The form of the file. A change that breaks readers gets another number.
const VERSION: u32 = 1;

/// Findings that are known: one for each rule and asset or block of code, so that one that joins others is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// A finding that is known. The fingerprint alone decides; the rest is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// Id of the rule.
    pub rule: String,
    /// `violation` or `undetermined`.
    pub verdict: String,
    /// Directory of the root module.
    pub root: String,
    /// Address of the asset or of the block.
    pub address: String,
    /// The variable files with which it is so, when that is not all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variable_files: Vec<String>,
    /// What names it, as long as the rule, the verdict, the asset and what decides are the same.
    pub fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

/// Why a baseline cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    /// Not the JSON that is expected; the words of its reader, without what stands there.
    #[error("line {line}, column {column}: not a baseline")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A form that a later version writes.
    #[error("a baseline of version {0}; this program reads version {VERSION}")]
    Version(u32),
}

impl Baseline {
    /// Reads what [`Baseline::to_file`] gave.
    pub fn parse(bytes: &[u8]) -> Result<Self, BaselineError> {
        let wrong = |error: serde_json::Error| BaselineError::Json { line: error.line(), column: error.column() };
        let file: File = serde_json::from_slice(bytes).map_err(wrong)?;
        if file.version != VERSION {
            return Err(BaselineError::Version(file.version));
        }
        Ok(Self { entries: file.findings })
    }

    /// All that `judged` finds and no exception covers but the baseline, if it may be known.
    pub(super) fn of(judged: &Judged, known: Option<u32>, circumstances: Circumstances<'_>) -> Self {
        let entry = |found: Found<'_>| Entry {
            rule: found.policy.id.to_string(),
            verdict: if found.verdict() == Verdict::Violation { "violation" } else { "undetermined" }.to_owned(),
            root: found.root().to_owned(),
            address: found.address().to_owned(),
            variable_files: found.variable_files(),
            fingerprint: found.fingerprint(),
        };
        let mut entries: Vec<Entry> = found::all(judged, circumstances)
            .filter(|own| own.policy.baseline && (own.exception.is_none() || own.exception == known))
            .map(entry)
            .collect();
        entries.sort();
        Self { entries }
    }

    /// The same with `more`.
    #[must_use]
    pub fn with(mut self, more: impl IntoIterator<Item = Entry>) -> Self {
        self.entries.extend(more);
        self.entries.sort();
        self.entries.dedup();
        self
    }

    /// Its entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What its file holds, addresses as `shown`: the fingerprints are what counts.
    pub fn to_file(&self, shown: &dyn Fn(&str) -> String) -> impl Serialize + use<> {
        let entry = |entry: &Entry| Entry { address: shown(&entry.address), ..entry.clone() };
        File { version: VERSION, findings: self.entries.iter().map(entry).collect() }
    }
}

/// Gives what `baseline` knows the exception `number`; the entries that know nothing of what is judged.
pub(super) fn apply(
    judged: &mut Judged,
    baseline: &Baseline,
    number: u32,
    circumstances: Circumstances<'_>,
) -> Vec<Entry> {
    let mut known: BTreeMap<&str, bool> =
        baseline.entries.iter().map(|entry| (entry.fingerprint.as_str(), false)).collect();
    found::cover(judged, circumstances, |own| {
        if !own.policy.baseline || own.exception.is_some() {
            return None;
        }
        *known.get_mut(own.fingerprint().as_str())? = true;
        Some(number)
    });
    let unused = |entry: &&Entry| known.get(entry.fingerprint.as_str()) == Some(&false);
    baseline.entries.iter().filter(unused).cloned().collect()
}
