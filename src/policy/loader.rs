//! From `.policy.hcl` files to policies. Everything wrong is reported at its place, and nothing is guessed.

mod block;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::constant;
use super::error::{PolicyError, PolicyErrorKind};
use super::model::{Enforcement, Policy, Selector, Severity};
use super::references::References;
use super::texts::{BasisKey, Texts};
use super::vocabulary::Fields;
use crate::evaluation::{Type, Value, convert};
use crate::source::{SourceFile, Sources, Span};
use crate::syntax::{Block, Body, Node, NodeId, Tree, parse};
use block::{Arguments, Shape, label, labels};

/// A policy file to read.
#[derive(Clone, Copy, Debug)]
pub struct PolicyFile<'a> {
    /// The pack it belongs to: the name of its directory.
    pub pack: &'a str,
    /// How it is named in errors.
    pub path: &'a str,
    /// What it holds.
    pub text: &'a str,
}

/// Values for the inputs of policies, by name.
pub type PolicyInputs = BTreeMap<Arc<str>, Value>;

/// Reads `files` into policies, in order. The files join `sources`, so that errors and findings can point into them.
pub fn load(
    files: &[PolicyFile<'_>],
    texts: &Texts,
    inputs: &PolicyInputs,
    sources: &mut Sources,
) -> Result<Vec<Policy>, Vec<PolicyError>> {
    let mut loader = Loader {
        texts,
        given: inputs,
        policies: Vec::new(),
        ids: FxHashSet::default(),
        named: Vec::new(),
        errors: Vec::new(),
    };
    for file in files {
        let text: Arc<str> = file.text.into();
        let id = sources.add(SourceFile::new(file.path, Arc::clone(&text)));
        loader.file(file.pack, &Arc::new(parse(id, &text)));
    }
    loader.neighbours();
    if loader.errors.is_empty() { Ok(loader.policies) } else { Err(loader.errors) }
}

const FILE: Shape =
    Shape { name: "a policy file", arguments: &[], blocks: &["policy", "input", "locals", "asset_policy"] };
const HEADER: Shape = Shape { name: "policy", arguments: &[], blocks: &["required_providers"] };
const INPUT: Shape = Shape { name: "input", arguments: &["type", "default", "description"], blocks: &[] };
const POLICY: Shape = Shape {
    name: "asset_policy",
    arguments: &[
        "id",
        "title",
        "basis",
        "see_also",
        "rationale",
        "remedy",
        "unknown",
        "also_in",
        "overlaps",
        "related",
        "severity",
        "enforcement_level",
        "on_unknown",
        "filter",
    ],
    blocks: &["locals", "enforce"],
};
const ENFORCE: Shape = Shape {
    name: "enforce",
    arguments: &["when", "basis", "condition", "error_message", "info_message", "severity"],
    blocks: &[],
};
/// Blocks of Terraform's policy language that this version does not run.
const UNSUPPORTED: [&str; 3] = ["resource_policy", "provider_policy", "module_policy"];

struct Loader<'a> {
    texts: &'a Texts,
    given: &'a PolicyInputs,
    policies: Vec<Policy>,
    ids: FxHashSet<Arc<str>>,
    /// The ids of other policies that policies name, and where.
    named: Vec<(Arc<str>, Span)>,
    errors: Vec<PolicyError>,
}

/// What the policies of one file share.
struct File {
    pack: Arc<str>,
    tree: Arc<Tree>,
    locals: BTreeMap<Arc<str>, NodeId>,
    inputs: Arc<BTreeMap<Arc<str>, Value>>,
}

