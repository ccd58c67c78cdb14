//! What names mean inside a module instance.

use std::rc::Rc;
use std::sync::Arc;

use super::argument::WrittenResource;
use super::evaluator::Evaluator;
use super::expansion::{InstanceKey, Instances, RepeatedBy};
use super::expression::{evaluate, failed, key_text};
use super::functions::Environment;
use super::instance::{Children, Gathered, ModuleInstance, Place, Repeated};
use super::scope::{Budget, Context, EvaluationErrorKind, Reference, Scope};
use super::terragrunt;
use super::{Cause, CauseKind, Unknown, Value};
use crate::source::{ReadError, Repository, Span};
use crate::syntax::{List, RawStep, Step};
use crate::terraform::{Mode, Module};

/// The files that functions may read: paths are relative to the root module, where Terraform runs.
#[derive(Debug)]
pub(super) struct Files<'c> {
    pub(super) repository: &'c Repository,
    pub(super) directory: &'c str,
}

impl Files<'_> {
    /// `path`, written in a file that is evaluated here, relative to the repository.
    fn path(&self, path: &str) -> Result<String, ReadError> {
        if let Some(inside) = terragrunt::inside(path) {
            return Ok(inside.to_owned());
        }
        if path.starts_with(['/', '~', '\\']) {
            return Err(ReadError::Outside);
        }
        Ok(if self.directory.is_empty() { path.to_owned() } else { format!("{}/{path}", self.directory) })
    }
}

impl Environment for Files<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.repository.read(&self.path(path)?)
    }

    fn list(&self, directory: &str, depth: usize) -> Result<Vec<String>, ReadError> {
        self.repository.list_below(&self.path(directory)?, depth)
    }

    fn full_path(&self, path: &str) -> Option<String> {
        self.path(path).ok()
    }
}

/// The scope of the expressions at one place of a module instance.
pub(super) struct ModuleScope<'e, 'c> {
    pub(super) evaluator: &'e Evaluator<'c>,
    pub(super) place: &'e Place<'c>,
}

impl Scope for ModuleScope<'_, '_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let Some(Step::Attribute(first, _)) = reference.steps.get(0) else {
            return Self::refuse(reference);
        };
        let (evaluator, instance, span) = (self.evaluator, &self.place.instance, reference.span);
        match reference.root {
            "var" => (evaluator.variable(instance, first, span, reference.context), 1),
            "local" => (evaluator.local(instance, first, span, reference.context), 1),
            "each" | "count" => (self.repetition(reference.root, first, reference), 1),
            "path" => (self.path(first, reference), 1),
            "terraform" | "tofu" => (self.terraform(first, reference), 1),
            "module" => self.module(first, reference),
            "data" => self.resource(Mode::Data, reference, 1),
            "ephemeral" => self.resource(Mode::Ephemeral, reference, 1),
            // It means something in provisioners and postconditions only, which are not evaluated.
            "self" => Self::refuse(reference),
            "terragrunt" if let Some(value) = self.unit_value(first) => (value, 1),
            _ => self.resource(Mode::Managed, reference, 0),
        }
    }

    fn environment(&self) -> &dyn Environment {
        &self.evaluator.files
    }

    fn budget(&self) -> &Budget {
        &self.evaluator.budget
    }
}

