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
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::policy::Language;
use crate::report::{Diagnostic, Messages, arguments, terminal};
use crate::source::Sources;

pub use arguments::AnalysisArguments;
pub use init::InitArguments;
pub use inventory::{By, InventoryArguments, RegisterFormat};

pub use analysis::{Analysis, AnalysisError, Request, analyse};
pub use policies::GivenPolicies;
pub use rules::{LeftOut, LeftOutBy};
pub use variables::{GivenVariable, GivenVariables};

use variables::name_and_value;

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

const EVAL_EXIT_CODES: &str = "\
Exit codes:
  0  it has a value, or what is unknown is said
  1  it cannot be evaluated
  2  wrong arguments, or what is given is no expression";

const CATALOGUE_EXIT_CODES: &str = "\
Exit codes:
  0  something was found
  1  nothing was
  2  wrong arguments, or a wrong cocarde.toml";

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
    /// Look for offers, regions, providers, hosts, resource types and state backends in the catalogue
    Catalogue(CatalogueArguments),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Arguments of `cocarde check`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CheckArguments {
    /// Directory or file to judge. The module of a file is read whole; findings that are in the file, come from
    /// a value in it or concern what it declares are told
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Judge this plan or state, as terraform show -json writes it; PATH is the directory it was made in
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Write the report to this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Language of the report [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// What it starts from
    #[command(flatten)]
    pub analysis: AnalysisArguments,
    /// Least severity of a finding that makes the run end with code 1 [default: that of cocarde.toml, else error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Threshold>,
    /// End the run with code 1 when a verdict is undetermined
    #[arg(long)]
    pub fail_on_undetermined: bool,
    /// Accept that remote modules which are not installed are not judged; without it they make the run end with code 3
    #[arg(long)]
    pub allow_missing_modules: bool,
    /// Judge by these policies too: a .policy.hcl file, or a directory of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub policies: Vec<PathBuf>,
    /// Judge by the policies of --policies alone, without those that come with the program
    #[arg(long, requires = "policies")]
    pub no_packs: bool,
    /// Give an input of the policies its value; may be repeated
    #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub inputs: Vec<(String, String)>,
    /// Read values of inputs of the policies in this file, written as a .tfvars; may be repeated
    #[arg(long = "input-file", value_name = "FILE")]
    pub input_files: Vec<PathBuf>,
    /// Judge by this rule or pack of rules only, even if the pack is off; may be repeated
    #[arg(long, value_name = "RULE|PACK")]
    pub only: Vec<String>,
    /// Leave this rule or pack of rules out; may be repeated
    #[arg(long, value_name = "RULE|PACK")]
    pub skip: Vec<String>,
    /// Findings that are known, as --write-baseline wrote them: they are told apart and do not make the run end with
    /// code 1; those that do not occur any more are told
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found to this file, and take it for known. With --baseline, what that one knows of rules and
    /// directories that are not judged here is kept
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    /// Let no comment in the code set a finding aside
    #[arg(long)]
    pub no_inline_ignores: bool,
    /// Name all resources of each finding, show findings that are set aside, and count verdicts by rule
    #[arg(long, short)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// Number of threads, at most four per processor [default: one per processor]
    #[arg(long, value_name = "N", value_parser = number)]
    pub threads: Option<usize>,
}

/// Arguments of `cocarde eval`.
#[derive(Debug, Args)]
#[command(after_help = EVAL_EXIT_CODES)]
pub struct EvalArguments {
    /// Expression, as 'local.regions[var.site]'
    pub expression: String,
    /// Directory of the module whose declarations it may refer to
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub format: EvalFormat,
    /// Language of the answer [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// `--var`, `--var-file`
    #[command(flatten)]
    pub variables: GivenVariables,
    /// Value of `terraform.workspace` [default: unknown]
    #[arg(long, value_name = "NAME")]
    pub workspace: Option<String>,
}

/// Forms of the answer of `cocarde eval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// As `terraform console` prints values
    Text,
    /// An object with `value`, `unknown`, `sensitive` or `error`
    Json,
}

const TEST_EXIT_CODES: &str = "\
Exit codes:
  0  every mock is judged as its test expects
  1  one is not
  2  wrong arguments, or a wrong policy or test file";

/// Arguments of `cocarde test`.
#[derive(Debug, Args)]
#[command(after_help = TEST_EXIT_CODES)]
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

/// Arguments of `cocarde explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Id of a rule, as CAC-R9-SECNUMCLOUD, key of a pack, as hds, or address of an asset, as
    /// `scaleway_rdb_instance.main`; without it, the rules are listed
    pub subject: Option<String>,
    /// Directory or file that the asset is of
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Read the asset in this plan or state, as terraform show -json writes it; PATH is the directory it was made in
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// Tell of these policies too: a .policy.hcl file, or a directory of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub policies: Vec<PathBuf>,
    /// Give an input of the policies its value; may be repeated
    #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub inputs: Vec<(String, String)>,
    /// Read values of inputs of the policies in this file, written as a .tfvars; may be repeated
    #[arg(long = "input-file", value_name = "FILE")]
    pub input_files: Vec<PathBuf>,
    /// Language of the page [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// What the analysis of the asset starts from, and the day as of which texts are cited
    #[command(flatten)]
    pub analysis: AnalysisArguments,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
}

/// Arguments of `cocarde catalogue`.
#[derive(Debug, Args)]
#[command(after_help = CATALOGUE_EXIT_CODES)]
pub struct CatalogueArguments {
    /// Words that a row must have, all of them: outscale, cloudgouv-eu-west-1, s3.fr-par.scw.cloud, `aws_s3_bucket`;
    /// without any, what there is of each part is told
    pub words: Vec<String>,
    /// Look in this part only; may be repeated
    #[arg(long = "in", value_enum, value_name = "PART")]
    pub parts: Vec<PartName>,
    /// Tell only the offers whose SecNumCloud qualification is valid
    #[arg(long)]
    pub qualified: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = CatalogueFormat::Terminal)]
    pub format: CatalogueFormat,
    /// Language of the answer [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Tell where qualifications stand on this day, written 2026-11-23 [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// Settings whose catalogue is added [default: the nearest cocarde.toml, from here up to the top of the repository]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no cocarde.toml
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
    /// Tell all rows, not the first few of each part
    #[arg(long, short)]
    pub verbose: bool,
}

/// Parts of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PartName {
    /// What contracts are about and qualifications qualify
    Offers,
    /// Regions and zones
    Regions,
    /// Terraform providers
    Providers,
    /// Hosts of endpoints
    Hosts,
    /// Resource types
    Services,
    /// State backends
    Backends,
}

/// Forms of the answer of `cocarde catalogue`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CatalogueFormat {
    /// For people
    Terminal,
    /// An object with a list for each part
    Json,
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
    /// Warnings and errors
    Warning,
    /// All findings
    Note,
    /// None
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
    let style = terminal::Style { color: on_terminal, width: terminal::width(on_terminal), verbose: false };
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