impl Loader<'_> {
    /// Keeps the error, if there is one.
    fn noted<T>(&mut self, result: Result<T, PolicyError>) -> Option<T> {
        result.map_err(|error| self.errors.push(error)).ok()
    }

    fn file(&mut self, pack: &str, tree: &Arc<Tree>) {
        for error in tree.errors() {
            self.errors.push(PolicyError::new(error.span, PolicyErrorKind::Syntax(error.kind.to_string())));
        }
        let body = tree.body();
        for block in body.native_blocks().filter(|block| UNSUPPORTED.contains(&block.kind)) {
            self.errors.push(PolicyError::new(block.header, PolicyErrorKind::Unsupported(block.kind.to_owned())));
        }
        FILE.check(body, &UNSUPPORTED, &mut self.errors);
        for block in body.blocks_of("policy", 0) {
            HEADER.check(block.body, &[], &mut self.errors);
        }
        let inputs = self.inputs(body);
        let locals = self.locals(body, &BTreeMap::new());
        let file = File { pack: pack.into(), tree: Arc::clone(tree), locals, inputs: Arc::new(inputs) };
        for block in body.blocks_of("asset_policy", 2) {
            if let Some(policy) = self.policy(&block, &file) {
                self.policies.push(policy);
            }
        }
    }

    fn inputs(&mut self, body: Body<'_>) -> BTreeMap<Arc<str>, Value> {
        let mut inputs = BTreeMap::new();
        for block in body.blocks_of("input", 1) {
            INPUT.check(block.body, &[], &mut self.errors);
            let name: Arc<str> = label(&block, 0).into();
            let result = self.input(&block);
            // An input whose value is wrong is declared all the same.
            let value = self.noted(result).unwrap_or(Value::Null);
            if inputs.insert(Arc::clone(&name), value).is_some() {
                let twice = PolicyErrorKind::Duplicate(format!("input.{name}"));
                self.errors.push(PolicyError::new(block.header, twice));
            }
        }
        inputs
    }

    fn input(&self, block: &Block<'_>) -> Result<Value, PolicyError> {
        labels(block, "input", 1)?;
        let name = label(block, 0);
        let of_type = match block.body.attribute("type") {
            None => Type::Any,
            Some(attribute) => {
                Type::from_node(attribute.value, &mut |node| constant::value(node).unwrap_or(Value::Null)).map_err(
                    |error| {
                        let reason = error.kind.to_string();
                        PolicyError::new(error.span, PolicyErrorKind::Input { name: name.to_owned(), reason })
                    },
                )?
            }
        };
        let (value, span) = match (self.given.get(name), block.body.attribute("default")) {
            (Some(given), _) => (given.clone(), block.header),
            (None, Some(default)) => (constant::value(default.value)?, default.value.span()),
            (None, None) => {
                let kind = PolicyErrorKind::InputWithoutValue(name.to_owned());
                return Err(PolicyError::new(block.header, kind));
            }
        };
        convert(&value, &of_type).map_err(|error| {
            PolicyError::new(span, PolicyErrorKind::Input { name: name.to_owned(), reason: error.to_string() })
        })
    }

    fn locals(&mut self, body: Body<'_>, outer: &BTreeMap<Arc<str>, NodeId>) -> BTreeMap<Arc<str>, NodeId> {
        let mut own: BTreeMap<Arc<str>, NodeId> = BTreeMap::new();
        for block in body.blocks_of("locals", 0) {
            // Twice in one block is the parser's to say.
            let earlier: FxHashSet<Arc<str>> = own.keys().cloned().collect();
            for attribute in block.body.attributes() {
                if earlier.contains(attribute.name) {
                    let twice = PolicyErrorKind::Duplicate(format!("local.{}", attribute.name));
                    self.errors.push(PolicyError::new(attribute.name_span, twice));
                }
                own.insert(attribute.name.into(), attribute.value.id());
            }
        }
        for (name, id) in outer {
            own.entry(Arc::clone(name)).or_insert(*id);
        }
        own
    }

    fn policy(&mut self, block: &Block<'_>, file: &File) -> Option<Policy> {
        POLICY.check(block.body, &[], &mut self.errors);
        self.noted(labels(block, "asset_policy", 2))?;
        let arguments = Arguments::new(block, "asset_policy");
        let selector = selector(block);
        let selector = self.noted(selector);
        let id = arguments.text("id");
        let id = self.noted(id).and_then(|id| self.new_id(id, &arguments));
        let title = arguments.required("title").and_then(|node| constant::wording("title", node));
        let title = self.noted(title);
        let rationale = self.noted(arguments.wording("rationale"));
        let remedy = self.noted(arguments.wording("remedy"));
        let unknown = self.noted(arguments.wording("unknown"));
        let also_in = self.names("also_in", &arguments);
        let overlaps = self.names("overlaps", &arguments);
        let related = self.names("related", &arguments);
        let neighbours = ["overlaps", "related"].map(|name| arguments.span(name));
        for (ids, span) in [&overlaps, &related].into_iter().zip(neighbours) {
            self.named.extend(ids.iter().map(|id| (Arc::clone(id), span)));
        }
        let basis = self.basis("basis", &arguments);
        let see_also = self.basis("see_also", &arguments);
        let severity = self.noted(arguments.severity());
        let on_unknown = self.noted(arguments.choice("on_unknown", &block::SEVERITIES));
        let locals = self.locals(block.body, &file.locals);
        let filter = arguments.node("filter").map(Node::id);

        let mut references = References::new(&file.tree, &locals, file.inputs.keys().map(|name| &**name).collect());
        let filter_reads = filter.map_or(Fields::default(), |id| references.read(id));
        let mut reads = filter_reads;
        let mut enforcements = Vec::new();
        for enforce in block.body.blocks_of("enforce", 0) {
            ENFORCE.check(enforce.body, &[], &mut self.errors);
            let texts = self.basis("basis", &Arguments::new(&enforce, "enforce"));
            let enforcement =
                enforcement(&enforce, texts, severity.flatten().unwrap_or(Severity::Error), &mut references);
            if let Some((enforcement, all)) = self.noted(enforcement) {
                reads = reads.union(all);
                enforcements.push(enforcement);
            }
        }
        // A local that nothing reads is checked like the others.
        for id in locals.values() {
            references.read(*id);
        }
        self.errors.append(&mut references.errors);
        if block.body.blocks_of("enforce", 0).is_empty() {
            self.errors.push(PolicyError::new(block.header, PolicyErrorKind::NoEnforcement));
        }
        Some(Policy {
            id: id?,
            name: label(block, 1).into(),
            pack: Arc::clone(&file.pack),
            title: title?,
            basis,
            see_also,
            rationale: rationale?,
            remedy: remedy?,
            unknown: unknown?,
            also_in,
            overlaps,
            related,
            on_unknown: on_unknown?.unwrap_or(Severity::Warning),
            selector: selector?,
            enforcements,
            span: block.header,
            filter,
            tree: Arc::clone(&file.tree),
            locals,
            inputs: Arc::clone(&file.inputs),
            reads,
            filter_reads,
        })
    }

    /// The id, when it is well made and new.
    fn new_id(&mut self, id: Arc<str>, arguments: &Arguments<'_, '_>) -> Option<Arc<str>> {
        let well_made = |id: &str| {
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let kind = if !well_made(&id) {
            PolicyErrorKind::BadId(id.to_string())
        } else if !self.ids.insert(Arc::clone(&id)) {
            PolicyErrorKind::DuplicateId(id.to_string())
        } else {
            return Some(id);
        };
        self.errors.push(PolicyError::new(arguments.span("id"), kind));
        None
    }

    fn names(&mut self, name: &'static str, arguments: &Arguments<'_, '_>) -> Vec<Arc<str>> {
        let Some(node) = arguments.node(name) else { return Vec::new() };
        self.noted(constant::list(name, node)).unwrap_or_default()
    }

    /// Reports the ids of policies that are named and do not exist.
    fn neighbours(&mut self) {
        for (id, span) in std::mem::take(&mut self.named) {
            if !self.ids.contains(&id) {
                self.errors.push(PolicyError::new(span, PolicyErrorKind::UnknownPolicy(id.to_string())));
            }
        }
    }

    fn basis(&mut self, name: &'static str, arguments: &Arguments<'_, '_>) -> Vec<BasisKey> {
        let Some(node) = arguments.node(name) else { return Vec::new() };
        let Some(keys) = self.noted(constant::list(name, node)) else { return Vec::new() };
        let parsed: Vec<BasisKey> = keys.iter().map(|key| BasisKey::parse(key)).collect();
        for key in parsed.iter().filter(|key| self.texts.get(key).is_none()) {
            self.errors.push(PolicyError::new(node.span(), PolicyErrorKind::UnknownBasis(key.to_string())));
        }
        parsed
    }
}

