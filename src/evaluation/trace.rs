//! From a value back to where it was written, rebuilt only for what is reported.

use std::sync::Arc;

use super::evaluator::Evaluator;
use super::inputs::Given;
use super::instance::{Children, Place};
use super::variable::caller_argument;
use super::{Type, Value, convert};
use crate::source::Span;
use crate::syntax::{Expression, List, Node, Part, RawStep, Step};
use crate::terraform::Mode;

/// A step back from a value towards where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceStep {
    /// What stands there: `var.region`, `module.db`, `--var`.
    pub text: Arc<str>,
    /// Where.
    pub span: Option<Span>,
}

/// The longest trace: what is further is seldom read.
const MAX_STEPS: usize = 12;

impl<'c> Evaluator<'c> {
    /// How the value of `node` at `place` came there, nearest first. A value written on the spot has no step.
    pub fn trace(&self, node: Node<'c>, place: &Place<'c>) -> Vec<TraceStep> {
        let mut steps = Vec::new();
        self.follow(node, place, &mut steps);
        steps.truncate(MAX_STEPS);
        steps
    }

    /// Follows the first reference of an expression; tells whether there was one.
    fn follow(&self, node: Node<'c>, place: &Place<'c>, steps: &mut Vec<TraceStep>) -> bool {
        if steps.len() >= MAX_STEPS {
            return true;
        }
        let mut any = |nodes: &[Node<'c>]| nodes.iter().any(|node| self.follow(*node, place, steps));
        match node.expression() {
            Expression::Postfix(base, path) => match base.expression() {
                Expression::Variable(root) => self.follow_reference(root, path, node, place, steps),
                _ => any(&[base]),
            },
            Expression::Conditional(condition, then, otherwise) => {
                let tested = self.evaluate(condition, place);
                match convert(tested.unmark().0, &Type::Bool) {
                    Ok(Value::Bool(true)) => any(&[then]),
                    Ok(Value::Bool(false)) => any(&[otherwise]),
                    _ => any(&[condition]),
                }
            }
            Expression::Template(parts) => {
                let nodes: Vec<_> = parts
                    .iter()
                    .filter_map(|part| match part {
                        Part::Interpolation(inner) => Some(inner),
                        Part::If(condition, ..) => Some(condition),
                        Part::For(loop_) => Some(loop_.collection),
                        Part::Literal(_) => None,
                    })
                    .collect();
                any(&nodes)
            }
            Expression::Call(_, arguments, _) => any(&arguments.iter().collect::<Vec<_>>()),
            Expression::Parenthesized(inner) | Expression::Unary(_, inner) => any(&[inner]),
            Expression::Binary(_, left, right) => any(&[left, right]),
            Expression::Tuple(items) => any(&items.iter().collect::<Vec<_>>()),
            Expression::For(loop_) => any(&[loop_.collection]),
            _ => false,
        }
    }

    fn follow_reference(
        &self,
        root: &'c str,
        path: List<'c, RawStep>,
        node: Node<'c>,
        place: &Place<'c>,
        steps: &mut Vec<TraceStep>,
    ) -> bool {
        let Some(Step::Attribute(first, _)) = path.get(0) else { return false };
        let instance = &place.instance;
        // Local values that turn in a circle are told once.
        if root == "local" && steps.iter().any(|step| step.text.strip_prefix("local.") == Some(first)) {
            return true;
        }
        let mut push = |text: String, span: Option<Span>| steps.push(TraceStep { text: text.into(), span });
        match root {
            "var" => {
                let Some((name, variable)) = instance.module.variables.get_key_value(first) else { return false };
                let text = format!("var.{name}");
                if instance.caller.is_some() {
                    match caller_argument(instance, name) {
                        Some((argument, outer)) => {
                            push(text, Some(argument.value.span()));
                            self.follow(argument.value, &outer, steps);
                        }
                        None => push(text, variable.default.map(Node::span)),
                    }
                } else {
                    match self.given(name, variable).0 {
                        Given::File(_, span) | Given::Default(span) | Given::Unit(span) => push(text, Some(span)),
                        Given::CommandLine => push(format!("{text} (--var)"), None),
                        Given::Environment => push(format!("{text} (TF_VAR_{name})"), None),
                        Given::Nowhere | Given::OneOf => push(text, Some(variable.span)),
                    }
                }
                true
            }
            "local" => {
                let Some((name, local)) = instance.module.locals.get_key_value(first) else { return false };
                push(format!("local.{name}"), Some(local.value.span()));
                self.follow(local.value, place, steps);
                true
            }
            "each" | "count" => {
                push(format!("{root}.{first}"), None);
                true
            }
            "module" => {
                let Some(call) = instance.module.calls.get(first) else { return false };
                push(format!("module.{first}"), Some(call.span));
                if let Children::Present(children) = &*self.children(instance, call)
                    && let Some(child) = children.sole()
                    && let Some(Step::Attribute(output, _)) = path.get(1)
                    && let Some(value) = child.module.outputs.get(output).and_then(|output| output.value)
                {
                    self.follow(value, &self.place_of(child), steps);
                }
                true
            }
            "path" | "terraform" | "self" | "data" | "ephemeral" => {
                push(node.source().to_owned(), Some(node.span()));
                true
            }
            of_type => {
                let Some(resource) = instance.module.resource(Mode::Managed, of_type, first) else { return false };
                let argument = path.iter().skip(1).find_map(|step| match step {
                    Step::Attribute(name, _) => resource.body.attribute(name),
                    _ => None,
                });
                push(format!("{of_type}.{first}"), Some(argument.map_or(resource.span, |found| found.value.span())));
                if let Some(argument) = argument {
                    self.follow(argument.value, &self.place_of(instance), steps);
                }
                true
            }
        }
    }
}
