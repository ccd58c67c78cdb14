//! Resource types: where each says it is, which argument holds its tags, what it is for.

use std::sync::OnceLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::embedded;

/// A resource type.
#[derive(Debug, Clone)]
pub struct Service {
    /// `database`, `object_storage`, `compute`…
    pub category: String,
    /// Whether content is at rest in it.
    pub holds_data: bool,
    /// Whether category and data were judged by hand, not guessed from the name.
    pub judged: bool,
    /// Paths of the arguments that say where it is, the most precise first.
    pub locations: Vec<String>,
    /// Where it is when none of them is written.
    pub location_default: LocationDefault,
    /// Paths of the arguments that hold tags or labels, each with its shape.
    pub tags: Vec<(String, TagShape)>,
    /// Arguments that name what it belongs to.
    pub parents: Vec<String>,
    /// Arguments that send data elsewhere.
    pub flows: Vec<String>,
}

/// What services are for.
pub const CATEGORIES: [&str; 18] = [
    "ai",
    "analytics",
    "backup",
    "block_storage",
    "cdn",
    "compute",
    "database",
    "dns",
    "file_storage",
    "identity",
    "kms",
    "logs",
    "mail",
    "network",
    "object_storage",
    "other",
    "queue",
    "registry",
];

/// Where a resource is when it does not say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocationDefault {
    /// It must say it.
    Required,
    /// Where the provider configuration says, in this argument.
    Provider(String),
    /// There.
    Constant(String),
    /// Where what it belongs to is.
    Parent,
    /// Nowhere in particular.
    Global,
    /// It is part of an order.
    Order,
    /// Where the provider is, always.
    Fixed,
    /// The documentation does not say.
    Unstated,
}

/// How tags are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagShape {
    /// `{ key = "value" }`
    Map,
    /// `["key=value"]`
    List,
    /// `tags { key = "…" value = "…" }`, or a list of such objects.
    KeyValue,
    /// The tag is a resource of its own, which names what it is attached to.
    Detached,
}

/// The tables, each read when a resource type of its provider is first met.
#[derive(Debug, Default)]
pub(super) struct Services {
    tables: [OnceLock<FxHashMap<String, Service>>; PROVIDERS.len()],
}

/// Providers with a table, by key, and the tables.
pub(super) const PROVIDERS: [(&str, &str); 26] = [
    ("aiven", embedded!("services/aiven.csv")),
    ("alicloud", embedded!("services/alicloud.csv")),
    ("aws", embedded!("services/aws.csv")),
    ("azapi", embedded!("services/azapi.csv")),
    ("azurerm", embedded!("services/azurerm.csv")),
    ("clevercloud", embedded!("services/clevercloud.csv")),
    ("cloudflare", embedded!("services/cloudflare.csv")),
    ("cloudtemple", embedded!("services/cloudtemple.csv")),
    ("confluent", embedded!("services/confluent.csv")),
    ("ec", embedded!("services/ec.csv")),
    ("exoscale", embedded!("services/exoscale.csv")),
    ("google", embedded!("services/google.csv")),
    ("hcloud", embedded!("services/hcloud.csv")),
    ("ionoscloud", embedded!("services/ionoscloud.csv")),
    ("kubernetes", embedded!("services/kubernetes.csv")),
    ("mongodbatlas", embedded!("services/mongodbatlas.csv")),
    ("numspot", embedded!("services/numspot.csv")),
    ("openstack", embedded!("services/openstack.csv")),
    ("outscale", embedded!("services/outscale.csv")),
    ("ovh", embedded!("services/ovh.csv")),
    ("postgresql", embedded!("services/postgresql.csv")),
    ("scaleway", embedded!("services/scaleway.csv")),
    ("scalingo", embedded!("services/scalingo.csv")),
    ("tfe", embedded!("services/tfe.csv")),
    ("vcd", embedded!("services/vcd.csv")),
    ("vsphere", embedded!("services/vsphere.csv")),
];

/// Where a table comes from: a row of `services/sources.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Table {
    /// Key of the provider.
    pub(super) provider: String,
    /// The version whose types it has.
    version: String,
    /// When that was read.
    date: Date,
    /// Where.
    source: String,
}

impl Table {
    pub(super) fn words(&self) -> String {
        format!("{} {}; {}; {}", self.provider, self.version, self.source, self.date)
    }
}

