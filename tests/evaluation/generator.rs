//! Random expressions that are well typed, or nearly so.
//!
//! An expression is built from a tape of choices, each of which shrinks to the first: literals stand first, so that a
//! shrunk tape is a small expression.

use proptest::prelude::*;

/// What an expression is to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Number,
    Text,
    Texts,
    Numbers,
    Tuple,
    TextSet,
    NumberSet,
    TextMap,
    NumberMap,
    Object,
    /// Any of the others.
    Any,
    /// A list, a set or a tuple.
    Sequence,
    /// A map or an object.
    Mapping,
    // What is written out, since few texts or numbers would do.
    Small,
    Pattern,
    Format,
    Moment,
    MomentFormat,
    Duration,
    Range,
    Json,
    Yaml,
    Csv,
    Base64,
    Path,
    Base,
}

/// A strategy for expressions of any kind.
pub(crate) fn expression() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<u16>(), 1..80).prop_map(|choices| Tape { choices, position: 0 }.write(Kind::Any, 4))
}

struct Tape {
    choices: Vec<u16>,
    position: usize,
}

/// Pure functions: what each gives, its name and what it takes.
const CALLS: &[(Kind, &str, &[Kind])] = &[
    (Kind::Number, "abs", &[Kind::Number]),
    (Kind::Bool, "alltrue", &[Kind::Sequence]),
    (Kind::Bool, "anytrue", &[Kind::Sequence]),
    (Kind::Text, "base64decode", &[Kind::Base64]),
    (Kind::Text, "base64encode", &[Kind::Text]),
    (Kind::Text, "base64sha256", &[Kind::Text]),
    (Kind::Text, "base64sha512", &[Kind::Text]),
    (Kind::Text, "basename", &[Kind::Path]),
    (Kind::Number, "ceil", &[Kind::Number]),
    (Kind::Text, "chomp", &[Kind::Text]),
    (Kind::Sequence, "chunklist", &[Kind::Sequence, Kind::Small]),
    (Kind::Text, "cidrhost", &[Kind::Range, Kind::Small]),
    (Kind::Text, "cidrnetmask", &[Kind::Range]),
    (Kind::Text, "cidrsubnet", &[Kind::Range, Kind::Small, Kind::Small]),
    (Kind::Texts, "cidrsubnets", &[Kind::Range, Kind::Small, Kind::Small]),
    (Kind::Text, "coalesce", &[Kind::Text, Kind::Text, Kind::Text]),
    (Kind::Any, "coalesce", &[Kind::Any, Kind::Any]),
    (Kind::Sequence, "coalescelist", &[Kind::Sequence, Kind::Sequence]),
    (Kind::Texts, "compact", &[Kind::Texts]),
    (Kind::Sequence, "concat", &[Kind::Sequence, Kind::Sequence]),
    (Kind::Bool, "contains", &[Kind::Sequence, Kind::Any]),
    (Kind::Bool, "contains", &[Kind::Texts, Kind::Text]),
    (Kind::Tuple, "csvdecode", &[Kind::Csv]),
    (Kind::Text, "dirname", &[Kind::Path]),
    (Kind::Sequence, "distinct", &[Kind::Sequence]),
    (Kind::Any, "element", &[Kind::Sequence, Kind::Small]),
    (Kind::Bool, "endswith", &[Kind::Text, Kind::Text]),
    (Kind::Tuple, "flatten", &[Kind::Sequence]),
    (Kind::Number, "floor", &[Kind::Number]),
    (Kind::Text, "format", &[Kind::Format, Kind::Number, Kind::Text]),
    (Kind::Text, "format", &[Kind::Format, Kind::Text, Kind::Number]),
    (Kind::Text, "format", &[Kind::Format, Kind::Any]),
    (Kind::Text, "formatdate", &[Kind::MomentFormat, Kind::Moment]),
    (Kind::Texts, "formatlist", &[Kind::Format, Kind::Texts, Kind::Number]),
    (Kind::Text, "indent", &[Kind::Small, Kind::Text]),
    (Kind::Number, "index", &[Kind::Sequence, Kind::Any]),
    (Kind::Bool, "issensitive", &[Kind::Any]),
    (Kind::Text, "join", &[Kind::Text, Kind::Texts]),
    (Kind::Text, "join", &[Kind::Text, Kind::Sequence]),
    (Kind::Any, "jsondecode", &[Kind::Json]),
    (Kind::Text, "jsonencode", &[Kind::Any]),
    (Kind::Texts, "keys", &[Kind::Mapping]),
    (Kind::Number, "length", &[Kind::Sequence]),
    (Kind::Number, "length", &[Kind::Mapping]),
    (Kind::Number, "length", &[Kind::Text]),
    (Kind::Text, "lookup", &[Kind::TextMap, Kind::Text, Kind::Text]),
    (Kind::Any, "lookup", &[Kind::Mapping, Kind::Text, Kind::Any]),
    (Kind::Text, "lower", &[Kind::Text]),
    (Kind::Texts, "matchkeys", &[Kind::Texts, Kind::Texts, Kind::Texts]),
    (Kind::Number, "max", &[Kind::Number, Kind::Number]),
    (Kind::Text, "md5", &[Kind::Text]),
    (Kind::Mapping, "merge", &[Kind::Mapping, Kind::Mapping]),
    (Kind::TextMap, "merge", &[Kind::TextMap, Kind::TextMap]),
    (Kind::Number, "min", &[Kind::Number, Kind::Number]),
    (Kind::Any, "one", &[Kind::Sequence]),
    (Kind::Number, "parseint", &[Kind::Text, Kind::Base]),
    (Kind::Number, "pow", &[Kind::Small, Kind::Small]),
    (Kind::Numbers, "range", &[Kind::Small]),
    (Kind::Numbers, "range", &[Kind::Small, Kind::Small, Kind::Number]),
    (Kind::Any, "regex", &[Kind::Pattern, Kind::Text]),
    (Kind::Sequence, "regexall", &[Kind::Pattern, Kind::Text]),
    (Kind::Text, "replace", &[Kind::Text, Kind::Text, Kind::Text]),
    (Kind::Sequence, "reverse", &[Kind::Sequence]),
    (Kind::TextSet, "setintersection", &[Kind::TextSet, Kind::Sequence]),
    (Kind::Sequence, "setproduct", &[Kind::Sequence, Kind::Sequence]),
    (Kind::Sequence, "setsubtract", &[Kind::Sequence, Kind::Sequence]),
    (Kind::Sequence, "setunion", &[Kind::Sequence, Kind::Sequence]),
    (Kind::Text, "sha1", &[Kind::Text]),
    (Kind::Text, "sha256", &[Kind::Text]),
    (Kind::Text, "sha512", &[Kind::Text]),
    (Kind::Number, "signum", &[Kind::Number]),
    (Kind::Sequence, "slice", &[Kind::Sequence, Kind::Small, Kind::Small]),
    (Kind::Texts, "sort", &[Kind::Texts]),
    (Kind::Texts, "split", &[Kind::Text, Kind::Text]),
    (Kind::Bool, "startswith", &[Kind::Text, Kind::Text]),
    (Kind::Bool, "strcontains", &[Kind::Text, Kind::Text]),
    (Kind::Text, "strrev", &[Kind::Text]),
    (Kind::Text, "substr", &[Kind::Text, Kind::Small, Kind::Small]),
    (Kind::Number, "sum", &[Kind::Numbers]),
    (Kind::Number, "sum", &[Kind::Sequence]),
    (Kind::Text, "textdecodebase64", &[Kind::Base64, Kind::Text]),
    (Kind::Text, "timeadd", &[Kind::Moment, Kind::Duration]),
    (Kind::Number, "timecmp", &[Kind::Moment, Kind::Moment]),
    (Kind::Text, "title", &[Kind::Text]),
    (Kind::Bool, "tobool", &[Kind::Any]),
    (Kind::Sequence, "tolist", &[Kind::Sequence]),
    (Kind::Mapping, "tomap", &[Kind::Mapping]),
    (Kind::Number, "tonumber", &[Kind::Any]),
    (Kind::Sequence, "toset", &[Kind::Sequence]),
    (Kind::Text, "tostring", &[Kind::Any]),
    (Kind::Mapping, "transpose", &[Kind::Mapping]),
    (Kind::Text, "trim", &[Kind::Text, Kind::Text]),
    (Kind::Text, "trimprefix", &[Kind::Text, Kind::Text]),
    (Kind::Text, "trimspace", &[Kind::Text]),
    (Kind::Text, "trimsuffix", &[Kind::Text, Kind::Text]),
    (Kind::Any, "try", &[Kind::Any, Kind::Any]),
    (Kind::Text, "upper", &[Kind::Text]),
    (Kind::Text, "urlencode", &[Kind::Text]),
    (Kind::Text, "uuidv5", &[Kind::Text, Kind::Text]),
    (Kind::Sequence, "values", &[Kind::Mapping]),
    (Kind::Any, "yamldecode", &[Kind::Yaml]),
    (Kind::Text, "yamlencode", &[Kind::Any]),
    (Kind::Mapping, "zipmap", &[Kind::Texts, Kind::Sequence]),
];

