//! What the `validation` blocks of a variable leave it to be, when that is a few values.
//!
//! Only shapes that name the values are read: `contains([…], var.x)`, `var.x == "a" || var.x == "b"`, and
//! `can(regex("^(a|b)$", var.x))`. Any other condition leaves everything possible.

use super::{Type, Value, convert};
use crate::syntax::{BinaryOperator, Expression, List, Node, NodeId, Step};

/// The values that `conditions` allow to the variable `name`, which is of type `of_type`. `None` when they are not a few.
/// `literal` evaluates an expression that may refer to nothing; `None` if it refers to something.
pub(super) fn allowed<'t>(
    name: &str,
    of_type: &Type,
    conditions: &[Node<'t>],
    literal: &dyn Fn(Node<'t>) -> Option<Value>,
) -> Option<Vec<Value>> {
    let reader = Reader { name, of_type, literal };
    conditions
        .iter()
        .filter_map(|condition| reader.condition(*condition))
        .reduce(|left, right| intersection(left, &right))
        // Nothing at all would be a mistake, or something that is read wrongly here.
        .filter(|values| !values.is_empty())
}

fn intersection(left: Vec<Value>, right: &[Value]) -> Vec<Value> {
    left.into_iter().filter(|value| right.contains(value)).collect()
}

struct Reader<'r, 't> {
    name: &'r str,
    of_type: &'r Type,
    literal: &'r dyn Fn(Node<'t>) -> Option<Value>,
}

