//! A policy as it was read: expressions stay in the tree of its file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::references::Lookups;
use super::selector::Selector;
use super::texts::BasisKey;
use super::vocabulary::{Field, Fields};
use super::wording::Wording;
use crate::evaluation::Value;
use crate::plan::Action;
use crate::source::Span;
use crate::syntax::{NodeId, Tree};

/// A policy.
#[derive(Debug)]
pub struct Policy {
    /// Stable id: `CAC-R9-SECNUMCLOUD`.
    pub id: Arc<str>,
    /// Its second label.
    pub name: Arc<str>,
    /// The pack it comes in: the directory of its file.
    pub pack: Arc<str>,
    /// What a violation is, in a few words.
    pub title: Wording,
    /// The texts that demand it. Without any, it binds whoever adds it.
    pub basis: Vec<BasisKey>,
    /// Texts that shed light on it.
    pub see_also: Vec<BasisKey>,
    /// Why, in words that follow the texts.
    pub rationale: Option<Wording>,
    /// What to do.
    pub remedy: Option<Wording>,
    /// What it means that the verdict is undetermined, and what settles it.
    pub unknown: Option<Wording>,
    /// Other packs that it belongs to.
    pub also_in: Vec<Arc<str>>,
    /// Ids of policies that look at the same thing and find something else.
    pub related: Vec<Arc<str>>,
    /// How much an undetermined verdict matters.
    pub on_unknown: Severity,
    /// Whether a baseline may know its findings.
    pub baseline: bool,
    /// What it looks at.
    pub selector: Selector,
    /// What is done to resources that it looks at; whatever a plan does but destroying them, without any.
    pub operations: Vec<Operation>,
    /// What it demands of them, in order; none when what it looks at is neither an asset nor code.
    pub enforcements: Vec<Enforcement>,
    /// Its block's header.
    pub span: Span,
    pub(super) filter: Option<NodeId>,
    pub(super) tree: Arc<Tree>,
    pub(super) locals: BTreeMap<Arc<str>, NodeId>,
    pub(super) inputs: Arc<BTreeMap<Arc<str>, Value>>,
    /// All that its expressions read.
    pub(super) reads: Fields,
    /// What its filter reads.
    pub(super) filter_reads: Fields,
    /// The arguments that its filter reads.
    pub(super) filter_attributes: Vec<Arc<str>>,
    /// Its locals that are the same whatever it looks at.
    pub(super) shared: BTreeSet<NodeId>,
    /// The resources that it looks up.
    pub(super) lookups: Lookups,
    /// Whether it reads arguments, or what is known beside them.
    pub(super) reads_code: bool,
    /// Whether it does not come with the program.
    pub(super) own: bool,
}

impl Policy {
    /// Whether it belongs to the pack `key`.
    pub fn is_in(&self, key: &str) -> bool {
        &*self.pack == key || self.also_in.iter().any(|pack| &**pack == key)
    }

    /// Whether it reads `field`.
    pub fn reads(&self, field: Field) -> bool {
        self.reads.contains(field)
    }

    /// The policies that its demands overlap, each once.
    pub fn overlaps(&self) -> Vec<&Arc<str>> {
        let mut ids: Vec<&Arc<str>> = Vec::new();
        for id in self.enforcements.iter().flat_map(|enforcement| &enforcement.overlaps) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Whether it is the user's own: it does not come with the program.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// The texts that its demand `index` rests on: its own, or else those of all.
    pub fn basis_of(&self, index: usize) -> &[BasisKey] {
        let own = self.enforcements.get(index).map_or(&[] as &[_], |enforcement| &enforcement.basis);
        if own.is_empty() { &self.basis } else { own }
    }

    /// Whether a comment in the code may set aside that the demands `failed` are not met: each of them allows it. Without
    /// any, all of its demands are meant.
    pub fn is_ignorable(&self, failed: &[usize]) -> bool {
        let (all, own) = (&self.enforcements, |index: &usize| self.enforcements.get(*index));
        if failed.is_empty() {
            !all.is_empty() && all.iter().all(|demand| demand.ignorable)
        } else {
            failed.iter().filter_map(own).all(|demand| demand.ignorable)
        }
    }

    /// Whether a comment in the code may set some of its findings aside.
    pub fn is_partly_ignorable(&self) -> bool {
        self.enforcements.iter().any(|demand| demand.ignorable)
    }

    /// The severity of the worst that it can find.
    pub fn severity(&self) -> Severity {
        self.enforcements.iter().map(|enforcement| enforcement.severity).max().unwrap_or(Severity::Error)
    }
}

/// One demand of a policy.
#[derive(Debug)]
pub struct Enforcement {
    /// How much it matters that it is not met.
    pub severity: Severity,
    /// The texts that demand it; those of the policy when it names none.
    pub basis: Vec<BasisKey>,
    /// How much it matters that it is not known to be met; as the policy says when it says nothing.
    pub on_unknown: Option<Severity>,
    /// Ids of policies that find the same fault after another text: of those that find it in an asset, one speaks.
    pub overlaps: Vec<Arc<str>>,
    /// Whether a comment in the code may set aside that it is not met.
    pub ignorable: bool,
    /// Where the condition stands.
    pub span: Span,
    /// Whether it is demanded of the asset at all.
    pub(super) when: Option<NodeId>,
    pub(super) condition: NodeId,
    pub(super) error_message: Option<NodeId>,
    pub(super) info_message: Option<NodeId>,
    /// What the condition reads.
    pub(super) reads: Fields,
    /// The arguments that it reads, locals followed.
    pub(super) attributes: Vec<Arc<str>>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information.
    Note,
    /// To look at.
    Warning,
    /// To mend.
    Error,
}

/// What is done to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// It is new.
    Create,
    /// It is changed.
    Update,
    /// It is destroyed.
    Delete,
}

impl Policy {
    /// Whether it has something to say of what `action` does: what is destroyed and made anew is both, and changed too.
    /// Code alone says that a resource is to be there, not what it was.
    pub(super) fn is_about(&self, action: Option<Action>) -> bool {
        let any = |wanted: &[Operation]| wanted.iter().any(|own| self.operations.contains(own));
        match action {
            _ if self.operations.is_empty() => action != Some(Action::Delete),
            None => self.operations.contains(&Operation::Create),
            Some(Action::Keep) => false,
            Some(Action::Create) => any(&[Operation::Create]),
            Some(Action::Update) => any(&[Operation::Update]),
            Some(Action::Delete) => any(&[Operation::Delete]),
            Some(Action::Replace) => true,
        }
    }
}
