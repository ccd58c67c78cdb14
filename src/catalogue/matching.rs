//! How code reveals an offer: provider, region, host, universe.

use std::sync::Arc;

use regex::Regex;
use serde::Deserialize;

use super::Offer;
use super::offer::{Entry, OfferMatch, OfferQuery};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
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

impl RawRule {
    pub(super) fn into_rule(self) -> Result<Rule, regex::Error> {
        let pattern = |text: Option<String>| text.map(|text| Regex::new(&text)).transpose();
        Ok(Rule {
            provider: self.provider,
            region: pattern(self.region)?,
            region_not: pattern(self.region_not)?,
            host: pattern(self.host)?,
            host_not: pattern(self.host_not)?,
            universe_domain: self.universe_domain,
            metadata_host: pattern(self.metadata_host)?,
            resource_prefix: self.resource_prefix,
            declared: self.declared,
        })
    }
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

/// Whether a condition on what is asked holds: there is none, it does, it does not, or what it is about is not known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    NoCondition,
    Yes,
    No,
    Unknown,
}

pub(super) fn held<T: ?Sized>(condition: Option<&T>, asked: Option<&str>, test: impl FnOnce(&T, &str) -> bool) -> Held {
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
    /// Whether a region alone tells.
    #[cfg(test)]
    pub(super) fn is_of_region(&self) -> bool {
        self.provider.is_some() && self.region.is_some()
    }

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
