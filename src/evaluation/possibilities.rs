//! What a computation on unknown values may give, when each of them is one of a few.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::unknown::{MAX_CANDIDATES, Unknown};

use super::value::{Sequence, Value};

/// The unknowns inside `values`, as one. `None` when all is known.
pub(super) fn unknowns_of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Option<Unknown> {
    let found: Vec<Unknown> = values.into_iter().filter_map(Value::unknowns).collect();
    (!found.is_empty()).then(|| Unknown::of(&found))
}

/// What `compute` gives on `values`, some of which are unknown because of `unknown`: the results for each combination of
/// their candidates if these are few, else merely unknown. A combination that fails leaves nothing sure.
pub(super) fn compute_each<E>(
    unknown: &Unknown,
    values: &[Value],
    mut compute: impl FnMut(&[Value]) -> Result<Value, E>,
) -> Value {
    let results = combinations(values).and_then(|combinations| {
        combinations.iter().map(|values| compute(values).ok()).collect::<Option<Vec<Value>>>()
    });
    Value::Unknown(match results {
        Some(results) => unknown.with_candidates(results),
        None => unknown.clone(),
    })
}

/// What `compute` gives on `values`, as a function of Terraform does: marks are set aside and put on the result, and what
/// is not known is computed for each of the values that it may have.
pub fn computed_on<E>(values: &[Value], mut compute: impl FnMut(&[Value]) -> Result<Value, E>) -> Result<Value, E> {
    let sensitive = values.iter().any(Value::has_sensitive);
    let plain: Vec<Value> = values.iter().map(|value| value.unmark_deep().0).collect();
    let result = match unknowns_of(&plain) {
        Some(unknown) => compute_each(&unknown, &plain, compute),
        None => compute(&plain)?,
    };
    Ok(if sensitive { result.into_sensitive() } else { result })
}

/// Every choice of one candidate for each unknown at any depth of `values`. `None` when an unknown has no candidates or
/// when there are too many choices.
fn combinations(values: &[Value]) -> Option<Vec<Vec<Value>>> {
    let mut total = 1_usize;
    for value in values {
        count_choices(value, &mut total)?;
    }
    (0..total)
        .map(|number| {
            let mut left = number;
            values.iter().map(|value| choose(value, &mut left)).collect::<Option<Vec<Value>>>()
        })
        .collect()
}

/// How many times something is computed for the candidates of the unknowns inside `values`.
pub(super) fn choices_of(values: &[Value]) -> usize {
    let mut total = 1_usize;
    match values.iter().try_for_each(|value| count_choices(value, &mut total)) {
        Some(()) => total.max(1),
        None => 1,
    }
}

fn count_choices(value: &Value, total: &mut usize) -> Option<()> {
    match value {
        Value::Unknown(unknown) => {
            let candidates = unknown.candidates()?;
            *total = total.saturating_mul(candidates.len());
            let settled = candidates.iter().all(Value::is_wholly_known);
            (settled && (1..=MAX_CANDIDATES).contains(total)).then_some(())
        }
        Value::Sensitive(inner) => count_choices(inner, total),
        _ if value.is_wholly_known() => Some(()),
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => {
            items.iter().try_for_each(|item| count_choices(item, total))
        }
        Value::Map(entries) | Value::Object(entries) => match entries.rest() {
            Some(_) => None,
            None => entries.values().try_for_each(|entry| count_choices(entry, total)),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Some(()),
    }
}

/// The choice of number `left`, read as digits whose bases are the numbers of candidates.
fn choose(value: &Value, left: &mut usize) -> Option<Value> {
    if value.is_wholly_known() {
        return Some(value.clone());
    }
    let sequence = |items: &Sequence, left: &mut usize| {
        items.iter().map(|item| choose(item, left)).collect::<Option<Vec<Value>>>()
    };
    Some(match value {
        Value::Unknown(unknown) => {
            let candidates = unknown.candidates()?;
            let chosen = candidates.get(left.checked_rem(candidates.len())?)?.clone();
            *left = left.checked_div(candidates.len())?;
            chosen
        }
        Value::Sensitive(inner) => choose(inner, left)?.into_sensitive(),
        Value::List(items) => Value::List(sequence(items, left)?.into()),
        Value::Set(items) => Value::set(sequence(items, left)?),
        Value::Tuple(items) => Value::tuple(sequence(items, left)?),
        Value::Map(entries) | Value::Object(entries) => {
            let chosen = entries
                .iter()
                .map(|(key, entry)| Some((Arc::clone(key), choose(entry, left)?)))
                .collect::<Option<BTreeMap<_, _>>>()?;
            if matches!(value, Value::Map(_)) { Value::Map(chosen.into()) } else { Value::Object(chosen.into()) }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    })
}
