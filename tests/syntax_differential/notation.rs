//! The notation in which both trees are printed.

use std::fmt::Write as _;

use cocarde::syntax::{
    BinaryOperator, Body, Expression, ForExpression, List, Node, Part, RawPart, Step, UnaryOperator,
};
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression as Theirs, ObjectKey, TraversalOperator};
use hcl_edit::structure::{Body as TheirBody, Structure};
use hcl_edit::template::{Directive, Element, Strip, Template};

/// `name = value` with the bytes where the value stands, then blocks.
pub(crate) fn our_body(body: Body<'_>, out: &mut String) {
    for attribute in body.attributes() {
        let span = attribute.value.span();
        let value = our_expression(attribute.value);
        writeln!(out, "{} {}..{} = {value}", attribute.name, span.start, span.end).unwrap();
    }
    for block in body.native_blocks() {
        let labels: Vec<_> = block.labels.iter().map(|label| label.text).collect();
        writeln!(out, "{} {labels:?} {{", block.kind).unwrap();
        our_body(block.body, out);
        out.push_str("}\n");
    }
}

fn our_expression(node: Node<'_>) -> String {
    match node.expression() {
        Expression::Invalid => "INVALID".to_owned(),
        Expression::Null => "null".to_owned(),
        Expression::Bool(value) => value.to_string(),
        Expression::Number(text) => number(text),
        Expression::String(text) => format!("{text:?}"),
        Expression::Template(parts) => format!("(template{})", our_parts(parts)),
        Expression::Variable(name) => name.to_owned(),
        Expression::Postfix(base, steps) => {
            let mut out = our_expression(base);
            for step in steps.iter() {
                match step {
                    Step::Attribute(name, _) => write!(out, ".{name}").unwrap(),
                    Step::Index(key, _) => write!(out, "[{}]", our_expression(key)).unwrap(),
                    Step::AttributeSplat(_) => out.push_str(".*"),
                    Step::FullSplat(_) => out.push_str("[*]"),
                }
            }
            out
        }
        Expression::Call(name, arguments, expand) => {
            let name: String = name.split_whitespace().collect();
            call(&name, arguments.iter().map(our_expression), expand)
        }
        Expression::Unary(UnaryOperator::Negate, operand) => format!("(- {})", our_expression(operand)),
        Expression::Unary(UnaryOperator::Not, operand) => format!("(! {})", our_expression(operand)),
        Expression::Binary(operator, left, right) => {
            format!("({} {} {})", symbol(operator), our_expression(left), our_expression(right))
        }
        Expression::Conditional(condition, then, otherwise) => {
            format!("(if {} {} {})", our_expression(condition), our_expression(then), our_expression(otherwise))
        }
        Expression::Tuple(elements) => sequence("tuple", elements.iter().map(our_expression)),
        Expression::Object(items) => {
            let item = |key, value| format!("{} = {}", our_expression(key), our_expression(value));
            sequence("object", items.iter().map(|parts| item(parts.key, parts.value)))
        }
        Expression::For(parts) => for_expression(
            parts.key,
            parts.value,
            &our_expression(parts.collection),
            parts.result_key.map(our_expression),
            &our_expression(parts.result),
            parts.condition.map(our_expression),
            parts.grouping,
        ),
        Expression::Parenthesized(inner) => format!("(({}))", our_expression(inner)),
    }
}

/// The parts of a template and of its directives, flat: their tags tell how they nest.
fn our_parts(parts: List<'_, RawPart>) -> String {
    let mut out = String::new();
    for part in parts.iter() {
        match part {
            Part::Literal("") => {}
            Part::Literal(text) => write!(out, " {text:?}").unwrap(),
            Part::Interpolation(inner) => write!(out, " ${{{}}}", our_expression(inner)).unwrap(),
            Part::If(condition, then, otherwise) => {
                write!(out, " %{{if {}}}{}", our_expression(condition), our_branch(then)).unwrap();
                if let Some(otherwise) = otherwise {
                    write!(out, " %{{else}}{}", our_branch(otherwise)).unwrap();
                }
                out.push_str(" %{endif}");
            }
            Part::For(ForExpression { key, value, collection, result, .. }) => {
                write!(out, " {}", for_tag(key, value, &our_expression(collection))).unwrap();
                write!(out, "{} %{{endfor}}", our_branch(result)).unwrap();
            }
        }
    }
    out
}

