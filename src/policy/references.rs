//! What the expressions of a policy refer to, checked before anything is judged: a misspelt name would otherwise be an
//! unknown that nobody reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::constant::NoFiles;
use super::error::{PolicyError, PolicyErrorKind, listed};
use super::vocabulary::{Fields, Term};
use crate::evaluation::EvaluationErrorKind;
use crate::evaluation::functions::{self, FunctionError};
use crate::source::Span;
use crate::syntax::{Expression, ForExpression, List, Node, NodeId, Part, RawPart, RawStep, Step, Tree};

/// The prefix of every function in a policy.
const PREFIX: &str = "core::";
/// The function that tells whether an attribute is there, without evaluating it.
pub(super) const HAS: &str = "core::has";

/// Walks the expressions of one policy.
pub(super) struct References<'t> {
    pub(super) tree: &'t Tree,
    pub(super) locals: &'t BTreeMap<Arc<str>, NodeId>,
    pub(super) inputs: Vec<&'t str>,
    pub(super) errors: Vec<PolicyError>,
    /// Names bound by the `for` expressions around.
    bound: Vec<&'t str>,
    /// Locals being read, to meet a cycle only once.
    open: Vec<&'t str>,
    /// What each local reads.
    seen: BTreeMap<&'t str, Fields>,
}

impl<'t> References<'t> {
    pub(super) fn new(tree: &'t Tree, locals: &'t BTreeMap<Arc<str>, NodeId>, inputs: Vec<&'t str>) -> Self {
        Self { tree, locals, inputs, errors: Vec::new(), bound: Vec::new(), open: Vec::new(), seen: BTreeMap::new() }
    }

    /// What the expression `id` reads, through locals too.
    pub(super) fn read(&mut self, id: NodeId) -> Fields {
        let mut fields = Fields::default();
        self.walk(self.tree.node(id), &mut fields);
        fields
    }

