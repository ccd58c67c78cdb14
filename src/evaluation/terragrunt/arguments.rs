//! What `extra_arguments` adds to the command line of Terraform: variable files and values of variables.

use std::sync::Arc;

use super::config::{Config, text};
use super::merge::Entries;
use super::{UnitProblemKind, paths};
use crate::evaluation::{Cause, CauseKind, Value};
use crate::source::Span;
use crate::syntax::Node;
use crate::terraform::Unit;

/// Adds what `config` gives to `unit`, and to the values that are `given` to its variables.
pub(super) fn add(config: &Config<'_, '_>, unit: &mut Unit, given: &mut Entries) {
    for terraform in config.blocks("terraform", 0) {
        for extra in terraform.body.blocks_of("extra_arguments", 1) {
            let argument = |name: &str| extra.body.attribute(name).map(|attribute| attribute.value);
            for (name, required) in [("required_var_files", true), ("optional_var_files", false)] {
                let Some(node) = argument(name) else { continue };
                for path in texts(config, node, true) {
                    add_file(config, unit, &path, required, node.span());
                }
            }
            let Some(node) = argument("arguments") else { continue };
            // Most of them are no business of ours, known or not.
            let concerns = node.source().contains("-var");
            let mut values = texts(config, node, concerns).into_iter();
            while let Some(written) = values.next() {
                let option = written.strip_prefix("--").or_else(|| written.strip_prefix('-')).unwrap_or_default();
                let (name, value) = match option.split_once('=') {
                    Some((name, value)) => (name, Some(Arc::from(value))),
                    None if matches!(option, "var" | "var-file") => (option, values.next()),
                    None => continue,
                };
                match (name, value) {
                    ("var-file", Some(path)) => add_file(config, unit, &path, true, node.span()),
                    ("var", Some(assigned)) => {
                        if let Some((name, value)) = assigned.split_once('=') {
                            given.values.insert(name.trim().into(), (Value::text(value), node.span()));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The texts of the list `node`. Those that are not known are problems when they `concern` variables.
fn texts(config: &Config<'_, '_>, node: Node<'_>, concern: bool) -> Vec<Arc<str>> {
    let span = node.span();
    let value = config.value(node);
    let items = match value.unmark().0 {
        Value::List(items) | Value::Tuple(items) | Value::Set(items) => items.to_vec(),
        _ => vec![value],
    };
    let mut known = Vec::with_capacity(items.len());
    for item in items {
        match text(&item, span) {
            Ok(text) => known.push(text),
            Err(cause) if concern => config.session.problem(span, UnitProblemKind::VariableFile(cause)),
            Err(_) => {}
        }
    }
    known
}

fn add_file(config: &Config<'_, '_>, unit: &mut Unit, path: &Arc<str>, required: bool, span: Span) {
    let resolved = paths::resolve(unit.module_directory(), path).ok();
    match resolved.and_then(|resolved| config.session.reader.open(&resolved).ok()) {
        Some(file) => unit.variable_files.push(file.tree().file()),
        None if required => {
            let cause = Cause::at(CauseKind::FileNotRead(Arc::clone(path)), span);
            config.session.problem(span, UnitProblemKind::VariableFile(cause));
        }
        None => {}
    }
}
