//! Policies on assets that read arguments too: each asset with the block that declares it, in each of its runs.

use rustc_hash::FxHashMap;

use super::code_finding::scalar;
use super::error::PolicyError;
use super::model::{Policy, Severity};
use super::ruling::{note, rule};
use super::scope::{Circumstances, Subject};
use super::texts::Standing;
use super::verdict::{Ruling, Verdict};
use crate::evaluation::Value;
use crate::inventory::{Asset, Target, TargetKind};
use crate::source::Span;

/// The blocks of resources, by root module and address: one for each run.
pub(super) struct Blocks<'a>(FxHashMap<(&'a str, &'a str), Vec<&'a Target>>);

impl<'a> Blocks<'a> {
    pub(super) fn new(targets: &'a [Target]) -> Self {
        let mut blocks: FxHashMap<(&str, &str), Vec<&Target>> = FxHashMap::default();
        // What a plan destroys is no asset.
        for target in targets.iter().filter(|own| own.kind == TargetKind::Resource && own.attributes != Value::Null) {
            blocks.entry((&target.root, &target.address)).or_default().push(target);
        }
        Self(blocks)
    }

    fn of<'s>(&'s self, asset: &'s Asset) -> impl Iterator<Item = &'a Target> + 's {
        let all = self.0.get(&(&*asset.root, &*asset.address)).into_iter().flatten().copied();
        all.filter(|target| target.run.as_ref().is_none_or(|run| asset.is_in(run)))
    }
}

/// What `policy` concludes of `subject` with its arguments: the gravest of what it concludes in each run.
pub(super) fn with_arguments(
    policy: &Policy,
    subject: Subject<'_>,
    blocks: &Blocks<'_>,
    circumstances: Circumstances<'_>,
    standings: &[Standing],
) -> (Ruling, Vec<PolicyError>) {
    let mut gravest: Option<Ruling> = None;
    let mut errors = Vec::new();
    for block in blocks.of(subject.asset) {
        let (mut ruling, wrong) = rule(policy, Subject { block: Some(block), ..subject }, circumstances, standings);
        note(wrong, &mut errors);
        if gravest.as_ref().is_some_and(|known| weight(known) >= weight(&ruling)) {
            continue;
        }
        ruling.place = place(&ruling, block);
        ruling.values = values(&ruling, block);
        gravest = Some(ruling);
    }
    match gravest {
        Some(ruling) => (ruling, errors),
        None => rule(policy, subject, circumstances, standings),
    }
}

/// How grave a ruling is among others on the same thing: what is told, and not only counted, is more.
pub(super) fn weight(ruling: &Ruling) -> (Verdict, bool, Severity) {
    (ruling.verdict, ruling.is_told(), ruling.severity)
}

/// Where the arguments of `block` stand that decide, unless something else decides.
pub(super) fn place(ruling: &Ruling, block: &Target) -> Option<Span> {
    if ruling.deciding.is_some() {
        return None;
    }
    let cause = ruling.causes.first().and_then(|cause| cause.span);
    cause.or_else(|| ruling.attributes.iter().find_map(|name| block.place(name))).or(Some(block.span))
}

/// The demands that are not met, and what the arguments are worth that decide.
fn values(ruling: &Ruling, block: &Target) -> Vec<String> {
    let demands = ruling.failed.iter().map(ToString::to_string);
    demands.chain(ruling.attributes.iter().filter_map(|name| scalar(block, name))).collect()
}
