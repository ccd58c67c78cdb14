//! What a test file says.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::mock::{Mocks, evaluated};
use crate::evaluation::Value;
use crate::policy::error::{PolicyError, PolicyErrorKind, listed};
use crate::policy::loader::{Shape, label, labels};
use crate::policy::selector::Kinds;
use crate::policy::verdict::Verdict;
use crate::source::Span;
use crate::syntax::{Block, Expression, Node, Tree};

const FILE: Shape = Shape {
    name: "a test file",
    arguments: &[],
    blocks: &["policytest", "inputs", "locals", "resource", "provider", "module", "data", "asset"],
};
const HEADER: Shape =
    Shape { name: "policytest", arguments: &["targets", "today"], blocks: &["terraform_config", "plugins"] };

/// A test file.
#[derive(Debug)]
pub(super) struct Suite {
    /// The policy files that it tests; all that stand beside it without any.
    pub(super) targets: Vec<(Arc<str>, Span)>,
    pub(super) inputs: BTreeMap<Arc<str>, Value>,
    pub(super) mocks: Vec<Mock>,
    /// Where to say that nothing is tested.
    pub(super) span: Span,
}

/// What a mock stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MockKind {
    Resource,
    Provider,
    Module,
    Data,
    Asset,
}

/// A mock.
#[derive(Debug)]
pub(super) struct Mock {
    pub(super) kind: MockKind,
    pub(super) of_type: Arc<str>,
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) attributes: Value,
    pub(super) prior: Value,
    pub(super) meta: BTreeMap<Arc<str>, Value>,
    /// Of an asset: what is concluded of it, and of the project.
    pub(super) asset: Value,
    pub(super) project: BTreeMap<Arc<str>, Value>,
    pub(super) today: Option<Date>,
    pub(super) expected: Expected,
    pub(super) skip: bool,
    pub(super) inputs: BTreeMap<Arc<str>, Value>,
}

/// What is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// That no policy objects.
    Pass,
    /// A verdict.
    Verdict(Verdict),
}

impl MockKind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "resource" => Self::Resource,
            "provider" => Self::Provider,
            "module" => Self::Module,
            "data" => Self::Data,
            "asset" => Self::Asset,
            _ => return None,
        })
    }

    fn shape(self) -> Shape {
        let (name, arguments): (_, &[&str]) = match self {
            Self::Resource => {
                ("resource", &["attrs", "prior_attrs", "meta", "expect_failure", "skip", "expect", "today"])
            }
            Self::Provider => ("provider", &["attrs", "meta", "expect_failure", "skip", "expect", "today"]),
            Self::Module => ("module", &["attrs", "meta", "expect_failure", "skip", "expect", "today"]),
            Self::Data => ("data", &["attrs"]),
            Self::Asset => ("asset", &["asset", "attrs", "meta", "project", "today", "expect_failure", "expect"]),
        };
        Shape { name, arguments, blocks: if self == Self::Data { &[] } else { &["inputs"] } }
    }
}

/// Reads the test file `tree`.
pub(super) fn read(tree: &Tree) -> Result<Suite, Vec<PolicyError>> {
    let mut errors: Vec<PolicyError> = tree
        .errors()
        .iter()
        .map(|error| PolicyError::new(error.span, PolicyErrorKind::Syntax(error.kind.clone())))
        .collect();
    let body = tree.body();
    FILE.check(body, &mut errors);
    let mocks = Mocks::new(body);
    let mut suite = Suite { targets: Vec::new(), inputs: BTreeMap::new(), mocks: Vec::new(), span: body.span() };
    let mut today = None;
    for block in body.blocks_of("policytest", 0) {
        HEADER.check(block.body, &mut errors);
        suite.span = block.header;
        if let Some(targets) = block.body.attribute("targets") {
            match self::targets(targets.value, &mocks) {
                Ok(targets) => suite.targets.extend(targets),
                Err(error) => errors.push(error),
            }
        }
        match day(&block, &mocks) {
            Ok(day) => today = day,
            Err(error) => errors.push(error),
        }
    }
    suite.inputs = noted(inputs(body.blocks_of("inputs", 0), &mocks), &mut errors).unwrap_or_default();
    for block in body.native_blocks() {
        let Some(kind) = MockKind::of(block.kind) else { continue };
        let shape = kind.shape();
        shape.check(block.body, &mut errors);
        let read = labels(&block, shape.name, 2).and_then(|()| mock(&block, kind, today, &mocks));
        suite.mocks.extend(noted(read, &mut errors));
    }
    if errors.is_empty() { Ok(suite) } else { Err(errors) }
}

