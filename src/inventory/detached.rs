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

/// What `of_type` tags; `None` when it is an ordinary type. After the documentation of each provider, read in 2026-11:
/// AWS, Outscale v1.8.0, OVHcloud v2.19, Google v7.45.0, Scaleway v2.81.0.
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
    use crate::catalogue::{Catalogue, TagShape};

    #[test]
    fn types_that_tag_others_are_those_that_the_catalogue_says() {
        let catalogue = Catalogue::embedded();
        let types =
            ["aws", "google", "outscale", "ovh", "scaleway", "vcd", "vsphere"].map(|key| catalogue.resource_types(key));
        for of_type in types.into_iter().flatten() {
            let row = catalogue.service(of_type).unwrap();
            if row.tags.iter().any(|(_, shape)| *shape == TagShape::Detached) {
                assert!(detached(of_type).is_some(), "{of_type}");
            }
        }
        // A tag of vSphere names nothing that it is on: what bears it names the tag.
        assert!(detached("vsphere_tag").is_none());
        // It says something of all machines of a project, and is no tag.
        assert!(detached("google_compute_project_metadata_item").is_none());
    }

    #[test]
    fn what_tags_another_names_it() {
        for (of_type, target) in [
            ("aws_autoscaling_group_tag", "autoscaling_group_name"),
            ("aws_ec2_tag", "resource_id"),
            ("aws_ecs_tag", "resource_arn"),
            ("google_tags_location_tag_binding", "parent"),
            ("outscale_tag", "resource_ids"),
            ("ovh_iam_resource_tags", "urn"),
            ("scaleway_annotations_binding", "srn"),
        ] {
            assert_eq!(detached(of_type).map(|detached| detached.target), Some(target), "{of_type}");
            assert!(Catalogue::embedded().service(of_type).is_some(), "{of_type}");
        }
    }
}
