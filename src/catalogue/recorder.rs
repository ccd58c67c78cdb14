//! Resource types that record what is done in a cloud, or what flows in its networks. `catalogue/recorders.csv`.

use serde::Deserialize;

/// A resource type whose presence means that something is recorded.
#[derive(Debug, Clone)]
pub struct Recorder {
    /// Resource type.
    pub resource_type: String,
    /// Key of its provider.
    pub provider: String,
    /// What it records.
    pub records: Records,
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Records {
    /// What is done in the cloud, by whom.
    Audit,
    /// What flows in networks of these types.
    Network(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    resource_type: String,
    provider: String,
    records: String,
    networks: String,
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
        let networks: Vec<String> =
            row.networks.split(';').filter(|of_type| !of_type.is_empty()).map(str::to_owned).collect();
        let records = match (row.records.as_str(), networks.is_empty()) {
            ("audit", true) => Records::Audit,
            ("network", false) => Records::Network(networks),
            _ => return None,
        };
        recorders.push(Recorder { resource_type: row.resource_type, provider: row.provider, records });
    }
    Some(recorders)
}