fn noted<T>(result: Result<T, PolicyError>, errors: &mut Vec<PolicyError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

fn targets(node: Node<'_>, mocks: &Mocks<'_>) -> Result<Vec<(Arc<str>, Span)>, PolicyError> {
    let wrong = || PolicyError::new(node.span(), PolicyErrorKind::NotAList("targets"));
    let text = |value: &Value, span: Span| Ok((value.as_str().ok_or_else(wrong)?.into(), span));
    match (node.expression(), evaluated(node, mocks)?) {
        (Expression::Tuple(written), Value::Tuple(items)) => {
            written.iter().zip(items.iter()).map(|(node, item)| text(item, node.span())).collect()
        }
        (_, Value::Tuple(items) | Value::List(items)) => items.iter().map(|item| text(item, node.span())).collect(),
        _ => Err(wrong()),
    }
}

fn inputs(blocks: Vec<Block<'_>>, mocks: &Mocks<'_>) -> Result<BTreeMap<Arc<str>, Value>, PolicyError> {
    let all = blocks.into_iter().flat_map(|block| block.body.attributes().collect::<Vec<_>>());
    all.map(|attribute| Ok((attribute.name.into(), evaluated(attribute.value, mocks)?))).collect()
}

fn day(block: &Block<'_>, mocks: &Mocks<'_>) -> Result<Option<Date>, PolicyError> {
    let Some(attribute) = block.body.attribute("today") else { return Ok(None) };
    let value = evaluated(attribute.value, mocks)?;
    let day = value.as_str().and_then(|text| text.parse().ok());
    day.map(Some).ok_or_else(|| PolicyError::new(attribute.value.span(), PolicyErrorKind::NotADay))
}

fn mock(block: &Block<'_>, kind: MockKind, today: Option<Date>, mocks: &Mocks<'_>) -> Result<Mock, PolicyError> {
    let node = |name: &str| block.body.attribute(name).map(|attribute| attribute.value);
    let value = |name: &str| node(name).map_or(Ok(Value::Null), |node| evaluated(node, mocks));
    let object = |name: &'static str| match value(name)? {
        Value::Null => Ok(None),
        Value::Object(entries) | Value::Map(entries) => Ok(Some(entries.entries().clone())),
        _ => Err(PolicyError::new(node(name).map_or(block.header, Node::span), PolicyErrorKind::NotAnObject(name))),
    };
    let flag = |name: &'static str| match (value(name)?, node(name)) {
        (Value::Null, _) => Ok(false),
        (Value::Bool(flag), _) => Ok(flag),
        (_, at) => Err(PolicyError::new(at.map_or(block.header, Node::span), PolicyErrorKind::NotABool(name))),
    };
    let of = |entries: Option<BTreeMap<Arc<str>, Value>>| entries.map_or(Value::Null, |own| Value::Object(own.into()));
    let mut attributes = of(object("attrs")?);
    let prior = of(object("prior_attrs")?);
    match kind {
        MockKind::Resource if attributes == Value::Null && prior == Value::Null => {
            return Err(PolicyError::new(block.header, PolicyErrorKind::NoAttributes));
        }
        // What a provider or a module is given may be nothing.
        MockKind::Provider | MockKind::Module | MockKind::Data if attributes == Value::Null => {
            attributes = Value::object::<&str>([]);
        }
        _ => {}
    }
    if kind == MockKind::Asset && Kinds::parse(label(block, 0)).is_none_or(Kinds::is_several) {
        let span = block.labels.first().map_or(block.header, |label| label.span);
        let known = Kinds::NAMES.iter().map(|(name, _)| *name).filter(|name| *name != "*");
        let name = label(block, 0).to_owned();
        return Err(PolicyError::new(span, PolicyErrorKind::UnknownSelector { name, known: listed(known) }));
    }
    let asset = of(object("asset")?);
    let (of_type, own) = (label(block, 0), label(block, 1));
    Ok(Mock {
        kind,
        of_type: of_type.into(),
        name: format!("{} {of_type:?} {own:?}", block.kind),
        span: block.header,
        attributes,
        prior,
        meta: object("meta")?.unwrap_or_default(),
        asset: if kind == MockKind::Asset && asset == Value::Null { Value::object::<&str>([]) } else { asset },
        project: object("project")?.unwrap_or_default(),
        today: day(block, mocks)?.or(today),
        expected: expected(flag("expect_failure")?, node("expect"), mocks)?,
        skip: flag("skip")?,
        inputs: inputs(block.body.blocks_of("inputs", 0), mocks)?,
    })
}

fn expected(failure: bool, said: Option<Node<'_>>, mocks: &Mocks<'_>) -> Result<Expected, PolicyError> {
    let Some(node) = said else {
        return Ok(if failure { Expected::Verdict(Verdict::Violation) } else { Expected::Pass });
    };
    if failure {
        return Err(PolicyError::new(node.span(), PolicyErrorKind::Conflict("expect", "expect_failure")));
    }
    let verdict = match evaluated(node, mocks)?.as_str() {
        Some("compliant") => Verdict::Compliant,
        Some("violation") => Verdict::Violation,
        Some("undetermined") => Verdict::Undetermined,
        Some("not-applicable") => Verdict::NotApplicable,
        _ => return Err(PolicyError::new(node.span(), PolicyErrorKind::Expectation)),
    };
    Ok(Expected::Verdict(verdict))
}
