//! What `terraform providers schema -json` says of resource types: the arguments that may be set, with their shapes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// An argument that may be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Argument {
    /// From the resource: `nodes[].region`.
    pub(crate) path: String,
    /// Whether it has to be.
    pub(crate) required: bool,
    pub(crate) shape: Shape,
}

/// What an argument is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One value.
    Single,
    /// A map of strings.
    Map,
    /// A list of strings.
    List,
    /// A set of strings.
    Set,
    /// Blocks, with the names of what they hold.
    Block(Vec<String>),
    /// A list or set of objects, with the names of what these hold.
    Objects(Vec<String>),
}

/// The resource types of a provider, each with its arguments.
pub(crate) type Schema = BTreeMap<String, Vec<Argument>>;

#[derive(Deserialize)]
struct Document {
    format_version: String,
    provider_schemas: BTreeMap<String, Provider>,
}

#[derive(Deserialize)]
struct Provider {
    #[serde(default)]
    resource_schemas: BTreeMap<String, Resource>,
}

#[derive(Deserialize)]
struct Resource {
    block: Block,
}

#[derive(Deserialize, Default)]
struct Block {
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    #[serde(default)]
    block_types: BTreeMap<String, Nested>,
}

#[derive(Deserialize)]
struct Attribute {
    #[serde(default, rename = "type")]
    of_type: Value,
    nested_type: Option<NestedType>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct NestedType {
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    nesting_mode: String,
}

#[derive(Deserialize)]
struct Nested {
    nesting_mode: String,
    block: Block,
    #[serde(default)]
    min_items: u64,
    #[serde(default)]
    max_items: u64,
}

/// Why a schema cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SchemaError {
    #[error("this is not what `terraform providers schema -json` prints: {0}")]
    Json(#[from] serde_json::Error),
    #[error("format {0} is not known; 1.x is")]
    Format(String),
    #[error("no resource type of the schema begins with {0}_")]
    NoType(String),
}

/// Reads the resource types of `provider` in `text`.
pub(crate) fn read(text: &[u8], provider: &str) -> Result<Schema, SchemaError> {
    let document: Document = serde_json::from_slice(text)?;
    // Minor versions add to what there is, major ones change it.
    if !document.format_version.starts_with("1.") {
        return Err(SchemaError::Format(document.format_version));
    }
    let prefix = format!("{provider}_");
    let resources = document.provider_schemas.into_values().flat_map(|provider| provider.resource_schemas);
    let own = resources.filter(|(of_type, _)| of_type.starts_with(&prefix));
    let schema: Schema = own
        .map(|(of_type, resource)| {
            let mut arguments = Vec::new();
            block(&resource.block, "", &mut arguments);
            (of_type, arguments)
        })
        .collect();
    if schema.is_empty() { Err(SchemaError::NoType(provider.to_owned())) } else { Ok(schema) }
}

fn block(block: &Block, prefix: &str, arguments: &mut Vec<Argument>) {
    attributes(&block.attributes, prefix, arguments);
    for (name, nested) in &block.block_types {
        let path = format!("{prefix}{name}");
        let inner = nested.block.attributes.keys().cloned().collect();
        arguments.push(Argument { path: path.clone(), required: nested.min_items > 0, shape: Shape::Block(inner) });
        let single = matches!(nested.nesting_mode.as_str(), "single" | "group") || nested.max_items == 1;
        self::block(&nested.block, &format!("{path}{}.", if single { "" } else { "[]" }), arguments);
    }
}

fn attributes(attributes: &BTreeMap<String, Attribute>, prefix: &str, arguments: &mut Vec<Argument>) {
    for (name, attribute) in attributes {
        // What is only computed is nobody's to write.
        if !attribute.required && !attribute.optional {
            continue;
        }
        let path = format!("{prefix}{name}");
        let shape = match &attribute.nested_type {
            Some(nested) if nested.nesting_mode == "single" => Shape::Single,
            Some(nested) => Shape::Objects(nested.attributes.keys().cloned().collect()),
            None => shape(&attribute.of_type),
        };
        arguments.push(Argument { path: path.clone(), required: attribute.required, shape });
        if let Some(nested) = &attribute.nested_type {
            let single = nested.nesting_mode == "single";
            self::attributes(&nested.attributes, &format!("{path}{}.", if single { "" } else { "[]" }), arguments);
        }
    }
}

/// `"string"`, `["map", "string"]`, `["set", ["object", {…}]]`.
fn shape(of_type: &Value) -> Shape {
    let Some([kind, element]) = of_type.as_array().map(Vec::as_slice) else { return Shape::Single };
    let object = element.as_array().filter(|parts| parts.first().is_some_and(|kind| kind == "object"));
    let names = object.and_then(|parts| parts.get(1)?.as_object()).map(|fields| fields.keys().cloned().collect());
    match (kind.as_str(), names) {
        (Some("map"), _) => Shape::Map,
        (Some("list" | "set"), Some(names)) => Shape::Objects(names),
        (Some("list"), None) => Shape::List,
        (Some("set"), None) => Shape::Set,
        _ => Shape::Single,
    }
}
