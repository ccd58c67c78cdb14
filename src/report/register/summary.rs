//! How many there are of what: the figures that a security officer asks for first.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::is_unclassified;
use super::{Register, Words};
use crate::evaluation::CauseKind;
use crate::inventory::{Asset, AssetKind, Fact, FlowKind, Placement};
use crate::source::Span;

/// A part of what is known of an asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Location,
    Operator,
    Classification,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Location, Self::Operator, Self::Classification];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Location => "location",
            Self::Operator => "operator",
            Self::Classification => "classification",
        }
    }

    /// Why it is not known, if it is not.
    pub(super) fn cause(self, asset: &Asset) -> Option<(&CauseKind, Option<Span>)> {
        fn of<T>(fact: &Fact<T>) -> Option<(&CauseKind, Option<Span>)> {
            match fact {
                Fact::Known { .. } => None,
                Fact::Unknown { causes, .. } => causes.first().map(|cause| (&cause.kind, cause.span)),
            }
        }
        match self {
            Self::Location => of(&asset.placement),
            Self::Operator => of(&asset.offer),
            Self::Classification => of(&asset.classification),
        }
    }
}

/// Why a part of some assets is not known.
#[derive(Debug, Clone)]
pub(super) struct Reason {
    pub(super) part: Part,
    pub(super) text: String,
    /// Where it stands, the first of several.
    pub(super) span: Option<Span>,
    pub(super) assets: usize,
    /// Whether nobody said anything of the data.
    pub(super) unclassified: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    pub(super) resources: usize,
    pub(super) data_bearing: usize,
    /// Of types that the catalogue does not have.
    pub(super) unknown_types: usize,
    pub(super) states: usize,
    /// Among data-bearing resources and states.
    pub(super) located: usize,
    pub(super) operator_known: usize,
    /// Among data-bearing resources.
    pub(super) classified: usize,
    /// Why what is not known is not, by part, most assets first.
    pub(super) reasons: Vec<Reason>,
    /// Data-bearing resources and states by operator, country and level, most first.
    pub(super) operators: Vec<(String, usize)>,
    pub(super) countries: Vec<(String, usize)>,
    pub(super) levels: Vec<(String, usize)>,
    /// Flows by kind: how many, and of how many it is not known who receives them or where.
    pub(super) flows: Vec<(FlowKind, usize, usize)>,
    /// Flows by the country that they go to, most first.
    pub(super) destinations: Vec<(String, usize)>,
}

impl Summary {
    /// How many assets hold data, states among them.
    pub(super) fn total(&self) -> usize {
        self.data_bearing + self.states
    }

    pub(super) fn of(register: &Register<'_>) -> Self {
        let words = register.words;
        let mut summary = Self { resources: register.without_service, ..Self::default() };
        let mut reasons: BTreeMap<(Part, String), Reason> = BTreeMap::new();
        let (mut operators, mut countries, mut levels) = (Tally::default(), Tally::default(), Tally::default());
        let mut flows: BTreeMap<FlowKind, (usize, usize)> = BTreeMap::new();
        let mut destinations = Tally::default();
        // Runs of one root module that differ in an asset are so many of it, and one resource: what holds of it holds in
        // all of them.
        let of_one = |one: &&Asset, other: &&Asset| one.root == other.root && one.address == other.address;
        for runs in register.selected.chunk_by(of_one) {
            let Some(asset) = runs.first() else { continue };
            let is_state = asset.kind == AssetKind::State;
            let holds_data = asset.holds_data == Some(true);
            if is_state {
                summary.states += 1;
            } else {
                summary.resources += 1;
                summary.data_bearing += usize::from(holds_data);
                summary.unknown_types += usize::from(asset.holds_data.is_none());
            }
            // A flow or a place of one run is told as one of all of them is.
            let mut told: Vec<(FlowKind, Option<&str>)> = Vec::new();
            for flow in runs.iter().flat_map(|asset| &asset.flows) {
                let name = (flow.kind, flow.target.as_deref());
                if flow.target.is_some() && told.contains(&name) {
                    continue;
                }
                told.push(name);
                let (count, unknown) = flows.entry(flow.kind).or_default();
                *count += 1;
                *unknown += usize::from(!flow.is_identified() || flow.placement.known().is_none());
                destinations.add(countries_of(&flow.placement, words));
            }
            if !holds_data {
                continue;
            }
            summary.located += usize::from(runs.iter().all(|asset| asset.placement.known().is_some()));
            summary.operator_known += usize::from(runs.iter().all(|asset| asset.offer.known().is_some()));
            let classified = runs.iter().all(|asset| asset.classification.known().is_some());
            summary.classified += usize::from(!is_state && classified);
            let add = |tally: &mut Tally, name: &dyn Fn(&Asset) -> String| {
                let names: BTreeSet<String> = runs.iter().map(|asset| name(asset)).collect();
                for name in names {
                    tally.add(name);
                }
            };
            add(&mut operators, &|asset| words.operator(asset).unwrap_or_else(|| words.text("register-unknown")));
            add(&mut countries, &|asset| countries_of(&asset.placement, words));
            if !is_state || classified {
                add(&mut levels, &|asset| level_of(asset, words));
            }
            for part in Part::ALL {
                if is_state && part == Part::Classification {
                    continue;
                }
                let unknown = runs.iter().find_map(|asset| Some((asset, part.cause(asset)?)));
                let Some((asset, (kind, span))) = unknown else { continue };
                let unclassified = part == Part::Classification && is_unclassified(&asset.classification);
                let text = words.cause(kind);
                let reason =
                    reasons.entry((part, text.clone())).or_insert(Reason { part, text, span, assets: 0, unclassified });
                reason.assets += 1;
            }
        }
        summary.reasons = reasons.into_values().collect();
        summary.reasons.sort_by_key(|reason| (reason.part, std::cmp::Reverse(reason.assets)));
        summary.operators = operators.sorted();
        summary.countries = countries.sorted();
        summary.levels = levels.sorted();
        summary.destinations = destinations.sorted();
        summary.flows = flows.into_iter().map(|(kind, (count, unknown))| (kind, count, unknown)).collect();
        summary
    }
}

/// The countries of a place, by name.
pub(super) fn countries_of(placement: &Fact<Placement>, words: Words<'_>) -> String {
    match placement.known() {
        None => words.text("register-unknown"),
        Some(placement) if placement.region.countries.is_empty() => words.facts().short_place(placement),
        Some(placement) => {
            placement.region.countries.iter().map(|code| words.facts().country(code)).collect::<Vec<_>>().join(" + ")
        }
    }
}

/// The level of the data of an asset.
pub(super) fn level_of(asset: &Asset, words: Words<'_>) -> String {
    match asset.classification.known() {
        Some(classification) => words.level(classification),
        None if is_unclassified(&asset.classification) => words.text("register-unclassified"),
        None => words.text("register-unknown"),
    }
}

#[derive(Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn add(&mut self, what: String) {
        *self.0.entry(what).or_default() += 1;
    }

    /// Most first, then by name.
    fn sorted(self) -> Vec<(String, usize)> {
        let mut sorted: Vec<_> = self.0.into_iter().collect();
        sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        sorted
    }
}
