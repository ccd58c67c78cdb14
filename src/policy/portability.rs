//! Which resource types tie to the only provider that offers them: `policies/portability.csv`.

use serde::Deserialize;

use super::wording::Wording;

/// What is known of resource types; the first row that matches a type holds.
#[derive(Debug, Default)]
pub struct Portability(Vec<Row>);

/// What is known of some resource types.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The type; a `*` at its end stands for any other characters.
    types: String,
    portability: Kind,
    interface_fr: String,
    interface_en: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "checked")]
    _checked: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Portable,
    Proprietary,
}

impl Portability {
    /// Reads the table.
    pub fn parse(csv: &str) -> Result<Self, csv::Error> {
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_deserialize::<Row>();
        rows.collect::<Result<_, _>>().map(Self)
    }

    /// Whether other providers offer what `resource_type` is; `None` when nobody judged that.
    pub fn is_portable(&self, resource_type: &str) -> Option<bool> {
        self.find(resource_type).map(|row| row.portability == Kind::Portable)
    }

    /// The interface that one writes for when using it.
    pub fn interface(&self, resource_type: &str) -> Option<Wording> {
        self.find(resource_type).map(|row| Wording { fr: row.interface_fr.clone(), en: row.interface_en.clone() })
    }

    /// The rows: the types that each is about.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|row| row.types.as_str())
    }

    fn find(&self, resource_type: &str) -> Option<&Row> {
        self.0.iter().find(|row| match row.types.strip_suffix('*') {
            Some(start) => resource_type.starts_with(start),
            None => row.types == resource_type,
        })
    }
}
