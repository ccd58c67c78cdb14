//! Mutations of the packs: each condition negated, each demand, conjunct, disjunct, element of a list and text of a demand
//! dropped. The cases of the rule must see each of them.

use std::fmt::Write as _;
use std::sync::Arc;

use cocarde::policy::{Doctrine, EMBEDDED, Policy, PolicyFile, PolicyInputs};
use cocarde::source::{FileId, Sources};
use cocarde::syntax::{BinaryOperator, Block, Body, Expression, Node, parse};

use crate::cases::{Judges, read};

/// One change of a policy file.
#[derive(Debug)]
struct Mutation {
    line: usize,
    what: String,
    text: String,
}

/// Collects the mutations of one file.
struct Mutator<'t> {
    text: &'t str,
    mutations: Vec<Mutation>,
}

impl Mutator<'_> {
    fn replace(&mut self, node: Node<'_>, what: &str, replacement: &str) {
        let span = node.span();
        let (start, end) = (span.start as usize, span.end as usize);
        let written = self.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        self.mutations.push(Mutation {
            line: self.text[..start].lines().count(),
            what: format!("{what} `{written}`"),
            text: format!("{}{replacement}{}", &self.text[..start], &self.text[end..]),
        });
    }

    /// A filter, `when` or condition, as a whole.
    fn condition(&mut self, name: &str, node: Node<'_>, dropped: bool) {
        let span = node.span();
        let written = &self.text[span.start as usize..span.end as usize];
        self.replace(node, &format!("negate {name}"), &format!("!({written})"));
        if dropped {
            self.replace(node, &format!("drop {name}"), "true");
        }
    }

    /// The parts of an expression that may be dropped.
    fn parts(&mut self, node: Node<'_>) {
        match node.expression() {
            Expression::Parenthesized(inner) => self.parts(inner),
            Expression::Unary(_, operand) => self.parts(operand),
            Expression::Binary(operator @ (BinaryOperator::And | BinaryOperator::Or), left, right) => {
                let neutral = if operator == BinaryOperator::And { "true" } else { "false" };
                for side in [left, right] {
                    // A chain is a tree that leans to the left: its links are no parts of their own.
                    let chain = matches!(side.expression(), Expression::Binary(own, ..) if own == operator);
                    if !chain {
                        self.replace(side, "drop", neutral);
                    }
                    self.parts(side);
                }
            }
            Expression::Binary(_, left, right) => {
                self.parts(left);
                self.parts(right);
            }
            Expression::Conditional(condition, then, otherwise) => {
                for part in [condition, then, otherwise] {
                    self.parts(part);
                }
                self.replace(condition, "decide", "true");
                self.replace(condition, "decide not", "false");
            }
            Expression::Tuple(elements) => {
                for element in elements.iter() {
                    self.replace(element, "drop from the list", "\"mutated\"");
                }
            }
            Expression::Call(_, arguments, _) => arguments.iter().for_each(|argument| self.parts(argument)),
            _ => {}
        }
    }

    /// Locals, but for those that make texts.
    fn locals(&mut self, body: Body<'_>) {
        for block in body.blocks_of("locals", 0) {
            for local in block.body.attributes() {
                let text = ["_fr", "_en"].iter().any(|end| local.name.ends_with(end));
                if !text {
                    self.parts(local.value);
                }
            }
        }
    }

    /// The texts of a rule or of a demand, each dropped: what takes its place is in force no more.
    fn basis(&mut self, body: Body<'_>) {
        let Some(basis) = body.attribute("basis") else { return };
        if let Expression::Tuple(texts) = basis.value.expression() {
            for text in texts.iter() {
                self.replace(text, "drop the text", "\"circulaire-6282-sg\"");
            }
        }
    }

    fn policy(&mut self, block: &Block<'_>) {
        self.locals(block.body);
        self.basis(block.body);
        for (name, other) in [("severity", "\"error\""), ("on_unknown", "\"error\"")] {
            if let Some(attribute) = block.body.attribute(name) {
                self.replace(attribute.value, &format!("drop {name}"), other);
            }
        }
        if let Some(filter) = block.body.attribute("filter") {
            self.condition("filter", filter.value, true);
            self.parts(filter.value);
        }
        for enforce in block.body.blocks_of("enforce", 0) {
            for name in ["when", "condition"] {
                if let Some(attribute) = enforce.body.attribute(name) {
                    // A condition that always holds is a demand that is not made.
                    self.condition(name, attribute.value, true);
                    self.parts(attribute.value);
                }
            }
            if let Some(severity) = enforce.body.attribute("severity") {
                self.replace(severity.value, "drop severity", "\"error\"");
            }
            if let Some(on_unknown) = enforce.body.attribute("on_unknown") {
                self.replace(on_unknown.value, "drop on_unknown", "\"error\"");
            }
            if let Some(overlaps) = enforce.body.attribute("overlaps") {
                self.replace(overlaps.value, "drop overlaps", "[]");
                if let Expression::Tuple(ids) = overlaps.value.expression() {
                    ids.iter().for_each(|id| self.replace(id, "drop the other rule", "\"CAC-TAGS\""));
                }
            }
            self.basis(enforce.body);
            if let Some(basis) = enforce.body.attribute("basis") {
                self.replace(basis.value, "drop basis", "[]");
            }
        }
    }
}

/// All mutations of `file`.
fn mutations(file: &PolicyFile<'_>) -> Vec<Mutation> {
    let text: Arc<str> = file.text.into();
    let tree = parse(FileId(0), &text);
    let mut mutator = Mutator { text: &text, mutations: Vec::new() };
    mutator.locals(tree.body());
    for block in tree.body().blocks_of("asset_policy", 2) {
        mutator.policy(&block);
    }
    mutator.mutations
}

/// Whether a demand rests on a text that its policy does not name, which another test refuses.
fn texts_differ(files: &[PolicyFile<'_>]) -> bool {
    let doctrine = Doctrine::of(files, &PolicyInputs::new(), &mut Sources::default()).unwrap();
    let differ = |policy: &Policy| {
        let mut demanded = policy.enforcements.iter().flat_map(|enforcement| &enforcement.basis);
        demanded.any(|key| !policy.basis.contains(key))
    };
    doctrine.policies.iter().any(differ)
}

#[test]
fn the_cases_see_every_mutation_of_a_rule() {
    let (mut made, mut survived) = (0, String::new());
    for (index, file) in EMBEDDED.iter().enumerate() {
        let name = file.path.rsplit('/').next().unwrap().trim_end_matches(".policy.hcl");
        let mutations = mutations(file);
        let cases = if mutations.is_empty() { Vec::new() } else { read(&name.to_uppercase()) };
        for mutation in mutations {
            made += 1;
            let mut files = EMBEDDED.to_vec();
            files[index] = PolicyFile { text: &mutation.text, ..*file };
            if texts_differ(&files) {
                continue;
            }
            let seen = !Judges::new(&files).differences(&name.to_uppercase(), &cases).is_empty();
            if !seen {
                let _ = writeln!(survived, "{}:{}: {}", file.path, mutation.line, mutation.what);
            }
        }
    }
    assert!(made > 150, "only {made} mutations");
    assert!(survived.is_empty(), "of {made} mutations, the cases do not see:\n{survived}");
}
