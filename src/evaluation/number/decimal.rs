//! Binary numbers as people write them.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::NumberError;
use super::float::Float;

/// The most digits of a text that are read; the others can only break a tie.
const MAX_DIGITS: usize = 2_000;

/// `0.digits × 10^point`, without zeros at either end; no digits are zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::evaluation) struct Decimal {
    digits: String,
    point: i64,
}

impl Decimal {
    fn new(digits: &str, point: i64) -> Self {
        let significant = digits.trim_start_matches('0');
        let zeros = i64::try_from(digits.len() - significant.len()).unwrap_or(i64::MAX);
        let digits = significant.trim_end_matches('0').to_owned();
        let point = if digits.is_empty() { 0 } else { point.saturating_sub(zeros) };
        Self { digits, point }
    }

    /// `magnitude × 2^exponent`, to the last digit.
    fn of(magnitude: &BigUint, exponent: i64) -> Self {
        let shift = exponent.unsigned_abs();
        // 2^-n is 5^n ÷ 10^n.
        let (integer, places) = if exponent >= 0 {
            (magnitude << shift, 0)
        } else {
            let fives = BigUint::from(5_u8).pow(u32::try_from(shift).unwrap_or(u32::MAX));
            (magnitude * fives, exponent)
        };
        let digits = integer.to_string();
        let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
        Self::new(&digits, length.saturating_add(places))
    }

    /// The magnitude of `float`.
    pub(super) fn exact(float: &Float) -> Self {
        let (magnitude, exponent) = float.parts();
        Self::of(magnitude, exponent)
    }

    /// The fewest digits that are rounded to the magnitude of `float`, and among these the nearest.
    pub(super) fn shortest(float: &Float) -> Self {
        let exact = Self::exact(float);
        let (magnitude, exponent) = float.parts();
        // One bit more than the number has: it then stands for half of the last one.
        let missing = (u64::from(float.precision) + 1).saturating_sub(magnitude.bits());
        let (doubled, half) = (magnitude << missing, exponent.saturating_sub_unsigned(missing));
        if float.is_zero() {
            return exact;
        }
        let lower = Self::of(&(&doubled - 1_u8), half);
        let upper = Self::of(&(&doubled + 1_u8), half);
        // What lies halfway between two numbers is rounded to the even one.
        let even = !doubled.bit(1);
        let is_within = |candidate: &Self| {
            let (above, below) = (candidate.cmp(&lower), candidate.cmp(&upper));
            above == Ordering::Greater && below == Ordering::Less
                || even && (above == Ordering::Equal || below == Ordering::Equal)
        };
        for count in 1..exact.digits.len() {
            let (down, up) = (exact.cut(count), exact.cut_up(count));
            match (is_within(&down), is_within(&up)) {
                (true, true) => return exact.rounded(count),
                (true, false) => return down,
                (false, true) => return up,
                (false, false) => {}
            }
        }
        exact
    }

    /// The first `count` digits.
    fn cut(&self, count: usize) -> Self {
        Self::new(self.digits.get(..count).unwrap_or(&self.digits), self.point)
    }

    /// The next larger one of `count` digits.
    fn cut_up(&self, count: usize) -> Self {
        let kept = self.digits.get(..count).unwrap_or(&self.digits);
        let prefix = kept.trim_end_matches('9');
        match prefix.as_bytes().split_last() {
            Some((last, before)) => {
                let before = String::from_utf8_lossy(before);
                Self::new(&format!("{before}{}", char::from(last + 1)), self.point)
            }
            None => Self { digits: "1".to_owned(), point: self.point + 1 },
        }
    }

    /// Rounded to `count` digits, halves to even.
    pub(in crate::evaluation) fn rounded(&self, count: usize) -> Self {
        let Some(rest) = self.digits.get(count..).filter(|rest| !rest.is_empty()) else {
            return self.clone();
        };
        let is_odd = count > 0 && self.digits.as_bytes().get(count - 1).is_some_and(|digit| (digit - b'0') % 2 == 1);
        let up = match rest.as_bytes() {
            [b'5'] => is_odd,
            [first, ..] => *first >= b'5',
            [] => false,
        };
        if up { self.cut_up(count) } else { self.cut(count) }
    }

