//! Looking for what the catalogue knows: every row that has all the words.

use std::sync::Arc;

use super::{
    Backend, Catalogue, DestinationRow, Offer, OfferMatch, OfferQuery, OwnHost, OwnService, Provider, Region, Service,
};

/// The parts of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What contracts are about.
    Offers,
    /// Regions and zones.
    Regions,
    /// Terraform providers.
    Providers,
    /// Hosts of endpoints.
    Hosts,
    /// Services that data may go to.
    Destinations,
    /// Resource types.
    Services,
    /// State backends.
    Backends,
}

impl Part {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] =
        [Self::Offers, Self::Regions, Self::Providers, Self::Hosts, Self::Destinations, Self::Services, Self::Backends];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Offers => "offers",
            Self::Regions => "regions",
            Self::Providers => "providers",
            Self::Hosts => "hosts",
            Self::Destinations => "destinations",
            Self::Services => "services",
            Self::Backends => "backends",
        }
    }
}

/// A row that was looked for.
#[derive(Debug, Clone)]
pub enum Row<'c> {
    /// An offer.
    Offer(Arc<Offer>),
    /// A region, and the offers of its provider there.
    Region(Arc<Region>, Vec<Arc<Offer>>),
    /// A provider.
    Provider(&'c Provider),
    /// Hosts.
    Host(HostRow<'c>),
    /// A service that data may go to.
    Destination(DestinationRow<'c>),
    /// A resource type.
    Service(ServiceRow<'c>),
    /// A type of state backend.
    Backend(&'c Backend),
}

/// Hosts, as a row has them.
#[derive(Debug, Clone, Copy)]
pub struct HostRow<'c> {
    /// A regular expression, or the end of a name.
    pub pattern: &'c str,
    /// One of them.
    pub example: &'c str,
    /// Whose they are.
    pub operator: &'c str,
    /// Id of their offer; empty when the host alone does not tell.
    pub offer: &'c str,
    /// What they are for.
    pub label: &'c str,
    /// Where that was read.
    pub source: &'c str,
}

/// A resource type, as a row has it.
#[derive(Debug, Clone)]
pub struct ServiceRow<'c> {
    /// Its name.
    pub of_type: &'c str,
    /// What is known of it.
    pub service: &'c Service,
    /// Where that was read, and when.
    pub source: String,
}

impl Row<'_> {
    /// The part that it is in.
    pub fn part(&self) -> Part {
        match self {
            Self::Offer(_) => Part::Offers,
            Self::Region(..) => Part::Regions,
            Self::Provider(_) => Part::Providers,
            Self::Host(_) => Part::Hosts,
            Self::Destination(_) => Part::Destinations,
            Self::Service(_) => Part::Services,
            Self::Backend(_) => Part::Backends,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Offer(offer) => &offer.id,
            Self::Region(region, _) => &region.code,
            Self::Provider(provider) => &provider.source,
            Self::Host(host) => host.example,
            Self::Destination(destination) => destination.key,
            Self::Service(service) => service.of_type,
            Self::Backend(backend) => &backend.name,
        }
    }

    /// Where it was read.
    pub fn source(&self) -> &str {
        match self {
            Self::Offer(offer) => &offer.source,
            Self::Region(region, _) => &region.source,
            Self::Provider(provider) => &provider.evidence,
            Self::Host(host) => host.source,
            Self::Destination(destination) => &destination.source,
            Self::Service(service) => &service.source,
            Self::Backend(backend) => &backend.source,
        }
    }

    /// All that words are looked for in, in lower case.
    fn text(&self) -> String {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let parts: Vec<String> = match self {
            Self::Offer(offer) => vec![
                offer.id.clone(),
                offer.name.clone(),
                offer.operator.clone(),
                optional(&offer.owner),
                optional(&offer.secnumcloud.decision),
            ],
            Self::Region(region, offers) => {
                let own =
                    [region.provider.clone(), region.code.clone(), optional(&region.city), region.display.clone()];
                own.into_iter()
                    .chain(region.countries.clone())
                    .chain(offers.iter().map(|offer| offer.id.clone()))
                    .collect()
            }
            Self::Provider(provider) => {
                let offer = provider.offer.as_ref();
                let own = [provider.key.clone(), provider.source.clone(), provider.aliases.join(" ")];
                let sold = offer.map(|offer| format!("{} {} {}", offer.name, offer.operator, optional(&offer.owner)));
                own.into_iter().chain(sold).collect()
            }
            Self::Host(host) => {
                [host.pattern, host.example, host.operator, host.offer, host.label].map(str::to_owned).into()
            }
            Self::Destination(destination) => {
                let listed = [&destination.hosts, &destination.addresses, &destination.variables];
                let own = [destination.key.to_owned(), destination.operator.clone(), destination.offer.to_owned()];
                own.into_iter().chain(listed.map(|words| words.join("\n"))).collect()
            }
            Self::Service(service) => vec![service.of_type.to_owned(), service.service.category.clone()],
            Self::Backend(backend) => vec![backend.name.clone(), optional(&backend.default_host)],
        };
        parts.join("\n").to_lowercase()
    }
}

impl Catalogue {
    /// The rows that have all of `words`, those first whose name is one of them. Case does not matter; a word may also be
    /// a zone, a display name, or a host that a row is about.
    pub fn search(&self, words: &[String]) -> Vec<Row<'_>> {
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let mut found: Vec<Row<'_>> = self.rows().into_iter().filter(|row| self.has(row, &words)).collect();
        let rank = |row: &Row<'_>| {
            let name = row.name().to_lowercase();
            (!words.contains(&name), !words.iter().any(|word| name.starts_with(word.as_str())))
        };
        found.sort_by_cached_key(|row| (row.part(), rank(row)));
        found
    }

    fn has(&self, row: &Row<'_>, words: &[String]) -> bool {
        let text = row.text();
        words.iter().all(|word| {
            text.contains(word.as_str())
                || match row {
                    Row::Region(region, _) => {
                        self.region(&region.provider, word).is_some_and(|found| found.code == region.code)
                    }
                    Row::Host(host) => word.contains('.') && self.is_host_of(host, word),
                    Row::Destination(row) => word.contains('.') && self.is_destination_of(row, word),
                    Row::Provider(provider) => self.provider(word).is_some_and(|found| found.source == provider.source),
                    _ => false,
                }
        })
    }

    fn is_host_of(&self, row: &HostRow<'_>, host: &str) -> bool {
        if let Some(own) = self.own.host_row(host) {
            return own.suffix == row.pattern;
        }
        self.tables.hosts().row(host).is_some_and(|found| found.pattern == row.pattern)
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row<'_>> = self.offers().cloned().map(Row::Offer).collect();
        // A provider's row stands for an offer where none has a row of its own.
        let of_row = |provider: &Provider| {
            let offer = provider.offer.clone()?;
            let query = OfferQuery { provider: Some(&provider.key), ..OfferQuery::default() };
            let reached = matches!(self.resolve_offer(&query), OfferMatch::One(reached) if reached.id == offer.id);
            (reached && !self.offers().any(|known| known.id == offer.id)).then_some(offer)
        };
        rows.extend(self.providers_of_both().filter_map(of_row).map(Row::Offer));
        let own = self.own.regions.iter().map(|region| Arc::new(region.clone()));
        let regions = own.chain(self.tables.regions().all().into_iter().map(Arc::clone));
        rows.extend(regions.map(|region| {
            let offers = self.offers_in(&region);
            Row::Region(region, offers)
        }));
        rows.extend(self.providers_of_both().map(Row::Provider));
        rows.extend(self.own.hosts.iter().map(|host| Row::Host(host.row())));
        rows.extend(self.tables.hosts().rows().iter().map(|row| {
            let super::host::Row { pattern, operator, offer, label, example, source, .. } = row;
            Row::Host(HostRow { pattern, example, operator, offer, label, source })
        }));
        rows.extend(self.destination_rows().into_iter().map(Row::Destination));
        let mut own: Vec<(&String, &OwnService)> = self.own.services.iter().collect();
        own.sort_by_key(|(of_type, _)| *of_type);
        rows.extend(own.into_iter().map(|(of_type, own)| {
            Row::Service(ServiceRow { of_type, service: &own.service, source: own.source.clone() })
        }));
        for (source, types) in self.tables.services.all(self.tables.sources()) {
            let row = |(of_type, service)| Row::Service(ServiceRow { of_type, service, source: source.clone() });
            rows.extend(types.into_iter().map(row));
        }
        rows.extend(self.tables.backends().all().iter().map(Row::Backend));
        rows
    }

    fn providers_of_both(&self) -> impl Iterator<Item = &Provider> {
        self.own.providers.iter().chain(self.tables.providers().rows())
    }

    /// The offers that a provider's configuration reaches in `region`.
    fn offers_in(&self, region: &Region) -> Vec<Arc<Offer>> {
        let own = self.own.offers.iter().find(|offer| offer.region_key() == region.provider);
        if let Some(own) = own {
            return vec![Arc::clone(own)];
        }
        let query =
            OfferQuery { provider: Some(&region.provider), region: Some(&region.code), ..OfferQuery::default() };
        match self.resolve_offer(&query) {
            OfferMatch::One(offer) => vec![offer],
            OfferMatch::Ambiguous(offers) => offers,
            OfferMatch::Declared(_) | OfferMatch::Unknown => Vec::new(),
        }
    }
}

impl OwnHost {
    fn row(&self) -> HostRow<'_> {
        HostRow {
            pattern: &self.suffix,
            example: &self.suffix,
            operator: &self.offer.operator,
            offer: &self.offer.id,
            label: &self.offer.name,
            source: &self.source,
        }
    }
}
