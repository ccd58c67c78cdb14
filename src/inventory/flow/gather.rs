//! The flows of all assets of a root module, and which of them hold what another holds.

use std::sync::Arc;

use super::Flow;
use super::chosen::Chosen;
use super::reading::{MAX_FLOWS, Receiver, host_of_url, region_of_arn};
use crate::catalogue::{FlowArgument, FlowCondition, FlowKind, FlowReading};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::inventory::placement;
use crate::inventory::provider::ResourceType;
use crate::inventory::root::{Instance, Root};
use crate::inventory::view::Written;
use crate::inventory::{Asset, Evidence, EvidenceKind, Fact, Placement, TraceStep};
use crate::source::Span;

/// What holds what another holds.
#[derive(Debug)]
pub(in crate::inventory) struct Edge {
    /// Whose data they are: an index.
    pub(in crate::inventory) from: usize,
    /// What holds them too: an index.
    pub(in crate::inventory) to: usize,
    /// Whether it is a copy of the data themselves.
    pub(in crate::inventory) copy: bool,
    /// Why it is not known whether it holds them; empty when it does.
    pub(in crate::inventory) doubt: Vec<Cause>,
    /// Where that is written.
    pub(in crate::inventory) evidence: Evidence,
}

/// The flows of each asset, and the edges between them.
#[derive(Debug, Default)]
pub(in crate::inventory) struct Gathered {
    pub(in crate::inventory) flows: Vec<Vec<Flow>>,
    pub(in crate::inventory) edges: Vec<Edge>,
}

impl Gathered {
    fn keep(&mut self, index: usize, flows: impl IntoIterator<Item = Flow>) {
        if let Some(known) = self.flows.get_mut(index) {
            known.extend(flows);
        }
    }
}

/// An argument of an instance that makes flows.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a, 'r> {
    pub(super) root: &'a Root<'r>,
    pub(super) instance: &'a Instance<'r>,
    pub(super) of: &'a ResourceType,
    pub(super) asset: &'a Asset,
    pub(super) argument: &'a FlowArgument,
    /// Whose data they are, when others choose them.
    chosen: &'a [Chosen],
}

/// An asset whose data an argument is about.
#[derive(Default)]
struct Origin {
    index: usize,
    /// Why it is not known whether it is; empty when it is.
    doubt: Vec<Cause>,
    /// What says that it is, when that is another resource.
    by: Option<TraceStep>,
}

impl Root<'_> {
    /// The flows of `assets`, one for each instance that has a cloud behind it.
    pub(in crate::inventory) fn flows(&self, assets: &[Option<Asset>]) -> Gathered {
        let mut gathered = Gathered { flows: Vec::new(), edges: Vec::new() };
        gathered.flows.resize_with(assets.len(), Vec::new);
        let chosen = self.chosen(assets);
        for (instance, asset) in self.instances.iter().zip(assets) {
            let (Some(of), Some(asset)) = (instance.of.as_deref(), asset) else { continue };
            if let Some((parent, evidence)) = self.parent(instance.view, of) {
                let (from, to) = (parent.index, instance.index);
                gathered.edges.push(Edge { from, to, copy: false, doubt: Vec::new(), evidence });
            }
            let chosen = chosen.get(&instance.index).map(Vec::as_slice).unwrap_or_default();
            for argument in self.lookup.flows(&instance.view.of_type) {
                Reader { root: self, instance, of, asset, argument, chosen }.read(assets, &mut gathered);
            }
        }
        for flows in &mut gathered.flows {
            // Of one that is known and one that may be, the first says more.
            flows.sort_by_key(|flow| !flow.doubt.is_empty());
            let mut known: Vec<Flow> = Vec::with_capacity(flows.len());
            for flow in flows.drain(..) {
                let same =
                    |other: &Flow| other.kind == flow.kind && other.target == flow.target && flow.target.is_some();
                if !known.iter().any(same) && known.len() < MAX_FLOWS {
                    known.push(flow);
                }
            }
            *flows = known;
        }
        gathered
    }
}

impl Reader<'_, '_> {
    fn read(self, assets: &[Option<Asset>], gathered: &mut Gathered) {
        if !self.argument.conditions.iter().all(|condition| self.holds(condition)) {
            return;
        }
        match self.argument.reading {
            FlowReading::Asset => self.toward_assets(assets, gathered),
            FlowReading::From => self.of_assets(gathered),
            _ => {
                let flows = self.elsewhere(assets);
                for origin in self.origins() {
                    gathered.keep(origin.index, flows.iter().map(|flow| origin.flow(flow)));
                }
            }
        }
    }

