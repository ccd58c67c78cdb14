//! A file in the place of a directory: its module is judged, and what is of the file is told.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::analysis::Problems;
use crate::exception::Exceptions;
use crate::inventory::Inventory;
use crate::policy::{Finding, Judged};
use crate::source::{FileId, FileKind, Repository, Span};
use crate::terraform::{Configuration, Loaded};

/// The file that is asked for.
pub(super) struct Part {
    /// None when Terraform does not read it.
    file: Option<FileId>,
    /// How the addresses begin of what the modules that it calls make.
    calls: Vec<Arc<str>>,
}

impl Part {
    /// The part of what is `loaded` that `path` is, if it is a file. What Terragrunt's files say is of all that they lead to.
    pub(super) fn of(repository: &Repository, path: &Path, loaded: &Loaded) -> Option<Self> {
        let path = path.canonicalize().ok().filter(|path| path.is_file())?;
        let name = path.strip_prefix(repository.root()).ok()?.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let (directory, file_name) = name.rsplit_once('/').unwrap_or(("", &name));
        let terragrunt = |kind: FileKind| kind.is_terragrunt() || kind == FileKind::TerragruntStack;
        if FileKind::of(file_name).is_some_and(terragrunt) {
            return None;
        }
        let file = loaded.sources.iter().skip(loaded.first).find(|(_, file)| **file.path() == *name).map(|(id, _)| id);
        let configuration = Configuration::new(loaded);
        let calls = configuration.module(directory).into_iter().flat_map(|module| module.calls.values());
        let calls =
            calls.filter(|call| Some(call.span.file) == file).map(|call| format!("module.{}", call.name).into());
        Some(Self { file, calls: calls.collect() })
    }

    /// The file, as a range.
    pub(super) fn files(&self) -> (FileId, FileId) {
        self.file.map_or((FileId(0), FileId(0)), |FileId(file)| (FileId(file), FileId(file.saturating_add(1))))
    }

    /// Whether Terraform reads the file.
    pub(super) fn is_read(&self) -> bool {
        self.file.is_some()
    }

    fn holds(&self, span: Span) -> bool {
        Some(span.file) == self.file
    }

    /// Whether the place of `finding` is in the file, or what the value there comes from.
    fn decides(&self, finding: &Finding) -> bool {
        let evidence = finding.evidence.first();
        let steps = evidence.into_iter().flat_map(|evidence| &evidence.trace).filter_map(|step| step.span);
        finding.cause.into_iter().chain(steps).any(|span| self.holds(span))
    }

    /// Whether the file declares what has this address, or calls the module that does.
    fn declares(&self, address: &str, span: Span) -> bool {
        let called = |call: &Arc<str>| {
            address.strip_prefix(&**call).is_some_and(|rest| rest.starts_with('.') || rest.starts_with('['))
        };
        self.holds(span) || self.calls.iter().any(called)
    }

    /// Leaves the findings that the file decides or that concern something it declares, the assets that they or the
    /// file are about, and the verdicts on these. Of what hinders the analysis, that remains which makes it incomplete:
    /// it may be what the file refers to.
    pub(super) fn keep(
        &self,
        inventory: &mut Inventory,
        judged: &mut Judged,
        findings: &mut Vec<Finding>,
        exceptions: &mut Exceptions,
        problems: &mut Problems,
    ) {
        let assets = &inventory.assets;
        let own = |index: &usize| assets.get(*index).is_some_and(|asset| self.declares(&asset.address, asset.span));
        let of_code = |index: &usize| {
            inventory.targets.get(*index).is_some_and(|target| self.declares(&target.address, target.span))
        };
        findings.retain(|finding| {
            self.decides(finding) || finding.assets.iter().any(own) || finding.targets.iter().any(of_code)
        });
        let told: FxHashSet<usize> = findings.iter().flat_map(|finding| finding.targets.iter().copied()).collect();
        judged.examinations.retain(|examination| {
            let index = examination.target as usize;
            told.contains(&index) || of_code(&index)
        });
        let mut kept: FxHashSet<usize> = findings.iter().flat_map(|finding| finding.assets.iter().copied()).collect();
        kept.extend((0..assets.len()).filter(own));
        let mut moved: FxHashMap<usize, usize> = FxHashMap::default();
        let mut left = Vec::with_capacity(kept.len());
        for (index, asset) in std::mem::take(&mut inventory.assets).into_iter().enumerate() {
            if kept.contains(&index) {
                moved.insert(index, left.len());
                left.push(asset);
            }
        }
        inventory.assets = left;
        inventory.without_service.retain(|(address, span)| self.declares(address, *span));
        for finding in findings {
            finding.assets = finding.assets.iter().filter_map(|index| moved.get(index).copied()).collect();
        }
        exceptions.deviations.retain_mut(|deviation| {
            deviation.assets = deviation.assets.iter().filter_map(|index| moved.get(index).copied()).collect();
            !deviation.assets.is_empty()
        });
        exceptions.suppressions.retain(|problem| self.holds(problem.span));
        judged.judgements.retain_mut(|judgement| {
            let index = moved.get(&(judgement.asset as usize)).and_then(|index| u32::try_from(*index).ok());
            judgement.asset = index.unwrap_or_default();
            index.is_some()
        });
        problems.encoding.retain(|span| self.holds(*span));
        problems.evaluation.retain(|error| self.holds(error.span));
        problems.not_installed.retain(|(_, call)| self.holds(call.span));
    }
}
