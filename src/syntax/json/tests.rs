use super::super::{Body, Expression, Part, parse_json_values};
use super::*;

fn read(text: &str) -> Tree {
    parse_json(FileId(0), &text.into())
}

/// The errors as `id@start..end`.
fn errors(text: &str) -> Vec<String> {
    let told = |error: &SyntaxError| format!("{}@{}..{}", error.kind.id(), error.span.start, error.span.end);
    read(text).errors().iter().map(told).collect()
}

#[test]
fn values_become_expressions() {
    let tree = read(r#"{"a": [null, true, false, -1.5e3, "x", {}], "//": "comment", "b": {"c": 0}}"#);
    assert_eq!(tree.errors(), []);
    let names: Vec<_> = tree.body().attributes().map(|attribute| attribute.name).collect();
    assert_eq!(names, ["a", "b"]);
    let Some(Expression::Tuple(list)) = tree.body().attribute("a").map(|a| a.value.expression()) else {
        panic!("a list");
    };
    let kinds: Vec<_> = list.iter().map(|element| format!("{:?}", element.expression())).collect();
    assert_eq!(kinds[..5], ["Null", "Bool(true)", "Bool(false)", "Number(\"-1.5e3\")", "String(\"x\")"]);
    assert_eq!(tree.body().attribute("b").unwrap().value.source(), r#"{"c": 0}"#);
}

#[test]
fn properties_are_blocks_when_asked() {
    let text = r#"{"resource": {"aws_s3_bucket": {"a": {"tags": {}}, "b": [{"x": 1}, {"x": 2}]}}, "locals": [{"l": 1}, {"m": 2}]}"#;
    let tree = read(text);
    let blocks = tree.body().blocks_of("resource", 2);
    let labels: Vec<Vec<_>> =
        blocks.iter().map(|block| block.labels.iter().map(|label| label.text).collect()).collect();
    assert_eq!(labels, [["aws_s3_bucket", "a"], ["aws_s3_bucket", "b"], ["aws_s3_bucket", "b"]]);
    let header = blocks[0].header;
    assert_eq!(&text[header.start as usize..header.end as usize], "\"a\"");
    assert_eq!(tree.body().blocks_of("locals", 0).len(), 2);
    let several = read(r#"[{"locals": {"a": 1}}, {"locals": {"b": 2}}]"#);
    assert_eq!(several.body().blocks_of("locals", 0).len(), 2);
}

#[test]
fn strings_are_templates_whose_places_are_in_the_file() {
    let text = r#"{"plain": "me-${local.pays}-1", "escaped": "é\n${lookup(var.m, \"k\\\"\u00e9\")} ${ var.x[0] }"}"#;
    let tree = read(text);
    assert_eq!(tree.errors(), []);
    let at = |span: Span| &text[span.start as usize..span.end as usize];
    let interpolations = |name: &str| -> Vec<&str> {
        let Some(Expression::Template(parts)) = tree.body().attribute(name).map(|a| a.value.expression()) else {
            panic!("a template");
        };
        let inner = |part| if let Part::Interpolation(node) = part { Some(at(node.span())) } else { None };
        parts.iter().filter_map(inner).collect()
    };
    assert_eq!(interpolations("plain"), ["local.pays"]);
    assert_eq!(interpolations("escaped"), [r#"lookup(var.m, \"k\\\"\u00e9\")"#, "var.x[0]"]);
    let Some(Expression::Template(parts)) = tree.body().attribute("escaped").map(|a| a.value.expression()) else {
        panic!("a template");
    };
    let Some(Part::Literal(first)) = parts.get(0) else { panic!("text") };
    assert_eq!(first, "é\n");
    let Some(Part::Interpolation(call)) = parts.get(1) else { panic!("a call") };
    let Expression::Call("lookup", arguments, false) = call.expression() else { panic!("a call") };
    let Some(Expression::String(key)) = arguments.get(1).map(super::super::Node::expression) else {
        panic!("a string");
    };
    assert_eq!(key, "k\"é");
}

#[test]
fn strings_of_values_are_text() {
    let text = r#"{"a": "$${x} ${not a template", "b": "\ud83d\ude00\ud83d \/"}"#;
    let tree = parse_json_values(FileId(0), &text.into());
    assert_eq!(tree.errors(), []);
    let string = |name: &str| match tree.body().attribute(name).map(|a| a.value.expression()) {
        Some(Expression::String(text)) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(string("a"), "$${x} ${not a template");
    assert_eq!(string("b"), "😀\u{FFFD} /");
    let configuration =
        read(r#"{"variable": [{"v": {"default": ["${not a template"], "x": "$${y}"}}], "default": "${z}"}"#);
    assert_eq!(configuration.errors(), []);
    let variable = &configuration.body().blocks_of("variable", 1)[0];
    let escaped = variable.body.attribute("x").unwrap().value;
    assert!(matches!(escaped.expression(), Expression::String("${y}")));
    assert_eq!(escaped.json_text().as_deref(), Some("$${y}"));
    let template = configuration.body().attribute("default").unwrap().value;
    assert!(matches!(template.expression(), Expression::Template(_)));
}

#[test]
fn one_mistake_is_one_error_at_its_place() {
    let cases: [(&str, &[&str]); 20] = [
        ("", &["syntax-json-value@0..0"]),
        ("{", &["syntax-unclosed-bracket@0..1"]),
        ("[1, 2", &["syntax-unclosed-bracket@0..1"]),
        ("1", &["syntax-json-root@0..1"]),
        ("[1]", &["syntax-json-root@0..3"]),
        ("{} x", &["syntax-extra-after-expression@3..4"]),
        (r#"{"a": 1,}"#, &["syntax-json-trailing-comma@7..8"]),
        (r#"{"a" 1}"#, &["syntax-json-colon@5..5"]),
        (r#"{"a": , "b": 2}"#, &["syntax-json-value@6..7"]),
        (r#"{"a": 1 "b": 2}"#, &["syntax-missing-comma@8..9"]),
        (r#"{a: 1, "b": 2}"#, &["syntax-json-key@1..2"]),
        (r#"{"a": nul}"#, &["syntax-json-value@6..9"]),
        (r#"{"a": 01}"#, &["syntax-malformed-number@6..8"]),
        (r#"{"a": 1.}"#, &["syntax-malformed-number@6..8"]),
        (r#"{"a": "\x"}"#, &["syntax-json-escape@7..9"]),
        (r#"{"a": "\u12"}"#, &["syntax-json-escape@7..9"]),
        ("{\"a\": \"b\n, \"c\": 1}", &["syntax-json-string@6..8"]),
        (r#"{"a": [1}"#, &["syntax-unclosed-bracket@6..7"]),
        (r#"{"a": "${var.}"}"#, &["syntax-missing-attribute-name@13..14"]),
        (r#"{"a": "\"${var.}"}"#, &["syntax-missing-attribute-name@15..16"]),
    ];
    for (text, expected) in cases {
        assert_eq!(errors(text), expected, "{text}");
    }
}

#[test]
fn what_stands_around_a_mistake_is_kept() {
    let tree = read(r#"{"a": 1, "b": {"c": [1, oops!, 2], "d" 3}, "e": "${", "f": 6}"#);
    let names: Vec<_> = tree.body().attributes().map(|attribute| attribute.name).collect();
    assert_eq!(names, ["a", "b", "e", "f"]);
    assert_eq!(tree.errors().len(), 3, "{:?}", tree.errors());
    let inner = Body::of_object(tree.body().attribute("b").unwrap().value);
    assert_eq!(inner.attributes().map(|attribute| attribute.name).collect::<Vec<_>>(), ["c"]);
}

#[test]
fn depth_is_bounded() {
    for text in ["[".repeat(100_000), r#"{"a":"#.repeat(100_000)] {
        let tree = read(&text);
        assert!(
            tree.errors().iter().any(|error| error.kind == SyntaxErrorKind::TooDeep),
            "{:?}",
            tree.errors().first()
        );
    }
    let nested = |depth: usize| {
        format!(
            r#"{{"a": {}"${{[{}1{}]}}"{}}}"#,
            "[".repeat(depth),
            "(".repeat(120),
            ")".repeat(120),
            "]".repeat(depth)
        )
    };
    assert_eq!(errors(&nested(120)), Vec::<String>::new());
    assert!(errors(&nested(140)).iter().all(|error| error.starts_with("syntax-too-deep")));
}

proptest::proptest! {
    /// Any text gives a tree whose places are in the file.
    #[test]
    fn any_text_is_survived(text in r#"([{}\[\],:" a-z0-9.\\-]|\$\{|\}|\\u00e9|\\"|é|"[a-z]*"|null|"\$\{[a-z.]*\}"){0,60}"#) {
        let tree = read(&text);
        let inside = |span: Span| span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some();
        for error in tree.errors() {
            proptest::prop_assert!(inside(error.span), "{error:?}");
        }
        for index in 0..tree.nodes.len() {
            proptest::prop_assert!(inside(tree.node(NodeId(offset(index))).span()));
        }
    }

    /// What a JSON writer writes is read as what it wrote.
    #[test]
    fn strings_are_decoded_as_written(written in ".{0,30}") {
        let text = serde_json::json!({ "a": written }).to_string();
        let tree = parse_json_values(FileId(0), &text.as_str().into());
        proptest::prop_assert_eq!(tree.errors(), []);
        let read = tree.body().attribute("a").and_then(|attribute| attribute.value.json_text()).map(std::borrow::Cow::into_owned);
        proptest::prop_assert_eq!(read, Some(written));
    }
}

/// As Terraform does: in a file of values all objects are read as values, and one name has one value.
#[test]
fn a_name_has_one_value_in_a_file_of_values() {
    let errors = |text: &str| -> Vec<String> {
        let tree = parse_json_values(FileId(0), &text.into());
        tree.errors().iter().map(|error| format!("{} {:?}", error.span.start, error.kind)).collect()
    };
    assert_eq!(errors(r#"{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 2}]}"#), [] as [&str; 0]);
    assert_eq!(errors(r#"{"a": 1, "a": 2}"#), [r#"9 DuplicateArgument { name: "a" }"#]);
    assert_eq!(errors(r#"{"o": {"x": 1, "y": 2, "x": 3}}"#), [r#"23 DuplicateArgument { name: "x" }"#]);
    // Of a configuration, two properties may be two blocks.
    assert!(parse_json(FileId(0), &r#"{"locals": {"a": 1}, "locals": {"b": 2}}"#.into()).errors().is_empty());
}
