//! What sets verdicts aside: derogations, which the law provides for and limits; comments in the code; findings that were
//! there before.
//!
//! An exception hides nothing: what it covers is counted and told, with who allowed it, why, and until when. Each covers
//! verdicts on assets and on blocks of code, not findings: a new resource that joins a finding is not covered by what
//! covers the others.

mod attachment;
mod baseline;
mod comment;
mod derogation;
mod found;
mod suppression;
mod tally;

use std::sync::Arc;

use jiff::civil::Date;

pub use baseline::{Baseline, BaselineError, Entry};
pub use comment::Malformed;
pub use derogation::{Act, Defect, Deviation, Partial};
pub use suppression::{Nameable, SuppressionProblem, SuppressionProblemKind, Suppressions};
pub use tally::Tally;

use crate::inventory::{Asset, Inventory, Target};
use crate::policy::{Doctrine, Examination, Finding, Judged, Judgement, Ruling, Severity, Verdict};
use crate::settings::DerogationRule;
use crate::source::{FileId, Sources, Span};

/// Why a verdict is set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exception {
    /// Derogations that hold, and that lift all the texts it rests on. Never empty; the one that ends first comes first.
    Derogation(Vec<Act>),
    /// A comment in the code.
    Suppression {
        /// Why, in the words of who wrote it.
        reason: Arc<str>,
        /// The last day on which it holds, if it has one.
        until: Option<Date>,
        /// Where it stands.
        span: Span,
    },
    /// The baseline has it.
    Known,
}

/// What exceptions are applied to.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// The policies by which was judged, and the law.
    pub doctrine: &'a Doctrine,
    /// The assets.
    pub assets: &'a [Asset],
    /// The blocks of code that policies look at.
    pub targets: &'a [Target],
    /// The files.
    pub sources: &'a Sources,
    /// Day of judgement.
    pub today: Date,
    /// How many days before its end a derogation is told.
    pub warning_days: u16,
    /// Whether all that derogations are written for was judged: if not, one that served nothing may serve elsewhere.
    pub whole: bool,
    /// The files whose comments serve here or nowhere, from the first to before the last.
    pub searched: (FileId, FileId),
}

/// The exceptions of a run, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Exceptions {
    /// Those that cover something: the numbers of [`Judgement::exception`] are positions here.
    pub applied: Vec<Exception>,
    /// The derogations that lift some of the texts a verdict rests on and leave others: the numbers of
    /// [`Judgement::partial`] are positions here.
    pub partial: Vec<Partial>,
    /// What is to be told of derogations.
    pub deviations: Vec<Deviation>,
    /// What is to be told of comments.
    pub suppressions: Vec<SuppressionProblem>,
    /// How many comments are without effect because none is to have any.
    pub disregarded: usize,
    /// The entries of the baseline that cover nothing any more.
    pub stale: Vec<Entry>,
}

impl Exceptions {
    /// Applies `derogations`, then `suppressions`, to what is `judged`. A derogation comes first: it has an end and an
    /// author.
    pub fn apply(
        judged: &mut Judged,
        derogations: &[DerogationRule],
        suppressions: Suppressions,
        circumstances: Circumstances<'_>,
    ) -> Self {
        let mut exceptions = Self { disregarded: suppressions.disregarded, ..Self::default() };
        derogation::apply(judged, derogations, circumstances, &mut exceptions);
        suppression::apply(judged, suppressions, circumstances, &mut exceptions);
        exceptions
    }

    /// Sets aside what `baseline` knows; entries for which `judged_here` holds and that cover nothing are stale.
    pub fn set_known(
        &mut self,
        judged: &mut Judged,
        baseline: &Baseline,
        circumstances: Circumstances<'_>,
        judged_here: impl Fn(&Entry) -> bool,
    ) {
        let there = self.applied.iter().position(|exception| *exception == Exception::Known);
        let number = there.and_then(|there| u32::try_from(there).ok()).unwrap_or_else(|| self.add(Exception::Known));
        let unused = baseline::apply(judged, baseline, number, circumstances);
        self.stale = unused.into_iter().filter(|entry| judged_here(entry)).collect();
    }

