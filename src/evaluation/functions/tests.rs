//! Limits, unknown arguments, files, and what holds for random values. `tests/evaluation.rs` asks Terraform.

mod properties;
mod sharing;

use std::cell::RefCell;
use std::sync::Arc;

use super::*;
use crate::evaluation::{
    Budget, Context, EvaluationError, Limit, Reference, Scope, Type, Unknown, evaluate as evaluate_expression,
};
use crate::source::FileId;
use crate::syntax::parse_expression;

/// A world with a few files and a few unknown names.
#[derive(Default)]
struct World {
    budget: Budget,
}

const FILES: [(&str, &[u8]); 6] = [
    ("a.txt", b"hello\n"),
    ("binary", b"\xff\x00"),
    ("sub/b.json", b"{}"),
    ("sub/c.txt", b"c"),
    ("sub/deep/d.json", b"[]"),
    (".hidden.json", b"1"),
];

impl Environment for World {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match path {
            "sub" => Err(ReadError::NotAFile),
            "../outside" => Err(ReadError::Outside),
            _ => FILES
                .iter()
                .find(|(name, _)| path.strip_prefix("./").unwrap_or(path) == *name)
                .map(|(_, bytes)| bytes.to_vec())
                .ok_or(ReadError::NotFound),
        }
    }

    fn list(&self, path: &str, depth: usize) -> Result<Vec<String>, ReadError> {
        let prefix = match path.trim_end_matches('/') {
            "." => String::new(),
            path => format!("{}/", path.strip_prefix("./").unwrap_or(path)),
        };
        let below = FILES.iter().filter_map(|(name, _)| name.strip_prefix(&prefix));
        Ok(below.filter(|name| name.matches('/').count() < depth).map(str::to_owned).collect())
    }
}

fn unknown() -> Unknown {
    Unknown::new(Cause { kind: CauseKind::VariableWithoutValue("x".into()), span: None })
}

impl Scope for World {
    /// `unknown`, `unknown_string`, and `one_of_two`, which is `"a"` or `"b"`.
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let value = match reference.root {
            "unknown" => unknown(),
            "unknown_string" => unknown().with_type(Type::String),
            "one_of_two" => unknown().with_candidates(vec![Value::string("a"), Value::string("b")]),
            "one_of_maps" => unknown().with_candidates(vec![
                Value::object([("k", Value::int(1))]),
                Value::object([("k", Value::int(2)), ("l", Value::int(3))]),
            ]),
            "open" => {
                let entries = [(Arc::from("known"), Value::string("v"))];
                return (Value::Object(crate::evaluation::Mapping::open(entries.into(), unknown())), 0);
            }
            other => match sharing::shared(other) {
                Some(value) => return (value, 0),
                None => panic!("no name {other} in this world"),
            },
        };
        (Value::Unknown(value), 0)
    }

    fn environment(&self) -> &dyn Environment {
        self
    }

    fn budget(&self) -> &Budget {
        &self.budget
    }
}

/// What `text` is worth, or the errors it makes.
fn evaluate(text: &str) -> Result<Value, Vec<EvaluationError>> {
    let tree = parse_expression(FileId(0), &Arc::from(text));
    assert_eq!(tree.errors(), [], "{text}");
    let errors = RefCell::new(Vec::new());
    let world = World::default();
    let context = Context { scope: &world, bindings: None, errors: &errors, attempted: false };
    let value = evaluate_expression(tree.expression().unwrap(), &context);
    let errors = errors.into_inner();
    if errors.is_empty() { Ok(value) } else { Err(errors) }
}

