//! From the value of an argument to whom it leads to.

use std::net::IpAddr;
use std::sync::Arc;

use super::Flow;
use crate::catalogue::{Destination, FlowKind, Offer};
use crate::evaluation::{Cause, CauseKind, Unknown, Value};
use crate::inventory::endpoint::host_of;
use crate::inventory::lookup::Lookup;
use crate::inventory::placement::global;
use crate::inventory::{Evidence, Fact, Placement};

/// The most flows of one argument that are told: whoever lists more is not read to the end.
pub(super) const MAX_FLOWS: usize = 256;

/// Who receives data, and where.
pub(super) struct Receiver {
    pub(super) target: Option<Arc<str>>,
    operator: Option<Arc<str>>,
    pub(super) offer: Fact<Arc<Offer>>,
    pub(super) placement: Fact<Placement>,
}

impl Receiver {
    pub(super) fn new(target: Option<Arc<str>>, offer: Fact<Arc<Offer>>, placement: Fact<Placement>) -> Self {
        let operator = offer.known().map(|offer| offer.operator.as_str().into());
        Self { target, operator, offer, placement }
    }

    /// Nothing is known of it, for `causes`.
    pub(super) fn unknown(target: Option<Arc<str>>, causes: Vec<Cause>, evidence: &Evidence) -> Self {
        let offer = Fact::unknown(causes.clone(), vec![evidence.clone()]);
        Self::new(target, offer, Fact::unknown(causes, vec![evidence.clone()]))
    }

    /// Whoever has `host`.
    pub(super) fn host(lookup: Lookup<'_>, host: &str, evidence: &Evidence) -> Self {
        let host: Arc<str> = host.trim_end_matches('.').to_ascii_lowercase().into();
        let Some(found) = lookup.destination(&host) else {
            let cause = Cause { kind: CauseKind::NotInCatalogue("host", Arc::clone(&host)), span: evidence.span };
            return Self::unknown(Some(host), vec![cause], evidence);
        };
        Self::of(lookup, found, host, evidence)
    }

    /// Whoever is at `address`.
    pub(super) fn address(lookup: Lookup<'_>, address: IpAddr, evidence: &Evidence) -> Self {
        let text: Arc<str> = address.to_string().into();
        let Some(found) = lookup.destination_at(address) else {
            let cause = Cause { kind: CauseKind::NotInCatalogue("host", Arc::clone(&text)), span: evidence.span };
            return Self::unknown(Some(text), vec![cause], evidence);
        };
        Self::of(lookup, found, text, evidence)
    }

    /// Whom a program calls that is given a variable called `name`.
    pub(super) fn variable(lookup: Lookup<'_>, name: &str, evidence: &Evidence) -> Option<Self> {
        let found = lookup.destination_of_variable(name)?;
        let target = Arc::from(found.operator.as_str());
        Some(Self::of(lookup, found, target, evidence))
    }

    fn of(lookup: Lookup<'_>, found: Destination, target: Arc<str>, evidence: &Evidence) -> Self {
        let reasons = || vec![evidence.clone()];
        let unknown = |kind: CauseKind| vec![Cause { kind, span: evidence.span }];
        let countries: Option<Vec<_>> = (!found.countries.is_empty())
            .then(|| {
                found
                    .countries
                    .iter()
                    .map(|code| lookup.country(found.provider.as_deref().unwrap_or_default(), code))
                    .collect()
            })
            .flatten();
        let placement = match (found.region, found.written, countries.as_deref()) {
            (Some(region), Some(written), _) => {
                Fact::established(Placement { region, written: written.into() }, reasons())
            }
            (_, _, Some([country])) => {
                let written = country.code.as_str().into();
                Fact::established(Placement { region: Arc::new(country.clone()), written }, reasons())
            }
            _ => Fact::unknown(unknown(CauseKind::NotInCatalogue("place", Arc::clone(&target))), reasons()),
        };
        let offer = match found.offer {
            Some(offer) => Fact::established(offer, reasons()),
            None => Fact::unknown(unknown(CauseKind::NotInCatalogue("contract", Arc::clone(&target))), reasons()),
        };
        Self { target: Some(target), operator: Some(found.operator.into()), offer, placement }
    }

    /// The operator of `offer`, wherever it has machines.
    pub(super) fn everywhere(offer: Fact<Arc<Offer>>, provider: &str, evidence: &Evidence) -> Self {
        Self::new(None, offer, Fact::established(global(provider), vec![evidence.clone()]))
    }

    pub(super) fn flow(self, kind: FlowKind, evidence: Evidence) -> Flow {
        let Self { target, operator, offer, placement } = self;
        Flow { kind, target, operator, offer, placement, doubt: Vec::new(), evidence }
    }
}

/// The texts in `value`, through lists; `Err` for what is not known of it.
pub(super) fn texts(value: &Value, found: &mut Vec<Result<Arc<str>, Vec<Cause>>>) {
    if found.len() >= MAX_FLOWS {
        return;
    }
    match value.unmark() {
        (Value::List(items) | Value::Set(items) | Value::Tuple(items), false) => {
            items.items().iter().for_each(|item| texts(item, found));
        }
        (Value::String(text), false) if !text.trim().is_empty() => found.push(Ok(Arc::clone(text))),
        (Value::Unknown(unknown), _) => match unknown.candidates() {
            // The only one that it may be is no doubt.
            Some([only @ Value::String(_)]) => texts(only, found),
            None if beginning(unknown).is_some() => found.extend(beginning(unknown).map(|text| Ok(text.into()))),
            _ => found.push(Err(unknown.causes().to_vec())),
        },
        _ => {}
    }
}

