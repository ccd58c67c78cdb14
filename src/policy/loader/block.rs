//! Blocks of a policy file: what may stand in each, and how arguments are read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::evaluation::Value;
use crate::policy::constant;
use crate::policy::error::{PolicyError, PolicyErrorKind, listed};
use crate::policy::model::{Operation, Severity};
use crate::policy::wording::Wording;
use crate::source::Span;
use crate::syntax::{Block, Body, Node};

/// The words for a severity.
pub(super) const SEVERITIES: Words = Words {
    known: "error, warning, note",
    words: &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)],
};
/// Terraform's words for it: what is mandatory must be mended.
const LEVELS: Words = Words {
    known: "mandatory, mandatory_overridable, advisory",
    words: &[
        ("mandatory", Severity::Error),
        ("mandatory_overridable", Severity::Error),
        ("advisory", Severity::Warning),
    ],
};

/// Words that stand for severities.
pub(super) struct Words {
    known: &'static str,
    words: &'static [(&'static str, Severity)],
}

/// What may stand in a block.
pub(in crate::policy) struct Shape {
    pub(in crate::policy) name: &'static str,
    pub(in crate::policy) arguments: &'static [&'static str],
    pub(in crate::policy) blocks: &'static [&'static str],
}

impl Shape {
    /// Reports what may not stand in `body`.
    pub(in crate::policy) fn check(&self, body: Body<'_>, errors: &mut Vec<PolicyError>) {
        for attribute in body.attributes() {
            if !self.arguments.contains(&attribute.name) {
                let kind = PolicyErrorKind::UnknownArgument {
                    name: attribute.name.to_owned(),
                    block: self.name,
                    known: listed(self.arguments.iter().copied()),
                };
                errors.push(PolicyError::new(attribute.name_span, kind));
            }
        }
        for block in body.native_blocks() {
            if !self.blocks.contains(&block.kind) {
                let known = listed(self.blocks.iter().copied());
                let kind = PolicyErrorKind::UnknownBlock { name: block.kind.to_owned(), known };
                errors.push(PolicyError::new(block.header, kind));
            }
        }
    }
}

/// The text of the label `index`; empty when there is none.
pub(in crate::policy) fn label<'t>(block: &Block<'t>, index: usize) -> &'t str {
    block.labels.get(index).map_or("", |label| label.text)
}

/// Checks the number of labels.
pub(in crate::policy) fn labels(block: &Block<'_>, name: &'static str, expected: usize) -> Result<(), PolicyError> {
    if block.labels.len() == expected {
        return Ok(());
    }
    Err(PolicyError::new(block.header, PolicyErrorKind::Labels { block: name, expected }))
}

/// The arguments of a block.
pub(super) struct Arguments<'b, 't> {
    block: &'b Block<'t>,
    name: &'static str,
    inputs: &'b BTreeMap<Arc<str>, Value>,
}

impl<'b, 't> Arguments<'b, 't> {
    pub(super) fn new(block: &'b Block<'t>, name: &'static str, inputs: &'b BTreeMap<Arc<str>, Value>) -> Self {
        Self { block, name, inputs }
    }

    pub(super) fn node(&self, name: &str) -> Option<Node<'t>> {
        self.block.body.attribute(name).map(|attribute| attribute.value)
    }

    /// Where the argument stands, or else the block.
    pub(super) fn span(&self, name: &str) -> Span {
        self.node(name).map_or(self.block.header, Node::span)
    }

    pub(super) fn required(&self, name: &'static str) -> Result<Node<'t>, PolicyError> {
        self.node(name).ok_or_else(|| {
            PolicyError::new(self.block.header, PolicyErrorKind::MissingArgument { name, block: self.name })
        })
    }

    pub(super) fn text(&self, name: &'static str) -> Result<Arc<str>, PolicyError> {
        let node = self.required(name)?;
        let not_a_text = || PolicyError::new(node.span(), PolicyErrorKind::NotAWording(name.to_owned()));
        constant::value(node)?.as_str().map(Arc::from).ok_or_else(not_a_text)
    }

    pub(super) fn wording(&self, name: &str) -> Result<Option<Wording>, PolicyError> {
        self.node(name).map(|node| constant::wording(name, node)).transpose()
    }

    pub(super) fn flag(&self, name: &'static str) -> Result<Option<bool>, PolicyError> {
        let Some(node) = self.node(name) else { return Ok(None) };
        match constant::value(node)? {
            Value::Bool(flag) => Ok(Some(flag)),
            _ => Err(PolicyError::new(node.span(), PolicyErrorKind::NotABool(name))),
        }
    }

    pub(super) fn choice(&self, name: &'static str, words: &Words) -> Result<Option<Severity>, PolicyError> {
        let Some(node) = self.node(name) else { return Ok(None) };
        let value = constant::with_inputs(node, self.inputs)?;
        let found = words.words.iter().find(|(word, _)| value.as_str() == Some(*word));
        found
            .map(|(_, severity)| Some(*severity))
            .ok_or_else(|| PolicyError::new(node.span(), PolicyErrorKind::Choice { name, known: words.known }))
    }

    /// What is done to the resources that the policy looks at; empty when it does not say.
    pub(super) fn operations(&self) -> Result<Vec<Operation>, PolicyError> {
        const KNOWN: [(&str, Operation); 3] =
            [("create", Operation::Create), ("update", Operation::Update), ("delete", Operation::Delete)];
        let Some(node) = self.node("operations") else { return Ok(Vec::new()) };
        let one = |word: &Arc<str>| KNOWN.iter().find(|(known, _)| *known == &**word).map(|(_, operation)| *operation);
        let words = constant::list("operations", node)?;
        let mut operations = words.iter().map(one).collect::<Option<Vec<_>>>().unwrap_or_default();
        operations.sort_unstable();
        operations.dedup();
        if operations.is_empty() {
            return Err(PolicyError::new(node.span(), PolicyErrorKind::Operations));
        }
        Ok(operations)
    }

    /// `severity`, or Terraform's `enforcement_level`.
    pub(super) fn severity(&self) -> Result<Option<Severity>, PolicyError> {
        let own = self.choice("severity", &SEVERITIES)?;
        let level = self.choice("enforcement_level", &LEVELS)?;
        match (own, level) {
            (Some(_), Some(_)) => Err(PolicyError::new(
                self.span("enforcement_level"),
                PolicyErrorKind::Conflict("severity", "enforcement_level"),
            )),
            (own, level) => Ok(own.or(level)),
        }
    }
}
