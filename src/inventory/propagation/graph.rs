//! What holds what another holds, as a graph of assets.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::inventory::flow::Edge;
use crate::inventory::{Asset, Evidence};

/// The longest way that is told from what says a fact to what it is said of: what is between is the same again.
const MAX_PATH: usize = 8;

/// How an asset was reached: from which one that says something, along which edge.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) source: usize,
    edge: usize,
}

pub(super) struct Graph<'e> {
    pub(super) edges: &'e [Edge],
    /// By asset, the edges that leave it, in an order that does not depend on that of declaration.
    leaving: Vec<Vec<usize>>,
}

impl<'e> Graph<'e> {
    pub(super) fn new(assets: &[Option<Asset>], edges: &'e [Edge]) -> Self {
        let mut leaving = vec![Vec::new(); assets.len()];
        for (index, edge) in edges.iter().enumerate() {
            if let Some(leaving) = leaving.get_mut(edge.from) {
                leaving.push(index);
            }
        }
        let target = |index: &usize| edges.get(*index).and_then(|edge| address(assets, edge.to));
        for leaving in &mut leaving {
            leaving.sort_by_cached_key(target);
        }
        Self { edges, leaving }
    }

    /// How each asset is first reached from `sources`, in their order, along the edges that are `open`, through the assets
    /// that `passes` lets pass.
    pub(super) fn reach(
        &self,
        sources: impl IntoIterator<Item = usize>,
        open: impl Fn(&Edge) -> bool,
        passes: impl Fn(usize) -> bool,
    ) -> Vec<Option<Step>> {
        let mut reached: Vec<Option<Step>> = vec![None; self.leaving.len()];
        let mut queue = VecDeque::new();
        for source in sources {
            queue.push_back(source);
            while let Some(from) = queue.pop_front() {
                for index in self.leaving.get(from).into_iter().flatten() {
                    let Some(edge) = self.edges.get(*index).filter(|edge| open(edge) && edge.to != source) else {
                        continue;
                    };
                    let Some(step) = reached.get_mut(edge.to).filter(|step| step.is_none()) else { continue };
                    *step = Some(Step { source, edge: *index });
                    if passes(edge.to) {
                        queue.push_back(edge.to);
                    }
                }
            }
        }
        reached
    }

    /// The edge by which `step` came.
    pub(super) fn edge(&self, step: Step) -> Option<&'e Edge> {
        self.edges.get(step.edge)
    }

    /// The references that lead to the asset `index`, its own first.
    pub(super) fn path(&self, reached: &[Option<Step>], index: usize) -> Vec<Evidence> {
        let mut path = Vec::new();
        let mut at = index;
        while let Some(step) = reached.get(at).copied().flatten()
            && path.len() < MAX_PATH
        {
            let Some(edge) = self.edge(step) else { break };
            path.push(edge.evidence.clone());
            at = edge.from;
            if at == step.source {
                break;
            }
        }
        path
    }
}

/// The address of an asset: what orders them, whatever the order of declaration.
pub(super) fn address(assets: &[Option<Asset>], index: usize) -> Option<Arc<str>> {
    assets.get(index)?.as_ref().map(|asset| Arc::clone(&asset.address))
}
