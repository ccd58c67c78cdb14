//! The front end: HCL native syntax and JSON syntax into one compact tree per file, with byte spans and recovery.
//!
//! This module knows what is written, never what it means: a block is a block, whatever its type.

mod ast;
mod composed;
mod error;
mod json;
mod lexer;
mod parser;

pub use ast::{
    Attribute, BinaryOperator, Block, Body, Comment, Expression, ForExpression, Item, Label, List, Node, NodeId, Part,
    RawItem, RawPart, RawStep, Step, Tree, UnaryOperator, View,
};
pub use composed::Composed;
pub use error::{SyntaxError, SyntaxErrorKind};
pub use json::{parse_json, parse_json_values};
pub use parser::{MAX_DEPTH, parse, parse_expression, parse_template};
