//! JSON syntax into the same tree: objects, arrays and literals are expressions, and strings are templates.
//!
//! Which objects are blocks depends on what they mean: [`Body`](super::Body) reads an object as a body when asked to.
//! Source: "JSON Configuration Syntax" of the Terraform language, and the JSON syntax specification of HCL.

mod string;

use std::sync::Arc;

use memchr::memchr2;
use rustc_hash::FxHashSet;

use super::ast::{NodeId, Origin, Range, RawItem, RawKind, RawNode, Root, Tree};
use super::error::{SyntaxError, SyntaxErrorKind};
use super::lexer::offset;
use super::parser::{MAX_DEPTH, Parsed, settle, template_between};
use crate::source::{FileId, Span};

pub(super) use string::{decode, source_offset};

/// Parses a configuration file of JSON syntax. Never fails: see [`Tree::errors`].
pub fn parse_json(file: FileId, text: &Arc<str>) -> Tree {
    let mut reader = Reader::new(file, text, true);
    reader.file();
    reader.templates();
    reader.finish()
}

/// Parses a file of values in JSON, such as `.tfvars.json`: its strings are text, whatever they hold.
pub fn parse_json_values(file: FileId, text: &Arc<str>) -> Tree {
    let mut reader = Reader::new(file, text, false);
    reader.file();
    reader.finish()
}

/// A string that holds a template sequence, to be parsed once the text of all of them is known.
struct Pending {
    node: NodeId,
    /// Levels of the tree above it.
    depth: u16,
    /// Where it stands in the text, decoded.
    range: Range,
}

/// The state of reading one text. As in the parser of native syntax, what a construct collects grows at the end of a
/// shared vector and moves to the tree once complete.
struct Reader<'a> {
    text: &'a str,
    position: usize,
    depth: u16,
    /// Whether strings are templates.
    templates: bool,
    /// How many objects are open.
    objects: u16,
    /// Whether the outermost property is `variable`.
    in_variable: bool,
    pending: Vec<Pending>,
    /// Decoded strings that hold sequences: they follow the source in the text of the tree.
    decoded: String,
    tree: Tree,
    node_ids: Vec<NodeId>,
    items: Vec<RawItem>,
}

impl<'a> Reader<'a> {
    fn new(file: FileId, text: &'a Arc<str>, templates: bool) -> Self {
        Self {
            text,
            position: 0,
            depth: 0,
            templates,
            objects: 0,
            in_variable: false,
            pending: Vec::new(),
            decoded: String::new(),
            tree: Tree::empty(file, Arc::clone(text)),
            node_ids: Vec::new(),
            items: Vec::new(),
        }
    }

    fn finish(mut self) -> Tree {
        self.tree.errors.sort_by_key(|error| (error.span.start, error.span.end));
        self.tree.shrink();
        self.tree
    }

    /// The whole file: an object, or an array of objects that are read one after the other.
    fn file(&mut self) {
        self.position = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let root = self.value();
        self.tree.root = Root::Json(root);
        self.space();
        if self.position < self.text.len() && self.tree.errors.is_empty() {
            self.error(self.position, self.text.len(), SyntaxErrorKind::ExtraAfterExpression);
        }
        if self.tree.errors.is_empty() && !self.holds_objects(root) {
            let end = self.tree.nodes.get(root.0 as usize).map_or(0, |node| node.end as usize);
            self.error(0, end, SyntaxErrorKind::JsonRoot);
        }
    }

    fn holds_objects(&self, node: NodeId) -> bool {
        match self.tree.nodes.get(node.0 as usize).map(|node| node.kind) {
            Some(RawKind::Object { .. }) => true,
            Some(RawKind::Tuple { start, length }) => {
                let elements = self.tree.node_ids.iter().skip(start as usize).take(length as usize);
                let object = |id: &NodeId| {
                    self.tree.nodes.get(id.0 as usize).is_some_and(|node| matches!(node.kind, RawKind::Object { .. }))
                };
                elements.into_iter().all(object)
            }
            _ => false,
        }
    }

