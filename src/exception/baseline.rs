//! What was found before: an old repository starts from there, and only what is new fails its runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Circumstances, is_adverse, subject};
use crate::inventory::Run;
use crate::policy::{Judged, Verdict};

/// The form of the file. A change that breaks readers gets another number.
const VERSION: u32 = 1;

/// Findings that are known: one for each rule and asset, so that an asset that joins others is not.
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
    /// Address of the asset.
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
        let mut entries: Vec<Entry> = judged
            .judgements
            .iter()
            .filter(|own| is_adverse(own) && (own.exception.is_none() || own.exception == known))
            .filter_map(|judgement| {
                let (policy, asset) = subject(judgement, circumstances)?;
                let verdict = match judgement.ruling.verdict {
                    Verdict::Violation => "violation",
                    _ => "undetermined",
                };
                policy.ignorable.then(|| Entry {
                    rule: policy.id.to_string(),
                    verdict: verdict.to_owned(),
                    root: asset.root.to_string(),
                    address: asset.address.to_string(),
                    variable_files: asset.runs.iter().filter_map(Run::file).map(ToString::to_string).collect(),
                    fingerprint: judgement.fingerprint(&policy.id, asset),
                })
            })
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
    for judgement in judged.judgements.iter_mut().filter(|own| is_adverse(own) && own.exception.is_none()) {
        let Some((policy, asset)) = subject(judgement, circumstances).filter(|(policy, _)| policy.ignorable) else {
            continue;
        };
        if let Some(used) = known.get_mut(&*judgement.fingerprint(&policy.id, asset)) {
            *used = true;
            judgement.exception = Some(number);
        }
    }
    let unused = |entry: &&Entry| known.get(entry.fingerprint.as_str()) == Some(&false);
    baseline.entries.iter().filter(unused).cloned().collect()
}
