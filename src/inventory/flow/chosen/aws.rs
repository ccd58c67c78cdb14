//! AWS: selections of AWS Backup, lifecycle policies of snapshots, replication of a registry.
//!
//! Read on 2026-11-25 in AWS's API reference: of `BackupSelection`, one of `ListOfTags`, all `Conditions`, and everything when
//! nothing is written. What tags of lifecycle policies and filters of registries mean is unverified.

use std::sync::Arc;

use super::choice::{Choice, like, tag, text};
use super::{Chosen, add, items, span_of, step};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::inventory::root::{Instance, Root};
use crate::inventory::tags::{Tag, TagValue, Tags};
use crate::inventory::view::InstanceView;
use crate::inventory::{Asset, EvidenceKind};
use crate::source::Span;

/// A resource type that AWS Backup copies: how its ARN names the service, what precedes the name in it, and the argument
/// that gives the name; `None` when AWS makes it up.
struct BackedUp {
    of_type: &'static str,
    service: &'static str,
    prefix: &'static str,
    name: Option<&'static str>,
}

const fn backed_up(
    of_type: &'static str,
    service: &'static str,
    prefix: &'static str,
    name: Option<&'static str>,
) -> BackedUp {
    BackedUp { of_type, service, prefix, name }
}

const BACKED_UP: [BackedUp; 14] = [
    backed_up("aws_db_instance", "rds", "db:", Some("identifier")),
    backed_up("aws_rds_cluster", "rds", "cluster:", Some("cluster_identifier")),
    backed_up("aws_docdb_cluster", "rds", "cluster:", Some("cluster_identifier")),
    backed_up("aws_neptune_cluster", "rds", "cluster:", Some("cluster_identifier")),
    backed_up("aws_dynamodb_table", "dynamodb", "table/", Some("name")),
    backed_up("aws_s3_bucket", "s3", "", Some("bucket")),
    backed_up("aws_redshift_cluster", "redshift", "cluster:", Some("cluster_identifier")),
    backed_up("aws_ebs_volume", "ec2", "volume/", None),
    backed_up("aws_instance", "ec2", "instance/", None),
    backed_up("aws_efs_file_system", "elasticfilesystem", "file-system/", None),
    backed_up("aws_fsx_lustre_file_system", "fsx", "file-system/", None),
    backed_up("aws_fsx_windows_file_system", "fsx", "file-system/", None),
    backed_up("aws_fsx_openzfs_file_system", "fsx", "file-system/", None),
    backed_up("aws_fsx_ontap_volume", "fsx", "volume/", None),
];

/// Where tags of the volumes of a machine are written: they are no tags of the machine, nor the other way round.
const VOLUME_TAGS: [&str; 3] = ["volume_tags", "root_block_device.tags", "ebs_block_device[].tags"];

/// Whether the value that a condition has fits that of a tag.
type Fits = fn(&str, &str) -> bool;

/// The conditions of a selection: where they are written, what fits, and whether that must not be.
const CONDITIONS: [(&str, Fits, bool); 4] = [
    ("condition[].string_equals", |wanted, value| wanted == value, false),
    ("condition[].string_like", like, false),
    ("condition[].string_not_equals", |wanted, value| wanted == value, true),
    ("condition[].string_not_like", like, true),
];

