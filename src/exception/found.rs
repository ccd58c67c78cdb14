//! What exceptions set aside: verdicts that find something, on assets and on blocks of code.

use super::Circumstances;
use crate::inventory::{Asset, Run, Target};
use crate::policy::{Examination, Judged, Judgement, Policy, Verdict};
use crate::source::Span;

/// A verdict that finds something, or that leaves open whether there is something.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// The policy.
    pub(super) policy: &'a Policy,
    /// The exception that covers it already.
    pub(super) exception: Option<u32>,
    subject: Subject<'a>,
}

/// What a verdict is on.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Asset(&'a Judgement, &'a Asset),
    Block(&'a Examination, &'a Target),
}

/// All that `judged` finds, on assets first.
pub(super) fn all<'a>(judged: &'a Judged, circumstances: Circumstances<'a>) -> impl Iterator<Item = Found<'a>> {
    let of_assets = judged.judgements.iter().filter_map(move |own| of_asset(own, circumstances));
    of_assets.chain(judged.examinations.iter().filter_map(move |own| of_block(own, circumstances)))
}

/// Covers what `judged` finds with the exceptions that `cover` tells.
pub(super) fn cover(
    judged: &mut Judged,
    circumstances: Circumstances<'_>,
    mut cover: impl FnMut(Found<'_>) -> Option<u32>,
) {
    for judgement in &mut judged.judgements {
        let number = of_asset(judgement, circumstances).and_then(&mut cover);
        judgement.exception = number.or(judgement.exception);
    }
    for examination in &mut judged.examinations {
        let number = of_block(examination, circumstances).and_then(&mut cover);
        examination.exception = number.or(examination.exception);
    }
}

fn of_asset<'a>(judgement: &'a Judgement, circumstances: Circumstances<'a>) -> Option<Found<'a>> {
    let policy = circumstances.doctrine.policies.get(judgement.policy as usize)?;
    let asset = circumstances.assets.get(judgement.asset as usize)?;
    let found = Found { policy, exception: judgement.exception, subject: Subject::Asset(judgement, asset) };
    judgement.ruling.is_adverse().then_some(found)
}

fn of_block<'a>(examination: &'a Examination, circumstances: Circumstances<'a>) -> Option<Found<'a>> {
    let policy = circumstances.doctrine.policies.get(examination.policy as usize)?;
    let target = circumstances.targets.get(examination.target as usize)?;
    let found = Found { policy, exception: examination.exception, subject: Subject::Block(examination, target) };
    examination.ruling.is_adverse().then_some(found)
}

impl<'a> Found<'a> {
    /// What is concluded.
    pub(super) fn verdict(self) -> Verdict {
        match self.subject {
            Subject::Asset(judgement, _) => judgement.ruling.verdict,
            Subject::Block(examination, _) => examination.ruling.verdict,
        }
    }

    /// Whether a comment in the code may set it aside.
    pub(super) fn is_ignorable(self) -> bool {
        let failed = match self.subject {
            Subject::Asset(judgement, _) => &judgement.ruling.failed,
            Subject::Block(examination, _) => &examination.ruling.failed,
        };
        self.policy.is_ignorable(failed)
    }

    /// Directory of the root module.
    pub(super) fn root(self) -> &'a str {
        match self.subject {
            Subject::Asset(_, asset) => &asset.root,
            Subject::Block(_, target) => &target.root,
        }
    }

    /// Address in the root module.
    pub(super) fn address(self) -> &'a str {
        match self.subject {
            Subject::Asset(_, asset) => &asset.address,
            Subject::Block(_, target) => &target.address,
        }
    }

    /// The variable files with which it is so, when that is not all.
    pub(super) fn variable_files(self) -> Vec<String> {
        let (of_asset, of_block) = match self.subject {
            Subject::Asset(_, asset) => (asset.runs.as_slice(), None),
            Subject::Block(_, target) => (&[] as &[Run], target.run.as_ref()),
        };
        of_asset.iter().chain(of_block).filter_map(Run::file).map(ToString::to_string).collect()
    }

    /// A name that holds as long as the policy, the verdict, what it is on and what decides are the same.
    pub(super) fn fingerprint(self) -> String {
        match self.subject {
            Subject::Asset(judgement, asset) => judgement.fingerprint(&self.policy.id, asset),
            Subject::Block(examination, target) => examination.fingerprint(&self.policy.id, target),
        }
    }

    /// Where it has its reasons: the block and the calls that lead to it, the cause, the arguments that decide, and what
    /// the value of the first of them comes from.
    pub(super) fn places(self) -> Vec<Span> {
        match self.subject {
            Subject::Asset(judgement, asset) => {
                let deciding = judgement.evidence(asset).first();
                let trace = deciding.into_iter().flat_map(|evidence| &evidence.trace);
                let argument = deciding.and_then(|evidence| evidence.span);
                let own = std::iter::once(asset.span).chain(judgement.cause(asset)).chain(argument);
                own.chain(asset.calls.iter().copied()).chain(trace.filter_map(|step| step.span)).collect()
            }
            Subject::Block(examination, target) => {
                let ruling = &examination.ruling;
                let causes = ruling.causes.iter().filter_map(|cause| cause.span);
                let arguments = ruling.attributes.iter().filter_map(|name| target.place(name));
                let own = std::iter::once(target.span).chain(causes).chain(arguments);
                own.chain(target.calls.iter().copied()).collect()
            }
        }
    }
}
