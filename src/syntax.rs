//! The front end: HCL native syntax and JSON syntax into one compact tree per file, with byte spans and recovery.
//!
//! This module knows what is written, never what it means: a block is a block, whatever its type.

mod ast;
mod error;
mod json;
mod lexer;
mod parser;

pub use ast::{List, View, RawItem, RawPart, RawStep,
    Attribute, BinaryOperator, Block, Body, Comment, Expression, ForExpression, Item, Label, Node, NodeId, Part, Step, Tree,
    UnaryOperator,
};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use json::parse_json;
pub use parser::{MAX_DEPTH, parse, parse_expression, parse_template};
