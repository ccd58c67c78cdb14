//! Whose data a plan copies, when the plan does not name them: another resource attaches them, or they are chosen by their
//! names, by their tags, or by being there.
//!
//! What such a plan copies is chosen among the resources of its own account and region: here, in the same region as far as
//! both are known, of the same provider configuration; of another one perhaps, unless it is known to be of another
//! account. What is chosen elsewhere is not seen.

mod arn;
mod aws;
mod choice;
mod lifecycle;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::choice::Choice;
use super::gather::items;
use crate::evaluation::{Cause, CauseKind};
use crate::inventory::provider::Provider;
use crate::inventory::root::{Instance, Root};
use crate::inventory::view::InstanceView;
use crate::inventory::{Asset, TraceStep};
use crate::source::Span;

/// An asset whose data a plan copies.
pub(super) struct Chosen {
    pub(super) index: usize,
    /// Why it is not known whether it does; empty when it does.
    pub(super) doubt: Vec<Cause>,
    /// What chooses it.
    pub(super) by: TraceStep,
}

/// What is chosen, by the index of the plan.
type ByPlan = FxHashMap<usize, Vec<Chosen>>;

impl<'r> Root<'r> {
    /// The assets that plans copy without naming them, by the index of the plan.
    pub(super) fn chosen(&self, assets: &[Option<Asset>]) -> ByPlan {
        let mut found = ByPlan::default();
        for instance in &self.instances {
            match &*instance.view.of_type {
                "aws_backup_selection" => {
                    if let Some(plan) = self.named(instance.view, "plan_id") {
                        self.backup_selection(instance, assets, found.entry(plan).or_default());
                    }
                }
                "aws_dlm_lifecycle_policy" => {
                    self.lifecycle_policy(instance, assets, found.entry(instance.index).or_default());
                }
                "aws_ecr_replication_configuration" => {
                    self.registry_replication(instance, assets, found.entry(instance.index).or_default());
                }
                "google_compute_disk_resource_policy_attachment"
                | "google_compute_region_disk_resource_policy_attachment" => {
                    self.attachment(instance.view, "name", "disk", &mut found);
                }
                "google_backup_dr_backup_plan_association" => {
                    self.attachment(instance.view, "backup_plan", "resource", &mut found);
                }
                _ => {}
            }
        }
        found
    }

    /// A resource that only says that a plan is for another.
    fn attachment(&self, view: &InstanceView<'_>, plan: &str, of: &str, found: &mut ByPlan) {
        if let (Some(plan), Some(index)) = (self.named(view, plan), self.named(view, of)) {
            let by = step(view, span_of(view, of));
            found.entry(plan).or_default().push(Chosen { index, doubt: Vec::new(), by });
        }
    }

    /// The resource of this root module that the argument at `path` refers to.
    fn named(&self, view: &InstanceView<'_>, path: &str) -> Option<usize> {
        let written = view.block.arguments(path).into_iter().next()?;
        items(&written.value).iter().find_map(|value| self.referred(view, path, value))
    }

    /// The assets that `instance` may choose, and whether they are of its account: not known to be in another region, nor
    /// in another account.
    fn eligible<'i>(
        &'i self,
        instance: &Instance<'r>,
        assets: &'i [Option<Asset>],
    ) -> Vec<(&'i Instance<'r>, &'i Asset, Choice)> {
        // Where an asset is has the places of its replicas: what counts here is where it stands itself.
        let region = |instance: &Instance<'r>| {
            let place = self.placement(instance, instance.of.as_deref()?);
            place.known().map(|place| Arc::clone(&place.region))
        };
        let own = region(instance);
        let same = |other: &Instance<'r>| match (&own, region(other)) {
            (Some(own), Some(other)) => own.code == other.code,
            _ => true,
        };
        let all = self.instances.iter().zip(assets).filter_map(|(other, asset)| Some((other, asset.as_ref()?)));
        let all = all.map(|(other, asset)| (other, asset, same_account(instance.provider, other.provider)));
        all.filter(|(other, _, account)| *account != Choice::No && same(other)).collect()
    }
}

/// Whether two provider configurations are of one account.
fn same_account(own: &Provider<'_>, other: &Provider<'_>) -> Choice {
    if std::ptr::eq(own, other) {
        return Choice::Yes;
    }
    let (mine, theirs) = (aws::accounts(own), aws::accounts(other));
    let apart = !mine.is_empty() && !theirs.is_empty() && !mine.iter().any(|account| theirs.contains(account));
    if own.source() != other.source() || apart {
        return Choice::No;
    }
    Choice::Perhaps(vec![Cause { kind: CauseKind::Account(other.written_name()), span: other.span() }])
}

/// Adds `index` to what is chosen, unless it is not.
fn add(chosen: &mut Vec<Chosen>, index: usize, choice: Choice, by: TraceStep) {
    match choice {
        Choice::No => {}
        Choice::Yes => chosen.push(Chosen { index, doubt: Vec::new(), by }),
        Choice::Perhaps(doubt) => chosen.push(Chosen { index, doubt, by }),
    }
}

fn step(view: &InstanceView<'_>, span: Span) -> TraceStep {
    TraceStep { text: Arc::clone(&view.address), span: Some(span) }
}

/// Where the argument at `path` stands; the header of its block when nobody wrote it.
fn span_of(view: &InstanceView<'_>, path: &str) -> Span {
    view.block.arguments(path).first().map_or(view.span, |written| written.span)
}