    fn error(&mut self, span: Span, kind: PolicyErrorKind) {
        let error = PolicyError::new(span, kind);
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    fn walk(&mut self, node: Node<'t>, fields: &mut Fields) {
        match node.expression() {
            Expression::Invalid
            | Expression::Null
            | Expression::Bool(_)
            | Expression::Number(_)
            | Expression::String(_) => {}
            Expression::Template(parts) => self.template(parts, fields),
            Expression::Variable(name) => self.reference(name, None, node.span(), fields),
            Expression::Postfix(base, steps) => {
                match base.expression() {
                    Expression::Variable(name) => self.reference(name, Some(steps), node.span(), fields),
                    _ => self.walk(base, fields),
                }
                for step in steps.iter() {
                    if let Step::Index(key, _) = step {
                        self.walk(key, fields);
                    }
                }
            }
            Expression::Call(name, arguments, _) => {
                self.function(name, node.span());
                let mut rest = 0;
                if let (HAS, Some(object), Some(key)) = (name, arguments.get(0), arguments.get(1))
                    && let Some(path) = presence(object, key)
                {
                    self.term(&path, node.span(), fields);
                    rest = 2;
                }
                for argument in arguments.from(rest).iter() {
                    self.walk(argument, fields);
                }
            }
            Expression::Unary(_, operand) => self.walk(operand, fields),
            Expression::Binary(_, left, right) => {
                self.walk(left, fields);
                self.walk(right, fields);
            }
            Expression::Conditional(condition, then, otherwise) => {
                for part in [condition, then, otherwise] {
                    self.walk(part, fields);
                }
            }
            Expression::Tuple(elements) => elements.iter().for_each(|element| self.walk(element, fields)),
            Expression::Object(items) => {
                for item in items.iter() {
                    self.walk(item.key, fields);
                    self.walk(item.value, fields);
                }
            }
            Expression::For(loop_) => self.loop_(&loop_, fields),
            Expression::Parenthesized(inner) => self.walk(inner, fields),
        }
    }

    fn function(&mut self, name: &str, span: Span) {
        if !name.starts_with(PREFIX) {
            self.error(span, PolicyErrorKind::Prefix(name.to_owned()));
        } else if name != HAS
            && let Err(error @ FunctionError::NoSuchFunction { .. }) = functions::call(name, &[], &NoFiles)
        {
            self.error(span, PolicyErrorKind::NoSuchFunction(error.to_string()));
        }
    }

    fn template(&mut self, parts: List<'t, RawPart>, fields: &mut Fields) {
        for part in parts.iter() {
            match part {
                Part::Literal(_) => {}
                Part::Interpolation(inner) => self.walk(inner, fields),
                Part::If(condition, then, otherwise) => {
                    for node in [Some(condition), Some(then), otherwise].into_iter().flatten() {
                        self.walk(node, fields);
                    }
                }
                Part::For(loop_) => self.loop_(&loop_, fields),
            }
        }
    }

    fn loop_(&mut self, loop_: &ForExpression<'t>, fields: &mut Fields) {
        self.walk(loop_.collection, fields);
        let outer = self.bound.len();
        self.bound.extend(loop_.key);
        self.bound.push(loop_.value);
        for node in [loop_.result_key, Some(loop_.result), loop_.condition].into_iter().flatten() {
            self.walk(node, fields);
        }
        self.bound.truncate(outer);
    }

    fn reference(&mut self, root: &'t str, steps: Option<List<'t, RawStep>>, span: Span, fields: &mut Fields) {
        if self.bound.contains(&root) {
            return;
        }
        let first = steps.and_then(|steps| steps.get(0)).and_then(|step| match step {
            Step::Attribute(name, _) => Some(name),
            _ => None,
        });
        match (root, first) {
            ("local", Some(name)) => self.local(name, span, fields),
            ("input", Some(name)) => {
                if !self.inputs.contains(&name) {
                    let known = listed(self.inputs.iter().copied());
                    self.error(span, PolicyErrorKind::UnknownReference { name: format!("input.{name}"), known });
                }
            }
            _ => {
                let mut path = vec![root];
                path.extend(steps.into_iter().flat_map(names));
                self.term(&path, span, fields);
            }
        }
    }

    fn term(&mut self, path: &[&str], span: Span, fields: &mut Fields) {
        let parsed = path.split_first().and_then(|(root, names)| Term::parse(root, names));
        match parsed {
            Some(term) => term.field().into_iter().for_each(|field| fields.insert(field)),
            None => {
                self.error(span, PolicyErrorKind::UnknownReference { name: path.join("."), known: nearest(path) });
            }
        }
    }

    fn local(&mut self, name: &'t str, span: Span, fields: &mut Fields) {
        if let Some(seen) = self.seen.get(name) {
            *fields = fields.union(*seen);
            return;
        }
        if self.open.contains(&name) {
            let cycle = EvaluationErrorKind::Cycle(format!("local.{name}").into());
            self.error(span, PolicyErrorKind::Evaluation(Box::new(cycle)));
            return;
        }
        let Some(id) = self.locals.get(name) else {
            let known = listed(self.locals.keys().map(|name| &**name));
            self.error(span, PolicyErrorKind::UnknownReference { name: format!("local.{name}"), known });
            return;
        };
        self.open.push(name);
        // A local does not see the names that a `for` around its use binds.
        let bound = std::mem::take(&mut self.bound);
        let mut read = Fields::default();
        self.walk(self.tree.node(*id), &mut read);
        self.bound = bound;
        self.open.pop();
        self.seen.insert(name, read);
        *fields = fields.union(read);
    }
}

/// The names of the attribute steps, up to the first step that is something else.
pub(super) fn names(steps: List<'_, RawStep>) -> impl Iterator<Item = &str> {
    steps.iter().map_while(|step| match step {
        Step::Attribute(name, _) => Some(name),
        _ => None,
    })
}

/// The path that `core::has(asset.offer, "owner")` asks about, when it asks about a term.
pub(super) fn presence<'t>(object: Node<'t>, key: Node<'t>) -> Option<Vec<&'t str>> {
    let (root, steps) = match object.expression() {
        Expression::Variable(root) => (root, List::empty_of(object)),
        Expression::Postfix(base, steps) => match base.expression() {
            Expression::Variable(root) => (root, steps),
            _ => return None,
        },
        _ => return None,
    };
    let Expression::String(key) = key.expression() else { return None };
    if !["asset", "project"].contains(&root) {
        return None;
    }
    Some(std::iter::once(root).chain(names(steps)).chain([key]).collect())
}

/// What may follow the longest start of `path` that means something.
fn nearest(path: &[&str]) -> String {
    let known = |length: usize| {
        let start = path.get(..length).unwrap_or_default().join(".");
        let next = |term: &str| Some(term.strip_prefix(&start)?.strip_prefix('.')?.split('.').next()?.to_owned());
        let mut found: Vec<String> = Term::ALL.iter().filter_map(|(term, _)| next(term)).collect();
        found.dedup();
        (!found.is_empty()).then(|| format!("in {start}: {}", found.join(", ")))
    };
    (1..=path.len()).rev().find_map(known).unwrap_or_else(|| "asset, project, today, input, local".to_owned())
}
