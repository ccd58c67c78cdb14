//! Numbers as Terraform has them: binary, of 512 bits, so that `0.1 + 0.2` is `0.3` and `10 / 3 * 3` is `10`.
//!
//! A number keeps how many bits it was made with. Literals and text have 512, what functions count has 64, what they
//! compute in floating point has 53; a result has as many as the longest operand. The text of a number is the shortest
//! decimal that tells it apart from its neighbours of that length, and that text decides whether two numbers are equal:
//! `pow(0.1, 1) == 0.1` is true.

mod decimal;
mod float;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use num_bigint::{BigInt, BigUint};

use self::decimal::Decimal;
use self::float::Float;

/// Bits of a number that is written in decimal.
const WRITTEN: u16 = 512;
/// Bits of a number that a function counts.
const COUNTED: u16 = 64;
/// Bits of a number that a function computes in floating point.
const COMPUTED: u16 = 53;
/// The largest power of ten, either way. Terraform goes to 10^646456993 and prints each zero.
const MAX_EXPONENT: i64 = 1_000;
/// The same as a power of two.
const MAX_BINARY_EXPONENT: i64 = 3_322;

/// A number.
#[derive(Clone)]
pub struct Number(Repr);

#[derive(Clone)]
enum Repr {
    /// An integer that its bits have room for, and those bits. Such an integer is never a `Float`.
    Small(i64, u16),
    /// Any other number, and the zero that is below zero.
    Float(Arc<Float>),
}

/// Why there is no such number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The text is not a number.
    #[error("not a number in decimal notation")]
    Syntax,
    /// Its magnitude is beyond what is computed with.
    #[error("a number beyond 10^{MAX_EXPONENT} in magnitude")]
    Magnitude,
    /// A division by zero.
    #[error("a division by zero")]
    DivisionByZero,
    /// A result that is not a number: a logarithm of a negative number, for instance.
    #[error("the result is not a finite number")]
    NotFinite,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Repr::Small(0, COUNTED));
    /// One.
    pub const ONE: Self = Self(Repr::Small(1, COUNTED));

    fn new(float: Float) -> Result<Self, NumberError> {
        if !float.is_zero() && float.binary_exponent().abs() > MAX_BINARY_EXPONENT {
            return Err(NumberError::Magnitude);
        }
        Ok(match float.to_small() {
            Some(small) => Self(Repr::Small(small, float.precision)),
            None => Self(Repr::Float(Arc::new(float))),
        })
    }

    /// The same when it is within bounds, which taking a part of a number that is cannot leave.
    fn part(&self, float: Float) -> Self {
        Self::new(float).unwrap_or_else(|_| self.clone())
    }

    fn float(&self) -> Float {
        match &self.0 {
            Repr::Small(small, precision) => Float::from_small(*small, *precision),
            Repr::Float(float) => (**float).clone(),
        }
    }

    fn precision(&self) -> u16 {
        match &self.0 {
            Repr::Small(_, precision) => *precision,
            Repr::Float(float) => float.precision,
        }
    }

    /// What a checked operation on integers gives, when both numbers and the result are small; and the bits of the
    /// result. An integer of more than 53 bits may not fit a number that has no more.
    fn small(&self, other: &Self, operation: fn(i64, i64) -> Option<i64>) -> Option<Self> {
        let (Repr::Small(left, precision), Repr::Small(right, other_precision)) = (&self.0, &other.0) else {
            return None;
        };
        let precision = *precision.max(other_precision);
        let result = operation(*left, *right).filter(|_| precision >= COUNTED)?;
        // A zero may have to be the one below zero.
        (result != 0 || (*left >= 0 && *right >= 0)).then_some(Self(Repr::Small(result, precision)))
    }

    /// The integer `digits`.
    pub fn from_integer(digits: BigInt) -> Result<Self, NumberError> {
        let precision = u16::try_from(digits.bits()).unwrap_or(u16::MAX).max(COUNTED);
        Self::new(Float::rounded(digits, 0, precision))
    }

    /// `float`, to its last bit.
    pub fn from_f64(float: f64) -> Result<Self, NumberError> {
        Float::from_f64(float, COMPUTED).map_or(Err(NumberError::NotFinite), Self::new)
    }

    /// The nearest floating-point number.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            #[expect(clippy::cast_precision_loss, reason = "nearest is what is asked for")]
            Repr::Small(small, _) => *small as f64,
            // Reading a decimal rounds once.
            Repr::Float(float) => Decimal::exact(float).to_f64(),
        }
    }

    /// `self + other`
    pub fn add(&self, other: &Self) -> Result<Self, NumberError> {
        match self.small(other, i64::checked_add) {
            Some(sum) => Ok(sum),
            None => Self::new(self.float().plus(&other.float(), self.precision().max(other.precision()))),
        }
    }

    /// `self - other`
    pub fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        match self.small(other, i64::checked_sub) {
            Some(difference) => Ok(difference),
            None => self.add(&other.negate()),
        }
    }

    /// `self * other`, with more bits than the operands when that makes it exact.
    pub fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        if let Some(product) = self.small(other, i64::checked_mul) {
            return Ok(product);
        }
        let product = self.float().times(&other.float(), WRITTEN);
        let precision = self.precision().max(other.precision()).max(product.least_precision());
        Self::new(product.with_precision(precision))
    }

    /// `self / other`
    pub fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        let whole = |left: i64, right| left.checked_rem(right).filter(|rest| *rest == 0).and(left.checked_div(right));
        match self.small(other, whole) {
            Some(quotient) => Ok(quotient),
            None => Self::new(self.float().over(&other.float(), self.precision().max(other.precision()))),
        }
    }

    /// What is left of `self` after `other` was taken from it a whole number of times; it has the sign of `self`.
    /// As in Terraform, nothing is taken when `other` is zero, and each step is rounded to the bits of `self`.
    pub fn modulo(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Ok(self.clone());
        }
        if let Some(rest) = self.small(other, i64::checked_rem) {
            return Ok(rest);
        }
        let precision = self.precision();
        let times = self.divide(other)?.truncate().float().with_precision(precision);
        let taken = times.times(&other.float(), precision);
        Self::new(self.float().plus(&taken.negated(), precision))
    }

    /// `-self`
    #[must_use]
    pub fn negate(&self) -> Self {
        match &self.0 {
            Repr::Small(small @ 1.., precision) => Self(Repr::Small(-small, *precision)),
            _ => self.part(self.float().negated()),
        }
    }

    /// Its magnitude.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.is_negative() { self.negate() } else { self.clone() }
    }

    /// The largest integer that is not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Repr::Small(..) => self.clone(),
            Repr::Float(float) => self.part(float.floor()),
        }
    }

    /// The smallest integer that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Self {
        match &self.0 {
            Repr::Small(..) => self.clone(),
            Repr::Float(float) => self.part(float.negated().floor().negated().without_negative_zero()),
        }
    }

    /// The integer between it and zero that is nearest to it.
    #[must_use]
    pub fn truncate(&self) -> Self {
        if self.is_negative() { self.ceil() } else { self.floor() }
    }

    /// Whether it is below zero, or the zero that is.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(small, _) => *small < 0,
            Repr::Float(float) => float.negative,
        }
    }

    /// −1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match (self.is_zero(), self.is_negative()) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Small(small, _) => *small == 0,
            Repr::Float(float) => float.is_zero(),
        }
    }

    /// Whether it has no fractional part.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small(..) => true,
            Repr::Float(float) => float.is_integer(),
        }
    }

    /// As an `i64`, when it is an integer that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small(small, _) => Some(*small),
            Repr::Float(float) => float.to_integer().and_then(|integer| i64::try_from(integer).ok()),
        }
    }

    /// As a `usize`, when it is an integer that fits.
    pub fn as_usize(&self) -> Option<usize> {
        self.as_i64().and_then(|small| usize::try_from(small).ok())
    }

    /// As an integer of any size, when it is one.
    pub fn as_integer(&self) -> Option<BigInt> {
        match &self.0 {
            Repr::Small(small, _) => Some(BigInt::from(*small)),
            Repr::Float(float) => float.to_integer(),
        }
    }

    /// How the operators `<` and `>` order the two: by what they are, where `==` compares what they look like.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(left, _), Repr::Small(right, _)) => left.cmp(right),
            _ => self.float().compare(&other.float()),
        }
    }

    /// Its digits, all of them.
    pub(super) fn exact(&self) -> Decimal {
        Decimal::exact(&self.float())
    }

    /// The fewest digits that tell it apart from other numbers of as many bits.
    pub(super) fn shortest(&self) -> Decimal {
        Decimal::shortest(&self.float())
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(Repr::Small(number, COUNTED))
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        i64::try_from(number)
            .map_or_else(|_| Self(Repr::Float(Arc::new(Float::rounded(BigInt::from(number), 0, COUNTED)))), Self::from)
    }
}

