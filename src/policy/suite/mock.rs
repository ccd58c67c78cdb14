//! What names and functions mean in a test file.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::evaluation::functions::Environment;
use crate::evaluation::{
    Budget, Cause, CauseKind, Context, EvaluationErrorKind, Reference, Scope, Unknown, Value, evaluate,
};
use crate::policy::constant::NoFiles;
use crate::policy::error::{PolicyError, PolicyErrorKind, listed};
use crate::policy::loader::label;
use crate::policy::references::names;
use crate::source::Span;
use crate::syntax::{Block, Body, List, Node, NodeId};

/// Makes a value that is not known: of no argument, or one of those that are given.
const UNKNOWN: &str = "core::unknown";

/// What the expressions of a test file may refer to: its locals, and its mocks.
#[derive(Debug)]
pub(super) struct Mocks<'t> {
    locals: FxHashMap<&'t str, Node<'t>>,
    /// By address: `aws_s3_bucket.logs`, `data.aws_ami.base`.
    blocks: FxHashMap<String, Block<'t>>,
    /// What each is worth, by where it stands; absent while it is being computed.
    known: RefCell<FxHashMap<Span, Option<Value>>>,
    budget: Budget,
}

impl<'t> Mocks<'t> {
    /// Those of the test file `body`.
    pub(super) fn new(body: Body<'t>) -> Self {
        let locals =
            body.blocks_of("locals", 0).into_iter().flat_map(|block| block.body.attributes().collect::<Vec<_>>());
        let mocks = body.native_blocks().filter(|block| matches!(block.kind, "resource" | "data"));
        let mocks = mocks.collect::<Vec<_>>().into_iter();
        let key = |block: &Block<'t>| {
            let prefix = if block.kind == "data" { "data." } else { "" };
            format!("{prefix}{}.{}", label(block, 0), label(block, 1))
        };
        Self {
            locals: locals.map(|attribute| (attribute.name, attribute.value)).collect(),
            // Of several with one name, the first is meant.
            blocks: mocks.rev().map(|block| (key(&block), block)).collect(),
            known: RefCell::default(),
            budget: Budget::default(),
        }
    }

    /// What may be referred to.
    fn names(&self) -> String {
        let locals = self.locals.keys().map(|name| format!("local.{name}"));
        let mut names: Vec<String> = self.blocks.keys().cloned().chain(locals).collect();
        names.sort_unstable();
        listed(names.iter().map(String::as_str))
    }

    fn once(&self, at: Span, name: &str, context: &Context<'_>, compute: impl FnOnce() -> Value) -> Value {
        if let Some(known) = self.known.borrow().get(&at) {
            return known.clone().unwrap_or_else(|| {
                context.error(at, EvaluationErrorKind::Cycle(name.into()));
                Value::unknown(Cause::at(CauseKind::Cycle, at))
            });
        }
        self.known.borrow_mut().insert(at, None);
        let value = compute();
        self.known.borrow_mut().insert(at, Some(value.clone()));
        value
    }

    /// A mock: its attributes, and `attrs`, `prior_attrs` and `meta` as it writes them.
    fn mock(&self, block: &Block<'t>, context: &Context<'_>) -> Value {
        let written = |name: &str| {
            let node = block.body.attribute(name)?.value;
            Some(evaluate(node, &Context { scope: self, bindings: None, errors: context.errors, attempted: false }))
        };
        let mut entries = match written("attrs") {
            Some(Value::Object(entries)) => entries.entries().clone(),
            _ => std::collections::BTreeMap::new(),
        };
        for name in ["attrs", "prior_attrs", "meta"] {
            if let Some(value) = written(name) {
                entries.insert(name.into(), value);
            }
        }
        Value::Object(entries.into())
    }
}

impl Scope for Mocks<'_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let context = reference.context;
        let path: Vec<&str> = names(reference.steps).take(2).collect();
        let of_block = |prefix: &str, of_type: &str, name: &str, included: usize| {
            let address = format!("{prefix}{of_type}.{name}");
            let block = self.blocks.get(&address)?;
            Some((self.once(block.header, &address, context, || self.mock(block, context)), included))
        };
        let found = match (reference.root, path.as_slice()) {
            ("local", [name, ..]) => self.locals.get(name).map(|node| {
                let inner = Context { scope: self, bindings: None, errors: context.errors, attempted: false };
                (self.once(node.span(), &format!("local.{name}"), context, || evaluate(*node, &inner)), 1)
            }),
            ("data", [of_type, name]) => of_block("data.", of_type, name, 2),
            (of_type, [name, ..]) => of_block("", of_type, name, 1),
            _ => None,
        };
        found.unwrap_or_else(|| {
            let name = std::iter::once(reference.root).chain(path).collect::<Vec<_>>().join(".");
            context.error(reference.span, EvaluationErrorKind::Undeclared(name.into()));
            (Value::unknown(Cause::at(CauseKind::Error, reference.span)), reference.steps.len())
        })
    }

    fn call(&self, name: &str, arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Option<Value> {
        if name != UNKNOWN {
            return None;
        }
        let unknown = Unknown::new(Cause::at(CauseKind::NotWritten(Arc::from("core::unknown()")), span));
        let candidates: Vec<Value> = arguments.iter().map(|argument| evaluate(argument, context)).collect();
        Some(Value::Unknown(if candidates.is_empty() { unknown } else { unknown.with_candidates(candidates) }))
    }

    fn environment(&self) -> &dyn Environment {
        &NoFiles
    }

    fn budget(&self) -> &Budget {
        &self.budget
    }
}

/// The value of `node` in a test file.
pub(super) fn evaluated(node: Node<'_>, mocks: &Mocks<'_>) -> Result<Value, PolicyError> {
    let errors = RefCell::default();
    let value = evaluate(node, &Context { scope: mocks, bindings: None, errors: &errors, attempted: false });
    let Some(error) = errors.into_inner().into_iter().next() else { return Ok(value) };
    let kind = match error.kind {
        EvaluationErrorKind::Undeclared(name) => {
            PolicyErrorKind::UnknownReference { name: name.to_string(), known: mocks.names().into() }
        }
        kind => PolicyErrorKind::Evaluation(Box::new(kind)),
    };
    Err(PolicyError::new(error.span, kind))
}
