//! What holds of any tree, whatever the bytes it was read from: parsing ends without a panic, spans lie where they
//! should, and one broken block hides no other.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use cocarde::source::{FileId, SourceFile, Span};
use cocarde::syntax::{
    Body, Expression, ForExpression, MAX_DEPTH, Node, Part, Step, SyntaxErrorKind, Tree, parse, parse_expression,
    parse_template, values,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const FILE: FileId = FileId(7);

/// Walks a tree and fails on the first span that is not where it should be.
struct Walk<'t> {
    tree: &'t Tree,
    invalid: usize,
    depth: usize,
}

impl<'t> Walk<'t> {
    fn whole(tree: &'t Tree) -> Self {
        let mut walk = Walk { tree, invalid: 0, depth: 0 };
        let length = u32::try_from(tree.text().len()).unwrap();
        let file = Span::new(FILE, 0, length);
        match tree.expression() {
            Some(node) => walk.node(node, file),
            None => walk.body(tree.body(), file),
        }
        let mut end = 0;
        for comment in tree.comments() {
            walk.inside(comment.span, file);
            assert!(comment.span.start >= end, "comments are in order and apart: {:?}", tree.comments());
            end = comment.span.end;
            let text = walk.text(comment.span);
            assert!(text.starts_with('#') || text.starts_with("//") || text.starts_with("/*"), "comment {text:?}");
        }
        for error in tree.errors() {
            walk.inside(error.span, file);
        }
        assert!(tree.errors().is_sorted_by_key(|error| error.span.start), "errors are in order: {:?}", tree.errors());
        assert!(walk.invalid == 0 || !tree.errors().is_empty(), "what could not be read has an error");
        walk
    }

    fn text(&self, span: Span) -> &'t str {
        self.tree.text().get(span.start as usize..span.end as usize).unwrap()
    }

    fn inside(&self, span: Span, parent: Span) {
        assert_eq!(span.file, FILE);
        let slice = self.tree.text().get(span.start as usize..span.end as usize);
        assert!(slice.is_some(), "{span:?} is out of the file or cuts a character");
        assert!(
            parent.start <= span.start && span.end <= parent.end,
            "{span:?} {slice:?} is not inside {parent:?} {:?}",
            self.text(parent)
        );
    }

    fn body(&mut self, body: Body<'t>, parent: Span) {
        self.deeper();
        let span = body.span();
        self.inside(span, parent);
        let mut end = span.start;
        for attribute in body.attributes() {
            self.inside(attribute.name_span, span);
            assert_eq!(self.text(attribute.name_span), attribute.name);
            assert!(attribute.name_span.start >= end, "attributes follow each other");
            let value = attribute.value.span();
            assert!(attribute.name_span.end <= value.start, "a value follows its name");
            end = value.end;
            self.node(attribute.value, span);
        }
        let mut end = span.start;
        for block in body.native_blocks() {
            self.inside(block.header, span);
            assert!(self.text(block.header).starts_with(block.kind));
            assert!(block.header.start >= end, "blocks follow each other");
            let mut label_end = block.header.start + u32::try_from(block.kind.len()).unwrap();
            for label in &block.labels {
                self.inside(label.span, block.header);
                assert!(label.span.start >= label_end, "labels follow the type and each other");
                label_end = label.span.end;
            }
            assert!(block.header.end <= block.body.span().start, "a body follows its header");
            end = block.body.span().end;
            self.body(block.body, span);
        }
        self.depth -= 1;
    }

    fn deeper(&mut self) {
        self.depth += 1;
        // Bodies, which expressions stand in, have their own levels; so do the branches of directives.
        assert!(self.depth <= 2 * usize::from(MAX_DEPTH) + 2, "whoever walks the tree may recurse");
    }

    fn node(&mut self, node: Node<'t>, parent: Span) {
        let span = node.span();
        self.inside(span, parent);
        assert_eq!(node.source(), self.text(span));
        self.deeper();
        match node.expression() {
            Expression::Invalid => self.invalid += 1,
            Expression::Null | Expression::Bool(_) | Expression::Number(_) | Expression::String(_) => {}
            Expression::Variable(name) => assert_eq!(name, node.source()),
            Expression::Template(parts) => {
                assert!(!parts.is_empty());
                for part in parts.iter() {
                    match part {
                        Part::Literal(_) => {}
                        Part::Interpolation(inner) => self.node(inner, span),
                        Part::If(condition, then, otherwise) => {
                            self.ordered(&[Some(condition), Some(then), otherwise], span);
                        }
                        Part::For(parts) => self.for_expression(&parts, span),
                    }
                }
            }
            Expression::Postfix(base, steps) => {
                self.node(base, span);
                let mut end = base.span().end;
                for step in steps.iter() {
                    let at = match step {
                        Step::Attribute(name, at) => {
                            assert!(self.text(at).ends_with(name));
                            at
                        }
                        Step::Index(key, at) => {
                            self.node(key, at);
                            at
                        }
                        Step::AttributeSplat(at) | Step::FullSplat(at) => at,
                    };
                    self.inside(at, span);
                    assert!(at.start >= end && at.start < at.end, "steps follow each other");
                    end = at.end;
                }
            }
            Expression::Call(name, arguments, _) => {
                assert!(node.source().starts_with(name));
                self.ordered(&arguments.iter().map(Some).collect::<Vec<_>>(), span);
            }
            Expression::Unary(_, operand) => self.node(operand, span),
            Expression::Binary(_, left, right) => self.ordered(&[Some(left), Some(right)], span),
            Expression::Conditional(condition, then, otherwise) => {
                self.ordered(&[Some(condition), Some(then), Some(otherwise)], span);
            }
            Expression::Tuple(elements) => self.ordered(&elements.iter().map(Some).collect::<Vec<_>>(), span),
            Expression::Object(items) => {
                self.ordered(
                    &items.iter().flat_map(|item| [Some(item.key), Some(item.value)]).collect::<Vec<_>>(),
                    span,
                );
            }
            Expression::For(parts) => self.for_expression(&parts, span),
            Expression::Parenthesized(inner) => self.node(inner, span),
        }
        self.depth -= 1;
    }

    fn for_expression(&mut self, parts: &ForExpression<'t>, span: Span) {
        self.ordered(&[Some(parts.collection), parts.result_key, Some(parts.result), parts.condition], span);
    }

    fn ordered(&mut self, nodes: &[Option<Node<'t>>], parent: Span) {
        let mut end = parent.start;
        for node in nodes.iter().flatten() {
            assert!(node.span().start >= end, "{:?} overlaps what is before it", node.span());
            end = node.span().end;
            self.node(*node, parent);
        }
    }
}

