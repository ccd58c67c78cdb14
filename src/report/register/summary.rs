//! How many there are of what: the figures that a security officer asks for first.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::is_unclassified;
use super::{Register, Words};
use crate::evaluation::CauseKind;
use crate::inventory::{Asset, AssetKind, Fact, FlowKind, Placement, instances};
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
    /// What is listed: resources that hold data, may hold some or send some, and states; all resources when these are.
    pub(super) concerned: usize,
    /// Resources that are not listed.
    pub(super) hidden: usize,
    /// Among what is listed.
    pub(super) located: usize,
    pub(super) operator_known: usize,
    /// Among data-bearing resources.
    pub(super) classified: usize,
    /// Why what is not known is not, by part, most assets first.
    pub(super) reasons: Vec<Reason>,
    /// What is listed by operator and country, data-bearing resources and classified states by level, most first.
    pub(super) operators: Vec<(String, usize)>,
    pub(super) countries: Vec<(String, usize)>,
    pub(super) levels: Vec<(String, usize)>,
    /// Flows by kind: how many, and of how many it is not known who receives them or where.
    pub(super) flows: Vec<(FlowKind, usize, usize)>,
    /// Flows by the country that they go to, most first.
    pub(super) destinations: Vec<(String, usize)>,
}

impl Summary {
    pub(super) fn of(register: &Register<'_>) -> Self {
        let words = register.words;
        let mut summary =
            Self { resources: register.without_service, hidden: register.without_service, ..Self::default() };
        let mut reasons: BTreeMap<(Part, String), Reason> = BTreeMap::new();
        let (mut operators, mut countries, mut levels) = (Tally::default(), Tally::default(), Tally::default());
        let mut flows: BTreeMap<FlowKind, (usize, usize)> = BTreeMap::new();
        let mut destinations = Tally::default();
        // Runs of one root module that differ in an asset are so many of it, and one resource: what holds of it holds in
        // all of them.
        for runs in instances(register.selected.iter().copied()) {
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
            if !register.lists(&runs) {
                summary.hidden += 1;
                continue;
            }
            summary.concerned += 1;
            summary.located += usize::from(runs.iter().all(|asset| asset.placement.known().is_some()));
            summary.operator_known += usize::from(runs.iter().all(|asset| asset.offer.known().is_some()));
            let classified = runs.iter().all(|asset| asset.classification.known().is_some());
            summary.classified += usize::from(!is_state && holds_data && classified);
            let add = |tally: &mut Tally, name: &dyn Fn(&Asset) -> String| {
                let names: BTreeSet<String> = runs.iter().map(|asset| name(asset)).collect();
                for name in names {
                    tally.add(name);
                }
            };
            add(&mut operators, &|asset| words.operator_and_law(asset));
            add(&mut countries, &|asset| countries_of(&asset.placement, words));
            if holds_data && (!is_state || classified) {
                add(&mut levels, &|asset| level_of(asset, words));
            }
            for part in Part::ALL {
                // What holds no data has no class, and a state has that of its root module.
                if (is_state || !holds_data) && part == Part::Classification {
                    continue;
                }
                // Its runs may have reasons of their own.
                let mut told: BTreeSet<String> = BTreeSet::new();
                for (asset, (kind, span)) in runs.iter().filter_map(|asset| Some((asset, part.cause(asset)?))) {
                    let text = words.cause(kind);
                    if !told.insert(text.clone()) {
                        continue;
                    }
                    let unclassified = part == Part::Classification && is_unclassified(&asset.classification);
                    let new = Reason { part, text: text.clone(), span, assets: 0, unclassified };
                    reasons.entry((part, text)).or_insert(new).assets += 1;
                }
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
