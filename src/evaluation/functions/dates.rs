//! Dates and times.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::arguments::{Arguments, string};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "formatdate",
        &[Parameter::new("format", Kind::String), Parameter::new("time", Kind::String)],
        Kind::String,
        format_date,
    ),
    Function::new(
        "timeadd",
        &[Parameter::new("timestamp", Kind::String), Parameter::new("duration", Kind::String)],
        Kind::String,
        |call| {
            let moment = moment_at(call, 0)?;
            let duration = read_duration(call.text(1)).ok_or_else(|| Problem::Duration.at(1))?;
            let later = moment.civil.checked_add(duration).map_err(|_| Problem::DateRange)?;
            if later.year() < 0 {
                return Err(Problem::DateRange.into());
            }
            Ok(Value::string(Moment { civil: later, offset: moment.offset }.rfc3339()))
        },
    ),
    Function::new(
        "timecmp",
        &[Parameter::new("timestamp_a", Kind::String), Parameter::new("timestamp_b", Kind::String)],
        Kind::Number,
        |call| {
            let (left, right) = (moment_at(call, 0)?, moment_at(call, 1)?);
            let order = left.timestamp()?.cmp(&right.timestamp()?);
            Ok(Value::int(order as i64))
        },
    ),
];

/// A date and time as written: local, with its distance from UTC.
struct Moment {
    civil: DateTime,
    offset: Offset,
}

impl Moment {
    fn timestamp(&self) -> Result<Timestamp, Failure> {
        self.offset.to_timestamp(self.civil).map_err(|_| Problem::DateRange.into())
    }

    /// The distance from UTC, with or without a colon.
    fn zone(&self, colon: bool) -> String {
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        format!("{sign}{hours:02}{}{minutes:02}", if colon { ":" } else { "" })
    }

    fn is_utc(&self) -> bool {
        self.offset == Offset::UTC
    }

    fn rfc3339(&self) -> String {
        let zone = if self.is_utc() { "Z".to_owned() } else { self.zone(true) };
        format!("{}{zone}", self.civil.strftime("%Y-%m-%dT%H:%M:%S"))
    }
}

/// Reads RFC 3339 as strictly as Terraform: capitals only, and seconds up to 59.
fn moment_at(call: &Arguments<'_>, index: usize) -> Result<Moment, Failure> {
    read_moment(call.text(index)).ok_or_else(|| Problem::Timestamp.at(index))
}

