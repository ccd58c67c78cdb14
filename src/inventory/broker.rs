//! Services that one company sells and another's cloud runs: where they are, and whose law reaches them.

use std::sync::Arc;

use super::lookup::Lookup;
use super::placement::{place, together};
use super::view::Configured;
use super::{Evidence, EvidenceKind, Fact, Placement};
use crate::catalogue::{Broker, Offer, OfferMatch};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::source::Span;

/// Where a resource of the provider `key` is on the clouds that it names; `None` when it names none.
pub(super) fn read(lookup: Lookup<'_>, key: &str, block: &dyn Configured) -> Option<Fact<Placement>> {
    lookup.brokers(key).find_map(|broker| named(lookup, broker, block))
}

/// A cloud and a region as they are written, with their place.
struct Named {
    cloud: Option<Value>,
    region: Value,
    span: Span,
}

fn named(lookup: Lookup<'_>, broker: &Broker, block: &dyn Configured) -> Option<Fact<Placement>> {
    let written = if broker.objects.is_empty() { own(broker, block) } else { of_objects(broker, block) };
    let path = match broker.objects.as_str() {
        "" => broker.region_argument.clone(),
        objects => format!("{objects}.{}", broker.region_argument),
    };
    let span = written.first()?.span;
    let evidence = |value: Option<Arc<str>>| {
        vec![Evidence { kind: EvidenceKind::Argument, span: Some(span), value, trace: block.trace(&path, 0) }]
    };
    let mut places = Vec::new();
    for named in &written {
        match one(lookup, broker, named) {
            Ok(place) => places.push(place),
            Err(causes) => return Some(Fact::unknown(causes, evidence(None))),
        }
    }
    let place = together(places);
    let written = Arc::clone(&place.written);
    Some(Fact::established(place, evidence(Some(written))))
}

/// What the arguments of the resource itself say.
fn own(broker: &Broker, block: &dyn Configured) -> Vec<Named> {
    let cloud = || broker.cloud_arguments.iter().find_map(|path| block.arguments(path).into_iter().next());
    let regions = block.arguments(&broker.region_argument).into_iter();
    regions
        .map(|region| Named { cloud: cloud().map(|cloud| cloud.value), region: region.value, span: region.span })
        .collect()
}

/// What each object says.
fn of_objects(broker: &Broker, block: &dyn Configured) -> Vec<Named> {
    let named = |written: super::view::Written| match written.value.unmark().0 {
        Value::Object(entries) | Value::Map(entries) => {
            let entry =
                |name: &String| entries.get(name.as_str()).filter(|value| !matches!(value, Value::Null)).cloned();
            let region = entry(&broker.region_argument)?;
            Some(Named { cloud: broker.cloud_arguments.iter().find_map(entry), region, span: written.span })
        }
        Value::Unknown(unknown) => {
            Some(Named { cloud: None, region: Value::Unknown(unknown.clone()), span: written.span })
        }
        _ => None,
    };
    block.arguments(&broker.objects).into_iter().filter_map(named).collect()
}

fn one(lookup: Lookup<'_>, broker: &Broker, named: &Named) -> Result<Placement, Vec<Cause>> {
    let text = |value: &Value| match value.unmark() {
        (Value::String(text), false) => Ok(Arc::clone(text)),
        (Value::Unknown(unknown), _) => Err(unknown.causes().to_vec()),
        _ => Err(vec![Cause::at(CauseKind::Sensitive(broker.region_argument.as_str().into()), named.span)]),
    };
    let written = text(&named.region)?;
    let cloud = named.cloud.as_ref().map(text).transpose()?;
    let unlisted = || vec![Cause::at(CauseKind::NotInCatalogue("region", Arc::clone(&written)), named.span)];
    let (key, region) = broker.names(cloud.as_deref(), &written).ok_or_else(unlisted)?;
    // `EU_WEST_3`, `FRANCE_CENTRAL`, `france-central`.
    let lower = region.to_lowercase();
    let spellings = [lower.replace('_', "-"), lower.replace(['_', '-'], "")];
    let found = spellings.iter().find_map(|spelling| place(lookup, key, &spelling.as_str().into()));
    let found = found.ok_or_else(unlisted)?;
    Ok(Placement { written, ..found })
}

/// The offer `own` of a broker once it is known on whose cloud it runs. As long as that is not known, whose law reaches
/// it is not either, unless it is under one by itself.
pub(super) fn with_cloud(
    lookup: Lookup<'_>,
    key: &str,
    own: Fact<Arc<Offer>>,
    placement: &Fact<Placement>,
) -> Fact<Arc<Offer>> {
    let Fact::Known { value, evidence } = &own else { return own };
    match placement {
        Fact::Known { value: place, evidence: reasons } if place.region.provider != key => {
            let first = place.region.code.split('+').next();
            match lookup.offer(&place.region.provider, None, first) {
                OfferMatch::One(beneath) => {
                    let evidence = evidence.iter().chain(reasons).cloned().collect();
                    Fact::established(Arc::new(value.run_on(&beneath)), evidence)
                }
                _ => own,
            }
        }
        Fact::Unknown { causes, .. } if value.third_state_law.is_none() => {
            Fact::unknown(causes.clone(), evidence.clone())
        }
        _ => own,
    }
}
