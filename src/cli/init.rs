//! `cocarde init`.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::analysis::analyse;
use super::check::{on_threads, refusal};
use super::{GivenPolicies, GivenVariables, Lang, Outcome, Request, language, print, refused, tell, today};
use crate::report::{Messages, Questions, arguments, problems};
use crate::settings::FILE_NAME;
use crate::source::Repository;

/// Arguments of `cocarde init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// Directory that is looked at, and where the file is written
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Replace a cocarde.toml that is there
    #[arg(long)]
    pub force: bool,
    /// Print the file instead of writing it
    #[arg(long, conflicts_with = "force")]
    pub stdout: bool,
    /// Language of the file [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// `--var`, `--var-file`
    #[command(flatten)]
    pub variables: GivenVariables,
}

pub(super) fn run(given: &InitArguments) -> Outcome {
    let messages = Messages::new(language(given.lang));
    let file = given.path.join(FILE_NAME);
    let shown = || file.display().to_string();
    if given.path.is_file() {
        return refused(&messages, "init-not-a-directory", [("path", given.path.display().to_string().into())]);
    }
    // What is there is not read over: links count, wherever they lead.
    if !given.stdout && !given.force && file.symlink_metadata().is_ok() {
        return refused(&messages, "init-exists", [("path", shown().into())]);
    }
    let today = today(None);
    let request = Request {
        path: given.path.clone(),
        plan: None,
        config: None,
        no_config: true,
        today,
        variables: given.variables.clone(),
        backend_configuration: Vec::new(),
        workspace: None,
        only: Vec::new(),
        skip: Vec::new(),
        policies: GivenPolicies::default(),
        no_inline_ignores: false,
        baseline: None,
        write_baseline: false,
    };
    let analysis = match on_threads(None, || analyse(&request)) {
        Ok(Ok(analysis)) => analysis,
        Ok(Err(error)) => {
            let outcome = error.outcome();
            let (sources, told) = refusal(error, &messages);
            tell(&told, &sources, &messages);
            return outcome;
        }
        Err(error) => return refused(&messages, "cli-threads", [("reason", error.to_string().into())]),
    };
    if analysis.roots == 0 {
        let path = given.path.display().to_string();
        tell(&[problems::no_configuration(&path, &analysis.sources, &messages)], &analysis.sources, &messages);
        return Outcome::Incomplete;
    }
    let directory = inside(&given.path).unwrap_or_default();
    let words = analysis.words(&messages, today);
    let questions = Questions::new(&analysis.inventory, &directory, words);
    if given.stdout {
        return print(&questions.text, &messages);
    }
    if let Err(error) = write(&file, &questions.text, given.force) {
        return refused(&messages, "cli-output-file", [("reason", error.to_string().into()), ("path", shown().into())]);
    }
    let done = arguments([("path", shown().into()), ("count", questions.count.into())]);
    print(&format!("{}\n", messages.format("init-done", &done)), &messages)
}

/// The directory `path` in its repository.
fn inside(path: &Path) -> Option<String> {
    let repository = Repository::locate(path).ok()?;
    let path = path.canonicalize().ok()?;
    let inside = path.strip_prefix(repository.root()).ok()?.to_str()?;
    Some(inside.replace(std::path::MAIN_SEPARATOR, "/"))
}

/// Writes a file that is not there. One that is to be replaced is taken away first, so that a link is not followed.
fn write(file: &Path, text: &str, force: bool) -> io::Result<()> {
    if force && file.symlink_metadata().is_ok() {
        fs::remove_file(file)?;
    }
    OpenOptions::new().write(true).create_new(true).open(file)?.write_all(text.as_bytes())
}