#[test]
fn families_are_sorted_and_apart() {
    let mut all: Vec<&str> = Vec::new();
    for family in FAMILIES {
        assert!(
            family.is_sorted_by(|left, right| left.name < right.name),
            "{:?}",
            family.first().map(|first| first.name)
        );
        all.extend(family.iter().map(|function| function.name));
    }
    all.extend(IMPURE);
    all.extend(UNSUPPORTED);
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

#[test]
fn names_lead_somewhere() {
    let kind_of = |name: &str| match call(name, &[], &World::default()) {
        Ok(Value::Unknown(unknown)) => unknown.causes()[0].kind.clone(),
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(kind_of("timestamp"), CauseKind::ImpureFunction("timestamp".into()));
    assert_eq!(kind_of("core::uuid"), CauseKind::ImpureFunction("uuid".into()));
    assert_eq!(kind_of("rsadecrypt"), CauseKind::UnsupportedFunction("rsadecrypt".into()));
    assert_eq!(kind_of("provider::aws::arn_parse"), CauseKind::ProviderFunction("provider::aws::arn_parse".into()));
    let misspelt = |name: &str| match call(name, &[], &World::default()) {
        Err(FunctionError::NoSuchFunction { nearest, .. }) => nearest,
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(misspelt("lenght"), Some("length"));
    assert_eq!(misspelt("jsonencod"), Some("jsonencode"));
    assert_eq!(misspelt("frobnicate"), None);
    assert_eq!(misspelt(&"a".repeat(1_000_000)), None);
}

#[test]
fn limits_are_errors_of_their_own() {
    for text in [
        "range(2000000)",
        "range(0, 1e30, 1e-30)",
        "setproduct(range(2000), range(2000))",
        "indent(100000000, \"a\\nb\\nc\")",
        "replace(join(\"\", range(1000)), \"\", join(\"\", range(10000)))",
        "replace(join(\"\", range(1000)), \"/./\", join(\"\", range(10000)))",
        "regex(\"((((a{100}){100}){100}){100})\", \"a\")",
        "parseint(join(\"\", range(10000)), 10)",
    ] {
        let value = evaluate(text);
        assert!(matches!(value, Ok(Value::Unknown(_))), "{text}: {value:?}");
    }
    assert_eq!(evaluate("length(range(200000))").unwrap(), Value::int(200_000));
}

#[test]
fn unknown_arguments() {
    let known = |text: &str| match evaluate(text).unwrap() {
        value if value.is_wholly_known() => value,
        other => panic!("{text}: {other:?}"),
    };
    let candidates = |text: &str| match evaluate(text).unwrap() {
        Value::Unknown(unknown) => unknown.candidates().map(<[Value]>::to_vec),
        other => panic!("{text}: {other:?}"),
    };
    let texts = |texts: &[&str]| Some(texts.iter().map(|text| Value::string(*text)).collect::<Vec<_>>());
    // Told all the same.
    assert_eq!(known("length([unknown, unknown])"), Value::int(2));
    assert_eq!(known("keys({a = unknown})"), Value::tuple(vec![Value::string("a")]));
    assert_eq!(known("merge(unknown, {a = 1}).a"), Value::int(1));
    assert_eq!(known("merge({b = unknown}, {a = 1}).a"), Value::int(1));
    assert_eq!(known("lookup({a = 1, b = unknown}, \"a\", 2)"), Value::int(1));
    assert_eq!(known("lookup(open, \"known\", 2)"), Value::string("v"));
    assert_eq!(known("element([unknown, \"x\"], 1)"), Value::string("x"));
    assert_eq!(known("contains([unknown, \"x\"], \"x\")"), Value::Bool(true));
    assert_eq!(known("contains([\"c\", \"d\"], one_of_two)"), Value::Bool(false));
    assert_eq!(known("coalesce(\"x\", unknown)"), Value::string("x"));
    assert_eq!(known("concat([unknown], [\"x\"])[1]"), Value::string("x"));
    assert_eq!(known("flatten([[unknown_string], [\"x\"]])[1]"), Value::string("x"));
    assert_eq!(known("values({a = unknown, b = 2})[1]"), Value::int(2));
    assert_eq!(known("zipmap([\"a\", \"b\"], [unknown, 2]).b"), Value::int(2));
    assert_eq!(known("alltrue([unknown, false])"), Value::Bool(false));
    assert_eq!(known("anytrue([unknown, true])"), Value::Bool(true));
    assert_eq!(known("reverse([unknown, 2])[0]"), Value::int(2));
    assert_eq!(known("slice([unknown, 2, 3], 1, 2)[0]"), Value::int(2));
    assert_eq!(known("chunklist([unknown_string, \"x\"], 1)[1][0]"), Value::string("x"));
    assert_eq!(known("formatlist(\"%s\", [unknown, \"x\"])[1]"), Value::string("x"));
    assert_eq!(known("tolist([unknown_string, \"x\"])[1]"), Value::string("x"));
    assert_eq!(known("false && unknown"), Value::Bool(false));
    assert_eq!(known("unknown || true"), Value::Bool(true));
    assert_eq!(known("one_of_two == \"c\""), Value::Bool(false));
    assert_eq!(known("[unknown, 1] == [unknown, 2]"), Value::Bool(false));
    // One of a few.
    assert_eq!(candidates("upper(one_of_two)"), texts(&["A", "B"]));
    assert_eq!(candidates("join(\"-\", [\"x\", one_of_two])"), texts(&["x-a", "x-b"]));
    assert_eq!(candidates("format(\"%s-%s\", one_of_two, one_of_two)"), texts(&["a-a", "b-a", "a-b", "b-b"]));
    assert_eq!(candidates("{a = \"x\", b = \"y\"}[one_of_two]"), texts(&["x", "y"]));
    assert_eq!(candidates("{a = \"x\", c = \"y\"}[unknown]"), texts(&["x", "y"]));
    assert_eq!(candidates("lookup({a = \"x\"}, one_of_two, \"z\")"), texts(&["x", "z"]));
    assert_eq!(candidates("lookup(one_of_maps, \"l\", \"z\")"), Some(vec![Value::string("z"), Value::int(3)]));
    assert_eq!(candidates("one_of_maps.k"), Some(vec![Value::int(1), Value::int(2)]));
    assert_eq!(candidates("merge(one_of_maps, {k = 9}).k"), Some(vec![Value::int(9)]));
    assert_eq!(candidates("coalesce(one_of_two, \"x\")"), texts(&["a", "b"]));
    assert_eq!(candidates("one_of_two == \"a\""), Some(vec![Value::Bool(false), Value::Bool(true)]));
    // Not told.
    for text in [
        "upper(unknown)",
        "merge({a = 1}, unknown).a",
        "merge(open, {b = 1}).c",
        "length(open)",
        "keys(open)",
        "lookup(open, \"other\", 2)",
        "length(toset([unknown, 1]))",
        "tolist(toset([unknown, 1]))",
        "length(flatten([unknown]))",
        "contains([\"a\"], unknown)",
        "coalesce(unknown, \"x\")",
        "element(unknown, 0)",
        "toset([one_of_two, \"a\"]) == toset([\"a\"])",
    ] {
        assert_eq!(candidates(text), None, "{text}");
    }
}

#[test]
fn files() {
    let value = |text: &str| evaluate(text).unwrap();
    assert_eq!(value("file(\"a.txt\")"), Value::string("hello\n"));
    assert_eq!(value("filebase64(\"binary\")"), Value::string("/wA="));
    assert_eq!(value("filemd5(\"a.txt\")"), Value::string("b1946ac92492d2347c6235b4d2611184"));
    assert_eq!(value("filesha256(\"a.txt\")"), value("sha256(\"hello\\n\")"));
    assert_eq!(value("filebase64sha512(\"a.txt\")"), value("base64sha512(\"hello\\n\")"));
    assert_eq!(value("[fileexists(\"a.txt\"), fileexists(\"b\")]"), value("[true, false]"));
    assert_eq!(value("fileset(\".\", \"*.txt\")"), value("toset([\"a.txt\"])"));
    assert_eq!(
        value("fileset(\".\", \"**/*.json\")"),
        value("toset([\".hidden.json\", \"sub/b.json\", \"sub/deep/d.json\"])")
    );
    assert_eq!(value("fileset(\".\", \"sub/*\")"), value("toset([\"sub/b.json\", \"sub/c.txt\"])"));
    assert_eq!(value("fileset(\"sub\", \"{b,c}.*\")"), value("toset([\"b.json\", \"c.txt\"])"));
    assert_eq!(value("fileset(\"nowhere\", \"*\")"), value("toset([])"));
    for text in ["file(\"../outside\")", "file(\"missing\")", "fileexists(\"../outside\")"] {
        let unknown = value(text).as_unknown().cloned().unwrap();
        assert!(matches!(unknown.causes()[0].kind, CauseKind::FileNotRead(_)), "{text}");
    }
    assert!(evaluate("file(\"binary\")").is_err());
    assert!(evaluate("fileexists(\"sub\")").is_err());
}

#[test]
fn errors_name_the_argument() {
    let message = |text: &str| match &evaluate(text).unwrap_err()[..] {
        [error, ..] => error.kind.to_string(),
        [] => String::new(),
    };
    assert_eq!(message("lower(null)"), "lower(): argument 1 (str): it must not be null");
    assert_eq!(message("split(\",\")"), "split(): it takes at least 2 argument(s), not 1");
    assert_eq!(message("lower(\"a\", \"b\")"), "lower(): it takes at most 1 argument(s), not 2");
    assert_eq!(message("join(\",\", [[]])"), "join(): argument 2 (lists): [0]: string is required, not a tuple");
    assert_eq!(
        message("cidrsubnet(\"x\", 1, 1)"),
        "cidrsubnet(): argument 1 (prefix): not an address range in CIDR notation"
    );
}