    /// The instances whose data the argument is about: that which another argument names, those that are chosen, or its
    /// own. What is only perhaps chosen leaves that others are: the resource itself then speaks for them.
    fn origins(self) -> Vec<Origin> {
        let view = self.instance.view;
        let named = self.argument.of.as_deref().and_then(|path| {
            let written = view.block.arguments(path).into_iter().next()?;
            self.root.referred(view, path, &written.value)
        });
        if let Some(index) = named {
            return vec![Origin { index, ..Origin::default() }];
        }
        let copies = self.argument.kind.is_copy();
        let mut origins: Vec<Origin> = self.chosen.iter().filter(|_| copies).map(Origin::from).collect();
        if !origins.iter().any(|origin| origin.doubt.is_empty()) {
            origins.push(Origin { index: self.instance.index, ..Origin::default() });
        }
        origins
    }

    pub(super) fn written(self) -> Vec<Written> {
        let mut written = self.instance.view.block.arguments(&self.argument.argument);
        written.retain(|written| *written.value.unmark().0 != Value::Null);
        written
    }

    /// Whether `condition` is known to hold. What is written and not known of the argument itself may be any value.
    fn holds(self, condition: &FlowCondition) -> bool {
        let words = |path: &str| -> Vec<Option<String>> {
            let written = self.instance.view.block.arguments(path).into_iter();
            written
                .filter(|written| *written.value.unmark().0 != Value::Null)
                .flat_map(|written| items(&written.value))
                .map(|value| word(&value))
                .collect()
        };
        let among = |values: &[String], word: &Option<String>| word.as_ref().is_some_and(|word| values.contains(word));
        match condition {
            FlowCondition::Value(values) => match words(&self.argument.argument).as_slice() {
                [] => values.iter().any(|value| value == "absent"),
                // What is written is not absent, whatever it is.
                words => {
                    let written = values.iter().any(|value| value != "absent");
                    words.iter().any(|word| (word.is_none() && written) || among(values, word))
                }
            },
            FlowCondition::Is(path, values) => words(path).iter().any(|word| among(values, word)),
            FlowCondition::IsNot(path, values) => !words(path).iter().any(|word| among(values, word)),
        }
    }

    pub(super) fn evidence(
        self,
        kind: EvidenceKind,
        span: Span,
        value: Option<Arc<str>>,
        index: Option<usize>,
    ) -> Evidence {
        let block = &self.instance.view.block;
        let trace = index.map(|index| block.trace(&self.argument.argument, index)).unwrap_or_default();
        Evidence { kind, span: Some(span), value, trace }
    }

    /// To what the argument refers to.
    fn toward_assets(self, assets: &[Option<Asset>], gathered: &mut Gathered) {
        let view = self.instance.view;
        let origins = self.origins();
        for (index, written) in self.written().into_iter().enumerate() {
            for value in items(&written.value) {
                let referred = self.root.referred(view, &self.argument.argument, &value);
                let target = referred.and_then(|to| Some((to, assets.get(to)?.as_ref()?)));
                let shown = target.map(|(_, target)| Arc::clone(&target.address));
                let kind = target.map_or(EvidenceKind::Reference, |(_, target)| self.reference(target));
                let evidence = self.evidence(kind, written.span, shown.clone(), Some(index));
                let receiver = match target {
                    Some((_, target)) => Receiver::new(shown, target.offer.clone(), target.placement.clone()),
                    None if referred.is_some() => continue,
                    None => match self.unresolved(&value, &evidence) {
                        Some(receiver) => receiver,
                        None => continue,
                    },
                };
                let flow = receiver.flow(self.argument.kind, evidence);
                for origin in origins.iter().filter(|origin| Some(origin.index) != referred) {
                    if let Some((to, _)) = target {
                        gathered.edges.extend(self.edge(assets, origin, to, &flow.evidence));
                    }
                    // Disks and keys of the same root module are told with the resource that they are of.
                    let inside = matches!(self.argument.kind, FlowKind::Volume | FlowKind::Key) && target.is_some();
                    if !inside {
                        gathered.keep(origin.index, [origin.flow(&flow)]);
                    }
                }
            }
        }
    }

    /// How a flow to `target` is known: by reference when it is judged itself. A plan or a fabric, which holds none of the
    /// data that are copied by way of it, is no place that another rule looks at.
    fn reference(self, target: &Asset) -> EvidenceKind {
        let of_backups = target.category.as_deref() == Some("backup") && target.holds_data == Some(false);
        let through = self.argument.kind.is_copy() && of_backups;
        if through { EvidenceKind::Argument } else { EvidenceKind::Reference }
    }

