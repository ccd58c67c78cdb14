//! `cocarde catalogue`.

use std::io::IsTerminal;

use super::analysis::{AnalysisError, read_settings};
use super::{CatalogueArguments, CatalogueFormat, Outcome, PartName, language, overlay, print, tell, today};
use crate::catalogue::{Catalogue, Part, QualificationState, Row};
use crate::report::catalogue::Listing;
use crate::report::{Messages, terminal};
use crate::source::{Repository, Sources};

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
    let asked = |row: &Row<'_>| given.parts.is_empty() || given.parts.iter().any(|part| part.part() == row.part());
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

impl PartName {
    fn part(self) -> Part {
        match self {
            Self::Offers => Part::Offers,
            Self::Regions => Part::Regions,
            Self::Providers => Part::Providers,
            Self::Hosts => Part::Hosts,
            Self::Services => Part::Services,
            Self::Backends => Part::Backends,
        }
    }
}
