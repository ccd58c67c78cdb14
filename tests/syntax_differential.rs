//! The tree says what that of another parser of HCL says, hcl-edit, of the cases and of generated files.
//!
//! Both trees are printed in one notation. Where hcl-edit is known to read otherwise than Terraform, the notation hides
//! it, the generator keeps away from it, or the case is in [`REFUSED_BY_HCL_EDIT`].

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use cocarde::source::{FileId, SourceFile};
use cocarde::syntax::{
    BinaryOperator, Body, Expression, ForExpression, List, Node, Part, RawPart, Step, Tree, UnaryOperator, parse,
};
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression as Theirs, ObjectKey, TraversalOperator};
use hcl_edit::structure::{Body as TheirBody, Structure};
use hcl_edit::template::{Directive, Element, Strip, Template};
use proptest::prelude::*;
use proptest::sample::select;

fn ours(text: &str) -> Tree {
    parse(FileId(0), &Arc::from(text))
}

/// `name = value` with the bytes where the value stands, then blocks.
fn our_body(body: Body<'_>, out: &mut String) {
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

fn their_body(body: &TheirBody, out: &mut String) {
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

/// Both trees of `text`, ours first; the second is missing if hcl-edit refuses the text.
fn both(text: &str) -> (String, Option<String>) {
    let tree = ours(text);
    let (mut our_tree, mut their_tree) = (String::new(), String::new());
    our_body(tree.body(), &mut our_tree);
    let theirs = hcl_edit::parser::parse_body(text).ok().map(|body| {
        their_body(&body, &mut their_tree);
        their_tree
    });
    (our_tree, theirs)
}

/// Cases that Terraform accepts and hcl-edit does not.
const REFUSED_BY_HCL_EDIT: &[&str] = &[
    // No byte order mark.
    "argument-bom",
    // A carriage return ends the line.
    "comment-cr",
    // A marker ends the heredoc although more follows it on its line.
    "heredoc-near-markers",
    // An index after a dot has no exponent.
    "legacy-index-exponent",
    // No key twice.
    "object-duplicate-keys",
];

/// Cases that both accept, with other trees.
const READ_OTHERWISE_BY_HCL_EDIT: &[&str] = &[
    // The spaces after the marker are outside of the heredoc.
    "heredoc-marker-then-spaces",
];

#[test]
fn cases_that_both_accept_have_one_tree() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax/cases");
    let mut paths: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut refused, mut otherwise) = (Vec::new(), Vec::new());
    let mut compared = 0;
    for path in &paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let file = SourceFile::from_bytes("case.tf", fs::read(path).unwrap());
        if !ours(file.text()).errors().is_empty() {
            continue;
        }
        match both(file.text()) {
            (_, None) => refused.push(name),
            (ours, Some(theirs)) if ours != theirs => {
                println!("{name}\nours:\n{ours}theirs:\n{theirs}");
                otherwise.push(name);
            }
            _ => compared += 1,
        }
    }
    println!("{compared} cases have one tree");
    assert_eq!(refused, REFUSED_BY_HCL_EDIT);
    assert_eq!(otherwise, READ_OTHERWISE_BY_HCL_EDIT);
}

fn name() -> impl Strategy<Value = &'static str> {
    select(&["a", "b-c", "_d", "é", "var", "in", "if", "format", "e1"][..])
}

/// Space between two tokens.
fn space() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just(" "), 1 => Just("  "), 1 => Just("\t"), 1 => Just(" /* = */ ")]
}

/// Space after a bracket or comma inside brackets, where a newline is one more space.
fn wide_space() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just(""), 4 => Just(" "), 1 => Just("\n"), 1 => Just(" # ]\n  "), 1 => Just("\r\n")]
}