/// Of a text whose end is not known, what tells its host all the same: up to a slash.
pub(super) fn beginning(unknown: &Unknown) -> Option<&str> {
    let prefix = unknown.prefix()?;
    prefix.get(..=prefix.rfind('/')?).filter(|text| host_of_url(text).is_some() || registry_of(text).is_some())
}

/// The host that a record or an address leads to: the last word of `10 mx.example.org.`, the domain of a mailbox.
pub(super) fn host_in(text: &str) -> Option<&str> {
    let last = text.trim().trim_matches('"').split_whitespace().next_back()?;
    let host = host_of(last)?.trim_end_matches('.');
    is_public(host).then_some(host)
}

/// The host of an address with its scheme; `None` for any other text.
pub(super) fn host_of_url(text: &str) -> Option<&str> {
    let (scheme, rest) = text.trim().split_once("://")?;
    let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let host = host_of(rest)?;
    (is_scheme && !scheme.is_empty() && is_public(host)).then_some(host)
}

/// The registry of a container image: `ghcr.io/org/app:1` is at `ghcr.io`, `nginx` at Docker Hub.
pub(super) fn registry_of(image: &str) -> Option<&str> {
    let image = image.trim();
    let first = image.split('/').next()?;
    if image.is_empty() || image.contains(char::is_whitespace) {
        return None;
    }
    let is_host = image.contains('/') && (first.contains('.') || first.contains(':') || first == "localhost");
    let host = if is_host { host_of(first)? } else { "docker.io" };
    is_public(host).then_some(host)
}

/// Whether `host` may be somewhere else: it has a domain, and is no private address.
fn is_public(host: &str) -> bool {
    if let Ok(address) = host.parse::<IpAddr>() {
        return is_public_address(address);
    }
    let last = host.rsplit('.').next().unwrap_or(host);
    host.contains('.') && !matches!(last, "local" | "internal" | "lan" | "svc" | "localhost" | "test" | "invalid")
}

pub(super) fn is_public_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            let shared = first == 100 && (64..128).contains(&second);
            !(address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_unspecified()
                || address.is_documentation()
                || shared)
        }
        IpAddr::V6(address) => {
            let first = address.segments().first().copied().unwrap_or_default();
            !(address.is_loopback() || address.is_unspecified() || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80)
        }
    }
}

/// The region in an ARN: `arn:aws:backup:eu-west-3:123456789012:backup-vault:main`.
pub(super) fn region_of_arn(text: &str) -> Option<&str> {
    let mut parts = text.strip_prefix("arn:")?.split(':');
    parts.nth(2).filter(|region| !region.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_of_images() {
        let table = [
            ("ghcr.io/org/app:1.2", Some("ghcr.io")),
            ("nginx", Some("docker.io")),
            ("bitnami/postgresql:16", Some("docker.io")),
            ("registry.example.org:5000/app@sha256:0a", Some("registry.example.org")),
            ("rg.fr-par.scw.cloud/ns/app:latest", Some("rg.fr-par.scw.cloud")),
            ("localhost/app", None),
            ("registry.svc/app:1", None),
            ("", None),
            ("not an image", None),
        ];
        for (image, host) in table {
            assert_eq!(registry_of(image), host, "{image}");
        }
    }

    #[test]
    fn only_addresses_with_a_scheme_are_read_in_texts() {
        assert_eq!(host_of_url("https://albert.api.etalab.gouv.fr/v1"), Some("albert.api.etalab.gouv.fr"));
        assert_eq!(host_of_url("postgres://user:secret@db.example.org:5432/app"), Some("db.example.org"));
        assert_eq!(host_of_url("info@example.org"), None);
        assert_eq!(host_of_url("true"), None);
        assert_eq!(host_of_url("http://redis.internal:6379"), None);
        assert_eq!(host_of_url("http://10.0.0.4/"), None);
        assert_eq!(host_of_url("a b://example.org"), None);
    }

    #[test]
    fn hosts_in_records() {
        assert_eq!(host_in("10 mx1.mail.ovh.net."), Some("mx1.mail.ovh.net"));
        assert_eq!(host_in("app.osc-fr1.scalingo.io."), Some("app.osc-fr1.scalingo.io"));
        assert_eq!(host_in("www"), None);
        assert_eq!(host_in("security@example.gouv.fr"), Some("example.gouv.fr"));
    }

    #[test]
    fn private_addresses_lead_nowhere() {
        let public = |text: &str| is_public_address(text.parse().unwrap());
        assert!(public("8.8.8.8") && public("2001:4860:4860::8888"));
        for private in [
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "127.0.0.53",
            "169.254.169.254",
            "100.64.0.1",
            "::1",
            "fd00::1",
            "fe80::1",
        ] {
            assert!(!public(private), "{private}");
        }
    }

    #[test]
    fn regions_in_arns() {
        assert_eq!(region_of_arn("arn:aws:backup:us-east-1:123456789012:backup-vault:x"), Some("us-east-1"));
        assert_eq!(region_of_arn("arn:aws:s3:::bucket"), None);
        assert_eq!(region_of_arn("bucket"), None);
    }
}
