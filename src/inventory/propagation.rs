//! What a copy, a disk, a log or a key holds: what that holds which it is of, unless it says otherwise.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::sync::Arc;

use super::flow::Edge;
use super::{Asset, Classification, Evidence, EvidenceKind, Fact, Level, classification};
use crate::evaluation::{Cause, CauseKind};

/// The longest way that is told from what says its classification to what holds the same: what is between is the same
/// again.
const MAX_PATH: usize = 8;

/// Gives each of `assets` that says nothing of its data the classification of the most demanding data that come to it
/// along `edges`. Each asset is reached once, so that circles end and the work is that of following each edge a few times.
pub(super) fn propagate(assets: &mut [Option<Asset>], edges: &[Edge]) {
    let graph = Graph::new(assets, edges);
    if edges.is_empty() {
        return;
    }
    let mut known: Vec<usize> = graph.all(assets, |said| matches!(said, Said::Known));
    known.sort_by_key(|index| {
        let asset = assets.get(*index).and_then(Option::as_ref);
        let value = asset.and_then(|asset| asset.classification.known());
        let weight = value.map(|value| (value.level, value.nature.is_some(), value.impact.len()));
        (Reverse(weight), asset.map(|asset| Arc::clone(&asset.address)))
    });
    let reached = graph.reach(known.iter().copied());
    // Data about health have rules of their own: that they come must survive what is more demanding otherwise.
    let about_health = |index: &usize| {
        let value = assets.get(*index).and_then(|asset| asset.as_ref()?.classification.known());
        value.is_some_and(classification::is_about_health)
    };
    let health = graph.reach(known.iter().copied().filter(about_health));
    let unknown = graph.reach(graph.all(assets, |said| matches!(said, Said::Unreadable)));

    let mut concluded: Vec<(usize, Fact<Classification>)> = Vec::new();
    for (index, asset) in assets.iter().enumerate() {
        let Some(asset) = asset.as_ref().filter(|asset| receives(asset)) else { continue };
        let of = |reached: &[Option<Step>]| reached.get(index).copied().flatten().filter(|_| graph.is_silent(index));
        let from = |step: Step| assets.get(step.source)?.as_ref();
        if let Some(origin) = of(&reached).and_then(from)
            && let Some(value) = origin.classification.known()
        {
            let mut evidence = origin.classification.evidence().to_vec();
            evidence.extend(graph.path(&reached, index));
            let mut value = value.clone();
            if let Some(other) = of(&health).and_then(from).filter(|other| other.address != origin.address)
                && let Some(about_health) = other.classification.known()
            {
                value = classification::completed(value, about_health.clone());
                evidence.extend(other.classification.evidence().iter().cloned());
                evidence.extend(graph.path(&health, index));
            }
            concluded.push((index, Fact::Known { value, evidence }));
        } else if let Some(origin) = of(&unknown).and_then(from)
            && let Fact::Unknown { causes, candidates, evidence } = &origin.classification
        {
            let mut evidence = evidence.clone();
            evidence.extend(graph.path(&unknown, index));
            let (causes, candidates) = (causes.clone(), candidates.clone());
            concluded.push((index, Fact::Unknown { causes, candidates, evidence }));
        } else if let Some(contradiction) = graph.contradiction(assets, &reached, index, asset) {
            concluded.push((index, contradiction));
        }
    }
    for (index, fact) in concluded {
        if let Some(Some(asset)) = assets.get_mut(index) {
            asset.classification = fact;
        }
    }
}

/// Whether what comes to it is told: it may hold data, or the key to them.
fn receives(asset: &Asset) -> bool {
    asset.holds_data != Some(false) || asset.category.as_deref() == Some("kms")
}

/// What an asset itself says of its data.
#[derive(Clone, Copy)]
enum Said {
    Silent,
    Known,
    /// Something that could not be read.
    Unreadable,
}

fn said(asset: &Asset) -> Said {
    match &asset.classification {
        Fact::Known { .. } => Said::Known,
        Fact::Unknown { causes, candidates, .. } => {
            let undeclared = |cause: &Cause| matches!(cause.kind, CauseKind::NotDeclared("classification"));
            if candidates.is_empty() && causes.iter().all(undeclared) { Said::Silent } else { Said::Unreadable }
        }
    }
}

