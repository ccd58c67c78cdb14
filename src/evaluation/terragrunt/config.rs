//! One Terragrunt file under evaluation: its locals, what it includes, and what names mean in it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::functions;
use super::merge::{Entries, Strategy};
use super::paths;
use super::reader::{File, Reader};
use super::{UnitProblem, UnitProblemKind};
use crate::evaluation::expression::failed;
use crate::evaluation::functions::Environment;
use crate::evaluation::instance::Memo;
use crate::evaluation::scope::{Budget, Context, EvaluationError, EvaluationErrorKind, Reference, Scope};
use crate::evaluation::{Cause, CauseKind, Mapping, Unknown, Value, evaluate};
use crate::source::{ReadError, Span};
use crate::syntax::{Block, Expression, List, Node, NodeId, Step};

/// The evaluation of one unit, with all the files that it reads.
pub(super) struct Session<'r> {
    pub(super) reader: &'r Reader<'r>,
    /// The unit's directory.
    pub(super) original: Arc<str>,
    pub(super) errors: RefCell<Vec<EvaluationError>>,
    pub(super) problems: RefCell<Vec<UnitProblem>>,
    pub(super) budget: Budget,
    /// What `read_terragrunt_config()` gives, by path.
    read: Memo<Arc<str>, Value>,
}

impl<'r> Session<'r> {
    pub(super) fn new(reader: &'r Reader<'r>, original: Arc<str>) -> Self {
        Self {
            reader,
            original,
            errors: RefCell::default(),
            problems: RefCell::default(),
            budget: Budget::default(),
            read: Memo::default(),
        }
    }

    pub(super) fn problem(&self, span: Span, kind: UnitProblemKind) {
        self.problems.borrow_mut().push(UnitProblem { span, kind });
    }

    /// Why the unit is not wholly known, and where: the first problem of such a kind.
    pub(super) fn doubt(&self, of_kind: impl Fn(&UnitProblemKind) -> bool) -> Option<(Cause, Span)> {
        let problems = self.problems.borrow();
        let problem = problems.iter().find(|problem| of_kind(&problem.kind))?;
        let cause = match &problem.kind {
            UnitProblemKind::NestedInclude => Cause::at(CauseKind::Error, problem.span),
            UnitProblemKind::Include(cause)
            | UnitProblemKind::Generated(cause)
            | UnitProblemKind::VariableFile(cause) => {
                Cause { kind: cause.kind.clone(), span: cause.span.or(Some(problem.span)) }
            }
        };
        Some((cause, problem.span))
    }

    /// The file at `path` as `read_terragrunt_config()` gives it. A file that reads itself, directly or not, depends on
    /// itself.
    pub(super) fn read_config(&self, path: &str, span: Span) -> Value {
        let compute = || match self.reader.open(path) {
            Ok(file) => Config::new(self, file, None).exposed(),
            Err(_) => Value::unknown(Cause::at(CauseKind::FileNotRead(path.into()), span)),
        };
        self.read.get(path.into(), compute).unwrap_or_else(|()| {
            let name = path.rsplit('/').next().unwrap_or(path);
            self.errors.borrow_mut().push(EvaluationError::new(span, EvaluationErrorKind::Cycle(name.into())));
            Value::unknown(Cause::at(CauseKind::Cycle, span))
        })
    }
}

/// A Terragrunt file under evaluation.
pub(super) struct Config<'s, 'r> {
    pub(super) session: &'s Session<'r>,
    pub(super) file: File<'r>,
    /// The directory that relative paths and functions start from: that of the file, or of the one that includes it.
    pub(super) directory: Arc<str>,
    is_included: bool,
    locals: Memo<Arc<str>, Value>,
    exposed: Memo<(), Value>,
    includes: RefCell<Option<Rc<[Include<'s, 'r>]>>>,
    including: Cell<bool>,
}

/// An `include` block.
pub(super) struct Include<'s, 'r> {
    /// Its label; empty without one.
    pub(super) name: Arc<str>,
    /// How the file goes below the one that includes it.
    pub(super) strategy: Strategy,
    /// The file.
    pub(super) config: Config<'s, 'r>,
}

impl<'s, 'r> Config<'s, 'r> {
    /// `file`, included from a file of that directory if there is one.
    pub(super) fn new(session: &'s Session<'r>, file: File<'r>, includer: Option<&Arc<str>>) -> Self {
        Self {
            session,
            directory: includer.map_or_else(|| file.directory().into(), Arc::clone),
            file,
            is_included: includer.is_some(),
            locals: Memo::default(),
            exposed: Memo::default(),
            includes: RefCell::default(),
            including: Cell::new(false),
        }
    }

    /// The value of `node`, which stands in this file.
    pub(super) fn value(&self, node: Node<'_>) -> Value {
        evaluate(node, &Context { scope: self, bindings: None, errors: &self.session.errors, attempted: false })
    }