    /// That `to` holds what `origin` does, as `evidence` says; `None` for what keeps nothing.
    fn edge(self, assets: &[Option<Asset>], origin: &Origin, to: usize, evidence: &Evidence) -> Option<Edge> {
        let own = assets.get(origin.index)?.as_ref()?;
        let value = Some(Arc::clone(&own.address));
        let trace = evidence.trace.iter().cloned().chain(origin.by.clone()).collect();
        let evidence = Evidence { kind: EvidenceKind::Reference, span: evidence.span, value, trace };
        let copy = self.argument.kind.is_copy();
        let edge = Edge { from: origin.index, to, copy, doubt: origin.doubt.clone(), evidence };
        self.argument.kind.keeps_data().then_some(edge)
    }

    /// What is referred to and is not of this root module: an ARN may tell where it is, an address whose.
    fn unresolved(self, value: &Value, evidence: &Evidence) -> Option<Receiver> {
        match value.unmark() {
            (Value::String(text), false) => {
                if let Some(region) = region_of_arn(text) {
                    return Some(self.at(placement::of_host(
                        self.root.lookup,
                        &self.of.region_key,
                        &region.into(),
                        evidence,
                    )));
                }
                if let Some(host) = host_of_url(text) {
                    return Some(Receiver::host(self.root.lookup, host, evidence));
                }
                let cause = Cause { kind: CauseKind::NotInCatalogue("destination", text.clone()), span: evidence.span };
                let place = Fact::unknown(vec![cause], vec![evidence.clone()]);
                Some(Receiver::new(Some(Arc::clone(text)), self.asset.offer.clone(), place))
            }
            // Which one it is tells the place; it is of the same provider whichever it is.
            (Value::Unknown(unknown), _) => {
                let place = Fact::unknown(unknown.causes().to_vec(), vec![evidence.clone()]);
                Some(Receiver::new(None, self.asset.offer.clone(), place))
            }
            _ => None,
        }
    }

    /// From what the argument refers to, to here.
    fn of_assets(self, gathered: &mut Gathered) {
        let view = self.instance.view;
        for (index, written) in self.written().into_iter().enumerate() {
            for value in items(&written.value) {
                let Some(from) = self.root.referred(view, &self.argument.argument, &value) else { continue };
                let Some(origin) = self.root.instances.get(from).filter(|_| from != self.instance.index) else {
                    continue;
                };
                let address = Some(Arc::clone(&origin.view.address));
                let evidence = self.evidence(EvidenceKind::Reference, written.span, address, Some(index));
                if self.argument.kind.keeps_data() {
                    let copy = self.argument.kind.is_copy();
                    let (to, doubt) = (self.instance.index, Vec::new());
                    gathered.edges.push(Edge { from, to, copy, doubt, evidence: evidence.clone() });
                }
                if self.argument.kind == FlowKind::Volume {
                    continue;
                }
                let here = Some(Arc::clone(&view.address));
                let receiver = Receiver::new(here.clone(), self.asset.offer.clone(), self.asset.placement.clone());
                let evidence = Evidence { kind: self.reference(self.asset), value: here, ..evidence };
                gathered.keep(from, [receiver.flow(self.argument.kind, evidence)]);
            }
        }
    }

    /// Whoever is at `place` with the provider of the resource.
    pub(super) fn at(self, place: Fact<Placement>) -> Receiver {
        let target = place.known().map(|place| Arc::clone(&place.written));
        let target = target.or_else(|| place.evidence().first().and_then(|evidence| evidence.value.clone()));
        let offer = self.instance.provider.offer(self.root.lookup, self.of, &place);
        Receiver::new(target, offer, place)
    }
}

impl Origin {
    /// `flow` as one of its own.
    fn flow(&self, flow: &Flow) -> Flow {
        let trace = flow.evidence.trace.iter().cloned().chain(self.by.clone()).collect();
        let evidence = Evidence { trace, ..flow.evidence.clone() };
        let doubt = flow.doubt.iter().chain(&self.doubt).cloned().collect();
        Flow { doubt, evidence, ..flow.clone() }
    }
}

impl From<&Chosen> for Origin {
    fn from(chosen: &Chosen) -> Self {
        Self { index: chosen.index, doubt: chosen.doubt.clone(), by: Some(chosen.by.clone()) }
    }
}

/// The values of a list, or the one value.
pub(super) fn items(value: &Value) -> Vec<Value> {
    match value.unmark().0 {
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
            items.items().iter().take(MAX_FLOWS).cloned().collect()
        }
        one => vec![one.clone()],
    }
}

/// A scalar in lower case, as the catalogue compares them.
fn word(value: &Value) -> Option<String> {
    word_of(value).map(|word| word.to_lowercase())
}

pub(super) fn word_of(value: &Value) -> Option<String> {
    match value.unmark() {
        (Value::String(text), false) => Some(text.to_string()),
        (Value::Bool(answer), false) => Some(answer.to_string()),
        (Value::Unknown(unknown), _) => match unknown.candidates() {
            Some([only]) => word_of(only),
            _ => None,
        },
        _ => None,
    }
}