    /// The value that stands here; an invalid node where there is none.
    fn value(&mut self) -> NodeId {
        self.space();
        match self.byte() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word(),
            _ => {
                let start = self.position;
                let end = start + self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                self.error(start, end, SyntaxErrorKind::JsonValue);
                self.skip();
                self.node(start, start, RawKind::Invalid)
            }
        }
    }

    /// What `read` reads at an opening bracket, unless it is too deep.
    fn nested(&mut self, read: fn(&mut Self) -> NodeId) -> NodeId {
        let start = self.position;
        if self.depth + 1 >= MAX_DEPTH {
            self.error(start, start + 1, SyntaxErrorKind::TooDeep);
            self.skip();
            return self.node(start, self.position, RawKind::Invalid);
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn object(&mut self) -> NodeId {
        let (open, base) = (self.position, self.items.len());
        self.objects += 1;
        self.position += 1;
        self.space();
        while !matches!(self.byte(), Some(b'}') | None) {
            if self.byte() == Some(b'"') {
                let key = self.string();
                self.space();
                if self.byte() == Some(b':') {
                    self.position += 1;
                    let value = self.property(key);
                    self.items.push(RawItem { key, value });
                } else {
                    self.error(self.position, self.position, SyntaxErrorKind::JsonColon);
                    self.skip();
                }
            } else {
                self.error_here(SyntaxErrorKind::JsonKey);
                self.skip();
            }
            if !self.separated(b'}') {
                break;
            }
        }
        self.objects -= 1;
        let end = self.close(b'}', open);
        self.refuse_duplicates(base);
        let (start, length) = settle(&mut self.items, base, &mut self.tree.items);
        self.node(open, end, RawKind::Object { start, length })
    }

    /// Of the properties from `base` on, refuses those that an earlier one has the name of. Of a body, where several blocks may
    /// be of one type, only Terraform's schemas tell.
    fn refuse_duplicates(&mut self, base: usize) {
        if self.templates {
            return;
        }
        let mut seen = FxHashSet::default();
        let mut duplicates = Vec::new();
        for item in self.items.get(base..).unwrap_or_default() {
            let key = self.tree.node(item.key);
            if !seen.insert(key.source().to_owned()) {
                duplicates.push((key.span(), key.source().trim_matches('"').to_owned()));
            }
        }
        for (span, name) in duplicates {
            self.error(span.start as usize, span.end as usize, SyntaxErrorKind::DuplicateArgument { name });
        }
    }

    /// The value of the property `key`. In `variable`, `NAME`, `default`, Terraform reads strings as text: what is not a
    /// template there is no mistake.
    fn property(&mut self, key: NodeId) -> NodeId {
        let name = self.tree.node(key).source();
        if self.objects == 1 {
            self.in_variable = name == "\"variable\"";
        }
        let text = self.in_variable && self.objects == 3 && name == "\"default\"";
        let outer = self.templates;
        self.templates = outer && !text;
        let value = self.value();
        self.templates = outer;
        value
    }

    fn array(&mut self) -> NodeId {
        let (open, base) = (self.position, self.node_ids.len());
        self.position += 1;
        self.space();
        while !matches!(self.byte(), Some(b']') | None) {
            let element = self.value();
            self.node_ids.push(element);
            if !self.separated(b']') {
                break;
            }
        }
        let end = self.close(b']', open);
        let (start, length) = settle(&mut self.node_ids, base, &mut self.tree.node_ids);
        self.node(open, end, RawKind::Tuple { start, length })
    }

    /// Moves past the comma between two elements, or up to the bracket after the last. Whether there may be more.
    fn separated(&mut self, closing: u8) -> bool {
        self.space();
        if !matches!(self.byte(), Some(b',' | b'}' | b']') | None) {
            self.error_here(SyntaxErrorKind::MissingComma);
            // What could be the next element is read as one.
            if self.byte() == Some(b'"') {
                return true;
            }
            self.skip();
        }
        if self.byte() != Some(b',') {
            return false;
        }
        let comma = self.position;
        self.position += 1;
        self.space();
        if self.byte() == Some(closing) {
            self.error(comma, comma + 1, SyntaxErrorKind::JsonTrailingComma);
        }
        true
    }

    /// Moves past `closing`, or says that the bracket at `open` lacks it. Where the construct ends.
    fn close(&mut self, closing: u8, open: usize) -> usize {
        if self.byte() == Some(closing) {
            self.position += 1;
        } else {
            let bracket = if closing == b'}' { '{' } else { '[' };
            self.error(open, open + 1, SyntaxErrorKind::UnclosedBracket { bracket });
        }
        self.position
    }

    fn string(&mut self) -> NodeId {
        let open = self.position;
        let Some(end) = string::end(self.text, open + 1) else {
            let line = self.text.get(open..).unwrap_or_default();
            let length = line.find(|character: char| character.is_control()).unwrap_or(line.len());
            self.error(open, open + length, SyntaxErrorKind::JsonString);
            self.position = open + length;
            return self.node(open, self.position, RawKind::Invalid);
        };
        self.position = end + 1;
        let inner = Range { start: offset(open + 1), end: offset(end) };
        let raw = self.text.get(open + 1..end).unwrap_or_default();
        let decoded = match decode(raw) {
            Ok(decoded) => decoded,
            Err(at) => {
                let start = open + 1 + at;
                let length: usize = raw.get(at..).unwrap_or_default().chars().take(2).map(char::len_utf8).sum();
                self.error(start, start + length, SyntaxErrorKind::JsonEscape);
                return self.node(open, end + 1, RawKind::Invalid);
            }
        };
        if self.templates && holds_sequence(&decoded) {
            let range = match decoded {
                std::borrow::Cow::Borrowed(_) => inner,
                std::borrow::Cow::Owned(text) => self.place(&text, inner),
            };
            let node = self.node(open, end + 1, RawKind::Invalid);
            self.pending.push(Pending { node, depth: self.depth, range });
            return node;
        }
        let kind = match decoded {
            std::borrow::Cow::Borrowed(_) => RawKind::StringSource { start: inner.start, end: inner.end },
            std::borrow::Cow::Owned(text) => {
                self.tree.decoded.push(text.into_boxed_str());
                RawKind::StringDecoded { index: offset(self.tree.decoded.len() - 1) }
            }
        };
        self.node(open, end + 1, kind)
    }

    /// Puts the decoded `text` of the string `source` after the text of the file, where a template can be read.
    fn place(&mut self, text: &str, source: Range) -> Range {
        // A line break before each, so that no position belongs to two of them.
        self.decoded.push('\n');
        let start = self.text.len() + self.decoded.len();
        self.decoded.push_str(text);
        self.tree.origins.push(Origin { start: offset(start), source });
        Range { start: offset(start), end: offset(start + text.len()) }
    }

    fn number(&mut self) -> NodeId {
        let start = self.position;
        let rest = self.text.get(start..).unwrap_or_default();
        let digits = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(digits).count();
        self.position = start + length;
        let text = rest.get(..length).unwrap_or_default();
        if is_number(text) {
            return self.node(start, self.position, RawKind::Number);
        }
        self.error(start, self.position, SyntaxErrorKind::MalformedNumber);
        self.node(start, self.position, RawKind::Invalid)
    }

    fn word(&mut self) -> NodeId {
        let start = self.position;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        self.position = start + length;
        let kind = match rest.get(..length).unwrap_or_default() {
            "null" => RawKind::Null,
            "true" => RawKind::Bool(true),
            "false" => RawKind::Bool(false),
            _ => {
                self.error(start, self.position, SyntaxErrorKind::JsonValue);
                self.skip();
                RawKind::Invalid
            }
        };
        self.node(start, start + length, kind)
    }

    /// Passes over what cannot be read, up to a comma or a closing bracket that the construct around can go on from.
    fn skip(&mut self) {
        let mut nesting = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    self.position = string::end(self.text, self.position + 1).unwrap_or(self.position);
                }
                b'{' | b'[' => nesting += 1,
                b'}' | b']' | b',' if nesting == 0 => return,
                b'}' | b']' => nesting -= 1,
                _ => {}
            }
            self.position += 1;
        }
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.position += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn error_here(&mut self, kind: SyntaxErrorKind) {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let length = rest.chars().next().map_or(0, char::len_utf8);
        self.error(self.position, self.position + length, kind);
    }

    fn error(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        let span = Span::new(self.tree.file, offset(start), offset(end));
        self.tree.errors.push(SyntaxError { span, kind });
    }

    fn node(&mut self, start: usize, end: usize, kind: RawKind) -> NodeId {
        let id = NodeId(offset(self.tree.nodes.len()));
        self.tree.nodes.push(RawNode { start: offset(start), end: offset(end), kind });
        id
    }

    /// Parses the strings that hold sequences.
    fn templates(&mut self) {
        if !self.decoded.is_empty() {
            self.tree.text = format!("{}{}", self.text, self.decoded).into();
        }
        let first = self.tree.errors.len();
        for Pending { node, depth, range } in std::mem::take(&mut self.pending) {
            let Parsed { id, height } = template_between(&mut self.tree, range);
            let kind = self.tree.nodes.get(id.0 as usize).map_or(RawKind::Invalid, |parsed| parsed.kind);
            let too_deep = depth + height > MAX_DEPTH;
            let Some(string) = self.tree.nodes.get_mut(node.0 as usize) else { continue };
            string.kind = if too_deep { RawKind::Invalid } else { kind };
            let (start, end) = (string.start as usize, string.end as usize);
            if too_deep {
                self.error(start, end, SyntaxErrorKind::TooDeep);
            }
        }
        let mut errors = self.tree.errors.split_off(first);
        for error in &mut errors {
            error.span = self.tree.span(error.span.start, error.span.end);
        }
        self.tree.errors.append(&mut errors);
    }
}

/// Whether `text` is more than literal text for a template: `$${` is not, but has to be read as one too.
fn holds_sequence(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut searched = 0;
    while let Some(found) = memchr2(b'$', b'%', bytes.get(searched..).unwrap_or_default()) {
        searched += found + 1;
        if bytes.get(searched) == Some(&b'{') {
            return true;
        }
    }
    false
}

/// Whether `text` is a number of JSON: no leading zero, digits around the point, digits in the exponent.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(before, after)| (before, Some(after)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(before, after)| (before, Some(after)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests;
