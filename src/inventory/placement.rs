//! Where an asset is: from its arguments, its provider's, what the provider does when nothing is written.

use std::sync::Arc;

use super::declared::Binding;
use super::lookup::Lookup;
use super::view::Configured;
use super::{Evidence, EvidenceKind, Fact, Placement};
use crate::catalogue::{Area, Offer, Region};
use crate::evaluation::{Cause, CauseKind, Value};

/// What decides where an asset is when nothing is written on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LocationDefault {
    /// Arguments of the provider configuration, the first that is written.
    Provider(Vec<Arc<str>>),
    /// Always that region.
    Region(Arc<str>),
    /// It is nowhere in particular.
    Global,
    /// It is where its parent is.
    Parent,
    /// Where the provider is.
    Operator,
    /// Nothing: the argument is required, or the provider chooses.
    Unstated,
}

/// The region `written`, known to the provider `key`.
pub(super) fn place(lookup: Lookup<'_>, key: &str, written: &Arc<str>) -> Option<Placement> {
    let region = lookup.region(key, written)?;
    Some(Placement { region, written: Arc::clone(written) })
}

/// A place that is no place: a service that has no region.
pub(super) fn global(provider: &str) -> Placement {
    let region = Region {
        provider: provider.to_owned(),
        code: "global".to_owned(),
        countries: Vec::new(),
        eu: None,
        eea: None,
        area: Area::Global,
        city: None,
        display: String::new(),
        notes: String::new(),
        source: String::new(),
    };
    Placement { region: Arc::new(region), written: "global".into() }
}

/// Reads the first argument among `paths` that has a value; `None` when none has. `key` says whose regions they are.
pub(super) fn read<'p>(
    lookup: Lookup<'_>,
    key: &str,
    block: &dyn Configured,
    paths: impl IntoIterator<Item = &'p str>,
    kind: EvidenceKind,
) -> Option<Fact<Placement>> {
    let mut unknown = None;
    for path in paths {
        // What is ordered is configured by label: the value alone does not tell which of them is a place.
        let path = path.strip_suffix(".configuration[].value").map_or(path, |_| path.trim_end_matches(".value"));
        let mut reading = Reading { lookup, key, path, places: Vec::new(), unlisted: None, unknown: None };
        let mut deciding = None;
        for (index, written) in block.arguments(path).into_iter().enumerate() {
            let before = reading.count();
            reading.value(&written.value, written.span);
            if deciding.is_none() && reading.count() > before {
                let kind = if written.chosen { EvidenceKind::Planned } else { kind };
                deciding = Some((index, written.span, kind));
            }
        }
        if let Some((index, span, kind)) = deciding {
            let evidence =
                |value: Option<Arc<str>>| Evidence { kind, span: Some(span), value, trace: block.trace(path, index) };
            // A zone may settle what the region leaves open.
            match reading.conclude(evidence) {
                known @ Fact::Known { .. } => return Some(known),
                other => unknown = unknown.or(Some(other)),
            }
        }
    }
    unknown
}

/// Reads all arguments at `path`, each as a place of its own.
pub(super) fn read_each(lookup: Lookup<'_>, key: &str, block: &dyn Configured, path: &str) -> Vec<Fact<Placement>> {
    let read = |(index, written): (usize, super::view::Written)| {
        let mut reading = Reading { lookup, key, path, places: Vec::new(), unlisted: None, unknown: None };
        reading.value(&written.value, written.span);
        let kind = if written.chosen { EvidenceKind::Planned } else { EvidenceKind::Argument };
        let evidence = |value: Option<Arc<str>>| Evidence {
            kind,
            span: Some(written.span),
            value,
            trace: block.trace(path, index),
        };
        (reading.count() > 0).then(|| reading.conclude(evidence))
    };
    block.arguments(path).into_iter().enumerate().filter_map(read).collect()
}

/// The labels under which an order says where the service will be.
const PLACE_LABELS: [&str; 6] = ["dedicated_datacenter", "region", "vps_datacenter", "region_name", "datacenter", "dc"];

struct Reading<'r> {
    lookup: Lookup<'r>,
    key: &'r str,
    path: &'r str,
    places: Vec<Placement>,
    unlisted: Option<(Arc<str>, Cause)>,
    unknown: Option<(Vec<Cause>, Vec<Placement>)>,
}