impl<'c> ModuleScope<'_, 'c> {
    /// What `terragrunt.value_N` is in a file that a unit writes.
    fn unit_value(&self, name: &str) -> Option<Value> {
        let index: usize = name.strip_prefix(terragrunt::VALUE)?.parse().ok()?;
        self.evaluator.unit()?.values.get(index).cloned()
    }

    fn refuse(reference: &Reference<'_, '_>) -> (Value, usize) {
        let kind = EvaluationErrorKind::NotHere(reference.root.into());
        reference.context.error(reference.span, kind);
        (failed(reference.span), reference.steps.len())
    }

    fn repetition(&self, root: &str, attribute: &str, reference: &Reference<'_, '_>) -> Value {
        match (&self.place.repetition.by, root, attribute) {
            (RepeatedBy::Count(index), "count", "index") => index.clone(),
            (RepeatedBy::ForEach { key, .. }, "each", "key") => key.clone(),
            (RepeatedBy::ForEach { value, .. }, "each", "value") => value.clone(),
            _ => Self::refuse(reference).0,
        }
    }

    fn path(&self, attribute: &str, reference: &Reference<'_, '_>) -> Value {
        match attribute {
            "root" => Value::string("."),
            "module" => Value::string(relative(self.evaluator.files.directory, &self.place.instance.module.directory)),
            "cwd" => Value::unknown(Cause::at(CauseKind::Environment("PWD".into()), reference.span)),
            _ => Self::refuse(reference).0,
        }
    }

    fn terraform(&self, attribute: &str, reference: &Reference<'_, '_>) -> Value {
        match (attribute, &self.evaluator.inputs.workspace) {
            ("workspace", Some(workspace)) => Value::text(workspace),
            ("workspace", None) => Value::unknown(Cause::at(CauseKind::Workspace, reference.span)),
            ("applying", _) => Value::Bool(false),
            _ => Self::refuse(reference).0,
        }
    }

    fn module(&self, name: &str, reference: &Reference<'_, '_>) -> (Value, usize) {
        let instance = &self.place.instance;
        let Some(call) = instance.module.calls.get(name) else {
            let kind = EvaluationErrorKind::Undeclared(format!("module.{name}").into());
            reference.context.error(reference.span, kind);
            return (failed(reference.span), reference.steps.len());
        };
        let children = self.evaluator.children(instance, call);
        let children = match &*children {
            // The outputs, and all that is inside them, are unknown for the same reason.
            Children::Absent(value) => return (value.clone(), reference.steps.len()),
            Children::Present(children) => children,
        };
        let attribute = |position: usize, output: &str, span: Span| match children.get(position) {
            Some(child) => self.evaluator.output(child, output, span, reference.context),
            None => failed(span),
        };
        let whole = |position: usize| match children.get(position) {
            Some(child) => self.outputs(child, reference),
            None => failed(reference.span),
        };
        let repetition = |position: usize| children.get(position)?.caller.as_ref()?.repetition.unknown();
        let address = || format!("{}module.{name}", instance.prefix);
        let repeated = call.count.is_some() || call.for_each.is_some();
        let selection = Selection {
            of: Repeated::Call(call.name),
            module: instance,
            instances: children,
            repeated,
            by_name: call.for_each.is_some(),
            attribute: &attribute,
            whole: &whole,
            unknown: &repetition,
        };
        selection.select(reference, 1, &address)
    }

    fn outputs(&self, child: &Rc<ModuleInstance<'c>>, reference: &Reference<'_, '_>) -> Value {
        let names = child.module.outputs.keys();
        if let Err(beyond) = reference.context.spend(names.len() as u64, reference.span) {
            return beyond;
        }
        Value::object(names.map(|name| (*name, self.evaluator.output(child, name, reference.span, reference.context))))
    }

    /// A resource, whose type is the root of the reference or, after `data` and `ephemeral`, its step at `start - 1`.
    fn resource(&self, mode: Mode, reference: &Reference<'_, '_>, start: usize) -> (Value, usize) {
        let step = |position| match reference.steps.get(position) {
            Some(Step::Attribute(name, _)) => Some(name),
            _ => None,
        };
        let of_type = if start == 0 { Some(reference.root) } else { step(start - 1) };
        let (Some(of_type), Some(name)) = (of_type, step(start)) else { return Self::refuse(reference) };
        let instance = &self.place.instance;
        let found = resource_position(instance.module, mode, of_type, name);
        let Some((position, resource)) = found else {
            let address = format!("{}{of_type}.{name}", mode.prefix());
            reference.context.error(reference.span, EvaluationErrorKind::Undeclared(address.into()));
            return (failed(reference.span), reference.steps.len());
        };
        let expanded = self.evaluator.expansion(instance, position);
        let written = |one: usize| {
            let repetition = Rc::clone(expanded.get(one)?);
            let place = Place { instance: Rc::clone(instance), repetition, bindings: None };
            Some(WrittenResource { resource, position, one, place })
        };
        let attribute = |one: usize, attribute: &str, span: Span| match written(one) {
            Some(written) => self.evaluator.resource_attribute(&written, attribute, span),
            None => failed(span),
        };
        let whole = |one: usize| match written(one) {
            Some(written) => self.evaluator.resource_object(&written, reference.span),
            None => failed(reference.span),
        };
        let address = || format!("{}{}{of_type}.{name}", instance.prefix, mode.prefix());
        let repeated = resource.count.is_some() || resource.for_each.is_some();
        let selection = Selection {
            of: Repeated::Resource(position),
            module: instance,
            instances: &expanded,
            repeated,
            by_name: resource.for_each.is_some(),
            attribute: &attribute,
            whole: &whole,
            unknown: &|position| expanded.get(position)?.unknown(),
        };
        selection.select(reference, start + 1, &address)
    }
}

