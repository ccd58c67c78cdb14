//! `register_policy`: a rule about what is no asset, the register of derogations.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block::{Arguments, Shape, label, labels};
use super::{File, Loader};
use crate::policy::constant;
use crate::policy::error::{PolicyError, PolicyErrorKind};
use crate::policy::model::{Policy, Severity};
use crate::policy::references::Lookups;
use crate::policy::selector::Selector;
use crate::policy::vocabulary::Fields;
use crate::syntax::Block;

const SHAPE: Shape = Shape {
    name: "register_policy",
    arguments: &["id", "title", "basis", "see_also", "rationale", "remedy"],
    blocks: &[],
};

/// The registers that there are.
const DEROGATION: &str = "derogation";

impl Loader<'_> {
    /// A rule about a register: it has an id, texts and a basis; its conditions are those of the law that the register
    /// applies, and are checked where the register is read. Whoever could ignore it could ignore them.
    pub(super) fn register_policy(&mut self, block: &Block<'_>, file: &File) -> Option<Policy> {
        SHAPE.check(block.body, &mut self.errors);
        self.noted(labels(block, SHAPE.name, 2))?;
        if label(block, 0) != DEROGATION {
            let kind =
                PolicyErrorKind::UnknownSelector { name: label(block, 0).to_owned(), known: DEROGATION.to_owned() };
            let span = block.labels.first().map_or(block.header, |label| label.span);
            self.errors.push(PolicyError::new(span, kind));
        }
        let arguments = Arguments::new(block, SHAPE.name, &file.inputs);
        let id = self.identities.written(&arguments);
        let id = self.noted(id);
        let title = arguments.required("title").and_then(|node| constant::wording("title", node));
        let title = self.noted(title);
        let rationale = self.noted(arguments.wording("rationale"));
        let remedy = self.noted(arguments.wording("remedy"));
        let basis = self.basis("basis", &arguments);
        let see_also = self.basis("see_also", &arguments);
        Some(Policy {
            id: id?,
            name: label(block, 1).into(),
            pack: Arc::clone(&file.pack),
            title: title?,
            basis,
            see_also,
            rationale: rationale?,
            remedy: remedy?,
            unknown: None,
            also_in: Vec::new(),
            related: Vec::new(),
            on_unknown: Severity::Warning,
            baseline: false,
            selector: Selector::Register,
            operations: Vec::new(),
            enforcements: Vec::new(),
            span: block.header,
            filter: None,
            tree: Arc::clone(&file.tree),
            locals: BTreeMap::new(),
            inputs: Arc::clone(&file.inputs),
            reads: Fields::default(),
            filter_reads: Fields::default(),
            filter_attributes: Vec::new(),
            shared: BTreeSet::default(),
            lookups: Lookups::default(),
            reads_code: false,
            own: false,
        })
    }
}
