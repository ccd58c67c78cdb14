//! Numbers against what Terraform says of them.

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