/// All that holds of `text`, read as a file, as an expression and as a template.
fn check(text: &str) {
    let found = values(text);
    for ranges in [found.literals, found.words] {
        let mut end = 0;
        for range in ranges {
            assert!(end <= range.start && range.start < range.end, "{range:?} in\n{text}");
            assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?} in\n{text}");
            end = range.end;
        }
    }
    let text: Arc<str> = Arc::from(text);
    for read in [parse, parse_expression, parse_template] {
        let tree = read(FILE, &text);
        Walk::whole(&tree);
        // What a stranger writes must not fill the memory.
        assert!(tree.memory() + 64 * tree.errors().len() <= 128 * (text.len() + 2), "{} bytes", tree.memory());
        assert_eq!(format!("{tree:?}"), format!("{:?}", read(FILE, &text)), "the same text gives the same tree");
    }
}

/// The cases whose verdicts `tests/syntax_verdicts.rs` holds.
static CASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax/cases");
    let mut paths: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let text = |path| SourceFile::from_bytes("case.tf", fs::read(path).unwrap()).text().to_string();
    paths.into_iter().map(text).collect()
});

/// What files are made of, and what they should not hold.
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "a", "b-1", "_é", "null", "true", "for ", "in ", "if ", "1", "1.5", "2e3", "1..", ".0", ".0.1", "x = ", "x = ", "x=",
    "resource \"a\" \"b\" {\n", "b {\n", "b {", "b c {}", "}\n", "\n}\n", "}", "{", "[", "]", "(", ")", "f(", "p::f(",
    "[for ", "{for ", ": ", "=> ", "...", "[*]", ".*", ".a", ".", ", ", ",", ":", "::", "? ", "=", "==", "!=", "<", "<=",
    ">", ">=", "+", "-", "*", "/", "%", "!", "&&", "||", "&", "|", "'", "`", ";", "@", "\"", "\"", "\"s\"", "\"${", "${",
    "${~", "$${", "$", "%{", "%{~", "%%{", "%{ if ", "%{ else }", "%{ endif }", "%{ for ", "%{ endfor ~}", "~}", "~", "\\",
    "\\n", "\\u00e9", "\\U0001F600", "\\ud800", "<<EOT\n", "<<-EOT\n", "<<EOT", "<<", "\nEOT\n", "  EOT\n", "EOT", "\n",
    "\n", "\n  ", "\r\n", "\r", " ", " ", "\t", "# c\n", "// c\n", "/* c */", "/*", "*/", "#", "é", "€", "😀", "\u{feff}",
    "\u{a0}", "\u{2028}", "\0", "\u{b}",
];

