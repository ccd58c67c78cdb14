//! Verdicts, and how those of several possible worlds make one.

use std::sync::Arc;

use super::gap::Gap;
use super::model::Severity;
use super::vocabulary::Field;
use super::wording::Wording;
use crate::evaluation::Cause;
use crate::source::Span;

/// What a policy concludes of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The policy does not bind it.
    NotApplicable,
    /// It does what the policy demands, or would if the policy binds it.
    Compliant,
    /// That depends on something that is not known.
    Undetermined,
    /// It does not.
    Violation,
}

impl Verdict {
    /// The verdict when it is one or the other, and nobody knows which: a violation only if it is one either way.
    #[must_use]
    pub(super) fn or_else(self, other: Self) -> Self {
        match (self, other) {
            (same, other) if same == other => same,
            (Self::NotApplicable, Self::Compliant) | (Self::Compliant, Self::NotApplicable) => Self::Compliant,
            _ => Self::Undetermined,
        }
    }
}

/// A verdict with its reasons. Assets that are alike for the policy share one.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// What is concluded.
    pub verdict: Verdict,
    /// How much it matters; [`Severity::Note`] when it is neither a violation nor undetermined.
    pub severity: Severity,
    /// The demands that are not met, or not known to be: indices in the policy, worst first.
    pub failed: Vec<usize>,
    /// One text for each of them; or what a compliant asset is told all the same.
    pub messages: Vec<Wording>,
    /// The part of the asset that decides: its evidence is the cause.
    pub deciding: Option<Field>,
    /// What was lacking, in the order it was met. Empty unless undetermined.
    pub gaps: Vec<Gap>,
    /// The same of code: why what was lacking is not known.
    pub causes: Vec<Cause>,
    /// The arguments that decide: those that what is not met reads.
    pub attributes: Vec<Arc<str>>,
    /// Where they stand, when arguments decide of an asset, or the facts of an asset of a block of code.
    pub place: Option<Span>,
    /// What tells a ruling on an asset by its arguments from others: demands that are not met, and what the arguments are
    /// worth. It is never shown.
    pub values: Vec<String>,
    /// The flow that decides, when flows do: an index.
    pub flow: Option<usize>,
    /// Undetermined, first of all for want of a classification that nothing states: counted, not told one by one.
    pub because_unclassified: bool,
}

impl Ruling {
    /// Whether a finding tells it: verdicts that lack only a classification are counted, not told.
    pub fn is_told(&self) -> bool {
        match self.verdict {
            Verdict::Violation => true,
            Verdict::Undetermined => !self.because_unclassified,
            Verdict::Compliant => !self.messages.is_empty(),
            Verdict::NotApplicable => false,
        }
    }

    /// Whether something is found that an exception may set aside: it is told, and all is not well.
    pub fn is_adverse(&self) -> bool {
        self.is_told() && matches!(self.verdict, Verdict::Violation | Verdict::Undetermined)
    }

    /// The policy does not bind it.
    pub(super) fn not_applicable() -> Self {
        Self {
            verdict: Verdict::NotApplicable,
            severity: Severity::Note,
            failed: Vec::new(),
            messages: Vec::new(),
            deciding: None,
            gaps: Vec::new(),
            causes: Vec::new(),
            attributes: Vec::new(),
            place: None,
            values: Vec::new(),
            flow: None,
            because_unclassified: false,
        }
    }
}

/// A policy's ruling on an asset.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Index of the policy.
    pub policy: u32,
    /// Index of the asset.
    pub asset: u32,
    /// What is concluded, and why.
    pub ruling: Arc<Ruling>,
    /// The exception that covers it, if one does: a number that the module of exceptions gives and reads.
    pub exception: Option<u32>,
    /// The derogations that lift some of the texts it rests on, when others still bind: such a number too.
    pub partial: Option<u32>,
}
