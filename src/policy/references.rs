//! What the expressions of a policy refer to, checked before anything is judged: a misspelt name would otherwise be an
//! unknown that nobody reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::constant::NoFiles;
use super::error::{PolicyError, PolicyErrorKind, Within, listed};
use super::functions::{self, HAS, LOOK_UP, READ};
use super::selector::Kinds;
use super::slip::mistaken;
use super::vocabulary::{Fields, Term};
use crate::evaluation::EvaluationErrorKind;
use crate::evaluation::functions::{self as terraform, FunctionError};
use crate::inventory::{Pattern, TargetKind};
use crate::source::Span;
use crate::syntax::{Expression, ForExpression, List, Node, NodeId, Part, RawPart, RawStep, Step, Tree};

/// The prefix of every function in a policy.
const PREFIX: &str = "core::";

/// What an expression reads.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// Parts of the asset.
    pub(super) fields: Fields,
    /// Arguments of the block that is looked at.
    pub(super) attributes: BTreeSet<Arc<str>>,
    /// Whether it reads anything of what is looked at.
    pub(super) own: bool,
}

impl Read {
    pub(super) fn extend(&mut self, other: &Self) {
        self.fields = self.fields.union(other.fields);
        self.attributes.extend(other.attributes.iter().cloned());
        self.own |= other.own;
    }
}

/// The resources that a policy looks up, beside those it looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lookups {
    /// Their types.
    pub(super) types: BTreeSet<Arc<str>>,
    /// Whether a type is computed: it may be any.
    pub(super) any: bool,
}

/// What names mean in a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// `asset`, `project`, `today`, and of what has arguments `attrs` and `meta`.
    Asset(Kinds),
    /// `attrs` and `meta` of a kind of block, with `prior_attrs` or not.
    Code { kind: TargetKind, prior: bool },
}

impl Vocabulary {
    /// The attributes of `meta`.
    fn beside(self) -> Vec<&'static str> {
        const OF: [(TargetKind, Kinds, &[&str]); 3] = [
            (TargetKind::Resource, Kinds::KEPT, &["type", "provider_type", "module_path", "operation"]),
            (TargetKind::Provider, Kinds::PROVIDER, &["type", "name", "alias", "namespace", "source", "version"]),
            (TargetKind::Module, Kinds::MODULE, &["source", "version", "address"]),
        ];
        let is_meant = |kind: TargetKind, kinds: Kinds| match self {
            Self::Asset(own) => own.meets(kinds),
            Self::Code { kind: own, .. } => own == kind,
        };
        let own = OF.into_iter().filter(|(kind, kinds, _)| is_meant(*kind, *kinds)).flat_map(|(.., names)| names);
        let mut names: Vec<&str> = own.copied().chain(["tfe_workspace", "tfe_stack"]).collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        names
    }
}

/// Walks the expressions of one policy.
pub(super) struct References<'t> {
    tree: &'t Tree,
    locals: &'t BTreeMap<Arc<str>, NodeId>,
    inputs: Vec<&'t str>,
    vocabulary: Vocabulary,
    /// Labels of plugins, whose functions are never run.
    plugins: &'t [Arc<str>],
    pub(super) errors: Vec<PolicyError>,
    pub(super) lookups: Lookups,
    /// Names bound by the `for` expressions around.
    bound: Vec<&'t str>,
    /// Locals being read, to meet a cycle only once.
    open: Vec<&'t str>,
    /// What each local reads.
    seen: BTreeMap<&'t str, Read>,
}

