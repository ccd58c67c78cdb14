//! What a policy looks at.

use std::fmt;

use super::error::TypeHint;
use crate::catalogue::{Catalogue, Nature};
use crate::inventory::{Asset, AssetKind, Pattern, Target, TargetKind};

/// What a policy looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// What the inventory concluded of these kinds.
    Assets(Kinds),
    /// Blocks of code of that kind and of the types that the pattern stands for.
    Code(TargetKind, Pattern),
    /// No asset: the register of derogations, which is judged elsewhere.
    Register,
}

/// Kinds of what the inventory concludes something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// Managed resource instances.
    pub const RESOURCE: Self = Self(1);
    /// Terraform states.
    pub const STATE: Self = Self(1 << 1);
    /// Resource instances and states that software as a service keeps, whatever Terraform calls them.
    pub const SAAS: Self = Self(1 << 2);
    /// Provider configurations.
    pub const PROVIDER: Self = Self(1 << 3);
    /// Module calls.
    pub const MODULE: Self = Self(1 << 4);
    /// What is judged as an asset, not as a block of code.
    pub(super) const KEPT: Self = Self(Self::RESOURCE.0 | Self::STATE.0 | Self::SAAS.0);
    /// All of them.
    pub const ALL: Self = Self((1 << 5) - 1);

    /// How a policy names them.
    pub(super) const NAMES: [(&'static str, Self); 6] = [
        ("resource", Self::RESOURCE),
        ("state", Self::STATE),
        ("saas", Self::SAAS),
        ("module", Self::MODULE),
        ("provider", Self::PROVIDER),
        ("*", Self::ALL),
    ];

    /// The kinds that `label` names: one, or several with `|` between them.
    pub(super) fn parse(label: &str) -> Option<Self> {
        let one = |name: &str| Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, kinds)| kinds.0);
        label.split('|').map(one).try_fold(0, |all, own| Some(all | own?)).map(Self)
    }

    /// Whether some are in both.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there are several.
    pub(super) fn is_several(self) -> bool {
        self.0.count_ones() > 1
    }

    /// Whether all of them are in `other`.
    pub(super) fn are_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("*");
        }
        let own = Self::NAMES.iter().filter(|(_, kinds)| kinds.are_within(*self)).map(|(name, _)| *name);
        f.write_str(&own.collect::<Vec<_>>().join("|"))
    }
}

impl Selector {
    /// Whether it selects `asset`; `None` when that depends on what is behind its provider, which is not known.
    pub fn selects(&self, asset: &Asset) -> Option<bool> {
        let Self::Assets(kinds) = self else { return Some(false) };
        let own = match asset.kind {
            AssetKind::Resource => Kinds::RESOURCE,
            AssetKind::State => Kinds::STATE,
            // These are judged with the block that they are concluded of.
            AssetKind::Provider => return Some(false),
        };
        if kinds.meets(own) || !kinds.meets(Kinds::SAAS) {
            return Some(kinds.meets(own));
        }
        asset.nature.map(|nature| nature == Nature::Saas)
    }

    /// Whether it selects `target`.
    pub fn looks_at(&self, target: &Target) -> bool {
        match self {
            Self::Code(kind, pattern) => {
                let written = target.written.as_ref().is_some_and(|written| pattern.matches(written));
                *kind == target.kind && (written || pattern.matches(&target.of_type))
            }
            Self::Assets(kinds) => match target.kind {
                // Resources are judged as assets.
                TargetKind::Resource => false,
                TargetKind::Provider => kinds.meets(Kinds::PROVIDER) && target.concluded.is_some(),
                TargetKind::Module => kinds.meets(Kinds::MODULE),
            },
            Self::Register => false,
        }
    }
}

/// What `pattern` most likely means instead, when it is of a provider whose resource types the catalogue has and of none
/// of them. A type that is not like any other may be newer than the catalogue: only what is a slip of the pen is wrong.
pub(super) fn mistaken(pattern: &Pattern) -> Option<TypeHint> {
    let (provider, _) = pattern.start().split_once('_')?;
    let types = Catalogue::embedded().resource_types(provider);
    if types.is_empty() || types.iter().any(|of_type| pattern.matches(of_type)) {
        return None;
    }
    if pattern.as_str().contains('*') {
        return Some(TypeHint::NoneOf(provider.to_owned()));
    }
    let near = |of_type: &&str| strsim::damerau_levenshtein(of_type, pattern.as_str()) == 1;
    types.into_iter().find(near).map(|of_type| TypeHint::Near(of_type.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_as_they_are_read() {
        for label in ["resource", "state", "saas", "provider", "module", "resource|state", "module|provider", "*"] {
            assert_eq!(Kinds::parse(label).map(|kinds| kinds.to_string()).as_deref(), Some(label));
        }
        assert_eq!(Kinds::parse("resource|state|saas|provider|module"), Some(Kinds::ALL));
        for label in ["", "|", "resource|", "Resource", "resource | state", "ressource", "**"] {
            assert_eq!(Kinds::parse(label), None, "{label}");
        }
    }
}