fn read_moment(text: &str) -> Option<Moment> {
    let digits = |text: &str, length: usize| {
        let number = text.parse::<i8>().ok()?;
        (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
    };
    let (date, rest) = text.split_once('T')?;
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (month, day) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let date = Date::new(year.parse().ok()?, month, day).ok().filter(|_| parts.next().is_none())?;
    let clock_end = rest.find(['Z', '+', '-'])?;
    let (clock, zone) = rest.split_at_checked(clock_end)?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut parts = clock.split(':');
    let (hour, minute, second) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if second > 59 || parts.next().is_some() {
        return None;
    }
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let time = Time::new(hour, minute, second, nanoseconds).ok()?;
    let offset = if zone == "Z" {
        Offset::UTC
    } else {
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        let (hours, minutes) =
            (digits(hours, 2).filter(|hours| *hours < 24)?, digits(minutes, 2).filter(|minutes| *minutes < 60)?);
        let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
        Offset::from_seconds(if zone.starts_with('-') { -seconds } else { seconds }).ok()?
    };
    Some(Moment { civil: date.to_datetime(time), offset })
}

/// A date as YAML has it, with or without a time, in the form of RFC 3339. Parts may be of one digit, and there may be
/// spaces in place of `T`.
pub(super) fn read_yaml_moment(text: &str) -> Option<String> {
    let padded = |part: &str, most: usize| {
        let plain = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| format!("{part:0>2}"))
    };
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(end) => (text.get(..end)?, text.get(end + 1..)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let date = format!("{year}-{}-{}", padded(parts.next()?, 2)?, padded(parts.next()?, 2)?);
    let (clock, zone) = match rest {
        None => ("0:0:0", "Z"),
        Some(rest) if text.contains(' ') => (rest, "Z"),
        Some(rest) => rest.split_at_checked(rest.find(['Z', '+', '-'])?)?,
    };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
    let mut clock = clock.split(':').map(|part| padded(part, 2)).collect::<Option<Vec<String>>>()?.join(":");
    if let Some(fraction) = fraction {
        clock.push('.');
        clock.push_str(fraction);
    }
    if parts.next().is_some() {
        return None;
    }
    read_moment(&format!("{date}T{clock}{zone}")).map(|moment| moment.rfc3339())
}

/// A sum of numbers with units, as Go writes durations: `1h30m`, `-1.5h`, `300ms`.
fn read_duration(text: &str) -> Option<SignedDuration> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(SignedDuration::ZERO);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let number_end =
            rest.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(number_end)?;
        let unit_end =
            after.find(|character: char| character.is_ascii_digit() || character == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(unit_end)?;
        let nanoseconds: i128 = match unit {
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return None,
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits_only = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
        if !digits_only || (whole.is_empty() && fraction.is_empty()) || whole.len() > 19 {
            return None;
        }
        // More digits than this are less than a nanosecond.
        let fraction = fraction.get(..fraction.len().min(15)).unwrap_or_default();
        let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part: i128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
        total = total.checked_add(whole.checked_mul(nanoseconds)?.checked_add(part * nanoseconds / scale)?)?;
        rest = after;
    }
    // Go keeps durations in 64 bits.
    let total = i64::try_from(if negative { -total } else { total }).ok()?;
    Some(SignedDuration::from_nanos(total))
}

fn format_date(call: &Arguments<'_>) -> Result<Value, Failure> {
    let moment = moment_at(call, 1)?;
    let mut written = String::new();
    let mut rest = call.text(0);
    while let Some(first) = rest.chars().next() {
        let offset = call.text(0).len() - rest.len();
        let failure = || Problem::Format(offset).at(0);
        let taken = if first == '\'' {
            read_quoted(rest, &mut written).ok_or_else(failure)?
        } else if first.is_ascii_alphabetic() {
            let length = rest.bytes().take_while(|byte| *byte == first as u8).count();
            let verb = rest.get(..length).unwrap_or_default();
            written.push_str(&write_verb(verb, &moment).ok_or_else(failure)?);
            length
        } else {
            written.push(first);
            first.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    string(&written)
}

/// Copies a text between quotes, where two quotes stand for one. Gives its length with the quotes.
fn read_quoted(text: &str, written: &mut String) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((position, character)) = characters.next() {
        if character != '\'' {
            written.push(character);
        } else if characters.next_if(|(_, next)| *next == '\'').is_some() {
            written.push('\'');
        } else {
            return Some(position + 1);
        }
    }
    None
}

fn write_verb(verb: &str, moment: &Moment) -> Option<String> {
    let directive = match verb {
        "YY" => "%y",
        "YYYY" => "%Y",
        "M" => "%-m",
        "MM" => "%m",
        "MMM" => "%b",
        "MMMM" => "%B",
        "D" => "%-d",
        "DD" => "%d",
        "EEE" => "%a",
        "EEEE" => "%A",
        "h" => "%-H",
        "hh" => "%H",
        "H" => "%-I",
        "HH" => "%I",
        "AA" => "%p",
        "aa" => "%P",
        "m" => "%-M",
        "mm" => "%M",
        "s" => "%-S",
        "ss" => "%S",
        "Z" if moment.is_utc() => return Some("Z".to_owned()),
        "ZZZ" if moment.is_utc() => return Some("UTC".to_owned()),
        "Z" | "ZZZZZ" => return Some(moment.zone(true)),
        "ZZZ" | "ZZZZ" => return Some(moment.zone(false)),
        _ => return None,
    };
    Some(moment.civil.strftime(directive).to_string())
}
