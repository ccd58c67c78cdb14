//! The register as JSON, for programs, in a form that only grows within one version.

use std::io;

use serde::Serialize;

use super::summary::{Part, Summary};
use super::{Register, Words};
use crate::catalogue::Offer;
use crate::evaluation::Cause;
use crate::inventory::{Asset, Classification, Evidence, Fact, Flow, Placement};
use crate::policy::{Language, secnumcloud_name};
use crate::report::cause;
use crate::report::credentials::without_credentials;
use crate::report::json::{Place, place, write_escaped};

/// The form of the register. A change that breaks readers gets another number.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonRegister<'r> {
    version: u32,
    tool: Tool,
    language: &'static str,
    complete: bool,
    today: String,
    catalogue_date: String,
    own_catalogue: Option<&'r str>,
    summary: JsonSummary,
    assets: Vec<JsonAsset<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct JsonSummary {
    resources: usize,
    data_bearing: usize,
    unknown_types: usize,
    states: usize,
    without_backend: usize,
    absent_modules: usize,
    concerned: usize,
    located: usize,
    operator_known: usize,
    classified: usize,
    undetermined: Vec<JsonUndetermined>,
}

#[derive(Serialize)]
struct JsonUndetermined {
    fact: &'static str,
    reason: String,
    assets: usize,
}

#[derive(Serialize)]
struct JsonAsset<'r> {
    root: &'r str,
    address: &'r str,
    kind: &'static str,
    #[serde(rename = "type")]
    of_type: &'r str,
    provider: &'r str,
    category: Option<&'r str>,
    holds_data: Option<bool>,
    judged: bool,
    place: Place<'r>,
    variable_files: Vec<Option<&'r str>>,
    operator: Option<JsonOperator<'r>>,
    offer: Option<JsonOffer<'r>>,
    placement: Option<JsonPlacement<'r>>,
    environment: Option<&'static str>,
    classification: Option<JsonClassification<'r>>,
    flows: Vec<JsonFlow<'r>>,
    evidence: Vec<JsonEvidence<'r>>,
    unknown: Vec<JsonUnknown<'r>>,
}

#[derive(Serialize)]
struct JsonOperator<'r> {
    name: &'r str,
    country: Option<&'r str>,
    owner: Option<&'r str>,
    owner_country: Option<&'r str>,
    third_state_law: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonOffer<'r> {
    id: &'r str,
    name: &'r str,
    secnumcloud: &'static str,
    secnumcloud_until: Option<String>,
}

#[derive(Serialize)]
struct JsonPlacement<'r> {
    region: &'r str,
    written: &'r str,
    countries: &'r [String],
    area: &'static str,
    eu: Option<bool>,
    eea: Option<bool>,
}

#[derive(Serialize)]
struct JsonClassification<'r> {
    #[serde(flatten)]
    main: JsonKind<'r>,
    others: Vec<JsonKind<'r>>,
    /// The kind of what says it; `reference` when it is said of what this is a copy, a disk or a log of.
    source: &'static str,
}

/// One kind of data.
#[derive(Serialize)]
struct JsonKind<'r> {
    level: &'static str,
    nature: Option<&'r str>,
    impact: Vec<&'r str>,
}

#[derive(Serialize)]
struct JsonFlow<'r> {
    kind: &'static str,
    target: Option<String>,
    operator: Option<&'r str>,
    offer: Option<JsonOffer<'r>>,
    third_state_law: Option<&'r str>,
    placement: Option<JsonPlacement<'r>>,
    place: Option<Place<'r>>,
    certain: bool,
    unknown: Vec<JsonReason<'r>>,
}

#[derive(Serialize)]
struct JsonEvidence<'r> {
    fact: &'static str,
    kind: &'static str,
    value: Option<String>,
    place: Option<Place<'r>>,
    trace: Vec<JsonStep<'r>>,
}

#[derive(Serialize)]
struct JsonStep<'r> {
    text: String,
    place: Option<Place<'r>>,
}

#[derive(Serialize)]
struct JsonUnknown<'r> {
    fact: &'static str,
    reasons: Vec<JsonReason<'r>>,
    candidates: Vec<String>,
}

#[derive(Serialize)]
struct JsonReason<'r> {
    code: &'static str,
    text: String,
    place: Option<Place<'r>>,
}

/// Writes `register` as JSON.
pub fn write(register: &Register<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let words = register.words;
    let summary = Summary::of(register);
    let undetermined = summary.reasons.iter().map(|reason| JsonUndetermined {
        fact: match reason.part {
            Part::Location => "placement",
            Part::Operator => "offer",
            Part::Classification => "classification",
        },
        reason: reason.text.clone(),
        assets: reason.assets,
    });
    let json = JsonRegister {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        language: match words.messages.language() {
            Language::French => "fr",
            Language::English => "en",
        },
        complete: register.complete,
        today: words.today.to_string(),
        catalogue_date: words.catalogue.date().to_string(),
        own_catalogue: words.catalogue.own_file(),
        summary: JsonSummary {
            resources: summary.resources,
            data_bearing: summary.data_bearing,
            unknown_types: summary.unknown_types,
            states: summary.states,
            without_backend: register.without_backend.len(),
            absent_modules: register.absent_modules,
            concerned: summary.concerned,
            located: summary.located,
            operator_known: summary.operator_known,
            classified: summary.classified,
            undetermined: undetermined.collect(),
        },
        assets: register.listed.iter().map(|asset| one(words, asset)).collect(),
    };
    write_escaped(&json, out)
}