impl<'t> References<'t> {
    pub(super) fn new(
        tree: &'t Tree,
        locals: &'t BTreeMap<Arc<str>, NodeId>,
        inputs: Vec<&'t str>,
        vocabulary: Vocabulary,
        plugins: &'t [Arc<str>],
    ) -> Self {
        Self {
            tree,
            locals,
            inputs,
            vocabulary,
            plugins,
            errors: Vec::new(),
            lookups: Lookups::default(),
            bound: Vec::new(),
            open: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    /// What the expression `id` reads, through locals too.
    pub(super) fn read(&mut self, id: NodeId) -> Read {
        let mut read = Read::default();
        self.walk(self.tree.node(id), &mut read);
        read
    }

    /// The locals that are the same whatever is looked at. All of them are read.
    pub(super) fn shared(&mut self) -> BTreeSet<NodeId> {
        let locals = self.locals;
        locals.values().copied().filter(|id| !self.read(*id).own).collect()
    }

    fn error(&mut self, span: Span, kind: PolicyErrorKind) {
        let error = PolicyError::new(span, kind);
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    fn walk(&mut self, node: Node<'t>, read: &mut Read) {
        match node.expression() {
            Expression::Invalid
            | Expression::Null
            | Expression::Bool(_)
            | Expression::Number(_)
            | Expression::String(_) => {}
            Expression::Template(parts) => self.template(parts, read),
            Expression::Variable(name) => self.reference(name, None, node.span(), read),
            Expression::Postfix(base, steps) => {
                match base.expression() {
                    Expression::Variable(name) => self.reference(name, Some(steps), node.span(), read),
                    _ => self.walk(base, read),
                }
                for step in steps.iter() {
                    if let Step::Index(key, _) = step {
                        self.walk(key, read);
                    }
                }
            }
            Expression::Call(name, arguments, _) => self.call(name, arguments, node.span(), read),
            Expression::Unary(_, operand) => self.walk(operand, read),
            Expression::Binary(_, left, right) => {
                self.walk(left, read);
                self.walk(right, read);
            }
            Expression::Conditional(condition, then, otherwise) => {
                for node in [condition, then, otherwise] {
                    self.walk(node, read);
                }
            }
            Expression::Tuple(elements) => elements.iter().for_each(|element| self.walk(element, read)),
            Expression::Object(items) => {
                for item in items.iter() {
                    self.walk(item.key, read);
                    self.walk(item.value, read);
                }
            }
            Expression::For(loop_) => self.loop_(&loop_, read),
            Expression::Parenthesized(inner) => self.walk(inner, read),
        }
    }

    fn call(&mut self, name: &str, arguments: List<'t, NodeId>, span: Span, read: &mut Read) {
        self.function(name, span);
        if let (LOOK_UP | READ, Vocabulary::Asset(_)) = (name, self.vocabulary) {
            self.error(span, PolicyErrorKind::OnCodeOnly(name.to_owned()));
        }
        let mut rest = 0;
        if let (HAS, Some(object), Some(key)) = (name, arguments.get(0), arguments.get(1)) {
            if let Some(path) = presence(object, key) {
                self.term(&path, span, read);
                rest = 2;
            } else if let (Expression::Variable("attrs"), Expression::String(key)) =
                (object.expression(), key.expression())
            {
                read.attributes.insert(key.into());
            } else if let (Expression::Variable("meta"), Expression::String(key)) =
                (object.expression(), key.expression())
            {
                self.code("meta", Some(key), span, read);
            }
        }
        if name == LOOK_UP {
            match arguments.get(0).map(Node::expression) {
                Some(Expression::String(of_type)) => {
                    if let Some(hint) = mistaken(&Pattern::new(of_type)) {
                        self.error(span, PolicyErrorKind::NoSuchType { name: of_type.to_owned(), hint });
                    }
                    self.lookups.types.insert(of_type.into());
                }
                _ => self.lookups.any = true,
            }
        }
        for argument in arguments.from(rest).iter() {
            self.walk(argument, read);
        }
    }

    fn function(&mut self, name: &str, span: Span) {
        let of_plugin = name.split_once("::").is_some_and(|(label, _)| self.plugins.iter().any(|own| **own == *label));
        if of_plugin || functions::is_known(name) {
            return;
        }
        if !name.starts_with(PREFIX) {
            self.error(span, PolicyErrorKind::Prefix(name.to_owned()));
        } else if let Err(error @ FunctionError::NoSuchFunction { .. }) = terraform::call(name, &[], &NoFiles) {
            self.error(span, PolicyErrorKind::NoSuchFunction(Box::new(error)));
        }
    }

    fn template(&mut self, parts: List<'t, RawPart>, read: &mut Read) {
        for part in parts.iter() {
            match part {
                Part::Literal(_) => {}
                Part::Interpolation(inner) => self.walk(inner, read),
                Part::If(condition, then, otherwise) => {
                    for node in [Some(condition), Some(then), otherwise].into_iter().flatten() {
                        self.walk(node, read);
                    }
                }
                Part::For(loop_) => self.loop_(&loop_, read),
            }
        }
    }

    fn loop_(&mut self, loop_: &ForExpression<'t>, read: &mut Read) {
        self.walk(loop_.collection, read);
        let outer = self.bound.len();
        self.bound.extend(loop_.key);
        self.bound.push(loop_.value);
        for node in [loop_.result_key, Some(loop_.result), loop_.condition].into_iter().flatten() {
            self.walk(node, read);
        }
        self.bound.truncate(outer);
    }

    fn reference(&mut self, root: &'t str, steps: Option<List<'t, RawStep>>, span: Span, read: &mut Read) {
        if self.bound.contains(&root) {
            return;
        }
        let first = steps.and_then(|steps| steps.get(0)).and_then(|step| match step {
            Step::Attribute(name, _) => Some(name),
            Step::Index(key, _) => match key.expression() {
                Expression::String(name) => Some(name),
                _ => None,
            },
            _ => None,
        });
        match (root, first, self.vocabulary) {
            ("local", Some(name), _) => self.local(name, span, read),
            ("input", Some(name), _) => {
                if !self.inputs.contains(&name) {
                    let known = listed(self.inputs.iter().copied());
                    self.error(
                        span,
                        PolicyErrorKind::UnknownReference { name: format!("input.{name}"), known: known.into() },
                    );
                }
            }
            ("attrs" | "meta", _, Vocabulary::Asset(kinds)) if kinds.are_within(Kinds::STATE) => {
                let kind = PolicyErrorKind::NotOfKind { name: root.to_owned(), kind: kinds.to_string() };
                self.error(span, kind);
            }
            ("attrs" | "meta", name, Vocabulary::Asset(_)) => self.code(root, name, span, read),
            (_, _, Vocabulary::Asset(_)) => {
                let mut path = vec![root];
                path.extend(steps.into_iter().flat_map(names));
                self.term(&path, span, read);
            }
            ("prior_attrs", _, Vocabulary::Code { prior: false, .. }) => {
                self.error(span, PolicyErrorKind::PriorAttributes);
            }
            ("attrs" | "prior_attrs" | "meta", name, Vocabulary::Code { .. }) => self.code(root, name, span, read),
            (_, _, Vocabulary::Code { prior, .. }) => {
                let known = if prior { "attrs, prior_attrs, meta, input, local" } else { "attrs, meta, input, local" };
                let kind = PolicyErrorKind::UnknownReference { name: root.to_owned(), known: known.to_owned().into() };
                self.error(span, kind);
            }
        }
    }

    /// Notes that `root`, an object of the block that is looked at, is read, or its attribute `name`. What may stand in a
    /// block only its provider knows; what is known beside it is a matter of the language.
    fn code(&mut self, root: &str, name: Option<&str>, span: Span, read: &mut Read) {
        read.own = true;
        match (root, name) {
            ("attrs", Some(name)) => {
                read.attributes.insert(name.into());
            }
            ("meta", Some(name)) => {
                let known = self.vocabulary.beside();
                if known.contains(&name) {
                    read.attributes.insert(format!("meta.{name}").into());
                } else {
                    let name = format!("meta.{name}");
                    self.error(span, PolicyErrorKind::UnknownReference { name, known: listed(known).into() });
                }
            }
            _ => {}
        }
    }

    fn term(&mut self, path: &[&str], span: Span, read: &mut Read) {
        let parsed = path.split_first().and_then(|(root, names)| Term::parse(root, names));
        match parsed {
            Some(term) => {
                if let Vocabulary::Asset(kinds) = self.vocabulary
                    && !term.is_of(kinds)
                {
                    let kind = PolicyErrorKind::NotOfKind { name: path.join("."), kind: kinds.to_string() };
                    self.error(span, kind);
                }
                term.field().into_iter().for_each(|field| read.fields.insert(field));
            }
            None => {
                self.error(span, PolicyErrorKind::UnknownReference { name: path.join("."), known: nearest(path) });
            }
        }
    }

    fn local(&mut self, name: &'t str, span: Span, read: &mut Read) {
        if let Some(seen) = self.seen.get(name) {
            read.extend(seen);
            return;
        }
        if self.open.contains(&name) {
            let cycle = EvaluationErrorKind::Cycle(format!("local.{name}").into());
            self.error(span, PolicyErrorKind::Evaluation(Box::new(cycle)));
            return;
        }
        let Some(id) = self.locals.get(name) else {
            let known = listed(self.locals.keys().map(|name| &**name));
            self.error(span, PolicyErrorKind::UnknownReference { name: format!("local.{name}"), known: known.into() });
            return;
        };
        self.open.push(name);
        // A local does not see the names that a `for` around its use binds.
        let bound = std::mem::take(&mut self.bound);
        let mut own = Read::default();
        self.walk(self.tree.node(*id), &mut own);
        self.bound = bound;
        self.open.pop();
        read.extend(&own);
        self.seen.insert(name, own);
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
fn nearest(path: &[&str]) -> Within {
    let known = |length: usize| {
        let start = path.get(..length).unwrap_or_default().join(".");
        let next = |term: &str| Some(term.strip_prefix(&start)?.strip_prefix('.')?.split('.').next()?.to_owned());
        let mut found: Vec<String> = Term::ALL.iter().filter_map(|(term, _)| next(term)).collect();
        found.dedup();
        (!found.is_empty()).then(|| Within { names: found.join(", "), start: Some(start) })
    };
    (1..=path.len())
        .rev()
        .find_map(known)
        .unwrap_or_else(|| "asset, attrs, meta, project, today, input, local".to_owned().into())
}
