//! The packs of rules: `policies/packs.toml`, and which of them judge.

use std::sync::Arc;

use serde::Deserialize;

use super::doctrine::Doctrine;
use super::model::Policy;
use super::texts::BasisKey;
use super::wording::Wording;

/// A pack of rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Stable key: `cloud-au-centre`.
    pub key: String,
    /// Its name.
    pub title: Wording,
    /// What it is about.
    pub description: Wording,
    /// Whether it judges when nobody switches it.
    pub on: bool,
    /// Keys of the texts that it brings: with the pack off, no rule rests on them.
    pub texts: Vec<String>,
}

impl Pack {
    /// Reads the table of packs.
    pub(super) fn parse(toml: &str) -> Result<Vec<Self>, toml::de::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            pack: Vec<Pack>,
        }
        toml::from_str(toml).map(|table: Table| table.pack)
    }
}

/// Which rules are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selection<'a> {
    /// Packs that are switched, and whether on.
    pub packs: &'a [(Arc<str>, bool)],
    /// Rules that are switched off.
    pub off: &'a [Arc<str>],
    /// Ids of the only rules, or keys of the only packs; all without any. What is named here judges even if its pack is off.
    pub only: &'a [String],
    /// Rules and packs to leave out.
    pub skip: &'a [String],
}

impl Doctrine {
    /// Whether the pack `key` judges: as it is switched, else as it says. One that is not in the table does.
    pub fn is_on(&self, key: &str, switched: &[(Arc<str>, bool)]) -> bool {
        let own = || self.packs.iter().find(|pack| pack.key == key).is_none_or(|pack| pack.on);
        switched.iter().rfind(|(name, _)| **name == *key).map_or_else(own, |(_, on)| *on)
    }

    /// The name among those asked for that neither a rule nor a pack has.
    pub fn unknown_name<'a>(&self, names: impl IntoIterator<Item = &'a String>) -> Option<&'a String> {
        let known = |name: &str| {
            self.policies.iter().any(|policy| policy.id.eq_ignore_ascii_case(name))
                || self.pack_keys().iter().any(|key| key.eq_ignore_ascii_case(name))
        };
        names.into_iter().find(|name| !known(name))
    }

    /// The keys of all packs, those of the table first.
    pub fn pack_keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.packs.iter().map(|pack| pack.key.as_str()).collect();
        for policy in &self.policies {
            if !keys.contains(&&*policy.pack) {
                keys.push(&policy.pack);
            }
        }
        keys
    }

    /// Keeps the rules of `selection`, and of their texts those of packs that are on.
    pub fn select(&mut self, selection: Selection<'_>) {
        let named = |names: &[String], name: &str| names.iter().any(|asked| asked.eq_ignore_ascii_case(name));
        let all: Vec<String> = self.pack_keys().into_iter().map(str::to_owned).collect();
        let on: Vec<&String> = all.iter().filter(|key| self.is_on(key, selection.packs)).collect();
        let only_packs: Vec<&String> = all.iter().filter(|key| named(selection.only, key)).collect();
        let active: Vec<&String> = if selection.only.is_empty() { on.clone() } else { only_packs };
        let active: Vec<&String> = active.into_iter().filter(|key| !named(selection.skip, key)).collect();
        let packs = std::mem::take(&mut self.packs);
        let brought_by = |text: &str| packs.iter().find(|pack| pack.texts.iter().any(|own| own == text));
        self.policies.retain_mut(|policy| {
            let asked = named(selection.only, &policy.id);
            let off = selection.off.contains(&policy.id) || named(selection.skip, &policy.id);
            if off || !(asked || active.iter().any(|key| policy.is_in(key))) {
                return false;
            }
            // A rule that is asked for by name rests on its own pack, whatever is switched.
            let own = |key: &str| asked && *policy.pack == *key;
            let counted: &[&String] = if asked { &on } else { &active };
            let rests = |key: &BasisKey| {
                brought_by(&key.text).is_none_or(|pack| counted.contains(&&pack.key) || own(&pack.key))
            };
            let texts = policy.basis.iter().filter(|key| rests(key)).cloned().collect();
            rest_on(policy, texts)
        });
        self.packs = packs;
    }
}

/// Leaves to `policy` only `texts`; whether something of it is left.
fn rest_on(policy: &mut Policy, texts: Vec<BasisKey>) -> bool {
    let had = !policy.basis.is_empty();
    let demanded = !policy.enforcements.is_empty();
    policy.basis = texts;
    let left = &policy.basis;
    policy.enforcements.retain_mut(|enforcement| {
        let own = !enforcement.basis.is_empty();
        enforcement.basis.retain(|key| left.contains(key));
        !own || !enforcement.basis.is_empty()
    });
    let emptied = (had && policy.basis.is_empty()) || (demanded && policy.enforcements.is_empty());
    !emptied
}
