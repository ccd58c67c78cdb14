//! Which bytes of a text are values, as far as tokens tell: what is shown of code that may be broken leaves them out.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::lexer::{Kind, Lexer, Token};

/// The values of a text, native syntax or JSON.
#[derive(Debug, Default)]
pub struct Values {
    /// What is in strings, but for labels of blocks and names of properties; heredocs, numbers that are no indices, and
    /// what is in comments. In order, apart from each other.
    pub literals: Vec<Range<u32>>,
    /// Words that stand where a value is expected and refer to nothing: strings whose quotes were forgotten. In order.
    pub words: Vec<Range<u32>>,
}

/// Finds the values of `text`, in linear time, whatever it is.
pub fn values(text: &str) -> Values {
    let mut scanner = Scanner {
        lexer: Lexer::new(text, 0),
        values: Values::default(),
        open: Vec::new(),
        last: None,
        after_newline: true,
        in_header: false,
        bound: FxHashSet::default(),
        binding: false,
    };
    while scanner.step() {}
    let Scanner { lexer, mut values, .. } = scanner;
    for comment in &lexer.comments {
        let own = lexer.slice(comment.start as usize, comment.end as usize);
        let opening = if own.starts_with('#') { 1 } else { 2 };
        let closing = if own.starts_with("/*") { 2 } else { 0 };
        push(&mut values.literals, comment.start + opening, comment.end.saturating_sub(closing));
    }
    values.literals.sort_unstable_by_key(|range| range.start);
    values
}

/// Words that are values by themselves, or types.
const KNOWN: [&str; 17] = [
    "true", "false", "null", "for", "in", "if", "else", "string", "number", "bool", "any", "list", "map", "set",
    "object", "tuple", "optional",
];

struct Scanner<'t> {
    lexer: Lexer<'t>,
    values: Values,
    /// The brackets that are open, and whether each is that of an index.
    open: Vec<(Kind, bool)>,
    /// The last token that is no newline.
    last: Option<Kind>,
    /// Whether a newline came after it.
    after_newline: bool,
    /// Whether what came since the beginning of the statement may be the header of a block.
    in_header: bool,
    /// Names that `for` binds.
    bound: FxHashSet<&'t str>,
    /// Whether `for` is binding names.
    binding: bool,
}

impl Scanner<'_> {
    /// Reads a token; false at the end.
    fn step(&mut self) -> bool {
        let token = self.lexer.next();
        match token.kind {
            Kind::End => return false,
            Kind::Newline => {
                (self.after_newline, self.in_header) = (true, false);
                return true;
            }
            Kind::Quote => self.string(token),
            Kind::Heredoc => self.heredoc(token),
            Kind::Identifier => self.identifier(token),
            Kind::Number => {
                let index = self.last == Some(Kind::OpenBracket) && self.open.last().is_some_and(|(_, index)| *index);
                if !index && self.last != Some(Kind::Dot) {
                    push(&mut self.values.literals, token.start, token.end);
                }
                self.in_header = false;
            }
            Kind::UnclosedComment => push(&mut self.values.literals, token.start + 2, token.end),
            Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParen => {
                let index = !self.after_newline && self.last.is_some_and(ends_value);
                self.open.push((token.kind, index));
                self.in_header = false;
            }
            Kind::CloseBrace | Kind::StripClose | Kind::CloseBracket | Kind::CloseParen => {
                self.open.pop();
                self.in_header = false;
            }
            _ => self.in_header = false,
        }
        (self.last, self.after_newline) = (Some(token.kind), false);
        true
    }

    /// The kind of the next token, which is not read yet.
    fn ahead(&mut self) -> Kind {
        let position = self.lexer.position;
        let kind = self.lexer.next().kind;
        self.lexer.go_back(position);
        kind
    }

    fn in_braces(&self) -> bool {
        self.open.last().is_none_or(|(kind, _)| *kind == Kind::OpenBrace)
    }

    /// Whether a name may stand here: of an argument, a block, a property.
    fn begins(&self) -> bool {
        match self.last {
            None | Some(Kind::OpenBrace | Kind::Comma) => self.in_braces(),
            Some(last) => self.after_newline && ends_value(last) && self.in_braces(),
        }
    }

    fn string(&mut self, token: Token) {
        self.lexer.skip_quoted();
        let end = super::lexer::offset(self.lexer.position);
        let closed = end > token.end && self.lexer.byte(self.lexer.position - 1) == Some(b'"');
        let ahead = self.ahead();
        let label = self.in_header && matches!(ahead, Kind::Quote | Kind::Identifier | Kind::OpenBrace);
        let key = !self.open.is_empty() && self.begins() && matches!(ahead, Kind::Equal | Kind::Colon);
        if !label && !key {
            push(&mut self.values.literals, token.end, end - u32::from(closed));
            self.in_header = false;
        }
    }

    fn heredoc(&mut self, token: Token) {
        let opening = self.lexer.slice(token.start as usize, token.end as usize);
        let marker = opening.trim_start_matches(['<', '-']).trim_end();
        let mut line = token.end as usize;
        // Without its marker it goes on to the end.
        let mut end = self.lexer.text.len();
        while let Some(rest) = self.lexer.text.get(line..).filter(|rest| !rest.is_empty()) {
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            if rest.get(..length).unwrap_or_default().trim() == marker {
                end = line + length;
                break;
            }
            line += length + 1;
        }
        push(&mut self.values.literals, token.end, super::lexer::offset(line.min(end)));
        self.lexer.position = end;
        self.in_header = false;
    }

    fn identifier(&mut self, token: Token) {
        let word = self.lexer.slice(token.start as usize, token.end as usize);
        if self.begins() && self.last != Some(Kind::Comma) {
            self.in_header = true;
            return;
        }
        let ahead = self.ahead();
        match word {
            "for" => self.binding = true,
            "in" => self.binding = false,
            _ if self.binding => {
                self.bound.insert(word);
            }
            _ => {}
        }
        let refers = matches!(
            ahead,
            Kind::Dot | Kind::OpenBracket | Kind::OpenParen | Kind::DoubleColon | Kind::Equal | Kind::Arrow
        );
        let property = ahead == Kind::Colon && self.begins();
        let named = refers || property || self.last == Some(Kind::Dot) || self.in_header;
        if !named && !KNOWN.contains(&word) && !self.bound.contains(word) {
            push(&mut self.values.words, token.start, token.end);
        }
    }
}