/// Text between quotes. Directives hold no escapes: hcl-edit leaves them as they are there.
fn quoted_text() -> impl Strategy<Value = String> {
    let pieces =
        ["a", "Z", " ", "  ", "é€", "\\n", "\\t", "\\\"", "\\\\", "\\u00e9", "\\U0001F600", "$${", "%%{", "#", "}"];
    prop::collection::vec(select(pieces.to_vec()), 0..4).prop_map(|pieces| pieces.concat())
}

/// Lines of a heredoc, without their last newline.
fn heredoc_text() -> impl Strategy<Value = String> {
    let pieces = ["a", " b", "é", "\\n", "\"", "$${", "%%{", "$", "#", "\n", "\n  ", "  "];
    prop::collection::vec(select(pieces.to_vec()), 1..5).prop_map(|pieces| pieces.concat())
}

fn tag(sign: char, inside: &str, strip: (bool, bool)) -> String {
    let mark = |strip| if strip { "~" } else { "" };
    format!("{sign}{{{} {inside} {}}}", mark(strip.0), mark(strip.1))
}

/// Parts of a template, around text that `text` makes.
fn parts(text: BoxedStrategy<String>, inside: BoxedStrategy<String>, depth: u32) -> BoxedStrategy<String> {
    let strip = || any::<(bool, bool)>();
    let interpolation = (expression(depth), strip()).prop_map(|(inner, strip)| tag('$', &inner, strip));
    let body = (inside.clone(), expression(depth), inside.clone())
        .prop_map(|(before, inner, after)| format!("{before}{}{after}", tag('$', &inner, (false, false))));
    let condition = (expression(depth), body, prop::option::of(inside.clone()), [strip(), strip(), strip()]).prop_map(
        |(condition, then, otherwise, strips)| {
            let otherwise = otherwise.map_or_else(String::new, |text| tag('%', "else", strips[1]) + &text);
            format!(
                "{}{then}{otherwise}{}",
                tag('%', &format!("if {condition}"), strips[0]),
                tag('%', "endif", strips[2])
            )
        },
    );
    let names = prop_oneof![Just("a"), Just("a, b")];
    let repetition = (names, expression(depth), inside, [strip(), strip()]).prop_map(|(names, list, body, strips)| {
        format!("{}{body}{}", tag('%', &format!("for {names} in {list}"), strips[0]), tag('%', "endfor", strips[1]))
    });
    let sequence = prop_oneof![4 => interpolation, 1 => condition, 1 => repetition];
    prop::collection::vec((text.clone(), sequence), 1..4)
        .prop_flat_map(move |pieces| (Just(pieces), text.clone()))
        .prop_map(|(pieces, last)| {
            let mut out: String = pieces.into_iter().map(|(text, sequence)| text + &sequence).collect();
            out.push_str(&last);
            out
        })
        .boxed()
}

fn string(depth: u32) -> BoxedStrategy<String> {
    let plain = quoted_text().prop_map(|text| format!("\"{text}\"")).boxed();
    if depth == 0 {
        return plain;
    }
    let inside = select(&["", "a", " b ", "é"][..]).prop_map(str::to_owned).boxed();
    let template = parts(quoted_text().boxed(), inside, depth - 1).prop_map(|parts| format!("\"{parts}\""));
    prop_oneof![1 => plain, 1 => template].boxed()
}

/// A heredoc with the newline that must follow it. It is not empty: hcl-edit would go on to the next marker.
fn heredoc(depth: u32) -> BoxedStrategy<String> {
    let template = prop_oneof![
        heredoc_text(),
        parts(heredoc_text().boxed(), select(&["a", "\n b\n", " "][..]).prop_map(str::to_owned).boxed(), depth)
    ];
    // With `<<-` no sequence strips nor starts a line, all lines are indented and none is of spaces: hcl-edit takes off
    // other indentation there.
    let line = (1..4_usize, select(&["a", "b ${c} d", "é $${", "\\"][..]));
    let flush = prop::collection::vec(prop::option::weighted(0.8, line), 1..4).prop_map(|lines| {
        let line =
            |line: Option<(usize, &str)>| line.map_or_else(String::new, |(indent, text)| " ".repeat(indent) + text);
        format!("<<-E\n{}\n  E\n", lines.into_iter().map(line).collect::<Vec<_>>().join("\n"))
    });
    prop_oneof![
        2 => template.prop_map(|text| format!("<<E_1\n{text}\nE_1\n")),
        1 => flush,
    ]
    .boxed()
}

