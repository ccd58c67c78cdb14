//! The ids of policies: written, or made of what a policy is on and of its name.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::block::{Arguments, label};
use super::kind::Kind;
use crate::inventory::TargetKind;
use crate::policy::error::{PolicyError, PolicyErrorKind};
use crate::syntax::Block;

/// The ids of the policies read so far.
#[derive(Default)]
pub(super) struct Identities {
    taken: FxHashSet<Arc<str>>,
    /// Labels of the policies of the file that is being read.
    of_file: FxHashSet<String>,
}

impl Identities {
    /// Another file is read.
    pub(super) fn new_file(&mut self) {
        self.of_file.clear();
    }

    /// Whether a policy has the id `id`.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// The id of the policy that `block` declares, in the file that `stem` names.
    pub(super) fn of(
        &mut self,
        block: &Block<'_>,
        kind: Kind,
        arguments: &Arguments<'_, '_>,
        stem: &str,
    ) -> Result<Arc<str>, PolicyError> {
        match (kind, arguments.node("id")) {
            (Kind::Code(kind), None) => self.made(block, kind, stem),
            _ => self.written(arguments),
        }
    }

    /// The id that `arguments` have, when it is well made and new.
    pub(super) fn written(&mut self, arguments: &Arguments<'_, '_>) -> Result<Arc<str>, PolicyError> {
        let id = arguments.text("id")?;
        let well_made =
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
        if !well_made {
            return Err(PolicyError::new(arguments.span("id"), PolicyErrorKind::BadId(id.to_string())));
        }
        self.take(id, arguments)
    }

    /// `RESOURCE-AWS-S3-BUCKET-MUST-BE-TAGGED`. Files are read one by one, so that another file may have the same policy:
    /// the name of the file then tells them apart.
    fn made(&mut self, block: &Block<'_>, kind: TargetKind, stem: &str) -> Result<Arc<str>, PolicyError> {
        let kind = match kind {
            TargetKind::Resource => "RESOURCE",
            TargetKind::Provider => "PROVIDER",
            TargetKind::Module => "MODULE",
        };
        let labels = [label(block, 0), label(block, 1)];
        if !self.of_file.insert(format!("{kind} {labels:?}")) {
            let twice = PolicyErrorKind::Duplicate(format!("{} {:?} {:?}", block.kind, labels[0], labels[1]));
            return Err(PolicyError::new(block.header, twice));
        }
        let id: Arc<str> = [kind, &capitals(labels[0]), &capitals(labels[1])].join("-").into();
        if self.taken.insert(Arc::clone(&id)) {
            return Ok(id);
        }
        let longer: Arc<str> = format!("{id}-{}", capitals(stem)).into();
        if self.taken.insert(Arc::clone(&longer)) {
            return Ok(longer);
        }
        Err(PolicyError::new(block.header, PolicyErrorKind::DuplicateId(longer.to_string())))
    }

    fn take(&mut self, id: Arc<str>, arguments: &Arguments<'_, '_>) -> Result<Arc<str>, PolicyError> {
        if self.taken.insert(Arc::clone(&id)) {
            return Ok(id);
        }
        Err(PolicyError::new(arguments.span("id"), PolicyErrorKind::DuplicateId(id.to_string())))
    }
}

/// `text` in the letters of ids: `aws_s3_*` is `AWS-S3-ANY`.
fn capitals(text: &str) -> String {
    let text = text.replace('*', "-ANY-").to_uppercase();
    let words = text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_capitals_digits_and_hyphens() {
        for (text, id) in [
            ("aws_s3_*", "AWS-S3-ANY"),
            ("*", "ANY"),
            ("must-be--tagged", "MUST-BE-TAGGED"),
            ("app.terraform.io/org/vpc/aws", "APP-TERRAFORM-IO-ORG-VPC-AWS"),
        ] {
            assert_eq!(capitals(text), id);
        }
    }
}
