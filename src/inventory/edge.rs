//! Resources that an argument puts at the edge of the network, whatever their region is.

use super::view::Configured;
use super::{Evidence, EvidenceKind, Fact, Placement, placement};
use crate::evaluation::Value;

/// The argument that does, and the value with which it does.
fn argument(of_type: &str) -> Option<(&'static str, &'static str)> {
    // Web ACLs, their sets and their groups for CloudFront.
    of_type.starts_with("aws_wafv2_").then_some(("scope", "CLOUDFRONT"))
}

/// Everywhere, if `block` says so.
pub(super) fn read(provider: &str, of_type: &str, block: &dyn Configured) -> Option<Fact<Placement>> {
    let (path, value) = argument(of_type)?;
    let written = block.arguments(path).into_iter().next()?;
    match written.value.unmark() {
        (Value::String(text), false) if &**text == value => {
            let evidence = Evidence {
                kind: EvidenceKind::Argument,
                span: Some(written.span),
                value: Some(text.clone()),
                trace: block.trace(path, 0),
            };
            Some(Fact::established(placement::global(provider), vec![evidence]))
        }
        _ => None,
    }
}
