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
    /// What names the host when nothing is written.
    pub(super) elsewhere: Option<&'r CauseKind>,
    /// Where the provider is configured.
    pub(super) span: Option<Span>,
}

/// The offer, from what the code says.
pub(super) fn reached(lookup: Lookup<'_>, reached: Reached<'_>, placement: &Fact<Placement>) -> Fact<Arc<Offer>> {
    match reached.endpoint {
        Endpoint::Unknown { causes, evidence } => Fact::unknown(causes.clone(), vec![evidence.clone()]),
        Endpoint::Host { evidence, row } => {
            if let Some(offer) = &row.offer {
                let known = Fact::established(Arc::clone(offer), vec![evidence.clone()]);
                return covering(lookup, known, reached.of_type, placement);
            }
            // The operator may be known; which of its contracts, only a declaration tells.
            let cause = Cause { kind: CauseKind::NotDeclared("offer"), span: evidence.span };
            Fact::unknown(vec![cause], vec![evidence.clone()])
        }
        Endpoint::Usual => usual(lookup, &reached, placement),
    }
}

/// Why the offer of a provider that only its host tells is not known, when it names no host.
pub(super) fn unnamed_host(elsewhere: Option<&CauseKind>, span: Option<Span>) -> Vec<Cause> {
    // What can be settled without a declaration comes first.
    elsewhere.cloned().into_iter().chain([CauseKind::NotDeclared("offer")]).map(|kind| Cause { kind, span }).collect()
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
    let unnamed = || unnamed_host(reached.elsewhere, reached.span);
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
        if !offers.iter().any(|known| known.identity() == offer.identity()) {
            offers.push(offer);
        }
    }
    (!offers.is_empty()).then_some(offers)
}

/// The part of the offer that holds for a type in a place: a qualification may leave services and regions out.
fn covering(
    lookup: Lookup<'_>,
    offer: Fact<Arc<Offer>>,
    of_type: Option<&str>,
    placement: &Fact<Placement>,
) -> Fact<Arc<Offer>> {
    let Fact::Known { value, evidence } = &offer else { return offer };
    let region = placement.known().map(|place| place.region.code.as_str());
    match (lookup.covering(value, of_type, region), placement) {
        (OfferMatch::One(part), _) => Fact::established(part, evidence.clone()),
        (OfferMatch::Ambiguous(candidates), Fact::Unknown { causes, .. }) => {
            Fact::Unknown { causes: causes.clone(), candidates, evidence: evidence.clone() }
        }
        _ => offer,
    }
}

/// The offer once `[[bind]]` is taken into account: it settles what the code leaves unknown, and contradicts what the
/// code establishes otherwise.
pub(super) fn with_binding(
    lookup: Lookup<'_>,
    from_code: Fact<Arc<Offer>>,
    binding: Option<&Binding>,
    of_type: Option<&str>,
    placement: &Fact<Placement>,
) -> Fact<Arc<Offer>> {
    let Some(binding) = binding else { return from_code };
    let offer = with_offer(lookup, from_code, binding, of_type, placement);
    let (Fact::Known { value, evidence }, Some((hds, reason))) = (&offer, &binding.hds) else { return offer };
    let declaration = declaration(binding, None);
    let evidence = evidence.iter().cloned().chain([declaration]).collect();
    Fact::established(Arc::new(value.under_contract(*hds, reason)), evidence)
}

fn declaration(binding: &Binding, value: Option<&Arc<str>>) -> Evidence {
    let kind = EvidenceKind::Declaration;
    Evidence { kind, span: Some(binding.span), value: value.map(Arc::clone), trace: Vec::new() }
}

fn with_offer(
    lookup: Lookup<'_>,
    from_code: Fact<Arc<Offer>>,
    binding: &Binding,
    of_type: Option<&str>,
    placement: &Fact<Placement>,
) -> Fact<Arc<Offer>> {
    let named = binding.offer.as_ref().and_then(|id| Some((id, lookup.offer_named(id)?)));
    let Some((id, declared)) = named else { return from_code };
    let declaration = declaration(binding, Some(id));
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
            covering(lookup, Fact::established(declared, evidence), of_type, placement)
        }
    }
}
