//! `cocarde test`: the tests of policies.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::analysis::AnalysisError;
use super::policies::{OwnFile, POLICY_FILE, inputs};
use super::variables::name_and_value;
use super::{Color, Lang, Outcome, date, language, today, written};
use crate::policy::PolicyFile;
use crate::policy::suite::{OwnPolicy, Tested, run as run_file};
use crate::report::{Messages, suite};
use crate::source::{Sources, list_named, read_named};

/// What the names of test files end with.
const TEST_FILE: &str = ".policytest.hcl";

const EXIT_CODES: &str = "\
Exit codes:
  0  every mock is judged as its test expects
  1  one is not
  2  wrong arguments, or a wrong policy or test file";

/// Arguments of `cocarde test`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct TestArguments {
    /// Test file, or directory of test files
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Where the policies are that the tests name [default: where the tests are]
    #[arg(long, value_name = "DIR")]
    pub policies: Option<PathBuf>,
    /// Give an input of the policies its value, unless a test does; may be repeated
    #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub inputs: Vec<(String, String)>,
    /// Read values of inputs of the policies in this file, written as a .tfvars; may be repeated
    #[arg(long = "input-file", value_name = "FILE")]
    pub input_files: Vec<PathBuf>,
    /// Judge as of this day, unless a test says another [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = TestFormat::Terminal)]
    pub format: TestFormat,
    /// Language of the report [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Name every mock, not only those that fail
    #[arg(long, short)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
}

/// Forms of the report of `cocarde test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// For people
    Terminal,
    /// For programs
    Json,
    /// `JUnit`, for pipelines that show tests
    Junit,
}

pub(super) fn run(given: &TestArguments) -> Outcome {
    let messages = Messages::new(language(given.lang));
    let mut sources = Sources::default();
    let tested = match tests(given, &mut sources) {
        Ok(tested) => tested,
        Err(error) => {
            let (sources, told) = super::check::refusal(error, &messages);
            super::tell(&told, &sources, &messages);
            return Outcome::Usage;
        }
    };
    let wrong = tested.iter().any(|(_, tested)| !tested.errors.is_empty());
    let outcome = match tested.iter().all(|(_, tested)| tested.is_passed()) {
        true => Outcome::Clean,
        false if wrong => Outcome::Usage,
        false => Outcome::Findings,
    };
    let mut out = io::stdout().lock();
    let style = super::check::style_of(given.color, given.verbose, true);
    let told = match given.format {
        TestFormat::Terminal => suite::write(&tested, &sources, &messages, &style, &mut out),
        TestFormat::Json => suite::write_json(&tested, &sources, &messages, &mut out),
        TestFormat::Junit => suite::write_junit(&tested, &sources, &messages, &mut out),
    };
    written(told, outcome, None, &messages)
}

/// Runs all test files, each with its path.
fn tests(given: &TestArguments, sources: &mut Sources) -> Result<Vec<(String, Tested)>, AnalysisError> {
    let files = listed(&given.path, TEST_FILE)?;
    if files.is_empty() {
        return Err(AnalysisError::NoTests(given.path.display().to_string()));
    }
    let below = given.policies.clone().unwrap_or_else(|| directory(&given.path));
    let mut policies = Vec::new();
    for path in listed(&below, POLICY_FILE)? {
        let own = OwnFile::read(&path)?;
        policies.push((path, own));
    }
    let base = directory(&below);
    let inputs = inputs(&given.inputs, &given.input_files, sources)?;
    let today = today(given.today);
    let mut tested = Vec::new();
    for path in files {
        let failed = |error| AnalysisError::Path { path: path.display().to_string(), error };
        let text = String::from_utf8_lossy(&read_named(&path).map_err(failed)?).into_owned();
        let name = path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
        let here = directory(&path);
        let paths: Vec<(String, String)> =
            policies.iter().map(|(own, _)| (relative(&here, own), relative(&base, own))).collect();
        let known: Vec<OwnPolicy<'_>> = policies
            .iter()
            .zip(&paths)
            .map(|((_, own), (from_test, from_policies))| OwnPolicy { file: own.as_file(), from_test, from_policies })
            .collect();
        let beside = |own: &&(PathBuf, OwnFile)| directory(&own.0) == here;
        let mut near: Vec<PolicyFile<'_>> = policies.iter().filter(beside).map(|(_, own)| own.as_file()).collect();
        if near.is_empty() {
            near = policies.iter().map(|(_, own)| own.as_file()).collect();
        }
        match run_file(&name, &text, &known, &near, &inputs, today, sources) {
            Ok(one) => tested.push((name, one)),
            Err(error) => return Err(AnalysisError::Doctrine(std::mem::take(sources), error)),
        }
    }
    Ok(tested)
}

fn listed(path: &Path, suffix: &str) -> Result<Vec<PathBuf>, AnalysisError> {
    list_named(path, suffix).map_err(|error| AnalysisError::Path { path: path.display().to_string(), error })
}

/// `path`, or the directory of the file that it is.
fn directory(path: &Path) -> PathBuf {
    let parent = if path.is_file() { path.parent() } else { Some(path) };
    match parent {
        Some(parent) if parent != Path::new("") => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// How `path` is written from the directory `from`: `../x.policy.hcl`.
fn relative(from: &Path, path: &Path) -> String {
    let parts = |path: &Path| -> Vec<String> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let (from, to) = (parts(from), parts(path));
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to.iter().skip(common).map(String::as_str)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_from_where_the_test_stands() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        std::fs::create_dir_all(root.join("a/tests")).unwrap();
        std::fs::write(root.join("a/x.policy.hcl"), "").unwrap();
        let policy = root.join("a/x.policy.hcl");
        assert_eq!(relative(&root.join("a"), &policy), "x.policy.hcl");
        assert_eq!(relative(&root.join("a/tests"), &policy), "../x.policy.hcl");
        assert_eq!(relative(root, &policy), "a/x.policy.hcl");
    }
}