impl<'r> Root<'r> {
    /// What a selection of AWS Backup chooses.
    pub(super) fn backup_selection(&self, instance: &Instance<'r>, assets: &[Option<Asset>], chosen: &mut Vec<Chosen>) {
        let view = instance.view;
        let wanted = self.listed(view, "resources");
        let excluded = self.listed(view, "not_resources");
        let tagged = pairs(view, "selection_tag", "key", "value");
        let conditions: Vec<_> = CONDITIONS
            .iter()
            .flat_map(|(path, fits, negated)| {
                pairs(view, path, "key", "value").into_iter().map(|pair| (pair, *fits, *negated))
            })
            .collect();
        let eligible = self.eligible(instance, assets);
        let named = |index: usize| wanted.iter().any(|one| matches!(one, Listed::Resource(own) if *own == index));
        // What is named is chosen wherever it is; the rest is looked for in the region.
        let elsewhere = self.instances.iter().zip(assets).filter_map(|(other, asset)| Some((other, asset.as_ref()?)));
        let elsewhere = elsewhere
            .filter(|(other, _)| named(other.index) && !eligible.iter().any(|(own, _)| own.index == other.index));
        for (other, asset) in eligible.iter().copied().chain(elsewhere) {
            let Some(kind) = BACKED_UP.iter().find(|kind| kind.of_type == &*other.view.of_type) else { continue };
            let one = Candidate { view: other.view, index: other.index, asset, kind };
            let tags = self.tags(other);
            let by_name = wanted.iter().map(|listed| one.is(listed)).fold(Choice::No, Choice::or);
            let any = |pair: &Pair| pair.holds(&tags, |wanted, value| wanted == value);
            let by_tag = tagged.iter().map(any).fold(Choice::No, Choice::or);
            let chooses = match (wanted.is_empty(), tagged.is_empty()) {
                (true, true) => Choice::Yes,
                (false, true) => by_name,
                (true, false) => by_tag,
                (false, false) => both(by_name, by_tag, view),
            };
            let all = conditions.iter().map(|(pair, fits, negated)| {
                let holds = pair.holds(&tags, fits);
                if *negated { holds.negated() } else { holds }
            });
            let excluded = excluded.iter().map(|listed| one.is(listed)).fold(Choice::No, Choice::or);
            let choice = all.fold(chooses, Choice::and).and(excluded.negated());
            let path = if named(other.index) || tagged.is_empty() { "resources" } else { "selection_tag" };
            add(chosen, other.index, choice, step(view, span_of(view, path)));
        }
    }

    /// What a lifecycle policy takes snapshots of.
    pub(super) fn lifecycle_policy(&self, instance: &Instance<'r>, assets: &[Option<Asset>], chosen: &mut Vec<Chosen>) {
        let view = instance.view;
        let word = |path: &str, word: &str| {
            let written = view.block.arguments(path).into_iter();
            let is = |value: &Value| text(value, |text| text.eq_ignore_ascii_case(word), || cause(view, path));
            written.flat_map(|written| items(&written.value)).map(|item| is(&item)).fold(Choice::No, Choice::or)
        };
        // Events are snapshots that others share: no resource here is chosen.
        if word("policy_details.policy_type", "EVENT_BASED_POLICY") == Choice::Yes {
            return;
        }
        let types =
            |wanted| word("policy_details.resource_types", wanted).or(word("policy_details.resource_type", wanted));
        let (volumes, machines) = (types("VOLUME"), types("INSTANCE"));
        let by_default = !view.block.arguments("default_policy").is_empty();
        let target = tags_at(view, "policy_details.target_tags", EvidenceKind::Argument);
        let matches = |tags: &Tags| {
            if by_default && target.is_empty() {
                return Choice::Yes;
            }
            wanted_tags(&target)
                .iter()
                .map(|pair| pair.holds(tags, |wanted, value| wanted == value))
                .fold(target.unread.first().map_or(Choice::No, |_| Choice::Perhaps(target.unread.clone())), Choice::or)
        };
        for (other, _) in self.eligible(instance, assets) {
            let choice = match &*other.view.of_type {
                "aws_ebs_volume" => matches(&self.tags(other)).and(volumes.clone()),
                "aws_instance" => {
                    let disks = VOLUME_TAGS.map(|path| matches(&tags_at(other.view, path, EvidenceKind::Tag)));
                    let disks = disks.into_iter().fold(Choice::No, Choice::or);
                    disks.and(volumes.clone()).or(matches(&machine_tags(other)).and(machines.clone()))
                }
                _ => continue,
            };
            add(chosen, other.index, choice, step(view, span_of(view, "policy_details.target_tags")));
        }
    }

