//! Regions: which place a provider's code stands for. The key is provider and region, never the region alone.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A region or zone of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What it is when it is not one place or a few.
    pub area: Area,
    /// City.
    pub city: Option<String>,
    /// How its operator displays it, when that is another name.
    pub display: String,
    /// What else is known of it.
    pub notes: String,
    /// Where that was read.
    pub source: String,
}

/// What a region covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The countries named.
    Countries,
    /// Nowhere in particular: `global`.
    Global,
    /// The European Union, without more precision.
    Union,
    /// Several countries that the operator does not name.
    Unstated,
}

impl Area {
    /// Its name, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Countries => "countries",
            Self::Global => "global",
            Self::Union => "eu",
            Self::Unstated => "unstated",
        }
    }
}

#[derive(Deserialize)]
struct Row {
    provider: String,
    code: String,
    countries: String,
    area: String,
    eu: String,
    eea: String,
    city: String,
    display: String,
    notes: String,
    source: String,
}

/// The regions of all providers.
#[derive(Debug, Default)]
pub(super) struct Regions {
    /// By provider, then by each of the ways to write it, in lower case.
    by_name: FxHashMap<String, FxHashMap<String, Arc<Region>>>,
    /// OVHcloud's local zones: `EU-WEST-LZ-MRS-A` is any code with `-LZ-MRS-` in it.
    local_zones: Vec<(String, Arc<Region>)>,
}

impl Regions {
    pub(super) fn parse(csv: &str) -> Result<Self, csv::Error> {
        let mut regions = Self::default();
        for row in csv::Reader::from_reader(csv.as_bytes()).deserialize() {
            let row: Row = row?;
            let membership = |text: &str| match text {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let region = Arc::new(Region {
                countries: row.countries.split('+').filter(|code| !code.is_empty()).map(String::from).collect(),
                area: match row.area.as_str() {
                    "global" => Area::Global,
                    "eu" => Area::Union,
                    "unstated" => Area::Unstated,
                    _ => Area::Countries,
                },
                eu: membership(&row.eu),
                eea: membership(&row.eea),
                city: Some(row.city).filter(|city| !city.is_empty()),
                display: row.display,
                notes: row.notes,
                source: row.source,
                provider: row.provider,
                code: row.code,
            });
            if let Some(zone) = region.code.strip_prefix('*').and_then(|code| code.strip_suffix('*')) {
                regions.local_zones.push((zone.to_lowercase(), Arc::clone(&region)));
                continue;
            }
            let names = regions.by_name.entry(region.provider.clone()).or_default();
            for name in [region.code.to_lowercase(), squeezed(&region.display)] {
                if !name.is_empty() {
                    names.entry(name).or_insert_with(|| Arc::clone(&region));
                }
            }
        }
        Ok(regions)
    }

    /// The region that `written` stands for at `provider`: its code in any case, a display name, or a zone of it.
    pub(super) fn find(&self, provider: &str, written: &str) -> Option<Arc<Region>> {
        let names = self.by_name.get(provider)?;
        let lower = written.trim().to_lowercase();
        if let Some(region) = names.get(&lower) {
            return Some(Arc::clone(region));
        }
        let name = match provider {
            "azurerm" => squeezed(&lower),
            // `eu-west-3a` is a zone of `eu-west-3`.
            "aws" | "outscale" | "numspot" => {
                let region = lower.strip_suffix(|last: char| last.is_ascii_lowercase())?;
                region.ends_with(|last: char| last.is_ascii_digit()).then(|| region.to_owned())?
            }
            // `europe-west9-b`; Spanner writes `regional-europe-west9`.
            "google" => {
                let region = lower.strip_prefix("regional-").unwrap_or(&lower);
                match region.rsplit_once('-') {
                    Some((region, zone)) if zone.len() == 1 => region.to_owned(),
                    _ => region.to_owned(),
                }
            }
            // `fsn1-dc14`.
            "hcloud" => lower.split_once("-dc")?.0.to_owned(),
            // `eu-west-par-a`, and the local zones.
            "ovh" => {
                let local = self.local_zones.iter().find(|(zone, _)| lower.contains(zone.as_str()));
                if let Some((_, region)) = local {
                    return Some(Arc::new(Region { code: written.trim().to_uppercase(), ..Region::clone(region) }));
                }
                lower.rsplit_once('-').filter(|(_, zone)| zone.len() == 1)?.0.to_owned()
            }
            _ => return None,
        };
        names.get(&name).cloned()
    }

    pub(super) fn all(&self) -> Vec<&Arc<Region>> {
        let named = self.by_name.values().flat_map(|names| names.values());
        let mut all: Vec<_> = named.chain(self.local_zones.iter().map(|(_, region)| region)).collect();
        all.sort_by(|a, b| (&a.provider, &a.code).cmp(&(&b.provider, &b.code)));
        all.dedup_by(|a, b| Arc::ptr_eq(a, b));
        all
    }
}

/// Azure compares display names without case or spaces: `France Central` is `francecentral`.
fn squeezed(name: &str) -> String {
    name.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}
