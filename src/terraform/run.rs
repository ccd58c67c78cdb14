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
const SHARED: [&str; 5] = ["base", "common", "commun", "communs", "shared"];

/// Words of the names of files that are to be copied and filled in, which no run is given as they are.
const OF_FORMS: [&str; 9] = ["dist", "example", "exemple", "gabarit", "modele", "modèle", "sample", "template", "tmpl"];

/// What the name of a file that completes a backend says besides the run that it is for.
const OF_BACKENDS: [&str; 9] = ["backend", "config", "etat", "hcl", "remote", "s3", "state", "tf", "tfbackend"];

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
    /// Those whose name says that all runs share them (`common.tfvars`), in its directory or above: they are given before
    /// it, in any order.
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
    /// The runs of `root`, one for each variable file that Terraform reads only when told; then the first file whose run is
    /// left out, when there are too many.
    pub fn runs_with_files(&self, root: &RootModule) -> (Vec<RootModule>, Option<FileId>) {
        let named = |file: &FileId| SHARED.contains(&self.stem(*file).to_lowercase().as_str());
        let (mut shared, mut own): (Vec<FileId>, Vec<FileId>) =
            root.other_variable_files.iter().copied().partition(named);
        if own.is_empty() {
            std::mem::swap(&mut shared, &mut own);
        }
        let beyond = own.get(MAX_RUNS).copied();
        own.truncate(MAX_RUNS);
        let set: Vec<FxHashSet<&str>> = own.iter().map(|file| self.sets(*file)).collect();
        let backends = self.backend_files_of(&own, root);
        let runs = own.iter().zip(&set).zip(backends).map(|((file, names), backend_files)| {
            let apart = own.iter().zip(&set).filter(|(_, other)| names.is_disjoint(other));
            let near = |other: &FileId| other != file && (self.is_above(*file, *other) || self.is_above(*other, *file));
            let files = RunFiles {
                file: *file,
                shared: shared.iter().copied().filter(|other| self.is_above(*other, *file)).collect(),
                beside: apart.map(|(other, _)| *other).filter(near).collect(),
            };
            RootModule { run: Run::With(Arc::new(files)), backend_files, ..root.clone() }
        });
        (runs.collect(), beyond)
    }

    /// Whether a file stands in a directory that another is in, or below which it is.
    fn is_above(&self, one: FileId, other: FileId) -> bool {
        let directory = |file: FileId| parent(self.sources().file(file).path());
        let (above, below) = (directory(one), directory(other));
        below.strip_prefix(above).is_some_and(|rest| above.is_empty() || rest.is_empty() || rest.starts_with('/'))
    }

    /// The names of the variables that a file sets.
    fn sets(&self, file: FileId) -> FxHashSet<&str> {
        self.tree(file).map(|tree| tree.body().attributes().map(|given| given.name).collect()).unwrap_or_default()
    }

    /// Of the files that complete the backend of `root`, those that go with each of `files`: the one that alone has its name
    /// (`prod.tfvars`, `backend-prod.hcl`), or else alone stands in the same directory, which is not that of the root
    /// module, unless another of `files` claims it too. All of them, when there is none.
    fn backend_files_of(&self, files: &[FileId], root: &RootModule) -> Vec<Vec<FileId>> {
        let path = |file: FileId| &**self.sources().file(file).path();
        let named: Vec<Vec<String>> = root.backend_files.iter().map(|file| name_of_backend(path(*file))).collect();
        let going = |file: &FileId| {
            let name: Vec<String> = words(self.stem(*file)).collect();
            let directory = parent(path(*file));
            let only = |goes: &dyn Fn(&FileId, &[String]) -> bool| {
                let mut going = root.backend_files.iter().zip(&named).filter(|(other, named)| goes(other, named));
                going.next().filter(|_| going.next().is_none()).map(|(other, _)| *other)
            };
            only(&|_, named| *named == name)
                .or_else(|| only(&|other, _| directory != &*root.directory && parent(path(*other)) == directory))
        };
        let going: Vec<Option<FileId>> = files.iter().map(going).collect();
        let claims = |claimed: FileId| going.iter().filter(|other| **other == Some(claimed)).count();
        let of_file = |going: &Option<FileId>| match going {
            Some(one) if claims(*one) == 1 => vec![*one],
            _ => root.backend_files.clone(),
        };
        going.iter().map(of_file).collect()
    }

    /// The name of a variable file, without its ending.
    fn stem(&self, file: FileId) -> &str {
        let path = self.sources().file(file).path();
        let name = path.rsplit_once('/').map_or(&**path, |(_, name)| name);
        name.split_once(".tfvars").map_or(name, |(stem, _)| stem)
    }
}

