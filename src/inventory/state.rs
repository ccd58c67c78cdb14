//! The state of a root module: it holds every value of its resources, secrets included.

use std::sync::Arc;

use super::declared::{Declarations, Subject};
use super::endpoint::{self, Endpoint};
use super::lookup::Lookup;
use super::offer::{self, Reached};
use super::view::{BackendView, Configured, RemoteStateView, RootView, Written};
use super::{
    Asset, AssetKind, Environment, Evidence, EvidenceKind, Fact, Flow, FlowKind, Placement, TraceStep, classification,
    environment, placement,
};
use crate::catalogue::{Nature, Offer};
use crate::evaluation::{Cause, CauseKind, MAX_CANDIDATES};
use crate::terraform::required_backend_arguments;

/// What is known of a type of backend.
struct Kind<'c> {
    /// The provider whose storage it is; `None` when only its host tells.
    provider: Option<&'c str>,
    /// Arguments that name a host.
    hosts: Vec<&'c str>,
    /// Its host when none is written.
    default_host: Option<&'c str>,
    /// The argument that names a region.
    region: Option<&'c str>,
    /// Whether the machine that runs the command keeps it.
    local: bool,
}

fn kind<'c>(lookup: Lookup<'c>, of_type: &str) -> Kind<'c> {
    let Some(row) = lookup.backend(of_type) else {
        return Kind { provider: None, hosts: Vec::new(), default_host: None, region: None, local: false };
    };
    let also: &[&str] = match of_type {
        "azurerm" => &["environment", "endpoint"],
        "gcs" => &["universe_domain"],
        _ => &[],
    };
    Kind {
        provider: row.provider.as_deref().filter(|key| !matches!(*key, "local" | "tfe")),
        hosts: row.host_arguments.iter().map(String::as_str).chain(also.iter().copied()).collect(),
        default_host: row.default_host.as_deref(),
        region: row.region_argument.as_deref(),
        local: row.provider.as_deref() == Some("local"),
    }
}

/// Whether the rest of the block comes from `-backend-config` or from the environment, and may change everything: what
/// Terraform requires is missing.
fn is_partial(of_type: &str, block: &dyn Configured) -> bool {
    required_backend_arguments(of_type).iter().any(|path| block.arguments(path).is_empty())
}

/// The state that `backend` keeps.
pub(super) fn assess(
    lookup: Lookup<'_>,
    declarations: &dyn Declarations,
    root: &RootView<'_>,
    backend: &BackendView<'_>,
    elsewhere: Option<&Fact<Environment>>,
) -> Asset {
    let address: Arc<str> = match &*backend.of_type {
        "cloud" => "cloud".into(),
        of_type => format!("backend \"{of_type}\"").into(),
    };
    let file = Arc::clone(&backend.file);
    let subject = Subject {
        root: &root.directory,
        file: &file,
        variable_files: &root.variable_files,
        address: &address,
        of_type: &backend.of_type,
    };
    let kind = kind(lookup, &backend.of_type);
    let key = kind.provider.unwrap_or(&backend.of_type);
    let source: Arc<str> = Arc::clone(&backend.of_type);
    let completed = backend.blocks.iter().map(|block| kept(lookup, backend, &**block, &kind));
    let (offers, placements): (Vec<Fact<Arc<Offer>>>, Vec<Fact<Placement>>) = completed.unzip();
    let placement = one_of(placements, backend, |one, other| one.region.code == other.region.code);
    let offer = one_of(offers, backend, |one, other| one.id == other.id);
    Asset {
        root: Arc::clone(&root.directory),
        kind: AssetKind::State,
        of_type: Arc::clone(&backend.of_type),
        span: backend.span,
        calls: Arc::default(),
        provider: key.into(),
        provider_source: source,
        nature: nature(lookup, &kind, &offer),
        category: Some("state".into()),
        holds_data: Some(true),
        judged: true,
        taggable: false,
        runs: Vec::new(),
        service: None,
        environment: environment::conclude(
            declarations.environment(subject),
            environment::Statement::Silent,
            elsewhere,
        ),
        offer,
        placement,
        classification: classification::with_declaration(
            classification::Statement::Silent,
            declarations.classification(subject),
        ),
        flows: root.remote_states.iter().filter_map(|remote| of_remote_state(lookup, remote)).collect(),
        measures: super::Measures::default(),
        recording: None,
        address,
    }
}

