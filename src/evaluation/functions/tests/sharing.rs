//! Values whose parts are shared: a few lines make more of them than could ever be walked through.

use super::*;

/// The names of [`shared`] that are small enough to be walked through, and those that are not.
const NAMES: [&str; 12] = [
    "tuple_text_10",
    "tuple_unknown_10",
    "tuple_choice_10",
    "tuple_sensitive_10",
    "object_text_10",
    "object_unknown_10",
    "object_choice_10",
    "object_sensitive_10",
    "tuple_text_60",
    "tuple_choice_60",
    "object_unknown_60",
    "object_sensitive_60",
];

/// The value `KIND_PART_LEVELS`: one part, twice in a collection, twice in another one, and so on.
pub(super) fn shared(name: &str) -> Option<Value> {
    let mut words = name.split('_');
    let (kind, part, levels) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
    let start = match part {
        "text" => Value::string("a"),
        "unknown" => Value::Unknown(unknown()),
        "choice" => Value::Unknown(unknown().with_candidates(vec![Value::string("a"), Value::string("b")])),
        "sensitive" => Value::string("a").into_sensitive(),
        _ => return None,
    };
    (0..levels).try_fold(start, |inner, _| match kind {
        "tuple" => Some(Value::tuple(vec![inner.clone(), inner])),
        "object" => Some(Value::object([("k", inner.clone()), ("l", inner)])),
        _ => None,
    })
}

#[test]
fn every_function_ends_on_what_is_shared() {
    let names = FAMILIES.iter().flat_map(|family| family.iter().map(|function| function.name));
    for function in names.chain(UNSUPPORTED) {
        for value in NAMES {
            for arguments in
                ["X", "X, X", "X...", "\"a\", X", "X, \"a\"", "X, 0", "X, X, X", "X, unknown", "one_of_two, X"]
            {
                // Most of these are errors.
                let _ = evaluate(&format!("{function}({})", arguments.replace('X', value)));
            }
        }
    }
}

#[test]
fn every_operation_ends_on_what_is_shared() {
    let operations = [
        "X == X",
        "X != [X]",
        "X == null",
        "!X",
        "-X",
        "X + X",
        "X && X",
        "\"${X}\"",
        "\"a${X}\"",
        "X[0]",
        "X[\"k\"]",
        "X[unknown]",
        "X[*]",
        "X[*].k",
        "[X, X][*]",
        "X.k",
        "X.*.k",
        "[for x in X : x]",
        "{ for k, x in X : k => x }",
        "{ for x in [0, 1] : \"k\" => X... }",
        "[for x in X : x if x == X]",
        "true ? X : [X]",
        "unknown ? X : [X]",
        "one_of_two == \"a\" ? X : [X, X]",
        "(unknown ? X : [X]) == X",
        "X ? 1 : 2",
        "%{ for x in X }${x}%{ endfor }",
        "try(X.a, X)",
        "can(X.k.k)",
        "[X, X, X] == [X, X, X]",
        "{ a = X, b = X }",
        "tolist([X, X]) == [X, X]",
        "(one_of_two == \"a\" ? X : null) == (one_of_two == \"b\" ? X : null)",
    ];
    for operation in operations {
        for value in NAMES {
            let text = operation.replace('X', value);
            let text = if text.starts_with('%') { format!("\"{text}\"") } else { text };
            let _ = evaluate(&text);
        }
    }
}

#[test]
fn what_is_too_large_or_too_deep_is_unknown_because_of_that() {
    let is_limit = |text: &str| match evaluate(text) {
        Ok(Value::Unknown(unknown)) => unknown.causes()[0].kind == CauseKind::Limit(Limit::Size),
        _ => false,
    };
    assert!(is_limit("tuple_text_60"));
    assert!(is_limit("[tuple_text_19, tuple_text_19]"));
    assert!(!is_limit("tuple_text_18"));
    let nested = |depth: usize| {
        let mut text = "1".to_owned();
        for _ in 0..depth {
            text = format!("[{text}]");
        }
        // The parser has a limit of its own: one expression cannot be that deep.
        text
    };
    assert!(!is_limit(&nested(200)));
    let deep = (0..600).fold(Value::int(1), |inner, _| Value::tuple(vec![inner]));
    assert!(deep.is_too_large());
}

#[test]
fn what_is_shared_is_equal_to_itself_and_to_its_like() {
    assert_eq!(evaluate("tuple_text_16 == tuple_text_16"), Ok(Value::Bool(true)));
    assert_eq!(evaluate("tuple_text_16 == tuple_text_15"), Ok(Value::Bool(false)));
    let one = shared("object_text_60").unwrap();
    assert_eq!(one, one.clone());
}
