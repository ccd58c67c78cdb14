//! Numbers: decimal, exact for integers, as precise as anyone writes.
//!
//! Terraform computes with 512 bits, which is 154 decimal digits, and prints the shortest decimal that says the same.
//! Decimals of [`PRECISION`] digits agree with it wherever a decimal is what the author meant, and are bounded likewise.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use bigdecimal::num_bigint::{BigInt, Sign};
use bigdecimal::{BigDecimal, RoundingMode, Signed, ToPrimitive, Zero};

/// Significant digits of a result.
const PRECISION: u64 = 154;
/// Significant digits a quotient keeps, so that `10 / 3 * 3` rounds to `10`.
const GUARDED_PRECISION: u64 = PRECISION + 6;
/// The largest power of ten, either way. Terraform goes to 10^646456993 and prints each zero.
const MAX_EXPONENT: i64 = 10_000;

/// A number. `0.1 + 0.2` is `0.3`.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(Repr);

/// An integer that fits is always `Small`, so that equal numbers are equal structures.
#[derive(Clone, PartialEq, Eq)]
enum Repr {
    Small(i64),
    Big(Arc<BigDecimal>),
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
    pub const ZERO: Self = Self(Repr::Small(0));
    /// One.
    pub const ONE: Self = Self(Repr::Small(1));

    fn big(value: &BigDecimal, precision: u64) -> Result<Self, NumberError> {
        if value.is_zero() {
            return Ok(Self::ZERO);
        }
        let rounded = if value.digits() > precision {
            value.with_precision_round(nonzero(PRECISION), RoundingMode::HalfEven)
        } else {
            value.clone()
        };
        let normal = rounded.normalized();
        if normal.order_of_magnitude().abs() > MAX_EXPONENT {
            return Err(NumberError::Magnitude);
        }
        if normal.fractional_digit_count() <= 0
            && let Some(small) = normal.to_i64()
        {
            return Ok(Self(Repr::Small(small)));
        }
        Ok(Self(Repr::Big(Arc::new(normal))))
    }

    fn to_big(&self) -> BigDecimal {
        match &self.0 {
            Repr::Small(small) => BigDecimal::from(*small),
            Repr::Big(big) => (**big).clone(),
        }
    }

    /// The integer `digits`.
    pub fn from_integer(digits: BigInt) -> Result<Self, NumberError> {
        Self::big(&BigDecimal::new(digits, 0), GUARDED_PRECISION)
    }

    /// The number that `float` is written as, with the fewest digits that tell it apart.
    pub fn from_f64(float: f64) -> Result<Self, NumberError> {
        if float.is_finite() { format!("{float:e}").parse() } else { Err(NumberError::NotFinite) }
    }

    /// The nearest floating-point number.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            #[expect(clippy::cast_precision_loss, reason = "nearest is what is asked for")]
            Repr::Small(small) => *small as f64,
            // The text is read back because it rounds once.
            Repr::Big(big) => big.to_scientific_notation().parse().unwrap_or(f64::NAN),
        }
    }

    /// `self + other`
    pub fn add(&self, other: &Self) -> Result<Self, NumberError> {
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0)
            && let Some(sum) = left.checked_add(*right)
        {
            return Ok(Self(Repr::Small(sum)));
        }
        Self::big(&(self.to_big() + other.to_big()), PRECISION)
    }

    /// `self - other`
    pub fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0)
            && let Some(difference) = left.checked_sub(*right)
        {
            return Ok(Self(Repr::Small(difference)));
        }
        Self::big(&(self.to_big() - other.to_big()), PRECISION)
    }

    /// `self * other`
    pub fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0)
            && let Some(product) = left.checked_mul(*right)
        {
            return Ok(Self(Repr::Small(product)));
        }
        Self::big(&(self.to_big() * other.to_big()), PRECISION)
    }

    /// `self / other`
    pub fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0)
            && left.checked_rem(*right) == Some(0)
            && let Some(quotient) = left.checked_div(*right)
        {
            return Ok(Self(Repr::Small(quotient)));
        }
        let (dividend, dividend_scale) = self.to_big().into_bigint_and_scale();
        let (divisor, divisor_scale) = other.to_big().into_bigint_and_scale();
        let wanted = GUARDED_PRECISION + digits_of(&divisor);
        let shift = u32::try_from(wanted.saturating_sub(digits_of(&dividend))).unwrap_or(u32::MAX);
        let quotient = dividend * BigInt::from(10).pow(shift) / divisor;
        let scale = dividend_scale - divisor_scale + i64::from(shift);
        let cut = BigDecimal::new(quotient, scale).with_precision_round(nonzero(GUARDED_PRECISION), RoundingMode::Down);
        Self::big(&cut, GUARDED_PRECISION)
    }

    /// What is left of `self` after `other` was taken from it a whole number of times; it has the sign of `self`.
    /// As in Terraform, nothing is taken when `other` is zero.
    pub fn modulo(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Ok(self.clone());
        }
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0)
            && let Some(rest) = left.checked_rem(*right)
        {
            return Ok(Self(Repr::Small(rest)));
        }
        Self::big(&(self.to_big() % other.to_big()), PRECISION)
    }

    /// `-self`
    #[must_use]
    pub fn negate(&self) -> Self {
        self.mapped(i64::checked_neg, |big| -big)
    }

    /// Its magnitude.
    #[must_use]
    pub fn absolute(&self) -> Self {
        self.mapped(i64::checked_abs, |big| big.abs())
    }

    /// The largest integer that is not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        self.mapped(Some, |big| big.with_scale_round(0, RoundingMode::Floor))
    }

    /// The smallest integer that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Self {
        self.mapped(Some, |big| big.with_scale_round(0, RoundingMode::Ceiling))
    }

    /// The integer between it and zero that is nearest to it.
    #[must_use]
    pub fn truncate(&self) -> Self {
        self.mapped(Some, |big| big.with_scale_round(0, RoundingMode::Down))
    }

    /// `small` where it has a result, else `big`, which must not leave the bounds.
    fn mapped(&self, small: impl Fn(i64) -> Option<i64>, big: impl Fn(BigDecimal) -> BigDecimal) -> Self {
        if let Repr::Small(value) = self.0
            && let Some(result) = small(value)
        {
            return Self(Repr::Small(result));
        }
        Self::big(&big(self.to_big()), GUARDED_PRECISION).unwrap_or_else(|_| self.clone())
    }

    /// −1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match &self.0 {
            Repr::Small(small) => small.signum(),
            Repr::Big(big) => match big.sign() {
                Sign::Minus => -1,
                Sign::NoSign => 0,
                Sign::Plus => 1,
            },
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.0 == Repr::Small(0)
    }

    /// Whether it has no fractional part.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small(_) => true,
            Repr::Big(big) => big.is_integer(),
        }
    }

    /// As an `i64`, when it is an integer that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Small(small) => Some(small),
            Repr::Big(_) => None,
        }
    }

    /// As a `usize`, when it is an integer that fits.
    pub fn as_usize(&self) -> Option<usize> {
        self.as_i64().and_then(|small| usize::try_from(small).ok())
    }

    /// As an integer of any size, when it is one.
    pub fn as_integer(&self) -> Option<BigInt> {
        match &self.0 {
            Repr::Small(small) => Some(BigInt::from(*small)),
            Repr::Big(big) if big.is_integer() => Some(big.with_scale(0).into_bigint_and_scale().0),
            Repr::Big(_) => None,
        }
    }
}

