//! Flows to places outside the root module: regions, hosts, what the variables of a program name, and what an argument
//! alone switches on.

use std::sync::Arc;

use super::Flow;
use super::document::{self, Address};
use super::gather::{Reader, items, word_of};
use super::reading::{
    MAX_FLOWS, Receiver, beginning, host_in, host_of_url, is_public_address, region_of_arn, registry_of, texts,
};
use crate::catalogue::{FlowReading, FlowToward};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::inventory::placement;
use crate::inventory::{Asset, Evidence, EvidenceKind, Fact, Placement};

impl Reader<'_, '_> {
    /// To places outside the root module.
    pub(super) fn elsewhere(self, assets: &[Option<Asset>]) -> Vec<Flow> {
        let (lookup, kind) = (self.root.lookup, self.argument.kind);
        match self.argument.reading {
            FlowReading::Region => {
                let block = &*self.instance.view.block;
                let places = placement::read_each(lookup, &self.of.region_key, block, &self.argument.argument);
                let flow = |place: Fact<Placement>| {
                    let evidence = place.evidence().first().cloned()?;
                    Some(self.at(place).flow(kind, evidence))
                };
                places.into_iter().filter_map(flow).collect()
            }
            FlowReading::Host | FlowReading::Image | FlowReading::Address | FlowReading::Text => self.named(assets),
            FlowReading::Table | FlowReading::Names => self.table(),
            FlowReading::Document => self.documented(),
            _ => self.switched().into_iter().collect(),
        }
    }

    /// To the hosts, registries or addresses that the value names.
    fn named(self, assets: &[Option<Asset>]) -> Vec<Flow> {
        let (lookup, kind, view) = (self.root.lookup, self.argument.kind, self.instance.view);
        let mut flows = Vec::new();
        for (index, written) in self.written().into_iter().enumerate() {
            let mut found = Vec::new();
            texts(&written.value, &mut found);
            for text in found {
                let shown = |value: Option<&str>| {
                    self.evidence(EvidenceKind::Argument, written.span, value.map(Arc::from), Some(index))
                };
                let receiver = match (text, self.argument.reading) {
                    (Ok(text), FlowReading::Address) => {
                        let Ok(address) = text.trim().parse() else { continue };
                        if !is_public_address(address) {
                            continue;
                        }
                        let evidence = shown(Some(&text));
                        (Receiver::address(lookup, address, &evidence), evidence)
                    }
                    (Ok(text), reading) => {
                        if let Some(region) = region_of_arn(&text) {
                            let evidence = shown(Some(region));
                            (
                                self.at(placement::of_host(lookup, &self.of.region_key, &region.into(), &evidence)),
                                evidence,
                            )
                        } else {
                            let host = match reading {
                                FlowReading::Image => registry_of(&text),
                                FlowReading::Text => host_of_url(&text),
                                _ => host_in(&text),
                            };
                            let Some(host) = host else { continue };
                            let evidence = shown(Some(host));
                            (Receiver::host(lookup, host, &evidence), evidence)
                        }
                    }
                    // What a program is told to call may be anything, its own address among it.
                    (Err(_), FlowReading::Text) => continue,
                    (Err(causes), _) => {
                        let referred = self.root.referred(view, &self.argument.argument, &written.value);
                        match referred.and_then(|to| assets.get(to)?.as_ref()) {
                            Some(target) => {
                                let address = Arc::clone(&target.address);
                                let evidence = self.evidence(
                                    EvidenceKind::Reference,
                                    written.span,
                                    Some(address.clone()),
                                    Some(index),
                                );
                                (Receiver::new(Some(address), target.offer.clone(), target.placement.clone()), evidence)
                            }
                            None => {
                                let evidence = shown(None);
                                (Receiver::unknown(None, causes, &evidence), evidence)
                            }
                        }
                    }
                };
                flows.push(receiver.0.flow(kind, receiver.1));
            }
        }
        flows
    }

    /// To what the variables of a program name, by value or by name.
    fn table(self) -> Vec<Flow> {
        let (lookup, kind) = (self.root.lookup, self.argument.kind);
        let mut flows = Vec::new();
        for written in self.written() {
            // The names of what is sensitive as a whole are not to be told either.
            let (Value::Map(entries) | Value::Object(entries), false) = written.value.unmark() else { continue };
            // A variable that names the host says better whose it is than the name of another: it may be one's own.
            let addressed: Vec<&str> =
                entries.entries().keys().filter(|name| names_a_host(name)).map(|name| service_in(name)).collect();
            for (name, value) in entries.entries().iter().filter(|(name, _)| !names_callers(name)) {
                let shown = |text: &str| self.evidence(EvidenceKind::Argument, written.span, Some(text.into()), None);
                let host = match value.unmark() {
                    (Value::String(text), false) if self.argument.reading == FlowReading::Table => host_of_url(text),
                    (Value::Unknown(unknown), false) if self.argument.reading == FlowReading::Table => {
                        beginning(unknown).and_then(host_of_url)
                    }
                    _ => None,
                };
                let evidence = shown(&host.map_or_else(|| name.to_string(), |host| format!("{name}: {host}")));
                let receiver = match host {
                    Some(host) => Some(Receiver::host(lookup, host, &evidence)),
                    None if addressed.contains(&service_in(name)) => None,
                    None => Receiver::variable(lookup, name, &evidence),
                };
                if let Some(receiver) = receiver
                    && flows.len() < MAX_FLOWS
                {
                    flows.push(receiver.flow(kind, evidence));
                }
            }
        }
        flows
    }

