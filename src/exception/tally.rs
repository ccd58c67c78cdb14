//! Verdicts counted, those that are set aside apart.

use jiff::civil::Date;

use super::Exception;
use crate::policy::{self, Ruling, Verdict};

/// How many verdicts of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that no exception covers.
    pub verdicts: policy::Tally,
    /// Violations and undetermined verdicts under a derogation.
    pub derogated: usize,
    /// Those that a comment sets aside.
    pub suppressed: usize,
    /// Those that the baseline knows.
    pub known: usize,
    /// The first last day of these derogations.
    pub next_end: Option<Date>,
}

impl Tally {
    /// How many verdicts are set aside.
    pub fn set_aside(self) -> usize {
        self.derogated + self.suppressed + self.known
    }

    pub(super) fn add(&mut self, ruling: &Ruling, exception: Option<&Exception>) {
        let adverse = matches!(ruling.verdict, Verdict::Violation | Verdict::Undetermined);
        match exception.filter(|_| adverse) {
            None => self.verdicts.add(ruling),
            Some(Exception::Derogation(acts)) => {
                self.derogated += 1;
                let end = acts.first().and_then(|act| act.last_day);
                self.next_end = earlier(self.next_end, end);
            }
            Some(Exception::Suppression { .. }) => self.suppressed += 1,
            Some(Exception::Known) => self.known += 1,
        }
    }
}

/// The earlier of two ends; none is the latest.
fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.into_iter().chain(other).min()
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, other| Self {
            verdicts: sum.verdicts + other.verdicts,
            derogated: sum.derogated + other.derogated,
            suppressed: sum.suppressed + other.suppressed,
            known: sum.known + other.known,
            next_end: earlier(sum.next_end, other.next_end),
        })
    }
}