const fn nonzero(precision: u64) -> std::num::NonZeroU64 {
    match std::num::NonZeroU64::new(precision) {
        Some(precision) => precision,
        None => std::num::NonZeroU64::MIN,
    }
}

fn digits_of(integer: &BigInt) -> u64 {
    BigDecimal::new(integer.clone(), 0).digits()
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(Repr::Small(number))
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or_else(|_| Self(Repr::Big(Arc::new(BigDecimal::from(number)))), Self::from)
    }
}

impl From<usize> for Number {
    fn from(number: usize) -> Self {
        Self::from(number as u64)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads what Terraform takes for a number: a sign, digits with a point, a power of ten. Digits past what is
    /// computed with are cut, so that the length of the text costs nothing.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        if text.len() <= 18
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(small) = text.parse()
        {
            return Ok(Self(Repr::Small(small)));
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if digits().next().is_none() || !digits().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberError::Syntax);
        }
        let leading_zeros = digits().take_while(|byte| *byte == b'0').count();
        let count = whole.len() + fraction.len() - leading_zeros;
        // One digit more than is kept, so that a number that was cut is rounded.
        let kept = count.min(usize::try_from(GUARDED_PRECISION + 1).unwrap_or(usize::MAX));
        let significant: Vec<u8> = digits().skip(leading_zeros).take(kept).collect();
        let Some(integer) = BigInt::parse_bytes(&significant, 10) else {
            return Ok(Self::ZERO);
        };
        let cut = i64::try_from(count - kept).unwrap_or(i64::MAX);
        let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        let scale = places.saturating_sub(cut).saturating_sub(exponent);
        if !integer.is_zero() && scale.unsigned_abs() > (MAX_EXPONENT.unsigned_abs() + GUARDED_PRECISION) {
            return Err(NumberError::Magnitude);
        }
        Self::big(&BigDecimal::new(if negative { -integer } else { integer }, scale), GUARDED_PRECISION)
    }
}

/// An exponent, as far as it goes: one that does not fit is far beyond the bounds.
fn read_exponent(text: &str) -> Result<i64, NumberError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::Syntax);
    }
    let magnitude: i64 = digits.parse().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    Ok(if text.starts_with('-') { -magnitude } else { magnitude })
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(small) => small.fmt(formatter),
            Repr::Big(big) => {
                let rounded = big.with_precision_round(nonzero(PRECISION.min(big.digits())), RoundingMode::HalfEven);
                formatter.write_str(&rounded.normalized().to_plain_string())
            }
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(left), Repr::Small(right)) => left.cmp(right),
            _ => self.to_big().cmp(&other.to_big()),
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
        for text in ["1e1000000000", "-1e1000000000", "1e-1000000000", "1e99999999999999999999", "1e10001"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::Magnitude), "{text}");
        }
        let long = "9".repeat(5_000);
        assert_eq!(number(&long), number("1e5000"));
        assert_eq!("1".repeat(1_000_000).parse::<Number>(), Err(NumberError::Magnitude));
        let large = number("1e9999");
        assert_eq!(large.multiply(&large), Err(NumberError::Magnitude));
        assert_eq!(large.add(&number("1e-9999")), Ok(large));
    }

    #[test]
    fn computes_decimally() {
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
        assert_eq!(third.to_string(), format!("0.{}", "3".repeat(154)));
        assert_eq!(number("1").divide(&Number::ZERO), Err(NumberError::DivisionByZero));
    }

    #[test]
    fn takes_remainders_towards_zero() {
        for (left, right, rest) in [("-5", "3", "-2"), ("5.5", "2", "1.5"), ("5", "0", "5"), ("5", "-3", "2")] {
            assert_eq!(number(left).modulo(&number(right)), Ok(number(rest)), "{left} % {right}");
        }
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
