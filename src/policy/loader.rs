//! From `.policy.hcl` files to policies. Everything wrong is reported at its place, and nothing is guessed.

mod block;
mod identity;
mod inputs;
mod kind;
mod register;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::constant;
use super::error::{PolicyError, PolicyErrorKind};
use super::model::{Enforcement, Policy, Severity};
use super::references::{Read, References};
use super::texts::{BasisKey, Texts};
use super::wording::Wording;
use crate::evaluation::Value;
use crate::source::{SourceFile, Sources, Span};
use crate::syntax::{Block, Body, Node, NodeId, Tree, parse};
use block::Arguments;
pub(super) use block::{Shape, label, labels};
use identity::Identities;
use kind::Kind;

pub use inputs::{InputValue, PolicyInputs};

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

/// Reads `files` into policies, in order. The files join `sources`, so that errors and findings can point into them. The
/// first ones come with the program, as many as `embedded`: what is only offered to inputs does not reach them. Policies
/// may name others that are not among them, as far as these are `elsewhere`.
pub fn load(
    files: &[PolicyFile<'_>],
    texts: &Texts,
    inputs: &PolicyInputs,
    embedded: usize,
    elsewhere: impl Fn(&str) -> bool,
    sources: &mut Sources,
) -> Result<Vec<Policy>, Vec<PolicyError>> {
    let mut loader = Loader {
        texts,
        given: inputs,
        offered: false,
        declared: FxHashSet::default(),
        policies: Vec::new(),
        identities: Identities::default(),
        named: Vec::new(),
        errors: Vec::new(),
    };
    for (index, file) in files.iter().enumerate() {
        loader.offered = index >= embedded;
        let text: Arc<str> = file.text.into();
        let id = sources.add(SourceFile::new(file.path, Arc::clone(&text)));
        loader.file(file, &Arc::new(parse(id, &text)));
    }
    loader.neighbours(elsewhere);
    loader.errors.extend(inputs.undeclared(&loader.declared));
    if loader.errors.is_empty() { Ok(loader.policies) } else { Err(loader.errors) }
}

const FILE: Shape = Shape {
    name: "a policy file",
    arguments: &[],
    blocks: &[
        "policy",
        "input",
        "locals",
        "asset_policy",
        "resource_policy",
        "provider_policy",
        "module_policy",
        "register_policy",
    ],
};
const HEADER: Shape = Shape {
    name: "policy",
    arguments: &["enforcement_level"],
    blocks: &["required_providers", "terraform_config", "plugins"],
};
const INPUT: Shape = Shape { name: "input", arguments: &["type", "default", "description"], blocks: &[] };
const ENFORCE: Shape = Shape {
    name: "enforce",
    arguments: &[
        "when",
        "basis",
        "overlaps",
        "condition",
        "error_message",
        "info_message",
        "severity",
        "on_unknown",
        "ignorable",
    ],
    blocks: &[],
};

struct Loader<'a> {
    texts: &'a Texts,
    given: &'a PolicyInputs,
    /// Whether what is only offered counts.
    offered: bool,
    /// The inputs that some file declares.
    declared: FxHashSet<Arc<str>>,
    policies: Vec<Policy>,
    identities: Identities,
    /// The ids of other policies that policies name, and where.
    named: Vec<(Arc<str>, Span)>,
    errors: Vec<PolicyError>,
}

/// What the policies of one file share.
struct File {
    pack: Arc<str>,
    /// Its name, without what all have.
    stem: String,
    tree: Arc<Tree>,
    locals: BTreeMap<Arc<str>, NodeId>,
    inputs: Arc<BTreeMap<Arc<str>, Value>>,
    plugins: Vec<Arc<str>>,
    /// How much its policies matter that do not say it.
    severity: Severity,
}

