//! Numbers: decimal, exact for integers, as precise as anyone writes.

/// A number. `0.1 + 0.2` is `0.3`.
#[derive(Clone, Debug, PartialEq)]
pub struct Number(i64);

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number)
    }
}
