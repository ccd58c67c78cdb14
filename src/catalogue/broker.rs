//! Brokers: companies that sell services on the clouds of others, which their resources name.

use serde::Deserialize;

/// How the resources of a broker name the cloud that they run on: a row of `brokers.csv`.
#[derive(Debug, Clone)]
pub struct Broker {
    /// Key of its provider.
    pub provider: String,
    /// Path of the objects that hold the arguments below; empty when they are the resource's own.
    pub objects: String,
    /// Arguments that name the cloud, the first that is written; none when the region begins with it.
    pub cloud_arguments: Vec<String>,
    /// The argument that names the region.
    pub region_argument: String,
    /// What clouds are called, and the keys of their providers; an empty word is what is meant when there is none.
    pub clouds: Vec<(String, String)>,
    /// Where that was read.
    pub source: String,
}

#[derive(Deserialize)]
struct Row {
    provider: String,
    objects: String,
    cloud_arguments: String,
    region_argument: String,
    clouds: String,
    source: String,
}

pub(super) fn parse(csv: &str) -> Result<Vec<Broker>, csv::Error> {
    let list = |text: &str| text.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let broker = |row: Row| Broker {
        cloud_arguments: list(&row.cloud_arguments),
        clouds: list(&row.clouds)
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .map(|(word, key)| (word.to_owned(), key.to_owned()))
            .collect(),
        provider: row.provider,
        objects: row.objects,
        region_argument: row.region_argument,
        source: row.source,
    };
    let rows = csv::Reader::from_reader(csv.as_bytes()).into_deserialize::<Row>();
    rows.map(|row| row.map(broker)).collect()
}

impl Broker {
    /// The key of the cloud that is meant, and the region there, by `cloud` when the row has such an argument and by
    /// `region`.
    pub fn names<'r>(&self, cloud: Option<&str>, region: &'r str) -> Option<(&str, &'r str)> {
        let known = |word: &str| {
            let found = self.clouds.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
            found.map(|(_, key)| key.as_str())
        };
        if !self.cloud_arguments.is_empty() {
            return Some((known(cloud?)?, region));
        }
        let prefixed = region.split_once('-').filter(|(word, _)| !word.is_empty());
        match prefixed.and_then(|(word, rest)| Some((known(word)?, rest))) {
            Some(named) => Some(named),
            None => Some((known("")?, region)),
        }
    }
}
