//! The parser of native syntax.
use super::ast::Tree;
use crate::source::FileId;
use std::sync::Arc;

/// Parses a file of native syntax. Never fails: see [`Tree::errors`].
pub fn parse(file: FileId, text: &Arc<str>) -> Tree {
    let _ = (file, text);
    unimplemented!()
}
/// Parses `text` as one expression.
pub fn parse_expression(file: FileId, text: &Arc<str>) -> Tree {
    parse(file, text)
}
/// Parses `text` as the inside of a template, for `templatefile` and JSON strings.
pub fn parse_template(file: FileId, text: &Arc<str>) -> Tree {
    parse(file, text)
}
