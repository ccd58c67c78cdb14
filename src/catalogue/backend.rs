//! State backends: what says where a state is.

use serde::Deserialize;

/// A type of state backend.
#[derive(Debug, Clone)]
pub struct Backend {
    /// `s3`, `http`…; `cloud` for a `cloud` block.
    pub name: String,
    /// Paths of the arguments that name its host.
    pub host_arguments: Vec<String>,
    /// The argument that names its region.
    pub region_argument: Option<String>,
    /// Key of the provider it belongs to when no host is named; `local` when the state is a file of the machine.
    pub provider: Option<String>,
    /// Its host when none is named.
    pub default_host: Option<String>,
    /// Environment variables that settle what is not written.
    pub environment: Vec<String>,
    /// What is surprising about it.
    pub notes: String,
    /// Where that was read.
    pub source: String,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    host_arguments: String,
    region_argument: String,
    provider: String,
    default_host: String,
    environment: String,
    notes: String,
    source: String,
}

#[derive(Debug, Default)]
pub(super) struct Backends(Vec<Backend>);

impl Backends {
    pub(super) fn parse(csv: &str) -> Result<Self, csv::Error> {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let backend = |row: Row| Backend {
            name: row.name,
            host_arguments: row.host_arguments.split('|').filter(|path| !path.is_empty()).map(String::from).collect(),
            region_argument: some(row.region_argument),
            provider: some(row.provider),
            default_host: some(row.default_host),
            environment: row.environment.split_whitespace().map(String::from).collect(),
            notes: row.notes,
            source: row.source,
        };
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_deserialize::<Row>();
        rows.map(|row| row.map(backend)).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn find(&self, name: &str) -> Option<&Backend> {
        self.0.iter().find(|backend| backend.name == name)
    }

    pub(super) fn all(&self) -> &[Backend] {
        &self.0
    }
}
