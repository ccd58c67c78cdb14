//! What a copy, a disk, a log or a key holds, and where in the life cycle a copy is: what that is which it is of, unless it
//! says otherwise.

mod classification;
mod environment;
mod graph;
#[cfg(test)]
mod tests;

use self::graph::Graph;
use super::Asset;
use super::flow::Edge;

/// Gives each of `assets` that says nothing of its data the classifications of all data that come to it along `edges`, and
/// each copy that says nothing of its environment that of what it is a copy of. `states_environment` tells which say it
/// themselves. Circles end, and the work is that of following each edge once for each kind of data that there is.
pub(super) fn propagate(assets: &mut [Option<Asset>], edges: &[Edge], states_environment: &[bool]) {
    if edges.is_empty() {
        return;
    }
    let graph = Graph::new(assets, edges);
    let classifications = classification::conclude(assets, &graph);
    let environments = environment::conclude(assets, states_environment, &graph);
    for (index, fact) in classifications {
        if let Some(Some(asset)) = assets.get_mut(index) {
            asset.classification = fact;
        }
    }
    for (index, fact) in environments {
        if let Some(Some(asset)) = assets.get_mut(index) {
            asset.environment = fact;
        }
    }
}
