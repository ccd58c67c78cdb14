//! Arguments that send data elsewhere, or that tell whose data a resource holds.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// An argument that makes a flow, or its absence that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowArgument {
    /// Its path.
    pub argument: String,
    /// What flows, and what for.
    pub kind: FlowKind,
    /// How its value tells where the data go.
    pub reading: FlowReading,
    /// What must hold besides.
    pub conditions: Vec<FlowCondition>,
    /// The argument that names whose data these are; without it they are of the resource itself.
    pub of: Option<String>,
    /// Which of the blocks that the argument stands in is the resource itself, if one is.
    pub own: Option<FlowOwn>,
    /// Where the data go, when the value does not tell it.
    pub toward: FlowToward,
    /// Where that was read.
    pub source: String,
}

/// What flows, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlowKind {
    /// The same data, kept up to date elsewhere.
    Replica,
    /// The data as they were one day.
    Snapshot,
    /// The data, kept to be restored.
    Backup,
    /// A disk of the machine that holds the data.
    Volume,
    /// Logs.
    Log,
    /// The key that the data are encrypted with.
    Key,
    /// What visitors send and receive, through a network of distribution or a proxy.
    Cdn,
    /// A name that leads there: what is served under it is there.
    Dns,
    /// Messages that are sent to a domain.
    Mail,
    /// The image that a container is made of.
    Image,
    /// The repository that a Helm chart is of.
    Chart,
    /// The names that machines ask for.
    Resolver,
    /// What a program is told to call.
    Endpoint,
    /// Measures, traces and the like.
    Monitoring,
    /// Events.
    Notification,
    /// What is read of another Terraform state.
    RemoteState,
}

impl FlowKind {
    /// All of them, in their order.
    pub const ALL: [Self; 16] = [
        Self::Replica,
        Self::Snapshot,
        Self::Backup,
        Self::Volume,
        Self::Log,
        Self::Key,
        Self::Cdn,
        Self::Dns,
        Self::Mail,
        Self::Image,
        Self::Chart,
        Self::Resolver,
        Self::Endpoint,
        Self::Monitoring,
        Self::Notification,
        Self::RemoteState,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Replica => "replica",
            Self::Snapshot => "snapshot",
            Self::Backup => "backup",
            Self::Volume => "volume",
            Self::Log => "log",
            Self::Key => "key",
            Self::Cdn => "cdn",
            Self::Dns => "dns",
            Self::Mail => "mail",
            Self::Image => "image",
            Self::Chart => "chart",
            Self::Resolver => "resolver",
            Self::Endpoint => "endpoint",
            Self::Monitoring => "monitoring",
            Self::Notification => "notification",
            Self::RemoteState => "remote-state",
        }
    }

    /// Whether what receives it holds, from then on, what its origin holds.
    pub fn keeps_data(self) -> bool {
        matches!(self, Self::Replica | Self::Snapshot | Self::Backup | Self::Volume | Self::Log | Self::Key)
    }

    /// Whether it is read from there, rather than sent.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Image | Self::Chart | Self::RemoteState)
    }

    /// Whether it is a copy of the data themselves.
    pub fn is_copy(self) -> bool {
        matches!(self, Self::Replica | Self::Snapshot | Self::Backup)
    }
}

/// How the value of an argument tells where the data go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlowReading {
    /// It is a region of the same provider, or several.
    Region,
    /// It is a host, with or without scheme and path, or several.
    Host,
    /// It is the name of a container image.
    Image,
    /// It is the address of a resolver, or several.
    Address,
    /// It is text in which only an address with its scheme names a host.
    Text,
    /// It is a map whose values are such texts, and whose keys may name a service.
    Table,
    /// It is a map of which only the keys are read.
    Names,
    /// It is a document, in YAML or as nested values, some texts of which may be addresses with their scheme.
    Document,
    /// It refers to the resource that receives the data.
    Asset,
    /// It refers to the resource whose data these are: they are received here.
    From,
    /// Some of its values mean that data go elsewhere.
    Switch,
    /// Whatever its value, when there is one.
    Given,
    /// Whether it is there or not: the type itself says it.
    Always,
}