/// What is behind the provider whose storage it is; without one, or when only a host tells, what is behind the offer.
fn nature(lookup: Lookup<'_>, kind: &Kind<'_>, offer: &Fact<Arc<Offer>>) -> Option<Nature> {
    if kind.local {
        return Some(Nature::Utility);
    }
    let of_key = kind.provider.and_then(|key| lookup.nature_of_key(key));
    of_key.or_else(|| lookup.nature_of_offer(offer.known()?))
}

/// Where the state is kept that `remote` reads: as a backend of that type, configured by `config`.
fn of_remote_state(lookup: Lookup<'_>, remote: &RemoteStateView<'_>) -> Option<Flow> {
    let of_type = remote.block.arguments("backend").into_iter().next()?;
    let of_type: Arc<str> = of_type.value.unmark().0.as_str()?.into();
    let block = Remote { block: &*remote.block };
    let backend = BackendView {
        of_type: Arc::clone(&of_type),
        file: Arc::clone(&remote.file),
        span: remote.span,
        blocks: Vec::new(),
        completions: Vec::new(),
    };
    let kind = kind(lookup, &of_type);
    let (offer, placement) = kept(lookup, &backend, &block, &kind);
    let first = placement.evidence().first().or(offer.evidence().first()).cloned();
    let evidence = first.unwrap_or_else(|| Evidence {
        kind: EvidenceKind::Backend,
        span: Some(remote.span),
        value: None,
        trace: Vec::new(),
    });
    Some(Flow {
        kind: FlowKind::RemoteState,
        target: Some(Arc::clone(&remote.address)),
        operator: offer.known().map(|offer| offer.operator.as_str().into()),
        offer,
        placement,
        doubt: Vec::new(),
        evidence,
    })
}

/// The configuration of a remote state, as that of a backend.
struct Remote<'b> {
    block: &'b dyn Configured,
}

impl Configured for Remote<'_> {
    fn arguments(&self, path: &str) -> Vec<Written> {
        self.block.arguments(&format!("config.{path}"))
    }

    fn trace(&self, path: &str, index: usize) -> Vec<TraceStep> {
        self.block.trace(&format!("config.{path}"), index)
    }
}

/// The contract that a state falls under that `block` configures, and where it is.
fn kept(
    lookup: Lookup<'_>,
    backend: &BackendView<'_>,
    block: &dyn Configured,
    kind: &Kind<'_>,
) -> (Fact<Arc<Offer>>, Fact<Placement>) {
    let key = kind.provider.unwrap_or(&backend.of_type);
    let (endpoint, placement) = located(lookup, backend, block, kind, key);
    let reached = Reached {
        provider: key,
        source: &backend.of_type,
        of_type: None,
        endpoint: &endpoint,
        hosted: kind.provider == Some("openstack"),
        elsewhere: None,
        span: Some(backend.span),
    };
    let offer = match (&endpoint, kind.provider) {
        // Neither a host nor a provider: what the block does not say is the cause.
        (Endpoint::Usual, None) => Fact::unknown(unsaid(backend, kind), Vec::new()),
        _ => offer::reached(lookup, reached, &placement),
    };
    (offer, placement)
}

