//! What holds for every function, whatever it is given.

use proptest::prelude::*;

use super::*;
use crate::evaluation::{Number, binary, convert, index, unary};
use crate::syntax::{BinaryOperator, Expression, UnaryOperator};

/// Whether a value that is known in full may be what `partial` leaves open. The type of an element that is not known may
/// make another one of all elements (`["a", 1]` has strings, but `[unknown, 1]` numbers), so that types are set aside.
fn may_be(known: &Value, partial: &Value) -> bool {
    let (known, partial) = (known.unmark().0, partial.unmark().0);
    match (known, partial) {
        (_, Value::Unknown(unknown)) => {
            let is_candidate = |candidates: &[Value]| candidates.iter().any(|candidate| may_be(known, candidate));
            unknown.candidates().is_none_or(is_candidate)
                && convert(known, unknown.of_type().unwrap_or(&Type::Any)).is_ok()
        }
        (Value::Set(known), Value::Set(partial)) => {
            known.len() <= partial.len()
                && partial.iter().all(|partial| known.iter().any(|known| may_be(known, partial)))
        }
        (Value::List(known) | Value::Tuple(known), Value::List(partial) | Value::Tuple(partial)) => {
            known.len() == partial.len()
                && known.iter().zip(partial.iter()).all(|(known, partial)| may_be(known, partial))
        }
        (Value::Map(known) | Value::Object(known), Value::Map(partial) | Value::Object(partial)) => {
            (partial.rest().is_some() || known.len() == partial.len())
                && partial.iter().all(|(key, partial)| known.get(key).is_some_and(|known| may_be(known, partial)))
        }
        _ => convert(partial, &Type::of(known)).as_ref() == Ok(known),
    }
}

/// The values that `value` becomes when one part of it, at any depth, is replaced.
fn with_one_part_replaced(value: &Value, replace: &dyn Fn(&Value) -> Value) -> Vec<Value> {
    let mut all = vec![replace(value)];
    let parts = |items: &[Value], rebuild: &dyn Fn(Vec<Value>) -> Value| -> Vec<Value> {
        let positions = 0..items.len();
        positions
            .flat_map(|position| {
                with_one_part_replaced(&items[position], replace).into_iter().map(move |part| (position, part))
            })
            .map(|(position, part)| {
                let mut items = items.to_vec();
                items[position] = part;
                rebuild(items)
            })
            .collect()
    };
    match value {
        Value::List(items) => all.extend(parts(items, &|items| Value::List(items.into()))),
        Value::Tuple(items) => all.extend(parts(items, &Value::tuple)),
        Value::Set(items) => all.extend(parts(items, &Value::set)),
        Value::Map(entries) | Value::Object(entries) => {
            let is_map = matches!(value, Value::Map(_));
            let values: Vec<Value> = entries.values().cloned().collect();
            all.extend(parts(&values, &|values| {
                let entries: std::collections::BTreeMap<_, _> = entries.keys().cloned().zip(values).collect();
                if is_map { Value::Map(entries.into()) } else { Value::Object(entries.into()) }
            }));
        }
        _ => {}
    }
    all
}

/// The files of recorded answers whose expressions are calls on known values.
const RECORDED: [&str; 6] = [
    include_str!("../../../../tests/evaluation/answers/collections.txt"),
    include_str!("../../../../tests/evaluation/answers/dates.txt"),
    include_str!("../../../../tests/evaluation/answers/encoding.txt"),
    include_str!("../../../../tests/evaluation/answers/network.txt"),
    include_str!("../../../../tests/evaluation/answers/numbers.txt"),
    include_str!("../../../../tests/evaluation/answers/strings.txt"),
];

/// The recorded calls, with the values of their arguments.
fn recorded_calls() -> Vec<(&'static str, String, Vec<Value>)> {
    let mut calls = Vec::new();
    let expressions = RECORDED.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix("> "));
    for expression in expressions.filter(|expression| !expression.contains("local.")) {
        let tree = parse_expression(FileId(0), &Arc::from(expression));
        let Some(Expression::Call(name, arguments, false)) = tree.expression().map(crate::syntax::Node::expression)
        else {
            continue;
        };
        let values: Result<Vec<Value>, _> = arguments.iter().map(|argument| evaluate(argument.source())).collect();
        if let Ok(values) = values {
            calls.push((expression, name.to_owned(), values));
        }
    }
    calls
}

type Check<'c> = &'c dyn Fn(&str, &Value, Result<Value, FunctionError>);

