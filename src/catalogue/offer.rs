//! Offers: operators, owners, qualifications with their dates, and how code reveals them.

use std::sync::Arc;

use jiff::civil::Date;
use regex::Regex;
use serde::Deserialize;

/// A cloud offer: what a contract is about, and what a qualification qualifies.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What the qualification covers, in words.
    pub scope_in: Vec<String>,
    /// What it does not cover, in words.
    pub scope_out: Vec<String>,
    /// The source and date of the row.
    pub source: String,
    /// What is not verified in it.
    pub warning: Option<String>,
}

/// Whose cloud it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferKind {
    /// Sold: R9 binds it.
    Commercial,
    /// The State's own (Nubo, Pi): outside R9.
    StateInternal,
}

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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hds {
    /// What is known.
    pub status: HdsStatus,
    /// In words: activities, options, dates.
    pub detail: Option<String>,
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
    /// Nothing was read about it.
    Unknown,
}

/// A qualification that ends within this many days is said to be expiring.
const EXPIRING_DAYS: i32 = 90;

impl Qualification {
    /// Where the qualification stands on `date`; its first and last days are included.
    pub fn state_on(&self, date: Date) -> QualificationState {
        match self.status {
            QualificationStatus::InProcess => QualificationState::InProcess,
            QualificationStatus::NotQualified => QualificationState::NotQualified,
            QualificationStatus::StateInternal => QualificationState::StateInternal,
            QualificationStatus::HostedOnQualified => QualificationState::HostedOnQualified,
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

/// What is asked to find an offer.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfferQuery<'q> {
    /// Key of the provider: `aws`.
    pub provider: Option<&'q str>,
    /// Type of the resource: some providers sell more than one offer.
    pub resource_type: Option<&'q str>,
    /// Region, canonical.
    pub region: Option<&'q str>,
    /// Host of a custom endpoint or of `auth_url`: it beats provider and region.
    pub host: Option<&'q str>,
    /// `universe_domain` of the Google provider.
    pub universe_domain: Option<&'q str>,
    /// `metadata_host` of the Azure provider.
    pub metadata_host: Option<&'q str>,
}

/// What is known of the offer asked for.
#[derive(Debug, Clone)]
pub enum OfferMatch {
    /// This one.
    One(Arc<Offer>),
    /// One of these: the region, which is not known, would tell.
    Ambiguous(Vec<Arc<Offer>>),
    /// Nothing in the code can tell; these are the offers that the provider can reach.
    Declared(Vec<Arc<Offer>>),
    /// The catalogue has none.
    Unknown,
}

/// The file `catalogue/offers.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) knowledge_date: Date,
    /// The edition of ANSSI's register that the qualifications come from, for readers of the file.
    #[serde(rename = "register")]
    _register: String,
    pub(super) offer: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    id: String,
    name: String,
    operator: String,
    operator_country: Option<String>,
    owner: Option<String>,
    owner_country: Option<String>,
    kind: OfferKind,
    third_state_law: Option<String>,
    secnumcloud: Qualification,
    hds: Hds,
    #[serde(default)]
    scope_in: Vec<String>,
    #[serde(default)]
    scope_out: Vec<String>,
    #[serde(default, rename = "match")]
    rules: Vec<RawRule>,
    warning: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    provider: Option<String>,
    region: Option<String>,
    region_not: Option<String>,
    host: Option<String>,
    host_not: Option<String>,
    universe_domain: Option<String>,
    metadata_host: Option<String>,
    resource_prefix: Option<String>,
    #[serde(default)]
    declared: bool,
}

/// How code reveals an offer.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) provider: Option<String>,
    region: Option<Regex>,
    region_not: Option<Regex>,
    host: Option<Regex>,
    host_not: Option<Regex>,
    universe_domain: Option<String>,
    metadata_host: Option<Regex>,
    resource_prefix: Option<String>,
    declared: bool,
}

/// An offer with its rules.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) offer: Arc<Offer>,
    pub(super) rules: Vec<Rule>,
}