impl Loader<'_> {
    /// Keeps the error, if there is one.
    fn noted<T>(&mut self, result: Result<T, PolicyError>) -> Option<T> {
        result.map_err(|error| self.errors.push(error)).ok()
    }

    fn file(&mut self, own: &PolicyFile<'_>, tree: &Arc<Tree>) {
        for error in tree.errors() {
            self.errors.push(PolicyError::new(error.span, PolicyErrorKind::Syntax(error.kind.clone())));
        }
        let body = tree.body();
        FILE.check(body, &mut self.errors);
        let inputs = self.inputs(body);
        let mut plugins = Vec::new();
        let mut severity = Severity::Error;
        for block in body.blocks_of("policy", 0) {
            HEADER.check(block.body, &mut self.errors);
            let said = Arguments::new(&block, HEADER.name, &inputs).severity();
            severity = self.noted(said).flatten().unwrap_or(severity);
            let own = block.body.blocks_of("plugins", 0).into_iter().flat_map(|block| block.body.attributes());
            plugins.extend(own.map(|plugin| Arc::from(plugin.name)));
        }
        let locals = self.locals(body, &BTreeMap::new());
        let name = own.path.rsplit(['/', '\\']).next().unwrap_or(own.path);
        let file = File {
            pack: own.pack.into(),
            stem: name.trim_end_matches(".hcl").trim_end_matches(".policy").to_owned(),
            tree: Arc::clone(tree),
            locals,
            inputs: Arc::new(inputs),
            plugins,
            severity,
        };
        self.identities.new_file();
        for block in body.native_blocks() {
            if let Some(kind) = Kind::of(block.kind)
                && let Some(policy) = self.policy(&block, kind, &file)
            {
                self.policies.push(policy);
            }
        }
        for block in body.blocks_of("register_policy", 2) {
            if let Some(policy) = self.register_policy(&block, &file) {
                self.policies.push(policy);
            }
        }
    }

    fn inputs(&mut self, body: Body<'_>) -> BTreeMap<Arc<str>, Value> {
        let mut inputs = BTreeMap::new();
        for block in body.blocks_of("input", 1) {
            INPUT.check(block.body, &mut self.errors);
            let name: Arc<str> = label(&block, 0).into();
            self.declared.insert(Arc::clone(&name));
            let result = labels(&block, "input", 1).and_then(|()| self.given.value_of(&block, self.offered));
            // An input whose value is wrong is declared all the same.
            let value = self.noted(result).unwrap_or(Value::Null);
            if inputs.insert(Arc::clone(&name), value).is_some() {
                let twice = PolicyErrorKind::Duplicate(format!("input.{name}"));
                self.errors.push(PolicyError::new(block.header, twice));
            }
        }
        inputs
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

    fn policy(&mut self, block: &Block<'_>, kind: Kind, file: &File) -> Option<Policy> {
        let shape = kind.shape();
        shape.check(block.body, &mut self.errors);
        self.noted(labels(block, shape.name, 2))?;
        let arguments = Arguments::new(block, shape.name, &file.inputs);
        let selector = kind.selector(block);
        let selector = self.noted(selector);
        let identity = self.identities.of(block, kind, &arguments, &file.stem);
        let id = self.noted(identity);
        let title = arguments.wording("title");
        let title = match (self.noted(title)?, kind) {
            (Some(title), _) => Some(title),
            (None, Kind::Code(_)) => Some(Wording::same(&label(block, 1).replace(['_', '-'], " "))),
            (None, Kind::Asset) => self.noted(arguments.required("title").map(|_| Wording::same(""))),
        };
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
        let operations = self.noted(arguments.operations());
        let ignorable = self.noted(arguments.flag("ignorable"));
        let baseline = self.noted(arguments.flag("baseline"));
        let locals = self.locals(block.body, &file.locals);
        let filter = arguments.node("filter").map(Node::id);

        let vocabulary = kind.vocabulary(selector.as_ref(), operations.as_deref().unwrap_or_default());
        let inputs = file.inputs.keys().map(|name| &**name).collect();
        let mut references = References::new(&file.tree, &locals, inputs, vocabulary, &file.plugins);
        let filter_reads = filter.map_or(Read::default(), |id| references.read(id));
        let mut reads = filter_reads.fields;
        let mut reads_code = filter_reads.own;
        let mut enforcements = Vec::new();
        for enforce in block.body.blocks_of("enforce", 0) {
            ENFORCE.check(enforce.body, &mut self.errors);
            let arguments = Arguments::new(&enforce, "enforce", &file.inputs);
            let texts = self.basis("basis", &arguments);
            let own = self.names("overlaps", &arguments);
            self.named.extend(own.iter().map(|id| (Arc::clone(id), arguments.span("overlaps"))));
            let overlaps = if own.is_empty() { overlaps.clone() } else { own };
            let severity = severity.flatten().unwrap_or(file.severity);
            let ignorable = ignorable.flatten().unwrap_or(true);
            let shared = Demanded { basis: texts, overlaps, severity, ignorable };
            let enforcement = enforcement(&arguments, shared, &mut references);
            if let Some((enforcement, all)) = self.noted(enforcement) {
                reads = reads.union(all.fields);
                reads_code |= all.own;
                enforcements.push(enforcement);
            }
        }
        // A local that nothing reads is checked like the others.
        let shared = references.shared();
        let lookups = std::mem::take(&mut references.lookups);
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
            related,
            on_unknown: on_unknown?.unwrap_or(Severity::Warning),
            baseline: baseline?.unwrap_or(true),
            selector: selector?,
            operations: operations?,
            enforcements,
            span: block.header,
            filter,
            tree: Arc::clone(&file.tree),
            locals,
            inputs: Arc::clone(&file.inputs),
            reads,
            filter_reads: filter_reads.fields,
            filter_attributes: filter_reads.attributes.into_iter().collect(),
            shared,
            lookups,
            reads_code,
            own: self.offered,
        })
    }

    fn names(&mut self, name: &'static str, arguments: &Arguments<'_, '_>) -> Vec<Arc<str>> {
        let Some(node) = arguments.node(name) else { return Vec::new() };
        self.noted(constant::list(name, node)).unwrap_or_default()
    }

    /// Reports the ids of policies that are named and do not exist.
    fn neighbours(&mut self, elsewhere: impl Fn(&str) -> bool) {
        for (id, span) in std::mem::take(&mut self.named) {
            if !self.identities.has(&id) && !elsewhere(&id) {
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

/// What an `enforce` block has of its own, or else of its policy.
struct Demanded {
    basis: Vec<BasisKey>,
    overlaps: Vec<Arc<str>>,
    severity: Severity,
    ignorable: bool,
}

/// An `enforce` block, and all that it reads, messages included.
fn enforcement(
    arguments: &Arguments<'_, '_>,
    Demanded { basis, overlaps, severity, ignorable }: Demanded,
    references: &mut References<'_>,
) -> Result<(Enforcement, Read), PolicyError> {
    let condition = arguments.required("condition")?;
    let error_message = arguments.node("error_message");
    let info_message = arguments.node("info_message");
    let read = references.read(condition.id());
    let when = arguments.node("when");
    let others = [when, error_message, info_message].into_iter().flatten();
    let mut all = read.clone();
    others.for_each(|other| all.extend(&references.read(other.id())));
    let enforcement = Enforcement {
        severity: arguments.choice("severity", &block::SEVERITIES)?.unwrap_or(severity),
        on_unknown: arguments.choice("on_unknown", &block::SEVERITIES)?,
        basis,
        overlaps,
        ignorable: arguments.flag("ignorable")?.unwrap_or(ignorable),
        span: condition.span(),
        when: when.map(Node::id),
        condition: condition.id(),
        error_message: error_message.map(Node::id),
        info_message: info_message.map(Node::id),
        reads: read.fields,
        attributes: read.attributes.into_iter().collect(),
    };
    Ok((enforcement, all))
}