fn our_branch(node: Node<'_>) -> String {
    match node.expression() {
        Expression::Template(parts) => our_parts(parts),
        Expression::String("") => String::new(),
        _ => format!(" {}", our_expression(node)),
    }
}

pub(crate) fn their_body(body: &TheirBody, out: &mut String) {
    for attribute in body.attributes() {
        let span = attribute.value.span().unwrap();
        let value = their_expression(&attribute.value);
        writeln!(out, "{} {}..{} = {value}", attribute.key.as_str(), span.start, span.end).unwrap();
    }
    for block in body.iter().filter_map(Structure::as_block) {
        let labels: Vec<_> = block.labels.iter().map(hcl_edit::structure::BlockLabel::as_str).collect();
        writeln!(out, "{} {labels:?} {{", block.ident.as_str()).unwrap();
        their_body(&block.body, out);
        out.push_str("}\n");
    }
}

fn their_expression(expression: &Theirs) -> String {
    match expression {
        Theirs::Null(_) => "null".to_owned(),
        Theirs::Bool(value) => value.to_string(),
        // A sign before digits is part of the number for hcl-edit; for Terraform it is an operator.
        Theirs::Number(value) => match value.as_repr().unwrap().strip_prefix('-') {
            Some(digits) => format!("(- {})", number(digits.trim())),
            None => number(value.as_repr().unwrap()),
        },
        Theirs::String(text) => format!("{:?}", text.as_str()),
        Theirs::Array(elements) => sequence("tuple", elements.iter().map(their_expression)),
        Theirs::Object(items) => {
            let key = |key: &ObjectKey| match key {
                ObjectKey::Ident(name) => format!("{:?}", name.as_str()),
                // Words are names there, as they are in the specification.
                ObjectKey::Expression(word @ (Theirs::Null(_) | Theirs::Bool(_))) => {
                    format!("{:?}", their_expression(word))
                }
                ObjectKey::Expression(expression) => their_expression(expression),
            };
            sequence(
                "object",
                items.iter().map(|(name, value)| format!("{} = {}", key(name), their_expression(value.expr()))),
            )
        }
        Theirs::StringTemplate(template) => their_template(template, false),
        Theirs::HeredocTemplate(heredoc) => their_template(&heredoc.template, true),
        Theirs::Parenthesis(inner) => format!("(({}))", their_expression(inner.inner())),
        Theirs::Variable(name) => name.as_str().to_owned(),
        Theirs::Conditional(parts) => format!(
            "(if {} {} {})",
            their_expression(&parts.cond_expr),
            their_expression(&parts.true_expr),
            their_expression(&parts.false_expr)
        ),
        Theirs::FuncCall(parts) => {
            let mut name = String::new();
            for namespace in &parts.name.namespace {
                write!(name, "{}::", namespace.as_str()).unwrap();
            }
            name.push_str(parts.name.name.as_str());
            call(&name, parts.args.iter().map(their_expression), parts.args.expand_final())
        }
        Theirs::Traversal(traversal) => {
            let mut out = their_expression(&traversal.expr);
            for operator in &traversal.operators {
                match operator.value() {
                    TraversalOperator::AttrSplat(_) => out.push_str(".*"),
                    TraversalOperator::FullSplat(_) => out.push_str("[*]"),
                    TraversalOperator::GetAttr(name) => write!(out, ".{}", name.as_str()).unwrap(),
                    TraversalOperator::Index(key) => write!(out, "[{}]", their_expression(key)).unwrap(),
                    TraversalOperator::LegacyIndex(index) => {
                        write!(out, "[{}]", number(&index.value().to_string())).unwrap();
                    }
                }
            }
            out
        }
        Theirs::UnaryOp(parts) => format!("({} {})", parts.operator.value().as_str(), their_expression(&parts.expr)),
        Theirs::BinaryOp(parts) => {
            let operator = parts.operator.value().as_str();
            format!("({operator} {} {})", their_expression(&parts.lhs_expr), their_expression(&parts.rhs_expr))
        }
        Theirs::ForExpr(parts) => for_expression(
            parts.intro.key_var.as_ref().map(|name| name.as_str()),
            parts.intro.value_var.as_str(),
            &their_expression(&parts.intro.collection_expr),
            parts.key_expr.as_ref().map(their_expression),
            &their_expression(&parts.value_expr),
            parts.cond.as_ref().map(|condition| their_expression(&condition.expr)),
            parts.grouping,
        ),
    }
}

/// A piece of a template of hcl-edit, which trims nothing where `~` says to.
enum Flat {
    Literal(String),
    Tag(String, Strip),
}