/// Texts that matter somewhere, as they are written in an expression.
const TEXTS: &[&str] = &[
    "a",
    "",
    "b",
    "1",
    "true",
    "ab",
    "a b",
    "é",
    "e\\u0301",
    "👨‍👩‍👧",
    "ß",
    "-1.50",
    "1e3",
    "a,b",
    "a-b_c",
    "/a/",
    "/(.)b/",
    "$1",
    "A",
    " x ",
    "a\\nb\\n",
    "\\\"",
    "<&>",
    "0.1",
    "null",
    "UTF-8",
    "UTF-16LE",
    "dns",
    "%",
    "a/b",
    "ǅ",
    "İ",
    "\\t",
];

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "-1",
    "10",
    "0.5",
    "0.1",
    "-2.5",
    "1.1",
    "7",
    "100",
    "255",
    "1e3",
    "1e-7",
    "1e21",
    "1e400",
    "9007199254740993",
    "9223372036854775807",
    "18446744073709551616",
    "123456789012345678901234567890.5",
    "0.30",
];

const PATTERNS: &[&str] = &[
    "a",
    "[a-z]+",
    "(.)(.)",
    "(?P<x>.)",
    "(?P<x>[a-z])(?P<y>.*)",
    "^a|b$",
    "\\\\d+",
    "\\\\w",
    "[^a]*",
    "(?i)A",
    "(a)|(b)",
    "(?s).+",
    "\\\\bb",
    "a{1,2}",
    "\\\\pL",
    "[[:alpha:]]+",
    "x*",
    "(?:a|b)+?",
    "\\\\x61",
    "(",
    "(?=a)",
    "(?U)a+",
];