fn literal() -> impl Strategy<Value = String> {
    select(&["0", "1", "12", "1.5", "2e3", "1E-2", "0.25", "98765432109876543210", "true", "false", "null"][..])
        .prop_map(str::to_owned)
}

/// Elements between brackets.
fn elements(depth: u32) -> BoxedStrategy<String> {
    (prop::collection::vec((wide_space(), expression(depth), wide_space()), 0..4), any::<bool>())
        .prop_map(|(elements, trailing)| {
            let comma = if trailing && !elements.is_empty() { "," } else { "" };
            let elements: Vec<_> =
                elements.into_iter().map(|(before, element, after)| format!("{before}{element}{after}")).collect();
            elements.join(",") + comma
        })
        .boxed()
}

fn call_expression(depth: u32) -> BoxedStrategy<String> {
    let name = select(&["f", "provider::a::b", "length"][..]);
    let expanded = (elements_with_last(depth), Just("...")).prop_map(|(elements, dots)| elements + dots);
    (name, prop_oneof![3 => elements(depth), 1 => expanded])
        .prop_map(|(name, arguments)| format!("{name}({arguments})"))
        .boxed()
}

fn elements_with_last(depth: u32) -> BoxedStrategy<String> {
    prop::collection::vec(expression(depth), 1..3).prop_map(|elements| elements.join(", ")).boxed()
}

fn for_loop(depth: u32) -> BoxedStrategy<String> {
    let names = prop_oneof![Just("x"), Just("x, y"), Just("for, in")];
    let condition = prop::option::of(expression(depth))
        .prop_map(|condition| condition.map_or_else(String::new, |condition| format!(" if {condition}")));
    (names, expression(depth), expression(depth), prop::option::of((expression(depth), any::<bool>())), condition)
        .prop_map(|(names, list, result, object, condition)| match object {
            None => format!("[for {names} in {list} : {result}{condition}]"),
            Some((value, grouping)) => {
                let grouping = if grouping { "..." } else { "" };
                format!("{{for {names} in {list} : {result} => {value}{grouping}{condition}}}")
            }
        })
        .boxed()
}

/// An object whose keys all differ: hcl-edit refuses others.
fn object(depth: u32) -> BoxedStrategy<String> {
    let item = (0..7_usize, expression(depth), select(&["=", ":"][..]), select(&[", ", "\n", ",\n", " # }\n"][..]));
    (prop::collection::vec(item, 0..4), any::<bool>())
        .prop_map(|(items, newline)| {
            let mut out = if newline { "{\n".to_owned() } else { "{".to_owned() };
            for (index, (key, value, sign, separator)) in items.into_iter().enumerate() {
                let key = match key {
                    0 => format!("\"k{index}\""),
                    // After a line, hcl-edit may take it for the arguments of a call.
                    1 if index == 0 => format!("(k{index})"),
                    2 => format!("\"${{k{index}}}\""),
                    3 => format!("1{index}"),
                    4 => format!("k.a{index}"),
                    5 if index == 0 => "null".to_owned(),
                    _ => format!("k{index}"),
                };
                write!(out, "{key} {sign} {value}{separator}").unwrap();
            }
            out + "}"
        })
        .boxed()
}