/// Whether a value may end with such a token.
fn ends_value(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Identifier
            | Kind::Number
            | Kind::Quote
            | Kind::Heredoc
            | Kind::CloseBrace
            | Kind::CloseBracket
            | Kind::CloseParen
            | Kind::Star
    )
}

fn push(ranges: &mut Vec<Range<u32>>, start: u32, end: u32) {
    if start < end {
        ranges.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with its values, and its words if `all`, replaced.
    fn masked(text: &str, all: bool) -> String {
        let Values { mut literals, words } = values(text);
        if all {
            literals.extend(words);
            literals.sort_unstable_by_key(|range| range.start);
        }
        let mut shown = String::new();
        let mut from = 0;
        for range in literals {
            shown += &text[from..range.start as usize];
            shown.push('…');
            from = range.end as usize;
        }
        shown + &text[from..]
    }

    #[test]
    fn names_are_none_and_values_are() {
        for (text, shown) in [
            (r#"resource "aws_s3_bucket" "a" {"#, r#"resource "aws_s3_bucket" "a" {"#),
            ("resource \"a\" \"b\" {\n  password = \"hunter2\"\n", "resource \"a\" \"b\" {\n  password = \"…\"\n"),
            (
                r#"x = { "token" : "x", "b" = ["y", "z"], c = f("w") }"#,
                r#"x = { "token" : "…", "b" = ["…", "…"], c = f("…") }"#,
            ),
            (r#"{ "a": { "b": "c", "n": 12 } }"#, r#"{ "a": { "b": "…", "n": … } }"#),
            (r#"a = var.x == "secret" ? "b" : """#, r#"a = var.x == "…" ? "…" : """#),
            ("a = { x = y ?\n \"b\" :\n \"c\" }", "a = { x = y ?\n \"…\" :\n \"…\" }"),
            (r#"a = "x\"y" + 1"#, r#"a = "…" + …"#),
            (r#"a = "${f("b")}" # c"#, r#"a = "…" #…"#),
            ("url = \"postgres://user:secret@\n", "url = \"…\n"),
            ("a = b[0].c[\"d\"].1 + [2]", "a = b[0].c[\"…\"].1 + […]"),
            ("a = 1 /* b */ // c", "a = … /*…*/ //…"),
            ("a = <<-EOT\n  b ${c}\n  EOT\nd = 1", "a = <<-EOT\n…  EOT\nd = …"),
            ("a = <<EOT\nb\nc", "a = <<EOT\n…"),
            ("password \"secret\"\n", "password \"…\"\n"),
            ("/* a", "/*…"),
        ] {
            assert_eq!(masked(text, false), shown, "{text}");
        }
    }

    #[test]
    fn words_without_quotes_are_told_from_references() {
        for (text, shown) in [
            ("a = secret", "a = …"),
            ("a = { b = \"c\" secret }", "a = { b = \"…\" … }"),
            ("a = [for k, v in var.x : v if v.y != null]", "a = [for k, v in var.x : v if v.y != null]"),
            ("a = { b : c.d, e = f(g.h) }", "a = { b : c.d, e = f(g.h) }"),
            ("type = list(string)", "type = list(string)"),
            ("a = p@ss", "a = …@…"),
        ] {
            assert_eq!(masked(text, true), shown, "{text}");
        }
    }
}
