//! Custom endpoints: the host that a configuration really talks to.
//!
//! A custom endpoint beats the provider and its region, which is then often a dummy. A host that the catalogue does not
//! have is an unknown operator, never the provider's usual one.

use std::sync::Arc;

use super::lookup::{HostRow, Lookup};
use super::view::Configured;
use super::{Evidence, EvidenceKind};
use crate::evaluation::{Cause, CauseKind, Value};

/// What a configuration says of the host it talks to.
#[derive(Debug, Clone)]
pub(super) enum Endpoint {
    /// Nothing: the provider's own.
    Usual,
    /// A host that the catalogue has.
    Host {
        /// Its row.
        row: HostRow,
        /// Where it is written.
        evidence: Evidence,
    },
    /// The catalogue does not have it, or its value is not known.
    Unknown {
        /// Why.
        causes: Vec<Cause>,
        /// Where it is written.
        evidence: Evidence,
    },
}

/// The arguments that name a host, by provider.
pub(super) fn paths(provider: &str) -> &'static [&'static str] {
    match provider {
        "azurerm" | "azuread" => &["metadata_host", "environment"],
        "google" => &["universe_domain"],
        "openstack" => &["auth_url", "endpoint_overrides"],
        "opentelekomcloud" | "flexibleengine" | "huaweicloud" => &["auth_url"],
        "outscale" => &["api.endpoint", "endpoints.api"],
        "numspot" => &["numspot_host"],
        "vsphere" => &["vsphere_server"],
        "scaleway" | "scalingo" | "rancher2" | "datadog" | "gridscale" => &["api_url"],
        "helm" => &["kubernetes.host"],
        "minio" => &["minio_server"],
        "proxmox" => &["endpoint", "pm_api_url"],
        // `environment` of Exoscale and the services of AWS have their own reading.
        "aws" | "exoscale" => &[],
        _ => &["endpoint", "api_endpoint", "auth_url", "base_url", "api_url", "url", "address", "hostname", "host"],
    }
}

/// The endpoint of one service, for the providers that have one by service.
pub(super) fn service_path(provider: &str, of_type: &str) -> Option<String> {
    let service = service_of(of_type)?;
    match provider {
        "aws" => Some(format!("endpoints.{service}")),
        "google" => Some(format!("{service}_custom_endpoint")),
        "scaleway" if service == "object" => Some("endpoints.s3".to_owned()),
        "outscale" if service == "oks" => Some("oks.endpoint".to_owned()),
        "numspot" if service == "bucket" => Some("numspot_host_os".to_owned()),
        _ => None,
    }
}

/// The service that a resource type belongs to, as `endpoints` and `*_custom_endpoint` name it.
fn service_of(of_type: &str) -> Option<&str> {
    let (provider, rest) = of_type.split_once('_')?;
    let first = rest.split('_').next()?;
    if provider != "aws" {
        return Some(first);
    }
    Some(match first {
        "instance" | "vpc" | "subnet" | "ebs" | "ami" | "eip" | "security" | "key" | "route" | "internet" | "nat"
        | "network" | "launch" | "spot" | "volume" | "snapshot" | "placement" | "vpn" | "customer" => "ec2",
        "db" => "rds",
        "alb" | "lb" => "elbv2",
        "cloudwatch" if rest.starts_with("cloudwatch_log") => "logs",
        "cloudwatch" if rest.starts_with("cloudwatch_event") => "events",
        other => other,
    })
}

/// The words some providers have for a host.
fn spelled_out<'w>(provider: &str, written: &'w str) -> Option<&'w str> {
    Some(match (provider, written) {
        // The usual API of each: it does not tell more than the provider.
        ("ovh", "ovh-eu" | "https://eu.api.ovh.com/1.0" | "https://api.ovh.com/1.0")
        | ("azurerm" | "azuread", "public")
        | ("google", "googleapis.com") => return None,
        ("ovh", "ovh-ca") => "ca.api.ovh.com",
        ("ovh", "ovh-us") => "api.us.ovhcloud.com",
        ("azurerm" | "azuread", "usgovernment") => "management.usgovcloudapi.net",
        ("azurerm" | "azuread", "china") => "management.chinacloudapi.cn",
        (_, written) => written,
    })
}

