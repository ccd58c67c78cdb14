//! AWS: selections of AWS Backup, replication of a registry.
//!
//! Read on 2026-11-25 in AWS's API reference: of `BackupSelection`, one of `ListOfTags`, all `Conditions`, and everything when
//! nothing is written. What filters of registries mean is unverified.

use std::sync::Arc;

use super::arn::{BackedUp, Fits};
use super::choice::{Choice, like, tag, text};
use super::{Chosen, add, items, span_of, step};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::inventory::provider::Provider;
use crate::inventory::root::{Instance, Root};
use crate::inventory::tags::{Tag, TagValue, Tags};
use crate::inventory::view::InstanceView;
use crate::inventory::{Asset, EvidenceKind};
use crate::source::Span;

/// Whether the value that a condition has fits that of a tag.
type Comparison = fn(&str, &str) -> bool;

/// The conditions of a selection: where they are written, what fits, and whether that must not be.
const CONDITIONS: [(&str, Comparison, bool); 4] = [
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
            .filter(|(other, _)| named(other.index) && !eligible.iter().any(|(own, ..)| own.index == other.index))
            .map(|(other, asset)| (other, asset, Choice::Yes));
        for (other, asset, account) in eligible.iter().cloned().chain(elsewhere) {
            let Some(kind) = BackedUp::of(&other.view.of_type) else { continue };
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
            // What is named needs no account.
            let account = if named(other.index) { Choice::Yes } else { account };
            let choice = all.fold(chooses, Choice::and).and(excluded.negated()).and(account);
            let path = if named(other.index) || tagged.is_empty() { "resources" } else { "selection_tag" };
            add(chosen, other.index, choice, step(view, span_of(view, path)));
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
        for (other, _, account) in self.eligible(instance, assets) {
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
            add(chosen, other.index, choice.and(account), step(view, span_of(view, path)));
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
                            Listed::Elsewhere
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
    /// Something that is not made here: a list of such things alone chooses nothing.
    Elsewhere,
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
            Listed::Elsewhere => Choice::No,
            Listed::Unknown(causes) => Choice::Perhaps(causes.clone()),
            Listed::Pattern(pattern, span) => self.fits(pattern, *span),
        }
    }

    /// Whether its ARN is one that `pattern` stands for.
    fn fits(self, pattern: &str, span: Span) -> Choice {
        let place = self.asset.placement.known().map(|place| place.region.code.as_str());
        let written = self.kind.name.and_then(|path| self.view.block.arguments(path).into_iter().next());
        let own = written.filter(|written| *written.value.unmark().0 != Value::Null);
        let unreadable = || Cause::at(CauseKind::Chosen(pattern.into()), span);
        let fits = |name: Option<&str>| self.kind.fits(pattern, place, name);
        match fits(None) {
            Fits::Never => Choice::No,
            Fits::Always => Choice::Yes,
            Fits::TooLong => Choice::Perhaps(vec![unreadable()]),
            Fits::ByName { literal } => match own {
                Some(own) => text(&own.value, |own| fits(Some(own)) == Fits::Always, unreadable),
                // A name that AWS makes up is in no code before the resource is there; part of one may be.
                None if literal => Choice::No,
                None => Choice::Perhaps(vec![unreadable()]),
            },
        }
    }
}

/// The accounts that a provider configuration is for, as far as it says so.
pub(super) fn accounts(provider: &Provider<'_>) -> Vec<Arc<str>> {
    let texts = |path: &str| -> Vec<Arc<str>> {
        let written = provider.block().map(|block| block.arguments(path)).unwrap_or_default();
        let values = written.iter().flat_map(|written| items(&written.value));
        // Of accounts that are not all known, none is ruled out.
        let texts = values.map(|value| match value.unmark() {
            (Value::String(text), false) => Some(Arc::clone(text)),
            _ => None,
        });
        texts.collect::<Option<_>>().unwrap_or_default()
    };
    let allowed = texts("allowed_account_ids");
    if !allowed.is_empty() {
        return allowed;
    }
    // Of roles that are assumed one after the other, the last tells.
    let roles = texts("assume_role[].role_arn");
    let account = roles.last().and_then(|role| role.split(':').nth(4));
    account.filter(|account| !account.is_empty()).map(Arc::from).into_iter().collect()
}

/// A tag that is asked for.
pub(super) struct Pair {
    key: Value,
    value: Value,
    unreadable: Cause,
}

impl Pair {
    /// Whether `tags` have it, for what `fits` makes of the wanted value and that of the tag.
    pub(super) fn holds(&self, tags: &Tags, fits: impl Fn(&str, &str) -> bool) -> Choice {
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
pub(super) fn wanted_tags(tags: &Tags) -> Vec<Pair> {
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

pub(super) fn tags_at(view: &InstanceView<'_>, path: &str, kind: EvidenceKind) -> Tags {
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
pub(super) fn cause(view: &InstanceView<'_>, path: &str) -> Cause {
    Cause::at(CauseKind::Chosen(Arc::clone(&view.address)), span_of(view, path))
}