fn resource_position<'m, 'c>(
    module: &'m Module<'c>,
    mode: Mode,
    of_type: &str,
    name: &str,
) -> Option<(usize, &'m crate::terraform::Resource<'c>)> {
    let position = *module.resource_index.get(&(mode, of_type, name))?;
    Some((position, module.resources.get(position)?))
}

/// The instances of a block that a reference names, and how to get at what is inside one of them.
struct Selection<'a, 'c, T> {
    of: Repeated<'c>,
    /// The module instance that holds the block.
    module: &'a ModuleInstance<'c>,
    instances: &'a Instances<T>,
    repeated: bool,
    /// By `for_each`, not by `count`.
    by_name: bool,
    attribute: &'a dyn Fn(usize, &str, Span) -> Value,
    whole: &'a dyn Fn(usize) -> Value,
    /// Why it is not known which instance one is.
    unknown: &'a dyn Fn(usize) -> Option<Unknown>,
}

impl<T> Selection<'_, '_, T> {
    /// The value that `reference` has after its first `consumed` steps, and how many steps that value includes.
    fn select(&self, reference: &Reference<'_, '_>, consumed: usize, address: &dyn Fn() -> String) -> (Value, usize) {
        let steps = reference.steps;
        if !self.repeated {
            // It may not be enabled, and then it is null.
            let whole = steps.get(consumed).is_none();
            if self.instances.is_symbolic() && (whole || reference.context.attempted) {
                return (self.not_known(0), steps.len());
            }
            return match steps.get(consumed) {
                None | Some(Step::FullSplat(_) | Step::AttributeSplat(_)) if self.instances.get(0).is_none() => {
                    (Value::Null, consumed)
                }
                Some(_) if self.instances.get(0).is_none() => {
                    reference.context.error(reference.span, EvaluationErrorKind::NoInstance(address().into()));
                    (failed(reference.span), steps.len())
                }
                // An index may name an output of a module, never an attribute of a resource.
                Some(Step::Index(key, span)) if matches!(self.of, Repeated::Resource(_)) => {
                    no_instance(&evaluate(key, reference.context), reference, span, address)
                }
                _ => self.inside(0, steps, consumed),
            };
        }
        match steps.get(consumed) {
            Some(Step::Index(key, span)) => {
                let key = evaluate(key, reference.context);
                match self.position(&key) {
                    // There may be no such instance, and then another argument of `try` counts.
                    Ok(_) if reference.context.attempted && self.instances.is_symbolic() => {
                        (self.not_known(0), steps.len())
                    }
                    Ok(position) => self.inside(position, steps, consumed + 1),
                    Err(Some(unknown)) => (Value::Unknown(Unknown::of([&unknown])), steps.len()),
                    Err(None) => no_instance(&key, reference, span, address),
                }
            }
            Some(Step::FullSplat(_) | Step::AttributeSplat(_)) if !self.by_name => {
                if let Some(Step::Attribute(name, span)) = steps.get(consumed + 1) {
                    let values = self.all(Some(name), reference.context, reference.span, &|position| {
                        (self.attribute)(position, name, span)
                    });
                    // The steps that follow apply to each element of a full splat.
                    if consumed + 2 == steps.len() || matches!(steps.get(consumed), Some(Step::AttributeSplat(_))) {
                        return (values, consumed + 2);
                    }
                }
                (self.all(None, reference.context, reference.span, self.whole), consumed)
            }
            _ => (self.all(None, reference.context, reference.span, self.whole), consumed),
        }
    }