const FORMATS: &[&str] = &[
    "%s",
    "%d",
    "%v",
    "%s-%d",
    "%s%s",
    "%d%%",
    "%05d",
    "%-5s|",
    "%5s",
    "%q",
    "%x",
    "%08.3f",
    "%.2f",
    "%e",
    "%g",
    "%t",
    "%b",
    "%o",
    "%X",
    "%+d",
    "% d",
    "%#v",
    "%[2]v%[1]v",
    "%.1s",
    "%#x",
    "%v %v",
    "%6.2f",
    "%z",
    "%-08d",
    "%+.1e",
    "%G",
    "%5q",
];

const MOMENTS: &[&str] = &[
    "2020-02-29T12:34:56Z",
    "2017-11-22T00:00:00Z",
    "1999-12-31T23:59:59+05:30",
    "2021-03-01T01:02:03.5Z",
    "2021-01-05T00:00:00-08:00",
    "2021-13-01T00:00:00Z",
    "2021-02-30T00:00:00Z",
    "2020-01-01",
    "0001-01-01T00:00:00Z",
];

const MOMENT_FORMATS: &[&str] = &[
    "YYYY-MM-DD",
    "DD MMM YYYY hh:mm ZZZ",
    "EEEE, DD-MMM-YY hh:mm:ss ZZZ",
    "EEE, D MMMM",
    "h:mm aa",
    "HH 'o''clock' AA",
    "YYYY-MM-DD'T'hh:mm:ssZ",
    "ZZZZ ZZZZZ",
    "s m H M",
    "Q",
    "'open",
    "YYY",
];