/// Calls each recorded function with each part of each argument replaced, and checks the result against the known one.
fn check_replaced(replace: &dyn Fn(&Value) -> Value, check: Check<'_>) {
    let world = World::default();
    for (expression, name, values) in recorded_calls() {
        let Ok(known) = call(&name, &values, &world) else { continue };
        for position in 0..values.len() {
            for replaced in with_one_part_replaced(&values[position], replace) {
                let mut values = values.clone();
                values[position] = replaced;
                check(&format!("{expression} with {values:?}"), &known, call(&name, &values, &world));
            }
        }
    }
}

/// These tell of the mark or of knowing itself.
fn tells_of_marks(what: &str) -> bool {
    ["issensitive(", "nonsensitive(", "sensitive("].iter().any(|name| what.starts_with(name))
}

#[test]
fn an_unknown_part_never_makes_a_wrong_result() {
    check_replaced(&|_| Value::Unknown(unknown()), &|what, known, result| {
        let partial = result.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(may_be(known, &partial), "{what}: {partial:?} cannot be {known:?}");
    });
}

#[test]
fn the_right_candidate_is_never_lost() {
    let others = [Value::string("other"), Value::int(7)];
    for other in others {
        let replace = |value: &Value| Value::Unknown(unknown().with_candidates(vec![other.clone(), value.clone()]));
        check_replaced(&replace, &|what, known, result| {
            let partial = result.unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(may_be(known, &partial), "{what}: {partial:?} cannot be {known:?}");
        });
    }
}

#[test]
fn a_mark_changes_no_result() {
    check_replaced(&|value| value.clone().into_sensitive(), &|what, known, result| {
        let marked = result.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(tells_of_marks(what) || marked.unmark_deep().0 == known.unmark_deep().0, "{what}: {marked:?}");
    });
}

#[test]
fn a_marked_argument_marks_the_result() {
    let world = World::default();
    for (expression, name, values) in recorded_calls() {
        let Ok(known) = call(&name, &values, &world) else { continue };
        // What was empty holds nothing to hide, and a lookup shows nothing of the default it does not take.
        if tells_of_marks(expression) || known == Value::Null || name == "lookup" {
            continue;
        }
        for position in 0..values.len() {
            let mut values = values.clone();
            values[position] = values[position].clone().into_sensitive();
            let marked = call(&name, &values, &world).unwrap();
            assert!(marked.has_sensitive(), "{expression} with argument {position} sensitive: {marked:?}");
        }
    }
}

fn text() -> BoxedStrategy<String> {
    let telling = [
        "",
        "a",
        "é",
        "👨‍👩‍👧",
        "1",
        "-1",
        "0.5",
        "true",
        "%s",
        "%d%%",
        "%08.3f",
        "%[2]v",
        "%-5q",
        "/a/",
        "/(a)/",
        "[a-z]+",
        "(?P<x>.)",
        "10.0.0.0/8",
        "fd00::/56",
        "10.0.0.1",
        "2020-02-29T12:00:00Z",
        "2020-02-29T12:00:00+01:00",
        "YYYY-MM-DD",
        "'x''y'",
        "1h30m",
        "-1.5s",
        "{\"a\": [1]}",
        "a: [1, ~]",
        "- x\n- y\n",
        "a,b\n1,2\n",
        "YQ==",
        "a.txt",
        "*.txt",
        "sub",
        "../outside",
        "dns",
        "a\nb\n",
        "\u{feff}",
        "[",
        "\\",
        "${x}",
    ];
    prop_oneof![
        4 => prop::sample::select(telling.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => ".{0,12}",
    ]
    // Terraform's strings are in NFC, and so are the keys of its maps.
    .prop_map(|text| unicode_normalization::UnicodeNormalization::nfc(text.as_str()).collect::<String>())
    .boxed()
}

fn value() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        prop::sample::select(vec![
            "0",
            "1",
            "2",
            "-1",
            "3",
            "10",
            "16",
            "0.5",
            "-2.5",
            "255",
            "1e400",
            "-1e-400",
            "-0",
            "9223372036854775807",
            "18446744073709551616"
        ])
        .prop_map(|text| Value::Number(text.parse().unwrap())),
        any::<i64>().prop_map(Value::int),
        any::<f64>().prop_filter_map("finite", |float| Number::from_f64(float).ok()).prop_map(Value::Number),
    ];
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        3 => number,
        5 => text().prop_map(|text| Value::text(&text)),
        1 => Just(Value::Unknown(unknown())),
        1 => Just(Value::Unknown(unknown().with_type(Type::String))),
        1 => Just(Value::Unknown(unknown().with_candidates(vec![Value::string("a"), Value::int(1)]))),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let items = prop::collection::vec(inner.clone(), 0..4);
        let converted = |of_type: Type| {
            move |items: Vec<Value>| {
                let tuple = Value::tuple(items);
                convert(&tuple, &of_type).unwrap_or(tuple)
            }
        };
        let entries = prop::collection::btree_map(text(), inner.clone(), 0..4);
        prop_oneof![
            items.clone().prop_map(Value::tuple),
            items.clone().prop_map(converted(Type::list(Type::Any))),
            items.prop_map(converted(Type::set(Type::Any))),
            entries.clone().prop_map(Value::object),
            entries.prop_map(|entries| {
                let object = Value::object(entries);
                convert(&object, &Type::map(Type::Any)).unwrap_or(object)
            }),
            inner.prop_map(Value::into_sensitive),
        ]
    })
}

