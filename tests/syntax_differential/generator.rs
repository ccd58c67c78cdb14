//! Files in native syntax that Terraform accepts and that hcl-edit is not known to read otherwise.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;

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

/// A body, whose blocks are at most `depth` deep.
pub(crate) fn body(depth: u32) -> BoxedStrategy<String> {
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