    /// What a baseline of all that is found would hold.
    pub fn baseline(&self, judged: &Judged, circumstances: Circumstances<'_>) -> Baseline {
        let known = self.applied.iter().position(|exception| *exception == Exception::Known);
        Baseline::of(judged, known.and_then(|known| u32::try_from(known).ok()), circumstances)
    }

    /// The exception that covers `finding`.
    pub fn of(&self, finding: &Finding) -> Option<&Exception> {
        self.applied.get(finding.exception? as usize)
    }

    /// What derogations lift of `finding`, when it stands all the same.
    pub fn partial_of(&self, finding: &Finding) -> Option<&Partial> {
        self.partial.get(finding.partial? as usize)
    }

    fn add(&mut self, exception: Exception) -> u32 {
        self.applied.push(exception);
        u32::try_from(self.applied.len() - 1).unwrap_or(u32::MAX)
    }

    fn add_partial(&mut self, partial: Partial) -> u32 {
        self.partial.push(partial);
        u32::try_from(self.partial.len() - 1).unwrap_or(u32::MAX)
    }

    /// Gives findings under a derogation the severity that they have for who knows of it.
    pub fn weigh(&self, findings: &mut [Finding]) {
        for finding in findings {
            if let Some(Exception::Derogation(_)) = self.of(finding) {
                finding.severity = Severity::Note;
            }
        }
    }

    /// How many verdicts of each kind on what `inventory` has, for each policy in turn. What is not the same in all runs of
    /// its root module counts once, by the worst of them.
    pub fn tallies(&self, judged: &Judged, inventory: &Inventory, policies: usize) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); policies];
        let mut add = |policy: u32, runs: &mut dyn Iterator<Item = (&Ruling, Option<u32>)>| {
            let exception = |number: Option<u32>| self.applied.get(number? as usize);
            let runs = runs.map(|(ruling, number)| (ruling, exception(number)));
            let worst = runs.min_by_key(|(ruling, exception)| rank(ruling, exception.is_some()));
            if let (Some((ruling, exception)), Some(tally)) = (worst, tallies.get_mut(policy as usize)) {
                tally.add(ruling, exception);
            }
        };
        let asset = |own: &Judgement| inventory.assets.get(own.asset as usize).map(|own| (&own.root, &own.address));
        let of_one = |one: &Judgement, other: &Judgement| one.policy == other.policy && asset(one) == asset(other);
        for runs in judged.judgements.chunk_by(of_one) {
            if let Some(first) = runs.first() {
                add(first.policy, &mut runs.iter().map(|own| (&*own.ruling, own.exception)));
            }
        }
        let block = |own: &Examination| {
            let target = inventory.targets.get(own.target as usize);
            (own.policy, target.map(|target| (&target.root, target.kind, &target.address)))
        };
        // Each run of a root module has its blocks together.
        let mut examinations: Vec<&Examination> = judged.examinations.iter().collect();
        examinations.sort_by(|one, other| block(one).cmp(&block(other)));
        for runs in examinations.chunk_by(|one, other| block(one) == block(other)) {
            if let Some(first) = runs.first() {
                add(first.policy, &mut runs.iter().map(|own| (&*own.ruling, own.exception)));
            }
        }
        tallies
    }
}

/// The worse a verdict is, the less.
fn rank(ruling: &Ruling, set_aside: bool) -> u8 {
    match ruling.verdict {
        Verdict::Violation if !set_aside => 0,
        Verdict::Undetermined if !set_aside && !ruling.because_unclassified => 1,
        Verdict::Undetermined if !set_aside => 2,
        Verdict::Violation | Verdict::Undetermined => 3,
        Verdict::Compliant => 4,
        Verdict::NotApplicable => 5,
    }
}
