//! Days as TOML writes them: `2026-11-24`, without quotes.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error};
use toml::value::Datetime;

/// For `#[serde(deserialize_with = "…")]`: a day, and nothing else.
pub(super) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    optional(deserializer)?.ok_or_else(|| D::Error::custom("a day is expected, as in 2026-11-24"))
}

/// For `#[serde(default, deserialize_with = "…")]`: a day, and nothing else.
pub(super) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let written = Datetime::deserialize(deserializer)?;
    let Datetime { date: Some(date), time: None, offset: None } = written else {
        return Err(D::Error::custom("a day is expected, as in 2026-11-24"));
    };
    let (year, month, day) = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
    let parts = (|| Some((year.ok()?, month.ok()?, day.ok()?)))();
    parts
        .and_then(|(year, month, day)| Date::new(year, month, day).ok())
        .map(Some)
        .ok_or_else(|| D::Error::custom("no such day"))
}
