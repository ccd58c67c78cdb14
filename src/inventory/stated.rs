//! Resources whose arguments say what they are: all that `azapi` makes has one type in Terraform, and its own at Azure.

use std::sync::Arc;

use super::lookup::Lookup;
use super::view::InstanceView;
use crate::evaluation::Value;

/// The type that makes any resource of Azure.
const ANY: &str = "azapi_resource";

/// The name that the catalogue has for what `view` is: its type, and the type that it states when that is known.
pub(super) fn name(lookup: Lookup<'_>, view: &InstanceView<'_>) -> Arc<str> {
    let stated = || {
        let written = view.block.arguments("type").into_iter().next()?;
        let (Value::String(text), false) = written.value.unmark() else { return None };
        // What follows is the version of the interface.
        let named = format!("{ANY}/{}", text.split('@').next()?.to_lowercase());
        lookup.service(&named).map(|_| Arc::from(named))
    };
    (*view.of_type == *ANY).then(stated).flatten().unwrap_or_else(|| Arc::clone(&view.of_type))
}