    /// To the hosts of the catalogue that a document names.
    fn documented(self) -> Vec<Flow> {
        let (lookup, kind) = (self.root.lookup, self.argument.kind);
        let mut flows = Vec::new();
        for (index, written) in self.written().into_iter().enumerate() {
            for Address { name, host } in document::addresses(&written.value) {
                if flows.len() >= MAX_FLOWS || lookup.destination(&host).is_none() {
                    continue;
                }
                let shown = name.map_or_else(|| Arc::clone(&host), |name| format!("{name}: {host}").into());
                let evidence = self.evidence(EvidenceKind::Argument, written.span, Some(shown), Some(index));
                flows.push(Receiver::host(lookup, &host, &evidence).flow(kind, evidence));
            }
        }
        flows
    }

    /// Where the catalogue says that the data go, given that the argument is what it is.
    fn switched(self) -> Option<Flow> {
        let (lookup, written) = (self.root.lookup, self.written().into_iter().next());
        // A list of nothing is not given either.
        let is_given = written.as_ref().is_some_and(|written| !items(&written.value).is_empty());
        if !is_given && self.argument.reading == FlowReading::Given {
            return None;
        }
        let (span, kind) = match &written {
            Some(written) if written.chosen => (written.span, EvidenceKind::Planned),
            Some(written) => (written.span, EvidenceKind::Argument),
            None => (self.instance.view.span, EvidenceKind::ProviderDefault),
        };
        let leaf = self.argument.argument.rsplit('.').next().unwrap_or_default();
        let word = written.as_ref().filter(|_| self.argument.reading == FlowReading::Switch);
        let shown = word.and_then(|written| word_of(&written.value)).map(|word| format!("{leaf} = {word}"));
        let evidence = self.evidence(
            kind,
            span,
            Some(shown.unwrap_or_else(|| leaf.to_owned()).into()),
            written.as_ref().map(|_| 0),
        );
        let offer = || self.asset.offer.clone();
        let unstated = || {
            let cause = Cause { kind: CauseKind::NotInCatalogue("destination", leaf.into()), span: Some(span) };
            Fact::unknown(vec![cause], vec![evidence.clone()])
        };
        // Whether it goes anywhere is not known: what it would take to know is the reason.
        let doubt = word.and_then(|written| written.value.unmark().0.as_unknown());
        if let Some(unknown) = doubt {
            let receiver = Receiver::unknown(None, unknown.causes().to_vec(), &evidence);
            return Some(receiver.flow(self.argument.kind, evidence));
        }
        let receiver = match &self.argument.toward {
            FlowToward::Here => Receiver::new(None, offer(), self.asset.placement.clone()),
            FlowToward::Everywhere => Receiver::everywhere(offer(), &self.of.region_key, &evidence),
            FlowToward::Host(host) => Receiver::host(lookup, host, &evidence),
            FlowToward::Offer(id) => match lookup.offer_named(id) {
                Some(offer) => Receiver::new(None, Fact::established(offer, vec![evidence.clone()]), unstated()),
                None => Receiver::new(None, unstated_offer(&evidence), unstated()),
            },
            FlowToward::Paired => {
                let pair = self.asset.placement.known().and_then(|place| paired(&place.region.notes));
                match pair {
                    Some(code) => self.at(placement::of_host(lookup, &self.of.region_key, &code.into(), &evidence)),
                    None => match &self.asset.placement {
                        Fact::Unknown { causes, .. } => {
                            Receiver::new(None, offer(), Fact::unknown(causes.clone(), vec![evidence.clone()]))
                        }
                        Fact::Known { .. } => Receiver::new(None, offer(), unstated()),
                    },
                }
            }
            FlowToward::Elsewhere | FlowToward::Written => Receiver::new(None, offer(), unstated()),
        };
        // A list that is not known may be one of nothing.
        let listed = written.filter(|_| self.argument.toward == FlowToward::Here);
        let doubt = listed.and_then(|written| Some(written.value.unmark().0.as_unknown()?.causes().to_vec()));
        Some(Flow { doubt: doubt.unwrap_or_default(), ..receiver.flow(self.argument.kind, evidence) })
    }
}

/// Whether a variable of this name tells a program which host to call.
fn names_a_host(name: &str) -> bool {
    ["_HOST", "_URL", "_URI", "_ENDPOINT", "_DOMAIN", "_DSN"].iter().any(|end| name.ends_with(end))
}

/// Whether a variable of this name lists who may call the program, not whom it calls.
fn names_callers(name: &str) -> bool {
    ["CORS", "ORIGIN", "ALLOWED_HOSTS"].iter().any(|part| name.contains(part))
}

/// The service that a variable is about: `CRISP` of `CRISP_WEBSITE_ID`.
fn service_in(name: &str) -> &str {
    name.split('_').next().unwrap_or(name)
}

fn unstated_offer<T>(evidence: &Evidence) -> Fact<T> {
    let cause = Cause { kind: CauseKind::NotDeclared("offer"), span: evidence.span };
    Fact::unknown(vec![cause], vec![evidence.clone()])
}

/// The region that a row of Azure's regions says is paired with it.
fn paired(notes: &str) -> Option<&str> {
    let (_, rest) = notes.split_once("paired=")?;
    rest.split([';', ',', ' ']).next().filter(|code| !code.is_empty())
}
