//! Terraform providers: who is behind each of them.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::offer::Offer;
use super::qualification::{Qualification, QualificationStatus};

/// A Terraform provider.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its key in the catalogue, the beginning of its resource types: `aws`.
    pub key: String,
    /// Source address in its short form: `hashicorp/aws`.
    pub source: String,
    /// Other addresses of it.
    pub aliases: Vec<String>,
    /// What is behind it.
    pub nature: Nature,
    /// Environment variables that settle what is not written.
    pub environment: Vec<String>,
    /// Where its resources are when nothing says where.
    pub default_region: Option<String>,
    /// Where those of its resources are that are in a zone, when nothing says which.
    pub default_zone: Option<String>,
    /// The offer that its row stands for; those of `offers.toml` come first.
    pub offer: Option<Arc<Offer>>,
    /// Where that was read.
    pub evidence: String,
}

/// What is behind a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// Infrastructure or a platform.
    Cloud,
    /// Software as a service.
    Saas,
    /// Whatever host the configuration names: only that host tells where and whose.
    Hosted,
    /// Nothing: it computes values or writes local files.
    Utility,
}

#[derive(Deserialize)]
struct Row {
    key: String,
    source: String,
    aliases: String,
    nature: Nature,
    operator: String,
    entity: String,
    operator_country: String,
    owner: String,
    owner_country: String,
    third_state_law: String,
    environment: String,
    default_region: String,
    notes: String,
    evidence: String,
}

#[derive(Debug, Default)]
pub(super) struct Providers {
    rows: Vec<Provider>,
    by_source: FxHashMap<String, usize>,
    by_key: FxHashMap<String, usize>,
}

impl Providers {
    pub(super) fn parse(csv: &str) -> Result<Self, csv::Error> {
        let mut providers = Self::default();
        for row in csv::Reader::from_reader(csv.as_bytes()).into_deserialize() {
            let row: Row = row?;
            let index = providers.rows.len();
            for source in row.aliases.split('|').chain([row.source.as_str()]).filter(|source| !source.is_empty()) {
                providers.by_source.entry(source.to_owned()).or_insert(index);
            }
            providers.by_key.entry(row.key.clone()).or_insert(index);
            providers.rows.push(row.into_provider());
        }
        Ok(providers)
    }

    /// The provider at `source`. Whoever publishes under another namespace may call anything `local` or `aws`: only
    /// HashiCorp's, which is meant when none is written, and those that the registry used to have keep the type.
    pub(super) fn find(&self, source: &str) -> Option<&Provider> {
        let source = source.to_lowercase();
        let short = ["registry.terraform.io/", "registry.opentofu.org/"]
            .iter()
            .find_map(|registry| source.strip_prefix(registry))
            .unwrap_or(&source);
        let known = |address: &str| self.by_source.get(address).and_then(|index| self.rows.get(*index));
        let parts: Vec<&str> = short.split('/').collect();
        known(short).or_else(|| match parts.as_slice() {
            [of_type] | ["hashicorp" | "opentofu" | "terraform-providers" | "-", of_type] => self.by_key(of_type),
            // A registry of one's own has copies of what is published elsewhere; what computes only is not worth the doubt.
            [_, namespace, of_type] => {
                known(&format!("{namespace}/{of_type}")).filter(|provider| provider.nature != Nature::Utility)
            }
            _ => None,
        })
    }

    pub(super) fn by_key(&self, key: &str) -> Option<&Provider> {
        self.by_key.get(key).and_then(|index| self.rows.get(*index))
    }

    pub(super) fn rows(&self) -> &[Provider] {
        &self.rows
    }
}

impl Row {
    fn into_provider(self) -> Provider {
        let offer = self.offer().map(Arc::new);
        let mut defaults = self.default_region.split_whitespace().map(String::from);
        Provider {
            key: self.key,
            source: self.source,
            aliases: self.aliases.split('|').filter(|alias| !alias.is_empty()).map(String::from).collect(),
            nature: self.nature,
            environment: self.environment.split_whitespace().map(String::from).collect(),
            default_region: defaults.next(),
            default_zone: defaults.next(),
            offer,
            evidence: self.evidence,
        }
    }

    /// The offer of a provider that sells one and that `offers.toml` does not describe. None when it is not known whose
    /// law its operator is under: that would read as "none".
    fn offer(&self) -> Option<Offer> {
        if !matches!(self.nature, Nature::Cloud | Nature::Saas) || self.third_state_law == "?" {
            return None;
        }
        let operator = some(&self.entity).unwrap_or_else(|| self.operator.clone());
        let evidence = "absent from the ANSSI catalogue of 2026-09-15";
        Some(Offer {
            operator_country: some(&self.operator_country),
            owner: some(&self.owner),
            owner_country: some(&self.owner_country),
            third_state_law: some(&self.third_state_law),
            secnumcloud: Qualification::of(QualificationStatus::NotQualified, evidence),
            source: self.evidence.clone(),
            warning: some(&self.notes),
            ..Offer::new(&self.key, &self.operator, &operator)
        })
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}
