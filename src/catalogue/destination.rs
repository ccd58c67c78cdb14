//! Whom a host, an address or a variable's name leads to: services that data may go to, most of them without a provider
//! of their own in the configuration.

use std::net::IpAddr;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Catalogue, Offer, Qualification, QualificationStatus, Region};

/// A service that data may go to.
#[derive(Debug, Clone)]
pub struct Destination {
    /// Who operates it, in words.
    pub operator: String,
    /// The offer; `None` when the law that its operator is under is not known, or when the host does not tell.
    pub offer: Option<Arc<Offer>>,
    /// Key of the provider whose regions its hosts name.
    pub provider: Option<String>,
    /// The region in the name of the host, as written there.
    pub written: Option<String>,
    /// That region, when the catalogue has it.
    pub region: Option<Arc<Region>>,
    /// Countries that it is known to be in.
    pub countries: Vec<String>,
}

/// A service that data may go to, as a row has it.
#[derive(Debug, Clone)]
pub struct DestinationRow<'c> {
    /// Its key.
    pub key: &'c str,
    /// Who operates it.
    pub operator: String,
    /// Country of the operator; empty when the row tells none.
    pub operator_country: String,
    /// Id of its offer; empty when none has a row of its own.
    pub offer: &'c str,
    /// Country whose law reaches the operator; `None` when that is not known or when there is none.
    pub third_state_law: Option<String>,
    /// Codes of the countries that it is known to be in.
    pub countries: Vec<&'c str>,
    /// Ends of its host names.
    pub hosts: Vec<&'c str>,
    /// Its addresses.
    pub addresses: Vec<&'c str>,
    /// Beginnings of the names of variables that programs which call it are given.
    pub variables: Vec<&'c str>,
    /// Where that was read, and when.
    pub source: String,
}

/// A row of `catalogue/destinations.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) key: String,
    pub(super) offer: String,
    pub(super) operator: String,
    pub(super) operator_country: String,
    third_state_law: String,
    pub(super) provider: String,
    pub(super) countries: String,
    pub(super) hosts: String,
    addresses: String,
    pub(super) variables: String,
    pub(super) source: String,
    date: String,
}

/// Where a name stands for the region.
const REGION: &str = "{region}";

#[derive(Debug, Default)]
pub(super) struct Destinations {
    rows: Vec<Row>,
    /// Ends of host names, each with its row, the longest first.
    hosts: Vec<(Vec<String>, usize)>,
    addresses: FxHashMap<IpAddr, usize>,
    /// Beginnings of names of variables.
    variables: Vec<(String, usize)>,
}

impl Destinations {
    pub(super) fn parse(csv: &str) -> Option<Self> {
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_deserialize().collect::<Result<Vec<Row>, _>>().ok()?;
        let mut found = Self::default();
        for (index, row) in rows.iter().enumerate() {
            for host in row.hosts.split_whitespace() {
                found.hosts.push((host.split('.').rev().map(str::to_owned).collect(), index));
            }
            for address in row.addresses.split_whitespace() {
                found.addresses.insert(address.parse().ok()?, index);
            }
            found.variables.extend(row.variables.split_whitespace().map(|name| (name.to_owned(), index)));
        }
        found.hosts.sort_by_key(|(labels, _)| std::cmp::Reverse(labels.len()));
        found.rows = rows;
        Some(found)
    }

    /// Whose `host` is: the one whose end of host names is the longest.
    fn host(&self, host: &str) -> Option<(&Row, Option<String>)> {
        let labels: Vec<&str> = host.trim_end_matches('.').rsplit('.').collect();
        self.hosts.iter().find_map(|(end, index)| {
            if end.len() > labels.len() {
                return None;
            }
            let mut region = None;
            for (wanted, label) in end.iter().zip(&labels) {
                if let Some((before, after)) = wanted.split_once(REGION) {
                    let own = label.strip_prefix(before)?.strip_suffix(after).filter(|own| !own.is_empty())?;
                    region = Some(own.to_owned());
                } else if !wanted.eq_ignore_ascii_case(label) {
                    return None;
                }
            }
            Some((self.rows.get(*index)?, region))
        })
    }