impl Reading<'_> {
    fn count(&self) -> usize {
        self.places.len() + usize::from(self.unlisted.is_some()) + usize::from(self.unknown.is_some())
    }

    fn value(&mut self, value: &Value, span: crate::source::Span) {
        let (plain, sensitive) = value.unmark();
        match plain {
            Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
                items.items().iter().for_each(|item| self.value(item, span));
            }
            Value::Object(entries) => {
                let label = entries.get("label").and_then(Value::as_str);
                if let (Some(label), Some(value)) = (label, entries.get("value"))
                    && PLACE_LABELS.contains(&label)
                {
                    self.value(value, span);
                }
            }
            Value::String(_) if sensitive => {
                let cause = Cause::at(CauseKind::Sensitive(self.path.into()), span);
                self.unknown.get_or_insert((vec![cause], Vec::new()));
            }
            Value::String(text) if text.trim().is_empty() => {}
            Value::String(text) => {
                if let Some(place) = place(self.lookup, self.key, text) {
                    self.places.push(place);
                } else {
                    let kind = CauseKind::NotInCatalogue("region", Arc::clone(text));
                    self.unlisted.get_or_insert((Arc::clone(text), Cause::at(kind, span)));
                }
            }
            Value::Unknown(unknown) => {
                let place = |value: &Value| match value.unmark() {
                    (Value::String(text), false) => place(self.lookup, self.key, text),
                    _ => None,
                };
                let candidates =
                    unknown.candidates().and_then(|values| values.iter().map(place).collect::<Option<Vec<_>>>());
                let candidates = candidates.unwrap_or_default();
                match candidates.split_first() {
                    // The same place in all cases is no doubt.
                    Some((first, others)) if others.iter().all(|other| other.region.code == first.region.code) => {
                        self.places.push(first.clone());
                    }
                    _ => {
                        self.unknown.get_or_insert((unknown.causes().to_vec(), candidates));
                    }
                }
            }
            _ => {}
        }
    }

    fn conclude(self, evidence: impl FnOnce(Option<Arc<str>>) -> Evidence) -> Fact<Placement> {
        if let Some((written, cause)) = self.unlisted {
            return Fact::unknown(vec![cause], vec![evidence(Some(written))]);
        }
        if let Some((causes, candidates)) = self.unknown {
            // In a list, the other places are known and this one is not: no finite choice.
            let candidates = if self.places.is_empty() { candidates } else { Vec::new() };
            return Fact::Unknown { causes, candidates, evidence: vec![evidence(None)] };
        }
        let place = together(self.places);
        let written = Arc::clone(&place.written);
        Fact::established(place, vec![evidence(Some(written))])
    }
}

/// Where data are that are in `main` and, as a copy, in `replica`. What is outside the EEA is the evidence, since it
/// decides; what is not known of the one leaves the whole unknown, unless the other settles it.
pub(super) fn with_replica(main: Fact<Placement>, replica: Fact<Placement>) -> Fact<Placement> {
    let outside = |place: &Placement| place.region.eea == Some(false);
    match (main, replica) {
        (Fact::Known { value: main, evidence }, Fact::Known { value: copy, evidence: of_copy }) => {
            let decides = outside(&copy) && !outside(&main);
            let (first, then) = if decides { (of_copy, evidence) } else { (evidence, of_copy) };
            Fact::Known { value: together(vec![main, copy]), evidence: first.into_iter().chain(then).collect() }
        }
        (known @ Fact::Known { .. }, Fact::Unknown { .. }) if known.known().is_some_and(outside) => known,
        (Fact::Known { value: main, .. }, Fact::Unknown { causes, candidates, evidence }) => {
            let candidates = candidates.into_iter().map(|copy| together(vec![main.clone(), copy])).collect();
            Fact::Unknown { causes, candidates, evidence }
        }
        (Fact::Unknown { .. }, copy @ Fact::Known { .. }) if copy.known().is_some_and(outside) => copy,
        (unknown @ Fact::Unknown { .. }, _) => unknown,
    }
}

/// One place for all: itself when there is one, else a place that is in all their countries.
pub(super) fn together(places: Vec<Placement>) -> Placement {
    let mut distinct: Vec<Placement> = Vec::with_capacity(places.len());
    for place in places {
        // What is several places already has them in its code.
        let has = |known: &Placement| {
            known.region.code == place.region.code || known.region.code.split('+').any(|code| code == place.region.code)
        };
        if !distinct.iter().any(has) {
            distinct.push(place);
        }
    }
    if distinct.len() < 2 {
        return distinct.pop().unwrap_or_else(|| global(""));
    }
    let join = |of: &dyn Fn(&Placement) -> &str| distinct.iter().map(of).collect::<Vec<_>>().join("+");
    // One place outside settles it, whatever is not known of the others.
    let all = |of: &dyn Fn(&Region) -> Option<bool>| {
        let answers = || distinct.iter().map(|place| of(&place.region));
        if answers().any(|answer| answer == Some(false)) {
            Some(false)
        } else {
            answers().collect::<Option<Vec<_>>>().map(|_| true)
        }
    };
    let mut countries: Vec<String> = distinct.iter().flat_map(|place| place.region.countries.iter().cloned()).collect();
    countries.sort();
    countries.dedup();
    let region = Region {
        provider: distinct.first().map(|place| place.region.provider.clone()).unwrap_or_default(),
        code: join(&|place| &place.region.code),
        countries,
        eu: all(&|region| region.eu),
        eea: all(&|region| region.eea),
        area: area(distinct.iter().map(|place| place.region.area)),
        city: None,
        display: String::new(),
        notes: String::new(),
        source: String::new(),
    };
    Placement { written: join(&|place| &place.written).into(), region: Arc::new(region) }
}

