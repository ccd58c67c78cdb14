//! One root module, evaluated on demand: each value once, when something asks for it.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::expansion::{InstanceKey, Instances, Repetition, expand, symbolic};
use super::given::FileValues;
use super::inputs::Inputs;
use super::instance::{Caller, Children, Expanded, Memo, ModuleInstance, Place};
use super::limit::Limit;
use super::module_scope::{Files, ModuleScope};
use super::provider::ProviderConfiguration;
use super::scope::{Budget, Context, EvaluationError, EvaluationErrorKind};
use super::{Cause, CauseKind, Type, Value, evaluate};
use crate::source::{FileId, Repository, Span};
use crate::syntax::{Node, Tree};
use crate::terraform::{Configuration, DeclarationError, DeclarationErrorKind, Mode, ModuleCall, Resource, RootModule};

/// The most module calls inside one another.
const MAX_MODULE_DEPTH: usize = 64;
/// The most module instances of one root module, and the most resource instances. Beyond that, each module call and each
/// resource block is looked at once more, so that none is passed over.
const MAX_INSTANCES: usize = 100_000;

/// Arguments of a module call that are no variables of the module. In JSON syntax, `lifecycle` is one of them.
pub(super) const META_ARGUMENTS: [&str; 7] =
    ["source", "version", "count", "for_each", "providers", "depends_on", "lifecycle"];

/// A root module under evaluation. Not shared between threads: each root module has its own.
#[derive(Debug)]
pub struct Evaluator<'c> {
    pub(super) configuration: &'c Configuration<'c>,
    pub(super) inputs: &'c Inputs,
    pub(super) root: &'c RootModule,
    pub(super) files: Files<'c>,
    pub(super) file_values: OnceCell<FileValues<'c>>,
    pub(super) budget: Budget,
    pub(super) providers: RefCell<Vec<Rc<ProviderConfiguration<'c>>>>,
    /// Type constraints and defaults of variables, by where they are written: the same in all instances of a module.
    pub(super) types: Memo<Span, Option<Rc<Type>>>,
    pub(super) defaults: Memo<Span, Value>,
    errors: RefCell<Vec<EvaluationError>>,
    declaration_errors: RefCell<Vec<DeclarationError>>,
    not_installed: RefCell<Vec<AbsentModule>>,
    module_instances: Cell<usize>,
    reached: RefCell<Reached>,
    /// The calls and resource blocks that were looked at once more when there were too many instances.
    surplus: RefCell<FxHashSet<Span>>,
    top: Option<Rc<ModuleInstance<'c>>>,
}

/// The address of the module that a Terragrunt unit runs, as that of a call.
pub const SOURCE_OF_UNIT: &str = "terraform.source";

/// A module call whose module is not here: what it makes is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentModule {
    /// Address of the call in the root module: `module.network`.
    pub address: Arc<str>,
    /// Where Terraform would fetch it from.
    pub source: Arc<str>,
    /// Where that is written.
    pub span: Span,
}

/// Where the calls of a root module lead.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// Directories of modules that have an instance.
    pub directories: FxHashSet<Arc<str>>,
    /// Directories of modules of which a call makes no instance: `count = 0`.
    pub unused: FxHashSet<Arc<str>>,
}

impl Reached {
    /// Adds what `other` reaches.
    pub fn extend(&mut self, other: &Self) {
        self.directories.extend(other.directories.iter().cloned());
        self.unused.extend(other.unused.iter().cloned());
    }
}

/// An instance of a resource.
#[derive(Clone, Debug)]
pub struct ResourceInstance<'c> {
    /// Its address in the root module: `module.db["fr"].scaleway_rdb_instance.main`.
    pub address: Arc<str>,
    /// Its declaration.
    pub resource: &'c Resource<'c>,
    /// Where its arguments are evaluated.
    pub place: Place<'c>,
}

