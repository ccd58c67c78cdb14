//! Numbers as Terraform has them: binary, of 512 bits, so that `0.1 + 0.2` is `0.3` and `10 / 3 * 3` is `10`.
//!
//! A number keeps how many bits it was made with. Literals and text have 512, what functions count has 64, what they
//! compute in floating point has 53; a result has as many as the longest operand. The text of a number is the shortest
//! decimal that tells it apart from its neighbours of that length, and that text decides whether two numbers are equal:
//! `pow(0.1, 1) == 0.1` is true.

mod decimal;
mod float;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_prints_as_terraform_does() {
        for (text, printed) in [
            ("1", "1"),
            ("1.0", "1"),
            ("1.", "1"),
            (".5", "0.5"),
            ("+5", "5"),
            ("-.5", "-0.5"),
            ("007", "7"),
            ("1E+5", "100000"),
            ("1e21", "1000000000000000000000"),
            ("1e-10", "0.0000000001"),
            ("0e99999999999999999999", "0"),
            ("9223372036854775808", "9223372036854775808"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("0.000", "0"),
            ("-0", "-0"),
            ("0.1", "0.1"),
        ] {
            assert_eq!(number(text).to_string(), printed, "{text}");
        }
        assert_eq!(number("1e400").to_string(), format!("1{}", "0".repeat(400)));
    }

    #[test]
    fn rejects_what_is_not_decimal() {
        for text in ["", ".", "1e", "1e+", " 1", "1 ", "0x10", "1_000", "NaN", "Inf", "--1", "1.2.3", "1e5e5", "é"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::Syntax), "{text}");
        }
    }

    #[test]
    fn bounds_magnitude_and_length() {
        for text in ["1e1000000000", "-1e1000000000", "1e-1000000000", "1e99999999999999999999", "1e1001"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::Magnitude), "{text}");
        }
        let long = "9".repeat(500);
        assert_eq!(number(&long), number("1e500"));
        assert_eq!("1".repeat(1_000_000).parse::<Number>(), Err(NumberError::Magnitude));
        assert_eq!(number(&format!("0.{}", "1".repeat(1_000_000))), number("1").divide(&number("9")).unwrap());
        let large = number("1e999");
        assert_eq!(large.multiply(&large), Err(NumberError::Magnitude));
        assert_eq!(large.add(&number("1e-999")), Ok(large));
    }

    #[test]
    fn computes_as_people_expect() {
        assert_eq!(number("0.1").add(&number("0.2")), Ok(number("0.3")));
        assert_eq!(number("9223372036854775807").add(&Number::ONE), Ok(number("9223372036854775808")));
        assert_eq!(number("9223372036854775808").subtract(&Number::ONE), Ok(number("9223372036854775807")));
        assert_eq!(
            number("123456789012345678901234567890").multiply(&number("3")),
            Ok(number("370370367037037036703703703670"))
        );
        assert_eq!(number("-9223372036854775808").negate(), number("9223372036854775808"));
        assert_eq!(number("7").divide(&number("2")), Ok(number("3.5")));
        assert_eq!(number("1").divide(&number("8")), Ok(number("0.125")));
        assert_eq!(number("10").divide(&number("3")).unwrap().multiply(&number("3")), Ok(number("10")));
        let third = number("1").divide(&number("3")).unwrap();
        assert_eq!(third.add(&third).unwrap().add(&third), Ok(Number::ONE));
        assert_eq!(third.to_string(), format!("0.{}5", "3".repeat(154)));
        assert_eq!(number("1").divide(&Number::ZERO), Err(NumberError::DivisionByZero));
    }

    #[test]
    fn takes_remainders_towards_zero() {
        for (left, right, rest) in [("-5", "3", "-2"), ("5.5", "2", "1.5"), ("5", "0", "5"), ("5", "-3", "2")] {
            assert_eq!(number(left).modulo(&number(right)), Ok(number(rest)), "{left} % {right}");
        }
    }

    #[test]
    fn has_as_many_bits_as_it_was_made_with() {
        let computed = Number::from_f64(0.1).unwrap();
        assert_eq!(computed.to_string(), "0.1");
        assert_eq!(computed, number("0.1"));
        assert_eq!(computed.compare(&number("0.1")), Ordering::Greater);
        let longer = computed.add(&number("0")).unwrap();
        assert_eq!(longer.to_string(), "0.1000000000000000055511151231257827021181583404541015625");
        assert_ne!(longer, number("0.1"));
        assert_eq!(Number::from(1_i64).divide(&Number::from(3_i64)).unwrap().to_string(), "0.33333333333333333334");
        let large = Number::from_f64(2_f64.powi(62)).unwrap();
        assert_eq!(large.to_string(), "4611686018427388000");
        assert_eq!(large, Number::from(1_i64 << 62));
        assert_eq!(large.as_i64(), Some(1 << 62));
    }

    #[test]
    fn has_a_zero_below_zero() {
        let zero = Number::ZERO.multiply(&number("-1")).unwrap();
        assert_eq!((zero.to_string(), zero.signum()), ("-0".to_owned(), 0));
        assert_eq!(zero, Number::ZERO);
        assert_eq!(zero.add(&Number::ZERO).unwrap().to_string(), "0");
        assert_eq!(zero.add(&zero).unwrap().to_string(), "-0");
        assert_eq!(number("-0.5").ceil().to_string(), "0");
    }

    #[test]
    fn rounds() {
        for (text, floor, ceil, truncated) in
            [("-1.5", "-2", "-1", "-1"), ("1.5", "1", "2", "1"), ("1e-300", "0", "1", "0"), ("3", "3", "3", "3")]
        {
            assert_eq!(number(text).floor(), number(floor), "floor of {text}");
            assert_eq!(number(text).ceil(), number(ceil), "ceil of {text}");
            assert_eq!(number(text).truncate(), number(truncated), "truncated {text}");
        }
    }

    #[test]
    fn orders_and_converts() {
        assert!(number("1e400") > number("9223372036854775807"));
        assert!(number("-0.5") < Number::ZERO);
        assert_eq!(number("0.5").as_i64(), None);
        assert_eq!(number("-1").as_usize(), None);
        assert_eq!(number("1e3").as_usize(), Some(1000));
        assert_eq!(Number::from_f64(1.234_567_890_123_456_7).unwrap().to_string(), "1.2345678901234567");
        assert_eq!(Number::from_f64(f64::INFINITY), Err(NumberError::NotFinite));
        assert!((number("0.1").to_f64() - 0.1).abs() < f64::EPSILON);
    }
}
