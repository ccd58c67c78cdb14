//! The command line: arguments, the analysis from files to findings, and what the program ends with.

mod analysis;
mod arguments;
mod catalogue;
mod check;
mod eval;
mod exceptions;
mod explain;
mod init;
mod inventory;
mod overlay;
mod part;
mod planned;
mod policies;
mod rules;
mod test;
mod variables;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::policy::Language;
use crate::report::{Diagnostic, Messages, arguments, terminal};
use crate::source::Sources;

pub use arguments::AnalysisArguments;
pub use catalogue::{CatalogueArguments, CatalogueFormat};
pub use check::{CheckArguments, Format, Threshold};
pub use eval::{EvalArguments, EvalFormat};
pub use explain::ExplainArguments;
pub use init::InitArguments;
pub use inventory::{By, InventoryArguments, RegisterFormat};

pub use analysis::{Analysis, AnalysisError, Request, analyse};
pub use policies::GivenPolicies;
pub use rules::{LeftOut, LeftOutBy};
pub use test::{TestArguments, TestFormat};
pub use variables::{GivenVariable, GivenVariables};

/// Find out who operates each resource of a Terraform or OpenTofu repository, where it is, what data it holds, and
/// whether the French State's cloud doctrine allows it.
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
  2  wrong arguments, or a wrong cocarde.toml, register of derogations or baseline
  3  the analysis is incomplete: a file could not be read or parsed, a remote module is not installed, a limit was
     reached, or there was nothing to analyse";

#[derive(Debug, Subcommand)]
enum Command {
    /// Judge the Terraform or OpenTofu code of a repository, or of a part of it
    Check(Box<CheckArguments>),
    /// List the assets: who operates each, where it is, what data it holds, where they go
    Inventory(Box<InventoryArguments>),
    /// Write a cocarde.toml with the questions that the code of a repository leaves open
    Init(InitArguments),
    /// Evaluate an expression where a root module declares its variables and local values
    Eval(EvalArguments),
    /// Run the tests of policies: files whose names end with .policytest.hcl
    Test(TestArguments),
    /// Tell what a rule demands, why, and by which text of law; or how what is known of an asset is known; or list the rules
    Explain(Box<ExplainArguments>),
    /// Look for offers, regions, providers, hosts, services that data may go to, resource types and state backends in the
    /// catalogue
    Catalogue(CatalogueArguments),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Français
    Fr,
    /// English
    En,
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

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write the year, the month and the day, as 2026-11-23".to_owned())
}

fn number(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a number".to_owned())
}

/// What a run ends with once its output was `written` to `path`, or to the standard output.
fn written(written: io::Result<()>, outcome: Outcome, path: Option<&Path>, messages: &Messages) -> Outcome {
    let reason = match written {
        Ok(()) => return outcome,
        // Whoever reads has read enough: `cocarde check | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return outcome,
        Err(error) => ("reason", error.to_string().into()),
    };
    match path {
        Some(path) => refused(messages, "cli-output-file", [reason, ("path", path.display().to_string().into())]),
        None => refused(messages, "cli-output", [reason]),
    }
}

/// Prints `text`, and tells what the run ends with.
fn print(text: &str, messages: &Messages) -> Outcome {
    let mut out = io::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written(printed, Outcome::Clean, None, messages)
}

/// Tells `diagnostics` on the standard error.
fn tell(diagnostics: &[Diagnostic], sources: &Sources, messages: &Messages) {
    let on_terminal = io::stderr().is_terminal();
    let style =
        terminal::Style { color: on_terminal, width: terminal::width(on_terminal), cut: on_terminal, verbose: false };
    // There is nowhere else to say it.
    let _ = terminal::write_diagnostics(diagnostics, sources, messages, &style, &mut io::stderr().lock());
}

/// Says on the standard error, beside the report, what the run did.
fn say<const N: usize>(messages: &Messages, id: &str, given: [(&'static str, FluentValue<'static>); N]) {
    // There is nowhere else to say it.
    let _ = writeln!(io::stderr(), "cocarde: {}", messages.format(id, &arguments(given)));
}

/// Tells on the standard error that the run could not be done.
fn refused<const N: usize>(messages: &Messages, id: &str, given: [(&'static str, FluentValue<'static>); N]) -> Outcome {
    say(messages, id, given);
    Outcome::Usage
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> Outcome {
        match self.command {
            Command::Check(arguments) => check::run(&arguments),
            Command::Inventory(arguments) => inventory::run(&arguments),
            Command::Init(arguments) => init::run(&arguments),
            Command::Eval(arguments) => eval::run(&arguments),
            Command::Test(arguments) => test::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Catalogue(arguments) => catalogue::run(&arguments),
            Command::Completions { shell } => {
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut Self::command(), "cocarde", &mut script);
                print(&String::from_utf8_lossy(&script), &Messages::new(language(None)))
            }
        }
    }
}
