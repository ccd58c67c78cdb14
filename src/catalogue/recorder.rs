//! Resource types that record what is done in a cloud, or what flows in its networks. `catalogue/recorders.csv`.

use serde::Deserialize;

/// A resource type that records something.
#[derive(Debug, Clone)]
pub struct Recorder {
    /// Resource type.
    pub resource_type: String,
    /// Key of its provider.
    pub provider: String,
    /// What it records.
    pub records: Records,
    /// The argument that says of which resource; `None` when it says none, and records its cloud.
    pub target: Option<String>,
    /// The argument that switches it off, and the value of it that does.
    pub off: Option<(String, String)>,
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Records {
    /// What is done in the cloud, by whom: when the target is of one of these types, which stand for a cloud, or when
    /// there is no argument for a target.
    Audit(Vec<String>),
    /// What flows in networks of these types.
    Network(Vec<String>),
}

impl Recorder {
    /// The types of what it records: networks, or what stands for a cloud.
    pub fn types(&self) -> &[String] {
        match &self.records {
            Records::Audit(types) | Records::Network(types) => types,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    resource_type: String,
    provider: String,
    records: String,
    of: String,
    target: String,
    off: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
}

/// Reads the table; `None` when a row means nothing.
pub(super) fn parse(csv: &str) -> Option<Vec<Recorder>> {
    let mut recorders = Vec::new();
    for row in csv::Reader::from_reader(csv.as_bytes()).into_deserialize::<Row>() {
        let row = row.ok()?;
        let of: Vec<String> = row.of.split(';').filter(|of_type| !of_type.is_empty()).map(str::to_owned).collect();
        let target = (!row.target.is_empty()).then_some(row.target);
        // What is of something says of what.
        if of.is_empty() != target.is_none() {
            return None;
        }
        let records = match (row.records.as_str(), of.is_empty()) {
            ("audit", _) => Records::Audit(of),
            ("network", false) => Records::Network(of),
            _ => return None,
        };
        let off = match row.off.split_once('=') {
            Some((argument, value)) => Some((argument.to_owned(), value.to_owned())),
            None if row.off.is_empty() => None,
            None => return None,
        };
        recorders.push(Recorder { resource_type: row.resource_type, provider: row.provider, records, target, off });
    }
    Some(recorders)
}