fn term(depth: u32) -> BoxedStrategy<String> {
    if depth == 0 {
        return prop_oneof![name().prop_map(str::to_owned), literal(), string(0)].boxed();
    }
    let inner = depth - 1;
    let tuple = elements(inner).prop_map(|elements| format!("[{elements}]"));
    let parenthesised = (wide_space(), expression(inner), wide_space())
        .prop_map(|(before, inner, after)| format!("({before}{inner}{after})"))
        .boxed();
    // A number takes no step: the sign before it is part of it for hcl-edit.
    let base = prop_oneof![
        4 => name().prop_map(str::to_owned),
        1 => call_expression(inner),
        1 => parenthesised.clone(),
        1 => tuple.clone(),
    ];
    let step = prop_oneof![
        4 => name().prop_map(|name| format!(".{name}")),
        1 => Just("[*]".to_owned()),
        // Only brackets end it, and it stands in no other.
        1 => Just(".*.a[0]".to_owned()),
        // What looks like two indices in a row is one number.
        1 => Just(".0[1]".to_owned()),
        2 => expression(inner).prop_map(|key| format!("[{key}]")),
    ];
    let splat = select(&["", "", ".*", ".*.a.b"][..]);
    let traversal = (base, prop::collection::vec(step, 1..4), splat)
        .prop_map(|(base, steps, splat)| format!("{base}{}{splat}", steps.concat()));
    prop_oneof![
        2 => term(0),
        2 => string(depth),
        3 => traversal,
        1 => tuple,
        1 => object(inner),
        1 => call_expression(inner),
        1 => for_loop(inner),
        1 => parenthesised,
    ]
    .boxed()
}

fn expression(depth: u32) -> BoxedStrategy<String> {
    if depth == 0 {
        return term(0);
    }
    let operators = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"];
    let unary =
        (select(&["", "", "", "-", "!", "!!", "- "][..]), term(depth)).prop_map(|(sign, term)| format!("{sign}{term}"));
    let operation = (unary.clone(), prop::collection::vec((space(), select(operators.to_vec()), space(), unary), 1..6))
        .prop_map(|(first, rest)| {
            let mut out = first;
            for (before, operator, after, operand) in rest {
                write!(out, "{before}{operator}{after}{operand}").unwrap();
            }
            out
        })
        .boxed();
    let conditional = (operation.clone(), expression(depth - 1), expression(depth - 1))
        .prop_map(|(condition, then, otherwise)| format!("{condition} ? {then} : {otherwise}"));
    prop_oneof![3 => term(depth), 2 => operation, 1 => conditional].boxed()
}

fn body(depth: u32) -> BoxedStrategy<String> {
    let value = prop_oneof![
        4 => expression(2).prop_map(|value| value + "\n"),
        1 => expression(2).prop_map(|value| value + " // \"\n"),
        1 => heredoc(1),
        1 => (expression(1), heredoc(0)).prop_map(|(first, last)| format!("[{first}, {last}]\n")),
    ];
    let attribute = (name(), space(), value).prop_map(|(name, space, value)| (name, format!("{space}= {value}")));
    let mut items = vec![attribute.boxed()];
    if depth > 0 {
        let label = prop_oneof![name().prop_map(str::to_owned), string(0)];
        let inner = prop_oneof![
            3 => body(depth - 1).prop_map(|body| format!("{{\n{body}}}\n")),
            1 => Just("{}\n".to_owned()),
            1 => expression(1).prop_map(|value| format!("{{ a = {value} }}\n")),
        ];
        let block = (name(), prop::collection::vec(label, 0..3), inner)
            .prop_map(|(kind, labels, inner)| (kind, format!(" {} {inner}", labels.join(" "))));
        items.push(block.boxed());
    }
    prop::collection::vec(prop::strategy::Union::new(items), 0..5)
        .prop_map(|items| {
            // No argument comes twice.
            let mut out = String::new();
            for (index, (name, rest)) in items.into_iter().enumerate() {
                write!(out, "{name}_{index}{rest}").unwrap();
            }
            out
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_files_have_one_tree(text in body(2)) {
        let tree = ours(&text);
        prop_assert_eq!(tree.errors(), &[], "\n{}", text);
        let (ours, theirs) = both(&text);
        prop_assert_eq!(Some(ours), theirs, "\n{}", text);
    }
}
