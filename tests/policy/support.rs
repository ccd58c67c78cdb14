//! Assets made by hand.

use std::sync::Arc;

use cocarde::catalogue::{Area, Hds, HdsStatus, Nature, Offer, OfferKind, Qualification, QualificationStatus, Region};
use cocarde::evaluation::{Cause, CauseKind};
use cocarde::inventory::{
    Asset, AssetKind, Classification, Environment, Evidence, EvidenceKind, Fact, Level, Measures, Placement,
};
use cocarde::policy::{Doctrine, Entity, Judged, PolicyFile, PolicyInputs, Project, Ruling, Selection};
use cocarde::source::{FileId, Sources, Span};
use jiff::civil::Date;

/// Where provider blocks of tests stand.
pub(crate) fn span(start: u32) -> Span {
    Span::new(FileId(0), start, start + 1)
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) const TODAY: &str = "2026-11-24";

pub(crate) fn known<T>(value: T) -> Fact<T> {
    let evidence =
        Evidence { kind: EvidenceKind::ProviderArgument, span: Some(span(1)), value: None, trace: Vec::new() };
    Fact::Known { value, evidence: vec![evidence] }
}

pub(crate) fn unknown<T>(kind: CauseKind) -> Fact<T> {
    one_of(kind, Vec::new())
}

pub(crate) fn one_of<T>(kind: CauseKind, candidates: Vec<T>) -> Fact<T> {
    let span = (!matches!(kind, CauseKind::NotDeclared(_))).then(|| span(1));
    Fact::Unknown { causes: vec![Cause { kind, span }], candidates, evidence: Vec::new() }
}

pub(crate) fn variable(name: &str) -> CauseKind {
    CauseKind::VariableWithoutValue(name.into())
}

pub(crate) fn offer(id: &str) -> Offer {
    let qualified = |from: &str, until: &str| Qualification {
        status: QualificationStatus::Qualified,
        decision: Some("2118".into()),
        from: Some(day(from)),
        until: Some(day(until)),
        referential: Some("3.2".into()),
        detail: None,
        evidence: "test".into(),
    };
    let not = |status| Qualification {
        status,
        decision: None,
        from: None,
        until: None,
        referential: None,
        detail: None,
        evidence: "test".into(),
    };
    let base = Offer {
        operator_country: Some("FR".into()),
        owner_country: Some("FR".into()),
        secnumcloud: not(QualificationStatus::NotQualified),
        ..Offer::new(id, &id.to_uppercase(), &format!("{id} SAS"))
    };
    let hds = |status| Hds { status, ..base.hds.clone() };
    match id {
        "outscale" => {
            Offer { secnumcloud: qualified("2023-11-30", "2026-11-30"), hds: hds(HdsStatus::Certified), ..base }
        }
        "s3ns" => Offer { secnumcloud: qualified("2025-12-17", "2028-12-17"), ..base },
        "scaleway" => {
            Offer { secnumcloud: not(QualificationStatus::InProcess), hds: hds(HdsStatus::Certified), ..base }
        }
        "scalingo" => Offer { secnumcloud: not(QualificationStatus::HostedOnQualified), ..base },
        "ovh" => Offer { hds: hds(HdsStatus::Conditional), ..base },
        "aws" => Offer {
            operator_country: Some("US".into()),
            owner_country: Some("US".into()),
            third_state_law: Some("US".into()),
            hds: hds(HdsStatus::Certified),
            ..base
        },
        "nubo" | "pi" => Offer {
            kind: OfferKind::StateInternal,
            secnumcloud: not(QualificationStatus::StateInternal),
            hds: hds(HdsStatus::NotCertified),
            admits_restricted: id == "pi",
            ..base
        },
        "obscure" => Offer { operator_country: None, owner_country: None, ..base },
        other => panic!("no offer {other}"),
    }
}

