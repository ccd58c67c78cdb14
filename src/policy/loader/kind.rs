//! The kinds of policies: what each looks at, what may stand in it, what its expressions see.

use super::block::{Shape, label};
use crate::inventory::{Pattern, TargetKind};
use crate::policy::error::{PolicyError, PolicyErrorKind};
use crate::policy::model::Operation;
use crate::policy::references::Vocabulary;
use crate::policy::selector::{Kinds, Selector};
use crate::policy::slip::mistaken;
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

    /// What names mean in it, when it looks at what `selector` selects.
    pub(super) fn vocabulary(self, selector: Option<&Selector>, operations: &[Operation]) -> Vocabulary {
        match (self, selector) {
            (Self::Asset, Some(Selector::Assets(kinds))) => Vocabulary::Asset(*kinds),
            (Self::Asset, _) => Vocabulary::Asset(Kinds::ALL),
            (Self::Code(kind), _) => {
                Vocabulary::Code { kind, prior: !operations.is_empty() && !operations.contains(&Operation::Create) }
            }
        }
    }

    /// What its first label selects.
    pub(super) fn selector(self, block: &Block<'_>) -> Result<Selector, PolicyError> {
        let written = label(block, 0);
        let span = block.labels.first().map_or(block.header, |label| label.span);
        match self {
            Self::Asset => {
                let unknown = || PolicyErrorKind::UnknownSelector {
                    name: written.to_owned(),
                    known: Kinds::NAMES.map(|(name, _)| name).join(", "),
                };
                Kinds::parse(written).map(Selector::Assets).ok_or_else(|| PolicyError::new(span, unknown()))
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