impl<'t> Reader<'_, 't> {
    fn condition(&self, node: Node<'t>) -> Option<Vec<Value>> {
        match unwrapped(node).expression() {
            Expression::Binary(BinaryOperator::Or, left, right) => {
                let mut either = self.condition(left)?;
                either.extend(self.condition(right)?);
                Some(either)
            }
            Expression::Binary(BinaryOperator::And, left, right) => match (self.condition(left), self.condition(right))
            {
                (Some(left), Some(right)) => Some(intersection(left, &right)),
                (one, other) => one.or(other),
            },
            Expression::Binary(BinaryOperator::Equal, left, right) => {
                let value = if self.is_variable(left) { right } else { left };
                let other = if self.is_variable(left) { left } else { right };
                self.is_variable(other).then(|| (self.literal)(value)).flatten().map(|value| self.equals(vec![value]))
            }
            Expression::Call("contains", arguments, false) => match two(arguments) {
                Some((list, value)) if self.is_variable(value) => {
                    match convert(&(self.literal)(list)?, &Type::list(Type::Any)).ok()? {
                        Value::Tuple(items) | Value::List(items) | Value::Set(items) => {
                            Some(self.equals(items.to_vec()))
                        }
                        _ => None,
                    }
                }
                _ => None,
            },
            Expression::Call("can", arguments, false) if arguments.len() == 1 => {
                match arguments.get(0).map(Node::expression) {
                    Some(Expression::Call("regex", arguments, false)) => match two(arguments) {
                        Some((pattern, value)) if self.is_variable(value) => match (self.literal)(pattern)? {
                            Value::String(pattern) => self.written(&alternatives(&pattern)?),
                            _ => None,
                        },
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Of `values`, those that the variable may be equal to: one of another type never is.
    fn equals(&self, values: Vec<Value>) -> Vec<Value> {
        let same =
            |value: &Value| *self.of_type == Type::Any || *value == Value::Null || Type::of(value) == *self.of_type;
        values.into_iter().filter(same).collect()
    }

    /// What is written as one of `words`, of the type of the variable; `None` when its type is open, since a number is
    /// written as a string is.
    fn written(&self, words: &[Value]) -> Option<Vec<Value>> {
        let is_primitive = matches!(self.of_type, Type::String | Type::Number | Type::Bool);
        is_primitive.then(|| words.iter().filter_map(|word| convert(word, self.of_type).ok()).collect())
    }

    fn is_variable(&self, node: Node<'t>) -> bool {
        let Expression::Postfix(base, steps) = unwrapped(node).expression() else { return false };
        matches!(base.expression(), Expression::Variable("var"))
            && steps.len() == 1
            && matches!(steps.get(0), Some(Step::Attribute(name, _)) if name == self.name)
    }
}

fn unwrapped(node: Node<'_>) -> Node<'_> {
    match node.expression() {
        Expression::Parenthesized(inner) => unwrapped(inner),
        // JSON syntax: "${…}".
        Expression::Template(parts) if parts.len() == 1 => match parts.get(0) {
            Some(crate::syntax::Part::Interpolation(inner)) => unwrapped(inner),
            _ => node,
        },
        _ => node,
    }
}

fn two(arguments: List<'_, NodeId>) -> Option<(Node<'_>, Node<'_>)> {
    if arguments.len() == 2 { arguments.get(0).zip(arguments.get(1)) } else { None }
}

/// The words, as strings, of a pattern that matches nothing else: `^(dev|prod)$`.
fn alternatives(pattern: &str) -> Option<Vec<Value>> {
    let inner = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let words = match inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(grouped) => grouped.strip_prefix("?:").unwrap_or(grouped),
        // `^dev|prod$` also matches "development".
        None if inner.contains('|') => return None,
        None => inner,
    };
    let plain = |word: &str| {
        !word.is_empty() && word.chars().all(|character| character.is_ascii_alphanumeric() || "_-".contains(character))
    };
    words.split('|').map(|word| plain(word).then(|| Value::text(word))).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::super::functions::Environment;
    use super::super::scope::{Budget, Context, Reference, Scope};
    use super::super::{evaluate, expression::failed};
    use super::*;
    use crate::source::{FileId, ReadError};
    use crate::syntax::parse_expression;

    struct NoFiles;

    impl Environment for NoFiles {
        fn read(&self, _: &str) -> Result<Vec<u8>, ReadError> {
            Err(ReadError::NotFound)
        }
        fn list(&self, _: &str, _: usize) -> Result<Vec<String>, ReadError> {
            Err(ReadError::NotFound)
        }
    }

    struct Nothing(Budget);

    impl Scope for Nothing {
        fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
            (failed(reference.span), reference.steps.len())
        }
        fn environment(&self) -> &dyn Environment {
            &NoFiles
        }
        fn budget(&self) -> &Budget {
            &self.0
        }
    }

    fn allowed_by(conditions: &[&str]) -> Option<Vec<String>> {
        allowed_to(&Type::String, conditions)
    }

    fn allowed_to(of_type: &Type, conditions: &[&str]) -> Option<Vec<String>> {
        let trees: Vec<_> = conditions.iter().map(|text| parse_expression(FileId(0), &(*text).into())).collect();
        let nodes: Vec<_> = trees.iter().filter_map(crate::syntax::Tree::expression).collect();
        let scope = Nothing(Budget::default());
        let literal = |node| {
            let errors = RefCell::default();
            Some(evaluate(node, &Context { scope: &scope, bindings: None, errors: &errors, attempted: false }))
                .filter(Value::is_wholly_known)
        };
        let values = allowed("env", of_type, &nodes, &literal)?;
        Some(values.iter().map(|value| format!("{value:?}")).collect())
    }

    #[test]
    fn conditions_that_name_the_values_leave_a_few() {
        let strings = |words: &[&str]| Some(words.iter().map(|word| format!("{:?}", Value::text(word))).collect());
        assert_eq!(allowed_by(&["contains([\"dev\", \"prod\"], var.env)"]), strings(&["dev", "prod"]));
        assert_eq!(allowed_by(&["contains(tolist([\"a\"]), (var.env))"]), strings(&["a"]));
        assert_eq!(allowed_by(&["var.env == \"a\" || (\"b\" == var.env)"]), strings(&["a", "b"]));
        assert_eq!(allowed_by(&["can(regex(\"^(dev|prod-2)$\", var.env))"]), strings(&["dev", "prod-2"]));
        assert_eq!(allowed_by(&["length(var.env) > 2 && contains([\"abc\"], var.env)"]), strings(&["abc"]));
        assert_eq!(
            allowed_by(&["contains([\"a\", \"b\"], var.env)", "length(var.env) < 9", "contains([\"b\"], var.env)"]),
            strings(&["b"])
        );
    }

    #[test]
    fn the_values_are_of_the_type_of_the_variable() {
        let one = Some(vec![format!("{:?}", Value::int(1))]);
        assert_eq!(allowed_to(&Type::Number, &["can(regex(\"^(1|b)$\", var.env))"]), one);
        assert_eq!(allowed_to(&Type::Number, &["contains([1, \"2\"], var.env)"]), None, "the list is of strings");
        assert_eq!(allowed_to(&Type::Number, &["var.env == 1 || var.env == \"2\""]), one);
        assert_eq!(allowed_to(&Type::Any, &["can(regex(\"^(1|2)$\", var.env))"]), None, "1 or \"1\"");
    }

    #[test]
    fn any_other_condition_leaves_all_possible() {
        for condition in [
            "length(var.env) > 2",
            "contains([\"a\"], lower(var.env))",
            "contains([\"a\"], var.other)",
            "contains(local.list, var.env)",
            "var.env == \"a\" || startswith(var.env, \"b\")",
            "!contains([\"a\"], var.env)",
            "can(regex(\"^(a.*|b)$\", var.env))",
            "can(regex(\"^a|b$\", var.env))",
            "can(regex(\"a\", var.env))",
        ] {
            assert_eq!(allowed_by(&[condition]), None, "{condition}");
        }
    }
}