    fn inside(&self, position: usize, steps: List<'_, RawStep>, consumed: usize) -> (Value, usize) {
        match steps.get(consumed) {
            Some(Step::Attribute(name, span)) => ((self.attribute)(position, name, span), consumed + 1),
            _ => ((self.whole)(position), consumed),
        }
    }

    fn position(&self, key: &Value) -> Result<usize, Option<Unknown>> {
        let text = match key_text(key) {
            Ok(text) => text,
            // Whatever the key, the symbolic instance stands for the one it names.
            Err(_) if self.instances.is_symbolic() => return Ok(0),
            Err(unknown) => return Err(unknown),
        };
        self.instances.position(&text).ok_or(None)
    }

    /// All instances as one value: a tuple for `count`, an object for `for_each`.
    fn all(&self, attribute: Option<&str>, context: &Context<'_>, span: Span, one: &dyn Fn(usize) -> Value) -> Value {
        let key = Gathered { of: self.of, attribute: attribute.map(Arc::from), span };
        if let Some(known) = self.module.gathered.borrow().get(&key) {
            return known.clone();
        }
        let value = match context.spend(self.instances.iter().len() as u64, span) {
            Ok(()) => self.gather(one),
            Err(beyond) => beyond,
        };
        self.module.gathered.borrow_mut().insert(key, value.clone());
        value
    }

    /// What stands for instances of which it is not known whether they are there: the one at `position` does.
    fn not_known(&self, position: usize) -> Value {
        let expansion = || Unknown::new(Cause { kind: CauseKind::Expansion("*".into()), span: None });
        Value::Unknown((self.unknown)(position).unwrap_or_else(expansion))
    }

    fn gather(&self, one: &dyn Fn(usize) -> Value) -> Value {
        let keys = || self.instances.iter().map(|(key, _)| key).enumerate();
        if let Some((symbolic, _)) = keys().find(|(_, key)| matches!(key, InstanceKey::Symbolic)) {
            return self.not_known(symbolic);
        }
        if !self.by_name {
            return Value::tuple(keys().map(|(position, _)| one(position)).collect());
        }
        let entries = keys().filter_map(|(position, key)| match key {
            InstanceKey::Name(name) => Some((Arc::clone(name), one(position))),
            _ => None,
        });
        Value::object(entries)
    }
}

/// A key that no instance of the block at `address` has.
fn no_instance(key: &Value, reference: &Reference<'_, '_>, span: Span, address: &dyn Fn() -> String) -> (Value, usize) {
    let text = key_text(key).map_or_else(|_| address(), |key| format!("{}[{key}]", address()));
    reference.context.error(span, EvaluationErrorKind::NoInstance(text.into()));
    (failed(span), reference.steps.len())
}

/// The path from the directory `from` to the directory `to`, as `path.module` has it.
pub(super) fn relative(from: &str, to: &str) -> String {
    let parts = |path: &str| path.split('/').filter(|part| !part.is_empty()).map(String::from).collect::<Vec<_>>();
    let (from, to) = (parts(from), parts(to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut path: Vec<String> = vec!["..".to_owned(); from.len() - common];
    path.extend(to.into_iter().skip(common));
    if path.is_empty() { ".".to_owned() } else { path.join("/") }
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn module_paths_are_relative_to_the_root_module() {
        assert_eq!(relative("prod", "prod"), ".");
        assert_eq!(relative("prod", "modules/db"), "../modules/db");
        assert_eq!(relative("", "modules/db"), "modules/db");
        assert_eq!(relative("a/b", "a/c"), "../c");
    }
}
