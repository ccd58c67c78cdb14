//! What is established of the assets of a finding, a line for each part.

use jiff::civil::Date;

use super::cause;
use super::credentials::without_credentials;
use super::diagnostic::FactLine;
use super::messages::{Messages, arguments};
use crate::catalogue::{Area, Catalogue, HdsStatus, Offer, QualificationState};
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::{Asset, Classification, Environment, Evidence, EvidenceKind, Fact, Flow, Placement};
use crate::policy::{Field, Language};
use crate::source::Span;

/// The most values of one part that a finding shows.
const MAX_VALUES: usize = 3;

/// How established facts are told.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) messages: &'a Messages,
    pub(super) today: Date,
}

/// How countries and places are named in a line.
#[derive(Clone, Copy)]
struct Names<'n> {
    country: &'n dyn Fn(&str) -> String,
    place: &'n dyn Fn(&Placement) -> String,
}

impl Facts<'_> {
    /// The line for `field` of `assets`: its values, of which the first has its place when all agree.
    pub(super) fn line(self, field: Field, assets: &[&Asset]) -> Option<FactLine> {
        match field {
            Field::Placement => {
                let same = |one: &Placement, other: &Placement| {
                    one.written == other.written && one.region.code == other.region.code
                };
                self.gather("fact-placement", assets, |asset| &asset.placement, same, |value| self.placement(value))
            }
            Field::Offer => {
                let same = |one: &std::sync::Arc<Offer>, other: &std::sync::Arc<Offer>| one.id == other.id;
                self.gather("fact-offer", assets, |asset| &asset.offer, same, |value| self.offer(value))
            }
            Field::Classification => self.gather(
                "fact-data",
                assets,
                |asset| &asset.classification,
                PartialEq::eq,
                |value| self.classification(value),
            ),
            Field::Environment => self.gather(
                "fact-environment",
                assets,
                |asset| &asset.environment,
                PartialEq::eq,
                |value| self.environment(*value),
            ),
            Field::Identity
            | Field::Type
            | Field::HoldsData
            | Field::RootClassification
            | Field::Flows
            | Field::Zones
            | Field::Retention
            | Field::Detection => None,
        }
    }

    /// What `field` of `asset` may be, when that is finite.
    pub(super) fn candidates(self, field: Field, asset: &Asset) -> Option<FactLine> {
        fn of<T>(fact: &Fact<T>, words: impl FnMut(&T) -> String) -> Vec<String> {
            match fact {
                Fact::Known { .. } => Vec::new(),
                Fact::Unknown { candidates, .. } => candidates.iter().map(words).collect(),
            }
        }
        let words = match field {
            Field::Placement => of(&asset.placement, |value| self.placement(value)),
            Field::Offer => of(&asset.offer, |value| value.name.clone()),
            Field::Classification => of(&asset.classification, |value| self.classification(value)),
            Field::Environment => of(&asset.environment, |value| self.environment(*value)),
            _ => Vec::new(),
        };
        (!words.is_empty()).then(|| FactLine::new("fact-candidates", words.join(", "), None, self.messages))
    }

    fn gather<'a, T: 'a>(
        self,
        label: &'static str,
        assets: &[&'a Asset],
        fact: impl Fn(&'a Asset) -> &'a Fact<T>,
        same: impl Fn(&T, &T) -> bool,
        words: impl Fn(&T) -> String,
    ) -> Option<FactLine> {
        let mut values: Vec<&T> = Vec::new();
        let mut more = false;
        for value in assets.iter().filter_map(|asset| fact(asset).known()) {
            if values.iter().any(|known| same(known, value)) {
                continue;
            }
            if values.len() == MAX_VALUES {
                more = true;
                break;
            }
            values.push(value);
        }
        let mut told: Vec<String> = values.iter().map(|value| words(value)).collect();
        told.dedup();
        let mut text = told.join(" · ");
        if more {
            text.push_str(" …");
        }
        let span = match values.as_slice() {
            [] => return None,
            [_] => assets.first().and_then(|asset| place(fact(asset))),
            _ => None,
        };
        // A path says it by its name: it has no line.
        if let ([_], Some(Evidence { kind: EvidenceKind::Path, value: Some(path), .. })) =
            (values.as_slice(), assets.first().and_then(|asset| fact(asset).evidence().first()))
        {
            text.push_str(&format!(" ← {path}"));
        }
        Some(FactLine::new(label, text, span, self.messages))
    }

    pub(super) fn placement(self, placement: &Placement) -> String {
        let region = &placement.region;
        let place = match region.area {
            Area::Countries => {
                let countries = region.countries.iter().map(|code| self.country(code)).collect::<Vec<_>>();
                // Some regions are named after the country.
                let tells = |city: &String| countries.len() == 1 && !countries.contains(city);
                let city = region.city.as_deref().map(|city| self.city(city)).filter(tells);
                city.into_iter().chain(countries).collect::<Vec<_>>().join(", ")
            }
            Area::Global => self.messages.text("area-global"),
            Area::Union => self.messages.text("area-union"),
            Area::Unstated => self.messages.text("area-unstated"),
        };
        let place = if place.is_empty() { "none".to_owned() } else { place };
        let arguments = arguments([("written", placement.written.to_string().into()), ("place", place.into())]);
        self.messages.format("placement", &arguments)
    }

    pub(super) fn country(self, code: &str) -> String {
        self.catalogue.country(code).map_or_else(
            || code.to_owned(),
            |country| match self.messages.language() {
                Language::French => country.name_fr.clone(),
                Language::English => country.name_en.clone(),
            },
        )
    }

    /// A city of the catalogue, which has them in English.
    pub(super) fn city(self, name: &str) -> String {
        let french = || self.catalogue.city_in_french(name).filter(|_| self.messages.language() == Language::French);
        french().unwrap_or(name).to_owned()
    }

    pub(super) fn offer(self, offer: &Offer) -> String {
        let country = offer.operator_country.as_deref().map_or_else(|| "none".to_owned(), |code| self.country(code));
        let arguments = arguments([
            ("name", offer.name.clone().into()),
            ("operator", offer.operator.clone().into()),
            ("country", country.into()),
            ("qualification", self.qualification(offer).into()),
        ]);
        let mut text = self.messages.format("offer", &arguments);
        if let Some(law) = self.third_state_law(offer) {
            text.push_str(&self.messages.text("separator"));
            text.push_str(&law);
        }
        if offer.hds.declared {
            let certified = offer.hds.status == HdsStatus::Certified;
            let id = if certified { "offer-hds-declared" } else { "offer-hds-not-certified" };
            text.push_str(&self.messages.text("separator"));
            text.push_str(&self.messages.text(id));
        }
        if offer.own {
            text.push_str(&self.messages.text("separator"));
            text.push_str(&self.messages.text("offer-own"));
        }
        text
    }

    /// The law of a third State that an offer is subject to.
    pub(super) fn third_state_law(self, offer: &Offer) -> Option<String> {
        let law = offer.third_state_law.as_deref()?;
        Some(self.messages.format("third-state-law", &arguments([("law", self.country(law).into())])))
    }

    pub(super) fn qualification(self, offer: &Offer) -> String {
        let qualification = &offer.secnumcloud;
        let dated = |id: &str, name: &'static str, date: Option<Date>| match date {
            Some(date) => self.messages.format(id, &arguments([(name, self.messages.date(date).into())])),
            None => self.messages.text("qualification-valid"),
        };
        match qualification.state_on(self.today) {
            QualificationState::Valid => dated("qualification-valid-until", "until", qualification.until),
            QualificationState::Expiring => dated("qualification-expiring", "until", qualification.until),
            QualificationState::Expired => dated("qualification-expired", "until", qualification.until),
            QualificationState::Future => dated("qualification-future", "from", qualification.from),
            QualificationState::InProcess => self.messages.text("qualification-in-process"),
            QualificationState::NotQualified => self.messages.text("qualification-not-qualified"),
            QualificationState::StateInternal => self.messages.text("qualification-state-internal"),
            QualificationState::HostedOnQualified => self.messages.text("qualification-hosted-on-qualified"),
            QualificationState::Unconfirmed => self.messages.text("qualification-unconfirmed"),
        }
    }

    /// The region, with the codes of its countries: `fr-par (FR)`.
    pub(super) fn short_place(self, placement: &Placement) -> String {
        let region = &placement.region;
        match region.area {
            Area::Countries if *region.countries.join("+") == *placement.written => placement.written.to_string(),
            Area::Countries => format!("{} ({})", placement.written, region.countries.join(", ")),
            Area::Global => self.messages.text("area-global-short"),
            Area::Union => format!("{} ({})", placement.written, self.messages.text("area-union")),
            Area::Unstated => format!("{} ({})", placement.written, self.messages.text("area-unstated")),
        }
    }

    /// What a flow is for, who receives it, and where.
    pub(super) fn flow(self, flow: &Flow) -> String {
        let names = Names { country: &|code| self.country(code), place: &|place| self.placement(place) };
        self.flow_to(flow, names, |_| self.messages.text("flow-place-unknown"))
    }

    /// The same in a line of the register: countries by their codes, as those of assets, and why it is not known where it
    /// goes, since nothing else tells it.
    pub(super) fn flow_with_reason(self, flow: &Flow) -> String {
        let codes = Names { country: &str::to_owned, place: &|place| self.short_place(place) };
        self.flow_to(flow, codes, |causes| {
            let given = match causes.first().map(|cause| &cause.kind) {
                None => return self.messages.text("flow-place-unknown"),
                // The words would name once more what the line begins with.
                Some(CauseKind::NotInCatalogue("destination" | "place", _)) => {
                    return self.messages.text("flow-place-not-told");
                }
                Some(CauseKind::NotInCatalogue(_, written)) if Some(written) == flow.target.as_ref() => {
                    return self.messages.text("flow-place-not-in-catalogue");
                }
                Some(kind) => arguments([("reason", without_credentials(&cause::words(kind, self.messages)).into())]),
            };
            self.messages.format("flow-place-because", &given)
        })
    }

    fn flow_to(self, flow: &Flow, names: Names<'_>, unknown: impl FnOnce(&[Cause]) -> String) -> String {
        let kind = self.messages.text(&format!("flow-{}", flow.kind.name()));
        let mut parts: Vec<String> = flow.target.iter().map(|target| without_credentials(target)).collect();
        let country = flow.offer.known().and_then(|offer| offer.operator_country.as_deref());
        let operator = flow.operator.as_deref().map(|operator| match country {
            Some(code) => format!("{operator} ({})", (names.country)(code)),
            None => operator.to_owned(),
        });
        parts.extend(operator.filter(|operator| !parts.contains(operator)));
        let place = match &flow.placement {
            Fact::Known { value, .. } => {
                // A region that receives data is told with its country, once.
                parts.retain(|part| **part != *value.written);
                (names.place)(value)
            }
            Fact::Unknown { causes, candidates, .. } => {
                let candidates: Vec<String> = candidates.iter().map(|place| (names.place)(place)).collect();
                if candidates.is_empty() { unknown(causes) } else { format!("{} ?", candidates.join(" | ")) }
            }
        };
        parts.push(place);
        if !flow.doubt.is_empty() {
            parts.push(self.messages.text("flow-in-doubt"));
        }
        let given = arguments([("label", kind.into()), ("text", parts.join(", ").into())]);
        self.messages.format("labelled", &given)
    }

    pub(super) fn classification(self, classification: &Classification) -> String {
        let mut text = self.messages.text(&format!("level-{}", classification.level.name()));
        let mut add = |id: &str, words: String| {
            text.push_str(&self.messages.text("separator"));
            text.push_str(&self.messages.format(id, &arguments([("words", words.into())])));
        };
        if let Some(nature) = &classification.nature {
            add("nature", nature.to_string());
        }
        if !classification.impact.is_empty() {
            add("impact", classification.impact.join(", "));
        }
        for other in &classification.others {
            add("beside", self.classification(other));
        }
        if classification.and_more {
            text.push_str(&self.messages.text("separator"));
            text.push_str(&self.messages.text("perhaps-more"));
        }
        text
    }

    pub(super) fn environment(self, environment: Environment) -> String {
        self.messages.text(&format!("environment-{}", environment.name()))
    }
}

fn place<T>(fact: &Fact<T>) -> Option<Span> {
    fact.evidence().first().and_then(|evidence| evidence.span)
}