pub(super) fn read_tables(csv: &str) -> Result<Vec<Table>, csv::Error> {
    csv::Reader::from_reader(csv.as_bytes()).into_deserialize().collect()
}

impl Services {
    /// All types, by provider then by name, with where each table comes from.
    pub(super) fn all(&self, sources: &[Table]) -> Vec<(String, Vec<(&str, &Service)>)> {
        let tables = PROVIDERS.iter().zip(&self.tables).map(|((key, csv), table)| {
            let table = table.get_or_init(|| parse(csv).unwrap_or_default());
            let mut types: Vec<(&str, &Service)> = table.iter().map(|(name, row)| (name.as_str(), row)).collect();
            types.sort_unstable_by_key(|(name, _)| *name);
            let source = sources.iter().find(|source| source.provider == *key).map(Table::words);
            (source.unwrap_or_default(), types)
        });
        tables.collect()
    }

    pub(super) fn find(&self, resource_type: &str) -> Option<&Service> {
        self.table(resource_type.split('_').next()?)?.get(resource_type)
    }

    /// The resource types of the provider whose key is `provider`, in order; none when it has no table.
    pub(super) fn types(&self, provider: &str) -> Vec<&str> {
        let mut types: Vec<&str> =
            self.table(provider).into_iter().flat_map(|table| table.keys()).map(|key| &**key).collect();
        types.sort_unstable();
        types
    }

    fn table(&self, provider: &str) -> Option<&FxHashMap<String, Service>> {
        let position = PROVIDERS.binary_search_by(|(key, _)| (*key).cmp(provider)).ok()?;
        let (_, csv) = PROVIDERS.get(position)?;
        Some(self.tables.get(position)?.get_or_init(|| parse(csv).unwrap_or_default()))
    }
}

/// The columns of a table that are read, and where they are.
#[cfg(test)]
pub(super) const COLUMNS: [(&str, usize); 9] = [
    ("resource_type", 0),
    ("location_attrs", 1),
    ("tag_attr", 2),
    ("tag_shape", 3),
    ("category", 4),
    ("holds_data", 5),
    ("flow_attrs", 6),
    ("loc_default", 8),
    ("parent_attrs", 9),
];

/// Reads a table of services, `services/<provider>.csv`: its rows by resource type.
pub fn parse(csv: &str) -> Result<FxHashMap<String, Service>, csv::Error> {
    let mut table = FxHashMap::default();
    for record in csv::Reader::from_reader(csv.as_bytes()).into_records() {
        let record = record?;
        let field = |index: usize| record.get(index).unwrap_or_default();
        let list = |index: usize| -> Vec<String> {
            field(index).split([';', '|']).map(str::trim).filter(|path| !path.is_empty()).map(String::from).collect()
        };
        let shapes: Vec<&str> = field(3).split('|').collect();
        let shape = |position: usize| tag_shape(shapes.get(position).or(shapes.last()).copied().unwrap_or_default());
        let tags = list(2).into_iter().enumerate().map(|(position, path)| (path, shape(position))).collect();
        let service = Service {
            category: field(4).to_owned(),
            holds_data: field(5) == "y",
            judged: field(10) == "judged",
            locations: list(1),
            location_default: location_default(field(8)),
            tags,
            parents: list(9),
            flows: list(6),
        };
        table.insert(field(0).to_owned(), service);
    }
    Ok(table)
}

fn location_default(text: &str) -> LocationDefault {
    match text.split_once(':') {
        Some(("provider", argument)) => LocationDefault::Provider(argument.to_owned()),
        Some(("default", region)) => LocationDefault::Constant(region.to_owned()),
        _ => match text.split('(').next().unwrap_or(text) {
            "required" => LocationDefault::Required,
            "provider/none" => LocationDefault::Provider("region".to_owned()),
            "parent" => LocationDefault::Parent,
            "global" => LocationDefault::Global,
            "order" => LocationDefault::Order,
            "fixed" | "provider" => LocationDefault::Fixed,
            _ => LocationDefault::Unstated,
        },
    }
}

fn tag_shape(text: &str) -> TagShape {
    match text {
        text if text.starts_with("detached") => TagShape::Detached,
        text if text.contains("key+") || text.contains("+key") => TagShape::KeyValue,
        "map" => TagShape::Map,
        _ => TagShape::List,
    }
}
