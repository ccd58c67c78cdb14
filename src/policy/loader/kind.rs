//! The kinds of policies: what each looks at, what may stand in it, what its expressions see.

use super::block::{Shape, label};
use crate::catalogue::Catalogue;
use crate::inventory::{Pattern, TargetKind};
use crate::policy::error::{PolicyError, PolicyErrorKind};
use crate::policy::model::{Operation, Selector};
use crate::policy::references::Vocabulary;
use crate::syntax::Block;

/// A kind of policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `asset_policy`: on what the inventory concluded.
    Asset,
    /// `resource_policy`, `provider_policy`, `module_policy`: on code, as Terraform policy has them.
    Code(TargetKind),
}

/// What may stand in every policy.
macro_rules! arguments {
    ($($more:literal)*) => {
        &[
            "id", "title", "basis", "see_also", "rationale", "remedy", "unknown", "also_in", "overlaps", "related",
            "severity", "enforcement_level", "on_unknown", "ignorable", "baseline", "filter", $($more,)*
        ]
    };
}

const NESTED: &[&str] = &["locals", "enforce"];

impl Kind {
    /// The kind that the block type `name` declares.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "asset_policy" => Self::Asset,
            "resource_policy" => Self::Code(TargetKind::Resource),
            "provider_policy" => Self::Code(TargetKind::Provider),
            "module_policy" => Self::Code(TargetKind::Module),
            _ => return None,
        })
    }

    /// What may stand in its block.
    pub(super) fn shape(self) -> Shape {
        let (name, arguments): (_, &[&str]) = match self {
            Self::Asset => ("asset_policy", arguments!()),
            Self::Code(TargetKind::Resource) => ("resource_policy", arguments!("operations")),
            Self::Code(TargetKind::Provider) => ("provider_policy", arguments!()),
            Self::Code(TargetKind::Module) => ("module_policy", arguments!()),
        };
        Shape { name, arguments, blocks: NESTED }
    }

    /// What names mean in it.
    pub(super) fn vocabulary(self, operations: &[Operation]) -> Vocabulary {
        match self {
            Self::Asset => Vocabulary::Asset,
            Self::Code(_) => {
                Vocabulary::Code { prior: !operations.is_empty() && !operations.contains(&Operation::Create) }
            }
        }
    }

    /// What its first label selects.
    pub(super) fn selector(self, block: &Block<'_>) -> Result<Selector, PolicyError> {
        let written = label(block, 0);
        let span = block.labels.first().map_or(block.header, |label| label.span);
        match self {
            Self::Asset => {
                const KNOWN: [(&str, Selector); 3] =
                    [("resource", Selector::Resource), ("state", Selector::State), ("*", Selector::Any)];
                let found = KNOWN.iter().find(|(name, _)| *name == written).map(|(_, selector)| selector.clone());
                found.ok_or_else(|| {
                    let known = KNOWN.map(|(name, _)| name).join(", ");
                    PolicyError::new(span, PolicyErrorKind::UnknownSelector { name: written.to_owned(), known })
                })
            }
            Self::Code(kind) => {
                let pattern = Pattern::new(written);
                if kind == TargetKind::Resource
                    && let Some(hint) = mistaken(&pattern)
                {
                    let kind = PolicyErrorKind::NoSuchType { name: written.to_owned(), hint };
                    return Err(PolicyError::new(span, kind));
                }
                Ok(Selector::Code(kind, pattern))
            }
        }
    }
}

/// What `pattern` most likely means instead, when it is of a provider whose resource types the catalogue has and of none
/// of them. A type that is not like any other may be newer than the catalogue: only what is a slip of the pen is wrong.
fn mistaken(pattern: &Pattern) -> Option<String> {
    let (provider, _) = pattern.start().split_once('_')?;
    let types = Catalogue::embedded().resource_types(provider);
    if types.is_empty() || types.iter().any(|of_type| pattern.matches(of_type)) {
        return None;
    }
    if pattern.as_str().contains('*') {
        return Some(format!("there is no such type of {provider}"));
    }
    let near = |of_type: &&str| strsim::damerau_levenshtein(of_type, pattern.as_str()) == 1;
    types.into_iter().find(near).map(|of_type| format!("did you mean `{of_type}`?"))
}
