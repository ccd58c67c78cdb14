//! What contract an asset falls under: the offer, and with it operator, owner and qualification.

use std::sync::Arc;

use super::declared::Binding;
use super::endpoint::Endpoint;
use super::lookup::Lookup;
use super::{Evidence, EvidenceKind, Fact, Placement};
use crate::catalogue::{Offer, OfferMatch};
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
    /// Whether only the host tells whose it is.
    pub(super) hosted: bool,
    /// The environment variable that names the host when nothing is written.
    pub(super) variable: Option<&'r str>,
    /// Where the provider is configured.
    pub(super) span: Option<Span>,
}

/// The offer, from what the code says.
pub(super) fn reached(lookup: Lookup<'_>, reached: Reached<'_>, placement: &Fact<Placement>) -> Fact<Arc<Offer>> {
    match reached.endpoint {
        Endpoint::Unknown { causes, evidence } => Fact::unknown(causes.clone(), vec![evidence.clone()]),
        Endpoint::Host { evidence, row } => {
            if let Some(offer) = &row.offer {
                return Fact::established(Arc::clone(offer), vec![evidence.clone()]);
            }
            // The operator may be known; which of its contracts, only a declaration tells.
            let cause = Cause { kind: CauseKind::NotDeclared("offer"), span: evidence.span };
            Fact::unknown(vec![cause], vec![evidence.clone()])
        }
        Endpoint::Usual => usual(lookup, &reached, placement),
    }
}

/// Why the offer of a provider that only its host tells is not known, when it names no host.
pub(super) fn unnamed_host(variable: Option<&str>, span: Option<Span>) -> Vec<Cause> {
    // What can be settled without a declaration comes first.
    let given = variable.map(|name| CauseKind::Environment(name.into()));
    given.into_iter().chain([CauseKind::NotDeclared("offer")]).map(|kind| Cause { kind, span }).collect()
}

fn usual(lookup: Lookup<'_>, reached: &Reached<'_>, placement: &Fact<Placement>) -> Fact<Arc<Offer>> {
    let evidence = Evidence {
        kind: EvidenceKind::Provider,
        span: reached.span,
        value: Some(Arc::clone(reached.source)),
        trace: Vec::new(),
    };
    let ask = |region: Option<&str>| lookup.offer(reached.provider, reached.of_type, region);
    let answer = match placement {
        Fact::Known { value, .. } => ask(Some(&value.region.code)),
        Fact::Unknown { candidates, .. } => match one_of(candidates, ask).as_deref() {
            Some([only]) => OfferMatch::One(Arc::clone(only)),
            Some(offers @ [_, ..]) => OfferMatch::Ambiguous(offers.to_vec()),
            _ => ask(None),
        },
    };
    let unnamed = || unnamed_host(reached.variable, reached.span);
    match answer {
        OfferMatch::One(offer) => Fact::established(offer, vec![evidence]),
        OfferMatch::Ambiguous(candidates) if !reached.hosted => {
            let causes = match placement {
                Fact::Unknown { causes, .. } => causes.clone(),
                Fact::Known { .. } => unnamed(),
            };
            Fact::Unknown { causes, candidates, evidence: vec![evidence] }
        }
        OfferMatch::Ambiguous(_) | OfferMatch::Declared(_) => Fact::unknown(unnamed(), vec![evidence]),
        OfferMatch::Unknown if reached.hosted => Fact::unknown(unnamed(), vec![evidence]),
        OfferMatch::Unknown => {
            let kind = CauseKind::NotInCatalogue("provider", Arc::clone(reached.source));
            Fact::unknown(vec![Cause { kind, span: reached.span }], vec![evidence])
        }
    }
}

/// The offers of all the places it may be, when each of them tells one.
fn one_of(places: &[Placement], ask: impl Fn(Option<&str>) -> OfferMatch) -> Option<Vec<Arc<Offer>>> {
    let mut offers: Vec<Arc<Offer>> = Vec::new();
    for place in places {
        let OfferMatch::One(offer) = ask(Some(&place.region.code)) else { return None };
        if !offers.iter().any(|known| known.id == offer.id) {
            offers.push(offer);
        }
    }
    (!offers.is_empty()).then_some(offers)
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
