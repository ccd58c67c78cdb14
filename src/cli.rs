//! The command line: arguments, the analysis from files to findings, and what the program ends with.

mod analysis;
mod check;
mod explain;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::policy::Language;

pub use analysis::{Analysis, AnalysisError, analyse};

/// Who operates each resource of a Terraform repository, where it is, what data it holds, and whether the French
/// State's cloud doctrine allows it.
#[derive(Debug, Parser)]
#[command(name = "cocarde", version, styles = STYLES, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const STYLES: Styles = Styles::styled().header(AnsiColor::Blue.on_default().bold()).usage(AnsiColor::Blue.on_default());

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong arguments, or a wrong cocarde.toml
  3  the analysis is incomplete: a file could not be read or parsed, or there was nothing to analyse";

#[derive(Debug, Subcommand)]
enum Command {
    /// Judge a repository, or a directory of it
    Check(Box<CheckArguments>),
    /// Print a rule: title, law, reasons, what to do
    Explain(ExplainArguments),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Arguments of `cocarde check`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CheckArguments {
    /// What to judge: a directory, or one file
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Write to this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// French or English [default: the locale's]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Day of judgement, as 2026-11-23: texts and qualifications have dates [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// Value of an input variable of the root modules
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub variables: Vec<(String, String)>,
    /// File of such values, as Terraform's -var-file
    #[arg(long = "var-file", value_name = "FILE")]
    pub variable_files: Vec<PathBuf>,
    /// What completes the backends, as Terraform's -backend-config [default: the files of such arguments that are found]
    #[arg(long = "backend-config", value_name = "FILE|NAME=VALUE")]
    pub backend_configuration: Vec<String>,
    /// Name of the Terraform workspace
    #[arg(long, value_name = "NAME")]
    pub workspace: Option<String>,
    /// Settings to use [default: the nearest cocarde.toml, from PATH up to the top of the repository]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no settings
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
    /// Least severity that makes the run fail [default: error]
    #[arg(long, value_enum)]
    pub fail_on: Option<Threshold>,
    /// Judge by these rules only
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "ID")]
    pub skip: Vec<String>,
    /// Name all resources of each finding
    #[arg(long, short)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// How many threads to use [default: one per processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// Arguments of `cocarde explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Id of the rule: CAC-R9-SECNUMCLOUD; without it, the list of rules
    pub rule: Option<String>,
    /// French or English [default: the locale's]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Day of judgement [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Terminal,
    /// For programs
    Json,
    /// SARIF 2.1.0, for GitHub code scanning and others
    Sarif,
    /// GitLab Code Quality
    Gitlab,
}

/// Languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Français
    Fr,
    /// English
    En,
}

/// Severities that make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Threshold {
    /// Errors
    Error,
    /// Warnings too
    Warning,
    /// Everything that is found
    Note,
    /// Nothing
    Never,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing at or above the threshold.
    Clean,
    /// Findings at or above the threshold.
    Findings,
    /// Wrong arguments or settings.
    Usage,
    /// The analysis is incomplete.
    Incomplete,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Usage => 2,
            Outcome::Incomplete => 3,
        })
    }
}

/// The language asked for, else that of the locale: French if it is, English otherwise.
fn language(asked: Option<Lang>) -> Language {
    match asked {
        Some(Lang::Fr) => Language::French,
        Some(Lang::En) => Language::English,
        None => match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("fr") => Language::French,
            _ => Language::English,
        },
    }
}

/// The day asked for, else the one it is in universal time.
fn today(asked: Option<Date>) -> Date {
    asked.unwrap_or_else(|| TimeZone::UTC.to_datetime(Timestamp::now()).date())
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("a variable is given as NAME=VALUE".to_owned()),
    }
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> Outcome {
        match self.command {
            Command::Check(arguments) => check::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Completions { shell } => {
                clap_complete::generate(shell, &mut Self::command(), "cocarde", &mut std::io::stdout());
                Outcome::Clean
            }
        }
    }
}