    #[cfg(test)]
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Row {
    fn destination(&self, written: Option<String>, catalogue: &Catalogue) -> Destination {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let offer = match some(&self.offer) {
            Some(id) => catalogue.offer(&id),
            None => self.own_offer().map(Arc::new),
        };
        let provider = some(&self.provider);
        let region = provider.as_ref().zip(written.as_ref()).and_then(|(key, code)| catalogue.region(key, code));
        Destination {
            operator: offer.as_ref().map_or_else(|| self.operator.clone(), |offer| offer.operator.clone()),
            offer,
            provider,
            // What stands in the place of a region may be another name.
            written: written.filter(|_| region.is_some()),
            region,
            countries: self.countries.split('+').filter(|code| !code.is_empty()).map(String::from).collect(),
        }
    }

    /// The offer of a service that is in none of the other files. None when it is not known whose law its operator is
    /// under: that would read as "none".
    fn own_offer(&self) -> Option<Offer> {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        if self.third_state_law == "?" {
            return None;
        }
        Some(Offer {
            operator_country: some(&self.operator_country),
            third_state_law: some(&self.third_state_law),
            secnumcloud: Qualification::of(
                QualificationStatus::NotQualified,
                "absent from the ANSSI catalogue of 2026-09-15",
            ),
            source: format!("{}; {}", self.source, self.date),
            ..Offer::new(&self.key, &self.operator, &self.operator)
        })
    }
}

impl Catalogue {
    /// All services that data may go to.
    pub(super) fn destination_rows(&self) -> Vec<DestinationRow<'_>> {
        self.tables.destinations().rows.iter().map(|row| self.destination_row(row)).collect()
    }

    fn destination_row<'c>(&'c self, row: &'c Row) -> DestinationRow<'c> {
        let found = row.destination(None, self);
        let offer = found.offer.as_deref();
        DestinationRow {
            key: &row.key,
            operator_country: offer
                .and_then(|offer| offer.operator_country.clone())
                .unwrap_or_else(|| row.operator_country.clone()),
            third_state_law: offer.and_then(|offer| offer.third_state_law.clone()),
            operator: found.operator,
            offer: &row.offer,
            countries: row.countries.split('+').filter(|code| !code.is_empty()).collect(),
            hosts: row.hosts.split_whitespace().collect(),
            addresses: row.addresses.split_whitespace().collect(),
            variables: row.variables.split_whitespace().collect(),
            source: format!("{}; {}", row.source, row.date),
        }
    }

    /// Whether `host` leads to the service of `row`, the longest of the ends of host names being the one that counts.
    pub(super) fn is_destination_of(&self, row: &DestinationRow<'_>, host: &str) -> bool {
        self.tables.destinations().host(host).is_some_and(|(found, _)| found.key == row.key)
    }

    /// Whom data go to that are sent to `host`.
    pub fn destination(&self, host: &str) -> Option<Destination> {
        let host = host.to_ascii_lowercase();
        let host = host.trim_end_matches('.');
        let own = || self.tables.destinations().host(host).map(|(row, region)| row.destination(region, self));
        let Some(known) = self.host(host) else { return own() };
        let found = Destination {
            operator: known.offer.as_ref().map_or(known.operator, |offer| offer.operator.clone()),
            offer: known.offer,
            provider: known.provider,
            written: known.written.filter(|_| known.region.is_some()),
            region: known.region,
            countries: Vec::new(),
        };
        Some(match own() {
            Some(own) if found.offer.is_none() && own.offer.is_some() => own,
            Some(own) => Destination { countries: own.countries, ..found },
            None => found,
        })
    }

    /// Whom data go to that are sent to `address`.
    pub fn destination_at(&self, address: IpAddr) -> Option<Destination> {
        let destinations = self.tables.destinations();
        let row = destinations.rows.get(*destinations.addresses.get(&address)?)?;
        Some(row.destination(None, self))
    }

    /// Whom a program calls that is given a variable called `name`.
    pub fn destination_of_variable(&self, name: &str) -> Option<Destination> {
        let destinations = self.tables.destinations();
        // Frameworks have a prefix for what browsers may read.
        let name = ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "NUXT_PUBLIC_", "NUXT_"]
            .iter()
            .find_map(|prefix| name.strip_prefix(prefix))
            .unwrap_or(name);
        let (_, index) = destinations.variables.iter().find(|(prefix, _)| name.starts_with(prefix.as_str()))?;
        Some(destinations.rows.get(*index)?.destination(None, self))
    }
}
