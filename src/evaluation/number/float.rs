//! Binary numbers of any length, rounded to the nearest, halves to even.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};

/// `magnitude × 2^exponent`, negative or not. The magnitude is odd or zero, so that equal numbers are equal structures.
#[derive(Clone, Debug)]
pub(super) struct Float {
    /// Whether it is below zero. There is a zero that is.
    pub(super) negative: bool,
    magnitude: BigUint,
    exponent: i64,
    /// How many bits the magnitude may have.
    pub(super) precision: u16,
}

impl Float {
    /// A zero.
    pub(super) fn zero(negative: bool, precision: u16) -> Self {
        Self { negative, magnitude: BigUint::ZERO, exponent: 0, precision }
    }

    /// `mantissa × 2^exponent`, rounded to `precision` bits.
    pub(super) fn rounded(mantissa: BigInt, exponent: i64, precision: u16) -> Self {
        let (sign, magnitude) = mantissa.into_parts();
        Self { negative: sign == Sign::Minus, magnitude, exponent, precision }.normal()
    }

    /// Rounds the magnitude and makes it odd.
    fn normal(mut self) -> Self {
        let excess = self.magnitude.bits().saturating_sub(u64::from(self.precision));
        if excess > 0 {
            let below_half = self.magnitude.trailing_zeros().unwrap_or_default();
            let is_half = self.magnitude.bit(excess - 1);
            self.magnitude >>= excess;
            self.exponent = self.exponent.saturating_add_unsigned(excess);
            if is_half && (below_half < excess - 1 || self.magnitude.bit(0)) {
                self.magnitude += 1_u8;
            }
        }
        match self.magnitude.trailing_zeros() {
            Some(zeros) => {
                self.magnitude >>= zeros;
                self.exponent = self.exponent.saturating_add_unsigned(zeros);
                self
            }
            None => Self::zero(self.negative, self.precision),
        }
    }

    pub(super) fn from_small(small: i64, precision: u16) -> Self {
        Self::rounded(BigInt::from(small), 0, precision)
    }

    /// As an integer that `precision` has room for whatever it is: one that fits 53 bits, or any that fits when there
    /// are 64.
    pub(super) fn to_small(&self) -> Option<i64> {
        if self.is_zero() {
            return (!self.negative).then_some(0);
        }
        let room = if self.precision >= 64 { 63 } else { 53 };
        if self.exponent < 0 || self.binary_exponent() > room {
            return None;
        }
        i64::try_from(self.to_integer()?).ok()
    }

    /// The finite `float`.
    pub(super) fn from_f64(float: f64, precision: u16) -> Option<Self> {
        if !float.is_finite() {
            return None;
        }
        // Sign, 11 bits of exponent, 52 bits of fraction: IEEE 754.
        let bits = float.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let biased = i64::try_from((bits >> 52) & 0x7ff).unwrap_or_default();
        let magnitude = if biased == 0 { fraction } else { fraction | 1 << 52 };
        let exponent = biased.max(1) - 1_075;
        Some(Self { negative: float.is_sign_negative(), magnitude: magnitude.into(), exponent, precision }.normal())
    }

    /// `digits × 10^power`
    pub(super) fn from_decimal(digits: BigUint, power: i64, negative: bool, precision: u16) -> Self {
        let fives = BigUint::from(5_u8).pow(u32::try_from(power.unsigned_abs()).unwrap_or(u32::MAX));
        let signed = |magnitude, exponent| Self { negative, magnitude, exponent, precision };
        if power >= 0 {
            signed(digits * fives, power).normal()
        } else {
            let divisor = Self { negative: false, magnitude: fives, exponent: 0, precision };
            signed(digits, power).over(&divisor, precision)
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.magnitude == BigUint::ZERO
    }

    pub(super) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// As an integer, when it is one.
    pub(super) fn to_integer(&self) -> Option<BigInt> {
        let exponent = u64::try_from(self.exponent).ok()?;
        let sign = if self.negative { Sign::Minus } else { Sign::Plus };
        Some(BigInt::from_biguint(sign, &self.magnitude << exponent))
    }

    /// The least power of two that is above its magnitude.
    pub(super) fn binary_exponent(&self) -> i64 {
        self.exponent.saturating_add_unsigned(self.magnitude.bits())
    }

    /// The magnitude and its power of two.
    pub(super) fn parts(&self) -> (&BigUint, i64) {
        (&self.magnitude, self.exponent)
    }

    /// The fewest bits that it fits.
    pub(super) fn least_precision(&self) -> u16 {
        u16::try_from(self.magnitude.bits()).unwrap_or(u16::MAX)
    }

    pub(super) fn with_precision(self, precision: u16) -> Self {
        Self { precision, ..self }.normal()
    }

    pub(super) fn negated(&self) -> Self {
        Self { negative: !self.negative, ..self.clone() }
    }

    pub(super) fn without_negative_zero(self) -> Self {
        Self { negative: self.negative && !self.is_zero(), ..self }
    }

    /// Both mantissas at the lower of the two exponents, and that exponent.
    fn aligned(&self, other: &Self) -> (BigInt, BigInt, i64) {
        let exponent = if self.is_zero() {
            other.exponent
        } else if other.is_zero() {
            self.exponent
        } else {
            self.exponent.min(other.exponent)
        };
        let mantissa = |float: &Self| {
            let shift = u64::try_from(float.exponent.saturating_sub(exponent)).unwrap_or_default();
            BigInt::from_biguint(if float.negative { Sign::Minus } else { Sign::Plus }, &float.magnitude << shift)
        };
        (mantissa(self), mantissa(other), exponent)
    }

    pub(super) fn plus(&self, other: &Self, precision: u16) -> Self {
        let (left, right, exponent) = self.aligned(other);
        let sum = left + right;
        if sum == BigInt::ZERO {
            // Zeros below zero add up to one; what cancels out is the other zero.
            return Self::zero(self.negative && other.negative, precision);
        }
        Self::rounded(sum, exponent, precision)
    }

    pub(super) fn times(&self, other: &Self, precision: u16) -> Self {
        let magnitude = &self.magnitude * &other.magnitude;
        let exponent = self.exponent.saturating_add(other.exponent);
        Self { negative: self.negative != other.negative, magnitude, exponent, precision }.normal()
    }

    /// The quotient; `other` is not zero.
    pub(super) fn over(&self, other: &Self, precision: u16) -> Self {
        // Two bits more than are kept: one to round by, one to tell whether there is anything below.
        let shift = (u64::from(precision) + 2 + other.magnitude.bits()).saturating_sub(self.magnitude.bits());
        let dividend = &self.magnitude << shift;
        let mut quotient = &dividend / &other.magnitude;
        if &quotient * &other.magnitude != dividend {
            quotient.set_bit(0, true);
        }
        let exponent = self.exponent.saturating_sub(other.exponent).saturating_sub_unsigned(shift);
        Self { negative: self.negative != other.negative, magnitude: quotient, exponent, precision }.normal()
    }

    /// The largest integer that is not above it.
    pub(super) fn floor(&self) -> Self {
        if self.exponent >= 0 {
            return self.clone().without_negative_zero();
        }
        // A shift of a negative integer goes towards the lower one.
        let sign = if self.negative { Sign::Minus } else { Sign::Plus };
        let floor = BigInt::from_biguint(sign, self.magnitude.clone()) >> self.exponent.unsigned_abs();
        Self::rounded(floor, 0, self.precision)
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let (left, right, _) = self.aligned(other);
        left.cmp(&right)
    }
}
