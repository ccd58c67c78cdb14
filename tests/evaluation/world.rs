//! Where the expressions are evaluated: `world/`, whose `main.tf` says the same to Terraform.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use cocarde::evaluation::functions::Environment;
use cocarde::evaluation::{
    Budget, Cause, CauseKind, Context, EvaluationError, Reference, Scope, Type, Unknown, Value, evaluate,
};
use cocarde::source::{FileId, ReadError};
use cocarde::syntax::parse_expression;

#[derive(Default)]
struct World {
    budget: Budget,
}

impl Environment for World {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let path = super::beside("world").join(path);
        if path.is_dir() {
            return Err(ReadError::NotAFile);
        }
        std::fs::read(path).map_err(|_| ReadError::NotFound)
    }

    fn list(&self, path: &str, depth: usize) -> Result<Vec<String>, ReadError> {
        fn walk(directory: &Path, below: &str, depth: usize, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
                let name = format!("{below}{}", entry.file_name().to_string_lossy());
                if entry.path().is_file() {
                    found.push(name);
                } else if depth > 1 {
                    walk(&entry.path(), &format!("{name}/"), depth - 1, found);
                }
            }
        }
        let mut found = Vec::new();
        walk(&super::beside("world").join(path), "", depth, &mut found);
        Ok(found)
    }
}

fn unknown() -> Unknown {
    Unknown::new(Cause { kind: CauseKind::VariableWithoutValue("x".into()), span: None })
}

impl Scope for World {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        let of_type = |of_type: Type| Value::Unknown(unknown().with_type(of_type));
        let value = match reference.root {
            "var" => Value::object([
                ("any", Value::Unknown(unknown())),
                ("string", of_type(Type::String)),
                ("number", of_type(Type::Number)),
                ("bool", of_type(Type::Bool)),
                ("list", of_type(Type::list(Type::String))),
                ("set", of_type(Type::set(Type::String))),
                ("map", of_type(Type::map(Type::String))),
                ("object", of_type(Type::object([("a", Type::String), ("b", Type::Number)]))),
            ]),
            "local" => Value::object([("template", Value::string("Hello, ${name}!%{ if loud }!!%{ endif }"))]),
            // How a console shows what it does not: see `answer.rs`.
            "unknown" => Value::Unknown(unknown()),
            "secret" => Value::Null.into_sensitive(),
            other => panic!("no name {other} in this world"),
        };
        (value, 0)
    }

    fn environment(&self) -> &dyn Environment {
        self
    }

    fn budget(&self) -> &Budget {
        &self.budget
    }
}

/// What `text` is worth, or the errors it makes.
pub(crate) fn value_of(text: &str) -> Result<Value, Vec<EvaluationError>> {
    let tree = parse_expression(FileId(0), &Arc::from(text));
    let errors = RefCell::new(Vec::new());
    let world = World::default();
    let context = Context { scope: &world, bindings: None, errors: &errors, attempted: false };
    match tree.expression() {
        Some(node) if tree.errors().is_empty() => {
            let value = evaluate(node, &context);
            let errors = errors.take();
            if errors.is_empty() { Ok(value) } else { Err(errors) }
        }
        _ => Err(Vec::new()),
    }
}

/// What a function of Terraform gives.
pub(crate) fn call(name: &str, argument: &Value) -> Option<Value> {
    cocarde::evaluation::functions::call(name, std::slice::from_ref(argument), &World::default()).ok()
}