/// Whether the variable file of this name is a form to copy and fill in (`example.tfvars`), and no way to run a root module: what
/// it sets is of no system.
pub(super) fn is_form(name: &str) -> bool {
    words(name).any(|word| OF_FORMS.contains(&word.as_str()))
}

/// The words of a name, in lower case.
fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(['.', '-', '_']).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The words of the name of a file that completes a backend, but for those that any such file may have; of its directory
/// when there is no other.
fn name_of_backend(path: &str) -> Vec<String> {
    let telling = |name: &str| words(name).filter(|word| !OF_BACKENDS.contains(&word.as_str())).collect::<Vec<_>>();
    let mut parts = path.rsplit('/').map(telling);
    let own = parts.next().unwrap_or_default();
    if own.is_empty() { parts.next().unwrap_or_default() } else { own }
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
        configuration.runs_with_files(configuration.roots().first().unwrap()).0.into_iter().map(told).collect()
    }

    #[test]
    fn a_form_to_fill_in_is_no_run() {
        let found = runs(&[
            MAIN,
            ("prod.tfvars", "a = 1\n"),
            ("template.terraform.tfvars.json", "{\"a\": null}\n"),
            ("env/prod-EXAMPLE.tfvars", "a = 2\n"),
            ("sampledata.tfvars", "b = 1\n"),
        ]);
        assert_eq!(found, ["prod.tfvars |  | sampledata.tfvars | ", "sampledata.tfvars |  | prod.tfvars | "]);
        let loaded = Scratch::new(&[MAIN, ("example.tfvars", "a = 1\n")]).load();
        let configuration = Configuration::new(&loaded);
        let told: Vec<&str> =
            configuration.unread_variable_files().map(|file| &**loaded.sources.file(file).path()).collect();
        assert_eq!(told, ["example.tfvars"], "that it is not read is told");
    }

    const MAIN: (&str, &str) =
        ("main.tf", "terraform {\n  backend \"s3\" {}\n}\nvariable \"a\" {}\nvariable \"b\" {}\n");

    #[test]
    fn each_file_is_a_run_and_what_all_share_is_in_each() {
        let found =
            runs(&[MAIN, ("env/prod.tfvars", "a = 1\n"), ("env/Common.tfvars", "b = 1\n"), ("dev.tfvars", "a = 2\n")]);
        assert_eq!(found, ["dev.tfvars |  |  | ", "env/prod.tfvars | env/Common.tfvars |  | "]);
        assert_eq!(runs(&[MAIN, ("common.tfvars", "a = 1\n")]), ["common.tfvars |  |  | "], "there is no other");
    }

    #[test]
    fn files_that_set_nothing_in_common_may_be_given_together() {
        let found = runs(&[MAIN, ("compute.tfvars", "a = 1\n"), ("network.tfvars", "b = 1\n")]);
        assert_eq!(found, ["compute.tfvars |  | network.tfvars | ", "network.tfvars |  | compute.tfvars | "]);
    }

    #[test]
    fn what_is_shared_is_shared_in_its_directory() {
        let found = runs(&[
            MAIN,
            ("env/a/common.tfvars", "a = 1\n"),
            ("env/a/main.tfvars", "b = 1\n"),
            ("env/b/common.tfvars", "a = 2\n"),
            ("env/b/main.tfvars", "b = 2\n"),
        ]);
        assert_eq!(
            found,
            ["env/a/main.tfvars | env/a/common.tfvars |  | ", "env/b/main.tfvars | env/b/common.tfvars |  | "]
        );
    }

    #[test]
    fn there_is_an_end_to_runs() {
        let files: Vec<(String, String)> =
            (0..MAX_RUNS + 2).map(|n| (format!("n{n:02}.tfvars"), "a = 1\n".into())).collect();
        let mut all = vec![MAIN];
        all.extend(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let loaded = Scratch::new(&all).load();
        let configuration = Configuration::new(&loaded);
        let (runs, beyond) = configuration.runs_with_files(configuration.roots().first().unwrap());
        assert_eq!(runs.len(), MAX_RUNS);
        assert_eq!(&**loaded.sources.file(beyond.unwrap()).path(), "n32.tfvars");
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
        let others =
            runs(&[MAIN, ("prod.tfvars", "a = 1\n"), ("non-prod.tfbackend", state), ("production.tfbackend", state)]);
        assert_eq!(others, ["prod.tfvars |  |  | non-prod.tfbackend production.tfbackend"]);
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