fn of_type() -> impl Strategy<Value = Type> {
    let leaf = prop::sample::select(vec![Type::Any, Type::Bool, Type::Number, Type::String]);
    leaf.prop_recursive(3, 12, 3, |inner| {
        let attribute = (inner.clone(), any::<bool>(), prop::option::of(value()));
        prop_oneof![
            inner.clone().prop_map(Type::list),
            inner.clone().prop_map(Type::set),
            inner.clone().prop_map(Type::map),
            prop::collection::vec(inner, 0..3).prop_map(Type::Tuple),
            prop::collection::btree_map(text(), attribute, 0..3).prop_map(|attributes| {
                let attributes = attributes.into_iter().map(|(name, (of_type, optional, default))| {
                    let converted = default.and_then(|default| convert(&default, &of_type).ok());
                    let default = converted.filter(|default| optional && *default != Value::Null);
                    crate::evaluation::ObjectAttribute { name: name.into(), of_type, optional, default }
                });
                Type::Object(attributes.collect())
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_function_panics(arguments in prop::collection::vec(value(), 0..5)) {
        let world = World::default();
        for family in FAMILIES {
            for function in family {
                let _ = call(function.name, &arguments, &world);
            }
        }
    }

    #[test]
    fn conversion_is_idempotent(value in value(), of_type in of_type()) {
        if let Ok(converted) = convert(&value, &of_type) {
            prop_assert_eq!(convert(&converted, &of_type), Ok(converted));
        }
    }

    #[test]
    fn a_value_is_of_its_own_type(value in value().prop_filter("known", Value::is_wholly_known)) {
        let of_type = Type::of(&value);
        prop_assert_eq!(convert(&value, &of_type), Ok(value), "{}", of_type);
    }

    #[test]
    fn no_operator_panics(left in value(), right in value()) {
        use BinaryOperator as B;
        let operators = [
            B::Or, B::And, B::Equal, B::NotEqual, B::Less, B::LessOrEqual, B::Greater, B::GreaterOrEqual, B::Add,
            B::Subtract, B::Multiply, B::Divide, B::Modulo,
        ];
        for operator in operators {
            let _ = binary(operator, &left, &right);
        }
        let _ = unary(UnaryOperator::Negate, &left);
        let _ = unary(UnaryOperator::Not, &left);
        let _ = index(&left, &right);
        let equal = binary(B::Equal, &left, &right);
        prop_assert_eq!(equal, binary(B::Equal, &right, &left));
    }

    #[test]
    fn what_is_written_is_read_again(value in value()) {
        let world = World::default();
        for (encode, decode) in [("jsonencode", "jsondecode"), ("yamlencode", "yamldecode")] {
            let plain = convert(&value.unmark_deep().0, &Type::Any).unwrap();
            if !plain.is_wholly_known() { continue; }
            let written = call(encode, std::slice::from_ref(&plain), &world).unwrap();
            // The key that merges a mapping does so in Terraform even between quotes.
            if encode == "yamlencode" && written.as_str().is_some_and(|text| text.contains("\"<<\":")) { continue; }
            let json = |value: &Value| call("jsonencode", std::slice::from_ref(value), &world).unwrap();
            match call(decode, std::slice::from_ref(&written), &world) {
                Ok(read) => prop_assert!(json(&read) == json(&plain) || has_long_number(&plain), "{:?}: {:?}", written, read),
                Err(error) => prop_assert!(has_long_number(&plain), "{:?}: {}", written, error),
            }
        }
    }
}

/// Whether a number inside has more digits than the readers of JSON and YAML keep.
fn has_long_number(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            Number::from_f64(number.to_f64()).as_ref() != Ok(number) || number.to_f64().abs() > 1e15
        }
        Value::List(items) | Value::Set(items) | Value::Tuple(items) => items.iter().any(has_long_number),
        Value::Map(entries) | Value::Object(entries) => entries.values().any(has_long_number),
        _ => false,
    }
}