const DURATIONS: &[&str] = &["1h", "-10m", "1.5h", "1h30m", "300ms", "0", "24h", "1d", "", "1h-1m", "+5s", "9999999h"];

const RANGES: &[&str] = &[
    "10.0.0.0/8",
    "10.1.2.3/16",
    "192.168.0.0/30",
    "fd00:fd12:3456:7890::/56",
    "0.0.0.0/0",
    "10.0.0.0/32",
    "::/0",
    "10.0.0.0",
    "2001:db8::1/128",
    "10.0.0.256/8",
    "010.0.0.0/8",
];

const JSONS: &[&str] = &[
    "{\\\"a\\\": [1, null, true]}",
    "1.50",
    "\\\"\\\\u00e9\\\"",
    "[]",
    "{}",
    "null",
    "[1, \\\"a\\\"]",
    "{\\\"b\\\": 1, \\\"a\\\": {}}",
    "",
    "[1,]",
    "1e400",
    "123456789012345678901234567890",
    "{\\\"a\\\": 1, \\\"a\\\": 2}",
    "nul",
    " 1 ",
    "-0",
];

const YAMLS: &[&str] = &[
    "a: 1",
    "- 1\\n- b\\n",
    "{a: [1, 2.5], b: ~}",
    "yes",
    "\\\"1\\\"",
    "a: &x {b: 1}\\nc: *x",
    "0x1f",
    "0o17",
    "017",
    "1_000",
    "2001-01-01",
    "|\\n  a\\n  b\\n",
    "- >\\n  x\\n  y\\n",
    "null",
    "",
    "a: b: c",
    "!!str 1",
    "1e3",
    "a: 1\\na: 2",
    "<<: {a: 1}",
    "'it''s'",
    "? a\\n: b",
    "12:30",
    "-",
    "on",
    "1.",
    "+1",
    "# only",
    "---\\na: 1\\n",
];

const CSVS: &[&str] = &[
    "a,b\\n1,2\\n",
    "a\\n",
    "a,b\\n1\\n",
    "a,a\\n1,2\\n",
    "\\\"a b\\\",c\\n\\\"x\\ny\\\",\\n",
    "a;b\\n1;2",
    "",
    "a,b\\n\\n1,2",
];

const BASE64S: &[&str] = &["YQ==", "aMOp", "", "YQ", "/w==", "YQBiAA==", "!", "Y Q==", "4pyT"];

const PATHS: &[&str] = &["a/b.txt", "/a/b/", "", "/", ".", "a//b/../c", "../x", "a", "~/x"];

impl Tape {
    /// One of `count` choices; the first one when the tape has ended.
    fn choose(&mut self, count: usize) -> usize {
        let choice = self.choices.get(self.position).copied().unwrap_or_default();
        self.position += 1;
        usize::from(choice) % count.max(1)
    }