impl From<usize> for Number {
    fn from(number: usize) -> Self {
        Self::from(number as u64)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads what Terraform takes for a number: a sign, digits with a point, a power of ten.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        if text.len() <= 18
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(small) = text.parse()
        {
            return Ok(Self(Repr::Small(small, WRITTEN)));
        }
        let (digits, exponent, negative) = decimal::read(text)?;
        if digits == BigUint::ZERO {
            return Self::new(Float::zero(negative, WRITTEN));
        }
        // A bit is worth three tenths of a digit.
        let length = i64::try_from(digits.bits() * 3 / 10).unwrap_or(i64::MAX);
        if exponent.saturating_add(length).abs() > 2 * MAX_EXPONENT {
            return Err(NumberError::Magnitude);
        }
        Self::new(Float::from_decimal(digits, exponent, negative, WRITTEN))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(small, _) => small.fmt(formatter),
            Repr::Float(float) => {
                let sign = if float.negative { "-" } else { "" };
                write!(formatter, "{sign}{}", Decimal::shortest(float).plain())
            }
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

/// The order of how numbers look. It agrees with that of what they are, except between numbers of different lengths that
/// look the same.
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let exact = self.compare(other);
        if self.precision() == other.precision() || exact == Ordering::Equal || self.is_integer() && other.is_integer()
        {
            return exact;
        }
        let by_magnitude = self.shortest().cmp(&other.shortest());
        match (self.signum(), other.signum()) {
            (1, 1) => by_magnitude,
            (-1, -1) => by_magnitude.reverse(),
            _ => exact,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