fn soup(length: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(FRAGMENTS), 0..length).prop_map(|fragments| fragments.concat())
}

/// The place in `text` that `index` chooses, where a character starts.
fn place(text: &str, index: Index) -> usize {
    let mut place = index.index(text.len() + 1);
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

#[derive(Clone, Debug)]
enum Damage {
    Delete(Index, Index),
    Duplicate(Index, Index, Index),
    Insert(Index, String),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        any::<(Index, Index)>().prop_map(|(from, to)| Damage::Delete(from, to)),
        any::<(Index, Index, Index)>().prop_map(|(from, to, at)| Damage::Duplicate(from, to, at)),
        (any::<Index>(), soup(4)).prop_map(|(at, text)| Damage::Insert(at, text)),
    ]
}

fn damaged(text: &str, damage: &Damage) -> String {
    let range = |from, to| {
        let (from, to) = (place(text, from), place(text, to));
        from.min(to)..from.max(to)
    };
    let mut result = text.to_owned();
    match *damage {
        Damage::Delete(from, to) => result.replace_range(range(from, to), ""),
        Damage::Duplicate(from, to, at) => result.insert_str(place(text, at), &text[range(from, to)]),
        Damage::Insert(at, ref insertion) => result.insert_str(place(text, at), insertion),
    }
    result
}

/// Failures are shown in full: there is nothing to keep for the next run.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn damaged_case() -> impl Strategy<Value = String> {
    (select(&CASES[..]), prop::collection::vec(damage(), 1..4))
        .prop_map(|(case, changes)| changes.iter().fold(case, |text, change| damaged(&text, change)))
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(SourceFile::from_bytes("any.tf", bytes).text());
    }

    #[test]
    fn any_characters(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn any_fragments(text in soup(40)) {
        check(&text);
    }

    #[test]
    fn any_fragments_as_a_value(text in soup(24)) {
        check(&format!("x = {text}\ny = 1\n"));
        check(&format!("b {{\n  x = [\"${{{text}}}\"]\n}}\n"));
    }

    #[test]
    fn any_change_to_a_case(text in damaged_case()) {
        check(&text);
    }
}

#[test]
fn every_case_holds() {
    for text in CASES.iter() {
        check(text);
    }
}

/// What nests when it is repeated, each with what must stand before and after.
const NESTING: &[(&str, &str)] = &[
    ("x = ", "["),
    ("x = ", "[1, "),
    ("x = ", "("),
    ("x = ", "{"),
    ("x = ", "{ a = "),
    ("x = ", "{ (1) = "),
    ("x = ", "\"${"),
    ("x = ", "\"%{ if "),
    ("x = \"", "%{ if a }"),
    ("x = \"", "%{ if a }%{ else }"),
    ("x = \"", "%{ for a in b }"),
    ("x = ", "<<E\n${"),
    ("x = <<E\n", "%{ if a }\n"),
    ("x = ", "-"),
    ("x = ", "!"),
    ("x = ", "1 + "),
    ("x = ", "1 * 2 + "),
    ("x = ", "1 ? "),
    ("x = ", "1 ? 2 : "),
    ("x = ", "f("),
    ("x = ", "f(1, "),
    ("x = ", "a["),
    ("x = ", "a.b[0]."),
    ("x = a", ".0"),
    ("x = a", "[*]"),
    ("x = a", "::a"),
    ("x = ", "[for a in "),
    ("x = ", "[for a in b : "),
    ("x = ", "{for a in b : a => "),
    ("x = ", "-[!("),
    ("", "b {\n"),
    ("", "b {"),
    ("", "b \"c\" {\n  x = [\n"),
    ("", "b \"c {\n"),
    ("", "b \"${"),
    ("", "x = <<E\n"),
    ("", "x = <<\n"),
    ("", "/*"),
    ("", "\""),
    ("", "'"),
    ("", "}"),
    ("", "b "),
];

/// Runs `work` on a stack as small as that of a thread that the standard library starts.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn deep_nesting_is_an_error() {
    on_a_small_stack(|| {
        for (before, opening) in NESTING {
            let text: Arc<str> = format!("{before}{}", opening.repeat(100_000)).into();
            let tree = parse(FILE, &text);
            assert!(!tree.errors().is_empty(), "{opening:?}");
            Walk::whole(&tree);
        }
    });
}

