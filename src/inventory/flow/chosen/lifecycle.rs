//! AWS: lifecycle policies of snapshots and images.
//!
//! Read on 2026-11-26 in AWS's API reference, of `Exclusions`: a default policy takes nothing that any of its exclusions is
//! about; excluded tags are said to be those of policies for images alone, which others contradict: of volumes they leave
//! it open. What tags of other policies mean is unverified.

use super::aws::{cause, tags_at, wanted_tags};
use super::choice::{Choice, text};
use super::{Chosen, add, items, span_of, step};
use crate::evaluation::Value;
use crate::inventory::root::{Instance, Root};
use crate::inventory::tags::Tags;
use crate::inventory::view::InstanceView;
use crate::inventory::{Asset, EvidenceKind};

/// Where tags of the volumes of a machine are written: they are no tags of the machine, nor the other way round.
const VOLUME_TAGS: [&str; 3] = ["volume_tags", "root_block_device.tags", "ebs_block_device[].tags"];

const EXCLUDED_TAGS: &str = "policy_details.exclusions.exclude_tags";
const EXCLUDED_TYPES: &str = "policy_details.exclusions.exclude_volume_types";
const WITHOUT_BOOT: &str = "policy_details.exclusions.exclude_boot_volumes";

impl<'r> Root<'r> {
    /// What a lifecycle policy takes snapshots of.
    pub(super) fn lifecycle_policy(&self, instance: &Instance<'r>, assets: &[Option<Asset>], chosen: &mut Vec<Chosen>) {
        let view = instance.view;
        // Events are snapshots that others share: no resource here is chosen.
        if word(view, "policy_details.policy_type", "EVENT_BASED_POLICY") == Choice::Yes {
            return;
        }
        let types = |wanted| {
            word(view, "policy_details.resource_types", wanted).or(word(view, "policy_details.resource_type", wanted))
        };
        let (volumes, machines) = (types("VOLUME"), types("INSTANCE"));
        let by_default = !view.block.arguments("default_policy").is_empty();
        let target = tags_at(view, "policy_details.target_tags", EvidenceKind::Argument);
        let matches = |tags: &Tags| {
            if by_default && target.is_empty() { Choice::Yes } else { any(&target, tags) }
        };
        let excluded = tags_at(view, EXCLUDED_TAGS, EvidenceKind::Argument);
        let kept = |tags: &Tags| any(&excluded, tags).negated();
        let kept_volume = |tags: &Tags| match kept(tags) {
            Choice::No => Choice::Perhaps(vec![cause(view, EXCLUDED_TAGS)]),
            kept => kept,
        };
        for (other, _, account) in self.eligible(instance, assets) {
            let choice = match &*other.view.of_type {
                "aws_ebs_volume" => {
                    let tags = self.tags(other);
                    matches(&tags).and(volumes.clone()).and(kept_volume(&tags)).and(of_kept_type(view, other.view))
                }
                "aws_instance" => {
                    let disks = VOLUME_TAGS.map(|path| tags_at(other.view, path, EvidenceKind::Tag));
                    let kept_disks = disks.iter().map(&kept_volume).fold(Choice::Yes, Choice::and);
                    let disks = disks.iter().map(&matches).fold(Choice::No, Choice::or);
                    let disks = disks.and(kept_disks).and(keeps_disks(view, other.view)).and(volumes.clone());
                    let own = machine_tags(other);
                    disks.or(matches(&own).and(machines.clone()).and(kept(&own)))
                }
                _ => continue,
            };
            add(chosen, other.index, choice.and(account), step(view, span_of(view, "policy_details.target_tags")));
        }
    }
}

/// Whether one of the texts at `path` is `word`.
fn word(view: &InstanceView<'_>, path: &str, word: &str) -> Choice {
    let is = |value: &Value| text(value, |text| text.eq_ignore_ascii_case(word), || cause(view, path));
    let written = view.block.arguments(path).into_iter();
    written.flat_map(|written| items(&written.value)).map(|item| is(&item)).fold(Choice::No, Choice::or)
}

/// Whether `tags` have one of those that are `asked` for.
fn any(asked: &Tags, tags: &Tags) -> Choice {
    let unread = asked.unread.first().map_or(Choice::No, |_| Choice::Perhaps(asked.unread.clone()));
    let holds = wanted_tags(asked).into_iter().map(|pair| pair.holds(tags, |wanted, value| wanted == value));
    holds.fold(unread, Choice::or)
}

/// Whether the exclusions of `view` leave the type of the volume `other`.
fn of_kept_type(view: &InstanceView<'_>, other: &InstanceView<'_>) -> Choice {
    if view.block.arguments(EXCLUDED_TYPES).is_empty() {
        return Choice::Yes;
    }
    let written = other.block.arguments("type").into_iter().next();
    let own = written.filter(|written| *written.value.unmark().0 != Value::Null);
    match own.as_ref().map(|own| own.value.unmark()) {
        Some((Value::String(own), false)) => word(view, EXCLUDED_TYPES, own).negated(),
        // What the account has for a type when nothing is written is not known here.
        _ => Choice::Perhaps(vec![cause(view, EXCLUDED_TYPES)]),
    }
}

/// Whether the exclusions of `view` leave some disk of the machine `other`: which it has besides that it boots from, its
/// image tells too.
fn keeps_disks(view: &InstanceView<'_>, other: &InstanceView<'_>) -> Choice {
    if !view.block.arguments(EXCLUDED_TYPES).is_empty() {
        return Choice::Perhaps(vec![cause(view, EXCLUDED_TYPES)]);
    }
    match word(view, WITHOUT_BOOT, "true") {
        Choice::Yes if !other.block.arguments("ebs_block_device").is_empty() => Choice::Yes,
        Choice::Yes => Choice::Perhaps(vec![cause(view, WITHOUT_BOOT)]),
        without => without.negated(),
    }
}

/// The tags of a machine itself.
fn machine_tags(instance: &Instance<'_>) -> Tags {
    let mut tags = tags_at(instance.view, "tags", EvidenceKind::Tag);
    for more in [tags_at(instance.view, "tags_all", EvidenceKind::DefaultTag), instance.provider.tags.clone()] {
        let added = more.without_keys_of(&tags);
        tags.extend(added);
    }
    tags
}