    /// What the replication of a registry copies: all its repositories, or those that a filter names.
    pub(super) fn registry_replication(
        &self,
        instance: &Instance<'r>,
        assets: &[Option<Asset>],
        chosen: &mut Vec<Chosen>,
    ) {
        let view = instance.view;
        let path = "replication_configuration.rule";
        let rules = view.block.arguments(path);
        for (other, _) in self.eligible(instance, assets) {
            if &*other.view.of_type != "aws_ecr_repository" {
                continue;
            }
            let name = other.view.block.arguments("name").into_iter().next();
            let filtered = |rule: &Value| {
                let filters = member(rule, "repository_filter").filter(|filters| *filters != Value::Null);
                let filters = filters.map(|filters| items(&filters)).unwrap_or_default();
                let fits = |filter: &Value| {
                    let Some(Value::String(prefix)) = member(filter, "filter") else {
                        return Choice::Perhaps(vec![cause(view, path)]);
                    };
                    let unreadable = || cause(other.view, "name");
                    let name = name.as_ref().map_or(&Value::Null, |name| &name.value);
                    text(name, |name| name.starts_with(&*prefix), unreadable)
                };
                if filters.is_empty() { Choice::Yes } else { filters.iter().map(fits).fold(Choice::No, Choice::or) }
            };
            let choices: Vec<Choice> = rules.iter().map(|rule| filtered(&rule.value)).collect();
            // Each rule has places of its own: of a repository that some rules take, which places is not read.
            let choice = match choices.as_slice() {
                [] => Choice::Yes,
                [first, rest @ ..] if rest.iter().all(|other| other == first) => first.clone(),
                _ => Choice::Perhaps(vec![cause(view, path)]),
            };
            add(chosen, other.index, choice, step(view, span_of(view, path)));
        }
    }

    /// What a list of ARNs names.
    fn listed(&self, view: &InstanceView<'_>, path: &str) -> Vec<Listed> {
        let mut listed = Vec::new();
        for written in view.block.arguments(path) {
            for value in items(&written.value) {
                listed.push(match value.unmark().0 {
                    Value::String(text) => match self.index_by_id(text) {
                        Some(index) => Listed::Resource(index),
                        None => Listed::Pattern(Arc::clone(text), written.span),
                    },
                    Value::Unknown(unknown) => match self.referred(view, path, &value) {
                        Some(index) => Listed::Resource(index),
                        // What is read of the cloud is not made here.
                        None if unknown.causes().iter().any(|cause| matches!(cause.kind, CauseKind::DataSource(_))) => {
                            continue;
                        }
                        None => Listed::Unknown(unknown.causes().to_vec()),
                    },
                    _ => continue,
                });
            }
        }
        listed
    }
}

/// An entry of a list of ARNs.
enum Listed {
    /// A resource of this root module.
    Resource(usize),
    /// An ARN, in which `*` stands for any characters, and where it stands.
    Pattern(Arc<str>, Span),
    /// It may be any.
    Unknown(Vec<Cause>),
}

/// A resource that a selection may choose.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    view: &'a InstanceView<'a>,
    index: usize,
    asset: &'a Asset,
    kind: &'static BackedUp,
}

impl Candidate<'_> {
    fn is(self, listed: &Listed) -> Choice {
        match listed {
            Listed::Resource(index) => Choice::is(*index == self.index),
            Listed::Unknown(causes) => Choice::Perhaps(causes.clone()),
            Listed::Pattern(pattern, span) => self.fits(pattern, *span),
        }
    }

    /// Whether its ARN is one that `pattern` stands for.
    fn fits(self, pattern: &str, span: Span) -> Choice {
        if pattern == "*" {
            return Choice::Yes;
        }
        let mut parts = pattern.splitn(6, ':');
        let (Some("arn"), Some(_), Some(service), Some(region), Some(_), Some(resource)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Choice::No;
        };
        let place = self.asset.placement.known().map(|place| place.region.code.as_str());
        // Buckets have no region in their ARN.
        let same_region = place.is_none_or(|place| region.is_empty() || like(region, place));
        if !like(service, self.kind.service) || !same_region {
            return Choice::No;
        }
        let Some(name) = resource.strip_prefix(self.kind.prefix) else {
            return Choice::is(resource.starts_with('*') && resource.trim_matches('*').is_empty());
        };
        if name == "*" {
            return Choice::Yes;
        }
        let written = self.kind.name.and_then(|path| self.view.block.arguments(path).into_iter().next());
        let own = written.filter(|written| *written.value.unmark().0 != Value::Null);
        let unreadable = || Cause::at(CauseKind::Chosen(pattern.into()), span);
        match own {
            Some(own) => text(&own.value, |own| like(name, own), unreadable),
            // A name that AWS makes up is in no code before the resource is there; part of one may be.
            None if name.contains('*') => Choice::Perhaps(vec![unreadable()]),
            None => Choice::No,
        }
    }
}

