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
}

/// What `of_type` tags; `None` when it is an ordinary type.
pub(super) fn detached(of_type: &str) -> Option<Detached> {
    let (target, shape) = match of_type {
        "aws_ec2_tag" => ("resource_id", Shape::Pair),
        "aws_ecs_tag" | "aws_dynamodb_tag" | "aws_transfer_tag" => ("resource_arn", Shape::Pair),
        "aws_autoscaling_group_tag" => ("autoscaling_group_name", Shape::At("tag")),
        "outscale_tag" => ("resource_ids", Shape::At("tag")),
        "ovh_iam_resource_tags" => ("urn", Shape::At("tags")),
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
        }
        tags
    }
}