/// What several regions cover together: the least precise of them.
fn area(areas: impl Iterator<Item = Area>) -> Area {
    let rank = |area: &Area| match area {
        Area::Countries => 0,
        Area::Union => 1,
        Area::Unstated => 2,
        Area::Global => 3,
    };
    areas.max_by_key(rank).unwrap_or(Area::Global)
}

/// A region that a host names; `Err` when the catalogue does not have it.
pub(super) fn of_host(lookup: Lookup<'_>, key: &str, written: &Arc<str>, evidence: &Evidence) -> Fact<Placement> {
    if let Some(place) = place(lookup, key, written) {
        return Fact::established(place, vec![evidence.clone()]);
    }
    let kind = CauseKind::NotInCatalogue("region", Arc::clone(written));
    Fact::unknown(vec![Cause { kind, span: evidence.span }], vec![evidence.clone()])
}

/// Where the host that `evidence` names is, when its name tells no region: in a country that is known, or nobody knows.
pub(super) fn of_destination(lookup: Lookup<'_>, evidence: &Evidence) -> Fact<Placement> {
    let host = evidence.value.clone().unwrap_or_default();
    let found = lookup.destination(&host);
    let country = found.and_then(|found| match found.countries.as_slice() {
        [code] => in_country(lookup, found.provider.as_deref().unwrap_or_default(), &code.as_str().into()),
        _ => None,
    });
    match country {
        Some(place) => Fact::established(place, vec![evidence.clone()]),
        None => {
            let kind = CauseKind::NotInCatalogue("destination", host);
            Fact::unknown(vec![Cause { kind, span: evidence.span }], vec![evidence.clone()])
        }
    }
}

/// Where `[[bind]]` says that it is.
pub(super) fn of_binding(lookup: Lookup<'_>, key: &str, binding: &Binding) -> Option<Fact<Placement>> {
    let written = binding.region.as_ref()?;
    let evidence = Evidence {
        kind: EvidenceKind::Declaration,
        span: Some(binding.span),
        value: Some(Arc::clone(written)),
        trace: Vec::new(),
    };
    Some(match place(lookup, key, written).or_else(|| in_country(lookup, key, written)) {
        Some(place) => Fact::established(place, vec![evidence]),
        None => of_host(lookup, key, written, &evidence),
    })
}

/// Where an offer is that is in one country or a few, whatever it calls its regions: those of the State's own clouds are
/// not public.
pub(super) fn of_offer(lookup: Lookup<'_>, key: &str, offer: &Fact<Arc<Offer>>) -> Option<Fact<Placement>> {
    let Fact::Known { value, evidence } = offer else { return None };
    let places: Option<Vec<Placement>> =
        value.located_in.iter().map(|country| in_country(lookup, key, &country.as_str().into())).collect();
    let place = places.filter(|places| !places.is_empty()).map(together)?;
    let catalogue = Evidence {
        kind: EvidenceKind::Catalogue,
        span: evidence.first().and_then(|evidence| evidence.span),
        value: Some(Arc::clone(&place.written)),
        trace: Vec::new(),
    };
    Some(Fact::established(place, std::iter::once(catalogue).chain(evidence.iter().cloned()).collect()))
}

fn in_country(lookup: Lookup<'_>, key: &str, country: &Arc<str>) -> Option<Placement> {
    Some(Placement { region: Arc::new(lookup.country(key, country)?), written: Arc::clone(country) })
}

/// The place that a plan tells, or that of the provider's configuration when the provider took it from there: the reason
/// stands in the one place to mend.
pub(super) fn with_reason_of_provider(own: Fact<Placement>, provider: &Fact<Placement>) -> Fact<Placement> {
    let is = |evidence: &[Evidence], kind| evidence.first().is_some_and(|first| first.kind == kind);
    match (&own, provider) {
        (Fact::Known { value, evidence }, Fact::Known { value: configured, evidence: reason })
            if is(evidence, EvidenceKind::Planned)
                && is(reason, EvidenceKind::ProviderArgument)
                && value.region.code == configured.region.code =>
        {
            provider.clone()
        }
        _ => own,
    }
}

/// What a provider does when nothing is written: `region`, from the catalogue.
pub(super) fn by_default(
    lookup: Lookup<'_>,
    key: &str,
    region: &Arc<str>,
    span: Option<crate::source::Span>,
) -> Fact<Placement> {
    let evidence =
        Evidence { kind: EvidenceKind::ProviderDefault, span, value: Some(Arc::clone(region)), trace: Vec::new() };
    if &**region == "global" {
        return Fact::established(global(key), vec![evidence]);
    }
    of_host(lookup, key, region, &evidence)
}
