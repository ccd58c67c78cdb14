//! What `cocarde check` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::variables::name_and_value;
use crate::cli::{AnalysisArguments, Color, EXIT_CODES, Lang, number};

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
