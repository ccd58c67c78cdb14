//! What was found in the catalogue, for people and for programs.

mod json;

use jiff::civil::Date;

use super::fact::Facts;
use super::messages::{Messages, arguments};
use super::terminal;
use crate::catalogue::{
    Area, Catalogue, DestinationRow, Hds, HdsStatus, HostRow, LocationDefault, Nature, Offer, OfferKind, Part,
    Provider, Region, Row, ServiceRow,
};

/// The most rows of one part that people are shown, unless all are asked for.
const MAX_ROWS: usize = 6;

/// How what was found is told.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The file of the repository's own rows.
    pub own: Option<&'a str>,
    /// The words.
    pub messages: &'a Messages,
    /// The day on which qualifications are looked at.
    pub today: Date,
    /// Whether to show all rows.
    pub verbose: bool,
    /// Columns.
    pub width: usize,
}

impl Listing<'_> {
    /// `rows` for programs.
    pub fn json(self, rows: &[Row<'_>]) -> String {
        json::write(self, rows)
    }

    /// `rows` for people; how many there are of each part when no words were given.
    pub fn text(self, rows: &[Row<'_>], counts_only: bool) -> String {
        let mut text = String::new();
        for part in Part::ALL {
            let of_part: Vec<&Row<'_>> = rows.iter().filter(|row| row.part() == part).collect();
            if of_part.is_empty() {
                continue;
            }
            text += &self.say(&format!("catalogue-{}", part.name()), &[("count", &of_part.len().to_string())]);
            text.push('\n');
            if counts_only {
                continue;
            }
            let shown = if self.verbose { of_part.len() } else { MAX_ROWS };
            text.extend(of_part.iter().take(shown).map(|row| self.row(row)));
            let more = of_part.len().saturating_sub(shown);
            if more > 0 {
                text += &format!("\n  {}\n", self.say("catalogue-more", &[("count", &more.to_string())]));
            }
            text.push('\n');
        }
        if rows.is_empty() {
            text += &self.paragraph(&self.messages.text("catalogue-nothing"), "");
            text.push('\n');
        }
        let date = self.messages.date(self.catalogue.date());
        text += &self.paragraph(&self.say("catalogue-date", &[("date", &date)]), "");
        if let Some(own) = self.own {
            text += &self.paragraph(&self.say("catalogue-own", &[("path", own)]), "");
        }
        if counts_only {
            text += &self.paragraph(&self.messages.text("catalogue-help"), "");
        }
        terminal::visible_lines(&text)
    }

    fn say(self, id: &str, given: &[(&'static str, &str)]) -> String {
        let given = given.iter().map(|(name, value)| (*name, (*value).to_owned().into()));
        self.messages.format(id, &arguments(given))
    }

    fn paragraph(self, text: &str, indent: &str) -> String {
        terminal::wrap(text, self.width, indent).join("\n") + "\n"
    }

    fn row(self, row: &Row<'_>) -> String {
        let (title, lines) = match row {
            Row::Offer(offer) => (format!("{} · {}", offer.id, offer.name), self.offer(offer)),
            Row::Region(region, offers) => {
                let name = if region.display.is_empty() { &region.code } else { &region.display };
                let title =
                    if name == &region.code { region.code.clone() } else { format!("{} · {name}", region.code) };
                (format!("{title} · {}", region.provider), self.region(region, offers))
            }
            Row::Provider(provider) => (provider.source.clone(), self.provider(provider)),
            Row::Host(host) => (host.example.to_owned(), Self::host(*host)),
            Row::Destination(row) => (row.key.to_owned(), self.destination(row)),
            Row::Service(service) => (service.of_type.to_owned(), self.service(service)),
            Row::Backend(backend) => {
                let mut lines = vec![("hosts", backend.host_arguments.join(", "))];
                lines.push(("region-argument", backend.region_argument.clone().unwrap_or_default()));
                lines.push(("default-host", backend.default_host.clone().unwrap_or_default()));
                lines.push(("environment", backend.environment.join(" ")));
                lines.push(("note", backend.notes.clone()));
                (format!("backend \"{}\"", backend.name), lines)
            }
        };
        let source = [("source", self.source(row.source()))];
        let lines: Vec<(&str, String)> = lines.into_iter().chain(source).filter(|(_, text)| !text.is_empty()).collect();
        let labelled =
            lines.iter().map(|(label, text)| (self.messages.text(&format!("catalogue-label-{label}")), text));
        let labelled: Vec<(String, &String)> = labelled.collect();
        let width = labelled.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
        let mut text = format!("\n  {title}\n");
        for (label, words) in labelled {
            let indent = " ".repeat(width + 6);
            let wrapped = terminal::wrap(words, self.width, &indent).join("\n");
            let gap = " ".repeat(width - label.chars().count());
            text += &format!("    {label}{gap}  {}\n", wrapped.trim_start());
        }
        text
    }

    /// Where a row was read, with the day of the catalogue when it has no day of its own.
    fn source(self, source: &str) -> String {
        let words = source.replace("unverified", &self.messages.text("catalogue-unverified"));
        if has_date(source) {
            return words;
        }
        let date = self.messages.date(self.catalogue.date());
        self.say("catalogue-as-of", &[("source", &words), ("date", &date)])
    }

    fn facts(&self) -> Facts<'_> {
        Facts { catalogue: self.catalogue, messages: self.messages, today: self.today }
    }

    fn country(self, code: &str) -> String {
        self.facts().country(code)
    }

    fn offer(self, offer: &Offer) -> Vec<(&'static str, String)> {
        let facts = self.facts();
        let who = |name: &str, country: &Option<String>| match country {
            // Some names end with the code already.
            Some(code) => format!("{} ({})", name.trim_end_matches(&format!(" ({code})")), self.country(code)),
            None => name.to_owned(),
        };
        let qualification = &offer.secnumcloud;
        let mut secnumcloud = vec![facts.qualification(offer)];
        if let Some(from) = qualification.from {
            secnumcloud.push(self.say("catalogue-since", &[("date", &self.messages.date(from))]));
        }
        if let Some(decision) = &qualification.decision {
            secnumcloud.push(self.say("catalogue-decision", &[("decision", decision)]));
        }
        if let Some(referential) = &qualification.referential {
            secnumcloud.push(self.say("catalogue-referential", &[("version", referential)]));
        }
        secnumcloud.extend(qualification.detail.clone());
        let unconfirmed: Vec<String> = offer.limits.iter().map(|limit| limit.reason.clone()).collect();
        let law = match &offer.third_state_law {
            Some(code) => self.country(code),
            None => self.messages.text("catalogue-no-law"),
        };
        let separator = self.messages.text("separator");
        vec![
            ("operator", who(&offer.operator, &offer.operator_country)),
            ("owner", offer.owner.as_ref().map(|owner| who(owner, &offer.owner_country)).unwrap_or_default()),
            ("law", law),
            (
                "kind",
                self.messages.text(match offer.kind {
                    OfferKind::Commercial => "catalogue-commercial",
                    OfferKind::StateInternal if offer.admits_restricted => "catalogue-state-internal-restricted",
                    OfferKind::StateInternal => "catalogue-state-internal",
                }),
            ),
            ("secnumcloud", secnumcloud.join(&separator)),
            ("hds", self.hds(&offer.hds)),
            ("covers", offer.scope_in.join(&separator)),
            ("leaves-out", offer.scope_out.join(&separator)),
            ("unconfirmed", unconfirmed.join(&separator)),
            ("to-check", offer.warning.clone().unwrap_or_default()),
            ("own", if offer.own { self.own.unwrap_or_default().to_owned() } else { String::new() }),
        ]
    }

    fn hds(self, hds: &Hds) -> String {
        let mut words = vec![self.messages.text(match hds.status_on(self.today) {
            HdsStatus::Certified => "catalogue-hds-certified",
            HdsStatus::Conditional => "catalogue-hds-conditional",
            HdsStatus::NotCertified => "catalogue-hds-not-certified",
            HdsStatus::Ended => "catalogue-hds-ended",
            HdsStatus::Unknown => "catalogue-hds-unknown",
        })];
        if let Some(certificate) = &hds.certificate {
            words.push(self.say("catalogue-certificate", &[("certificate", certificate)]));
        }
        if let Some(from) = hds.from {
            words.push(self.say("catalogue-since", &[("date", &self.messages.date(from))]));
        }
        if let Some(until) = hds.until {
            words.push(self.say("catalogue-until", &[("date", &self.messages.date(until))]));
        }
        if !hds.activities.is_empty() {
            let activities: Vec<String> = hds.activities.iter().map(ToString::to_string).collect();
            words.push(self.say("catalogue-activities", &[("activities", &activities.join(", "))]));
        } else if matches!(hds.status, HdsStatus::Certified | HdsStatus::Conditional) {
            words.push(self.messages.text("catalogue-activities-unknown"));
        }
        words.extend(hds.detail.clone());
        words.join(&self.messages.text("separator"))
    }

    fn region(self, region: &Region, offers: &[std::sync::Arc<Offer>]) -> Vec<(&'static str, String)> {
        let place = match region.area {
            Area::Countries => {
                let countries = region.countries.iter().map(|code| self.country(code));
                let city = region.city.as_deref().map(|city| self.facts().city(city));
                city.into_iter().chain(countries).collect::<Vec<_>>().join(", ")
            }
            Area::Global => self.messages.text("area-global"),
            Area::Union => self.messages.text("area-union"),
            Area::Unstated => self.messages.text("area-unstated"),
        };
        let membership = match (region.eu, region.eea) {
            (Some(true), _) => "catalogue-in-union",
            (_, Some(true)) => "catalogue-in-eea",
            (Some(false), Some(false)) => "catalogue-outside-eea",
            _ => "catalogue-membership-unknown",
        };
        let offers: Vec<&str> = offers.iter().map(|offer| offer.id.as_str()).collect();
        vec![
            ("place", place),
            ("membership", self.messages.text(membership)),
            ("offer", offers.join(", ")),
            ("note", region.notes.clone()),
        ]
    }

    fn provider(self, provider: &Provider) -> Vec<(&'static str, String)> {
        let nature = match provider.nature {
            Nature::Cloud => "catalogue-cloud",
            Nature::Saas => "catalogue-saas",
            Nature::Hosted => "catalogue-hosted",
            Nature::Utility => "catalogue-utility",
        };
        let offers = self.catalogue.offers().filter(|offer| offer.region_key() == provider.key);
        let mut offers: Vec<&str> = offers.map(|offer| offer.id.as_str()).collect();
        if offers.is_empty() {
            offers.extend(provider.offer.iter().map(|offer| offer.id.as_str()));
        }
        vec![
            ("nature", self.messages.text(nature)),
            ("aliases", provider.aliases.join(", ")),
            ("offer", offers.join(", ")),
            (
                "default-region",
                provider.default_region.iter().chain(&provider.default_zone).cloned().collect::<Vec<_>>().join(", "),
            ),
            ("environment", provider.environment.join(" ")),
        ]
    }

    fn host(host: HostRow<'_>) -> Vec<(&'static str, String)> {
        vec![
            ("operator", host.operator.to_owned()),
            ("offer", host.offer.to_owned()),
            ("pattern", host.pattern.to_owned()),
            ("note", host.label.to_owned()),
        ]
    }

    fn destination(self, row: &DestinationRow<'_>) -> Vec<(&'static str, String)> {
        let operator = match row.operator_country.as_str() {
            "" => row.operator.clone(),
            code => format!("{} ({})", row.operator, self.country(code)),
        };
        let countries: Vec<String> = row.countries.iter().map(|code| self.country(code)).collect();
        vec![
            ("operator", operator),
            ("offer", row.offer.to_owned()),
            ("law", row.third_state_law.as_deref().map(|code| self.country(code)).unwrap_or_default()),
            ("place", countries.join(", ")),
            ("hosts", row.hosts.join(" ")),
            ("addresses", row.addresses.join(" ")),
            ("variables", row.variables.iter().map(|name| format!("{name}…")).collect::<Vec<_>>().join(" ")),
        ]
    }

    fn service(self, row: &ServiceRow<'_>) -> Vec<(&'static str, String)> {
        let service = row.service;
        let data = if service.holds_data { "catalogue-holds-data" } else { "catalogue-no-data" };
        let basis = if service.judged { "catalogue-judged" } else { "catalogue-guessed" };
        let default = match &service.location_default {
            LocationDefault::Required => self.messages.text("catalogue-place-required"),
            LocationDefault::Provider(argument) => self.say("catalogue-place-provider", &[("argument", argument)]),
            LocationDefault::Constant(region) => self.say("catalogue-place-constant", &[("region", region)]),
            LocationDefault::Parent => self.messages.text("catalogue-place-parent"),
            LocationDefault::Global => self.messages.text("catalogue-place-global"),
            LocationDefault::Order => self.messages.text("catalogue-place-order"),
            LocationDefault::Fixed => self.messages.text("catalogue-place-fixed"),
            LocationDefault::Unstated => self.messages.text("catalogue-place-unstated"),
        };
        let tags: Vec<&str> = service.tags.iter().map(|(path, _)| path.as_str()).collect();
        let category = self.messages.text(&format!("category-{}", service.category.replace('_', "-")));
        vec![
            ("data", self.say(data, &[("category", &category), ("basis", &self.messages.text(basis))])),
            ("location", service.locations.join(", ")),
            ("default-place", default),
            ("tags", tags.join(", ")),
            ("parents", service.parents.join(", ")),
            ("flows", service.flows.join(", ")),
        ]
    }
}

/// Whether a day is written in `text`: `2026-11-22`.
fn has_date(text: &str) -> bool {
    let is_day = |window: &[u8]| {
        window.iter().enumerate().all(|(position, byte)| match position {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    };
    text.as_bytes().windows(10).any(is_day)
}
