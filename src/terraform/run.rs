//! How a root module is run: with which of the variable files that Terraform reads only when told (`-var-file`).
//!
//! Repositories keep one such file for each environment (`prod.tfvars`, `env/recette.tfvars`): each makes another
//! infrastructure of the same code. Which of them go together nothing says; what is supposed here is told in the
//! documentation of [`RunFiles`].

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::address::parent;
use super::configuration::{Configuration, RootModule};
use crate::source::FileId;

/// The most runs of one root module that are looked at one by one.
const MAX_RUNS: usize = 32;

/// Names of files that give what all runs share.
const SHARED: [&str; 11] =
    ["all", "base", "commun", "communs", "common", "default", "defaults", "general", "global", "globals", "shared"];

/// How a root module is run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Run {
    /// In one of the ways below.
    #[default]
    Any,
    /// Without a file that Terraform reads only when told.
    Alone,
    /// With these.
    With(Arc<RunFiles>),
}

/// The variable files of a run, and what the others are to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFiles {
    /// The file that the run is named after.
    pub file: FileId,
    /// Those whose name says that all runs share them (`common.tfvars`): they are given before it, in any order.
    pub shared: Vec<FileId>,
    /// Those that set none of its variables and stand in its directory, above or below: they may be given with it. The
    /// others are those of other runs.
    pub beside: Vec<FileId>,
}

impl RootModule {
    /// The same root module, run without a file that Terraform reads only when told.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self { run: Run::Alone, ..self.clone() }
    }
}