/// The host in `written`: with or without scheme, credentials, port and path.
pub fn host_of(written: &str) -> Option<&str> {
    let rest = written.split_once("://").map_or(written, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(address) => address.split(']').next()?,
        None => host.split(':').next()?,
    };
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':');
    (!host.is_empty() && host.bytes().all(valid)).then_some(host)
}

/// The first endpoint written at `paths` of `block`.
pub(super) fn read<'p>(
    lookup: Lookup<'_>,
    provider: &str,
    block: &dyn Configured,
    paths: impl IntoIterator<Item = &'p str>,
    kind: EvidenceKind,
) -> Endpoint {
    for path in paths {
        for (index, written) in block.arguments(path).into_iter().enumerate() {
            let (value, sensitive) = written.value.unmark();
            let evidence = |host: Option<&str>| Evidence {
                kind,
                span: Some(written.span),
                value: host.map(Arc::from),
                trace: block.trace(path, index),
            };
            let unknown = |causes: Vec<Cause>| Endpoint::Unknown { causes, evidence: evidence(None) };
            match value {
                Value::Unknown(value) => match value.candidates() {
                    // The only one that it may be is no doubt, unless nobody knows it.
                    Some([Value::String(text)]) => {
                        let Some(spelled) = spelled_out(provider, text.trim()) else { continue };
                        let host: Option<Arc<str>> = host_of(spelled).map(|host| host.to_ascii_lowercase().into());
                        return match host.and_then(|host| Some((lookup.host(&host)?, host))) {
                            Some((row, host)) => Endpoint::Host { evidence: evidence(Some(&host)), row },
                            None => unknown(value.causes().to_vec()),
                        };
                    }
                    _ => return unknown(value.causes().to_vec()),
                },
                Value::String(_) if sensitive => {
                    return unknown(vec![Cause::at(CauseKind::Sensitive(path.into()), written.span)]);
                }
                Value::String(text) if text.trim().is_empty() => {}
                Value::String(text) => {
                    let Some(spelled) = spelled_out(provider, text.trim()) else { continue };
                    let Some(host) = host_of(spelled) else { continue };
                    let host: Arc<str> = host.to_ascii_lowercase().into();
                    if let Some(row) = lookup.host(&host) {
                        return Endpoint::Host { evidence: evidence(Some(&host)), row };
                    }
                    let kind = CauseKind::NotInCatalogue("host", Arc::clone(&host));
                    let causes = vec![Cause::at(kind, written.span)];
                    return Endpoint::Unknown { causes, evidence: evidence(Some(&host)) };
                }
                _ => {}
            }
        }
    }
    Endpoint::Usual
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_in_all_spellings() {
        for written in [
            "s3.fr-par.scw.cloud",
            "https://s3.fr-par.scw.cloud",
            "https://s3.fr-par.scw.cloud/",
            "https://s3.fr-par.scw.cloud:443/bucket?x=1",
            "postgres://user:p@ss@s3.fr-par.scw.cloud:5432/db",
            "s3.fr-par.scw.cloud:443",
        ] {
            assert_eq!(host_of(written), Some("s3.fr-par.scw.cloud"), "{written}");
        }
        assert_eq!(host_of("http://[::1]:9000"), Some("::1"));
        assert_eq!(host_of("host=/var/run/postgresql user=me"), None);
        assert_eq!(host_of(""), None);
    }

    #[test]
    fn services_of_types() {
        assert_eq!(service_path("aws", "aws_s3_bucket").as_deref(), Some("endpoints.s3"));
        assert_eq!(service_path("aws", "aws_instance").as_deref(), Some("endpoints.ec2"));
        assert_eq!(service_path("aws", "aws_cloudwatch_log_group").as_deref(), Some("endpoints.logs"));
        assert_eq!(service_path("google", "google_storage_bucket").as_deref(), Some("storage_custom_endpoint"));
        assert_eq!(service_path("ovh", "ovh_cloud_project"), None);
    }
}
