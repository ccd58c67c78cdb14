//! What arguments say of how a resource is kept: in how many zones, for how many days. `catalogue/measures.csv`.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// An argument that says how a resource is kept.
#[derive(Debug, Clone)]
pub struct MeasureArgument {
    /// Its path.
    pub argument: String,
    /// What it says.
    pub reading: MeasureReading,
    /// Another argument, and the values of it with which this one says nothing.
    pub unless: Option<(String, Vec<String>)>,
}

/// How a value of the argument is read.
#[derive(Debug, Clone)]
pub enum MeasureReading {
    /// Whether the data are in several zones.
    Zones {
        /// Values that say one zone; `*` is any value.
        one: Vec<String>,
        /// Values that say several.
        several: Vec<String>,
        /// What holds when nothing is written; `None` when something must be.
        absent: Option<bool>,
    },
    /// For how many days the data are kept; `None` is for ever.
    Retention {
        /// Values that say for ever.
        unlimited: Vec<String>,
        /// What holds when nothing is written.
        absent: Option<u32>,
    },
    /// Whether what detects attacks is on: what it records, or that records hold.
    Detection {
        /// Values that say that it is not.
        off: Vec<String>,
        /// Values that say that it is; `*` is any other value, or a block.
        on: Vec<String>,
        /// What holds when nothing is written; `None` when something must be.
        absent: Option<bool>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    resource_type: String,
    argument: String,
    measure: String,
    one: String,
    several: String,
    absent: String,
    unless: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
}

#[derive(Debug, Default)]
pub(super) struct Measures(FxHashMap<String, Vec<MeasureArgument>>);

impl Measures {
    /// Reads the table; `None` when a row means nothing.
    pub(super) fn parse(csv: &str) -> Option<Self> {
        let words = |text: &str| -> Vec<String> {
            text.split(';').filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        };
        let mut table: FxHashMap<String, Vec<MeasureArgument>> = FxHashMap::default();
        for row in csv::Reader::from_reader(csv.as_bytes()).into_deserialize::<Row>() {
            let row = row.ok()?;
            let reading = match (row.measure.as_str(), row.absent.as_str()) {
                ("zones", absent @ ("" | "one" | "several")) => MeasureReading::Zones {
                    one: words(&row.one),
                    several: words(&row.several),
                    absent: (!absent.is_empty()).then_some(absent == "several"),
                },
                ("detection", absent @ ("" | "one" | "several")) => MeasureReading::Detection {
                    off: words(&row.one),
                    on: words(&row.several),
                    absent: (!absent.is_empty()).then_some(absent == "several"),
                },
                ("retention", "unlimited") => {
                    MeasureReading::Retention { unlimited: words(&row.several), absent: None }
                }
                ("retention", days) => {
                    MeasureReading::Retention { unlimited: words(&row.several), absent: Some(days.parse().ok()?) }
                }
                _ => return None,
            };
            let unless = match row.unless.split_once('=') {
                Some((argument, values)) => Some((argument.to_owned(), words(values))),
                None if row.unless.is_empty() => None,
                None => return None,
            };
            let measure = MeasureArgument { argument: row.argument, reading, unless };
            table.entry(row.resource_type).or_default().push(measure);
        }
        Some(Self(table))
    }

    pub(super) fn of(&self, resource_type: &str) -> &[MeasureArgument] {
        self.0.get(resource_type).map_or(&[], Vec::as_slice)
    }

    #[cfg(test)]
    pub(super) fn types(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
