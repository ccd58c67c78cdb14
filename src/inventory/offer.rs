//! What contract an asset falls under: the offer, and with it operator, owner and qualification.

use std::sync::Arc;

use super::declared::Binding;
use super::endpoint::Endpoint;
use super::lookup::{Lookup, OfferAnswer, OfferQuestion};
use super::{Evidence, EvidenceKind, Fact, Placement};
use crate::catalogue::Offer;
use crate::evaluation::{Cause, CauseKind};
use crate::source::Span;

/// What decides the offer of a resource type in a provider configuration, the region aside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reached<'r> {
    /// Key of the provider in the catalogue.
    pub(super) provider: &'r str,
    /// Source address of the provider.
    pub(super) source: &'r Arc<str>,
    /// Resource type; `None` for a state.
    pub(super) of_type: Option<&'r str>,
    /// What it talks to.
    pub(super) endpoint: &'r Endpoint,
    /// The environment variable that names the host when nothing is written.
    pub(super) variable: Option<&'static str>,
    /// Where the provider is configured.
    pub(super) span: Option<Span>,
}

/// The offer, from what the code says.
pub(super) fn reached(lookup: Lookup<'_>, reached: Reached<'_>, placement: &Fact<Placement>) -> Fact<Arc<Offer>> {
    let (question, evidence) = match reached.endpoint {
        Endpoint::Unknown { causes, evidence } => return Fact::unknown(causes.clone(), vec![evidence.clone()]),
        Endpoint::Host { host, evidence, row } => {
            let provider = row.key.as_deref();
            (OfferQuestion { provider, of_type: None, region: None, host: Some(host) }, evidence.clone())
        }
        Endpoint::Usual => {
            let evidence = Evidence {
                kind: EvidenceKind::Provider,
                span: reached.span,
                value: Some(Arc::clone(reached.source)),
                trace: Vec::new(),
            };
            let question = OfferQuestion {
                provider: Some(reached.provider),
                of_type: reached.of_type,
                ..OfferQuestion::default()
            };
            (question, evidence)
        }
    };
    let unknown_region = match placement {
        Fact::Known { value, .. } => {
            let region = Some(value.region.code.as_str());
            return conclude(lookup.offer(OfferQuestion { region, ..question }), &reached, evidence, None);
        }
        Fact::Unknown { causes, candidates, .. } => (causes, candidates),
    };
    let (causes, candidates) = unknown_region;
    let one_of = candidates.iter().map(|candidate| {
        let region = Some(candidate.region.code.as_str());
        match lookup.offer(OfferQuestion { region, ..question }) {
            OfferAnswer::One(offer) => Some(offer),
            _ => None,
        }
    });
    if let Some(mut offers) = one_of.collect::<Option<Vec<_>>>()
        && !offers.is_empty()
    {
        offers.dedup_by(|one, other| one.id == other.id);
        return match offers.as_slice() {
            [only] => Fact::established(Arc::clone(only), vec![evidence]),
            _ => Fact::Unknown { causes: causes.clone(), candidates: offers, evidence: vec![evidence] },
        };
    }
    conclude(lookup.offer(question), &reached, evidence, Some(causes))
}

fn conclude(
    answer: OfferAnswer,
    reached: &Reached<'_>,
    evidence: Evidence,
    region: Option<&Vec<Cause>>,
) -> Fact<Arc<Offer>> {
    let span = evidence.span;
    let undeclared = || {
        let variable = reached.variable.filter(|_| matches!(reached.endpoint, Endpoint::Usual));
        // What can be settled without a declaration comes first.
        let given = variable.map(|name| CauseKind::Environment(name.into()));
        given.into_iter().chain([CauseKind::NotDeclared("offer")]).map(|kind| Cause { kind, span }).collect::<Vec<_>>()
    };
    match answer {
        OfferAnswer::One(offer) => Fact::established(offer, vec![evidence]),
        OfferAnswer::Several(candidates) => {
            let causes = region.cloned().unwrap_or_else(undeclared);
            Fact::Unknown { causes, candidates, evidence: vec![evidence] }
        }
        OfferAnswer::Declared => Fact::unknown(undeclared(), vec![evidence]),
        OfferAnswer::None => {
            let kind = match reached.endpoint {
                Endpoint::Host { host, .. } => CauseKind::NotInCatalogue("host", Arc::clone(host)),
                _ => CauseKind::NotInCatalogue("provider", Arc::clone(reached.source)),
            };
            Fact::unknown(vec![Cause { kind, span }], vec![evidence])
        }
    }
}

/// The offer once `[[bind]]` is taken into account: it settles what the code leaves unknown, and contradicts what the
/// code establishes otherwise.
pub(super) fn with_binding(
    lookup: Lookup<'_>,
    from_code: Fact<Arc<Offer>>,
    binding: Option<&Binding>,
) -> Fact<Arc<Offer>> {
    let Some((binding, id)) = binding.and_then(|binding| Some((binding, binding.offer.as_ref()?))) else {
        return from_code;
    };
    let Some(declared) = lookup.offer_named(id) else { return from_code };
    let declaration = Evidence {
        kind: EvidenceKind::Declaration,
        span: Some(binding.span),
        value: Some(Arc::clone(id)),
        trace: Vec::new(),
    };
    match from_code {
        Fact::Known { value, mut evidence } if value.id != declared.id => {
            let span = evidence.first().and_then(|evidence| evidence.span);
            let kind = CauseKind::Contradiction(value.id.as_str().into(), Arc::clone(id));
            evidence.push(declaration);
            Fact::Unknown { causes: vec![Cause { kind, span }], candidates: vec![value, declared], evidence }
        }
        Fact::Known { value, mut evidence } => {
            evidence.push(declaration);
            Fact::established(value, evidence)
        }
        Fact::Unknown { evidence, .. } => {
            let evidence = std::iter::once(declaration).chain(evidence).collect();
            Fact::established(declared, evidence)
        }
    }
}
