//! How a resource is kept, as far as its arguments say: in several zones or in one, for how many days, and whether what
//! detects attacks is on.

use std::sync::Arc;

use super::view::{Configured, Written};
use super::{Evidence, EvidenceKind, Fact};
use crate::catalogue::{Catalogue, MeasureArgument, MeasureReading};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::source::Span;

/// How a resource is kept; `None` where nothing known of its type says it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// Whether its data are in several zones.
    pub several_zones: Option<Fact<bool>>,
    /// For how many days its data are kept; [`Retention::Unlimited`] for ever.
    pub retention: Option<Fact<Retention>>,
    /// Whether what it has to detect attacks is on: off when any of it is.
    pub detection: Option<Fact<bool>>,
}

impl Measures {
    /// Whether what is concluded on detection is written, not what the provider does when nothing is.
    pub fn detection_written(&self) -> bool {
        let evidence = self.detection.as_ref().and_then(|fact| fact.evidence().first());
        evidence.is_some_and(|evidence| evidence.kind != EvidenceKind::ProviderDefault)
    }
}

/// How long data are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retention {
    /// That many days.
    Days(u32),
    /// For ever.
    Unlimited,
}

/// How the resource of `of_type` that is declared at `header` is kept.
pub(super) fn read(of_type: &str, block: &dyn Configured, header: Span) -> Measures {
    let mut measures = Measures::default();
    for argument in Catalogue::embedded().measures(of_type) {
        if argument.unless.as_ref().is_some_and(|(path, values)| is_one_of(block, path, values)) {
            continue;
        }
        let reader = Reader { argument, block, header };
        match &argument.reading {
            MeasureReading::Zones { one, several, absent } => {
                let of = |word: &str| {
                    let says = |words: &[String]| words.iter().any(|own| own == "*" || own == word);
                    if says(several) { Some(true) } else { says(one).then_some(false) }
                };
                measures.several_zones = Some(reader.fact(of, *absent));
            }
            MeasureReading::Retention { unlimited, absent } => {
                let of = |word: &str| {
                    let ever = unlimited.iter().any(|own| own == word);
                    if ever { Some(Retention::Unlimited) } else { word.parse().ok().map(Retention::Days) }
                };
                let absent = absent.map_or(Retention::Unlimited, Retention::Days);
                measures.retention = Some(reader.fact(of, Some(absent)));
            }
            MeasureReading::Detection { off, on, absent } => {
                let of = |word: &str| {
                    let says = |words: &[String]| words.iter().any(|own| own == word);
                    if says(off) { Some(false) } else { (says(on) || says_anything(on)).then_some(true) }
                };
                let found = reader.fact(of, *absent);
                measures.detection = Some(match measures.detection.take() {
                    Some(known) => weaker(known, found),
                    None => found,
                });
            }
        }
    }
    measures
}

/// Whether `words` stand for any value.
fn says_anything(words: &[String]) -> bool {
    words.iter().any(|own| own == "*")
}

/// Whether the argument at `path` is known to be one of `values`.
fn is_one_of(block: &dyn Configured, path: &str, values: &[String]) -> bool {
    let written = block.arguments(path).into_iter().next();
    let word = written.and_then(|written| word(written.value.unmark().0));
    word.is_some_and(|word| values.contains(&word))
}

/// Of two facts that must both hold, the one that decides: what is off, before what is not known, before what is on. Of
/// two that are off, the one that is written: what nobody wrote is no choice.
fn weaker(one: Fact<bool>, other: Fact<bool>) -> Fact<bool> {
    let rank = |fact: &Fact<bool>| {
        let written = fact.evidence().first().is_some_and(|first| first.kind != EvidenceKind::ProviderDefault);
        match fact.known() {
            Some(false) if written => 0,
            Some(false) => 1,
            None => 2,
            Some(true) => 3,
        }
    };
    if rank(&other) < rank(&one) { other } else { one }
}

struct Reader<'a> {
    argument: &'a MeasureArgument,
    block: &'a dyn Configured,
    header: Span,
}

impl Reader<'_> {
    fn fact<T: PartialEq>(&self, of: impl Fn(&str) -> Option<T>, absent: Option<T>) -> Fact<T> {
        let path = &self.argument.argument;
        let mut written = self.block.arguments(path);
        written.retain(|written| *written.value.unmark().0 != Value::Null);
        let Some(Written { mut value, span, chosen }) = written.into_iter().next() else {
            let evidence = self.evidence(EvidenceKind::ProviderDefault, self.header, None);
            return match absent {
                Some(value) => Fact::established(value, vec![evidence]),
                None => {
                    let kind = CauseKind::NotWritten(path.as_str().into());
                    Fact::unknown(vec![Cause { kind, span: Some(self.header) }], vec![evidence])
                }
            };
        };
        // What may be no block at all is not the object that one would be.
        if let (Value::Object(_), Some(unknown)) = (value.unmark().0, self.block.uncertain_block(path)) {
            value = Value::Unknown(unknown);
        }
        let kind = if chosen { EvidenceKind::Planned } else { EvidenceKind::Argument };
        let (plain, sensitive) = value.unmark();
        let shown = word(plain).filter(|_| !sensitive);
        let evidence = self.evidence(kind, span, shown.as_deref());
        if let Value::Unknown(unknown) = plain {
            let candidates = unknown.candidates().unwrap_or_default();
            let mut values: Vec<T> = Vec::new();
            for candidate in candidates {
                // What is not one of the values known may be anything.
                let Some(value) = word(candidate).and_then(|word| of(&word)) else {
                    return Fact::unknown(unknown.causes().to_vec(), vec![evidence]);
                };
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            return Fact::Unknown { causes: unknown.causes().to_vec(), candidates: values, evidence: vec![evidence] };
        }
        match word(plain).and_then(|word| of(&word)) {
            Some(value) => Fact::established(value, vec![evidence]),
            None => {
                let shown: Arc<str> = shown.unwrap_or_default().into();
                let kind = CauseKind::NotUnderstood(path.as_str().into(), shown);
                Fact::unknown(vec![Cause { kind, span: Some(span) }], vec![evidence])
            }
        }
    }

    fn evidence(&self, kind: EvidenceKind, span: Span, value: Option<&str>) -> Evidence {
        let name = self.argument.argument.rsplit('.').next().unwrap_or_default();
        let value = value.map_or_else(|| name.to_owned(), |value| format!("{name} = {value}"));
        let trace = match kind {
            EvidenceKind::Argument => self.block.trace(&self.argument.argument, 0),
            _ => Vec::new(),
        };
        Evidence { kind, span: Some(span), value: Some(value.into()), trace }
    }
}

/// A scalar in lower case, as the catalogue compares them.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.to_lowercase()),
        Value::Bool(answer) => Some(answer.to_string()),
        Value::Number(number) => Some(number.to_string()),
        // A block, of which nothing but that it is there matters.
        Value::Object(_) => Some("{}".to_owned()),
        _ => None,
    }
}