pub(crate) fn place(countries: &[&str]) -> Placement {
    let eu = |country: &&str| ["FR", "DE", "IE", "NL"].contains(country);
    let eea = |country: &&str| eu(country) || *country == "NO";
    let all = |test: &dyn Fn(&&str) -> bool| (!countries.is_empty()).then(|| countries.iter().all(test));
    let code = if countries.is_empty() { "global".to_owned() } else { countries.join("-").to_lowercase() };
    Placement {
        written: code.as_str().into(),
        region: Arc::new(Region {
            provider: "test".into(),
            code,
            countries: countries.iter().map(|&country| country.into()).collect(),
            eu: all(&eu),
            eea: all(&eea),
            area: if countries.is_empty() { Area::Global } else { Area::Countries },
            city: None,
            display: String::new(),
            notes: String::new(),
            source: "test".into(),
        }),
    }
}

pub(crate) fn class(level: Level) -> Classification {
    Classification::of_level(level)
}

/// A database in production in France at Scaleway, of which nobody said what it holds.
pub(crate) fn database(address: &str) -> Asset {
    Asset {
        address: address.into(),
        root: "infra".into(),
        kind: AssetKind::Resource,
        of_type: "scaleway_rdb_instance".into(),
        span: span(100),
        calls: Arc::default(),
        provider: "scaleway".into(),
        provider_source: "scaleway/scaleway".into(),
        nature: Some(Nature::Cloud),
        category: Some("database".into()),
        holds_data: Some(true),
        judged: true,
        taggable: true,
        runs: Vec::new(),
        service: None,
        environment: known(Environment::Production),
        offer: known(Arc::new(offer("scaleway"))),
        placement: known(place(&["FR"])),
        classification: unknown(CauseKind::NotDeclared("classification")),
        flows: Vec::new(),
        measures: Measures::default(),
        recording: None,
    }
}

/// The same with the level, at the offer, in the countries.
pub(crate) fn holding(level: Level, id: &str, countries: &[&str]) -> Asset {
    Asset {
        classification: known(class(level)),
        offer: known(Arc::new(offer(id))),
        placement: known(place(countries)),
        ..database("scaleway_rdb_instance.main")
    }
}

pub(crate) fn state(id: &str, countries: &[&str]) -> Asset {
    Asset {
        kind: AssetKind::State,
        of_type: "s3".into(),
        classification: unknown(CauseKind::NotDeclared("classification")),
        ..Asset { address: "backend \"s3\"".into(), ..holding(Level::Public, id, countries) }
    }
}

pub(crate) fn administration() -> Project {
    Project { entity: Some(Entity::CentralAdministration), started: Some(day("2024-03-01")), ..Project::default() }
}

/// All rules, whichever packs are on.
pub(crate) fn whole_doctrine() -> Doctrine {
    Doctrine::load(&[], &PolicyInputs::new(), &mut Sources::default()).unwrap()
}

/// The rules that judge when nobody switches a pack.
pub(crate) fn doctrine() -> Doctrine {
    let mut doctrine = whole_doctrine();
    doctrine.select(Selection::default());
    doctrine
}

/// A doctrine of one policy file.
pub(crate) fn only(text: &str) -> Doctrine {
    let file = PolicyFile { pack: "test", path: "test.policy.hcl", text };
    Doctrine::of(&[file], &PolicyInputs::new(), &mut Sources::default()).unwrap()
}

/// The ruling of the policy `id` on the asset at `index`.
pub(crate) fn ruling(doctrine: &Doctrine, judged: &Judged, id: &str, index: u32) -> Ruling {
    let policy = doctrine.policies.iter().position(|policy| &*policy.id == id).unwrap();
    let judgement = judged
        .judgements
        .iter()
        .find(|judgement| judgement.policy as usize == policy && judgement.asset == index)
        .unwrap_or_else(|| panic!("{id} does not look at asset {index}"));
    (*judgement.ruling).clone()
}