impl Configuration<'_> {
    /// The runs of `root`, one for each variable file that Terraform reads only when told. None when there is no such
    /// file, nor when there are too many of them.
    pub fn runs_with_files(&self, root: &RootModule) -> Vec<RootModule> {
        let named = |file: &FileId| SHARED.contains(&self.stem(*file).to_lowercase().as_str());
        let (mut shared, mut own): (Vec<FileId>, Vec<FileId>) =
            root.other_variable_files.iter().copied().partition(named);
        if own.is_empty() {
            std::mem::swap(&mut shared, &mut own);
        }
        if own.len() > MAX_RUNS {
            return Vec::new();
        }
        let set: Vec<FxHashSet<&str>> = own.iter().map(|file| self.sets(*file)).collect();
        (own.iter().zip(&set))
            .map(|(file, names)| {
                let apart = own.iter().zip(&set).filter(|(_, other)| names.is_disjoint(other));
                let near = |other: &FileId| other != file && self.are_in_line(*file, *other);
                let beside = apart.map(|(other, _)| *other).filter(near).collect();
                let files = RunFiles { file: *file, shared: shared.clone(), beside };
                let backend_files = self.backend_files_of(*file, root);
                RootModule { run: Run::With(Arc::new(files)), backend_files, ..root.clone() }
            })
            .collect()
    }

    /// Whether one of two files stands in the directory of the other or below it.
    fn are_in_line(&self, one: FileId, other: FileId) -> bool {
        let directory = |file: FileId| parent(self.sources().file(file).path());
        let (one, other) = (directory(one), directory(other));
        let holds = |above: &str, below: &str| {
            below.strip_prefix(above).is_some_and(|rest| above.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        holds(one, other) || holds(other, one)
    }

    /// The names of the variables that a file sets.
    fn sets(&self, file: FileId) -> FxHashSet<&str> {
        self.tree(file).map(|tree| tree.body().attributes().map(|given| given.name).collect()).unwrap_or_default()
    }

    /// Of the files that complete the backend of `root`, the one that goes with the variable file `file`: it alone has its
    /// name (`prod.tfvars`, `backend-prod.hcl`), or else it alone stands in the same directory, which is not that of the
    /// root module. All of them, when none does.
    fn backend_files_of(&self, file: FileId, root: &RootModule) -> Vec<FileId> {
        let path = |file: FileId| &**self.sources().file(file).path();
        let name = self.stem(file);
        let named = |other: &FileId| words(path(*other)).any(|word| word.eq_ignore_ascii_case(name));
        let directory = parent(path(file));
        let beside = |other: &FileId| directory != &*root.directory && parent(path(*other)) == directory;
        let only = |goes: &dyn Fn(&FileId) -> bool| {
            let mut going = root.backend_files.iter().copied().filter(|other| goes(other));
            going.next().filter(|_| going.next().is_none())
        };
        match only(&named).or_else(|| only(&beside)) {
            Some(one) => vec![one],
            None => root.backend_files.clone(),
        }
    }

    /// The name of a variable file, without its ending.
    fn stem(&self, file: FileId) -> &str {
        let path = self.sources().file(file).path();
        let name = path.rsplit_once('/').map_or(&**path, |(_, name)| name);
        name.split_once(".tfvars").map_or(name, |(stem, _)| stem)
    }
}

/// The words of a path.
fn words(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '.', '-', '_']).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    /// The runs of the root module at the top of a repository that holds `files`: the file of each, those that it shares,
    /// those that may be beside it, and the files of its backend.
    fn runs(files: &[(&str, &str)]) -> Vec<String> {
        let loaded = Scratch::new(files).load();
        let configuration = Configuration::new(&loaded);
        let names = |files: &[FileId]| {
            let name = |file: &FileId| configuration.sources().file(*file).path().to_string();
            files.iter().map(name).collect::<Vec<_>>().join(" ")
        };
        let told = |root: RootModule| {
            let Run::With(files) = &root.run else { panic!("a run with a file") };
            let RunFiles { file, shared, beside, .. } = &**files;
            format!("{} | {} | {} | {}", names(&[*file]), names(shared), names(beside), names(&root.backend_files))
        };
        configuration.runs_with_files(configuration.roots().first().unwrap()).into_iter().map(told).collect()
    }

    const MAIN: (&str, &str) =
        ("main.tf", "terraform {\n  backend \"s3\" {}\n}\nvariable \"a\" {}\nvariable \"b\" {}\n");

    #[test]
    fn each_file_is_a_run_and_what_all_share_is_in_each() {
        let found =
            runs(&[MAIN, ("env/prod.tfvars", "a = 1\n"), ("env/Common.tfvars", "b = 1\n"), ("dev.tfvars", "a = 2\n")]);
        assert_eq!(found, ["dev.tfvars | env/Common.tfvars |  | ", "env/prod.tfvars | env/Common.tfvars |  | "]);
        assert_eq!(runs(&[MAIN, ("common.tfvars", "a = 1\n")]), ["common.tfvars |  |  | "], "there is no other");
    }

    #[test]
    fn files_that_set_nothing_in_common_may_be_given_together() {
        let found = runs(&[MAIN, ("compute.tfvars", "a = 1\n"), ("network.tfvars", "b = 1\n")]);
        assert_eq!(found, ["compute.tfvars |  | network.tfvars | ", "network.tfvars |  | compute.tfvars | "]);
    }

    #[test]
    fn where_no_module_is_no_file_is_read_by_itself() {
        let found = runs(&[MAIN, ("env/prod/terraform.tfvars", "a = 1\n"), ("terraform.tfvars", "a = 2\n")]);
        assert_eq!(found, ["env/prod/terraform.tfvars |  |  | "]);
    }

    #[test]
    fn a_backend_file_goes_with_the_variable_file_of_its_name_or_directory() {
        let state = "bucket = \"states\"\nkey = \"k\"\nregion = \"fr-par\"\n";
        let named = runs(&[
            MAIN,
            ("prod.tfvars", "a = 1\n"),
            ("dev.tfvars", "a = 2\n"),
            ("backend-prod.hcl", state),
            ("dev.s3.tfbackend", state),
        ]);
        assert_eq!(named, ["dev.tfvars |  |  | dev.s3.tfbackend", "prod.tfvars |  |  | backend-prod.hcl"]);
        let beside = runs(&[
            MAIN,
            ("env/p/vars.tfvars", "a = 1\n"),
            ("env/p/state.hcl", state),
            ("env/d/vars.tfvars", "a = 2\n"),
            ("env/d/state.hcl", state),
        ]);
        assert_eq!(beside, ["env/d/vars.tfvars |  |  | env/d/state.hcl", "env/p/vars.tfvars |  |  | env/p/state.hcl"]);
    }
}