/// A tag that is asked for.
struct Pair {
    key: Value,
    value: Value,
    unreadable: Cause,
}

impl Pair {
    /// Whether `tags` have it, for what `fits` makes of the wanted value and that of the tag.
    fn holds(&self, tags: &Tags, fits: impl Fn(&str, &str) -> bool) -> Choice {
        let perhaps = |value: &Value| match value.as_unknown() {
            Some(unknown) => Choice::Perhaps(unknown.causes().to_vec()),
            None => Choice::Perhaps(vec![self.unreadable.clone()]),
        };
        let (Value::String(key), false) = self.key.unmark() else { return perhaps(&self.key) };
        let key = key.strip_prefix("aws:ResourceTag/").unwrap_or(key);
        match (self.value.unmark(), tag(tags, key, |_| true)) {
            ((Value::String(wanted), false), _) => tag(tags, key, |value| fits(wanted, value)),
            (_, Choice::No) => Choice::No,
            _ => perhaps(&self.value),
        }
    }
}

/// The tags that the blocks at `path` ask for.
fn pairs(view: &InstanceView<'_>, path: &str, key: &str, value: &str) -> Vec<Pair> {
    let blocks = view.block.arguments(path).into_iter().flat_map(|written| {
        let span = written.span;
        items(&written.value).into_iter().map(move |block| (block, span))
    });
    let pair = |(block, span): (Value, Span)| {
        let part = |name: &str| member(&block, name).unwrap_or_else(|| block.clone());
        Pair { key: part(key), value: part(value), unreadable: Cause::at(CauseKind::Chosen(path.into()), span) }
    };
    blocks.map(pair).collect()
}

/// The tags of a map, as what is asked for.
fn wanted_tags(tags: &Tags) -> Vec<Pair> {
    let pair = |tag: &Tag| Pair {
        key: Value::String(Arc::clone(&tag.written)),
        value: match &tag.value {
            TagValue::Text(text) => Value::String(Arc::clone(text)),
            TagValue::Unknown(unknown) => Value::Unknown(unknown.clone()),
            TagValue::Sensitive => Value::string("").into_sensitive(),
        },
        unreadable: Cause::at(CauseKind::Sensitive(Arc::clone(&tag.written)), tag.span()),
    };
    tags.entries.iter().map(pair).collect()
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

fn tags_at(view: &InstanceView<'_>, path: &str, kind: EvidenceKind) -> Tags {
    let mut tags = Tags::default();
    tags.read(&*view.block, &Arc::from(path), kind);
    tags
}

/// The attribute `name` of an object.
fn member(object: &Value, name: &str) -> Option<Value> {
    match object.unmark().0 {
        Value::Object(entries) | Value::Map(entries) => entries.get(name).cloned(),
        _ => None,
    }
}

/// Chosen by name and by tag: AWS does not say whether one of both is enough.
fn both(by_name: Choice, by_tag: Choice, view: &InstanceView<'_>) -> Choice {
    match (by_name, by_tag) {
        (Choice::Yes, Choice::Yes) => Choice::Yes,
        (Choice::No, Choice::No) => Choice::No,
        (Choice::Perhaps(causes), _) | (_, Choice::Perhaps(causes)) => Choice::Perhaps(causes),
        _ => Choice::Perhaps(vec![cause(view, "selection_tag")]),
    }
}

/// That the argument at `path` of `view` does not tell.
fn cause(view: &InstanceView<'_>, path: &str) -> Cause {
    Cause::at(CauseKind::Chosen(Arc::clone(&view.address)), span_of(view, path))
}