/// How an asset was reached: from which one that says something, along which edge.
#[derive(Clone, Copy)]
struct Step {
    source: usize,
    edge: usize,
}

struct Graph<'e> {
    edges: &'e [Edge],
    said: Vec<Said>,
    /// By asset, the edges that leave it.
    leaving: Vec<Vec<usize>>,
}

impl<'e> Graph<'e> {
    fn new(assets: &[Option<Asset>], edges: &'e [Edge]) -> Self {
        let mut leaving = vec![Vec::new(); assets.len()];
        for (index, edge) in edges.iter().enumerate() {
            if let Some(leaving) = leaving.get_mut(edge.from) {
                leaving.push(index);
            }
        }
        let said = assets.iter().map(|asset| asset.as_ref().map_or(Said::Silent, said)).collect();
        Self { edges, said, leaving }
    }

    fn all(&self, assets: &[Option<Asset>], wanted: impl Fn(Said) -> bool) -> Vec<usize> {
        let said = self.said.iter().enumerate();
        said.filter(|(index, said)| wanted(**said) && assets.get(*index).is_some_and(Option::is_some))
            .map(|(index, _)| index)
            .collect()
    }

    fn is_silent(&self, index: usize) -> bool {
        matches!(self.said.get(index), Some(Said::Silent))
    }

    /// How each asset is first reached from `sources`, in their order, through assets that say nothing.
    fn reach(&self, sources: impl IntoIterator<Item = usize>) -> Vec<Option<Step>> {
        let mut reached: Vec<Option<Step>> = vec![None; self.said.len()];
        let mut queue = VecDeque::new();
        for source in sources {
            queue.push_back(source);
            while let Some(from) = queue.pop_front() {
                for index in self.leaving.get(from).into_iter().flatten() {
                    let Some(edge) = self.edges.get(*index) else { continue };
                    let Some(step) = reached.get_mut(edge.to).filter(|step| step.is_none() && edge.to != source) else {
                        continue;
                    };
                    *step = Some(Step { source, edge: *index });
                    if self.is_silent(edge.to) {
                        queue.push_back(edge.to);
                    }
                }
            }
        }
        reached
    }

    /// The references that lead to the asset `index`, its own first.
    fn path(&self, reached: &[Option<Step>], index: usize) -> Vec<Evidence> {
        let mut path = Vec::new();
        let mut at = index;
        while let Some(step) = reached.get(at).copied().flatten()
            && path.len() < MAX_PATH
        {
            let Some(edge) = self.edges.get(step.edge) else { break };
            path.push(edge.evidence.clone());
            at = edge.from;
            if at == step.source {
                break;
            }
        }
        path
    }

    /// A copy whose tags deny that there is anything to protect in what it is a copy of.
    fn contradiction(
        &self,
        assets: &[Option<Asset>],
        reached: &[Option<Step>],
        index: usize,
        asset: &Asset,
    ) -> Option<Fact<Classification>> {
        let step = reached.get(index).copied().flatten()?;
        let edge = self.edges.get(step.edge).filter(|edge| edge.copy)?;
        let source = assets.get(step.source)?.as_ref()?.classification.known()?;
        let own = asset.classification.known()?;
        let evidence = asset.classification.evidence();
        let tagged = matches!(evidence.first()?.kind, EvidenceKind::Tag | EvidenceKind::DefaultTag);
        if !tagged || own.level > Level::Internal || source.level <= Level::Internal {
            return None;
        }
        let kind = CauseKind::Contradiction(own.level.name().into(), source.level.name().into());
        let span = evidence.first().and_then(|evidence| evidence.span);
        let evidence = evidence.iter().cloned().chain([edge.evidence.clone()]).collect();
        Some(Fact::Unknown {
            causes: vec![Cause { kind, span }],
            candidates: vec![own.clone(), source.clone()],
            evidence,
        })
    }
}