impl Row {
    pub(super) fn into_entry(self, date: Date) -> Result<Entry, regex::Error> {
        let pattern = |text: Option<String>| text.map(|text| Regex::new(&text)).transpose();
        let rules = self.rules.into_iter().map(|raw| {
            Ok(Rule {
                provider: raw.provider,
                region: pattern(raw.region)?,
                region_not: pattern(raw.region_not)?,
                host: pattern(raw.host)?,
                host_not: pattern(raw.host_not)?,
                universe_domain: raw.universe_domain,
                metadata_host: pattern(raw.metadata_host)?,
                resource_prefix: raw.resource_prefix,
                declared: raw.declared,
            })
        });
        let rules = rules.collect::<Result<_, regex::Error>>()?;
        let source = format!("{}; {date}", self.secnumcloud.evidence);
        let offer = Offer {
            id: self.id,
            name: self.name,
            operator: self.operator,
            operator_country: self.operator_country,
            owner: self.owner,
            owner_country: self.owner_country,
            kind: self.kind,
            third_state_law: self.third_state_law,
            secnumcloud: self.secnumcloud,
            hds: self.hds,
            scope_in: self.scope_in,
            scope_out: self.scope_out,
            source,
            warning: self.warning,
        };
        Ok(Entry { offer: Arc::new(offer), rules })
    }
}

/// Whether a condition on what is asked holds: there is none, it does, it does not, or what it is about is not known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    NoCondition,
    Yes,
    No,
    Unknown,
}

fn held<T: ?Sized>(condition: Option<&T>, asked: Option<&str>, test: impl FnOnce(&T, &str) -> bool) -> Held {
    match (condition, asked) {
        (None, _) => Held::NoCondition,
        (Some(_), None) => Held::Unknown,
        (Some(condition), Some(asked)) if test(condition, asked) => Held::Yes,
        _ => Held::No,
    }
}

/// How well a rule answers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The rule has no condition beside the provider.
    Provider,
    /// All its conditions hold.
    Conditions,
}

impl Rule {
    /// `Ok(Some)` when it applies, `Ok(None)` when it does not, `Err` when the region, which is not known, would tell.
    fn fits(&self, query: &OfferQuery<'_>) -> Result<Option<Fit>, ()> {
        if self.provider.as_deref().is_some_and(|provider| query.provider != Some(provider)) || self.declared {
            return Ok(None);
        }
        let matches = |pattern: &Regex, text: &str| pattern.is_match(text);
        let written = [
            held(self.host.as_ref(), query.host, matches),
            held(self.universe_domain.as_deref(), query.universe_domain, |domain, asked| domain == asked),
            held(self.metadata_host.as_ref(), query.metadata_host, matches),
            held(self.resource_prefix.as_deref(), query.resource_type, |prefix, asked| asked.starts_with(prefix)),
        ];
        if written.iter().any(|held| matches!(held, Held::No | Held::Unknown))
            || held(self.host_not.as_ref(), query.host, matches) == Held::Yes
        {
            return Ok(None);
        }
        let regions = [
            held(self.region.as_ref(), query.region, matches),
            held(self.region_not.as_ref(), query.region, |pattern, region| !pattern.is_match(region)),
        ];
        if regions.contains(&Held::No) {
            return Ok(None);
        }
        if regions.contains(&Held::Unknown) {
            return Err(());
        }
        let conditions = written.iter().chain(&regions).any(|held| *held == Held::Yes);
        if !conditions && self.provider.is_none() {
            return Ok(None);
        }
        Ok(Some(if conditions { Fit::Conditions } else { Fit::Provider }))
    }
}

/// The offer among `entries` that answers `query`.
pub(super) fn resolve(entries: &[Entry], query: &OfferQuery<'_>) -> OfferMatch {
    let mut best: Option<(Fit, &Entry)> = None;
    let mut possible: Vec<Arc<Offer>> = Vec::new();
    let mut declared: Vec<Arc<Offer>> = Vec::new();
    for entry in entries {
        for rule in &entry.rules {
            match rule.fits(query) {
                Ok(Some(fit)) if best.is_none_or(|(known, _)| fit > known) => best = Some((fit, entry)),
                Ok(_) => {}
                Err(()) => possible.push(Arc::clone(&entry.offer)),
            }
            if rule.declared && rule.provider.is_some() && rule.provider.as_deref() == query.provider {
                declared.push(Arc::clone(&entry.offer));
            }
        }
    }
    match best {
        Some((_, entry)) => OfferMatch::One(Arc::clone(&entry.offer)),
        None if !declared.is_empty() => OfferMatch::Declared(declared),
        None if !possible.is_empty() => OfferMatch::Ambiguous(possible),
        None => OfferMatch::Unknown,
    }
}
