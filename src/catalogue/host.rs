//! Endpoint hosts: whose they are and which region their name holds.

use std::sync::Arc;

use regex::{Regex, RegexSet};
use serde::Deserialize;

use super::offer::{OfferMatch, OfferQuery};
use super::{Catalogue, Offer, Region};

/// Whose host it is.
#[derive(Debug, Clone)]
pub struct HostMatch {
    /// The operator, as the row names it.
    pub operator: String,
    /// What the host is for, as the row says.
    pub label: String,
    /// The offer it belongs to; `None` when the host does not tell.
    pub offer: Option<Arc<Offer>>,
    /// Key of the provider whose regions it names.
    pub provider: Option<String>,
    /// The region in its name, as written there.
    pub written: Option<String>,
    /// That region, when the catalogue has it.
    pub region: Option<Arc<Region>>,
}

/// A row of `catalogue/hosts.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) pattern: String,
    pub(super) operator: String,
    pub(super) offer: String,
    pub(super) label: String,
    provider: String,
    /// The region of all of them, when their name does not hold it.
    region: String,
    pub(super) example: String,
    pub(super) source: String,
}

#[derive(Debug, Default)]
pub(super) struct Hosts {
    rows: Vec<Row>,
    patterns: RegexSet,
}

impl Hosts {
    pub(super) fn parse(csv: &str) -> Option<Self> {
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_deserialize().collect::<Result<Vec<Row>, _>>().ok()?;
        let patterns = RegexSet::new(rows.iter().map(|row| &row.pattern)).ok()?;
        Some(Self { rows, patterns })
    }

    /// The position of the first row whose pattern matches.
    pub(super) fn position(&self, host: &str) -> Option<usize> {
        self.patterns.matches(host).iter().next()
    }

    /// The row that `host` is of.
    pub(super) fn row(&self, host: &str) -> Option<&Row> {
        self.rows.get(self.position(&bare(host))?)
    }

    pub(super) fn find(&self, host: &str, catalogue: &Catalogue) -> Option<HostMatch> {
        let host = bare(host);
        let row = self.rows.get(self.position(&host)?)?;
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let written = Regex::new(&row.pattern).ok().and_then(|pattern| {
            pattern.captures(&host).and_then(|found| found.name("region").map(|region| region.as_str().to_owned()))
        });
        let written = written.or_else(|| some(&row.region));
        let provider = some(&row.provider);
        let region = provider.as_ref().zip(written.as_ref()).and_then(|(key, code)| catalogue.region(key, code));
        let offer = match some(&row.offer) {
            Some(id) => catalogue.offer(&id),
            None => row.offer_of_region(written.as_deref(), catalogue),
        };
        Some(HostMatch { operator: row.operator.clone(), label: row.label.clone(), offer, provider, written, region })
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Row {
    /// Some operators have one host name per region and one offer per region: the region then tells the offer.
    fn offer_of_region(&self, written: Option<&str>, catalogue: &Catalogue) -> Option<Arc<Offer>> {
        if !matches!(self.provider.as_str(), "outscale" | "scalingo") {
            return None;
        }
        let query = OfferQuery { provider: Some(&self.provider), region: Some(written?), ..OfferQuery::default() };
        match catalogue.resolve_offer(&query) {
            OfferMatch::One(offer) => Some(offer),
            _ => None,
        }
    }
}

/// The host of a URL or of a host with port and path, in lower case.
pub(super) fn bare(host: &str) -> String {
    let host = host.trim();
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    let host = host.rsplit_once('@').map_or(host, |(_, rest)| rest);
    let host = host.split(':').next().unwrap_or(host);
    host.trim_end_matches('.').to_lowercase()
}
