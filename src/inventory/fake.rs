//! A block made of paths and values, for tests.

use super::view::{Configured, Written};
use super::{TraceStep, view};
use crate::evaluation::{Cause, CauseKind, Unknown, Value};
use crate::source::{FileId, Span};

#[derive(Debug, Default, Clone)]
pub(super) struct Fake(Vec<(&'static str, Value)>);

impl Fake {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn with(mut self, path: &'static str, value: Value) -> Self {
        self.0.push((path, value));
        self
    }

    pub(super) fn text(self, path: &'static str, text: &str) -> Self {
        self.with(path, Value::string(text))
    }

    pub(super) fn boxed(self) -> Box<dyn view::Configured> {
        Box::new(self)
    }
}

impl Configured for Fake {
    fn arguments(&self, path: &str) -> Vec<Written> {
        let wanted = path.replace("[]", "");
        (0..)
            .zip(&self.0)
            .filter(|(_, (name, _))| *name == wanted)
            .map(|(line, (_, value))| Written { value: value.clone(), span: span(line), chosen: false })
            .collect()
    }

    fn trace(&self, _path: &str, _index: usize) -> Vec<TraceStep> {
        Vec::new()
    }
}

pub(super) fn span(start: u32) -> Span {
    Span::new(FileId(0), start, start + 1)
}

/// An input variable without a value.
pub(super) fn variable(name: &str) -> Unknown {
    Unknown::new(Cause::at(CauseKind::VariableWithoutValue(name.into()), span(900)))
}

/// One of `texts`, depending on an input variable without a value.
pub(super) fn one_of(texts: &[&str]) -> Value {
    Value::Unknown(variable("env").with_candidates(texts.iter().map(|text| Value::string(*text)).collect()))
}

pub(super) fn list(texts: &[&str]) -> Value {
    Value::tuple(texts.iter().map(|text| Value::string(*text)).collect())
}

pub(super) fn map(entries: &[(&str, &str)]) -> Value {
    Value::object(entries.iter().map(|(key, value)| (*key, Value::string(*value))))
}
