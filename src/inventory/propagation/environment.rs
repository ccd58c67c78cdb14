//! Environments: a copy is where in the life cycle its source is.
//!
//! R9 binds production, acceptance and « les éléments nécessaires à leur résilience »: what receives copies of production's
//! data is such an element, whatever the directory it stands in is called. A copy that says nothing of its environment has
//! that of its source. One that says a lesser one may be two things: what resilience needs, with a wrong tag, or a
//! development system that was filled with production's data, which R9 does not name. Code does not tell these apart, and
//! a tag that anybody writes must not silence the rule: the environment is then one of the two, as it is when a declaration
//! exempts what a tag calls production. Rules that conclude the same of both are then settled; the others are undetermined,
//! and both places are told. It is done here and not in the rule on resilience, which would have to look at sources: a copy
//! that is a resource is judged by all rules that ask for an environment, and its own words would go on silencing them.
//! Whoever has real reasons, data that were made anonymous, declares the classification of the copy.
//!
//! Only copies of the data themselves count: a log, a disk or a key is part of what it is of, and says so by belonging.

use super::graph::{Graph, Step, address};
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::flow::Edge;
use crate::inventory::{Asset, Environment, Fact};

/// What is concluded of each copy; `states` tells which assets say their environment themselves.
pub(super) fn conclude(
    assets: &[Option<Asset>],
    states: &[bool],
    graph: &Graph<'_>,
) -> Vec<(usize, Fact<Environment>)> {
    let environment = |index: usize| assets.get(index).and_then(Option::as_ref).map(|asset| &asset.environment);
    let is_silent = |index: usize| states.get(index) == Some(&false);
    let bound = sources(assets, Environment::is_bound_by_r9);
    let lesser = sources(assets, |value| !value.is_bound_by_r9());
    let copies = |edge: &Edge| edge.copy && edge.doubt.is_empty();
    let surely = graph.reach(bound.iter().copied(), copies, is_silent);
    // Through what says less, and along what may be a copy: enough to doubt what is said, not to say it.
    let perhaps =
        graph.reach(bound, |edge| edge.copy, |index| is_silent(index) || environment(index).is_some_and(exempts));
    let harmless = graph.reach(lesser, copies, is_silent);
    let open = open(assets, graph, |index| harmless.get(index).is_some_and(Option::is_some));

    let mut concluded = Vec::new();
    for (index, asset) in assets.iter().enumerate() {
        let Some(own) = asset.as_ref().map(|asset| &asset.environment) else { continue };
        let of = |step: Step| Some((*environment(step.source)?.known()?, environment(step.source)?));
        let bound = |reached: &[Option<Step>]| reached.get(index).copied().flatten().and_then(of);
        if own.known().is_some_and(|own| own.is_bound_by_r9()) {
            continue;
        }
        let inherited = |value: Environment, source: &Fact<Environment>, reached| {
            let evidence = source.evidence().iter().cloned().chain(graph.path(reached, index)).collect();
            Fact::Known { value, evidence }
        };
        if let Some((value, source)) = bound(&surely).filter(|_| is_silent(index)) {
            concluded.push((index, inherited(value, source, &surely)));
        } else if let Some((value, source)) = bound(&perhaps).filter(|_| exempts(own)) {
            let mut fact = contradiction(own, value);
            if let Fact::Unknown { evidence, .. } = &mut fact {
                evidence.extend(source.evidence().iter().cloned());
                evidence.extend(graph.path(&perhaps, index));
            }
            concluded.push((index, fact));
        } else if let Some((value, source)) = bound(&harmless).filter(|_| {
            let undeclared = own.known().is_none() && is_silent(index);
            undeclared && bound(&perhaps).is_none() && open.get(index) == Some(&false)
        }) {
            concluded.push((index, inherited(value, source, &harmless)));
        }
    }
    concluded
}

/// The assets whose environment is known and `wanted`, the most demanding first.
fn sources(assets: &[Option<Asset>], wanted: impl Fn(Environment) -> bool) -> Vec<usize> {
    let known = |index: usize| assets.get(index)?.as_ref()?.environment.known().copied();
    let mut sources: Vec<usize> = (0..assets.len()).filter(|index| known(*index).is_some_and(&wanted)).collect();
    sources.sort_by_cached_key(|index| {
        let rank = Environment::ALL.iter().position(|environment| Some(*environment) == known(*index));
        (rank, address(assets, *index))
    });
    sources
}

/// Whether all that is said is that R9 does not bind it.
fn exempts(fact: &Fact<Environment>) -> bool {
    match fact {
        Fact::Known { value, .. } => !value.is_bound_by_r9(),
        Fact::Unknown { candidates, .. } => {
            !candidates.is_empty() && candidates.iter().all(|candidate| !candidate.is_bound_by_r9())
        }
    }
}

/// By asset, whether it is, or may be, a copy of something whose environment is not known.
fn open(assets: &[Option<Asset>], graph: &Graph<'_>, is_known: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut open = vec![false; assets.len()];
    for edge in graph.edges.iter().filter(|edge| edge.copy) {
        let source = assets.get(edge.from).and_then(Option::as_ref);
        let unknown = source.is_some_and(|source| source.environment.known().is_none()) && !is_known(edge.from);
        if let Some(own) = open.get_mut(edge.to).filter(|_| unknown || !edge.doubt.is_empty()) {
            *own = true;
        }
    }
    open
}

/// One of what `own` says and of `source`, in which what it holds was.
fn contradiction(own: &Fact<Environment>, source: Environment) -> Fact<Environment> {
    let said: Vec<Environment> = match own {
        Fact::Known { value, .. } => vec![*value],
        Fact::Unknown { candidates, .. } => candidates.clone(),
    };
    let evidence = own.evidence().to_vec();
    let span = evidence.first().and_then(|evidence| evidence.span);
    let name = said.first().map_or("", |said| said.name());
    let kind = CauseKind::Contradiction(source.name().into(), name.into());
    let candidates = std::iter::once(source).chain(said).collect();
    Fact::Unknown { causes: vec![Cause { kind, span }], candidates, evidence }
}
