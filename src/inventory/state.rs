//! The state of a root module: it holds every value of its resources, secrets included.

use std::sync::Arc;

use super::declared::{Declarations, Subject};
use super::endpoint::{self, Endpoint};
use super::lookup::Lookup;
use super::offer::{self, Reached};
use super::view::{BackendView, Configured, RootView};
use super::{
    Asset, AssetKind, Environment, Evidence, EvidenceKind, Fact, Placement, classification, environment, placement,
};
use crate::evaluation::{Cause, CauseKind};

/// What is known of a kind of backend.
struct Kind {
    /// The provider whose storage it is; `None` when only its host tells.
    provider: Option<&'static str>,
    /// Arguments that name a host.
    hosts: &'static [&'static str],
    /// Its host when none is written.
    default_host: Option<&'static str>,
    /// Arguments that name a region.
    regions: &'static [&'static str],
}

fn kind(of_type: &str) -> Kind {
    let (provider, hosts, default_host, regions): (_, &[_], _, &[_]) = match of_type {
        "s3" => (Some("aws"), &["endpoints.s3", "endpoint"], None, &["region"]),
        "azurerm" | "azure" => (Some("azurerm"), &["endpoint", "metadata_host", "environment"], None, &[]),
        "gcs" => (Some("google"), &["storage_custom_endpoint", "universe_domain"], None, &[]),
        "oss" => (Some("alicloud"), &["endpoint"], None, &["region"]),
        "cos" => (Some("tencentcloud"), &[], None, &["region"]),
        "oci" => (Some("oci"), &[], None, &["region"]),
        "swift" => (Some("openstack"), &["auth_url"], None, &["region_name"]),
        "remote" | "cloud" => (None, &["hostname"], Some("app.terraform.io"), &[]),
        "http" => (None, &["address"], None, &[]),
        "pg" => (None, &["conn_str"], None, &[]),
        "consul" => (None, &["address"], None, &[]),
        "kubernetes" => (None, &["host"], None, &[]),
        "artifactory" | "manta" => (None, &["url"], None, &[]),
        "etcd" | "etcdv3" => (None, &["endpoints"], None, &[]),
        _ => (None, &[], None, &[]),
    };
    Kind { provider, hosts, default_host, regions }
}

/// The argument that a complete block has, by backend: without it, the rest comes from `-backend-config` or from the
/// environment, and may change everything.
fn is_partial(of_type: &str, block: &dyn Configured) -> bool {
    let required: &[&str] = match of_type {
        "s3" => &["bucket", "key"],
        "azurerm" => &["storage_account_name", "container_name"],
        "gcs" => &["bucket"],
        "swift" => &["container", "path"],
        "http" => &["address"],
        "pg" => &["conn_str"],
        "oss" | "cos" | "oci" => &["bucket"],
        _ => return false,
    };
    required.iter().all(|path| block.arguments(path).is_empty())
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
    let subject = Subject { root: &root.directory, file: &file, address: &address, of_type: &backend.of_type };
    let kind = kind(&backend.of_type);
    let key = kind.provider.unwrap_or(&backend.of_type);
    let (endpoint, placement) = located(lookup, backend, &kind, key);
    let source: Arc<str> = Arc::clone(&backend.of_type);
    let reached = Reached {
        provider: key,
        source: &source,
        of_type: None,
        endpoint: &endpoint,
        variable: None,
        span: Some(backend.span),
    };
    let offer = match (&endpoint, kind.provider) {
        // Neither a host nor a provider: what the block does not say is the cause.
        (Endpoint::Usual, None) => Fact::unknown(unsaid(backend, &kind), Vec::new()),
        _ => offer::reached(lookup, reached, &placement),
    };
    Asset {
        root: Arc::clone(&root.directory),
        kind: AssetKind::State,
        of_type: Arc::clone(&backend.of_type),
        span: backend.span,
        provider: key.into(),
        provider_source: source,
        category: Some("state".into()),
        holds_data: Some(true),
        judged: true,
        taggable: false,
        environment: environment::conclude(declarations.environment(subject), None, elsewhere),
        offer,
        placement,
        classification: classification::with_declaration(
            classification::Statement::Silent,
            declarations.classification(subject),
        ),
        address,
    }
}

/// What it talks to, and where that is.
fn located(lookup: Lookup<'_>, backend: &BackendView<'_>, kind: &Kind, key: &str) -> (Endpoint, Fact<Placement>) {
    let block = &*backend.block;
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
        endpoint = Endpoint::Host { host: host.into(), row, evidence };
    }
    if matches!(endpoint, Endpoint::Usual) && is_partial(&backend.of_type, block) {
        let causes = unsaid(backend, kind);
        let evidence =
            Evidence { kind: EvidenceKind::Backend, span: Some(backend.span), value: None, trace: Vec::new() };
        let placement = Fact::unknown(causes.clone(), vec![evidence.clone()]);
        return (Endpoint::Unknown { causes, evidence }, placement);
    }
    let placement = match &endpoint {
        Endpoint::Unknown { causes, evidence } => Fact::unknown(causes.clone(), vec![evidence.clone()]),
        Endpoint::Host { row, evidence, .. } if row.region.is_some() => {
            let region = row.region.clone().unwrap_or_else(|| "".into());
            placement::of_host(lookup, row.key.as_deref().unwrap_or(key), &region, evidence)
        }
        Endpoint::Host { row, .. } => written(lookup, row.key.as_deref().unwrap_or(key), backend, kind),
        Endpoint::Usual => written(lookup, key, backend, kind),
    };
    (endpoint, placement)
}

fn written(lookup: Lookup<'_>, key: &str, backend: &BackendView<'_>, kind: &Kind) -> Fact<Placement> {
    placement::read(lookup, key, &*backend.block, kind.regions.iter().copied(), EvidenceKind::Backend)
        .unwrap_or_else(|| Fact::unknown(unsaid(backend, kind), Vec::new()))
}

/// What the block would have to say.
fn unsaid(backend: &BackendView<'_>, kind: &Kind) -> Vec<Cause> {
    let name = kind.regions.first().or(kind.hosts.first()).copied();
    let kind = match name {
        Some(name) => CauseKind::NotWritten(name.into()),
        None => CauseKind::NotDeclared("placement"),
    };
    vec![Cause::at(kind, backend.span)]
}