    fn one_of<'t>(&mut self, options: &[&'t str]) -> &'t str {
        options[self.choose(options.len())]
    }

    fn quoted(&mut self, options: &[&str]) -> String {
        let text = self.one_of(options);
        format!("\"{}\"", text.replace("${", "$${").replace("%{", "%%{"))
    }

    /// An expression of `kind`, with others nested in it to `depth`.
    fn write(&mut self, kind: Kind, depth: usize) -> String {
        let kind = self.settle(kind);
        if depth == 0 || self.position >= self.choices.len() {
            return self.literal(kind, depth);
        }
        match self.choose(8) {
            0 | 1 => self.literal(kind, depth),
            2..=4 => self.call(kind, depth),
            5 => self.operation(kind, depth),
            6 => self.conditional(kind, depth),
            _ => self.selection(kind, depth),
        }
    }

    /// A kind that stands for several becomes one of these.
    fn settle(&mut self, kind: Kind) -> Kind {
        use Kind as K;
        let options: &[Kind] = match kind {
            K::Any => &[
                K::Text,
                K::Number,
                K::Bool,
                K::Tuple,
                K::Texts,
                K::Object,
                K::TextMap,
                K::TextSet,
                K::Numbers,
                K::NumberMap,
                K::NumberSet,
            ],
            K::Sequence => &[K::Tuple, K::Texts, K::TextSet, K::Numbers, K::NumberSet],
            K::Mapping => &[K::Object, K::TextMap, K::NumberMap],
            _ => return kind,
        };
        options[self.choose(options.len())]
    }

    /// At least `least` elements: what Terraform knows of the type of an empty collection, our values do not tell.
    fn several(&mut self, least: usize, kind: Kind, depth: usize) -> String {
        let count = least + self.choose(4 - least);
        let items: Vec<String> = (0..count).map(|_| self.write(kind, depth.saturating_sub(1))).collect();
        items.join(", ")
    }

    fn entries(&mut self, least: usize, kind: Kind, depth: usize) -> String {
        let count = least + self.choose(4 - least);
        let keys = ["a", "b", "c", "é", "1", "a b"];
        let entry =
            |tape: &mut Self| format!("\"{}\" = {}", tape.one_of(&keys), tape.write(kind, depth.saturating_sub(1)));
        let entries: Vec<String> = (0..count).map(|_| entry(self)).collect();
        entries.join(", ")
    }

    fn literal(&mut self, kind: Kind, depth: usize) -> String {
        use Kind as K;
        // Now and then something else stands there, as in real code.
        if depth > 0 && self.choose(25) == 24 {
            return self.one_of(&["null", "1", "\"1\"", "true", "[]", "{}", "sensitive(\"a\")"]).to_owned();
        }
        match kind {
            K::Bool => self.one_of(&["true", "false"]).to_owned(),
            K::Number => self.one_of(NUMBERS).to_owned(),
            K::Text => self.quoted(TEXTS),
            K::Texts => format!("tolist([{}])", self.several(1, K::Text, depth)),
            K::Numbers => format!("tolist([{}])", self.several(1, K::Number, depth)),
            K::Tuple | K::Sequence => format!("[{}]", self.several(0, K::Any, depth)),
            K::TextSet => format!("toset([{}])", self.several(1, K::Text, depth)),
            K::NumberSet => format!("toset([{}])", self.several(1, K::Number, depth)),
            K::TextMap => format!("tomap({{{}}})", self.entries(1, K::Text, depth)),
            K::NumberMap => format!("tomap({{{}}})", self.entries(1, K::Number, depth)),
            K::Object | K::Mapping | K::Any => format!("{{{}}}", self.entries(0, K::Any, depth)),
            K::Small => self.one_of(&["1", "0", "2", "3", "-1", "4", "8", "-2", "0.5", "40"]).to_owned(),
            K::Base => self.one_of(&["10", "16", "2", "36", "62", "1"]).to_owned(),
            K::Pattern => self.quoted(PATTERNS),
            K::Format => self.quoted(FORMATS),
            K::Moment => self.quoted(MOMENTS),
            K::MomentFormat => self.quoted(MOMENT_FORMATS),
            K::Duration => self.quoted(DURATIONS),
            K::Range => self.quoted(RANGES),
            K::Json => self.quoted(JSONS),
            K::Yaml => self.quoted(YAMLS),
            K::Csv => self.quoted(CSVS),
            K::Base64 => self.quoted(BASE64S),
            K::Path => self.quoted(PATHS),
        }
    }

    fn call(&mut self, kind: Kind, depth: usize) -> String {
        let gives = |given: Kind| match given {
            Kind::Any => true,
            Kind::Sequence => {
                matches!(kind, Kind::Tuple | Kind::Texts | Kind::Numbers | Kind::TextSet | Kind::NumberSet)
            }
            Kind::Mapping => matches!(kind, Kind::Object | Kind::TextMap | Kind::NumberMap),
            given => given == kind,
        };
        let suitable: Vec<_> = CALLS.iter().filter(|(given, ..)| gives(*given)).collect();
        let (_, name, parameters) = suitable[self.choose(suitable.len())];
        let arguments: Vec<String> = parameters.iter().map(|kind| self.write(*kind, depth - 1)).collect();
        format!("{name}({})", arguments.join(", "))
    }

    fn operation(&mut self, kind: Kind, depth: usize) -> String {
        let depth = depth - 1;
        match kind {
            Kind::Number => {
                let operator = self.one_of(&["+", "-", "*", "/", "%"]);
                format!("({} {operator} {})", self.write(Kind::Number, depth), self.write(Kind::Number, depth))
            }
            Kind::Bool => match self.choose(4) {
                0 => {
                    let operator = self.one_of(&["<", "<=", ">", ">="]);
                    format!("({} {operator} {})", self.write(Kind::Number, depth), self.write(Kind::Number, depth))
                }
                1 => {
                    // Terraform 1.11 refuses an operand in error even when the other one settles the result.
                    let operator = self.one_of(&["&&", "||"]);
                    format!(
                        "(can({}) {operator} can({}))",
                        self.write(Kind::Bool, depth),
                        self.write(Kind::Bool, depth)
                    )
                }
                2 => format!("!{}", self.write(Kind::Bool, depth)),
                _ => {
                    let same = self.settle(Kind::Any);
                    let operator = self.one_of(&["==", "!="]);
                    format!("({} {operator} {})", self.write(same, depth), self.write(same, depth))
                }
            },
            Kind::Text => match self.choose(3) {
                0 => {
                    let (text, any) = (self.write(Kind::Text, depth), self.write(Kind::Any, depth));
                    format!("\"x${{{text}}}-${{{any}}}\"")
                }
                1 => {
                    let (condition, text) = (self.write(Kind::Bool, depth), self.write(Kind::Text, depth));
                    format!("\"%{{ if {condition} }}${{{text}}}%{{ else }}no%{{ endif }}\"")
                }
                _ => {
                    let items = self.write(Kind::Sequence, depth);
                    format!("\"%{{ for i, x in {items} }}${{i}}${{jsonencode(x)}} %{{ endfor }}\"")
                }
            },
            Kind::Object => {
                let (items, each) = (self.write(Kind::Mapping, depth), self.write(Kind::Any, depth));
                let grouped = self.one_of(&["", "..."]);
                let key = if grouped.is_empty() { "k" } else { "lower(k)" };
                format!("{{for k, v in {items}: {key} => [v, {each}]{grouped}}}")
            }
            Kind::Tuple => {
                let items = self.write(Kind::Sequence, depth);
                match self.choose(4) {
                    0 => format!("[for x in {items}: x]"),
                    1 => format!("[for i, x in {items}: {{i = i, x = x}} if i != \"a\"]"),
                    2 => format!("{items}[*]"),
                    _ => format!("[for x in {items}: {}]", self.write(Kind::Any, depth)),
                }
            }
            other => self.call(other, depth + 1),
        }
    }

    fn conditional(&mut self, kind: Kind, depth: usize) -> String {
        let condition = self.write(Kind::Bool, depth - 1);
        let (then, otherwise) = (self.write(kind, depth - 1), self.write(kind, depth - 1));
        format!("({condition} ? {then} : {otherwise})")
    }

    /// An element or an attribute of something.
    fn selection(&mut self, kind: Kind, depth: usize) -> String {
        let value = self.write(kind, depth - 1);
        match self.choose(5) {
            0 => format!("[{value}, {}][0]", self.write(Kind::Any, depth - 1)),
            1 => format!("{{a = {value}}}.a"),
            2 => format!("tomap({{a = {value}, b = {}}})[\"a\"]", self.write(kind, depth - 1)),
            3 => format!("one([{{a = {value}}}][*].a)"),
            _ => format!(
                "tolist([{value}, {}])[{}]",
                self.write(kind, depth - 1),
                self.one_of(&["0", "1", "\"0\"", "2"])
            ),
        }
    }
}
