//! Qualifications: SecNumCloud and HDS, with their dates and what they cover.

use jiff::civil::Date;
use regex::Regex;
use serde::Deserialize;

use super::matching::{Held, held};
use super::offer::OfferQuery;

/// SecNumCloud, as ANSSI's catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    /// What the catalogue says, whatever the date.
    pub status: QualificationStatus,
    /// Number of ANSSI's decision.
    pub decision: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Version of the referential.
    pub referential: Option<String>,
    /// What is known in words.
    pub detail: Option<String>,
    /// Where that was read.
    pub evidence: String,
}

/// What ANSSI's catalogue says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QualificationStatus {
    /// Qualified between two dates.
    Qualified,
    /// On ANSSI's list of candidates.
    #[serde(rename = "in-progress")]
    InProcess,
    /// Not qualified.
    NotQualified,
    /// The State's own cloud, not subject to qualification.
    StateInternal,
    /// Runs on a qualified offer without being qualified itself.
    HostedOnQualified,
    /// The offer is qualified, and whether this service or region of it is has not been confirmed.
    Unconfirmed,
}

/// Where a qualification stands on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QualificationState {
    /// Valid.
    Valid,
    /// Valid, and ends within 90 days.
    Expiring,
    /// Ended.
    Expired,
    /// Begins later.
    Future,
    /// Candidate.
    InProcess,
    /// Not qualified.
    NotQualified,
    /// Not subject to it.
    StateInternal,
    /// Runs on a qualified offer.
    HostedOnQualified,
    /// Whether the qualification covers this service or region has not been confirmed.
    Unconfirmed,
}

/// HDS certification of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hds {
    /// What is known.
    pub status: HdsStatus,
    /// Activities of the certificate, from 1 to 6; empty when nobody noted them.
    #[serde(default)]
    pub activities: Vec<u8>,
    /// Number of the certificate.
    pub certificate: Option<String>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
    /// In words: options, contracts, what is not known.
    pub detail: Option<String>,
    /// Whether it is what the user says of the contract.
    #[serde(skip)]
    pub declared: bool,
    /// Where that was read.
    pub evidence: String,
}

/// What is known of an HDS certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HdsStatus {
    /// Certified.
    Certified,
    /// An option of the contract, or only part of the offer: the code cannot tell.
    Conditional,
    /// Not certified.
    NotCertified,
    /// Its certificate has ended.
    Ended,
    /// Nothing was read about it.
    Unknown,
}

/// A qualification that ends within this many days is said to be expiring.
const EXPIRING_DAYS: i32 = 90;

impl Hds {
    /// What is read of it, without more.
    pub fn of(status: HdsStatus, evidence: &str) -> Self {
        let evidence = evidence.to_owned();
        Self {
            status,
            activities: Vec::new(),
            certificate: None,
            from: None,
            until: None,
            detail: None,
            declared: false,
            evidence,
        }
    }

    /// Where the certification stands on `date`; the last day of the certificate is included.
    pub fn status_on(&self, date: Date) -> HdsStatus {
        match self.until {
            Some(until) if self.status == HdsStatus::Certified && date > until => HdsStatus::Ended,
            _ => self.status,
        }
    }
}

/// A part of an offer that its qualification leaves out, or is not known to cover.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The resource types.
    types: Option<Regex>,
    /// The regions.
    region: Option<Regex>,
    /// Whether it is known to be left out.
    pub excluded: bool,
    /// Where that was read.
    pub reason: String,
}

impl PartialEq for Limit {
    fn eq(&self, other: &Self) -> bool {
        let parts = |limit: &Self| {
            let pattern = |pattern: &Option<Regex>| pattern.as_ref().map(|pattern| pattern.as_str().to_owned());
            (pattern(&limit.types), pattern(&limit.region), limit.excluded, limit.reason.clone())
        };
        parts(self) == parts(other)
    }
}

impl Eq for Limit {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLimit {
    types: Option<String>,
    region: Option<String>,
    covered: Covered,
    reason: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Covered {
    No,
    Unconfirmed,
}

impl RawLimit {
    pub(super) fn into_limit(self) -> Result<Limit, regex::Error> {
        let pattern = |text: Option<String>| text.map(|text| Regex::new(&text)).transpose();
        let excluded = self.covered == Covered::No;
        Ok(Limit { types: pattern(self.types)?, region: pattern(self.region)?, excluded, reason: self.reason })
    }
}

impl Limit {
    /// Whether it is about what is asked; `None` when the region, which is not known, would tell.
    pub(super) fn concerns(&self, query: &OfferQuery<'_>) -> Option<bool> {
        let matches = |pattern: &Regex, text: &str| pattern.is_match(text);
        let of_type = held(self.types.as_ref(), query.resource_type, matches);
        let region = held(self.region.as_ref(), query.region, matches);
        match (of_type, region) {
            (Held::No | Held::Unknown, _) | (_, Held::No) => Some(false),
            (_, Held::Unknown) => None,
            _ => Some(true),
        }
    }

    /// What is left of `qualification` there. What was not qualified as a whole is not in a part.
    pub(super) fn applied(&self, qualification: &Qualification) -> Qualification {
        let status = match qualification.status {
            QualificationStatus::Qualified if self.excluded => QualificationStatus::NotQualified,
            QualificationStatus::Qualified => QualificationStatus::Unconfirmed,
            status => status,
        };
        Qualification { status, detail: Some(self.reason.clone()), ..qualification.clone() }
    }
}

impl Qualification {
    /// What the register says, without more.
    pub fn of(status: QualificationStatus, evidence: &str) -> Self {
        let evidence = evidence.to_owned();
        Self { status, decision: None, from: None, until: None, referential: None, detail: None, evidence }
    }

    /// Where the qualification stands on `date`; its first and last days are included.
    pub fn state_on(&self, date: Date) -> QualificationState {
        match self.status {
            QualificationStatus::InProcess => QualificationState::InProcess,
            QualificationStatus::NotQualified => QualificationState::NotQualified,
            QualificationStatus::StateInternal => QualificationState::StateInternal,
            QualificationStatus::HostedOnQualified => QualificationState::HostedOnQualified,
            QualificationStatus::Unconfirmed => QualificationState::Unconfirmed,
            QualificationStatus::Qualified => match (self.from, self.until) {
                (Some(from), _) if date < from => QualificationState::Future,
                (_, Some(until)) if date > until => QualificationState::Expired,
                (_, Some(until)) => {
                    let left = date.until(until).map_or(0, |span| span.get_days());
                    if left <= EXPIRING_DAYS { QualificationState::Expiring } else { QualificationState::Valid }
                }
                (_, None) => QualificationState::Valid,
            },
        }
    }
}