/// Where data go when the value does not tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowToward {
    /// The value tells it.
    Written,
    /// Another service of the same offer, in the same place.
    Here,
    /// Another region of the same operator, which the documentation does not name.
    Elsewhere,
    /// The region that Azure pairs with that of the resource.
    Paired,
    /// Wherever the operator has machines.
    Everywhere,
    /// The owner of this host.
    Host(String),
    /// This offer.
    Offer(String),
}

/// What tells, in a list of blocks, the one that is the resource itself from its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowOwn {
    /// An argument of the block.
    pub argument: String,
    /// What it is there.
    pub value: String,
}

/// What must hold besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowCondition {
    /// The argument itself is one of these; `absent` when nobody wrote it.
    Value(Vec<String>),
    /// Another argument is one of these.
    Is(String, Vec<String>),
    /// Another argument is none of these.
    IsNot(String, Vec<String>),
}

#[derive(Deserialize)]
struct Row {
    resource_type: String,
    argument: String,
    kind: FlowKind,
    reads: FlowReading,
    when: String,
    to: String,
    source: String,
    date: String,
}

/// The arguments, by resource type.
#[derive(Debug, Default)]
pub(super) struct Flows(FxHashMap<String, Vec<FlowArgument>>);

impl Flows {
    pub(super) fn parse(csv: &str) -> Result<Self, csv::Error> {
        let mut flows = Self::default();
        for row in csv::Reader::from_reader(csv.as_bytes()).into_deserialize() {
            let row: Row = row?;
            let of_type = row.resource_type.clone();
            flows.0.entry(of_type).or_default().push(row.into_argument());
        }
        Ok(flows)
    }

    pub(super) fn of(&self, resource_type: &str) -> &[FlowArgument] {
        self.0.get(resource_type).map_or(&[], Vec::as_slice)
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = (&String, &FlowArgument)> {
        self.0.iter().flat_map(|(of_type, arguments)| arguments.iter().map(move |argument| (of_type, argument)))
    }
}

impl Row {
    fn into_argument(self) -> FlowArgument {
        let words = |text: &str| -> Vec<String> { text.split('|').map(str::to_lowercase).collect() };
        let mut conditions = Vec::new();
        let (mut of, mut own) = (None, None);
        for part in self.when.split(';').filter(|part| !part.is_empty()) {
            if let Some(argument) = part.strip_prefix("of:") {
                of = Some(argument.to_owned());
            } else if let Some((argument, value)) = part.strip_prefix("own:").and_then(|own| own.split_once('=')) {
                own = Some(FlowOwn { argument: argument.to_owned(), value: value.to_owned() });
            } else if let Some((path, values)) = part.split_once("!=") {
                conditions.push(FlowCondition::IsNot(path.to_owned(), words(values)));
            } else if let Some((path, values)) = part.split_once('=') {
                conditions.push(FlowCondition::Is(path.to_owned(), words(values)));
            } else {
                conditions.push(FlowCondition::Value(words(part)));
            }
        }
        let toward = match self.to.split_once(':') {
            Some(("host", host)) => FlowToward::Host(host.to_owned()),
            Some(("offer", offer)) => FlowToward::Offer(offer.to_owned()),
            _ => match self.to.as_str() {
                "here" => FlowToward::Here,
                "elsewhere" => FlowToward::Elsewhere,
                "paired" => FlowToward::Paired,
                "global" => FlowToward::Everywhere,
                _ => FlowToward::Written,
            },
        };
        FlowArgument {
            argument: self.argument,
            kind: self.kind,
            reading: self.reads,
            conditions,
            of,
            own,
            toward,
            source: format!("{}; {}", self.source, self.date),
        }
    }
}
