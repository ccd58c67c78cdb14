//! No value is ever invented.
//!
//! Each case is evaluated again with some of what its root module is given withheld: values of variable files, defaults,
//! local values, arguments, `count`, `for_each`, the workspace. Everything that is then said must leave what is true possible: it is the same, or an unknown
//! whose candidates, if it has any, hold it. An instance that does not exist is not said to exist, none is lost, and
//! nothing is an error only because it is not known.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use cocarde::evaluation::{Type, Value, convert};
use cocarde::source::{FileId, SourceFile};
use cocarde::syntax::{Attribute, parse};
use serde_json::{Map, Value as Json};

use crate::case::{Case, Given, topics};
use crate::ours;

/// The most inputs of which all subsets are withheld; of more, each alone, each pair and all of them.
const MAX_SUBSETS: u32 = 4;

#[test]
fn what_is_withheld_makes_nothing_else() {
    let mut wrong = String::new();
    let mut evaluations = 0;
    for case in topics().iter().flat_map(|topic| &topic.cases) {
        let (known, errors) = ours::values(case, &case.given());
        // What Terraform refuses, a `validation` say, has no value to lose.
        let refused = case.recorded.as_ref().is_some_and(|(_, answer)| answer.fails());
        if refused || !errors.is_empty() {
            continue;
        }
        for given in withholdings(case) {
            let (partial, errors) = ours::values(&case.without(&given.withheld), &given);
            evaluations += 1;
            let mut report = |what: String| writeln!(wrong, "{} without {given:?}: {what}", case.name).unwrap();
            for error in errors {
                report(format!("an error: {error}"));
            }
            for (address, known) in &known {
                let mut saying = partial.iter().filter(|(pattern, _)| covers(pattern, address)).peekable();
                if saying.peek().is_none() && !partial.keys().any(|pattern| covers(object(pattern), object(address))) {
                    report(format!("{address} is lost"));
                }
                // Of several instances whose keys are not known, the one that is meant need only be among them.
                let (exact, symbolic): (Vec<_>, Vec<_>) = saying.partition(|(pattern, _)| *pattern == address);
                let sayings = if exact.is_empty() { symbolic } else { exact };
                if !sayings.is_empty() && !sayings.iter().any(|(_, said)| may_be(&known.value, &said.value)) {
                    report(format!("{address} is {:?} and cannot be {:?}", sayings[0].1.value, known.value));
                }
            }
            for pattern in partial.keys() {
                let exists = known.keys().any(|address| object(address) == object(pattern));
                if !exists && !pattern.contains(SYMBOLIC) {
                    report(format!("{pattern} is invented"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(evaluations >= 500, "{evaluations} evaluations");
}

const SYMBOLIC: &str = "[\"*\"]";

/// The object that an argument's address names.
fn object(address: &str) -> &str {
    match address.rsplit_once('.') {
        Some(("output", _)) | None => address,
        Some((object, _)) => object,
    }
}

/// Whether `address` is `pattern`, in which a symbolic key stands for any key.
fn covers(pattern: &str, address: &str) -> bool {
    let Some((before, after)) = pattern.split_once(SYMBOLIC) else { return pattern == address };
    let Some(rest) = address.strip_prefix(before) else { return false };
    rest.starts_with('[')
        && rest.match_indices(']').any(|(end, _)| rest.get(end + 1..).is_some_and(|rest| covers(after, rest)))
}

/// The inputs to withhold, in turn.
fn withholdings(case: &Case) -> Vec<Given> {
    let mut names: Vec<Option<String>> = case.inputs().into_iter().map(Some).collect();
    if case.files.iter().any(|(_, text)| text.contains("workspace")) {
        names.push(None);
    }
    let count = u32::try_from(names.len()).unwrap();
    let all = 1_u32.checked_shl(count).unwrap().wrapping_sub(1);
    (1..=all)
        .filter(|subset| count <= MAX_SUBSETS || subset.count_ones() <= 2 || *subset == all)
        .map(|subset| {
            let chosen: Vec<&Option<String>> =
                names.iter().enumerate().filter(|(bit, _)| subset & (1 << bit) != 0).map(|(_, name)| name).collect();
            Given {
                workspace: if chosen.contains(&&None) { None } else { case.given().workspace },
                withheld: chosen.into_iter().flatten().cloned().collect(),
            }
        })
        .collect()
}

/// A value that a root module is given or gives itself, and what stands instead of it when it is withheld.
struct Input {
    name: String,
    file: usize,
    extent: Range<usize>,
    instead: &'static str,
}

impl Case {
    /// What can be withheld.
    fn inputs(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.native_inputs().into_iter().map(|input| input.name).collect();
        for (_, text) in self.files.iter().filter(|(path, _)| is_json_values(path)) {
            names.extend(serde_json::from_str::<Map<String, Json>>(text).unwrap().into_iter().map(|(name, _)| name));
        }
        names
    }

    /// The same case without `withheld`.
    fn without(&self, withheld: &[String]) -> Self {
        let mut files = self.files.clone();
        for (_, text) in files.iter_mut().filter(|(path, _)| is_json_values(path)) {
            let mut values: Map<String, Json> = serde_json::from_str(text).unwrap();
            values.retain(|name, _| !withheld.contains(name));
            *text = Json::from(values).to_string();
        }
        let mut inputs = self.native_inputs();
        inputs.retain(|input| withheld.contains(&input.name));
        inputs.sort_by_key(|input| (input.file, input.extent.start));
        for input in inputs.into_iter().rev() {
            files[input.file].1.replace_range(input.extent, input.instead);
        }
        files.push(("withheld.tf".to_owned(), "variable \"withheld\" {}\n".to_owned()));
        self.with_files(files)
    }

    /// In native syntax: values of variables and their defaults, local values, and arguments of resources and calls.
    fn native_inputs(&self) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (file, (path, text)) in self.files.iter().enumerate().filter(|(_, (path, _))| !path.contains('/')) {
            let tree = parse(FileId(0), SourceFile::new(path.as_str(), text.as_str()).text());
            let body = tree.body();
            let mut whole = |name: String, attribute: Attribute<'_>| {
                let extent = attribute.name_span.start as usize..attribute.value.span().end as usize;
                inputs.push(Input { name, file, extent, instead: "" });
            };
            if path.ends_with(".tfvars") {
                body.attributes().for_each(|attribute| whole(attribute.name.to_owned(), attribute));
            }
            if ![".tf", ".tofu"].iter().any(|ending| path.ends_with(ending)) {
                continue;
            }
            for variable in body.blocks_of("variable", 1) {
                if let Some(default) = variable.body.attribute("default") {
                    whole(variable.labels[0].text.to_owned(), default);
                }
            }
            for (kind, labels) in [("locals", 0), ("resource", 2), ("module", 1)] {
                for block in body.blocks_of(kind, labels) {
                    let labels: Vec<&str> = block.labels.iter().map(|label| label.text).collect();
                    let known = ["source", "providers", "provider", "depends_on"];
                    for attribute in block.body.attributes().filter(|attribute| !known.contains(&attribute.name)) {
                        let span = attribute.value.span();
                        inputs.push(Input {
                            name: [&[kind][..], &labels, &[attribute.name]].concat().join("."),
                            file,
                            extent: span.start as usize..span.end as usize,
                            instead: "var.withheld",
                        });
                    }
                }
            }
        }
        inputs
    }
}

fn is_json_values(path: &str) -> bool {
    path.ends_with(".tfvars.json") && !path.contains('/')
}

/// Whether a value may be what another leaves open. What kind of collection it is does not matter: that may depend on the
/// part that is not known.
fn may_be(known: &Value, partial: &Value) -> bool {
    let (known, partial) = (known.unmark().0, partial.unmark().0);
    match (known, partial) {
        (_, Value::Unknown(unknown)) => {
            let is_candidate = |candidates: &[Value]| candidates.iter().any(|candidate| may_be(known, candidate));
            unknown.candidates().is_none_or(is_candidate)
                && convert(known, unknown.of_type().unwrap_or(&Type::Any)).is_ok()
        }
        // Known only to some: what is not known in full may be anything.
        (Value::Unknown(_), _) => true,
        (Value::Set(known), Value::Set(partial)) => {
            known.len() <= partial.len()
                && partial.iter().all(|partial| known.iter().any(|known| may_be(known, partial)))
        }
        (
            Value::List(known) | Value::Tuple(known) | Value::Set(known),
            Value::List(partial) | Value::Tuple(partial) | Value::Set(partial),
        ) => {
            known.len() == partial.len()
                && known.iter().zip(partial.iter()).all(|(known, partial)| may_be(known, partial))
        }
        (Value::Map(known) | Value::Object(known), Value::Map(partial) | Value::Object(partial)) => {
            (partial.rest().is_some() || known.rest().is_some() || known.len() == partial.len())
                && partial
                    .iter()
                    .all(|(key, partial)| known.get(key).map_or(known.rest().is_some(), |known| may_be(known, partial)))
        }
        _ => convert(partial, &Type::of(known)).as_ref() == Ok(known),
    }
}
