//! What is known of clouds: providers, operators, offers, qualifications, regions, hosts, services, state backends.
//!
//! The data is in `catalogue/` at the top of the repository, embedded in the binary; every row has a source and a date.

use jiff::civil::Date;

/// A cloud offer: what a contract is about, and what a qualification qualifies.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Stable id: `scaleway-public`.
    pub id: String,
    /// Its commercial name.
    pub name: String,
    /// The legal entity that operates it.
    pub operator: String,
    /// Country of that entity, ISO 3166-1 alpha-2.
    pub operator_country: Option<String>,
    /// Who owns the operator.
    pub owner: Option<String>,
    /// Country of the ultimate owner.
    pub owner_country: Option<String>,
    /// Whether R9 binds it.
    pub kind: OfferKind,
    /// Law of a third State that reaches the operator or its owner (`US`), or none.
    pub third_state_law: Option<String>,
    /// SecNumCloud.
    pub secnumcloud: Qualification,
    /// HDS.
    pub hds: Hds,
    /// The date and source of the row.
    pub source: String,
    /// What is not verified in it, said to users beside the offer.
    pub warning: Option<String>,
}

/// Whose cloud it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferKind {
    /// Sold: R9 binds it.
    Commercial,
    /// The State's own (Nubo, Pi): outside R9.
    StateInternal,
}

/// SecNumCloud, as ANSSI's catalogue has it.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QualificationStatus {
    /// Qualified between two dates.
    Qualified,
    /// On ANSSI's list of candidates.
    InProcess,
    /// Not qualified.
    NotQualified,
    /// The State's own cloud, not subject to qualification.
    StateInternal,
    /// Runs on a qualified offer without being qualified itself.
    HostedOnQualified,
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
}

/// HDS certification of an offer.
#[derive(Debug, Clone)]
pub struct Hds {
    /// What is known.
    pub status: HdsStatus,
    /// In words: activities, options, dates.
    pub detail: Option<String>,
    /// Where that was read.
    pub evidence: String,
}

/// What is known of an HDS certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HdsStatus {
    /// Certified.
    Certified,
    /// An option of the contract, or only part of the offer: the code cannot tell.
    Conditional,
    /// Not certified.
    NotCertified,
    /// Nothing was read about it.
    Unknown,
}

/// A region or zone of a provider.
#[derive(Debug, Clone)]
pub struct Region {
    /// Key of the provider: `aws`, `scaleway`.
    pub provider: String,
    /// Canonical code.
    pub code: String,
    /// Countries, ISO 3166-1 alpha-2; several for a dual region; empty when the region is not a place (`global`).
    pub countries: Vec<String>,
    /// Whether all of it is in the European Union; `None` when it cannot be told.
    pub eu: Option<bool>,
    /// Whether all of it is in the European Economic Area.
    pub eea: Option<bool>,
    /// City.
    pub city: Option<String>,
    /// Where that was read.
    pub source: String,
}