    /// The value of an argument at the top of the file.
    pub(super) fn argument(&self, name: &str) -> Option<(Value, Span)> {
        let attribute = self.file.tree().body().attribute(name)?;
        Some((self.value(attribute.value), attribute.value.span()))
    }

    /// The blocks of type `kind` at the top of the file.
    pub(super) fn blocks(&self, kind: &str, labels: usize) -> Vec<Block<'_>> {
        self.file.tree().body().blocks_of(kind, labels)
    }

    /// What the local `name` is written as.
    pub(super) fn local_node(&self, name: &str) -> Option<Node<'_>> {
        let found = self.blocks("locals", 0).into_iter().find_map(|block| block.body.attribute(name));
        found.map(|attribute| attribute.value)
    }

    /// What the local is written as that `node` refers to, if it is such a reference.
    pub(super) fn local_of(&self, node: Node<'_>) -> Option<Node<'_>> {
        match node.expression() {
            Expression::Postfix(base, steps) if steps.len() == 1 => match (base.expression(), steps.get(0)) {
                (Expression::Variable("local"), Some(Step::Attribute(name, _))) => self.local_node(name),
                _ => None,
            },
            _ => None,
        }
    }

    fn local(&self, name: &str, span: Span) -> Value {
        let Some(node) = self.local_node(name) else {
            let kind = EvaluationErrorKind::Undeclared(format!("local.{name}").into());
            self.session.errors.borrow_mut().push(EvaluationError::new(span, kind));
            return failed(span);
        };
        self.locals.get(name.into(), || self.value(node)).unwrap_or_else(|()| {
            let kind = EvaluationErrorKind::Cycle(format!("local.{name}").into());
            self.session.errors.borrow_mut().push(EvaluationError::new(span, kind));
            Value::unknown(Cause::at(CauseKind::Cycle, span))
        })
    }

    /// What it includes, in order. While that is being found out, nothing.
    pub(super) fn includes(&self) -> Rc<[Include<'s, 'r>]> {
        if let Some(known) = &*self.includes.borrow() {
            return Rc::clone(known);
        }
        if self.including.replace(true) {
            return Rc::from([]);
        }
        let mut found = Vec::new();
        for block in self.blocks("include", 0).into_iter().chain(self.blocks("include", 1)) {
            // In JSON syntax, a label looks like a block around another.
            let Some(path) = block.body.attribute("path") else { continue };
            if self.is_included {
                self.session.problem(block.header, UnitProblemKind::NestedInclude);
                continue;
            }
            match self.opened(path.value) {
                Ok(file) => found.push(Include {
                    name: block.labels.first().map_or("", |label| label.text).into(),
                    strategy: self.strategy(&block),
                    config: Config::new(self.session, file, Some(&self.directory)),
                }),
                Err(cause) => self.session.problem(path.value.span(), UnitProblemKind::Include(cause)),
            }
        }
        let found: Rc<[Include<'s, 'r>]> = found.into();
        *self.includes.borrow_mut() = Some(Rc::clone(&found));
        found
    }

    fn strategy(&self, block: &Block<'_>) -> Strategy {
        let written = block.body.attribute("merge_strategy").map(|attribute| self.value(attribute.value));
        match written.as_ref().and_then(Value::as_str) {
            Some("no_merge") => Strategy::None,
            Some("deep" | "deep_map_only") => Strategy::Deep,
            _ => Strategy::Shallow,
        }
    }

    /// The file that `node` names, or why it is not known.
    fn opened(&self, node: Node<'_>) -> Result<File<'r>, Cause> {
        let value = self.value(node);
        let path = text(&value, node.span())?;
        let not_read = || Cause::at(CauseKind::FileNotRead(Arc::clone(&path)), node.span());
        let resolved = paths::resolve(&self.directory, &path).map_err(|_| not_read())?;
        self.session.reader.open(&resolved).map_err(|_| not_read())
    }

    /// The include that a function is about: the one of that name, or the first.
    pub(super) fn include_directory(&self, name: Option<&str>) -> Option<String> {
        if self.is_included {
            return Some(self.file.directory().to_owned());
        }
        let includes = self.includes();
        let found = match name {
            Some(name) => includes.iter().find(|include| *include.name == *name),
            None => includes.first(),
        };
        found.map(|include| include.config.file.directory().to_owned())
    }

    /// The inputs, with those of what it includes below them.
    pub(super) fn inputs(&self) -> Entries {
        let own = |config: &Config<'_, '_>| {
            let written = config.file.tree().body().attribute("inputs");
            written.map(|attribute| Entries::of(attribute.value, config)).unwrap_or_default()
        };
        let mut inputs = own(self);
        for include in self.includes().iter().rev().filter(|include| include.strategy != Strategy::None) {
            let mut below = own(&include.config);
            below.put(inputs, include.strategy);
            inputs = below;
        }
        inputs
    }

    /// What other files see of it.
    pub(super) fn exposed(&self) -> Value {
        let cycle = || Value::unknown(Cause { kind: CauseKind::Cycle, span: None });
        self.exposed.get((), || self.expose()).unwrap_or_else(|()| cycle())
    }

    /// What Terragrunt makes of the rest of the file is not told.
    fn expose(&self) -> Value {
        let locals = self.blocks("locals", 0);
        let names = locals.iter().flat_map(|block| block.body.attributes()).map(|attribute| {
            let value = self.local(attribute.name, attribute.name_span);
            (Arc::from(attribute.name), value)
        });
        let locals = Value::object(names.collect::<Vec<(Arc<str>, Value)>>());
        let source = self.blocks("terraform", 0).into_iter().find_map(|block| {
            let source = block.body.attribute("source")?;
            Some(Value::object([("source", self.value(source.value))]))
        });
        let state = self.blocks("remote_state", 0).into_iter().next().map(|block| {
            let attributes = block.body.attributes().map(|attribute| (attribute.name, self.value(attribute.value)));
            Value::object(attributes.collect::<Vec<_>>())
        });
        let entries = [("locals", Some(locals)), ("inputs", Some(self.inputs().into_value()))];
        let entries = entries.into_iter().chain([("terraform", source), ("remote_state", state)]);
        let entries = entries.filter_map(|(name, value)| Some((name.into(), value?))).collect();
        let kind = CauseKind::UnsupportedFunction("read_terragrunt_config".into());
        Value::Object(Mapping::open(entries, Unknown::new(Cause { kind, span: None })))
    }

    fn include(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let includes = self.includes();
        let step = |position| match reference.steps.get(position) {
            Some(Step::Attribute(name, _)) => Some(name),
            _ => None,
        };
        // An include without a label has no name to step over.
        let bare = includes.iter().find(|include| include.name.is_empty()).map(|include| (include, 0));
        let named = || includes.iter().find(|include| step(0) == Some(&*include.name)).map(|include| (include, 1));
        let Some((include, consumed)) = bare.or_else(named) else {
            let name = step(0).map_or_else(|| "include".to_owned(), |name| format!("include.{name}"));
            reference.context.error(reference.span, EvaluationErrorKind::Undeclared(name.into()));
            return (failed(reference.span), reference.steps.len());
        };
        match (step(consumed), step(consumed + 1)) {
            // One local is not worth evaluating all.
            (Some("locals"), Some(name)) => (include.config.local(name, reference.span), consumed + 2),
            _ => (include.config.exposed(), consumed),
        }
    }

    fn feature(&self, name: &str, span: Span) -> Value {
        let blocks = self.blocks("feature", 1);
        let block = blocks.iter().find(|block| block.labels.first().is_some_and(|label| label.text == name));
        match block.and_then(|block| block.body.attribute("default")) {
            Some(default) => Value::object([("value", self.value(default.value))]),
            None => Value::unknown(Cause::at(CauseKind::NotWritten(format!("feature.{name}").into()), span)),
        }
    }
}

impl Scope for Config<'_, '_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let first = match reference.steps.get(0) {
            Some(Step::Attribute(name, _)) => name,
            _ => "",
        };
        let (span, all) = (reference.span, reference.steps.len());
        match reference.root {
            "local" => (self.local(first, span), 1),
            "include" => self.include(reference),
            // Mock outputs are not the truth, only what lets a plan be made before it.
            "dependency" => (Value::unknown(Cause::at(CauseKind::Dependency(first.into()), span)), all),
            "feature" => (self.feature(first, span), 1),
            "values" => (Value::unknown(Cause::at(CauseKind::NotWritten(format!("values.{first}").into()), span)), all),
            root => {
                reference.context.error(span, EvaluationErrorKind::NotHere(root.into()));
                (failed(span), all)
            }
        }
    }

    fn call(&self, name: &str, arguments: List<'_, NodeId>, _: Span, context: &Context<'_>) -> Option<Value> {
        functions::call(self, name, arguments, context)
    }

    fn environment(&self) -> &dyn Environment {
        self
    }

    fn budget(&self) -> &Budget {
        &self.session.budget
    }
}

/// Paths of Terraform's own functions start from the directory of the file that holds the call.
impl Environment for Config<'_, '_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.session.reader.repository.read(&paths::resolve(self.file.directory(), path)?)
    }

    fn list(&self, path: &str, depth: usize) -> Result<Vec<String>, ReadError> {
        self.session.reader.repository.list_below(&paths::resolve(self.file.directory(), path)?, depth)
    }
}

/// The text that `value` is, or why it is none.
pub(super) fn text(value: &Value, span: Span) -> Result<Arc<str>, Cause> {
    match value.unmark().0 {
        Value::String(text) => Ok(Arc::clone(text)),
        Value::Unknown(unknown) => {
            Err(unknown.causes().first().cloned().unwrap_or_else(|| Cause::at(CauseKind::Error, span)))
        }
        _ => Err(Cause::at(CauseKind::Error, span)),
    }
}
