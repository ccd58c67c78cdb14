//! Tags that one resource gives to another: `outscale_tag`, `aws_ec2_tag`…

use std::sync::Arc;

use super::EvidenceKind;
use super::tags::Tags;
use super::view::Configured;

/// A resource type that tags others.
pub(super) struct Detached {
    /// The argument that names what it tags.
    pub(super) target: &'static str,
    shape: Shape,
}

/// How the tags are written.
enum Shape {
    /// Arguments `key` and `value`.
    Pair,
    /// Maps or blocks, at that path.
    At(&'static str),
    /// A value that is a resource of its own, whose key is another.
    Value(ValueOf),
}

/// How a tag that two resources make is written: one for the value, which names the one for the key.
#[derive(Clone, Copy)]
pub(super) struct ValueOf {
    /// The argument that names the value.
    pub(super) value: &'static str,
    /// The argument of the value that names its key.
    pub(super) key: &'static str,
    /// The argument of both that says what they are called.
    pub(super) name: &'static str,
}

/// What `of_type` tags; `None` when it is an ordinary type.
pub(super) fn detached(of_type: &str) -> Option<Detached> {
    let (target, shape) = match of_type {
        "aws_ec2_tag" => ("resource_id", Shape::Pair),
        "aws_ecs_tag" | "aws_dynamodb_tag" | "aws_transfer_tag" => ("resource_arn", Shape::Pair),
        "aws_autoscaling_group_tag" => ("autoscaling_group_name", Shape::At("tag")),
        "outscale_tag" => ("resource_ids", Shape::At("tag")),
        "ovh_iam_resource_tags" => ("urn", Shape::At("tags")),
        "google_tags_tag_binding" | "google_tags_location_tag_binding" => {
            ("parent", Shape::Value(ValueOf { value: "tag_value", key: "parent", name: "short_name" }))
        }
        "scaleway_annotations_binding" => {
            ("srn", Shape::Value(ValueOf { value: "value_id", key: "key_id", name: "name" }))
        }
        _ => return None,
    };
    Some(Detached { target, shape })
}

impl Detached {
    /// The tags that `block` gives.
    pub(super) fn tags(&self, block: &dyn Configured) -> Tags {
        let mut tags = Tags::default();
        match self.shape {
            Shape::Pair => tags.read_pair(block, EvidenceKind::Tag),
            Shape::At(path) => tags.read(block, &Arc::from(path), EvidenceKind::Tag),
            Shape::Value(_) => {}
        }
        tags
    }

    /// How its tag is made of two other resources, if it is.
    pub(super) fn value_of(&self) -> Option<ValueOf> {
        match self.shape {
            Shape::Value(of) => Some(of),
            Shape::Pair | Shape::At(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_types_of_the_table_are_read() {
        let table = include_str!("../../catalogue/detached_tags.csv");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        for record in reader.records() {
            let record = record.unwrap();
            // Tags of vSphere are referred to by those that bear them; the rest is no tag, or is in the resource itself.
            if matches!(&record[0], "vsphere_tag" | "vcd_*" | "google_compute_project_metadata_item") {
                continue;
            }
            let found = detached(&record[0]).map(|detached| detached.target);
            assert_eq!(found, record[1].split(',').next(), "{record:?}");
        }
    }
}
