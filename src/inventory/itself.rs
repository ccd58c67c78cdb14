//! Which of the places that a resource lists is its own: a copy there is the resource itself.

use super::Flow;
use super::lookup::Lookup;
use super::view::Configured;
use crate::catalogue::{FlowArgument, FlowOwn};
use crate::evaluation::Value;

/// Takes out of `flows` those of an instance to where it is itself, as its arguments tell.
pub(super) fn take_out(lookup: Lookup<'_>, of_type: &str, block: &dyn Configured, flows: &mut Vec<Flow>) {
    for argument in lookup.flows(of_type) {
        let Some(own) = argument.own.as_ref().filter(|_| !flows.is_empty()) else { continue };
        let Some(place) = own_place(argument, own, block) else { continue };
        let is_there = |flow: &Flow| flow.kind == argument.kind && leads_to(flow, &place);
        // One block is the resource itself: of several whose places are not known, the others are copies.
        if let Some(index) = flows.iter().position(is_there) {
            flows.remove(index);
        }
    }
}

/// What `argument` is in the block that stands for the resource itself.
fn own_place(argument: &FlowArgument, own: &FlowOwn, block: &dyn Configured) -> Option<Value> {
    let (list, leaf) = argument.argument.rsplit_once("[].")?;
    let written = block.arguments(list);
    let blocks = written.iter().flat_map(|written| match written.value.unmark().0 {
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => items.items().iter().collect(),
        one => vec![one],
    });
    let entries = blocks.filter_map(|block| match block.unmark().0 {
        Value::Object(entries) | Value::Map(entries) => Some(entries),
        _ => None,
    });
    let is_itself = |value: &Value| match value.unmark() {
        (Value::String(text), false) => **text == *own.value,
        (Value::Number(number), false) => number.to_string() == own.value,
        _ => false,
    };
    { entries }.find(|entries| entries.get(own.argument.as_str()).is_some_and(is_itself))?.get(leaf).cloned()
}

/// Whether `flow`, which its region tells, leads to `place`.
fn leads_to(flow: &Flow, place: &Value) -> bool {
    let written = flow.evidence.value.as_deref();
    match place.unmark() {
        (Value::String(text), false) => written == Some(text),
        // The same reasons: what is not known there is not known here.
        (Value::Unknown(unknown), _) => {
            written.is_none() && flow.causes().any(|cause| unknown.causes().contains(cause))
        }
        _ => written.is_none(),
    }
}