fn one<'r>(words: Words<'r>, asset: &'r Asset) -> JsonAsset<'r> {
    let offer = asset.offer.known();
    let mut evidence = Vec::new();
    let mut unknown = Vec::new();
    let facts = words.facts();
    add(words, "placement", &asset.placement, |value| Some(facts.placement(value)), &mut evidence, &mut unknown);
    add(words, "offer", &asset.offer, |value| Some(value.id.clone()), &mut evidence, &mut unknown);
    add(words, "environment", &asset.environment, |value| Some(value.name().to_owned()), &mut evidence, &mut unknown);
    // The least that it holds is no end of what it may hold.
    let level = |own: &Classification| (!own.and_more).then(|| own.level.name().to_owned());
    add(words, "classification", &asset.classification, level, &mut evidence, &mut unknown);
    JsonAsset {
        root: &asset.root,
        address: &asset.address,
        kind: asset.kind.name(),
        of_type: &asset.of_type,
        provider: &asset.provider,
        category: asset.category.as_deref(),
        holds_data: asset.holds_data,
        judged: asset.judged,
        place: place(asset.span, words.sources),
        variable_files: asset.runs.iter().map(|run| run.file().map(|file| &**file)).collect(),
        operator: offer.map(|offer| JsonOperator {
            name: &offer.operator,
            country: offer.operator_country.as_deref(),
            owner: offer.owner.as_deref(),
            owner_country: offer.owner_country.as_deref(),
            third_state_law: offer.third_state_law.as_deref(),
        }),
        offer: offer.map(|offer| of_offer(words, offer)),
        placement: asset.placement.known().map(of_placement),
        environment: asset.environment.known().map(|environment| environment.name()),
        classification: asset.classification.known().map(|own| JsonClassification {
            main: of_kind(own),
            others: own.others.iter().map(of_kind).collect(),
            source: source(&asset.classification),
        }),
        flows: asset.flows.iter().map(|flow| of_flow(words, flow)).collect(),
        evidence,
        unknown,
    }
}

fn of_kind(kind: &Classification) -> JsonKind<'_> {
    JsonKind {
        level: kind.level.name(),
        nature: kind.nature.as_deref(),
        impact: kind.impact.iter().map(|impact| &**impact).collect(),
    }
}

/// What says it: a tag, a declaration; a reference when another says it.
fn source<T>(fact: &Fact<T>) -> &'static str {
    let evidence = fact.evidence();
    let inherited = evidence.iter().find(|evidence| evidence.kind == crate::inventory::EvidenceKind::Reference);
    inherited.or(evidence.first()).map_or("catalogue", |evidence| evidence.kind.name())
}

fn of_offer<'r>(words: Words<'_>, offer: &'r Offer) -> JsonOffer<'r> {
    JsonOffer {
        id: &offer.id,
        name: &offer.name,
        secnumcloud: secnumcloud_name(offer, words.today),
        secnumcloud_until: offer.secnumcloud.until.map(|until| until.to_string()),
    }
}

fn of_placement(placement: &Placement) -> JsonPlacement<'_> {
    let region = &placement.region;
    JsonPlacement {
        region: &region.code,
        written: &placement.written,
        countries: &region.countries,
        area: region.area.name(),
        eu: region.eu,
        eea: region.eea,
    }
}

fn of_flow<'r>(words: Words<'r>, flow: &'r Flow) -> JsonFlow<'r> {
    let offer = flow.offer.known();
    JsonFlow {
        kind: flow.kind.name(),
        target: flow.target.as_deref().map(without_credentials),
        operator: flow.operator.as_deref(),
        third_state_law: offer.and_then(|offer| offer.third_state_law.as_deref()),
        offer: offer.map(|offer| of_offer(words, offer)),
        placement: flow.placement.known().map(of_placement),
        place: flow.evidence.span.map(|span| place(span, words.sources)),
        certain: flow.doubt.is_empty(),
        unknown: flow.causes().map(|cause| reason(words, cause)).collect(),
    }
}

/// What is told of a fact: why it is so, or why it is not known.
fn add<'r, T>(
    words: Words<'r>,
    name: &'static str,
    fact: &'r Fact<T>,
    shown: impl Fn(&T) -> Option<String>,
    evidence: &mut Vec<JsonEvidence<'r>>,
    unknown: &mut Vec<JsonUnknown<'r>>,
) {
    evidence.extend(fact.evidence().iter().map(|one| of_evidence(words, name, one)));
    if let Fact::Unknown { causes, candidates, .. } = fact {
        unknown.push(JsonUnknown {
            fact: name,
            reasons: causes.iter().map(|cause| reason(words, cause)).collect(),
            candidates: candidates.iter().filter_map(shown).collect(),
        });
    }
}

fn of_evidence<'r>(words: Words<'r>, fact: &'static str, evidence: &'r Evidence) -> JsonEvidence<'r> {
    let at = |span| place(span, words.sources);
    JsonEvidence {
        fact,
        kind: evidence.kind.name(),
        value: evidence.value.as_deref().map(without_credentials),
        place: evidence.span.map(at),
        trace: (evidence.trace.iter())
            .map(|step| JsonStep { text: without_credentials(&step.text), place: step.span.map(at) })
            .collect(),
    }
}

fn reason<'r>(words: Words<'r>, cause: &'r Cause) -> JsonReason<'r> {
    JsonReason {
        code: cause::code(&cause.kind),
        text: words.cause(&cause.kind),
        place: cause.span.map(|span| place(span, words.sources)),
    }
}
