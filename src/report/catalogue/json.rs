//! What was found in the catalogue, for programs: `docs/catalogue.md` describes it.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::Listing;
use crate::catalogue::{HdsStatus, LocationDefault, Nature, Offer, OfferKind, Part, Row};
use crate::policy::secnumcloud_name;

pub(super) fn write(listing: Listing<'_>, rows: &[Row<'_>]) -> String {
    let mut object = Map::new();
    object.insert("date".into(), listing.catalogue.date().to_string().into());
    object.insert("today".into(), listing.today.to_string().into());
    object.insert("own".into(), listing.own.into());
    for part in Part::ALL {
        let of_part = rows.iter().filter(|row| row.part() == part).map(|row| value(row, listing.today));
        object.insert(part.name().into(), of_part.collect());
    }
    let text = serde_json::to_string_pretty(&Value::Object(object)).unwrap_or_default();
    text + "\n"
}

fn value(row: &Row<'_>, today: Date) -> Value {
    let mut value = match row {
        Row::Offer(offer) => self::offer(offer, today),
        Row::Region(region, offers) => json!({
            "provider": region.provider,
            "code": region.code,
            "display": region.display,
            "countries": region.countries,
            "eu": region.eu,
            "eea": region.eea,
            "city": region.city,
            "offers": offers.iter().map(|offer| offer.id.as_str()).collect::<Vec<_>>(),
        }),
        Row::Provider(provider) => json!({
            "key": provider.key,
            "address": provider.source,
            "aliases": provider.aliases,
            "nature": match provider.nature {
                Nature::Cloud => "cloud",
                Nature::Saas => "saas",
                Nature::Hosted => "hosted",
                Nature::Utility => "utility",
            },
            "offer": provider.offer.as_ref().map(|offer| offer.id.as_str()),
            "default_region": provider.default_region,
            "default_zone": provider.default_zone,
            "environment": provider.environment,
        }),
        Row::Host(host) => json!({
            "pattern": host.pattern,
            "example": host.example,
            "operator": host.operator,
            "offer": Some(host.offer).filter(|offer| !offer.is_empty()),
            "label": host.label,
        }),
        Row::Destination(row) => json!({
            "key": row.key,
            "operator": row.operator,
            "operator_country": Some(&row.operator_country).filter(|code| !code.is_empty()),
            "offer": Some(row.offer).filter(|offer| !offer.is_empty()),
            "third_state_law": row.third_state_law,
            "countries": row.countries,
            "hosts": row.hosts,
            "addresses": row.addresses,
            "variables": row.variables,
        }),
        Row::Service(row) => json!({
            "type": row.of_type,
            "category": row.service.category,
            "holds_data": row.service.holds_data,
            "judged": row.service.judged,
            "location": row.service.locations,
            "location_default": location_default(&row.service.location_default),
            "tags": row.service.tags.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
            "parents": row.service.parents,
            "flows": row.service.flows,
        }),
        Row::Backend(backend) => json!({
            "name": backend.name,
            "host_arguments": backend.host_arguments,
            "region_argument": backend.region_argument,
            "default_host": backend.default_host,
            "environment": backend.environment,
        }),
    };
    if let Value::Object(object) = &mut value {
        object.insert("source".into(), row.source().into());
    }
    value
}

fn offer(offer: &Offer, today: Date) -> Value {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let qualification = &offer.secnumcloud;
    json!({
        "id": offer.id,
        "name": offer.name,
        "operator": offer.operator,
        "operator_country": offer.operator_country,
        "owner": offer.owner,
        "owner_country": offer.owner_country,
        "kind": match offer.kind {
            OfferKind::Commercial => "commercial",
            OfferKind::StateInternal => "state-internal",
        },
        "third_state_law": offer.third_state_law,
        "admits_restricted": offer.admits_restricted,
        "secnumcloud": {
            "state": secnumcloud_name(offer, today),
            "decision": qualification.decision,
            "from": day(qualification.from),
            "until": day(qualification.until),
            "referential": qualification.referential,
            "detail": qualification.detail,
            "limits": offer.limits.iter().map(|limit| limit.reason.as_str()).collect::<Vec<_>>(),
        },
        "hds": {
            "status": match offer.hds.status_on(today) {
                HdsStatus::Certified => "certified",
                HdsStatus::Conditional => "conditional",
                HdsStatus::NotCertified => "not-certified",
                HdsStatus::Ended => "ended",
                HdsStatus::Unknown => "unknown",
            },
            "activities": offer.hds.activities,
            "certificate": offer.hds.certificate,
            "from": day(offer.hds.from),
            "until": day(offer.hds.until),
            "detail": offer.hds.detail,
        },
        "covers": offer.scope_in,
        "leaves_out": offer.scope_out,
        "warning": offer.warning,
        "own": offer.own,
    })
}

fn location_default(default: &LocationDefault) -> Value {
    match default {
        LocationDefault::Required => "required".into(),
        LocationDefault::Provider(argument) => json!({ "provider": argument }),
        LocationDefault::Constant(region) => json!({ "region": region }),
        LocationDefault::Parent => "parent".into(),
        LocationDefault::Global => "global".into(),
        LocationDefault::Order => "order".into(),
        LocationDefault::Fixed => "operator".into(),
        LocationDefault::Unstated => Value::Null,
    }
}
