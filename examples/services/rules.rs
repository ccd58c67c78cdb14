//! What the names and shapes of arguments say: which are places, which hold tags, what a new type may be.

use crate::schema::{Argument, Shape};

/// Arguments of the resource itself that name a place, the most telling first.
const PLACES: [&str; 19] = [
    "region",
    "region_name",
    "regions",
    "location",
    "location_id",
    "locations",
    "zone",
    "zones",
    "availability_zone",
    "availability_zone_name",
    "availability_zones",
    "subregion_name",
    "subregion_names",
    "placement_subregion_name",
    "cp_subregions",
    "datacenter",
    "home_location",
    "network_zone",
    "jurisdiction",
];

/// The arguments among `arguments` that say where a resource is.
pub(crate) fn places(arguments: &[Argument]) -> Vec<&Argument> {
    PLACES.iter().filter_map(|name| arguments.iter().find(|argument| argument.path == *name)).collect()
}

/// Arguments that hold tags, and the providers in which they do; all without any.
const TAGS: [(&str, &[&str]); 10] = [
    ("tags", &[]),
    ("labels", &[]),
    ("user_labels", &["google"]),
    ("resource_labels", &["google"]),
    ("metadata", &["openstack", "ovh", "scaleway", "vcd", "ionoscloud"]),
    ("metadata_entry", &["vcd"]),
    ("custom_attributes", &["vsphere"]),
    ("volume_tags", &["aws"]),
    ("tag", &["aiven", "aws"]),
    ("metadata.labels", &["google"]),
];

/// Providers whose `tags` are something else when they are no map: network tags, values of settings.
const ONLY_MAPS: [&str; 3] = ["aws", "azurerm", "google"];

/// The arguments of a type of `provider` that hold tags, and their shapes in the words of the tables.
pub(crate) fn tags<'a>(provider: &str, arguments: &'a [Argument]) -> Vec<(&'a str, String)> {
    let of = |(name, providers): &(&str, &[&str])| {
        let argument = arguments.iter().find(|argument| argument.path == *name)?;
        let known = providers.is_empty() || providers.contains(&provider);
        let shape =
            word(&argument.shape).filter(|shape| shape == "map" || *name == "tag" || !ONLY_MAPS.contains(&provider))?;
        known.then_some((argument.path.as_str(), shape))
    };
    TAGS.iter().filter_map(of).collect()
}

fn word(shape: &Shape) -> Option<String> {
    let fields = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names.join("+")
    };
    Some(match shape {
        Shape::Single => return None,
        Shape::Map => "map".to_owned(),
        Shape::List => "list_str".to_owned(),
        Shape::Set => "set_str".to_owned(),
        Shape::Block(names) => format!("block{{{}}}", fields(names)),
        Shape::Objects(names) => format!("set_obj{{{}}}", fields(names)),
    })
}

/// Arguments that name what a new type belongs to.
pub(crate) fn parents(arguments: &[Argument]) -> Vec<&str> {
    let parent = |argument: &&Argument| {
        argument.required
            && argument.shape == Shape::Single
            && argument.path.ends_with("_id")
            && !argument.path.contains('.')
    };
    arguments.iter().filter(parent).map(|argument| argument.path.as_str()).collect()
}

/// What a name says of a service, the first word found: a category, and whether content is at rest in it.
const CATEGORIES: [(&[&str], &str, bool); 13] = [
    (&["snapshot", "backup"], "backup", true),
    (&["bucket", "object_storage"], "object_storage", true),
    (&["database", "_db_", "postgres", "mysql", "mariadb", "redis", "mongo", "_sql_", "valkey"], "database", true),
    (&["kafka", "queue", "topic", "pubsub", "amqp"], "queue", true),
    (&["file_system", "filesystem", "_nfs_", "share", "filestore"], "file_storage", true),
    (&["volume", "disk"], "block_storage", true),
    (&["secret", "_key", "kms", "certificate"], "kms", false),
    (&["user", "role", "policy", "iam", "_acl", "token", "credential"], "identity", false),
    (&["dns", "record", "domain", "zone"], "dns", false),
    (
        &["network", "subnet", "vpc", "gateway", "firewall", "load_balancer", "loadbalancer", "_ip", "route"],
        "network",
        false,
    ),
    (&["log", "alert", "monitor", "metric"], "logs", false),
    (&["instance", "server", "cluster", "node", "_vm"], "compute", true),
    (&["registry", "image", "catalog"], "registry", true),
];

/// A guess at what a new type is, for people to judge.
pub(crate) fn guess(of_type: &str) -> (&'static str, bool) {
    let found = CATEGORIES.iter().find(|(words, ..)| words.iter().any(|word| of_type.contains(word)));
    found.map_or(("other", false), |(_, category, holds)| (category, *holds))
}