impl<'c> Evaluator<'c> {
    /// The root module `root` of `configuration`, with the values that `inputs` gives.
    pub fn new(
        configuration: &'c Configuration<'c>,
        repository: &'c Repository,
        root: &'c RootModule,
        inputs: &'c Inputs,
    ) -> Self {
        let module = configuration.top(root);
        let top = module.map(|module| Rc::new(ModuleInstance::new(module, "".into(), "".into(), None)));
        let absent = configuration.absent_source(root).map(|(source, span)| AbsentModule {
            address: SOURCE_OF_UNIT.into(),
            source: Arc::clone(source),
            span,
        });
        Self {
            configuration,
            inputs,
            root,
            files: Files { repository, directory: module.map_or(&root.directory, |module| &module.directory) },
            file_values: OnceCell::new(),
            budget: Budget::default(),
            providers: RefCell::default(),
            types: Memo::default(),
            defaults: Memo::default(),
            errors: RefCell::default(),
            declaration_errors: RefCell::default(),
            not_installed: RefCell::new(absent.into_iter().collect()),
            module_instances: Cell::new(1),
            reached: RefCell::new(Reached {
                directories: std::iter::once(Arc::clone(&root.directory)).collect(),
                unused: FxHashSet::default(),
            }),
            surplus: RefCell::default(),
            top,
        }
    }

