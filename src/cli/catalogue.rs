//! `cocarde catalogue`.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::analysis::{AnalysisError, read_settings};
use super::{Lang, Outcome, date, language, overlay, print, tell, today};
use crate::catalogue::{Catalogue, Part, QualificationState, Row};
use crate::report::catalogue::Listing;
use crate::report::{Messages, terminal};
use crate::source::{Repository, Sources};

const EXIT_CODES: &str = "\
Exit codes:
  0  something was found
  1  nothing was
  2  wrong arguments, or a wrong cocarde.toml";

/// Arguments of `cocarde catalogue`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CatalogueArguments {
    /// Words that a row must have, all of them: outscale, cloudgouv-eu-west-1, s3.fr-par.scw.cloud, `aws_s3_bucket`;
    /// without any, what there is of each part is told
    pub words: Vec<String>,
    /// Look in this part only; may be repeated
    #[arg(long = "in", value_enum, value_name = "PART")]
    pub parts: Vec<Part>,
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

/// Forms of the answer of `cocarde catalogue`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CatalogueFormat {
    /// For people
    Terminal,
    /// An object with a list for each part
    Json,
}

pub(super) fn run(given: &CatalogueArguments) -> Outcome {
    let messages = Messages::new(language(given.lang));
    let catalogue = match with_own(given) {
        Ok(found) => found,
        Err(error) => {
            let (sources, told) = super::check::refusal(error, &messages);
            tell(&told, &sources, &messages);
            return Outcome::Usage;
        }
    };
    let today = today(given.today);
    let asked = |row: &Row<'_>| given.parts.is_empty() || given.parts.contains(&row.part());
    let qualified = |row: &Row<'_>| match row {
        Row::Offer(offer) => {
            matches!(offer.secnumcloud.state_on(today), QualificationState::Valid | QualificationState::Expiring)
        }
        _ => false,
    };
    let found = catalogue.search(&given.words).into_iter();
    let rows: Vec<Row<'_>> = found.filter(|row| asked(row) && (!given.qualified || qualified(row))).collect();
    let listing = Listing {
        catalogue: &catalogue,
        own: catalogue.own_file(),
        messages: &messages,
        today,
        verbose: given.verbose,
        width: terminal::width(std::io::stdout().is_terminal()),
    };
    let counts_only = given.words.is_empty() && !given.qualified && given.parts.is_empty();
    let text = match given.format {
        CatalogueFormat::Terminal => listing.text(&rows, counts_only),
        CatalogueFormat::Json => listing.json(&rows),
    };
    match print(&text, &messages) {
        Outcome::Clean if rows.is_empty() => Outcome::Findings,
        printed => printed,
    }
}

/// The catalogue with the rows of the repository that the command is run in.
fn with_own(given: &CatalogueArguments) -> Result<Catalogue, AnalysisError> {
    let mut sources = Sources::default();
    let here = std::path::Path::new(".");
    let failed = |error| AnalysisError::Path { path: ".".to_owned(), error };
    let repository = Repository::locate(here).map_err(failed)?;
    let config = given.config.as_deref();
    let (settings, directory) = read_settings(here, config, given.no_config, &repository, &mut sources)?;
    overlay::catalogue(&settings, &repository, &directory, config, &mut sources)
}

impl ValueEnum for Part {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Offers => "What contracts are about and qualifications qualify",
            Self::Regions => "Regions and zones",
            Self::Providers => "Terraform providers",
            Self::Hosts => "Hosts of endpoints",
            Self::Destinations => "Services that data may go to",
            Self::Services => "Resource types",
            Self::Backends => "State backends",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}
