//! What `terraform show -json` writes, as far as it is read. What a later version adds is passed over.
//!
//! Source: "JSON Output Format" of the Terraform documentation; OpenTofu writes the same.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use rustc_hash::FxHashMap;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::Value as Json;
use serde_json::value::RawValue;

/// The whole file.
#[derive(Deserialize)]
pub(super) struct Document<'a> {
    pub(super) format_version: Option<String>,
    /// Of the raw state only.
    #[serde(borrow)]
    pub(super) lineage: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) variables: Option<Named<'a, Given<'a>>>,
    #[serde(borrow)]
    pub(super) planned_values: Option<Values<'a>>,
    #[serde(borrow)]
    pub(super) values: Option<Values<'a>>,
    #[serde(borrow)]
    pub(super) resource_changes: Option<Vec<ResourceChange<'a>>>,
    #[serde(borrow)]
    pub(super) configuration: Option<Configuration<'a>>,
    pub(super) errored: Option<bool>,
    pub(super) complete: Option<bool>,
}

/// The value of an input variable.
#[derive(Deserialize)]
pub(super) struct Given<'a> {
    #[serde(borrow)]
    pub(super) value: Option<&'a RawValue>,
}

/// What is there after apply, or now.
#[derive(Deserialize)]
pub(super) struct Values<'a> {
    #[serde(borrow)]
    pub(super) root_module: Option<ModuleValues<'a>>,
}

#[derive(Deserialize)]
pub(super) struct ModuleValues<'a> {
    #[serde(borrow)]
    pub(super) resources: Option<Vec<ResourceValues<'a>>>,
    #[serde(borrow)]
    pub(super) child_modules: Option<Vec<ModuleValues<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct ResourceValues<'a> {
    /// As it is written, quotes included: its place is wanted.
    #[serde(borrow)]
    pub(super) address: &'a RawValue,
    pub(super) mode: String,
    #[serde(rename = "type")]
    pub(super) of_type: String,
    pub(super) name: String,
    pub(super) index: Option<Json>,
    pub(super) provider_name: Option<String>,
    pub(super) values: Option<Json>,
    pub(super) sensitive_values: Option<Json>,
    /// Of an object that a replacement left behind, to be destroyed.
    pub(super) deposed_key: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct ResourceChange<'a> {
    pub(super) address: String,
    pub(super) mode: Option<String>,
    #[serde(rename = "type")]
    pub(super) of_type: Option<String>,
    pub(super) name: Option<String>,
    pub(super) index: Option<Json>,
    pub(super) provider_name: Option<String>,
    pub(super) deposed: Option<String>,
    #[serde(borrow)]
    pub(super) change: Change<'a>,
}

#[derive(Deserialize)]
pub(super) struct Change<'a> {
    pub(super) actions: Vec<String>,
    /// As it is written: few ask for it.
    #[serde(borrow)]
    pub(super) before: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) before_sensitive: Option<&'a RawValue>,
    pub(super) after: Option<Json>,
    pub(super) after_unknown: Option<Json>,
    pub(super) after_sensitive: Option<Json>,
}

#[derive(Deserialize)]
pub(super) struct Configuration<'a> {
    #[serde(borrow)]
    pub(super) provider_config: Option<Named<'a, ProviderEntry>>,
    pub(super) root_module: Option<Module>,
}

/// A provider configuration; it has an entry even when nothing is written.
#[derive(Deserialize)]
pub(super) struct ProviderEntry {
    pub(super) name: String,
    pub(super) full_name: Option<String>,
    pub(super) alias: Option<String>,
    pub(super) module_address: Option<String>,
    pub(super) expressions: Option<Json>,
}

/// A module as it is written: once, however many instances it has.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Module {
    #[serde(default, deserialize_with = "by_type_and_name")]
    pub(super) resources: FxHashMap<(String, String), Resource>,
    #[serde(default, rename = "module_calls")]
    pub(super) calls: FxHashMap<String, Call>,
    #[serde(default)]
    pub(super) variables: FxHashMap<String, Variable>,
    #[serde(default)]
    pub(super) outputs: FxHashMap<String, Output>,
}

/// A resource as it is written.
#[derive(Debug, Deserialize)]
pub(super) struct Resource {
    mode: String,
    #[serde(rename = "type")]
    of_type: String,
    name: String,
    pub(super) provider_config_key: Option<String>,
    pub(super) expressions: Option<Json>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Call {
    pub(super) source: Option<String>,
    pub(super) version_constraint: Option<String>,
    pub(super) expressions: Option<FxHashMap<String, Json>>,
    pub(super) module: Option<Module>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Variable {
    pub(super) default: Option<Json>,
    #[serde(default)]
    pub(super) sensitive: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Output {
    pub(super) expression: Option<Json>,
    #[serde(default)]
    pub(super) sensitive: bool,
}

/// The entries of an object in order, each with its name as it stands in the text.
pub(super) struct Named<'a, T>(pub(super) Vec<(Name<'a>, T)>);

/// A name; borrowed from the text unless it holds an escape.
pub(super) struct Name<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Cow<'de, str>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a name")
            }
            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Text).map(Name)
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Named<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Vec<(Name<'de>, T)>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Entries(PhantomData)).map(Named)
    }
}

/// The managed resources of a list, to be found by type and name.
fn by_type_and_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<FxHashMap<(String, String), Resource>, D::Error> {
    struct Resources;
    impl<'de> Visitor<'de> for Resources {
        type Value = FxHashMap<(String, String), Resource>;
        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a list of resources")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut found = FxHashMap::default();
            while let Some(resource) = list.next_element::<Resource>()? {
                if resource.mode == "managed" {
                    found.insert((resource.of_type.clone(), resource.name.clone()), resource);
                }
            }
            Ok(found)
        }
    }
    deserializer.deserialize_seq(Resources)
}