/// What it talks to, and where that is.
fn located(
    lookup: Lookup<'_>,
    backend: &BackendView<'_>,
    block: &dyn Configured,
    kind: &Kind<'_>,
    key: &str,
) -> (Endpoint, Fact<Placement>) {
    let mut endpoint = endpoint::read(lookup, key, block, kind.hosts.iter().copied(), EvidenceKind::Backend);
    if let (Endpoint::Usual, Some(host)) = (&endpoint, kind.default_host)
        && let Some(row) = lookup.host(host)
    {
        let evidence = Evidence {
            kind: EvidenceKind::ProviderDefault,
            span: Some(backend.span),
            value: Some(host.into()),
            trace: Vec::new(),
        };
        endpoint = Endpoint::Host { row, evidence };
    }
    if let Endpoint::Usual = endpoint {
        let place = written(lookup, key, backend, block, kind);
        // A region that the usual provider has tells that it is meant; another is a dummy for an endpoint given elsewhere.
        let given_elsewhere = match &place {
            Fact::Known { .. } => false,
            Fact::Unknown { causes, .. } => {
                is_partial(&backend.of_type, block)
                    || causes.iter().any(|cause| matches!(cause.kind, CauseKind::NotInCatalogue("region", _)))
            }
        };
        if !given_elsewhere {
            return (endpoint, place);
        }
        let kind = CauseKind::BackendConfiguration(Arc::clone(&backend.of_type));
        let causes = vec![Cause::at(kind, backend.span)];
        let evidence =
            Evidence { kind: EvidenceKind::Backend, span: Some(backend.span), value: None, trace: Vec::new() };
        let placement = Fact::unknown(causes.clone(), vec![evidence.clone()]);
        return (Endpoint::Unknown { causes, evidence }, placement);
    }
    let placement = match &endpoint {
        Endpoint::Unknown { causes, evidence } => Fact::unknown(causes.clone(), vec![evidence.clone()]),
        Endpoint::Host { row, evidence, .. } => {
            let key = row.region_key();
            match &row.region {
                Some(region) => placement::of_host(lookup, key, region, evidence),
                None => placement::read(lookup, key, block, kind.region, EvidenceKind::Backend)
                    .unwrap_or_else(|| placement::of_destination(lookup, evidence)),
            }
        }
        Endpoint::Usual => written(lookup, key, backend, block, kind),
    };
    (endpoint, placement)
}

fn written(
    lookup: Lookup<'_>,
    key: &str,
    backend: &BackendView<'_>,
    block: &dyn Configured,
    kind: &Kind<'_>,
) -> Fact<Placement> {
    placement::read(lookup, key, block, kind.region, EvidenceKind::Backend)
        .unwrap_or_else(|| Fact::unknown(unsaid(backend, kind), Vec::new()))
}

/// What the block would have to say.
fn unsaid(backend: &BackendView<'_>, kind: &Kind<'_>) -> Vec<Cause> {
    // A host tells whose it is; where a known operator keeps it, only a region does.
    let host = kind.hosts.first().copied().filter(|_| kind.provider.is_none());
    let name = kind.region.or(host);
    let kind = match name {
        _ if kind.local => CauseKind::LocalBackend,
        Some(name) => CauseKind::NotWritten(name.into()),
        None => CauseKind::NotDeclared("placement"),
    };
    vec![Cause::at(kind, backend.span)]
}

/// What holds however the backend is completed; where that depends on the file, one of what they say.
fn one_of<T>(facts: Vec<Fact<T>>, backend: &BackendView<'_>, same: impl Fn(&T, &T) -> bool) -> Fact<T> {
    let mut facts = facts.into_iter();
    let Some(first) = facts.next() else { return Fact::unknown(vec![disagreement(backend)], Vec::new()) };
    let others: Vec<Fact<T>> = facts.collect();
    let agree = |other: &Fact<T>| match (first.known(), other.known()) {
        (Some(one), Some(other)) => same(one, other),
        _ => false,
    };
    if others.iter().all(agree) {
        return first;
    }
    let (mut causes, mut evidence, mut candidates) = (vec![disagreement(backend)], Vec::new(), Vec::new());
    let mut all_known = true;
    for fact in std::iter::once(first).chain(others) {
        evidence.extend(fact.evidence().first().cloned());
        match fact {
            Fact::Known { value, .. } if candidates.iter().any(|known| same(known, &value)) => {}
            Fact::Known { value, .. } => candidates.push(value),
            Fact::Unknown { causes: why, .. } => {
                all_known = false;
                causes.extend(why);
            }
        }
    }
    causes.dedup();
    if !all_known || candidates.len() > MAX_CANDIDATES {
        candidates.clear();
    }
    Fact::Unknown { causes, candidates, evidence }
}

/// How many of the files that disagree are named.
const MAX_NAMED: usize = 6;

fn disagreement(backend: &BackendView<'_>) -> Cause {
    let named = backend.completions.iter().take(MAX_NAMED).map(|path| &**path);
    let more = (backend.completions.len() > MAX_NAMED).then_some("…");
    let files: Vec<&str> = named.chain(more).collect();
    Cause::at(CauseKind::BackendFiles(files.join(", ").into()), backend.span)
}
