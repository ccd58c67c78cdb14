//! `cocarde inventory`.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::analysis::{Analysis, analyse};
use super::check::{hindrances, on_threads, refusal};
use super::{AnalysisArguments, Color, EXIT_CODES, Lang, Outcome, language, number, refused, tell, written};
use crate::report::register::{Filter, Grouping, Reached, Register, Wanted, csv, json, table};
use crate::report::{Messages, Severity, hide_credentials, problems, terminal};

/// Arguments of `cocarde inventory`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct InventoryArguments {
    /// Directory or file whose assets are listed
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Read this plan or state, as terraform show -json writes it; PATH is the directory it was made in
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// Form of the register
    #[arg(long, value_enum, default_value_t = RegisterFormat::Table)]
    pub format: RegisterFormat,
    /// Put the lines of the table together by this
    #[arg(long, value_enum, default_value_t = By::Root)]
    pub by: By,
    /// List what is so: operator=TEXT or country=CODE, of the asset or of what its data go to; classification=LEVEL,
    /// environment=NAME, type=TYPE or unknown=location|operator|classification|environment|flows; may be repeated
    #[arg(long = "filter", value_name = "KEY=VALUE", value_parser = str::parse::<Filter>)]
    pub filters: Vec<Filter>,
    /// List resources that neither hold data nor send any, too
    #[arg(long)]
    pub all: bool,
    /// Write the register to this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Language of the register [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// What it starts from
    #[command(flatten)]
    pub analysis: AnalysisArguments,
    /// Accept that remote modules are not installed; without it they make the run end with code 3
    #[arg(long)]
    pub allow_missing_modules: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// Number of threads, at most four per processor [default: one per processor]
    #[arg(long, value_name = "N", value_parser = number)]
    pub threads: Option<usize>,
}

/// Forms of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RegisterFormat {
    /// For people, with a summary
    Table,
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}

/// What the lines of the table are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Root module
    Root,
    /// Operator and offer
    Operator,
    /// Country
    Country,
    /// Level of the data
    Classification,
}

pub(super) fn run(given: &InventoryArguments) -> Outcome {
    let messages = Messages::new(language(given.lang));
    let request = given.analysis.request(&given.path, given.plan.as_ref());
    let analysed = match on_threads(given.threads, || analyse(&request)) {
        Ok(analysed) => analysed,
        Err(error) => return refused(&messages, "cli-threads", [("reason", error.to_string().into())]),
    };
    let analysis = match analysed {
        Ok(analysis) => analysis,
        Err(error) => {
            let outcome = error.outcome();
            let (sources, told) = refusal(error, &messages);
            tell(&told, &sources, &messages);
            return outcome;
        }
    };
    let outcome = told_apart(&analysis, given, &messages);
    let words = analysis.words(&messages, request.today);
    let grouping = match given.by {
        By::Root => Grouping::Root,
        By::Operator => Grouping::Operator,
        By::Country => Grouping::Country,
        By::Classification => Grouping::Classification,
    };
    let wanted = Wanted { grouping, filters: given.filters.clone(), all: given.all };
    let extent = Reached { absent_modules: analysis.problems.absent_calls(), complete: outcome == Outcome::Clean };
    let register = Register::new(&analysis.inventory, &wanted, extent, words);
    written(write(&register, given), outcome, given.output.as_deref(), &messages)
}

/// Tells on the standard error what hindered the analysis, and tells what the run ends with.
fn told_apart(analysis: &Analysis, given: &InventoryArguments, messages: &Messages) -> Outcome {
    let allowed = given.allow_missing_modules || analysis.settings.allow_missing_modules;
    let mut told = hindrances(&analysis.problems, allowed, &analysis.sources, messages);
    told.retain(|diagnostic| diagnostic.severity == Severity::Error);
    let empty = analysis.roots == 0;
    if empty && analysis.problems.unreadable.is_empty() {
        let path = given.path.display().to_string();
        told.push(problems::no_configuration(&path, &analysis.sources, messages));
    }
    hide_credentials(&mut told);
    tell(&told, &analysis.sources, messages);
    if empty || analysis.problems.is_incomplete(allowed) { Outcome::Incomplete } else { Outcome::Clean }
}

fn write(register: &Register<'_>, given: &InventoryArguments) -> io::Result<()> {
    let mut out: Box<dyn Write> = match &given.output {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    match given.format {
        RegisterFormat::Table => {
            let on_terminal = given.output.is_none() && io::stdout().is_terminal();
            let style = given.color.style(on_terminal, false);
            let style = terminal::Style { width: terminal::columns(on_terminal), ..style };
            table::write(register, &style, &mut *out)?;
        }
        RegisterFormat::Csv => csv::write(register, &mut *out)?,
        RegisterFormat::Json => json::write(register, &mut *out)?,
    }
    out.flush()
}

impl Color {
    /// How a terminal is to be written to.
    pub(super) fn style(self, on_terminal: bool, verbose: bool) -> terminal::Style {
        let color = match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => on_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        terminal::Style { color, width: terminal::width(on_terminal), cut: on_terminal, verbose }
    }
}