fn flatten(template: &Template, out: &mut Vec<Flat>) {
    for element in template {
        match element {
            Element::Literal(text) => out.push(Flat::Literal(text.as_str().to_owned())),
            Element::Interpolation(inner) => {
                out.push(Flat::Tag(format!("${{{}}}", their_expression(&inner.expr)), inner.strip));
            }
            Element::Directive(directive) => match &**directive {
                Directive::If(parts) => {
                    let condition = their_expression(&parts.if_expr.cond_expr);
                    out.push(Flat::Tag(format!("%{{if {condition}}}"), parts.if_expr.strip));
                    flatten(&parts.if_expr.template, out);
                    if let Some(otherwise) = &parts.else_expr {
                        out.push(Flat::Tag("%{else}".to_owned(), otherwise.strip));
                        flatten(&otherwise.template, out);
                    }
                    out.push(Flat::Tag("%{endif}".to_owned(), parts.endif_expr.strip));
                }
                Directive::For(parts) => {
                    let head = &parts.for_expr;
                    let key = head.key_var.as_ref().map(|name| name.as_str());
                    let tag = for_tag(key, head.value_var.as_str(), &their_expression(&head.collection_expr));
                    out.push(Flat::Tag(tag, head.strip));
                    flatten(&head.template, out);
                    out.push(Flat::Tag("%{endfor}".to_owned(), parts.endfor_expr.strip));
                }
            },
        }
    }
}

fn their_template(template: &Template, heredoc: bool) -> String {
    let mut flat = Vec::new();
    flatten(template, &mut flat);
    for index in 0..flat.len() {
        let Flat::Tag(_, strip) = &flat[index] else { continue };
        let strip = *strip;
        if strip.strip_start()
            && let Some(Flat::Literal(text)) = index.checked_sub(1).and_then(|before| flat.get_mut(before))
        {
            // Each line of a heredoc is a literal of its own for Terraform.
            let ended = text.strip_suffix('\n').unwrap_or(text);
            let line = if heredoc { ended.rfind('\n').map_or(0, |newline| newline + 1) } else { 0 };
            text.truncate(line + text[line..].trim_end().len());
        }
        if strip.strip_end()
            && let Some(Flat::Literal(text)) = flat.get_mut(index + 1)
        {
            let line = if heredoc { text.find('\n').map_or(text.len(), |newline| newline + 1) } else { text.len() };
            text.replace_range(..line - text[..line].trim_start().len(), "");
        }
    }
    if flat.iter().all(|piece| matches!(piece, Flat::Literal(_))) {
        let texts = flat.iter().filter_map(|piece| if let Flat::Literal(text) = piece { Some(&**text) } else { None });
        return format!("{:?}", texts.collect::<String>());
    }
    let mut out = "(template".to_owned();
    for piece in &flat {
        match piece {
            Flat::Literal(text) if text.is_empty() => {}
            Flat::Literal(text) => write!(out, " {text:?}").unwrap(),
            Flat::Tag(tag, _) => write!(out, " {tag}").unwrap(),
        }
    }
    out.push(')');
    out
}

fn number(text: &str) -> String {
    format!("{:?}", text.parse::<f64>().unwrap())
}

fn symbol(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Or => "||",
        BinaryOperator::And => "&&",
        BinaryOperator::Equal => "==",
        BinaryOperator::NotEqual => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::LessOrEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterOrEqual => ">=",
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Modulo => "%",
    }
}

fn sequence(name: &str, elements: impl Iterator<Item = String>) -> String {
    format!("({name} {})", elements.collect::<Vec<_>>().join(", "))
}

fn call(name: &str, arguments: impl Iterator<Item = String>, expand: bool) -> String {
    sequence(&format!("call {name}"), arguments.chain(expand.then(|| "...".to_owned())))
}

fn for_tag(key: Option<&str>, value: &str, collection: &str) -> String {
    format!("%{{for {key:?} {value} in {collection}}}")
}

fn for_expression(
    key: Option<&str>,
    value: &str,
    collection: &str,
    result_key: Option<String>,
    result: &str,
    condition: Option<String>,
    grouping: bool,
) -> String {
    let result_key = result_key.map_or_else(String::new, |key| format!("{key} => "));
    let grouping = if grouping { "..." } else { "" };
    let condition = condition.map_or_else(String::new, |condition| format!(" if {condition}"));
    format!("(for {key:?} {value} in {collection} : {result_key}{result}{grouping}{condition})")
}
