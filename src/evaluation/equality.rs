//! Whether two values are equal, as far as that can be told.

use super::unknown::Unknown;

use super::value::{Mapping, Value};

/// Whether something holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It does, or does not, whatever the unknowns are.
    Known(bool),
    /// That depends on these.
    Unknown(Unknown),
}

/// Whether `left == right`. Values of different types are not equal, and null equals null only. Marks are set aside.
pub(super) fn equal(left: &Value, right: &Value) -> Verdict {
    match (left, right) {
        (Value::Sensitive(left), _) => equal(left, right),
        (_, Value::Sensitive(right)) => equal(left, right),
        (Value::Unknown(unknown), known) | (known, Value::Unknown(unknown)) => with_unknown(unknown, known),
        _ if left.is_wholly_known() && right.is_wholly_known() => {
            let marked = left.has_sensitive() || right.has_sensitive();
            Verdict::Known(if marked { left.unmark_deep().0 == right.unmark_deep().0 } else { left == right })
        }
        (Value::List(left), Value::List(right)) | (Value::Tuple(left), Value::Tuple(right)) => {
            if left.len() != right.len() {
                return Verdict::Known(false);
            }
            all(left.iter().zip(right.iter()).map(|(left, right)| equal(left, right)))
        }
        (Value::Map(left), Value::Map(right)) | (Value::Object(left), Value::Object(right)) => entries(left, right),
        (Value::Set(_), Value::Set(_)) => {
            let unknowns: Vec<Unknown> = [left, right].into_iter().filter_map(Value::unknowns).collect();
            Verdict::Unknown(Unknown::of(&unknowns))
        }
        _ => Verdict::Known(false),
    }
}

/// Whether all of `verdicts` hold: one that does not settles it.
pub(super) fn all(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut open = Vec::new();
    for verdict in verdicts {
        match verdict {
            Verdict::Known(true) => {}
            Verdict::Known(false) => return Verdict::Known(false),
            Verdict::Unknown(unknown) => open.push(unknown),
        }
    }
    if open.is_empty() { Verdict::Known(true) } else { Verdict::Unknown(Unknown::of(&open)) }
}

/// Whether any of `verdicts` holds: one that does settles it.
pub(super) fn any(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut open = Vec::new();
    for verdict in verdicts {
        match verdict {
            Verdict::Known(true) => return Verdict::Known(true),
            Verdict::Known(false) => {}
            Verdict::Unknown(unknown) => open.push(unknown),
        }
    }
    if open.is_empty() { Verdict::Known(false) } else { Verdict::Unknown(Unknown::of(&open)) }
}

fn entries(left: &Mapping, right: &Mapping) -> Verdict {
    let rests: Vec<&Unknown> = left.rest().into_iter().chain(right.rest()).collect();
    if rests.is_empty() && (left.len() != right.len() || left.keys().ne(right.keys())) {
        return Verdict::Known(false);
    }
    let common = left.iter().filter_map(|(key, value)| Some(equal(value, right.get(key)?)));
    let open = (!rests.is_empty()).then(|| Verdict::Unknown(Unknown::of(rests)));
    all(common.chain(open))
}

/// An unknown against anything: its candidates may settle it, all alike.
fn with_unknown(unknown: &Unknown, other: &Value) -> Verdict {
    let others = other.unknowns();
    let open = Unknown::of(std::iter::once(unknown).chain(&others));
    let Some(candidates) = unknown.candidates().filter(|candidates| !candidates.is_empty()) else {
        return Verdict::Unknown(open);
    };
    let verdicts: Vec<Verdict> = candidates.iter().map(|candidate| equal(candidate, other)).collect();
    for outcome in [true, false] {
        if verdicts.iter().all(|verdict| *verdict == Verdict::Known(outcome)) {
            return Verdict::Known(outcome);
        }
    }
    if verdicts.iter().all(|verdict| matches!(verdict, Verdict::Known(_))) {
        return Verdict::Unknown(open.with_candidates(vec![Value::Bool(false), Value::Bool(true)]));
    }
    Verdict::Unknown(open)
}