    /// Without an exponent.
    pub(super) fn plain(&self) -> String {
        let length = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        if self.digits.is_empty() {
            "0".to_owned()
        } else if self.point <= 0 {
            format!("0.{}{}", zeros(-self.point), self.digits)
        } else if self.point >= length {
            format!("{}{}", self.digits, zeros(self.point - length))
        } else {
            let (whole, fraction) = self.digits.split_at(usize::try_from(self.point).unwrap_or_default());
            format!("{whole}.{fraction}")
        }
    }

    /// With that many digits after the point.
    pub(in crate::evaluation) fn fixed(&self, places: usize) -> String {
        let places_after = i64::try_from(places).unwrap_or(i64::MAX);
        let rounded = match usize::try_from(self.point.saturating_add(places_after)) {
            Ok(count) => self.rounded(count),
            Err(_) => Self { digits: String::new(), point: 0 },
        };
        let digit_at = |position: i64| -> char {
            let digit = usize::try_from(position).ok().and_then(|position| rounded.digits.as_bytes().get(position));
            digit.map_or('0', |digit| char::from(*digit))
        };
        let mut written: String =
            if rounded.point > 0 { (0..rounded.point).map(digit_at).collect() } else { "0".into() };
        if places > 0 {
            written.push('.');
            written.extend((0..places_after).map(|place| digit_at(rounded.point + place)));
        }
        written
    }

    /// With an exponent and that many digits after the point.
    pub(in crate::evaluation) fn scientific(&self, places: usize, exponent: char) -> String {
        let (first, others) = self.digits.split_at_checked(1).unwrap_or(("0", ""));
        let power = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let point = if places > 0 { "." } else { "" };
        let sign = if power < 0 { '-' } else { '+' };
        format!("{first}{point}{others:0<places$}{exponent}{sign}{:02}", power.unsigned_abs())
    }

    /// With an exponent when that is below −4 or not below `limit`.
    pub(in crate::evaluation) fn general(&self, limit: usize, exponent: char) -> String {
        let power = self.point - 1;
        if !self.digits.is_empty() && (power < -4 || power >= i64::try_from(limit).unwrap_or(i64::MAX)) {
            return self.scientific(self.digits.len() - 1, exponent);
        }
        let places = i64::try_from(self.digits.len()).unwrap_or(i64::MAX) - self.point;
        self.fixed(usize::try_from(places).unwrap_or_default())
    }

    /// Of that many digits at most, with an exponent when the number is longer, or small.
    pub(in crate::evaluation) fn of_digits(&self, count: usize, exponent: char) -> String {
        let rounded = self.rounded(count);
        let length = rounded.digits.len();
        let is_whole = i64::try_from(length).unwrap_or(i64::MAX) < rounded.point;
        rounded.general(if is_whole { count } else { count.min(length) }, exponent)
    }

    /// The nearest floating-point number.
    pub(super) fn to_f64(&self) -> f64 {
        format!("0.{}e{}", self.digits, self.point).parse().unwrap_or(f64::NAN)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // Without zeros at either end, digits are ordered as text.
            (false, false) => self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Reads a decimal: digits, the power of ten they are multiplied by, and whether it is below zero. Of a very long text
/// only the first digits are read, so that its length costs nothing.
pub(super) fn read(text: &str) -> Result<(BigUint, i64, bool), NumberError> {
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
    let count = whole.len() + fraction.len();
    let leading = digits().take_while(|byte| *byte == b'0').count();
    let trailing = digits().rev().take_while(|byte| *byte == b'0').count().min(count - leading);
    let kept = (count - leading - trailing).min(MAX_DIGITS);
    let mut significant: Vec<u8> = digits().skip(leading).take(kept).collect();
    let mut cut = i64::try_from(count - leading - kept).unwrap_or(i64::MAX);
    if count - leading - trailing > kept {
        // There is more, be it ever so little.
        significant.push(b'1');
        cut -= 1;
    }
    let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let digits = BigUint::parse_bytes(&significant, 10).unwrap_or_default();
    Ok((digits, exponent.saturating_add(cut).saturating_sub(places), negative))
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
