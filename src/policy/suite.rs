//! Tests of policies: `.policytest.hcl` files, whose mocks say what is judged and what the verdict is to be.

mod asset;
mod mock;
mod read;
mod run;

use std::sync::Arc;

use super::error::PolicyError;
use super::verdict::Verdict;
use super::wording::Wording;
use crate::evaluation::Cause;
use crate::source::Span;

pub use run::{OwnPolicy, run};

/// What came of a test file.
#[derive(Debug, Default)]
pub struct Tested {
    /// Its mocks, in order.
    pub cases: Vec<Case>,
    /// What is wrong with it, or with the policies that it tests: then nothing was run.
    pub errors: Vec<PolicyError>,
}

/// A mock.
#[derive(Debug)]
pub struct Case {
    /// As it is declared: `resource "aws_s3_bucket" "tagged"`.
    pub name: String,
    /// Its block's header.
    pub span: Span,
    /// What came of it.
    pub outcome: Outcome,
    /// What each policy that looks at it concludes.
    pub conclusions: Vec<Conclusion>,
}

/// What came of a mock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The verdict is the one that is expected.
    Passed,
    /// It is another: the one that is expected, and the one that is.
    Failed {
        /// As the test says.
        expected: Verdict,
        /// As it is; [`Verdict::NotApplicable`] too when no policy looks at the mock.
        actual: Verdict,
    },
    /// A policy could not be evaluated on it.
    Broken,
    /// It is there to be found by others only.
    Skipped,
}

/// What a policy concludes of a mock.
#[derive(Debug)]
pub struct Conclusion {
    /// Id of the policy.
    pub policy: Arc<str>,
    /// The verdict.
    pub verdict: Verdict,
    /// Where the demand stands that is not met, or the policy.
    pub span: Span,
    /// What it says.
    pub messages: Vec<Wording>,
    /// Why what was lacking is not known.
    pub causes: Vec<Cause>,
    /// What is wrong in it.
    pub errors: Vec<PolicyError>,
}

impl Tested {
    /// How many mocks ended that way.
    pub fn count(&self, wanted: impl Fn(Outcome) -> bool) -> usize {
        self.cases.iter().filter(|case| wanted(case.outcome)).count()
    }

    /// Whether all is as it is expected to be.
    pub fn is_passed(&self) -> bool {
        let failed = |case: &Case| matches!(case.outcome, Outcome::Failed { .. } | Outcome::Broken);
        self.errors.is_empty() && !self.cases.iter().any(failed)
    }
}