    /// The root module's own instance.
    pub fn top(&self) -> Option<&Rc<ModuleInstance<'c>>> {
        self.top.as_ref()
    }

    /// The root module.
    pub fn root(&self) -> &'c RootModule {
        self.root
    }

    /// What the user of the run gives.
    pub fn inputs(&self) -> &'c Inputs {
        self.inputs
    }

    /// The tree of a file.
    pub fn tree(&self, file: FileId) -> Option<&'c Tree> {
        self.configuration.tree(file)
    }

    /// The value of `node` at `place`.
    pub fn evaluate(&self, node: Node<'c>, place: &Place<'c>) -> Value {
        self.within(place, |context| evaluate(node, context))
    }

    /// Runs `body` with the context of `place`. What fails in an instance that may not exist is no mistake: Terraform
    /// may never evaluate it. Its value is unknown all the same.
    pub(super) fn within<T>(&self, place: &Place<'c>, body: impl FnOnce(&Context<'_>) -> T) -> T {
        let scope = ModuleScope { evaluator: self, place };
        let unheard = RefCell::default();
        let uncertain = place.instance.uncertain || place.repetition.key == InstanceKey::Symbolic;
        let errors = if uncertain { &unheard } else { &self.errors };
        let context = Context { scope: &scope, bindings: place.bindings.clone(), errors, attempted: false };
        let result = self.budget.shared(|| body(&context));
        if uncertain {
            let certain = unheard.take().into_iter().filter(|error: &EvaluationError| error.kind.is_certain());
            self.errors.borrow_mut().extend(certain);
        }
        result
    }

    pub(super) fn error(&self, span: Span, kind: EvaluationErrorKind) {
        self.errors.borrow_mut().push(EvaluationError::new(span, kind));
    }

    /// The errors met so far, each once, in the order of their places.
    pub fn errors(&self) -> (Vec<EvaluationError>, Vec<DeclarationError>) {
        let mut errors = self.errors.borrow().clone();
        errors.sort_by_key(|error| error.span);
        errors.dedup();
        self.add_origins(&mut errors);
        let mut declarations = self.declaration_errors.borrow().clone();
        declarations.sort_by_key(|error| error.span);
        declarations.dedup();
        (errors, declarations)
    }

    /// The limits reached so far, each once, in the order of their places. Where there is one, the rest is not complete.
    pub fn limits(&self) -> Vec<(Span, Limit)> {
        self.budget.limits()
    }

    /// Where the calls met so far lead.
    pub fn reached(&self) -> Reached {
        self.reached.borrow().clone()
    }

    /// The modules met so far that are not installed, in the order of their places.
    pub fn not_installed(&self) -> Vec<AbsentModule> {
        let mut absent = self.not_installed.borrow().clone();
        absent.sort_by(|one, other| (one.span, &one.address).cmp(&(other.span, &other.address)));
        absent
    }

    /// All managed resource instances, module instances included, in the order of declaration.
    pub fn resource_instances(&self) -> Vec<ResourceInstance<'c>> {
        let mut found = Vec::new();
        if let Some(top) = &self.top {
            self.collect(top, &|resource| resource.mode == Mode::Managed, &mut found);
        }
        found
    }

    /// All instances of data sources of this type, module instances included, in the order of declaration.
    pub fn data_instances(&self, of_type: &str) -> Vec<ResourceInstance<'c>> {
        let mut found = Vec::new();
        if let Some(top) = &self.top {
            let wanted = |resource: &Resource<'c>| resource.mode == Mode::Data && resource.of_type == of_type;
            self.collect(top, &wanted, &mut found);
        }
        found
    }

    fn collect(
        &self,
        instance: &Rc<ModuleInstance<'c>>,
        wanted: &dyn Fn(&Resource<'c>) -> bool,
        found: &mut Vec<ResourceInstance<'c>>,
    ) {
        for (index, resource) in instance.module.resources.iter().enumerate() {
            if !wanted(resource) {
                continue;
            }
            if found.len() >= MAX_INSTANCES && self.surplus.borrow().contains(&resource.span) {
                continue;
            }
            for (_, repetition) in self.expansion(instance, index).iter() {
                if found.len() >= MAX_INSTANCES {
                    self.budget.beyond(resource.span, Limit::Instances);
                    if !self.surplus.borrow_mut().insert(resource.span) {
                        break;
                    }
                }
                let mode = resource.mode.prefix();
                let address =
                    format!("{}{mode}{}.{}{}", instance.prefix, resource.of_type, resource.name, repetition.key);
                let place = Place { instance: Rc::clone(instance), repetition: Rc::clone(repetition), bindings: None };
                found.push(ResourceInstance { address: address.into(), resource, place });
            }
        }
        for call in instance.module.calls.values() {
            if let Children::Present(children) = &*self.children(instance, call) {
                for (_, child) in children.iter() {
                    self.collect(child, wanted, found);
                }
            }
        }
    }

    /// The instances of the resource at `index` in its module.
    pub(super) fn expansion(&self, instance: &Rc<ModuleInstance<'c>>, index: usize) -> Rc<Expanded> {
        let Some(resource) = instance.module.resources.get(index) else { return Rc::default() };
        let address = || -> Arc<str> {
            format!("{}{}{}.{}", instance.prefix, resource.mode.prefix(), resource.of_type, resource.name).into()
        };
        let place = Place { instance: Rc::clone(instance), repetition: Repetition::single(), bindings: None };
        let compute = || {
            let (count, for_each, enabled) = (resource.count, resource.for_each, resource.enabled);
            let expanded = self.within(&place, |context| expand(count, for_each, enabled, address, context));
            Rc::new(Expanded::new(expanded.into_iter().map(|one| (one.key.clone(), one)).collect()))
        };
        instance.expansions.get(index, compute).unwrap_or_else(|()| {
            self.error(resource.span, EvaluationErrorKind::Cycle(address()));
            Rc::default()
        })
    }

    /// The module instances that `call` makes.
    pub(super) fn children(&self, caller: &Rc<ModuleInstance<'c>>, call: &'c ModuleCall<'c>) -> Rc<Children<'c>> {
        caller.children.get(call.name, || Rc::new(self.instantiate(caller, call))).unwrap_or_else(|()| {
            self.error(call.span, EvaluationErrorKind::Cycle(format!("{}module.{}", caller.prefix, call.name).into()));
            Rc::new(Children::Absent(Value::unknown(Cause::at(CauseKind::Cycle, call.span))))
        })
    }

    fn instantiate(&self, caller: &Rc<ModuleInstance<'c>>, call: &'c ModuleCall<'c>) -> Children<'c> {
        let call_path: Arc<str> = match &*caller.call_path {
            "" => call.name.into(),
            path => format!("{path}.{}", call.name).into(),
        };
        let place = Place { instance: Rc::clone(caller), repetition: Repetition::single(), bindings: None };
        let absent = |kind: CauseKind| Children::Absent(Value::unknown(Cause::at(kind, call.source_span)));
        let refused = |kind: DeclarationErrorKind| {
            self.declaration_errors.borrow_mut().push(DeclarationError { span: call.source_span, kind });
            absent(CauseKind::Error)
        };
        let beyond = |limit: Limit| Children::Absent(Value::Unknown(self.budget.beyond(call.span, limit)));
        let name: Arc<str> = call.name.into();
        let written = match call.source {
            Some(source) => Some(source.into()),
            None => self.early_source(call, &place),
        };
        let source: Arc<str> = written.clone().unwrap_or_default();
        let (here, root) = (&caller.module.directory, self.files.directory);
        let found = self.configuration.directory_of(written.as_deref(), here, root, &call_path);
        // What is not read may be there all the same when no text led to it.
        let found = match found {
            Ok(Some(directory)) if call.source.is_none() && self.configuration.module(&directory).is_none() => Ok(None),
            found => found,
        };
        let directory = match found {
            Err(()) => return refused(DeclarationErrorKind::ModuleOutside { name, source_address: source }),
            Ok(None) => {
                let address: Arc<str> = format!("{}module.{}", caller.prefix, call.name).into();
                // A call without a source is an error of its own.
                if call.body.attribute("source").is_some() {
                    self.not_installed.borrow_mut().push(AbsentModule {
                        address: Arc::clone(&address),
                        source: Arc::clone(&source),
                        span: call.source_span,
                    });
                }

                return absent(CauseKind::ModuleNotInstalled(address, source));
            }
            Ok(Some(directory)) => directory,
        };
        let Some(module) = self.configuration.module(&directory) else {
            return refused(DeclarationErrorKind::ModuleMissing { name, directory });
        };
        let mut ancestors =
            std::iter::successors(Some(caller), |instance| instance.caller.as_ref().map(|caller| &caller.instance));
        if ancestors.any(|ancestor| ancestor.module.directory == directory) {
            return refused(DeclarationErrorKind::ModuleCycle { name, directory });
        }
        if caller.depth() >= MAX_MODULE_DEPTH {
            return beyond(Limit::ModuleDepth);
        }
        for attribute in call.body.attributes() {
            if !META_ARGUMENTS.contains(&attribute.name) && !module.variables.contains_key(attribute.name) {
                let argument = attribute.name.into();
                let kind = EvaluationErrorKind::UnsupportedArgument { call: Arc::clone(&name), argument };
                self.error(attribute.name_span, kind);
            }
        }
        let address = || -> Arc<str> { format!("{}module.{}", caller.prefix, call.name).into() };
        let repetitions =
            self.within(&place, |context| expand(call.count, call.for_each, call.enabled, address, context));
        let mut reached = self.reached.borrow_mut();
        let known = if repetitions.is_empty() { &mut reached.unused } else { &mut reached.directories };
        known.insert(directory);
        drop(reached);
        let repetitions = if self.module_instances.get() + repetitions.len() <= MAX_INSTANCES {
            repetitions
        } else if self.surplus.borrow_mut().insert(call.span) {
            let unknown = self.budget.beyond(call.span, Limit::Modules);
            if repetitions.len() > 1 { vec![symbolic(call.count.is_some(), &unknown)] } else { repetitions }
        } else {
            return beyond(Limit::Modules);
        };
        self.module_instances.set(self.module_instances.get() + repetitions.len());
        let child = |repetition: Rc<Repetition>| {
            let key = repetition.key.clone();
            let prefix = format!("{}module.{}{key}.", caller.prefix, call.name);
            let caller = Some(Caller { instance: Rc::clone(caller), call, repetition });
            (key, Rc::new(ModuleInstance::new(module, prefix.into(), Arc::clone(&call_path), caller)))
        };
        Children::Present(Instances::new(repetitions.into_iter().map(child).collect()))
    }

    /// A source that is no plain text, which OpenTofu evaluates before anything else.
    fn early_source(&self, call: &'c ModuleCall<'c>, place: &Place<'c>) -> Option<Arc<str>> {
        match self.evaluate(call.body.attribute("source")?.value, place) {
            Value::String(source) => Some(source),
            _ => None,
        }
    }
}