#[test]
fn what_is_too_deep_is_said_to_be() {
    let closings = [("[", "]"), ("(", ")"), ("{ a = ", " }"), ("\"${", "}\""), ("f(", ")"), ("-", ""), ("1 + ", "")];
    on_a_small_stack(move || {
        for (opening, closing) in closings {
            for (levels, fits) in
                [(usize::from(MAX_DEPTH) - 2, true), (usize::from(MAX_DEPTH) + 1, false), (100_000, false)]
            {
                let (opening, closing) = (opening.repeat(levels), closing.repeat(levels));
                let tree = parse(FILE, &Arc::from(format!("x = {opening}1{closing}\ny = 1\n")));
                let kinds: Vec<_> = tree.errors().iter().map(|error| &error.kind).collect();
                let wanted: &[_] = if fits { &[] } else { &[&SyntaxErrorKind::TooDeep] };
                assert_eq!(kinds, wanted, "{levels} levels of {opening:.8}");
                assert!(tree.body().attribute("y").is_some(), "what follows is read");
                Walk::whole(&tree);
            }
        }
    });
}

#[test]
fn a_large_file_ends() {
    for opening in ["[", "(", "{", "\"${", "<<E\n", "b {\n", "/*", "\"", "x = [\n", "b \"c {\n", "%{ if a }"] {
        parse(FILE, &Arc::from(opening.repeat(1_000_000 / opening.len())));
    }
}

/// Whole blocks, each with its own heredoc marker: a marker that closes the heredoc of another block hides what is
/// between the two, and rightly.
const BLOCKS: &[&str] = &[
    r#"resource "aws_s3_bucket" "logs" {
  bucket = "logs-${var.env}"
  tags   = merge(local.tags, { Name = "logs", "cost:center" = 12 })
}
"#,
    r#"resource "scaleway_instance_security_group" "open" {
  # Reached from everywhere.
  inbound_rule {
    action = "accept"
    port   = "443"
  }

  dynamic "inbound_rule" {
    for_each = var.ports
    content {
      port = inbound_rule.value
    }
  }
}
"#,
    r#"locals {
  policy = <<-POLICY
    { "Effect": "Allow", "Resource": "${aws_s3_bucket.logs.arn}/*" }
  POLICY
  names = [
    for name, user in var.users : upper(name)
    if user.active
  ]
}
"#,
    r#"data "external" "script" {
  program = ["sh", "-c", <<SCRIPT
%{ for host in var.hosts ~}
ping "${host}"
%{ endfor ~}
SCRIPT
  ]
}
"#,
    r#"variable "rules" {
  type = list(object({ port = number, cidrs = optional(list(string), []) }))
  default = [
    { port = 22, cidrs = ["10.0.0.0/8"] },
    { port = 443 },
  ]
  validation {
    condition     = length(var.rules) > 0 && alltrue([for rule in var.rules : rule.port < 65536])
    error_message = "One rule at least."
  }
}
"#,
    r#"module "network" {
  source    = "./network"
  providers = { aws = aws.paris }
  subnets   = var.wide ? cidrsubnets(var.range, 4, 4, 8) : [var.range]
}
"#,
    r#"output "ids" {
  value = { for key, bucket in aws_s3_bucket.all : key => bucket[*].id... }
}
"#,
];

fn blocks_with_one_damaged() -> impl Strategy<Value = (Vec<String>, usize)> {
    let blocks = prop::sample::subsequence(BLOCKS, 2..=BLOCKS.len()).prop_shuffle();
    (blocks, any::<Index>(), prop::collection::vec(damage(), 1..4)).prop_map(|(blocks, which, changes)| {
        let mut blocks: Vec<String> = blocks.into_iter().map(str::to_owned).collect();
        let which = which.index(blocks.len());
        let block = &mut blocks[which];
        let inside = block.find("{\n").unwrap() + 2..block.len() - "\n}\n".len();
        let broken = changes.iter().fold(block[inside.clone()].to_owned(), |text, change| damaged(&text, change));
        block.replace_range(inside, &broken);
        (blocks, which)
    })
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn a_broken_block_hides_no_other((blocks, broken) in blocks_with_one_damaged()) {
        let text: Arc<str> = blocks.concat().into();
        let tree = parse(FILE, &text);
        Walk::whole(&tree);
        let mut start = 0;
        for (index, block) in blocks.iter().enumerate() {
            let end = start + u32::try_from(block.len()).unwrap();
            if index != broken {
                let found = tree.body().native_blocks().find(|found| found.header.start == start);
                let body = found.map(|found| found.body.span().end);
                // The brace and its end of line follow the body.
                prop_assert_eq!(body, Some(end - 2), "{}\n{:#?}\nin\n{}", block, tree.errors(), text);
                let errors = tree.errors().iter().filter(|error| (start..end).contains(&error.span.start)).count();
                prop_assert_eq!(errors, 0, "{}\n{:#?}\nin\n{}", block, tree.errors(), text);
            }
            start = end;
        }
    }
}
