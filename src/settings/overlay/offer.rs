//! Offers of the repository's own catalogue, with their qualifications.

use jiff::civil::Date;
use toml::de::DeValue;

use super::Rows;
use crate::catalogue::{Hds, HdsStatus, Offer, OfferKind, Qualification, QualificationStatus};
use crate::settings::SettingsErrorKind;
use crate::settings::reader::Table;
use crate::source::Span;

const KINDS: [(&str, OfferKind); 2] =
    [("commercial", OfferKind::Commercial), ("state-internal", OfferKind::StateInternal)];

const QUALIFICATIONS: [(&str, QualificationStatus); 5] = [
    ("qualified", QualificationStatus::Qualified),
    ("in-process", QualificationStatus::InProcess),
    ("not-qualified", QualificationStatus::NotQualified),
    ("state-internal", QualificationStatus::StateInternal),
    ("hosted-on-qualified", QualificationStatus::HostedOnQualified),
];

const CERTIFICATIONS: [(&str, HdsStatus); 4] = [
    ("certified", HdsStatus::Certified),
    ("conditional", HdsStatus::Conditional),
    ("not-certified", HdsStatus::NotCertified),
    ("unknown", HdsStatus::Unknown),
];

/// Activities of HDS certificates are numbered from 1 to 6.
const ACTIVITIES: std::ops::RangeInclusive<i64> = 1..=6;

impl Rows {
    pub(super) fn offer(&mut self, row: &Table<'_>, span: Span) -> Option<Offer> {
        self.reader.only(
            row,
            &[
                "id",
                "name",
                "operator",
                "country",
                "owner",
                "owner-country",
                "third-state-law",
                "kind",
                "secnumcloud",
                "hds",
                "located-in",
                "admits-restricted",
                "source",
                "date",
            ],
        );
        let source = self.source(row, span);
        let id = self.needed(row, span, "id")?;
        let known = self.catalogue.offer(&id);
        let mut offer = match known {
            // A correction: what it does not say stays.
            Some(known) => Offer { regions: Some(known.region_key().to_owned()), ..Offer::clone(&known) },
            None => {
                if !row.contains_key("country") {
                    self.missing(span, "country");
                }
                let name = self.needed(row, span, "name").unwrap_or_default();
                Offer::new(&id, &name, &self.needed(row, span, "operator").unwrap_or_default())
            }
        };
        // What is missing was told: the rest is read all the same.
        let source = source.unwrap_or_default();
        offer.own = true;
        if let Some(name) = self.text(row, "name") {
            offer.name = name;
        }
        if let Some(operator) = self.text(row, "operator") {
            offer.operator = operator;
        }
        offer.operator_country = self.country(row, "country").or(offer.operator_country);
        offer.owner = self.text(row, "owner").or(offer.owner);
        offer.owner_country = self.country(row, "owner-country").or(offer.owner_country);
        offer.third_state_law = self.country(row, "third-state-law").or(offer.third_state_law);
        if let Some(kind) = self.reader.word(row, "kind", &KINDS) {
            offer.kind = kind;
        }
        if let Some((qualification, covers_all)) = self.qualification(row, &source) {
            offer.secnumcloud = qualification;
            if covers_all {
                offer.limits.clear();
            }
        }
        if let Some(hds) = self.hds(row, &source) {
            offer.hds = hds;
        }
        offer.located_in = self.countries(row, "located-in").unwrap_or(offer.located_in);
        if row.contains_key("admits-restricted") {
            offer.admits_restricted = self.reader.flag(row, "admits-restricted");
        }
        offer.source = source;
        Some(offer)
    }

    /// A qualification, and whether it covers all services and regions of its offer, whatever the catalogue says.
    fn qualification(&mut self, row: &Table<'_>, source: &str) -> Option<(Qualification, bool)> {
        let table = self.reader.table(row, "secnumcloud")?;
        self.reader.only(table, &["status", "decision", "from", "until", "covers-all", "detail"]);
        let status = self.reader.word(table, "status", &QUALIFICATIONS);
        let (from, until) = self.days(table);
        if status.is_none() && !table.contains_key("status") {
            self.missing_in(row, "secnumcloud", "status");
        }
        // A qualification without a last day would hold for ever.
        if status == Some(QualificationStatus::Qualified) && !table.contains_key("until") {
            self.missing_in(row, "secnumcloud", "until");
        }
        let covers_all = self.reader.flag(table, "covers-all");
        let qualification = Qualification {
            decision: self.text(table, "decision"),
            from,
            until,
            detail: self.text(table, "detail"),
            ..Qualification::of(status?, source)
        };
        Some((qualification, covers_all))
    }

    fn hds(&mut self, row: &Table<'_>, source: &str) -> Option<Hds> {
        let table = self.reader.table(row, "hds")?;
        self.reader.only(table, &["status", "activities", "certificate", "from", "until", "detail"]);
        let status = self.reader.word(table, "status", &CERTIFICATIONS);
        if status.is_none() && !table.contains_key("status") {
            self.missing_in(row, "hds", "status");
        }
        let (from, until) = self.days(table);
        Some(Hds {
            activities: self.activities(table),
            certificate: self.text(table, "certificate"),
            from,
            until,
            detail: self.text(table, "detail"),
            ..Hds::of(status?, source)
        })
    }

    fn missing_in(&mut self, row: &Table<'_>, table: &str, key: &'static str) {
        if let Some(value) = row.get(table) {
            self.reader.error(value.span(), SettingsErrorKind::Missing(key));
        }
    }

    fn days(&mut self, table: &Table<'_>) -> (Option<Date>, Option<Date>) {
        (self.reader.date(table, "from"), self.reader.date(table, "until"))
    }

    fn activities(&mut self, table: &Table<'_>) -> Vec<u8> {
        let Some(value) = table.get("activities") else { return Vec::new() };
        let number = |item: &toml::Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let read = match value.get_ref() {
            DeValue::Array(items) => items.iter().map(number).collect::<Option<Vec<i64>>>(),
            _ => None,
        };
        match read.filter(|numbers| numbers.iter().all(|number| ACTIVITIES.contains(number))) {
            Some(numbers) => numbers.into_iter().filter_map(|number| u8::try_from(number).ok()).collect(),
            None => {
                self.reader
                    .error(value.span(), SettingsErrorKind::WrongType { expected: "a list of numbers from 1 to 6" });
                Vec::new()
            }
        }
    }
}