fn selector(block: &Block<'_>) -> Result<Selector, PolicyError> {
    const KNOWN: [(&str, Selector); 3] =
        [("resource", Selector::Resource), ("state", Selector::State), ("*", Selector::Any)];
    let written = label(block, 0);
    KNOWN.iter().find(|(name, _)| *name == written).map(|(_, selector)| *selector).ok_or_else(|| {
        let known = KNOWN.map(|(name, _)| name).join(", ");
        let span = block.labels.first().map_or(block.header, |label| label.span);
        PolicyError::new(span, PolicyErrorKind::UnknownSelector { name: written.to_owned(), known })
    })
}

/// An `enforce` block, and all that it reads, messages included.
fn enforcement(
    block: &Block<'_>,
    basis: Vec<BasisKey>,
    severity: Severity,
    references: &mut References<'_>,
) -> Result<(Enforcement, Fields), PolicyError> {
    let arguments = Arguments::new(block, "enforce");
    let condition = arguments.required("condition")?;
    let error_message = arguments.required("error_message")?;
    let info_message = arguments.node("info_message");
    let reads = references.read(condition.id());
    let when = arguments.node("when");
    let others = [when, Some(error_message), info_message].into_iter().flatten();
    let all = others.fold(reads, |all, message| all.union(references.read(message.id())));
    let enforcement = Enforcement {
        severity: arguments.choice("severity", &block::SEVERITIES)?.unwrap_or(severity),
        basis,
        span: condition.span(),
        when: when.map(Node::id),
        condition: condition.id(),
        error_message: error_message.id(),
        info_message: info_message.map(Node::id),
        reads,
    };
    Ok((enforcement, all))
}
