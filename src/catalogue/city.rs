//! Cities whose French name is another than that of `catalogue/regions.csv`.

use rustc_hash::FxHashMap;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Row {
    name: String,
    name_fr: String,
}

/// French names, by the name in lower case: some operators write theirs so.
#[derive(Debug, Default)]
pub(super) struct Cities(FxHashMap<String, String>);

impl Cities {
    pub(super) fn parse(csv: &str) -> Result<Self, csv::Error> {
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_deserialize::<Row>();
        rows.map(|row| row.map(|row| (row.name.to_lowercase(), row.name_fr))).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn in_french(&self, name: &str) -> Option<&str> {
        self.0.get(&name.to_lowercase()).map(String::as_str)
    }
}
