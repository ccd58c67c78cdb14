//! Offers: operators, owners, qualifications with their dates, and how code reveals them.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use super::matching::{RawRule, Rule};
use super::qualification::{Hds, HdsStatus, Limit, Qualification, QualificationStatus, RawLimit};

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
    /// The services and regions that it does not cover, or is not known to.
    pub limits: Vec<Limit>,
    /// Whether it may hold data marked Diffusion Restreinte.
    pub admits_restricted: bool,
    /// Countries that all of it is in, whatever its regions are called; empty when the region tells.
    pub located_in: Vec<String>,
    /// Key of the provider whose region codes it has, when its id does not begin with it.
    pub regions: Option<String>,
    /// Whether it comes from the repository's own catalogue, or was corrected by it.
    pub own: bool,
    /// The source and date of the row.
    pub source: String,
    /// What is not verified in it.
    pub warning: Option<String>,
    /// What tells it from others of the same id: a part that the qualification does not cover, an HDS contract.
    pub part: String,
}

impl Offer {
    /// An offer of which nothing more is known than who sells it.
    pub fn new(id: &str, name: &str, operator: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            operator: operator.to_owned(),
            operator_country: None,
            owner: None,
            owner_country: None,
            kind: OfferKind::Commercial,
            third_state_law: None,
            secnumcloud: Qualification::of(QualificationStatus::NotQualified, ""),
            hds: Hds::of(HdsStatus::Unknown, "nothing read"),
            scope_in: Vec::new(),
            scope_out: Vec::new(),
            limits: Vec::new(),
            admits_restricted: false,
            located_in: Vec::new(),
            regions: None,
            own: false,
            source: String::new(),
            warning: None,
            part: String::new(),
        }
    }

    /// Whose region codes it has, as a key of the catalogue.
    pub fn region_key(&self) -> &str {
        match &self.regions {
            Some(key) => key,
            None if self.own => &self.id,
            None => self.id.split('-').next().unwrap_or(&self.id),
        }
    }

    /// What tells it from all others: offers of one id differ by what of them is qualified and certified.
    pub fn identity(&self) -> (&str, &str) {
        (&self.id, &self.part)
    }

    /// The same offer under a contract that has HDS certification or has not, as the user says with `reason`. What is
    /// known not to be certified stays so: a contract cannot change it.
    #[must_use]
    pub fn under_contract(&self, hds: bool, reason: &str) -> Self {
        let status = match (self.hds.status, hds) {
            (HdsStatus::NotCertified, _) | (_, false) => HdsStatus::NotCertified,
            (_, true) => HdsStatus::Certified,
        };
        let hds = Hds { status, detail: Some(reason.to_owned()), declared: true, ..self.hds.clone() };
        Self { part: format!("{}hds:{status:?}", self.part), hds, ..self.clone() }
    }

    /// The same offer run on the cloud `beneath`: the law that reaches that cloud reaches it too.
    #[must_use]
    pub fn run_on(&self, beneath: &Self) -> Self {
        Self {
            name: format!("{} · {}", self.name, beneath.name),
            third_state_law: self.third_state_law.clone().or_else(|| beneath.third_state_law.clone()),
            part: format!("{}on:{}", self.part, beneath.id),
            ..self.clone()
        }
    }

    /// The part of it that `limit` is about.
    pub(super) fn limited(&self, limit: &Limit) -> Self {
        let secnumcloud = limit.applied(&self.secnumcloud);
        let part = format!("{}:{}", self.part, limit.reason);
        Self { part, secnumcloud, limits: Vec::new(), ..self.clone() }
    }
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
    #[serde(default)]
    limits: Vec<RawLimit>,
    #[serde(default)]
    admits_restricted: bool,
    #[serde(default)]
    located_in: Vec<String>,
    regions: Option<String>,
    #[serde(default, rename = "match")]
    rules: Vec<RawRule>,
    warning: Option<String>,
}

/// An offer with its rules.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) offer: Arc<Offer>,
    pub(super) rules: Vec<Rule>,
}

impl Row {
    pub(super) fn into_entry(self, date: Date) -> Result<Entry, regex::Error> {
        let rules = self.rules.into_iter().map(RawRule::into_rule).collect::<Result<_, _>>()?;
        let limits = self.limits.into_iter().map(RawLimit::into_limit).collect::<Result<_, _>>()?;
        let offer = Offer {
            operator_country: self.operator_country,
            owner: self.owner,
            owner_country: self.owner_country,
            kind: self.kind,
            third_state_law: self.third_state_law,
            source: format!("{}; {date}", self.secnumcloud.evidence),
            secnumcloud: self.secnumcloud,
            hds: self.hds,
            scope_in: self.scope_in,
            scope_out: self.scope_out,
            limits,
            admits_restricted: self.admits_restricted,
            located_in: self.located_in,
            regions: self.regions,
            warning: self.warning,
            ..Offer::new(&self.id, &self.name, &self.operator)
        };
        Ok(Entry { offer: Arc::new(offer), rules })
    }
}
